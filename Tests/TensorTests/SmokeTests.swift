import Tensor
import Testing

@Test func everyTableAndDoorCanBeReached() throws {
  let compute = try Compute(threads: 2)
  let weights = AlignedBuffer<UInt8>(count: 34 * 2 * 48)
  for i in 0..<weights.count { weights.base[i] = UInt8(truncatingIfNeeded: i * 37) }
  for i in stride(from: 0, to: weights.count, by: 34) {
    weights.base[i] = 0; weights.base[i + 1] = 0x3c
  }
  let w = try WeightMatrix(
    UnsafeRawBufferPointer(weights.elements), type: .q8, rows: 48, columns: 64)
  let x = AlignedBuffer<Float>(count: 64 * 20)
  for i in 0..<x.count { x.base[i] = Float(i % 13) - 6 }
  let y = AlignedBuffer<Float>(count: 48 * 20)
  let y1 = AlignedBuffer<Float>(count: 48 * 20)
  let rows = FloatRows(x.base, rows: 20, columns: 64)
  compute.multiply(w, by: rows, into: FloatRows(y.base, rows: 20, columns: 48))
  for i in 0..<20 {
    compute.multiply(
      w, by: rows.rows(i..<i + 1), into: FloatRows(y1.base + 48 * i, rows: 1, columns: 48))
  }
  #expect(Array(y.elements) == Array(y1.elements))
  print(CPUBudget.current.reason, KernelTable.supported, KernelTable.processorName)
}
