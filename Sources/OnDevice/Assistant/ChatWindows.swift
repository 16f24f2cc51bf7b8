/// Cuts a chat into windows that the default model can look at in one pass.
///
/// It was trained on chats of up to sixty messages and a few hundred tokens; longer ones are looked
/// at window by window, and the scores of all windows are compared afterwards.
enum ChatWindows {
  static let maximumMessages = 60
  static let maximumTokens = 900
  /// Windows that are looked at unless the user chose the messages: about ten seconds of work.
  static let maximumWindows = 10

  /// Ranges of lines, in order, of about equal length; `tokenCounts` is one per line.
  static func ranges(tokenCounts: [Int]) -> [Range<Int>] {
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
