import Testing
import TestSupport
import Transformer

@Suite struct SamplerTests {
  private func choose(
    _ logits: [Float], _ settings: SamplerSettings = SamplerSettings(), shown: [Int32] = [],
    allowed: TokenSet? = nil
  ) throws -> Int32 {
    var sampler = try Sampler(settings)
    for id in shown { sampler.show(id) }
    var logits = logits
    return try logits.withUnsafeMutableBufferPointer {
      try sampler.choose(from: $0, allowed: allowed)
    }
  }

  /// How often each token is drawn.
  private func shares(
    _ logits: [Float], _ settings: SamplerSettings, draws: Int = 20_000
  ) throws -> [Double] {
    var sampler = try Sampler(settings)
    var counts = [Int](repeating: 0, count: logits.count)
    for _ in 0..<draws {
      var logits = logits
      let id = try logits.withUnsafeMutableBufferPointer { try sampler.choose(from: $0) }
      counts[Int(id)] += 1
    }
    return counts.map { Double($0) / Double(draws) }
  }

  @Test func greedyTakesTheBestAndOfEqualOnesTheFirst() throws {
    #expect(try choose([1, 3, 2]) == 1)
    #expect(try choose([1, 3, 3, 3]) == 1)
    #expect(try choose([-5, -.infinity, -5]) == 0)
    #expect(try choose([0, -0.0]) == 0)
  }

