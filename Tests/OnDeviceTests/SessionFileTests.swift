import Foundation
import OnDevice
import TestSupport
import Testing

/// `--session`: a prompt is computed once, whatever process comes back to it.
@Suite struct SessionFileTests {
  private func path() -> String {
    FileManager.default.temporaryDirectory.appending(path: "session-\(UUID().uuidString)").path
  }

  private func ids(
    _ prompt: [Int], session: String?, cacheType: CacheType = .float16
  ) async throws -> (ids: [Int], cached: Int) {
    let model = try LanguageModel.open(
      configuration: .init(threads: 1, cacheType: cacheType, session: session))
    var options = GenerationOptions()
    options.maximumResponseTokens = 12
    let made = try await model.generate(.tokens(prompt), options: options)
    return (made.ids, made.usage.cachedTokens)
  }

  @Test func theNextProcessGoesOnFromTheFileWithTheSameIds() async throws {
    let path = path()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let prompt = (0..<90).map { ($0 * 37) % 5000 }
    let cold = try await ids(prompt, session: nil)
    let first = try await ids(prompt, session: path)
    let second = try await ids(prompt, session: path)
    #expect(first.ids == cold.ids && second.ids == cold.ids)
    #expect(first.cached == 0 && second.cached == 89)
    // Another end pays for what differs.
    let longer = Array(prompt[..<60]) + [7, 8, 9]
    let third = try await ids(longer, session: path)
    #expect(third.cached == 60)
    #expect(third.ids == (try await ids(longer, session: nil)).ids)
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
    #expect((mode as? NSNumber)?.intValue == 0o600)
  }

  @Test func aFileOfAnotherPrecisionIsRefusedAndLeftAlone() async throws {
    let path = path()
    defer { try? FileManager.default.removeItem(atPath: path) }
    _ = try await ids([1, 2, 3, 4], session: path)
    let before = try Data(contentsOf: URL(filePath: path))
    let error = await #expect(throws: OnDeviceError.self) {
      try await ids([1, 2, 3, 4], session: path, cacheType: .float32)
    }
    #expect(error?.code == .badData)
    #expect(error?.message.contains("found one of another") == true)
    #expect(try Data(contentsOf: URL(filePath: path)) == before)
  }

  @Test func aBrokenFileIsAnErrorThatNamesIt() async throws {
    let path = path()
    defer { try? FileManager.default.removeItem(atPath: path) }
    _ = try await ids([1, 2, 3, 4, 5, 6], session: path)
    let whole = try Data(contentsOf: URL(filePath: path))
    for (offset, broken) in [
      (0, "something else"), (17, "session version"), (30, "another"), (60, "checksum"),
      (whole.count - 1, "checksum"),
    ] {
      var data = whole
      data[offset] ^= 0x41
      try data.write(to: URL(filePath: path))
      let error = await #expect(throws: OnDeviceError.self) {
        try await ids([1, 2, 3], session: path)
      }
      #expect(error?.code == .badData)
      #expect(error?.message.contains(broken) == true && error?.message.contains(path) == true)
    }
    for count in [0, 5, 63, 64, whole.count / 2] {
      try whole.prefix(count).write(to: URL(filePath: path))
      let error = await #expect(throws: OnDeviceError.self) {
        try await ids([1, 2, 3], session: path)
      }
      #expect(error?.code == .badData)
    }
  }
}
