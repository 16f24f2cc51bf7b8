/// OpenBLAS, opened at run time.
package final class BLAS: Sendable {
  private init() {}
}

extension Compute {
  func multiplyInBLAS(_ weight: WeightMatrix, by x: FloatRows, into out: FloatRows) {
  }
}
