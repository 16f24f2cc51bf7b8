import Tokenization

/// The tasks that the default model was trained for, and their tokens (`models/README.md`).
///
/// After the chat the whole chat stands again, each message followed by the marker `<|points|>`; at
/// each marker the model says by two logits whether the message should be kept. So one prefill gives
/// a score for every message, and nothing is sampled.
struct PointingModel: Sendable {
  let points: Int32
  let keep: Int32
  let skip: Int32
  let headline: Int32
  let reply: Int32
  let turnStart: Int32
  let turnEnd: Int32
  private let tokenizer: Tokenizer

  /// The tasks of a model whose vocabulary has their tokens; `nil` for any other model.
  init?(_ tokenizer: Tokenizer) {
    func id(_ spelling: String) -> Int32? { tokenizer.id(ofSpecial: spelling) }
    guard let points = id("<|points|>"), let keep = id("<|keep|>"), let skip = id("<|skip|>"),
      let headline = id("<|headline|>"), let reply = id("<|reply|>"),
      let turnStart = id("<|im_start|>"), let turnEnd = id("<|im_end|>")
    else { return nil }
    self.points = points
    self.keep = keep
    self.skip = skip
    self.headline = headline
    self.reply = reply
    self.turnStart = turnStart
    self.turnEnd = turnEnd
    self.tokenizer = tokenizer
  }

  /// The tokens of plain text, which names in a chat may give decomposed.
  func encode(_ text: String) throws -> [Int32] {
    try tokenizer.encode(ChatRendering.composed(text), addSpecial: false, parseSpecial: false)
  }

  /// A message as it stands in the chat, without its line end.
  func line(_ line: ChatLine) throws -> [Int32] { try encode("\(line.sender): \(line.text)") }

  /// The chat's turn and the start of the answer; each line is already encoded.
  func context(_ lines: [[Int32]]) throws -> [Int32] {
    let lineEnd = try encode("\n")
    var ids = [turnStart]
    ids += try encode("user\n")
    for line in lines {
      ids += line
      ids += lineEnd
    }
    ids.append(turnEnd)
    ids += lineEnd
    ids.append(turnStart)
    ids += try encode("assistant\n")
    return ids
  }

  /// The second pass over the chat and where its markers stand.
  func pointing(_ lines: [[Int32]]) throws -> (ids: [Int32], markers: [Int]) {
    let lineEnd = try encode("\n")
    var ids = [points]
    var markers: [Int] = []
    for line in lines {
      ids += line
      markers.append(ids.count)
      ids.append(points)
      ids += lineEnd
    }
    return (ids, markers)
  }
}
