import Tensor

/// The memory that mixtures of experts work in, planned once for the widest of a model's layers;
/// next to nothing for models without.
struct ExpertScratch: ~Copyable {
  let scores: AlignedBuffer<Float>  // [rows, count], what the router makes of each row
  let choice: AlignedBuffer<Float>  // [count + groups]
  let experts: AlignedBuffer<Int32>  // [rows, used], the experts of each row
  let weights: AlignedBuffer<Float>  // [rows, used]
  let ends: AlignedBuffer<Int32>  // [count], where each expert's rows end among `slots`
  let slots: AlignedBuffer<Int32>  // [rows * used], places in `experts`, an expert after the other
  let gathered: AlignedBuffer<Float>  // [rows, width], the inputs of one expert
  let results: AlignedBuffer<Float>  // [max(rows, used), width]
  let gates: AlignedBuffer<Float>  // [used, innerWidth], for a single row
  let ups: AlignedBuffer<Float>  // [used, innerWidth]
  let beside: AlignedBuffer<Float>  // [rows, width], what a dense part beside has made

  private struct Sizes {
    var count = 0
    var choice = 0
    var used = 0
    var inner = 0
    var width = 0
    var beside = 0

    init(_ plan: DecoderPlan) {
      for layer in plan.layers {
        guard case .experts(let experts) = layer.feedForward else { continue }
        count = max(count, experts.count)
        choice = max(choice, experts.count + experts.groups)
        used = max(used, experts.used)
        inner = max(inner, experts.used * experts.innerWidth)
        width = plan.width
        if experts.beside != nil { beside = plan.width }
      }
    }
  }

  init(plan: DecoderPlan, rows: Int) {
    let sizes = Sizes(plan)
    scores = AlignedBuffer(count: rows * sizes.count)
    choice = AlignedBuffer(count: sizes.choice)
    experts = AlignedBuffer(count: rows * sizes.used)
    weights = AlignedBuffer(count: rows * sizes.used)
    ends = AlignedBuffer(count: sizes.count)
    slots = AlignedBuffer(count: rows * sizes.used)
    gathered = AlignedBuffer(count: rows * sizes.width)
    results = AlignedBuffer(count: max(rows, sizes.used) * sizes.width)
    gates = AlignedBuffer(count: sizes.inner)
    ups = AlignedBuffer(count: sizes.inner)
    beside = AlignedBuffer(count: rows * sizes.beside)
  }

  static func byteCount(plan: DecoderPlan, rows: Int) -> Int {
    let sizes = Sizes(plan)
    let perRow = sizes.count + 3 * sizes.used + 2 * sizes.width + sizes.beside
    let once = sizes.choice + sizes.count + 2 * sizes.inner + sizes.used * sizes.width
    return (rows * perRow + once) * MemoryLayout<Float>.stride
  }

  /// Makes room for activations that are rounded twice, and for a single row's experts at once.
  static func reserve(_ plan: FeedForwardPlan, width: Int, rows: Int, in compute: Compute) {
    guard case .experts(let experts) = plan else { return }
    compute.reserve(rows: 2 * rows, columns: max(width, experts.innerWidth))
    compute.reserve(rows: 2, columns: experts.used * experts.innerWidth)
  }
}
