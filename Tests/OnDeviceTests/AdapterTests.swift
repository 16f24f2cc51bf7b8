import OnDevice
import Synchronization
import TestSupport
import Testing

@Suite("Adapters as programs use them")
struct AdapterTests {
  private func path(_ name: String) -> String {
    Fixtures.url(name).path(percentEncoded: false)
  }

  private func scores(_ adapters: [LanguageModel.Adapter]) async throws -> [Float] {
    let model = try LanguageModel.open(
      path("families/llama"),
      configuration: .init(cacheType: .float32, compute: .float32, adapters: adapters))
    let row = Mutex<[Float]>([])
    try await model.logits(after: [5, 6, 7]) { logits in row.withLock { $0 = Array(logits) } }
    return row.withLock { $0 }
  }

  @Test func anAdapterChangesScoresByItsScale() async throws {
    let folder = path("adapters/llama")
    let plain = try await scores([])

    let none = try await scores([.init(path: folder, scale: 0)])
    let some = try await scores([.init(path: folder)])
    let file = try await scores([.init(path: folder + "/adapter.gguf")])

    #expect(none == plain)
    #expect(some != plain)
    #expect(zip(some, file).allSatisfy { abs($0 - $1) < 1e-5 })
  }

  @Test func anAdapterThatIsNowhereCannotBeRead() async {
    let error = await #expect(throws: OnDeviceError.self) {
      try await self.scores([.init(path: self.path("adapters/none.gguf"))])
    }
    #expect(error?.code == .cannotRead)
  }

  @Test func anAdapterOfOtherMatricesIsBadData() async {
    let error = await #expect(throws: OnDeviceError.self) {
      try await self.scores([.init(path: self.path("adapters/phi3"))])
    }
    #expect(error?.code == .badData)
    #expect(error?.message.contains("gate_up_proj") == true)
  }
}
