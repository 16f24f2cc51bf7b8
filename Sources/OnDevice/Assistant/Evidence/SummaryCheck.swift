public import Chats

/// Whether a chat bears a summary out, sentence by sentence, by rules and without a model.
///
/// The messages that share a sentence's words tell who did it, which value it was and whether it was
/// so. It finds a part of what is wrong and doubts a few sentences that are right; `models/README.md`
/// has its figures.
public struct SummaryCheck: Sendable {
  /// What is doubted in a sentence.
  public enum Doubt: String, Sendable, Hashable, CaseIterable {
    /// Somebody else did it.
    case actor
    /// Another value stands there, or the chat lacks it.
    case value
    /// What is denied was so, or what is told was denied.
    case turned
    /// The chat has too few of its words.
    case unknown
  }

  /// One sentence and what the chat says about it.
  public struct Sentence: Sendable, Hashable {
    public var text: String
    /// `nil` where the chat bears it out.
    public var doubt: Doubt?
    /// The messages that bear it out best, as indexes into the chat, ascending; at most three.
    public var messages: [Int]
    /// What speaks for it less what speaks against it, comparable between sentences that say nearly
    /// the same.
    public var score: Double
  }

  private let evidence: EvidenceChat
  private let indexes: [Int]

  /// Of the messages of people.
  public init(_ chat: Chat) {
    let lines = ChatRendering.lines(of: chat.messages)
    self.init(lines: lines, times: InstructedChat.times(chat, lines))
  }

  init(lines: [ChatLine], times: [String]) {
    evidence = EvidenceChat(lines.map { ($0.sender, $0.text) }, also: times)
    indexes = lines.map(\.index)
  }

  /// The sentences of a summary in order.
  public func sentences(of summary: String) -> [Sentence] {
    Sentences.split(summary).map(sentence)
  }

  /// The summary without the sentences that are surely not borne out.
  package func kept(of summary: String) -> String {
    Sentences.split(summary).filter(holds).joined(separator: " ")
  }

  /// Whether no sentence of a text is surely not borne out: one that is only doubted holds.
  func holds(_ text: String) -> Bool {
    Sentences.split(text).allSatisfy { doubt($0, isCertain: true) == nil }
  }

  private func doubt(_ text: String, isCertain: Bool = false) -> Doubt? {
    EvidenceDoubts(text, in: evidence)
      .reason(isKorean: evidence.isKorean, isCertain: isCertain)
  }

  private func sentence(_ text: String) -> Sentence {
    Sentence(
      text: text, doubt: doubt(text), messages: messages(behind: text),
      score: EvidenceFacts(text, in: evidence).score(evidence))
  }

  private func messages(behind text: String) -> [Int] {
    let sentence = EvidenceSentence(text, in: evidence)
    guard let shares = evidence.shares(sentence.folded[...]) else { return [] }
    return shares.indices.sorted { (shares[$1], $0) < (shares[$0], $1) }
      .prefix(3).filter { shares[$0] >= 0.1 }.map { indexes[$0] }.sorted()
  }
}
