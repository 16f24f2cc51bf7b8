import Korean

/// Where the name of a sender ends and the message begins.
enum KakaoNames {
  /// Cuts at the first ` : `, or at ` :` at the end of the line.
  static func split(
    _ rest: ArraySlice<UInt8>
  ) -> (sender: ArraySlice<UInt8>, body: ArraySlice<UInt8>)? {
    if let mark = rest.firstIndex(of: " : ") {
      return (rest[..<mark], rest[(mark + 3)...])
    }
    guard rest.hasSuffix(" :") else { return nil }
    return (rest.dropLast(2), rest[rest.endIndex...])
  }

  /// Gives names that hold ` : ` back their second half.
  ///
  /// The short name stands unless a sentence of the messenger names somebody who is called by the
  /// longer one: people write `지각 : 10분` far more often than they call themselves that.
  static func learn(_ drafts: inout [KakaoDraft]) {
    var actors: Set<String> = []
    for draft in drafts where draft.kind == .system && draft.sender == nil {
      collectActors(of: draft.body[...], into: &actors)
    }
    guard !actors.isEmpty else { return }
    for index in drafts.indices where drafts[index].sender != nil {
      while lengthen(&drafts[index], actors) {}
    }
  }

  private static func lengthen(_ draft: inout KakaoDraft, _ actors: Set<String>) -> Bool {
    let line = draft.body.prefix { $0 != UInt8(ascii: "\n") }
    guard let sender = draft.sender, let (next, _) = split(line) else { return false }
    let longer = sender + " : " + next.string
    guard actors.contains(longer) else { return false }
    draft.sender = longer
    let mark = min(next.count + 3, line.count)
    draft.body.removeFirst(mark)
    return true
  }

  private static let beginnings: [StaticString] = ["님이 ", "님과 ", "님, ", " invited ", " and ", ", "]
  private static let endings: [StaticString] = [
    "님이 ", "님을 ", "님과 ", "님, ", " invited ", " left ", " joined ", " has ",
  ]

  /// The names with ` : ` in a sentence: of who acts, and of who is invited or sent away.
  private static func collectActors(of body: ArraySlice<UInt8>, into actors: inout Set<String>) {
    // Longer lines are no sentences with names; the limit keeps the work of odd files small.
    var line = body.prefix { $0 != UInt8(ascii: "\n") }.prefix(1_000)
    guard line.firstIndex(of: " : ") != nil else { return }
    if Hangul.hasLetters(line) { line = Array(Hangul.composed(line.string).utf8)[...] }
    let starts = [line.startIndex] + beginnings.flatMap { places(of: $0, in: line, behind: true) }
    for end in endings.flatMap({ places(of: $0, in: line, behind: false) }) {
      // A name has at most 60 characters.
      for start in starts where start < end && end - start <= 240 {
        let name = line[start..<end]
        if name.firstIndex(of: " : ") != nil { actors.insert(name.string) }
      }
    }
  }

  /// Where a text begins, or where it ends, as often as it occurs.
  private static func places(
    of text: StaticString, in line: ArraySlice<UInt8>, behind: Bool
  ) -> [Int] {
    var places: [Int] = []
    var rest = line
    while let place = rest.firstIndex(of: text) {
      places.append(behind ? place + text.utf8CodeUnitCount : place)
      rest = rest[(place + 1)...]
    }
    return places
  }
}
