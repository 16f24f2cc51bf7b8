import Tensor

#if canImport(Glibc)
private import Glibc
#elseif canImport(Musl)
private import Musl
#else
private import Darwin
#endif

/// The keys and values of one sequence, for every layer.
///
/// Layout per layer: `[position][keyValueHeads][headWidth]`, positions contiguous. Positions below
/// ``count`` are written, those from there on are not. A cache has one owner, which writes to it;
/// it grows in steps up to ``limit``, and a layer at a time, so that growing needs memory for one
/// layer's copy only.
package final class KeyValueCache {
  /// One layer's memory, room for ``capacity`` positions.
  struct Layer {
    var keys: UnsafeMutableRawPointer
    var values: UnsafeMutableRawPointer
  }

  /// The least number of positions by which a cache grows.
  static let step = 256

  package let element: CacheElement
  /// The most positions it may ever hold.
  package let limit: Int
  /// The positions that are written.
  package private(set) var count = 0
  package private(set) var capacity = 0
  /// One for each layer of the plan; none until the first position is reserved.
  private(set) var layers: [Layer] = []
  /// What layers without keys and values carry; nil where there are none.
  let recurrent: RecurrentState?
  /// Of the keys and of the values of one position, per layer.
  let byteCounts: [(keys: Int, values: Int)]
  private let memory: AvailableMemory

  package init(
    plan: DecoderPlan, element: CacheElement = .float16, limit: Int? = nil,
    memory: AvailableMemory = AvailableMemory()
  ) {
    self.element = element
    self.limit = max(0, limit ?? plan.contextLimit)
    self.memory = memory
    recurrent = RecurrentState(plan: plan)
    byteCounts = plan.layers.map {
      (
        element.byteCount(of: $0.mixer.cachedWidth),
        element.byteCount(of: $0.mixer.cachedValueWidth)
      )
    }
  }

  deinit {
    for layer in layers {
      free(layer.keys)
      free(layer.values)
    }
  }

  /// Bytes of all layers at a number of positions.
  package static func byteCount(
    plan: DecoderPlan, element: CacheElement, positions: Int
  ) -> Int {
    let perPosition = plan.layers.reduce(0) {
      $0 + element.byteCount(of: $1.mixer.cachedWidth)
        + element.byteCount(of: $1.mixer.cachedValueWidth)
    }
    let (bytes, overflow) = perPosition.multipliedReportingOverflow(by: positions)
    let carried = RecurrentState.byteCount(plan: plan, positions: positions)
    let (sum, more) = bytes.addingReportingOverflow(carried)
    return overflow || more ? Int.max : sum
  }

  /// Forgets the positions from `count` on, and keeps their memory.
  ///
  /// Where layers carry a state, positions before those may be forgotten too: back to the latest of
  /// which a copy of the state was kept.
  /// - Returns: how many positions are left.
  @discardableResult
  package func truncate(to count: Int) -> Int {
    precondition(count >= 0 && count <= self.count, "\(count) of \(self.count) positions")
    self.count = recurrent?.rewind(from: self.count, to: count) ?? count
    return self.count
  }

  /// Makes room for `added` positions behind those that are written.
  ///
  /// Throws when the limit or the memory is too small, and then leaves the cache as it was.
  func reserve(_ added: Int) throws(TransformerError) {
    let wanted = count + added
    guard wanted <= limit else { throw .contextFull(wanted: wanted, limit: limit) }
    try recurrent?.reserve()
    guard wanted > capacity else { return }
    let steps = (wanted + KeyValueCache.step - 1) / KeyValueCache.step
    let goal = min(limit, max(steps * KeyValueCache.step, capacity + capacity / 2))
    try checkMemory(positions: goal)
    for index in byteCounts.indices {
      let layer = try grown(index, to: goal)
      if index < layers.count {
        free(layers[index].keys)
        free(layers[index].values)
        layers[index] = layer
      } else {
        layers.append(layer)
      }
    }
    capacity = goal
  }

  /// Counts positions as written, whose room is reserved.
  func advance(by added: Int) {
    precondition(count + added <= capacity, "\(count) + \(added) of \(capacity) positions")
    recurrent?.advance(from: count)
    count += added
  }

  /// Takes positions as written that were copied into reserved room, with their carried state.
  func adopt(_ count: Int) {
    precondition(self.count == 0 && count <= capacity, "\(count) of \(capacity) positions")
    self.count = count
  }

  /// Copies what is written of a layer into larger memory.
  private func grown(_ index: Int, to positions: Int) throws(TransformerError) -> Layer {
    let sizes = byteCounts[index]
    let keys = try memory(sizes.keys * positions)
    let values: UnsafeMutableRawPointer
    do {
      values = try memory(sizes.values * positions)
    } catch {
      free(keys)
      throw error
    }
    if index < layers.count {
      keys.copyMemory(from: layers[index].keys, byteCount: sizes.keys * count)
      values.copyMemory(from: layers[index].values, byteCount: sizes.values * count)
    }
    return Layer(keys: keys, values: values)
  }

  private func memory(_ byteCount: Int) throws(TransformerError) -> UnsafeMutableRawPointer {
    guard let memory = aligned_alloc(64, max(64, (byteCount + 63) & ~63)) else {
      throw .memoryLacks(needed: byteCount, available: 0)
    }
    return memory
  }

  /// What is added must be there, and the copy of the layer that is being moved.
  private func checkMemory(positions: Int) throws(TransformerError) {
    let perLayer = byteCounts.map { $0.keys + $0.values }
    let perPosition = perLayer.reduce(0, +)
    let (bytes, overflow) = perPosition.multipliedReportingOverflow(by: positions - capacity)
    let (needed, more) = bytes.addingReportingOverflow(
      (perLayer.max() ?? 0) * (layers.isEmpty ? 0 : capacity))
    guard let available = memory.bytes() else { return }
    guard !overflow, !more, needed <= available else {
      throw .memoryLacks(needed: overflow || more ? Int.max : needed, available: available)
    }
  }
}

extension KeyValueCache {
  /// A layer's memory as kernels see it.
  ///
  /// - Precondition: room was reserved.
  func rows(of index: Int, _ plan: AttentionPlan) -> (keys: CacheRows, values: CacheRows) {
    let layer = layers[index]
    func view(_ base: UnsafeMutableRawPointer) -> CacheRows {
      CacheRows(
        base, elementType: element.elementType, capacity: capacity, heads: plan.keyValueHeads,
        headWidth: plan.headWidth)
    }
    return (view(layer.keys), view(layer.values))
  }
}
