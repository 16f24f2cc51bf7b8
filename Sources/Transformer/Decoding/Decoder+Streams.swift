import Tensor

#if canImport(Glibc)
private import Glibc
#elseif canImport(Musl)
private import Musl
#else
private import Darwin
#endif

/// Several streams, of which layers compute with the first: "Alternating updates for efficient
/// transformers" (Baykal and others, 2023), as Gemma 3n has them.
///
/// `scratch.streams` holds what the last layer left, `scratch.predicted` what the current one makes
/// of it before it computes; `scratch.stream` is the one that is computed with.
extension Decoder {
  private func stream(_ index: Int, of buffer: UnsafeMutablePointer<Float>, rows: Int) -> FloatRows
  {
    let width = constants.width
    return FloatRows(buffer + index * scratch.rows * width, rows: rows, columns: width)
  }

  private func copy(_ source: FloatRows, to target: FloatRows) {
    for row in 0..<source.rows {
      target.row(row).update(from: source.row(row), count: source.columns)
    }
  }

  /// Makes the other streams out of the embedding, each as large as it.
  func spreadStreams(_ embedding: FloatRows, _ phase: Phase) {
    guard let projections = weights.streams else { return }
    copy(embedding, to: stream(0, of: scratch.streams.base, rows: embedding.rows))
    for (index, matrix) in projections.outward.enumerated() {
      let target = stream(index + 1, of: scratch.streams.base, rows: embedding.rows)
      compute.multiply(matrix, by: embedding, into: target, phase: phase)
      equalize(target, to: embedding)
    }
  }

  /// Leaves the mean of all streams, each as large as the first, where the head reads.
  func gatherStreams(_ out: FloatRows, _ phase: Phase) {
    guard let projections = weights.streams else { return }
    let first = stream(0, of: scratch.streams.base, rows: out.rows)
    let projected = FloatRows(scratch.added.base, rows: out.rows, columns: out.columns)
    copy(first, to: out)
    for (index, matrix) in projections.inward.enumerated() {
      let other = stream(index + 1, of: scratch.streams.base, rows: out.rows)
      compute.multiply(matrix, by: other, into: projected, phase: phase)
      equalize(projected, to: first)
      compute.add(projected, to: out)
    }
    compute.scale(out, by: 1 / Float(constants.streams))
  }

  /// Scales rows to the root mean square of others.
  private func equalize(_ rows: FloatRows, to others: FloatRows) {
    func meanSquare(_ row: UnsafeMutablePointer<Float>) -> Float {
      var sum: Float = 0
      for column in 0..<rows.columns { sum += row[column] * row[column] }
      return sum / Float(rows.columns)
    }
    for row in 0..<rows.rows {
      let factor =
        meanSquare(others.row(row)).squareRoot()
        / max(meanSquare(rows.row(row)), 1e-5).squareRoot()
      compute.scale(rows.rows(row..<row + 1), by: factor)
    }
  }

  /// Predicts every stream out of all; the first is what the layer computes with.
  func predictStreams(_ layer: StreamWeights, _ active: FloatRows, _ phase: Phase) {
    let (count, rows) = (constants.streams, active.rows)
    let modalities = modalities(
      layer, of: stream(0, of: scratch.streams.base, rows: rows), phase)
    let factors = FloatRows(scratch.factors.base, rows: rows, columns: count * count)
    compute.multiply(layer.predict, by: modalities, into: factors, phase: phase)
    for target in 0..<count {
      let predicted = stream(target, of: scratch.predicted.base, rows: rows)
      copy(stream(target, of: scratch.streams.base, rows: rows), to: predicted)
      for source in 0..<count {
        let old = stream(source, of: scratch.streams.base, rows: rows)
        for row in 0..<rows {
          let factor = factors.row(row)[target * count + source]
          addScaled(old.row(row), factor, to: predicted.row(row))
        }
      }
    }
    copy(stream(0, of: scratch.predicted.base, rows: rows), to: active)
  }

