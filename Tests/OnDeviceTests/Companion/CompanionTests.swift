import Foundation
import OnDevice
import Synchronization
import TestSupport
import Testing

/// Talks with a model that converses, though it says nothing sensible.
@Suite("Companions")
struct CompanionTests {
  private let folder: URL
  private let path: String

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(
      path: "companion-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = try ConversingModel.write(to: folder)
    var options = GenerationOptions(maximumResponseTokens: 8)
    for id in try LanguageModel.open(path).stopIDs { options.logitBias[Int(id)] = -.infinity }
    brief = options
  }

  private func model(
    context: Int? = nil, session: String? = nil
  ) throws -> LanguageModel {
    try LanguageModel.open(
      path, configuration: .init(contextLimit: context, session: session))
  }

  /// Eight tokens, which the model may not end before.
  private let brief: GenerationOptions

  @Test func aTurnPaysForWhatIsNew() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let companion = try Companion(
      model: try model(), persona: Persona(name: "하나", instructions: "동네 친구다."))
    let first = try await companion.respond(to: "나 오늘 면접 봤어", options: brief)
    let second = try await companion.respond(to: "떨려서 말을 더듬었어", options: brief)
    #expect(companion.converses)
    #expect(first.usage.cachedTokens == 0 && !first.text.isEmpty)
    #expect(second.usage.cachedTokens >= first.usage.promptTokens)
    #expect(await companion.talk.map(\.prompt) == ["나 오늘 면접 봤어", "떨려서 말을 더듬었어"])
  }

  @Test func whatLeftTheContextIsCalledToMindAndStaysInThePrompt() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let companion = try Companion(
      model: try model(context: 384), persona: Persona(instructions: "동네 친구다."))
    let said = try await talkUntilTheFirstTurnsLeft(companion)
    let found = try await companion.respond(to: "고양이 이름이 뭐라고 했지?", options: brief)
    #expect(found.recalled == 1)
    #expect(await companion.talk.last?.recalled == [1])
    let next = try await companion.respond(to: "그래 고마워", options: brief)
    #expect(next.usage.cachedTokens >= found.usage.promptTokens)
    #expect(companion.memory.exchanges.count == said + 2, "what leaves the prompt is kept")
  }

  @Test func theNextProcessGoesOnFromTheSamePrompt() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let session = folder.appending(path: "s").path
    let kept = folder.appending(path: "memory").path
    var (last, said) = (Usage(), 0)
    do {
      let companion = try Companion(
        model: try model(context: 384, session: session),
        memory: try CompanionMemory(folder: kept))
      said = try await talkUntilTheFirstTurnsLeft(companion)
      last = try await companion.respond(to: "고양이 이름 기억나?", options: brief).usage
    }
    let companion = try Companion(
      model: try model(context: 384, session: session),
      memory: try CompanionMemory(folder: kept))
    let next = try await companion.respond(to: "그렇구나", options: brief)
    #expect(next.usage.cachedTokens >= last.promptTokens)
    #expect(companion.memory.exchanges.count == said + 2)
  }

  /// Says what is called to mind later and goes on until it has just left the prompt.
  private func talkUntilTheFirstTurnsLeft(_ companion: Companion) async throws -> Int {
    _ = try await companion.respond(to: "우리 고양이 이름은 보리야", options: brief)
    for day in 0..<100 {
      _ = try await companion.respond(to: "오늘은 \(day)번 버스를 타고 출근했어", options: brief)
      if await companion.talk.first?.id ?? 1 > 1 { return day + 2 }
    }
    Issue.record("expected the first turns to leave a context of 384 tokens, found all of them")
    return 101
  }

  @Test func aMessageThatDoesNotFitLeavesTheTalkAsItWas() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let companion = try Companion(model: try model(context: 128))
    _ = try await companion.respond(to: "안녕", options: brief)
    let error = await #expect(throws: OnDeviceError.self) {
      try await companion.respond(
        to: String(repeating: "긴 이야기를 들어 봐. ", count: 60), options: brief)
    }
    #expect(error?.code == .contextSizeExceeded)
    #expect(await companion.talk.map(\.prompt) == ["안녕"])
  }

  @Test func factsStandInEachPrompt() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let companion = try Companion(model: try model())
    let before = try await companion.respond(to: "안녕", options: brief)
    _ = try companion.memory.remember("땅콩을 먹으면 안 된다")
    try await companion.reset()
    let after = try await companion.respond(to: "안녕", options: brief)
    #expect(after.usage.promptTokens > before.usage.promptTokens + 5)
  }

  @Test func anAnswerIsGivenAgainAndTakenBack() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let companion = try Companion(model: try model())
    #expect(try await companion.retry(options: brief) == nil)
    #expect(try await companion.undo() == nil)
    var options = brief
    (options.temperature, options.seed, options.minP) = (2, 11, 0)
    _ = try await companion.respond(to: "안녕", options: options)
    let first = try await companion.respond(to: "뭐 해?", options: options)
    let second = try #require(try await companion.retry(options: options))
    #expect(first.text != second.text)
    #expect(await companion.talk.map(\.answer).last == second.text)
    #expect(await companion.talk.count == 2)
    #expect(try await companion.undo()?.prompt == "뭐 해?")
    #expect(await companion.talk.map(\.prompt) == ["안녕"])
  }

  @Test func aStoppedAnswerStaysSaid() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let model = try model()
    let companion = try Companion(model: model)
    var long = brief
    long.maximumResponseTokens = 3_000
    let endless = long
    let heard = Mutex("")
    let task = Task {
      try await companion.respond(to: "길게 이야기해 줘", options: endless) { piece in
        heard.withLock { $0 += piece }
      }
    }
    while heard.withLock(\.isEmpty) { try await Task.sleep(for: .milliseconds(2)) }
    task.cancel()
    let answer = try await task.value
    #expect(answer.finish == .cancelled && !answer.text.isEmpty)
    #expect(await companion.talk.map(\.isStopped) == [true])
    let next = try await companion.respond(to: "됐어", options: brief)
    #expect(next.usage.cachedTokens > 0)
  }

  @Test func whatIsForgottenIsNotInTheSessionEither() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let session = folder.appending(path: "s").path
    let companion = try Companion(model: try model(session: session))
    _ = try await companion.respond(to: "비밀번호는 토마토", options: brief)
    let before = try Data(contentsOf: URL(filePath: session)).count
    #expect(try await companion.forget("토마토") == (0, 1))
    #expect(try Data(contentsOf: URL(filePath: session)).count < before)
    #expect(await companion.talk.isEmpty)
  }

  @Test func aModelWithoutATemplateIsRefused() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let model = try LanguageModel.open(
      Fixtures.root.appending(path: "Tests/Fixtures/families/qwen3").path)
    let error = #expect(throws: OnDeviceError.self) { try Companion(model: model) }
    #expect(error?.code == .modelUnavailable && error?.hint != nil)
  }

  @Test func theDefaultModelAnswersWithWhatItWouldSuggest() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let companion = try Companion(
      model: try LanguageModel.open(), persona: Persona(name: "하나", user: "민서"))
    #expect(!companion.converses)
    let heard = Mutex("")
    let answer = try await companion.respond(to: "토요일 점심에 삼겹살 먹으러 갈래?") { piece in
      heard.withLock { $0 += piece }
    }
    #expect(!answer.text.isEmpty && heard.withLock { $0 } == answer.text)
    let other = try #require(try await companion.retry())
    #expect(!other.text.isEmpty && other.text != answer.text)
    let silent = try await companion.respond(to: "요즘 너무 힘들어서 그냥 죽고 싶어")
    #expect(silent.text.isEmpty && silent.absence == .sensitive && silent.warning != nil)
  }
}
