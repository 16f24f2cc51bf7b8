/// The tokens that may come next, narrowed step by step.
///
/// Better means a higher logit, and of two equal ones the lower id: the order is total, so a result
/// never rests on the order of insertion. Only as many are sorted as a step looks at: `items` is a
/// heap of the worse ones followed by the `sorted` best ones, of which the very best comes last.
struct Candidates: Sendable {
  struct Item: Sendable {
    var id: Int32
    var logit: Float

    func isBetter(than other: Item) -> Bool {
      logit > other.logit || (logit == other.logit && id < other.id)
    }
  }

  private var items: [Item] = []
  private var sorted = 0
  private var isHeap = false

  var count: Int { items.count }

  /// The item of a rank below the number that is in order.
  subscript(rank rank: Int) -> Item { items[items.count - 1 - rank] }

  mutating func removeAll(reserving capacity: Int) {
    items.removeAll(keepingCapacity: true)
    items.reserveCapacity(capacity)
    sorted = 0
    isHeap = false
  }

  mutating func append(id: Int32, logit: Float) { items.append(Item(id: id, logit: logit)) }

  /// Puts the best `count` in order; linear, plus a logarithm for each of them.
  mutating func order(first count: Int) {
    if !isHeap {
      for index in stride(from: items.count / 2 - 1, through: 0, by: -1) {
        siftDown(index, end: items.count)
      }
      isHeap = true
    }
    while sorted < min(count, items.count) {
      let end = items.count - sorted - 1
      items.swapAt(0, end)
      siftDown(0, end: end)
      sorted += 1
    }
  }

  /// Forgets all but the best `count`.
  mutating func keep(first count: Int) {
    guard count < items.count else { return }
    order(first: count)
    items.removeFirst(items.count - count)
    sorted = count
  }

  /// Forgets the tokens whose logit is below a bound.
  mutating func removeAll(below bound: Float) {
    if sorted == items.count {
      var kept = 0
      while kept < sorted, self[rank: kept].logit >= bound { kept += 1 }
      keep(first: kept)
    } else {
      items.removeAll { $0.logit < bound }
      sorted = 0
      isHeap = false
    }
  }

  /// The sum of `exp((logit − best) / temperature)`; at least 1.
  ///
  /// A term below e⁻⁴⁰ is left out: 2⁵⁷ of them would be needed to change a Double's last bits.
  func weight(temperature: Double) -> Double {
    let best = Double(bestLogit)
    var sum = 0.0
    for item in items { sum += Candidates.weight(item, best, temperature) }
    return sum
  }

  /// The item at which the running weight reaches `threshold`.
  ///
  /// It runs from the best on where the items are in order, else as they were appended.
  func draw(at threshold: Double, temperature: Double) -> Item {
    let best = Double(bestLogit)
    var sum = 0.0
    var last = items[sorted == 0 ? 0 : items.count - 1]
    for index in items.indices {
      let item = items[sorted == 0 ? index : items.count - 1 - index]
      let weight = Candidates.weight(item, best, temperature)
      guard weight > 0 else { continue }
      sum += weight
      last = item
      if sum > threshold { break }
    }
    return last
  }

  private static func weight(_ item: Item, _ best: Double, _ temperature: Double) -> Double {
    let exponent = (Double(item.logit) - best) / temperature
    return exponent < -40 ? 0 : exponential(exponent)
  }

  private var bestLogit: Float {
    if sorted > 0 { return items[items.count - 1].logit }
    if isHeap { return items[0].logit }
    var best = -Float.infinity
    for item in items where item.logit > best { best = item.logit }
    return best
  }

  private mutating func siftDown(_ start: Int, end: Int) {
    var parent = start
    while true {
      var child = 2 * parent + 1
      guard child < end else { return }
      if child + 1 < end, items[child + 1].isBetter(than: items[child]) { child += 1 }
      guard items[child].isBetter(than: items[parent]) else { return }
      items.swapAt(parent, child)
      parent = child
    }
  }
}
