/// Cuts comma-separated values by RFC 4180, or finds that the quotes are not balanced.
struct CSVRow {
  let fields: [[UInt8]]
  /// The bytes of the row, without its line break.
  let source: Range<Int>
  let line: Int

  /// All rows, or `nil` where a quote is closed in the middle of a field or not at all.
  static func read(_ bytes: [UInt8]) -> [CSVRow]? {
    var rows: [CSVRow] = []
    var fields: [[UInt8]] = []
    var field: [UInt8] = []
    var index = 0
    var start = 0
    var line = 1
    var startLine = 1
    let quote = UInt8(ascii: "\"")
    while index < bytes.count {
      // At the beginning of a field.
      field.removeAll()
      if bytes[index] == quote {
        index += 1
        var isClosed = false
        while index < bytes.count, !isClosed {
          if bytes[index] == quote {
            if index + 1 < bytes.count, bytes[index + 1] == quote {
              field.append(quote)
              index += 2
            } else {
              index += 1
              isClosed = true
            }
          } else {
            if let length = lineBreak(bytes, index) {
              field.append(UInt8(ascii: "\n"))
              index += length
              line += 1
            } else {
              field.append(bytes[index])
              index += 1
            }
          }
        }
        guard isClosed,
          index == bytes.count || bytes[index] == UInt8(ascii: ",")
            || lineBreak(bytes, index) != nil
        else { return nil }
      } else {
        while index < bytes.count, bytes[index] != UInt8(ascii: ","),
          lineBreak(bytes, index) == nil
        {
          field.append(bytes[index])
          index += 1
        }
      }
      fields.append(field)
      if index < bytes.count, bytes[index] == UInt8(ascii: ",") {
        index += 1
        if index < bytes.count { continue }
        fields.append([])
      }
      rows.append(CSVRow(fields: fields, source: start..<index, line: startLine))
      fields = []
      if let length = index < bytes.count ? lineBreak(bytes, index) : nil {
        index += length
        line += 1
      }
      start = index
      startLine = line
    }
    return rows
  }

  private static func lineBreak(_ bytes: [UInt8], _ index: Int) -> Int? {
    switch bytes[index] {
    case UInt8(ascii: "\n"): return 1
    case UInt8(ascii: "\r"):
      return index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "\n") ? 2 : 1
    default: return nil
    }
  }
}
