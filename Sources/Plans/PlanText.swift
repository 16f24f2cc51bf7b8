import Chats

/// A message as the plan rules read it: whole syllables in small letters, as scalars, and the cues
/// that its words hold.
struct PlanText {
  let scalars: [UInt32]
  /// Which groups of cue words occur in it.
  let cues: CueSet
  let isKorean: Bool

  init(_ text: String) {
    // A long paste is no talk: what stands at its beginning tells what it is.
    let scalars = text.unicodeScalars.prefix(2_000).map { scalar -> UInt32 in
      0x41...0x5A ~= scalar.value ? scalar.value + 0x20 : scalar.value
    }
    self.scalars = scalars
    cues = CueSet(in: scalars[...])
    isKorean = scalars.contains { 0xAC00...0xD7A3 ~= $0 || 0x3131...0x318E ~= $0 }
  }

  var isQuestion: Bool { cues.contains(.question) }

  /// The scalars of a range, as far as there are any.
  func slice(_ lower: Int, _ upper: Int) -> ArraySlice<UInt32> {
    let start = min(max(lower, 0), scalars.count)
    return scalars[start..<min(max(upper, start), scalars.count)]
  }

  static func string(_ scalars: some Sequence<UInt32>) -> String {
    var view = String.UnicodeScalarView()
    for value in scalars { if let scalar = Unicode.Scalar(value) { view.append(scalar) } }
    return String(view)
  }
}

extension ArraySlice<UInt32> {
  /// Whether the words of another run occur in this one.
  func holds(_ needle: [UInt32]) -> Bool {
    guard let first = needle.first, count >= needle.count else { return false }
    for start in startIndex...(endIndex - needle.count) where self[start] == first {
      var offset = 1
      while offset < needle.count, self[start + offset] == needle[offset] { offset += 1 }
      if offset == needle.count { return true }
    }
    return false
  }
}
