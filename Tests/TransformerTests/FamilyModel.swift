import Foundation
import ModelFiles
import Tensor
import TestSupport
import Testing
import Transformer

/// A committed random checkpoint of a family, in the form in which its makers publish, and what
/// their code says about it in float64.
struct FamilyModel: Decodable, CustomTestStringConvertible {
  let name: String
  let family: String
  let vocabulary: Int
  let prompt: [Int32]
  let continuation: [Int32]

  var testDescription: String { name }

  /// Made by scripts/make_family_fixtures.py.
  static let all: [FamilyModel] = {
    let folder = Fixtures.url("families")
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
    return (names ?? []).sorted().compactMap { name in
      let url = folder.appending(path: "\(name)/reference.json")
      guard let data = try? Data(contentsOf: url) else { return nil }
      return try? JSONDecoder().decode(FamilyModel.self, from: data)
    }
  }()

  private var folder: URL { Fixtures.url("families/\(name)") }

  func checkpoint() throws -> FolderCheckpoint {
    try FolderCheckpoint(path: folder.path(percentEncoded: false))
  }

  /// The reference's logits, one array for each position of the prompt.
  func reference() throws -> [[Float]] {
    let data = try Data(contentsOf: folder.appending(path: "logits.f32"))
    return prompt.indices.map { row in
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

  static func named(_ name: String) throws -> FamilyModel {
    guard let model = all.first(where: { $0.name == name }) else {
      throw CocoaError(.fileNoSuchFile)
    }
    return model
  }

  func state(
    _ precision: Precision = .float32, cache: CacheElement = .float32, threads: Int = 1,
    chunk: Int = 256, table: KernelTable? = nil, weights: ModelWeights? = nil
  ) throws -> DecodeState {
    let compute = try Compute(threads: threads, precision: precision, table: table)
    return try DecodeState(
      weights: weights ?? ModelWeights(checkpoint()), compute: compute,
      options: DecodeOptions(cacheElement: cache, contextLimit: nil, chunk: chunk))
  }
}