  /// What a low rank makes of the layer's normalised input, beside attention (LAuReL).
  ///
  /// `scratch.normed` still holds that input.
  func addLaurel(_ layer: StreamWeights, _ active: FloatRows, _ phase: Phase) {
    let rows = active.rows
    let input = FloatRows(scratch.normed.base, rows: rows, columns: active.columns)
    let low = FloatRows(scratch.gate.base, rows: rows, columns: layer.laurelLeft.rows)
    let added = FloatRows(scratch.added.base, rows: rows, columns: active.columns)
    compute.multiply(layer.laurelLeft, by: input, into: low, phase: phase)
    compute.multiply(layer.laurelRight, by: low, into: added, phase: phase)
    compute.normalize(
      added, weight: layer.laurelNorm, epsilon: constants.epsilon, into: added)
    compute.add(input, to: added)
    compute.add(added, to: active)
    compute.scale(active, by: Float(0.5).squareRoot())
  }

  /// Corrects every stream by what the layer made of the first, then adds the layer's embedding to
  /// all but the first.
  func correctStreams(_ index: Int, _ layer: LayerWeights, _ active: FloatRows, _ phase: Phase) {
    guard let streams = layer.streams, let own = layer.perLayer else { return }
    let (count, rows) = (constants.streams, active.rows)
    let modalities = modalities(streams, of: active, phase)
    let factors = FloatRows(scratch.factors.base, rows: rows, columns: count)
    compute.multiply(streams.correct, by: modalities, into: factors, phase: phase)
    let before = stream(0, of: scratch.predicted.base, rows: rows)
    for row in 0..<rows { addScaled(before.row(row), -1, to: active.row(row)) }
    for target in 0..<count {
      let corrected = stream(target, of: scratch.streams.base, rows: rows)
      copy(stream(target, of: scratch.predicted.base, rows: rows), to: corrected)
      for row in 0..<rows {
        addScaled(active.row(row), factors.row(row)[target] + 1, to: corrected.row(row))
      }
    }
    let first = stream(0, of: scratch.streams.base, rows: rows)
    for row in 0..<rows {
      for column in 0..<active.columns {
        active.row(row)[column] = first.row(row)[column] * streams.correctScale[column]
      }
    }
    let added = perLayerOutput(index, own, active, phase)
    for target in 1..<max(count, 1) {
      compute.add(added, to: stream(target, of: scratch.streams.base, rows: rows))
    }
  }

  /// How much each kind of input a row is like, between -1 and 1.
  private func modalities(_ layer: StreamWeights, of rows: FloatRows, _ phase: Phase) -> FloatRows {
    let count = constants.streams
    let normed = FloatRows(scratch.normed.base, rows: rows.rows, columns: rows.columns)
    compute.normalize(
      rows, weight: layer.routerNorm, epsilon: constants.epsilon, into: normed)
    compute.scale(normed, by: 1 / Float(rows.columns))
    let base = scratch.factors.base + scratch.rows * count * count
    let modalities = FloatRows(base, rows: rows.rows, columns: count)
    compute.multiply(layer.router, by: normed, into: modalities, phase: phase)
    for row in 0..<rows.rows {
      for column in 0..<count { modalities.row(row)[column] = tanh(modalities.row(row)[column]) }
    }
    return modalities
  }

  private func addScaled(
    _ source: UnsafeMutablePointer<Float>, _ factor: Float, to target: UnsafeMutablePointer<Float>
  ) {
    for column in 0..<constants.width { target[column] += factor * source[column] }
  }

  /// Silences what lies below the mean by less than so many deviations above it.
  func cutOff(_ rows: FloatRows, deviations: Float) {
    for index in 0..<rows.rows {
      let row = rows.row(index)
      var sum = 0.0
      for column in 0..<rows.columns { sum += Double(row[column]) }
      let mean = sum / Double(rows.columns)
      var squares = 0.0
      for column in 0..<rows.columns {
        let distance = Double(row[column]) - mean
        squares += distance * distance
      }
      let deviation = (squares / Double(rows.columns)).squareRoot()
      let cutoff = Float(mean + deviation * Double(deviations))
      for column in 0..<rows.columns { row[column] = max(row[column] - cutoff, 0) }
    }
  }
}
