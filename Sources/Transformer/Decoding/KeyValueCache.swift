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
/// Layout per layer: `[keyValueHeads][position][headWidth]`, so that a head's positions follow each
/// other as attention reads them: with heads inside positions, 4096 of them were read at half the
/// speed. Positions below ``count`` are written, those from there on are not. A cache has one owner,
/// which writes to it; it grows in steps up to ``limit``, and a layer at a time, so that growing needs
/// memory for one layer's copy only. A layer with a window keeps the latest positions only
/// (``WindowRoom``).
package final class KeyValueCache {
  /// One layer's memory.
  struct Layer: BitwiseCopyable {
    var keys: UnsafeMutableRawPointer
    var values: UnsafeMutableRawPointer
    /// Positions that there is room for.
    var slots: Int
    /// The position that the first slot holds; those before it are forgotten.
    var first = 0
  }

  /// The least number of positions by which a cache grows.
  static let step = 256
  /// Positions behind a prompt that are reserved with it.
  ///
  /// What is not written takes no memory, and growing copies all that is: 470 MB, nearly two
  /// seconds, at the first token behind 4,096 of a 0.6 B model.
  static let answer = 512

  package let element: CacheElement
  /// The most positions it may ever hold.
  package let limit: Int
  // A cache has one owner: accesses in each pass are not checked at run time.

  /// The positions that are written.
  @exclusivity(unchecked) package private(set) var count = 0
  @exclusivity(unchecked) package private(set) var capacity = 0
  /// One for each layer of the plan; the first ``made`` of them have memory.
  let layers: AlignedBuffer<Layer>
  private var made = 0
  /// What layers without keys and values carry; nil where there are none.
  let recurrent: RecurrentState?
  /// Per layer: its heads, and the bytes of one head's key and value of one position.
  let sizes: [(heads: Int, keys: Int, values: Int)]
  private let memory: AvailableMemory
  private let room: WindowRoom
  /// The first position for which some layer with a window has no slot.
  @exclusivity(unchecked) private var end = Int.max

  package init(
    plan: DecoderPlan, options: DecodeOptions = DecodeOptions(),
    memory: AvailableMemory = AvailableMemory()
  ) {
    element = options.cacheElement
    limit = max(0, options.contextLimit ?? plan.contextLimit)
    room = WindowRoom(plan: plan, options: options)
    let element = element
    self.memory = memory
    recurrent = RecurrentState(plan: plan)
    layers = AlignedBuffer(count: plan.layers.count)
    sizes = plan.layers.map {
      let heads = $0.mixer.cachedHeads
      return (
        heads, element.byteCount(of: $0.mixer.cachedWidth / heads),
        element.byteCount(of: $0.mixer.cachedValueWidth / heads)
      )
    }
  }

  deinit {
    for layer in layers.elements[..<made] {
      free(layer.keys)
      free(layer.values)
    }
  }

  /// Bytes of all layers at a number of positions.
  package static func byteCount(
    plan: DecoderPlan, options: DecodeOptions = DecodeOptions(), positions: Int
  ) -> Int {
    let room = WindowRoom(plan: plan, options: options)
    let element = options.cacheElement
    var sum = RecurrentState.byteCount(plan: plan, positions: positions)
    for (index, layer) in plan.layers.enumerated() {
      let perPosition =
        element.byteCount(of: layer.mixer.cachedWidth)
        + element.byteCount(of: layer.mixer.cachedValueWidth)
      let (bytes, overflow) = perPosition.multipliedReportingOverflow(
        by: room.slots(index, positions: positions))
      let (more, overflows) = sum.addingReportingOverflow(bytes)
      guard !overflow, !overflows else { return Int.max }
      sum = more
    }
    return sum
  }

  /// Forgets the positions from `count` on, and keeps their memory.
  ///
  /// Where layers carry a state, positions before those may be forgotten too: back to the latest of
  /// which a copy of the state was kept. Where a layer with a window no longer has what the position
  /// before `count` saw, all are forgotten.
  /// - Returns: how many positions are left.
  @discardableResult
  package func truncate(to count: Int) -> Int {
    precondition(count >= 0 && count <= self.count, "\(count) of \(self.count) positions")
    var left = count < self.count && !holds(count) ? 0 : count
    if let recurrent {
      left = recurrent.rewind(from: self.count, to: left)
      if !holds(left) { left = recurrent.rewind(from: left, to: 0) }
    }
    self.count = left
    if left == 0 { beginWindows() }
    return left
  }

  /// Whether the layers with windows have what a token at a position sees.
  private func holds(_ position: Int) -> Bool {
    position == 0
      || layers.elements[..<made].indices.allSatisfy {
        layers.base[$0].first <= room.firstSeen($0, from: position)
      }
  }

  private func beginWindows() {
    end = Int.max
    for index in 0..<made {
      layers.base[index].first = 0
      if room.isBounded(index) { end = min(end, layers.base[index].slots) }
    }
  }

  /// Makes slots for the rows of a pass in layers with windows, whose oldest positions go.
  ///
  /// - Precondition: room was reserved, for no more rows than a pass has.
  func slide(for rows: Int) {
    if count + rows > end { moveWindows(rows) }
  }

  @inline(never)
  private func moveWindows(_ rows: Int) {
    end = Int.max
    for index in 0..<made where room.isBounded(index) {
      var layer = layers.base[index]
      let missing = count + rows - layer.first - layer.slots
      if missing > 0 {
        // A quarter at once: so a position is moved three times before it goes.
        let first = layer.first + max(missing, layer.slots / 4)
        let (moved, kept) = (first - layer.first, count - first)
        let size = sizes[index]
        for head in 0..<size.heads {
          let keys = layer.keys + head * layer.slots * size.keys
          keys.copyMemory(from: keys + moved * size.keys, byteCount: kept * size.keys)
          let values = layer.values + head * layer.slots * size.values
          values.copyMemory(from: values + moved * size.values, byteCount: kept * size.values)
        }
        layer.first = first
        layers.base[index] = layer
      }
      end = min(end, layer.first + layer.slots)
    }
  }

  /// Makes room for `added` positions behind those that are written, and when the cache has to grow
  /// for them, for `ahead` more, where limit and memory allow.
  ///
  /// Throws when the limit or the memory is too small, and then leaves the cache as it was.
  func reserve(_ added: Int, ahead: Int = 0) throws(TransformerError) {
    let wanted = count + added
    guard wanted > capacity else { return }
    let more = min(wanted + ahead, limit)
    if more > wanted, (try? grow(to: more)) != nil { return }
    try grow(to: wanted)
  }

  @inline(never)
  private func grow(to wanted: Int) throws(TransformerError) {
    guard wanted <= limit else { throw .contextFull(wanted: wanted, limit: limit) }
    try recurrent?.reserve()
    let steps = (wanted + KeyValueCache.step - 1) / KeyValueCache.step
    let goal = min(limit, max(steps * KeyValueCache.step, capacity + capacity / 2))
    try checkMemory(positions: goal)
    for index in sizes.indices {
      let slots = room.slots(index, positions: goal)
      if index < made, layers.base[index].slots >= slots { continue }
      let layer = try grown(index, to: slots)
      if index < made {
        free(layers.base[index].keys)
        free(layers.base[index].values)
      } else {
        made += 1
      }
      layers.base[index] = layer
    }
    capacity = goal
    end = Int.max
    for index in 0..<made where room.isBounded(index) {
      end = min(end, layers.base[index].first + layers.base[index].slots)
    }
  }

  /// Counts positions as written, whose room is reserved.
  func advance(by added: Int) {
    precondition(count + added <= capacity)
    recurrent?.advance(from: count)
    count += added
  }

  /// Takes positions as written that were copied into reserved room, with their carried state.
  ///
  /// `firsts` are the positions in the layers' first slots.
  func adopt(_ count: Int, firsts: [Int]) {
    precondition(self.count == 0 && count <= capacity, "\(count) of \(capacity) positions")
    self.count = count
    end = Int.max
    for index in 0..<made where room.isBounded(index) {
      layers.base[index].first = firsts[index]
      end = min(end, firsts[index] + layers.base[index].slots)
    }
  }

  /// The latest position that a layer's first slot may hold, with `count` positions written.
  func latestFirst(_ index: Int, count: Int) -> Int { room.firstSeen(index, from: count) }

  /// Copies what is written of a layer into larger memory.
  private func grown(_ index: Int, to slots: Int) throws(TransformerError) -> Layer {
    let size = sizes[index]
    let keys = try memory(size.heads * size.keys * slots)
    let values: UnsafeMutableRawPointer
    do {
      values = try memory(size.heads * size.values * slots)
    } catch {
      free(keys)
      throw error
    }
    guard index < made else { return Layer(keys: keys, values: values, slots: slots) }
    let layer = layers.base[index]
    let written = count - layer.first
    for head in 0..<size.heads {
      (keys + head * slots * size.keys).copyMemory(
        from: layer.keys + head * layer.slots * size.keys, byteCount: written * size.keys)
      (values + head * slots * size.values).copyMemory(
        from: layer.values + head * layer.slots * size.values, byteCount: written * size.values)
    }
    return Layer(keys: keys, values: values, slots: slots, first: layer.first)
  }

  private func memory(_ byteCount: Int) throws(TransformerError) -> UnsafeMutableRawPointer {
    guard let memory = aligned_alloc(64, max(64, (byteCount + 63) & ~63)) else {
      throw .memoryLacks(needed: byteCount, available: 0)
    }
    return memory
  }

  /// What is added must be there, and the copy of the layer that is being moved.
  private func checkMemory(positions: Int) throws(TransformerError) {
    var (needed, largest, overflows) = (0, 0, false)
    for (index, size) in sizes.enumerated() {
      let perPosition = size.heads * (size.keys + size.values)
      let slots = room.slots(index, positions: positions)
      let had = index < made ? layers.base[index].slots : 0
      guard slots > had else { continue }
      let (bytes, overflow) = perPosition.multipliedReportingOverflow(by: slots - had)
      let (sum, more) = needed.addingReportingOverflow(bytes)
      overflows = overflows || overflow || more
      needed = sum
      largest = max(largest, perPosition * had)
    }
    guard let available = memory.bytes() else { return }
    let (sum, more) = needed.addingReportingOverflow(largest)
    guard !overflows, !more, sum <= available else {
      throw .memoryLacks(needed: overflows || more ? Int.max : sum, available: available)
    }
  }
}

extension KeyValueCache {
  /// What a pass reads and writes: plain pointers, valid until the cache grows or goes.
  ///
  /// - Precondition: room was reserved.
  func view() -> View {
    View(
      layers: UnsafePointer(layers.base), element: element.elementType, states: recurrent?.view())
  }

  struct View: BitwiseCopyable {
    let layers: UnsafePointer<Layer>
    let element: ElementType
    let states: RecurrentState.View?
  }
}

extension KeyValueCache.View {
  /// A layer's memory as kernels see it.
  func rows(of index: Int, _ plan: AttentionPlan) -> (keys: CacheRows, values: CacheRows) {
    let layer = layers[index]
    func view(_ base: UnsafeMutableRawPointer) -> CacheRows {
      var rows = CacheRows(
        base, elementType: element, capacity: layer.first + layer.slots,
        heads: plan.keyValueHeads, headWidth: plan.headWidth, first: layer.first)
      rows.positionStride = plan.headWidth
      rows.headStride = layer.slots * plan.headWidth
      return rows
    }
    return (view(layer.keys), view(layer.values))
  }
}
