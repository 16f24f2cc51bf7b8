import ModelFiles

extension PlanReader {
  /// Each layer's window; nil for a layer that sees everything.
  func windows(
    _ pattern: FamilyTraits.WindowPattern, layers: Int
  ) throws(ModelFileError) -> [Int?] {
    let window = try file.metadata.unsignedIfPresent(
      "\(family).attention.sliding_window", in: 0...PlanReader.limit)
    guard let window, window > 0 else { return [Int?](repeating: nil, count: layers) }
    return try seesWindow(pattern, layers: layers).map { $0 ? window : nil }
  }

  private func seesWindow(
    _ pattern: FamilyTraits.WindowPattern, layers: Int
  ) throws(ModelFileError) -> [Bool] {
    let name = "attention.sliding_window_pattern"
    if isArray(name), let flags = try flags(name, layers: layers) { return flags }
    var period = try countIfPresent(name)
    if case .allButEach(let usual) = pattern { period = period ?? usual }
    guard let period else { return [Bool](repeating: true, count: layers) }
    return (0..<layers).map { $0 % period < period - 1 }
  }
}
