public import struct Foundation.Data

extension Chat {
  /// The messages as a JSON array of `{"time","sender","kind","text"}`, with `null` where there is
  /// no time or no sender; `pretty` writes one message a line.
  public func jsonData(pretty: Bool) throws -> Data {
    var bytes: [UInt8] = [UInt8(ascii: "[")]
    for (index, message) in messages.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      if pretty { bytes += Array("\n  ".utf8) }
      bytes += Array("{\"time\":".utf8)
      bytes.append(json: message.time?.description)
      bytes += Array(",\"sender\":".utf8)
      bytes.append(json: message.sender)
      bytes += Array(",\"kind\":".utf8)
      bytes.append(json: message.kind.rawValue)
      bytes += Array(",\"text\":".utf8)
      bytes.append(json: message.text)
      bytes.append(UInt8(ascii: "}"))
    }
    if pretty, !messages.isEmpty { bytes.append(UInt8(ascii: "\n")) }
    bytes.append(UInt8(ascii: "]"))
    return Data(bytes)
  }
}

extension [UInt8] {
  /// Appends a string of JSON, in which only quotes, backslashes and control characters must be
  /// escaped; `nil` is `null`.
  fileprivate mutating func append(json text: String?) {
    guard let text else {
      append(contentsOf: Array("null".utf8))
      return
    }
    append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): append(contentsOf: [UInt8(ascii: "\\"), byte])
      case UInt8(ascii: "\\"): append(contentsOf: [UInt8(ascii: "\\"), byte])
      case UInt8(ascii: "\n"): append(contentsOf: Array("\\n".utf8))
      case UInt8(ascii: "\t"): append(contentsOf: Array("\\t".utf8))
      case UInt8(ascii: "\r"): append(contentsOf: Array("\\r".utf8))
      case 0..<0x20:
        let digits = String(byte, radix: 16)
        append(contentsOf: Array(("\\u00" + (byte < 16 ? "0" : "") + digits).utf8))
      default: append(byte)
      }
    }
    append(UInt8(ascii: "\""))
  }
}
