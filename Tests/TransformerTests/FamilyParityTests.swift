import Testing
import Transformer

/// Every family's folder against its makers' code.
@Suite struct FamilyParityTests {
  @Test func everyFixtureIsThere() {
    #expect(FamilyModel.all.count == 49)
  }

  @Test("float32 agrees at every position", arguments: FamilyModel.all)
  func float32AgreesAtEveryPosition(model: FamilyModel) throws {
    let reference = try model.reference()

    let logits = try model.state().logits(model.prompt)

    let bound = 1e-4 * Logits.deviation(reference)
    let missed = model.prompt.indices.filter { position in
      !(Logits.largestDifference([logits[position]], [reference[position]]) <= bound)
    }
    #expect(missed.isEmpty)
  }

  @Test("the defaults stay close", arguments: FamilyModel.all)
  func theDefaultsStayClose(model: FamilyModel) throws {
    let reference = try model.reference()

    let logits = try model.state(.auto, cache: .float16).logits(model.prompt)

    #expect(Logits.divergence(from: reference, to: logits) <= 1e-3)
  }

  @Test("greedy continuations are equal", arguments: FamilyModel.all)
  func greedyContinuationsAreEqual(model: FamilyModel) throws {
    var generator = try Generator(
      state: model.state(), prompt: model.prompt, limit: model.continuation.count)
    var ids: [Int32] = []

    while let id = try generator.next() { ids.append(id) }

    #expect(ids == model.continuation)
  }

  /// Whose rotation depends on how long the text is when a token comes in.
  static let growing: Set<String> = ["llama-dynamic", "llama-longrope", "phi3"]

  /// Windows, states and latent caches must not see where a prompt was cut.
  @Test(
    "a prompt in uneven pieces gives the same",
    arguments: FamilyModel.all.filter { !growing.contains($0.name) })
  func aPromptInUnevenPiecesGivesTheSame(model: FamilyModel) throws {
    let reference = try model.reference()
    let state = try model.state(chunk: 16)
    var logits: [[Float]] = []

    for piece in [0..<1, 1..<3, 3..<30, 30..<47, 47..<96] {
      logits += try state.logits(Array(model.prompt[piece]))
    }

    let error = Logits.largestDifference(logits, reference)
    #expect(error <= 1e-4 * Logits.deviation(reference))
  }
}
