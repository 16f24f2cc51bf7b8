/// What the messages around one tell: whom it speaks to, and whether it was agreed to.
package enum EnglishExchange {
  /// The other of two; of more, the one who spoke both before and after.
  package static func addressee(
    of index: Int, in chat: [(sender: String, text: String)]
  ) -> String? {
    let sender = chat[index].sender
    let people = Set(chat.map(\.sender))
    if people.count == 2 { return people.first { $0 != sender } }
    let before = chat[..<index].last { $0.sender != sender }?.sender
    let after = chat[(index + 1)...].first { $0.sender != sender }?.sender
    return before == after ? before : nil
  }

  /// Whether somebody else asked something right before the one at `index`.
  package static func isAnswer(_ index: Int, in chat: [(sender: String, text: String)]) -> Bool {
    guard index > 0, chat[index - 1].sender != chat[index].sender else { return false }
    return EnglishSentence.split(chat[index - 1].text).contains {
      $0.isQuestion || EnglishQuestion.asks($0.words)
    }
  }

  /// Whether nobody else wrote after the one at `index`.
  package static func isOpen(_ index: Int, in chat: [(sender: String, text: String)]) -> Bool {
    chat[(index + 1)...].allSatisfy { $0.sender == chat[index].sender }
  }

  /// Whether the first answer of somebody else, within three messages, agrees to the one at `index`.
  package static func isAgreed(_ index: Int, in chat: [(sender: String, text: String)]) -> Bool {
    let sender = chat[index].sender
    guard let answer = chat[(index + 1)...].prefix(3).first(where: { $0.sender != sender }) else {
      return false
    }
    let words = EnglishWord.list(answer.text)
    guard let first = words.first(where: { !$0.core.isEmpty }),
      !answer.text.contains("?"),
      !words.contains(where: { ["but", "can't", "cant"].contains($0.lower) })
    else { return false }
    let two = words.prefix(2).map(\.lower).joined(separator: " ")
    return agreements.contains(first.lower) || agreements.contains(two)
  }

  private static let agreements: Set<String> = [
    "yes", "yeah", "yep", "yup", "ok", "okay", "sure", "deal", "perfect", "great", "agreed", "fine",
    "done", "lovely", "grand", "brilliant", "good idea", "sounds good", "sounds great", "works",
    "that works", "let's do", "i'm in", "im in", "good plan", "absolutely", "definitely", "ooh yes",
    "oh yes", "cool", "excellent", "yes please", "good shout", "happy with",
  ]
}
