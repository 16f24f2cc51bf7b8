package import Tensor

/// Passes whole texts through an encoder's layers.
///
/// It owns scratch, which grows to the longest text, and is used by one task at a time.
package final class Encoder {
  package let weights: EncoderWeights
  package let compute: Compute
  private var rows = 0
  private var stream = AlignedBuffer<Float>(count: 0)  // [rows, width]
  private var added = AlignedBuffer<Float>(count: 0)  // [rows, width]
  private var queries = AlignedBuffer<Float>(count: 0)  // [rows, width]
  private var keys = AlignedBuffer<Float>(count: 0)  // [rows, width]
  private var values = AlignedBuffer<Float>(count: 0)  // [rows, width]
  private var inner = AlignedBuffer<Float>(count: 0)  // [rows, the wider of the two]

  package init(weights: EncoderWeights, compute: Compute) {
    self.weights = weights
    self.compute = compute
  }

  /// Gives each token's state behind the last layer.
  ///
  /// - Parameters:
  ///   - tokens: a whole text, special tokens included.
  ///   - receive: is given each token's offset, in rising order, and its state of the model's width,
  ///     valid during the call.
  /// - Throws: ``TransformerError``, also when the compute's request is cancelled.
  package func states(
    _ tokens: [Int32], receive: (_ offset: Int, _ state: UnsafeBufferPointer<Float>) -> Void
  ) throws(TransformerError) {
    let plan = weights.plan
    guard !tokens.isEmpty else {
      throw .invalidSetting(name: "tokens", expected: "at least one", found: "none")
    }
    guard tokens.count <= plan.contextLimit else {
      throw .contextFull(wanted: tokens.count, limit: plan.contextLimit)
    }
    for id in tokens where id < 0 || Int(id) >= plan.vocabularyCount {
      throw .invalidToken(id, vocabularyCount: plan.vocabularyCount)
    }
    reserve(tokens.count)
    let stream = FloatRows(stream.base, rows: tokens.count, columns: plan.width)
    embed(tokens, into: stream)
    for layer in weights.layers {
      attention(layer, stream)
      if compute.isCancelled { throw .cancelled }
      feedForward(layer, stream)
      if compute.isCancelled { throw .cancelled }
    }
    for row in 0..<tokens.count {
      receive(row, UnsafeBufferPointer(start: stream.row(row), count: plan.width))
    }
  }

  private func reserve(_ count: Int) {
    guard count > rows else { return }
    let (width, innerWidth) = (weights.plan.width, weights.plan.innerWidth)
    rows = count
    stream = AlignedBuffer(count: count * width)
    added = AlignedBuffer(count: count * width)
    queries = AlignedBuffer(count: count * width)
    keys = AlignedBuffer(count: count * width)
    values = AlignedBuffer(count: count * width)
    inner = AlignedBuffer(count: count * max(innerWidth, width))
  }

  /// The sum of each token's vector, its position's, and that of the first of two texts.
  private func embed(_ tokens: [Int32], into stream: FloatRows) {
    tokens.withUnsafeBufferPointer { compute.lookUp($0, in: weights.tokens, into: stream) }
    let other = FloatRows(added.base, rows: stream.rows, columns: stream.columns)
    let positions = (0..<tokens.count).map { Int32(truncatingIfNeeded: $0) }
    positions.withUnsafeBufferPointer { compute.lookUp($0, in: weights.positions, into: other) }
    compute.add(other, to: stream)
    weights.segments.copyFloats(to: other.base)
    compute.add(UnsafePointer(other.base), to: stream)
    normalize(stream, weights.norm)
  }

  private func attention(_ layer: EncoderWeights.Layer, _ stream: FloatRows) {
    let plan = weights.plan
    let (count, width) = (stream.rows, plan.width)
    let queries = FloatRows(queries.base, rows: count, columns: width)
    let keys = FloatRows(keys.base, rows: count, columns: width)
    let values = FloatRows(values.base, rows: count, columns: width)
    let attended = FloatRows(inner.base, rows: count, columns: width)
    let added = FloatRows(added.base, rows: count, columns: width)
    compute.multiply(
      layer.query.weight, layer.key.weight, layer.value.weight, by: stream,
      into: queries, keys, values, phase: .prompt)
    compute.add(layer.query.bias, to: queries)
    compute.add(layer.key.bias, to: keys)
    compute.add(layer.value.bias, to: values)
    func cached(_ rows: FloatRows) -> CacheRows {
      CacheRows(
        rows.base, elementType: .float32, capacity: count, heads: plan.heads,
        headWidth: plan.headWidth)
    }
    compute.attendToAll(
      queries, heads: plan.heads, keys: cached(keys), values: cached(values),
      scale: Float(1 / Double(plan.headWidth).squareRoot()), into: attended)
    compute.multiply(layer.output.weight, by: attended, into: added, phase: .prompt)
    compute.add(layer.output.bias, to: added)
    compute.add(added, to: stream)
    normalize(stream, layer.afterAttention)
  }

  private func feedForward(_ layer: EncoderWeights.Layer, _ stream: FloatRows) {
    let innerWidth = weights.plan.innerWidth
    let inner = FloatRows(inner.base, rows: stream.rows, columns: innerWidth)
    let added = FloatRows(added.base, rows: stream.rows, columns: stream.columns)
    compute.multiply(layer.up.weight, by: stream, into: inner, phase: .prompt)
    compute.add(layer.up.bias, to: inner)
    compute.gelu(inner)
    compute.multiply(layer.down.weight, by: inner, into: added, phase: .prompt)
    compute.add(layer.down.bias, to: added)
    compute.add(added, to: stream)
    normalize(stream, layer.afterFeedForward)
  }

  private func normalize(_ x: FloatRows, _ norm: EncoderWeights.Norm) {
    compute.normalizeLayer(
      x, weight: norm.weight, bias: norm.bias, epsilon: weights.plan.epsilon)
  }
}
