import Foundation
import OnDevice
import Synchronization
import TestSupport
import Testing

@Suite("Several continuations together")
struct BatchGenerationTests {
  private let texts = [
    "민서: 오늘 저녁에 뭐 먹을까?\n지훈:", "내일 3시에 강남역에서 만나자", "Hello, how are", "ㅎㅎ", "한글",
  ]

  private func requests() -> [GenerationRequest] {
    texts.enumerated().map { index, text in
      GenerationRequest(
        .text(text, parseSpecial: false),
        options: GenerationOptions(
          temperature: index % 2 == 1 ? 0.9 : 0, seed: UInt64(index),
          maximumResponseTokens: 8 + 5 * index))
    }
  }

  @Test(arguments: [1, 2, 3, 8])
  func eachIsWhatItWouldBeAlone(width: Int) async throws {
    let model = try LanguageModel.open()
    var expected: [Generation] = []
    for request in requests() {
      expected.append(try await model.generate(request.input, options: request.options))
    }
    let results = try await model.generate(requests(), together: width)
    #expect(results.count == expected.count)
    for (result, alone) in zip(results, expected) {
      let found = try result.get()
      #expect(found.ids == alone.ids && found.text == alone.text)
      #expect(found.finish == alone.finish && found.seed == alone.seed)
      #expect(found.usage.promptTokens == alone.usage.promptTokens)
      #expect(found.usage.generatedTokens == alone.ids.count)
    }
  }

  @Test func whatCannotBeDoneDoesNotStopTheOthers() async throws {
    let model = try LanguageModel.open()
    let good = requests()[0]
    let results = try await model.generate(
      [
        GenerationRequest(.tokens([])), good, GenerationRequest(.tokens([.max])),
        GenerationRequest(.tokens([1]), options: GenerationOptions(logitBias: [-1: 1])), good,
      ], together: 2)
    let alone = try await model.generate(good.input, options: good.options)
    #expect(try results[1].get().ids == alone.ids && results[4].get().ids == alone.ids)
    for index in [0, 2, 3] {
      #expect(throws: OnDeviceError.self) { try results[index].get() }
    }
  }

  @Test func aStopTextEndsOneOfThem() async throws {
    let model = try LanguageModel.open()
    let request = requests()[0]
    let alone = try await model.generate(request.input, options: request.options)
    let characters = Array(alone.text)
    try #require(characters.count > 4)
    var stopped = request
    stopped.options.stop = [String(characters[1...3])]
    let expected = try await model.generate(stopped.input, options: stopped.options)
    let results = try await model.generate([stopped, request], together: 2)
    #expect(try results[0].get().text == expected.text)
    #expect(try results[0].get().finish == .stop)
    #expect(try results[1].get().text == alone.text)
  }

  @Test func requestsAreAskedForAgainWhileOthersAreAtWork() async throws {
    let model = try LanguageModel.open()
    let request = requests()[0]
    let calls = Mutex(0)
    let numbers = Mutex<[Int]>([])
    try await model.generate(together: 4) {
      calls.withLock { calls in
        calls += 1
        // The second comes later than it is first asked for.
        return calls == 1 || calls == 4 ? request : nil
      }
    } receive: { number, _ in
      numbers.withLock { $0.append(number) }
    }
    #expect(numbers.withLock(\.self) == [0, 1])
  }

  @Test func moreThanThereIsRoomForIsRefused() async throws {
    let model = try LanguageModel.open()
    await #expect(throws: OnDeviceError.self) {
      try await model.generate(requests(), together: 100_000)
    }
    await #expect(throws: OnDeviceError.self) {
      try await model.generate(requests(), together: 0)
    }
  }
}
