import Foundation
import ModelFiles
import Tensor
import TestSupport
import Testing
import Transformer

/// A committed random checkpoint and what the float64 reference says about it.
struct TinyModel: Decodable, CustomTestStringConvertible {
  let name: String
  let vocabulary: Int
  let prompt: [Int32]
  /// The positions of the prompt that the reference's logits are of.
  let positions: [Int]
  let continuation: [Int32]

  var testDescription: String { name }

  /// Made by scripts/make_fixtures.py.
  static let all: [TinyModel] = {
    guard let data = try? Data(contentsOf: Fixtures.url("models/reference.json")),
      let models = try? JSONDecoder().decode([TinyModel].self, from: data)
    else { return [] }
    return models
  }()

  static func named(_ name: String) throws -> TinyModel {
    guard let model = all.first(where: { $0.name == name }) else {
      throw CocoaError(.fileNoSuchFile)
    }
    return model
  }

  var isQuantized: Bool { name.hasSuffix("q8_0") || name.hasSuffix("q4_0") }

  func file() throws -> GGUFFile {
    try GGUFFile(path: Fixtures.url("models/\(name).gguf").path(percentEncoded: false))
  }

  func weights() throws -> ModelWeights { try ModelWeights(file()) }

  /// The reference's logits, one array for each of ``positions``.
  func reference() throws -> [[Float]] {
    let data = try Data(contentsOf: Fixtures.url("models/\(name).logits"))
    return positions.indices.map { row in
      (0..<vocabulary).map { column in
        data.withUnsafeBytes { bytes in
          let offset = 4 * (row * vocabulary + column)
          return Float(
            bitPattern: UInt32(
              littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
        }
      }
    }
  }

  func state(
    _ precision: Precision = .float32, cache: CacheElement = .float32, threads: Int = 1,
    chunk: Int = 256, table: KernelTable? = nil, contextLimit: Int? = nil
  ) throws -> DecodeState {
    let compute = try Compute(threads: threads, precision: precision, table: table)
    return try DecodeState(
      weights: weights(), compute: compute,
      options: DecodeOptions(cacheElement: cache, contextLimit: contextLimit, chunk: chunk))
  }
}

extension DecodeState {
  /// Logits at chosen positions, copied.
  func logits(
    _ tokens: [Int32], at positions: LogitPositions = .all, of ids: [Int32]? = nil
  ) throws -> [[Float]] {
    var rows: [[Float]] = []
    try evaluate(tokens, logitsAt: positions, of: ids) { rows.append(Array($1)) }
    return rows
  }
}

/// Statistics of logits.
enum Logits {
  static func deviation(_ rows: [[Float]]) -> Double {
    let values = rows.joined().map(Double.init)
    let mean = values.reduce(0, +) / Double(values.count)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(values.count)).squareRoot()
  }

  static func largestDifference(_ a: [[Float]], _ b: [[Float]]) -> Double {
    zip(a.joined(), b.joined()).reduce(0) { max($0, abs(Double($1.0) - Double($1.1))) }
  }

  /// The mean over rows of the Kullback-Leibler divergence from the first distribution.
  static func divergence(from base: [[Float]], to other: [[Float]]) -> Double {
    let sum = zip(base, other).reduce(0.0) { sum, rows in
      let (p, q) = (logSoftmax(rows.0), logSoftmax(rows.1))
      return sum + zip(p, q).reduce(0) { $0 + exp($1.0) * ($1.0 - $1.1) }
    }
    return sum / Double(base.count)
  }

  private static func logSoftmax(_ row: [Float]) -> [Double] {
    let best = Double(row.max() ?? 0)
    let sum = row.reduce(0.0) { $0 + exp(Double($1) - best) }
    return row.map { Double($0) - best - log(sum) }
  }
}

/// Bits, so that a comparison sees what `==` of floats does not.
func bits(_ rows: [[Float]]) -> [[UInt32]] { rows.map { $0.map(\.bitPattern) } }
