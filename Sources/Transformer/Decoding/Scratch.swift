import Tensor

/// The memory that one pass of rows through the layers works in, planned once.
///
/// Every buffer has room for the plan's widest layer and for `rows` rows; a pass of fewer rows, or
/// a narrower layer, uses the start of it, rows contiguous.
struct Scratch: ~Copyable {
  let rows: Int
  /// Rows of logits that are computed at once.
  let logitRows: Int

  let stream: AlignedBuffer<Float>  // [rows, width]
  let normed: AlignedBuffer<Float>  // [rows, width], the input of a half of a layer
  let added: AlignedBuffer<Float>  // [rows, width], what a half of a layer adds to the stream
  let queries: AlignedBuffer<Float>  // [rows, heads * headWidth]
  let keys: AlignedBuffer<Float>  // [rows, keyValueHeads * headWidth]
  let values: AlignedBuffer<Float>  // [rows, keyValueHeads * headWidth]
  let attended: AlignedBuffer<Float>  // [rows, heads * headWidth]
  let gate: AlignedBuffer<Float>  // [rows, innerWidth]
  let up: AlignedBuffer<Float>  // [rows, innerWidth]
  let cosines: AlignedBuffer<Float>  // [rotations, rows, dimensions / 2]
  let sines: AlignedBuffer<Float>  // [rotations, rows, dimensions / 2]
  let perLayer: AlignedBuffer<Float>  // [rows, layers * perLayerWidth]
  let perLayerProjected: AlignedBuffer<Float>  // [rows, layers * perLayerWidth]
  let streams: AlignedBuffer<Float>  // [streams, rows, width], where there are several
  let predicted: AlignedBuffer<Float>  // as many
  let factors: AlignedBuffer<Float>  // [rows, streams * streams], and [rows, streams]
  let ones: AlignedBuffer<Float>  // [headWidth], the weights of a norm without weights
  let logits: AlignedBuffer<Float>  // [logitRows, vocabularyCount]

  /// The floats of each buffer, in the order above.
  private struct Sizes {
    let width, queries, keys, inner, turns, perLayer, streams, factors, ones, vocabulary,
      logitRows: Int

    var perRow: Int {
      3 * width + 2 * (queries + keys + inner + turns + perLayer + streams) + factors
    }

    init(_ plan: DecoderPlan, rows: Int) {
      width = plan.width
      queries = plan.layers.reduce(0) { max($0, $1.mixer.queryWidth) }
      keys = plan.layers.reduce(0) { max($0, $1.mixer.keyValueWidth) }
      inner = plan.layers.reduce(0) {
        max($0, $1.feedForward.innerWidth, $1.mixer.innerWidth)
      }
      turns = plan.rotations.reduce(0) { $0 + $1.dimensions / 2 }
      perLayer = plan.layers.count * plan.perLayerWidth
      streams = plan.streams > 1 ? plan.streams * plan.width : 0
      factors = plan.streams > 1 ? plan.streams * (plan.streams + 1) : 0
      ones = plan.layers.reduce(0) {
        max($0, $1.attention?.normalizesValues == true ? $1.attention?.headWidth ?? 0 : 0)
      }
      vocabulary = plan.vocabularyCount
      // The head is read once for so many positions: more than 16 MiB of logits gains little.
      logitRows = max(1, min(rows, (4 << 20) / vocabulary))
    }
  }

  init(plan: DecoderPlan, rows: Int) {
    let sizes = Sizes(plan, rows: rows)
    self.rows = rows
    logitRows = sizes.logitRows
    stream = AlignedBuffer(count: rows * sizes.width)
    normed = AlignedBuffer(count: rows * sizes.width)
    added = AlignedBuffer(count: rows * sizes.width)
    queries = AlignedBuffer(count: rows * sizes.queries)
    keys = AlignedBuffer(count: rows * sizes.keys)
    values = AlignedBuffer(count: rows * sizes.keys)
    attended = AlignedBuffer(count: rows * sizes.queries)
    gate = AlignedBuffer(count: rows * sizes.inner)
    up = AlignedBuffer(count: rows * sizes.inner)
    cosines = AlignedBuffer(count: rows * sizes.turns)
    sines = AlignedBuffer(count: rows * sizes.turns)
    perLayer = AlignedBuffer(count: rows * sizes.perLayer)
    perLayerProjected = AlignedBuffer(count: rows * sizes.perLayer)
    streams = AlignedBuffer(count: rows * sizes.streams)
    predicted = AlignedBuffer(count: rows * sizes.streams)
    factors = AlignedBuffer(count: rows * sizes.factors)
    ones = AlignedBuffer(count: sizes.ones)
    ones.elements.update(repeating: 1)
    logits = AlignedBuffer(count: sizes.logitRows * sizes.vocabulary)
  }

  /// Bytes of all buffers.
  static func byteCount(plan: DecoderPlan, rows: Int) -> Int {
    let sizes = Sizes(plan, rows: rows)
    return (rows * sizes.perRow + sizes.ones + sizes.logitRows * sizes.vocabulary)
      * MemoryLayout<Float>.stride
  }

  /// Bytes that rows may take; a model of 4 billion parameters has room for about 110.
  private static let rowBytes = 16 << 20

  /// How many of the wanted rows a pass takes: fewer where they are wide, since what reading the
  /// weights more often costs is little from some dozens of rows on.
  static func rows(plan: DecoderPlan, wanted: Int) -> Int {
    let perRow = Sizes(plan, rows: 1).perRow * MemoryLayout<Float>.stride
    return min(wanted, max(64, rowBytes / perRow / 16 * 16))
  }
}
