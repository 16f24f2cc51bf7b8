import ModelFiles

/// Pools the states of one text's tokens, which come one by one in order.
struct Pooler {
  private let pooling: EmbeddingPooling
  private var sums: [Double]
  private var count = 0

  init(_ pooling: EmbeddingPooling, width: Int) {
    self.pooling = pooling
    sums = Array(repeating: 0, count: width)
  }

  mutating func add(_ state: UnsafeBufferPointer<Float>) {
    switch pooling {
    case .mean: for (index, value) in state.enumerated() { sums[index] += Double(value) }
    case .last: for (index, value) in state.enumerated() { sums[index] = Double(value) }
    case .cls:
      if count == 0 { for (index, value) in state.enumerated() { sums[index] = Double(value) } }
    }
    count += 1
  }

  /// The vector of what was added.
  func vector(normalizes: Bool) throws(OnDeviceError) -> [Float] {
    var scale = pooling == .mean ? 1 / Double(max(count, 1)) : 1
    if normalizes {
      let square = sums.reduce(0) { $0 + $1 * $1 }
      // A vector of zeros has no direction and stays what it is.
      scale = square > 0 ? 1 / square.squareRoot() : 0
    }
    let vector = sums.map { Float($0 * scale) }
    if let bad = vector.firstIndex(where: { !$0.isFinite }) {
      throw OnDeviceError(
        .badData, "embedding \(bad): expected a finite number, found \(vector[bad])")
    }
    return vector
  }
}

extension EmbeddingPooling {
  /// The way that a model was made for, by GGUF's `FAMILY.pooling_type`; the mean where the model
  /// does not say, as in `sentence-transformers`.
  ///
  /// - Throws: ``OnDeviceError`` where the model asks for what is not done here.
  static func ofModel(_ metadata: GGUFMetadata) throws(OnDeviceError) -> EmbeddingPooling {
    try Problems.translated {
      if let refused = try metadata.stringIfPresent(FolderPooling.refusedKey) {
        throw unable("mean, last or cls pooling and no further step", found: refused)
      }
      let family = try metadata.string("general.architecture")
      switch try metadata.integerIfPresent("\(family).pooling_type") {
      case nil, 0, 1: return .mean
      case 2: return .cls
      case 3: return .last
      case 4: throw unable("a model of embeddings", found: "one that ranks pairs of texts")
      case let other?: throw unable("a pooling type from 0 to 4", found: "\(other)")
      }
    }
  }

  private static func unable(_ expected: String, found: String) -> OnDeviceError {
    OnDeviceError(.modelUnavailable, "embeddings: expected \(expected), found \(found)")
  }
}
