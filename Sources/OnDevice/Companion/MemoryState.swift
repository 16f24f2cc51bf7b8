/// What a memory holds, and its files where it has some: what is in it is on the disk before.
struct MemoryState: Sendable {
  var folder: MemoryFolder?
  var exchanges: [Exchange] = []
  var facts: [Fact] = []
  /// The first exchange that is in the prompt.
  var window = 1
  /// The number that is given next.
  var next = 1
  /// Made when something is first looked for.
  var index: RecallIndex?

  /// Larger numbers are of no file that was written here; what follows could not be numbered.
  private static let largestID = 1 << 40

  /// The exchange of a number; numbers ascend.
  func exchange(_ id: Int) -> Exchange? {
    var (low, high) = (0, exchanges.count)
    while low < high {
      let middle = (low + high) / 2
      if exchanges[middle].id < id { low = middle + 1 } else { high = middle }
    }
    return low < exchanges.count && exchanges[low].id == id ? exchanges[low] : nil
  }

  /// Keeps a record, on the disk first.
  mutating func write(_ record: MemoryRecord, to file: String) throws(OnDeviceError) {
    if let folder { try folder.append(try Self.encoded(record), to: file) }
    take(record)
  }

  func rewrite(_ file: String, _ records: [MemoryRecord]) throws(OnDeviceError) {
    guard let folder else { return }
    var bytes: [UInt8] = []
    for record in records { bytes += try Self.encoded(record) }
    try folder.replace(file, by: bytes)
  }

  private static func encoded(_ record: MemoryRecord) throws(OnDeviceError) -> [UInt8] {
    try Problems.translated { try record.encoded() }
  }

  /// Takes a record in, whether it was read or is new.
  mutating func take(_ record: MemoryRecord) {
    switch record {
    case .exchange(let exchange):
      // A file that somebody put together may repeat numbers: the later line gets a new one.
      let isFitting = exchange.id >= next && exchange.id < Self.largestID
      let kept = isFitting ? exchange : exchange.numbered(next)
      exchanges.append(kept)
      next = kept.id + 1
      index?.add(kept.words, id: kept.id)
    case .fact(let fact):
      facts.append(fact)
    case .undone(let id):
      exchanges.removeAll { $0.id == id }
    case .window(let id):
      guard id < Self.largestID else { return }
      window = id
      next = max(next, id)
      for index in exchanges.indices { exchanges[index].recalled = [] }
    }
  }
}

extension Exchange {
  /// All that was said in it.
  var words: String { prompt + "\n" + answer }

  fileprivate func numbered(_ id: Int) -> Exchange {
    Exchange(
      id: id, time: time, prompt: prompt, answer: answer, isStopped: isStopped, recalled: recalled)
  }
}
