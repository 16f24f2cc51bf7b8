extension WeightMatrix {
  /// Writes the first row's `columns` numbers, whatever their type.
  ///
  /// - Precondition: the type is computable.
  package func copyFloats(to out: UnsafeMutablePointer<Float>) {
    guard let toFloat = KernelTable.scalar.weightKernels(type)?.to_float else {
      return require(false, "no kernels for \(type)")
    }
    toFloat(base, columns, out)
  }
}
