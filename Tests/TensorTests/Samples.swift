import CKernels
import Tensor
import TestSupport

/// Lengths around each vector width and unrolling.
let lengths = [1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 129, 1_023]
/// Whole blocks, around each number of blocks that a kernel treats as one.
let blockLengths = [32, 64, 96, 128, 256, 480, 512, 544, 768, 1_024, 1_056]
let tableNames = KernelTable.supported.map(\.name)
let floatTypes: [ElementType] = [.float32, .float16, .bfloat16]
let quantisedTypes: [ElementType] = [
  .q8, .q4, .q41, .q50, .q51, .q2K, .q3K, .q4K, .q5K, .q6K, .iq4nl, .iq4xs, .mxfp4,
]
let weightTypes = floatTypes + quantisedTypes

extension ElementType {
  /// Where a block keeps its scale and minimum in half precision.
  var halfOffsets: [Int] {
    switch self {
    case .q41, .q51, .q4K, .q5K: [0, 2]
    case .q2K: [80, 82]
    case .q3K: [108]
    case .q6K: [208]
    case .float32, .mxfp4: []
    default: [0]
    }
  }

  /// The next whole number of blocks.
  func wholeBlocks(_ columns: Int) -> Int {
    (columns + blockLength - 1) / blockLength * blockLength
  }
}

extension SplitMix64 {
  mutating func floats(_ count: Int, in range: ClosedRange<Float> = -1...1) -> [Float] {
    (0..<count).map { _ in Float.random(in: range, using: &self) }
  }

  /// Rows of a type, with every bit pattern in the integers and scales of moderate size.
  mutating func weights(_ type: ElementType, count: Int) -> [UInt8] {
    let bytes = type.byteCount(of: count) ?? 0
    var result = (0..<bytes).map { _ in UInt8.random(in: 0...255, using: &self) }
    func put(_ word: UInt16, at offset: Int) {
      result[offset] = UInt8(truncatingIfNeeded: word)
      result[offset + 1] = UInt8(truncatingIfNeeded: word >> 8)
    }
    for start in stride(from: 0, to: bytes, by: type.blockByteCount) {
      switch type {
      case .float32:
        let bits = Float.random(in: -1...1, using: &self).bitPattern
        put(UInt16(truncatingIfNeeded: bits), at: start)
        put(UInt16(truncatingIfNeeded: bits >> 16), at: start + 2)
      case .bfloat16:
        put(UInt16(Float.random(in: -1...1, using: &self).bitPattern >> 16), at: start)
      case .mxfp4: result[start] = UInt8.random(in: 118...126, using: &self)
      default:  // half precision between 2^-6 and 2, either sign
        for offset in type.halfOffsets {
          let exponent = UInt16.random(in: 9...15, using: &self)
          let sign = UInt16.random(in: 0...1, using: &self) << 15
          put(
            sign | exponent << 10 | UInt16.random(in: 0...1_023, using: &self), at: start + offset)
        }
      }
    }
    return result
  }
}

/// Bytes with canaries around them, or right before a page that cannot be read.
struct Weights {
  let bytes: GuardedBytes
  let type: ElementType
  let rows: Int
  let columns: Int

  init(_ type: ElementType, rows: Int, columns: Int, seed: UInt64) {
    var random = SplitMix64(seed: seed)
    self.init(type, rows: rows, columns: columns, random.weights(type, count: rows * columns))
  }

  init(_ type: ElementType, rows: Int, columns: Int, _ contents: [UInt8]) {
    self.type = type
    self.rows = rows
    self.columns = columns
    bytes = GuardedBytes(count: contents.count)
    bytes.bytes.copyBytes(from: contents)
  }

  var matrix: WeightMatrix {
    get throws {
      try WeightMatrix(
        UnsafeRawBufferPointer(bytes.bytes), type: type, rows: rows, columns: columns)
    }
  }

  func row(_ index: Int) -> [Double] { parts(index).map(\.value) }

  func parts(_ index: Int) -> [Reference.Weight] {
    let width = bytes.bytes.count / rows
    let range = index * width..<(index + 1) * width
    return Reference.weights(UnsafeRawBufferPointer(rebasing: bytes.bytes[range]), as: type)
  }
}

/// Floats for kernels to read or write, right before a page that cannot be touched.
final class Floats {
  let bytes: GuardedBytes
  let rows: Int
  let columns: Int

  init(rows: Int, columns: Int, _ values: [Float]? = nil) {
    self.rows = rows
    self.columns = columns
    bytes = GuardedBytes(count: rows * columns * 4)
    for (index, value) in (values ?? []).enumerated() { base[index] = value }
  }

  var base: UnsafeMutablePointer<Float> {
    bytes.bytes.assumingMemoryBound(to: Float.self).baseAddress ?? .allocate(capacity: 1)
  }
  var view: FloatRows { FloatRows(base, rows: rows, columns: columns) }
  var values: [Float] { (0..<rows * columns).map { base[$0] } }
  func row(_ index: Int) -> [Float] { (0..<columns).map { base[index * columns + $0] } }
}

func makeCompute(
  _ table: String, threads: Int = 1, precision: Precision = .auto
) throws -> Compute {
  try Compute(threads: threads, precision: precision, table: KernelTable.chosen(named: table))
}
