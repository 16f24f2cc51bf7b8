import OnDevice
import Testing

@Suite("Embeddings")
struct EmbeddingTests {
  private let text = "민서: 내일 3시에 강남역에서 만나자"

  private func length(_ vector: [Float]) -> Float {
    vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }

  @Test(arguments: EmbeddingPooling.allCases)
  func aVectorHasUnitLengthUnlessItIsLeftAsItIs(_ pooling: EmbeddingPooling) async throws {
    let model = try LanguageModel.open()

    let unit = try await model.embed(text, options: .init(pooling: pooling))
    let raw = try await model.embed(text, options: .init(pooling: pooling, normalizes: false))

    #expect(abs(length(unit.values) - 1) < 1e-5)
    #expect(abs(length(raw.values) - 1) > 1e-2)
    let factor = length(raw.values)
    #expect(zip(unit.values, raw.values).allSatisfy { abs($0 * factor - $1) < 1e-4 * factor })
  }

  @Test func aModelThatDoesNotSayIsPooledByTheMean() async throws {
    let model = try LanguageModel.open()
    let embedding = try await model.embed(text)
    #expect(embedding.pooling == .mean)
    #expect(try await embedding == model.embed(text, options: .init(pooling: .mean)))
  }

  @Test func aVectorDoesNotDependOnThreadsAndChunks() async throws {
    let one = try LanguageModel.open(configuration: .init(threads: 1))
    let two = try LanguageModel.open(configuration: .init(threads: 2, prefillChunk: 7))
    #expect(try await one.embed(text) == two.embed(text))
  }
}
