package import Tensor

/// Hidden states: what a model knows of each position, before the head makes logits of it.
extension Decoder {
  /// Gives the stream behind the output norm at the offsets of ``wanted``.
  func giveStates(
    start: Int, _ receive: (_ offset: Int, _ state: UnsafeMutableBufferPointer<Float>) -> Void
  ) throws(TransformerError) {
    let width = constants.width
    let normed = FloatRows(scratch.normed.base, rows: 1, columns: width)
    for offset in wanted {
      let stream = FloatRows(
        scratch.stream.base + (offset - start) * width, rows: 1, columns: width)
      compute.normalize(
        stream, weight: weights.outputNorm, epsilon: constants.epsilon, into: normed)
      receive(offset, UnsafeMutableBufferPointer(start: normed.base, count: width))
    }
    try throwIfCancelled()
  }
}

extension DecodeState {
  /// Adds tokens, and gives the normed hidden state at chosen positions.
  ///
  /// - Parameters:
  ///   - tokens: what is added.
  ///   - positions: where states are wanted.
  ///   - cancellation: is read inside each matrix.
  ///   - receive: is given each wanted position's offset in `tokens`, in rising order, and its
  ///     state of the model's width, valid during the call.
  /// - Throws: ``TransformerError``; the state is as it was then.
  package func states(
    _ tokens: [Int32], at positions: LogitPositions, cancellation: CancellationFlag? = nil,
    receive: (_ offset: Int, _ state: UnsafeBufferPointer<Float>) -> Void
  ) throws(TransformerError) {
    try evaluate(tokens, logitsAt: positions, cancellation: cancellation, givesStates: true) {
      receive($0, UnsafeBufferPointer($1))
    }
  }
}
