import CKernels
import Tensor
import Testing

/// Conversions to and from half precision, over all bit patterns.
@Suite struct HalfTests {
  @Test("every half-precision number is read as what it is", arguments: tableNames)
  func allHalves(table: String) throws {
    let bits = (0...UInt16.max).flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    let weights = Weights(.float16, rows: 1, columns: 65_536, bits)
    let out = Floats(rows: 1, columns: 65_536)
    try [Int32(0)].withUnsafeBufferPointer {
      try makeCompute(table).lookUp($0, in: try weights.matrix, into: out.view)
    }
    var wrong = 0
    for (value, exact) in zip(out.values, weights.row(0)) {
      let same = exact.isNaN ? value.isNaN : Double(value) == exact
      if !same || (exact == 0 && value.sign != exact.sign) { wrong += 1 }
    }
    #expect(wrong == 0)
  }

  @Test("floats are rounded to the nearest half, ties to even", arguments: tableNames)
  func rounding(table: String) throws {
    let kernels = try KernelTable.chosen(named: table).kernels.pointee
    // Every half, the middle between it and the next, and the floats on both sides of the middle.
    for bits in UInt16(0)..<0x7C00 {
      let low = Float(Reference.half(bits))
      let next = bits == 0x7BFF ? 65_536 : Float(Reference.half(bits + 1))
      let middle = (low + next) / 2
      let even = bits % 2 == 0 ? bits : bits + 1
      let inputs = [low, middle.nextDown, middle, middle.nextUp, -low, -middle]
      var outputs = [UInt16](repeating: 0, count: inputs.count)
      kernels.to_half(inputs, inputs.count, &outputs)
      let sign: UInt16 = 0x8000
      let expected = [bits, bits, even, bits + 1, bits | sign, even | sign]
      if outputs != expected { Issue.record("\(low): \(outputs), expected \(expected)") }
    }
    var special = [UInt16](repeating: 0, count: 9)
    kernels.to_half([.infinity, -.infinity, .nan, 1e9, 0, -0.0, 1e-9, 3, -3], 9, &special)
    #expect(special[0] == 0x7C00 && special[1] == 0xFC00 && special[2] & 0x7E00 == 0x7E00)
    #expect(Array(special[3...]) == [0x7C00, 0, 0x8000, 0, 0x4200, 0xC200])
  }
}
