import ModelFiles
import Tensor
import Tokenization
import Transformer

/// An encoder that is open: its weights mapped, its vocabulary read.
final class EncoderModel: Sendable {
  let name: String
  let warnings: [String]
  let weights: EncoderWeights
  let tokenizer: Tokenizer
  let machine: Machine
  private let engine: EncoderEngine

  static func serves(_ checkpoint: any Checkpoint) -> Bool { EncoderPlan.describes(checkpoint) }

  init(
    _ checkpoint: any Checkpoint, configuration: LanguageModel.Configuration
  ) throws(OnDeviceError) {
    guard configuration.adapters.isEmpty else {
      throw OnDeviceError(
        .modelUnavailable, "\(checkpoint.name): expected a decoder for an adapter, found an encoder"
      )
    }
    let (weights, tokenizer, machine) = try Problems.translated {
      (
        try EncoderWeights(checkpoint), try TokenizerLoading.result(of: checkpoint).get(),
        try Machine(configuration)
      )
    }
    (self.weights, self.tokenizer, self.machine) = (weights, tokenizer, machine)
    name = try Problems.translated {
      try checkpoint.metadata.stringIfPresent("general.name")
        ?? ModelSource.shortName(checkpoint.name)
    }
    warnings = machine.warnings + weights.warnings
    engine = EncoderEngine(weights, machine)
  }

  func embed(_ text: String, options: EmbeddingOptions) async throws(OnDeviceError) -> Embedding {
    let tokens = try Problems.translated {
      try tokenizer.encode(text, addSpecial: true, parseSpecial: false)
    }
    let pooling =
      if let given = options.pooling {
        given
      } else {
        try EmbeddingPooling.ofModel(weights.metadata)
      }
    return try await engine.embed(tokens, pooling: pooling, normalizes: options.normalizes)
  }
}

/// The turn-taking for an encoder: its work is done on the machine's own thread.
private actor EncoderEngine {
  private let weights: EncoderWeights
  private let machine: Machine
  private var encoder: Encoder?

  nonisolated var unownedExecutor: UnownedSerialExecutor {
    machine.executor.asUnownedSerialExecutor()
  }

  init(_ weights: EncoderWeights, _ machine: Machine) {
    (self.weights, self.machine) = (weights, machine)
  }

  func embed(
    _ tokens: [Int32], pooling: EmbeddingPooling, normalizes: Bool
  ) async throws(OnDeviceError) -> Embedding {
    let flag = try Problems.translated { try CancellationFlag() }
    let result: Result<Embedding, OnDeviceError> = await withTaskCancellationHandler {
      run(tokens, pooling, normalizes, flag)
    } onCancel: {
      flag.cancel()
    }
    return try result.get()
  }

  private func run(
    _ tokens: [Int32], _ pooling: EmbeddingPooling, _ normalizes: Bool, _ flag: CancellationFlag
  ) -> Result<Embedding, OnDeviceError> {
    let encoder = encoder ?? Encoder(weights: weights, compute: machine.compute)
    self.encoder = encoder
    machine.compute.cancellation = flag
    defer { machine.compute.cancellation = nil }
    var pooler = Pooler(pooling, width: weights.plan.width)
    do {
      try encoder.states(tokens) { pooler.add($1) }
      return .success(
        Embedding(
          values: try pooler.vector(normalizes: normalizes), tokenCount: tokens.count,
          pooling: pooling))
    } catch {
      return .failure(Problems.translate(error))
    }
  }
}
