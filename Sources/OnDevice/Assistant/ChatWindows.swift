/// Cuts a chat into windows that the default model can look at in one pass.
///
/// It was trained on chats of up to 48 messages and 1,024 tokens, both passes counted; longer ones
/// are looked at window by window, and the scores of all windows are compared afterwards.
package enum ChatWindows {
  package static let maximumMessages = 60
  package static let maximumTokens = 900
  /// Windows that are looked at, the last ones: about 2,400 messages, 16 seconds on two AVX2 cores.
  package static let maximumWindows = 40

  /// Tokens of one message that the model sees; what comes after is still quoted.
  package static let maximumLineTokens = 200

  /// The most tokens of a window's lines in a context: they stand there twice, each time with marks.
  package static func maximumTokens(context: Int) throws(OnDeviceError) -> Int {
    let room = (context - 64) / 3
    guard room >= maximumLineTokens / 2 else {
      throw OnDeviceError(
        .contextSizeExceeded, "expected a context of at least 364 tokens, found \(context)",
        hint: "use a larger --context")
    }
    return min(maximumTokens, room)
  }

  /// Ranges of lines, in order, of about equal length; `tokenCounts` is one per line.
  package static func ranges(
    tokenCounts: [Int], maximumTokens: Int = maximumTokens
  ) -> [Range<Int>] {
    guard !tokenCounts.isEmpty else { return [] }
    let total = tokenCounts.reduce(0, +)
    let parts = max(
      1, (tokenCounts.count + maximumMessages - 1) / maximumMessages,
      (total + maximumTokens - 1) / maximumTokens)
    // Equal shares: a last window of three messages would have nothing to be compared with.
    let messageShare = (tokenCounts.count + parts - 1) / parts
    let tokenShare = (total + parts - 1) / parts
    var ranges: [Range<Int>] = []
    var start = 0
    var tokens = 0
    for (index, count) in tokenCounts.enumerated() {
      let isFull =
        index - start >= messageShare
        || (tokens + count > max(tokenShare, 1) * 5 / 4 && index > start)
      if isFull {
        ranges.append(start..<index)
        start = index
        tokens = 0
      }
      tokens += count
    }
    ranges.append(start..<tokenCounts.count)
    return ranges
  }
}
