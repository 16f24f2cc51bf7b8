import Tensor
import Testing
import Transformer

/// The decoder against float64, on every table that this processor runs.
@Suite struct ReferenceTests {
  static let tables = KernelTable.supported

  @Test func theFixturesAreThere() {
    #expect(TinyModel.all.count == 12)
  }

  @Test("float32 agrees at every position", arguments: TinyModel.all, tables)
  func float32AgreesAtEveryPosition(model: TinyModel, table: KernelTable) throws {
    let reference = try model.reference()

    let logits = try model.state(table: table).logits(model.prompt, at: .at(model.positions))

    let error = Logits.largestDifference(logits, reference)
    #expect(error <= 1e-4 * Logits.deviation(reference))
  }

  @Test("the defaults stay close", arguments: TinyModel.all, tables)
  func theDefaultsStayClose(model: TinyModel, table: KernelTable) throws {
    let reference = try model.reference()
    let state = try model.state(.auto, cache: .float16, threads: 2, table: table)

    let logits = try state.logits(model.prompt, at: .at(model.positions))

    #expect(Logits.divergence(from: reference, to: logits) <= 1e-3)
  }

  @Test("greedy continuations are equal", arguments: TinyModel.all, tables)
  func greedyContinuationsAreEqual(model: TinyModel, table: KernelTable) throws {
    var generator = try Generator(
      state: model.state(table: table), prompt: model.prompt, limit: model.continuation.count)
    var ids: [Int32] = []

    while let id = try generator.next() { ids.append(id) }

    #expect(ids == model.continuation)
    #expect(generator.finish == .length)
  }

  /// A reference that agreed with anything would be no reference.
  @Test func anotherModelDisagrees() throws {
    let model = try TinyModel.named("llama-f16")
    let other = try TinyModel.named("llama-bf16")

    let logits = try other.state().logits(model.prompt)

    let reference = try model.reference()
    #expect(Logits.largestDifference(logits, reference) > Logits.deviation(reference))
  }
}
