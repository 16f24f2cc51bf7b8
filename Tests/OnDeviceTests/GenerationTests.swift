import Foundation
import OnDevice
import Synchronization
import TestSupport
import Testing

@Suite("Plain continuation and sessions")
struct GenerationTests {
  private let prompt = PromptInput.text("민서: 오늘 저녁에 뭐 먹을까?\n지훈:", parseSpecial: false)

  @Test func greedyIdsAreTheSameForAnyThreadsAndChunks() async throws {
    let long = PromptInput.text(
      String(repeating: "민서: 내일 3시에 강남역에서 만나자\n", count: 40), parseSpecial: false)
    var ids: Set<[Int]> = []
    for threads in [1, 2, 3] {
      for chunk in [64, 256, 512] {
        let model = try LanguageModel.open(
          configuration: .init(threads: threads, prefillChunk: chunk))
        let result = try await model.generate(
          long, options: GenerationOptions(maximumResponseTokens: 24))
        ids.insert(result.ids)
      }
    }
    #expect(ids.count == 1)
  }

  @Test func aSeedMakesARandomRunRepeatable() async throws {
    let model = try LanguageModel.open()
    var options = GenerationOptions(
      temperature: 1.2, topK: 0, topP: 1, minP: 0, maximumResponseTokens: 24)
    options.seed = 11
    let first = try await model.generate(prompt, options: options)
    let again = try await model.generate(prompt, options: options)
    options.seed = 12
    let other = try await model.generate(prompt, options: options)
    #expect(first.ids == again.ids && first.seed == 11)
    #expect(first.ids != other.ids)
  }

  @Test func piecesAddUpToTheText() async throws {
    let model = try LanguageModel.open()
    let pieces = Mutex<[String]>([])
    let result = try await model.generate(
      prompt, options: GenerationOptions(maximumResponseTokens: 40)
    ) { piece in pieces.withLock { $0.append(piece) } }
    #expect(pieces.withLock { $0.joined() } == result.text)
    #expect(result.finish == .length || result.finish == .stop)
  }

  @Test func aStopTextEndsTheAnswerAndIsNotPartOfIt() async throws {
    let model = try LanguageModel.open()
    let free = try await model.generate(
      prompt, options: GenerationOptions(maximumResponseTokens: 40))
    let characters = Array(free.text)
    try #require(characters.count > 6)
    // A stop text from the middle of what comes anyway, so that it crosses token borders somewhere.
    let stop = String(characters[3...5])
    let result = try await model.generate(
      prompt, options: GenerationOptions(maximumResponseTokens: 40, stop: [stop]))
    #expect(result.finish == .stop)
    #expect(!result.text.contains(stop))
    #expect(free.text.hasPrefix(result.text))
  }

  @Test func theContextIsNeverExceeded() async throws {
    let model = try LanguageModel.open(configuration: .init(contextLimit: 32))
    let result = try await model.generate(.tokens([1, 2, 3, 4]), options: GenerationOptions())
    // The last token is chosen behind a full context and need not fit into it.
    #expect(result.ids.count <= 29)
    let error = await #expect(throws: OnDeviceError.self) {
      try await model.generate(.tokens(Array(repeating: 5, count: 33)))
    }
    #expect(error?.code == .contextSizeExceeded)
  }

  @Test func logitsOfAllPositionsDoNotDependOnChunks() async throws {
    let model = try LanguageModel.open()
    let ids = (0..<50).map { ($0 * 37) % 5000 }
    var all: [[[UInt32]]] = []
    for chunk in [7, 50] {
      let rows = Mutex<[[UInt32]]>([])
      try await model.logits(after: ids, allPositions: true, chunk: chunk) { row in
        rows.withLock { $0.append(row.map(\.bitPattern)) }
      }
      all.append(rows.withLock { $0 })
    }
    #expect(all[0].count == 50)
    #expect(all[0] == all[1])
  }

  @Test func aResponseJoinsTheTranscript() async throws {
    let session = LanguageModelSession(model: try LanguageModel.open(), instructions: "짧게 답해.")
    let response = try await session.respond(
      to: "안녕", options: GenerationOptions(maximumResponseTokens: 8))
    #expect(
      await session.transcript.entries == [
        .instructions("짧게 답해."), .prompt("안녕"), .response(response.content),
      ])
  }

  @Test func aSecondPromptPaysForItsOwnTokensOnly() async throws {
    let session = LanguageModelSession(model: try LanguageModel.open())
    let first = try await session.respond(
      to: "안녕 오늘 뭐 해?", options: GenerationOptions(maximumResponseTokens: 8))
    let second = try await session.respond(
      to: "그럼 내일은?", options: GenerationOptions(maximumResponseTokens: 8))
    #expect(first.usage.cachedTokens == 0)
    #expect(second.usage.cachedTokens >= first.usage.promptTokens)
  }

  @Test func aStreamGivesSnapshots() async throws {
    let session = LanguageModelSession(model: try LanguageModel.open())
    var last = ""
    for try await snapshot in session.streamResponse(
      to: "안녕", options: GenerationOptions(maximumResponseTokens: 12))
    {
      #expect(snapshot.content == last + snapshot.delta)
      last = snapshot.content
    }
    #expect(await session.transcript.entries.last == .response(last))
  }

  @Test func droppingAStreamLeavesTheTranscriptAsItWas() async throws {
    let model = try LanguageModel.open()
    let session = LanguageModelSession(model: model)
    // An answer that would take seconds: the model may not end it.
    var options = GenerationOptions(maximumResponseTokens: 3_000)
    for id in try model.stopIDs { options.logitBias[Int(id)] = -.infinity }
    for try await _ in session.streamResponse(to: "이야기를 길게 해 줘", options: options) { break }
    for _ in 0..<200 where await session.isResponding {
      try await Task.sleep(for: .milliseconds(10))
    }
    #expect(await session.isResponding == false)
    #expect(await session.transcript.entries.isEmpty)
  }
}
