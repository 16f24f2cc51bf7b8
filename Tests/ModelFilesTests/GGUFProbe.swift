import ModelFiles

/// Asks a file that opened for everything it can give.
///
/// Shared with the fuzz harness, so that a find of the fuzzer is a failure of the tests.
/// The result is meaningless; it keeps the optimiser from dropping the reads.
func probe(_ file: GGUFFile) -> Int {
  var sum = file.alignment + Int(file.version)
  let metadata = file.metadata
  for key in metadata.keys {
    sum += metadata.summary(of: key)?.utf8.count ?? 0
    switch metadata.elementType(of: key) ?? metadata.type(of: key) {
    case .string:
      sum += (try? metadata.string(key))?.utf8.count ?? 0
      sum += (try? metadata.strings(key)).map(probe) ?? 0
    case .float32, .float64:
      sum += (try? metadata.float(key)) == 0 ? 1 : 0
      sum += (try? metadata.floats(key))?.count ?? 0
    case .bool:
      sum += (try? metadata.bool(key)) == true ? 1 : 0
      sum += (try? metadata.bools(key))?.count ?? 0
    default:
      sum &+= (try? metadata.integer(key)) ?? 0
      sum += (try? metadata.integers(key, in: 0...9))?.count ?? 0
    }
  }
  for tensor in file.tensors {
    sum &+= tensor.rows + file.bytes(of: tensor).reduce(0) { $0 + Int($1) }
    sum &+= (try? file.matrix(of: tensor))?.byteCount ?? 0
    sum += file.tensorIfPresent(named: tensor.name) == tensor ? 1 : 0
  }
  sum += (try? file.checkBlocks()) == nil ? 0 : 1
  return sum
}

private func probe(_ strings: GGUFStrings) -> Int {
  var sum = 0
  strings.forEach { index, bytes in
    sum += index + bytes.reduce(0) { $0 + Int($1) }
  }
  if strings.count > 0 { sum += strings.bytes(at: strings.count - 1).count }
  return sum
}