  @Test("logits that are not numbers are errors", arguments: [Float.nan, .infinity])
  func logitsThatAreNotNumbersAreErrors(bad: Float) {
    #expect(throws: TransformerError.self) { try choose([1, bad, 2]) }
    #expect(throws: TransformerError.self) {
      try choose([1, bad, 2], SamplerSettings(temperature: 1))
    }
    let nothing: [Float] = [-.infinity, -.infinity]
    #expect(throws: TransformerError.noCandidate) { try choose(nothing) }
    #expect(throws: TransformerError.noCandidate) {
      try choose(nothing, SamplerSettings(temperature: 1))
    }
  }

  @Test func drawsFollowTheDistribution() throws {
    // Probabilities 1/2, 1/4, 1/8, 1/8.
    let logits: [Float] = [3, 2, 1, 1].map { $0 * 0.693_147_18 }
    let shares = try shares(logits, SamplerSettings(temperature: 1, seed: 1))
    for (share, expected) in zip(shares, [0.5, 0.25, 0.125, 0.125]) {
      #expect(abs(share - expected) < 0.015)  // four standard deviations
    }
  }

  @Test func temperatureSharpensAndFlattens() throws {
    let logits: [Float] = [0.693_147_18, 0]
    let cold = try shares(logits, SamplerSettings(temperature: 0.5))
    let hot = try shares(logits, SamplerSettings(temperature: 2))
    #expect(abs(cold[0] - 0.8) < 0.015)  // 2² to 1
    #expect(abs(hot[0] - 0.5858) < 0.015)  // √2 to 1
  }

  @Test func topKKeepsSoMany() throws {
    let shares = try shares([1, 3, 3, 2, 0], SamplerSettings(temperature: 1, topK: 3))
    #expect(shares[0] == 0 && shares[4] == 0)
    #expect(shares[1] > 0 && shares[2] > 0 && shares[3] > 0)
    let one = try self.shares([1, 3, 3], SamplerSettings(temperature: 1, topK: 1), draws: 100)
    #expect(one == [0, 1, 0])
  }

  @Test func topPKeepsTheFewestThatReachIt() throws {
    let logits: [Float] = [1, 3, 2, 1].map { $0 * 0.693_147_18 }
    // Shares are 1/8, 1/2, 1/4, 1/8: one token reaches 0.49, two reach 0.7, three 0.8.
    for (share, kept) in [(Float(0.49), 1), (0.7, 2), (0.8, 3), (1, 4)] {
      let shares = try shares(logits, SamplerSettings(temperature: 1, topP: share), draws: 2_000)
      #expect(shares.count { $0 > 0 } == kept, "\(share)")
    }
  }

  @Test func topPCountsTheShareOfWhatTopKKept() throws {
    // Of the two best, 2/3 and 1/3; of all, 2/5 and 1/5.
    let logits: [Float] = [0.693_147_18, 0, 0, 0]
    let settings = SamplerSettings(temperature: 1, topK: 2, topP: 0.5)
    #expect(try shares(logits, settings, draws: 1_000) == [1, 0, 0, 0])
  }

  @Test func minPKeepsWhatIsCloseToTheBest() throws {
    let logits: [Float] = [3, 2, 1, 0].map { $0 * 0.693_147_18 }
    for (share, kept) in [(Float(0.51), 1), (0.49, 2), (0.24, 3), (0, 4), (1, 1)] {
      let settings = SamplerSettings(temperature: 1, minP: share)
      #expect(try shares(logits, settings, draws: 2_000).count { $0 > 0 } == kept, "\(share)")
      // The same with the candidates sorted beforehand.
      let sorted = SamplerSettings(temperature: 1, topK: 4, minP: share)
      #expect(try shares(logits, sorted, draws: 2_000).count { $0 > 0 } == kept, "\(share)")
    }
  }

  @Test func theRepetitionPenaltyPushesBothSignsDown() throws {
    let settings = SamplerSettings(repeatPenalty: 2)
    #expect(try choose([4, 3], settings) == 0)
    #expect(try choose([4, 3], settings, shown: [0]) == 1)
    #expect(try choose([-2, -3], settings, shown: [0]) == 1)
    // Once per token, however often it was said.
    #expect(try choose([8, 3.9], settings, shown: [0, 0, 0]) == 0)
  }

  @Test func theFrequencyPenaltyCountsAndPresenceDoesNot() throws {
    let frequency = SamplerSettings(frequencyPenalty: 1)
    #expect(try choose([4, 2.5], frequency, shown: [0]) == 0)
    #expect(try choose([4, 2.5], frequency, shown: [0, 0]) == 1)
    let presence = SamplerSettings(presencePenalty: 1)
    #expect(try choose([4, 2.5], presence, shown: [0, 0, 0]) == 0)
    #expect(try choose([4, 3.5], presence, shown: [0]) == 1)
  }

  @Test func onlyTheLastTokensAreRecent() throws {
    let settings = SamplerSettings(presencePenalty: 5, penaltyWindow: 2)
    #expect(try choose([4, 3, 0, 0], settings, shown: [0, 2]) == 1)
    #expect(try choose([4, 3, 0, 0], settings, shown: [0, 2, 3]) == 0)
    let none = SamplerSettings(presencePenalty: 5, penaltyWindow: 0)
    #expect(try choose([4, 3], none, shown: [0]) == 0)
  }

  @Test func aBiasComesBeforeThePenalties() throws {
    // (1 + 3) / 2 = 2 is more than 1.9; 1 / 2 + 3 would be too, but (1 + 1) / 2 = 1 is not.
    let settings = SamplerSettings(repeatPenalty: 2, logitBias: [0: 1])
    #expect(try choose([1, 1.4], settings, shown: [0]) == 1)
    let forbidden = SamplerSettings(logitBias: [1: -.infinity, 500: 3])
    #expect(try choose([1, 9, 2], forbidden) == 2)
  }

  @Test func onlyAllowedTokensAreChosen() throws {
    let allowed = TokenSet([0, 2], capacity: 4)
    #expect(try choose([1, 9, 2, 9], allowed: allowed) == 2)
    #expect(throws: TransformerError.noCandidate) {
      try choose([1, 2], allowed: TokenSet(capacity: 2))
    }
    // What is not allowed need not even be a number.
    #expect(try choose([1, .nan, 2, 9], allowed: allowed) == 2)
  }

  @Test func aSeedIsASequence() throws {
    func ids(_ seed: UInt64) throws -> [Int32] {
      var sampler = try Sampler(SamplerSettings(temperature: 1, seed: seed))
      return try (0..<20).map { _ in
        var logits = [Float](repeating: 0, count: 1_000)
        return try logits.withUnsafeMutableBufferPointer { try sampler.choose(from: $0) }
      }
    }
    #expect(try ids(7) == ids(7))
    #expect(try ids(7) != ids(8))
    // From another implementation of xoshiro256**. A seed must mean the same in every version.
    #expect(try ids(7).prefix(5) == [700, 278, 839, 981, 990])
  }

  @Test("a list of rows chooses as a mask does", arguments: [0, 0.8] as [Float], 0..<20)
  func aListOfRowsChoosesAsAMaskDoes(temperature: Float, seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let logits = (0..<100).map { _ in Float.random(in: -3...3, using: &random) }
    let ids = (0..<100).map(Int32.init).filter { _ in Bool.random(using: &random) }
    let settings = SamplerSettings(
      temperature: temperature, topK: 20, topP: 0.9, minP: 0.05, repeatPenalty: 1.3,
      frequencyPenalty: 0.2, logitBias: [3: 1, 50: -1], seed: UInt64(seed))
    var sampler = try Sampler(settings)
    var other = try Sampler(settings)
    for _ in 0..<10 {
      var all = logits
      let masked = try all.withUnsafeMutableBufferPointer {
        try sampler.choose(from: $0, allowed: TokenSet(ids, capacity: 100))
      }
      var some = ids.map { logits[Int($0)] }
      let listed = try some.withUnsafeMutableBufferPointer { try other.choose(from: $0, of: ids) }
      #expect(masked == listed)
      sampler.show(masked)
      other.show(listed)
    }
  }

  @Test("settings that make no sense are refused with their name")
  func settingsThatMakeNoSenseAreRefused() {
    let wrong: [(SamplerSettings, String)] = [
      (SamplerSettings(temperature: -1), "temperature"),
      (SamplerSettings(temperature: .nan), "temperature"),
      (SamplerSettings(topK: -1), "top-k"), (SamplerSettings(topP: 0), "top-p"),
      (SamplerSettings(topP: 1.1), "top-p"), (SamplerSettings(minP: 2), "min-p"),
      (SamplerSettings(repeatPenalty: 0), "repeat penalty"),
      (SamplerSettings(frequencyPenalty: .infinity), "frequency penalty"),
      (SamplerSettings(presencePenalty: .nan), "presence penalty"),
      (SamplerSettings(penaltyWindow: -1), "penalty window"),
      (SamplerSettings(logitBias: [3: .nan]), "logit bias of token 3"),
    ]
    for (settings, name) in wrong {
      let error = #expect(throws: TransformerError.self) { _ = try Sampler(settings) }
      #expect(error?.description.hasPrefix(name) == true)
    }
  }
}

@Suite struct TokenSetTests {
  @Test func membersAreWhatWasPutIn() {
    var set = TokenSet([3, 64, 3, 127, -1, 128], capacity: 128)
    #expect(set.count == 3)
    #expect((0..<128).map(Int32.init).filter(set.contains) == [3, 64, 127])
    #expect(!set.contains(-1) && !set.contains(128))
    set.remove(64)
    set.remove(65)
    var ids: [Int32] = []
    set.append(to: &ids)
    #expect(ids == [3, 127])
    set.removeAll()
    #expect(set.count == 0 && set == TokenSet(capacity: 128))
  }
}
