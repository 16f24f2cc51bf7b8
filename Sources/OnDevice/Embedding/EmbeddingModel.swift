import ModelFiles

/// A model that makes vectors of texts: an encoder of BERT's kind, or any language model.
///
/// ```swift
/// let model = try EmbeddingModel.open("all-MiniLM-L6-v2")
/// let (a, b) = (try await model.embed("내일 3시"), try await model.embed("tomorrow at three"))
/// let likeness = zip(a.values, b.values).reduce(0) { $0 + $1.0 * $1.1 }
/// ```
public final class EmbeddingModel: Sendable {
  private enum Kind: Sendable {
    case decoder(LanguageModel)
    case encoder(EncoderModel)
  }

  /// The name that its file gives it, else the file's own name.
  public let name: String
  /// What is odd about the file though it opens.
  public let warnings: [String]
  private let kind: Kind

  /// Opens the model inside the binary, or the file, folder or name that is given.
  ///
  /// - Throws: ``OnDeviceError`` as ``LanguageModel/open(_:configuration:)`` does; adapters of
  ///   encoders are refused.
  public static func open(
    _ pathOrName: String? = nil,
    configuration: LanguageModel.Configuration = LanguageModel.Configuration()
  ) throws(OnDeviceError) -> EmbeddingModel {
    if pathOrName != nil {
      let checkpoint = try ModelSource.checkpoint(pathOrName)
      if EncoderModel.serves(checkpoint) {
        return EmbeddingModel(try EncoderModel(checkpoint, configuration: configuration))
      }
    }
    var configuration = configuration
    configuration.draft = .off
    return EmbeddingModel(try LanguageModel.open(pathOrName, configuration: configuration))
  }

  private init(_ model: LanguageModel) {
    (name, warnings, kind) = (model.name, model.warnings, .decoder(model))
  }

  private init(_ model: EncoderModel) {
    (name, warnings, kind) = (model.name, model.warnings, .encoder(model))
  }

  /// The vector of a text; see ``LanguageModel/embed(_:options:)``.
  public func embed(
    _ text: String, options: EmbeddingOptions = EmbeddingOptions()
  ) async throws -> Embedding {
    switch kind {
    case .decoder(let model): try await model.embed(text, options: options)
    case .encoder(let model): try await model.embed(text, options: options)
    }
  }
}
