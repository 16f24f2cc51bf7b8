/// Tells texts that are nothing but web addresses.
enum Links {
  /// Whether a text is one or more addresses (`http://`, `https://`, `www.`) and white space.
  static func isOnlyLinks(_ text: ArraySlice<UInt8>) -> Bool {
    guard let first = text.first, first == UInt8(ascii: "h") || first == UInt8(ascii: "w") else {
      return false
    }
    return text.split(whereSeparator: \.isBlank).allSatisfy { word in
      for head in ["http://", "https://", "www."] as [StaticString] where word.hasPrefix(head) {
        return word.count > head.utf8CodeUnitCount
      }
      return false
    }
  }
}
