import Foundation
import Testing

@Suite("What a run would cost")
struct PlanTests {
  @Test func aPlanCountsWhatTheRunThenReads() throws {
    let plan = try #require(
      try Command.json(["summarize", "examples/kakaotalk.txt", "--plan", "--json"])
        as? [String: Any])
    let run = try #require(
      try Command.json(["summarize", "examples/kakaotalk.txt", "--json"]) as? [String: Any])
    let usage = try #require(run["usage"] as? [String: Any])
    let messages = try #require(run["messages"] as? [String: Any])
    let planned = try #require(plan["prompt_tokens"] as? Int)
    #expect(plan["messages"] as? Int == messages["used"] as? Int)
    // The run also reads the headline's candidates.
    #expect(planned > 500 && planned <= (usage["prompt_tokens"] as? Int ?? 0))
    #expect(plan["chunks"] as? Int ?? 0 >= planned / 256)
    #expect(plan["seconds"] as? Double ?? 0 > 0)
    #expect(plan["memory_bytes"] as? Int ?? 0 > 10_000_000)
  }

  @Test func aPlanPrintsNothingOfTheChat() throws {
    let result = try Command.run(["summarize", "examples/english.txt", "--plan"])
    #expect(result.status == 0)
    #expect(result.output.hasPrefix("messages: 41\n"))
    #expect(!result.output.contains("Beth"))
  }
}
