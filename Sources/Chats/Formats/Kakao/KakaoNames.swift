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

  /// The names with ` : ` that a sentence begins with.
  private static func collectActors(of body: ArraySlice<UInt8>, into actors: inout Set<String>) {
    let line = body.prefix { $0 != UInt8(ascii: "\n") }
    guard let colon = line.firstIndex(of: " : ") else { return }
    for mark in ["님이 ", "님을 ", " invited ", " left ", " joined ", " has "] as [StaticString] {
      var rest = line[(colon + 3)...]
      while let place = rest.firstIndex(of: mark) {
        actors.insert(line[..<place].string)
        rest = rest[(place + 1)...]
      }
    }
  }
}
