import Foundation
import ModelFiles
import Tensor
import Tokenization
import Transformer

/// What a model holds, a file or a folder, for a person who wants to know what they have.
public struct ModelInspection: Sendable {
  /// One tensor of the model, by the name that GGUF gives it.
  public struct TensorRow: Sendable, Hashable {
    public var name: String
    public var type: String
    /// Rows first, as everywhere here; the file lists the contiguous dimension first.
    public var shape: [Int]
    public var bytes: Int
  }

  public var path: String
  public var name: String?
  public var family: String?
  public var licence: String?
  /// Of the files with weights.
  public var bytes: Int
  /// Of the files with weights, behind each other in the order of their names.
  public var sha256: String
  public var parameters: Int
  /// Number of tensors per element type.
  public var elementTypes: [String: Int]
  public var layers: Int?
  public var width: Int?
  public var heads: Int?
  public var keyValueHeads: Int?
  public var headWidth: Int?
  public var innerWidth: Int?
  public var contextLength: Int?
  public var vocabularyCount: Int?
  public var tokenizer: String?
  public var preTokenizer: String?
  /// Role to spelling and id.
  public var specialTokens: [String: String]
  /// `chatml`, `llama3`, `other` or nil.
  public var template: String?
  /// Bytes of weights, and of keys, values and carried states at the full context in f16.
  public var weightBytes: Int
  public var cacheBytes: Int?
  public var warnings: [String]
  /// Why this build cannot run the model; nil when it can.
  public var problem: String?
  public var tensors: [TensorRow]

  /// Looks into a file, a folder, the default model, or a name; `check` reads every block for NaN and infinity.
  public static func open(
    _ pathOrName: String?, check: Bool = false
  ) throws(OnDeviceError) -> ModelInspection {
    let file = try ModelSource.checkpoint(pathOrName)
    return try Problems.translated {
      if check { try file.checkAllBlocks() }
      return try ModelInspection(file)
    }
  }

  private init(_ file: any Checkpoint) throws {
    let metadata = file.metadata
    path = file.name
    name = try metadata.stringIfPresent("general.name")
    family = try metadata.stringIfPresent("general.architecture")
    licence = try metadata.stringIfPresent("general.license")
    let files = ModelSource.weightFiles(of: file)
    bytes = files.reduce(0) { $0 + $1.bytes.count }
    sha256 = Self.digest(files)
    tensors = file.entries.map { tensor in
      TensorRow(
        name: tensor.name, type: tensor.elementType.name, shape: tensor.dimensions,
        bytes: tensor.byteCount)
    }
    parameters = tensors.reduce(0) { $0 + $1.shape.reduce(1, *) }
    elementTypes = tensors.reduce(into: [:]) { $0[$1.type, default: 0] += 1 }
    weightBytes = tensors.reduce(0) { $0 + $1.bytes }
    template = try metadata.stringIfPresent("tokenizer.chat_template").map { text in
      switch PromptTemplate(template: text) {
      case .chatML?: "chatml"
      case .llama3?: "llama3"
      case nil: "other"
      }
    }
    let words = TokenizerLoading.result(of: file)
    tokenizer = try metadata.stringIfPresent("tokenizer.ggml.model")
    if let folder = file as? FolderCheckpoint, (try? words.get()) != nil {
      tokenizer = folder.tokenizerFile
    }
    preTokenizer = try metadata.stringIfPresent("tokenizer.ggml.pre")
    specialTokens = try Self.specialTokens(metadata, try? words.get())
    warnings = (file as? FolderCheckpoint)?.warnings ?? []
    if TokenizerLoading.isOptional(file), case .failure(let error) = words {
      warnings.append(error.message)
    }
    do {
      let plan = try Families.plan(of: file)
      warnings += plan.warnings
      layers = plan.layers.count
      width = plan.width
      let first = plan.layers.first
      let attention = plan.layers.lazy.compactMap(\.attention).first
      heads = attention?.heads
      keyValueHeads = attention?.keyValueHeads
      headWidth = attention?.headWidth
      innerWidth = first?.feedForward.innerWidth
      contextLength = plan.contextLimit
      vocabularyCount = plan.vocabularyCount
      cacheBytes = KeyValueCache.byteCount(
        plan: plan, positions: plan.contextLimit)
      _ = try ModelWeights(file, plan: plan)
      if !TokenizerLoading.isOptional(file) { _ = try words.get() }
    } catch {
      problem = Problems.translate(error).message
    }
  }

  /// Of all bytes, of which few stay in memory: a folder's weights may be there as copies already.
  private static func digest(_ files: [ModelBytes]) -> String {
    let piece = 64 << 20
    let pieces = files.flatMap { file in
      stride(from: 0, to: file.bytes.count, by: piece).map { start in
        let end = min(start + piece, file.bytes.count)
        return (file: file, bytes: UnsafeRawBufferPointer(rebasing: file.bytes[start..<end]))
      }
    }
    return SHA256.hex(ofAll: pieces.map(\.bytes)) { pieces[$0].file.release(pieces[$0].bytes) }
  }

  private static func specialTokens(
    _ metadata: GGUFMetadata, _ words: Tokenizer?
  ) throws -> [String: String] {
    var found: [String: String] = [:]
    for role in ["bos", "eos", "eot", "eom", "unknown", "padding"] {
      let key = "tokenizer.ggml.\(role)_token_id"
      guard let id = try metadata.integerIfPresent(key) else { continue }
      let spelling = Int32(exactly: id).flatMap { try? words?.spelling(of: $0) }
      found[role] = spelling.map { "\(id) \($0)" } ?? "\(id)"
    }
    return found
  }
}
