/// Chooses the messages that a summary quotes: what the model points at, weighed with plain features
/// of the messages and with how likely a summary keeps their values, within a budget, without repeats.
///
/// `scripts/train/quotes.py` is the reference; its cases are replayed by a test.
package struct QuoteSelection: Sendable {
  /// The chosen lines, ascending, the score of every line, and what is said of those that are told
  /// in part.
  package struct Choice: Sendable, Hashable {
    package var indexes: [Int]
    /// Lines beyond a summary's budget, ascending, for those who want more key points than it has.
    package var further: [Int] = []
    package var scores: [Double]
    package var words: [Int: String]
    /// Lines that are told only beside later ones, which overtake them.
    var overtaken: [Int: [Int]] = [:]
    /// The values of the chosen lines, each with the chance that a summary keeps it.
    var values: [Int: [String: Double]] = [:]

    package init(indexes: [Int], scores: [Double], words: [Int: String] = [:]) {
      self.indexes = indexes
      self.scores = scores
      self.words = words
    }
  }

  /// The constants; `nil` are those fitted for the chat's language.
  let rule: QuoteRule?

  package init(rule: QuoteRule? = nil) { self.rule = rule }

  /// Chooses among `lines`; `points` is the model's logit of keep less that of skip for each, `least`
  /// how many are wanted as key points, where there are so many.
  package func choose(_ lines: [ChatLine], points: [Float], least: Int = 0) -> Choice {
    guard !lines.isEmpty else { return Choice(indexes: [], scores: []) }
    let rule = rule ?? (Self.isKorean(lines) ? QuoteRule.fitted : QuoteRule.english)
    let texts = lines.map { QuoteText.trimmed($0.text, rule: rule) }
    let units = texts.map(TextUnits.list)
    let pairs = units.map(TextUnits.pairs)
    let scores = score(lines, units, points, rule.weights)
    let whole = units.reduce(0) { $0 + $1.count }
    let budget = min(rule.budgetBase + rule.budgetShare * Double(whole), rule.budgetMost)

    let chances = ValueChances(
      senders: lines.map(\.sender), texts: texts, said: lines.map(\.text)
    ).keyed
    let messages = OvertakenMessages.find(
      senders: lines.map(\.sender), texts: texts, said: lines.map(\.text))
    let overtaken = messages.changes
    var rest = lines.indices.filter { QuoteText.isQuotable(lines[$0].text, rule: rule) }
    if rest.isEmpty { rest = [lines.count - 1] }
    // When in doubt leave it out: a long chat has enough else to tell.
    let safe = rest.filter { !messages.risky.contains($0) }
    if !safe.isEmpty { rest = safe }
    var chosen: [Int] = []
    var used = 0
    var seen: Set<String> = []
    var told: Set<String> = []
    // Key points beyond the budget: no more than one for every five messages.
    let least = min(least, lines.count / 5)
    var further: [Int] = []
    // What is too long for the rest of the budget is for the points again.
    var tooLong: [Int] = []
    var isFurther = false
    while true {
      if !isFurther, rest.isEmpty || Double(used) >= budget {
        isFurther = true
        rest = (rest + tooLong).sorted()
      }
      if rest.isEmpty || isFurther && chosen.count + further.count >= least { break }
      func repeated(_ index: Int) -> Double {
        guard !pairs[index].isEmpty else { return 0 }
        return Double(pairs[index].intersection(seen).count) / Double(pairs[index].count)
      }
      /// What its values are worth: a new one its chance, one that is told already less than nothing.
      func worth(_ index: Int) -> Double {
        chances[index].reduce(0) { sum, chance in
          told.contains(chance.key)
            ? sum - rule.valueAgain : sum + (chance.chance - rule.valueEven)
        }
      }
      var place = 0
      var best = -Double.infinity
      for (at, index) in rest.enumerated() {
        let value =
          scores[index] - rule.repeatPenalty * repeated(index) + rule.value * worth(index)
        if value > best { (best, place) = (value, at) }
      }
      // What a later message overtakes is told only beside that one.
      while let next = overtaken[rest[place], default: []].lazy.compactMap(rest.firstIndex).first {
        place = next
      }
      let index = rest.remove(at: place)
      let isTold = overtaken[index, default: []].allSatisfy {
        chosen.contains($0) || further.contains($0)
      }
      if !isTold {
        if overtaken[index, default: []].contains(where: tooLong.contains) { tooLong.append(index) }
        continue
      }
      if repeated(index) > rule.repeatMost { continue }
      let overshoots =
        Double(used) + (1 - rule.overshoot) * Double(units[index].count) > budget
      if !isFurther && !chosen.isEmpty && overshoots {
        tooLong.append(index)
        continue
      }
      // What only says a value again (ㅇㅋ 8시 반) adds nothing.
      let keys = chances[index].map(\.key)
      if !keys.isEmpty, told.isSuperset(of: keys) { continue }
      if isFurther { further.append(index) } else { chosen.append(index) }
      used += units[index].count
      seen.formUnion(pairs[index])
      told.formUnion(keys)
    }
    chosen.sort()
    var choice = Choice(
      indexes: chosen, scores: scores,
      words: ToldWords.words(of: texts, chosen: chosen, chances: chances, rule: rule))
    choice.further = further.sorted()
    choice.overtaken = overtaken
    for index in chosen {
      choice.values[index] = Dictionary(
        chances[index].map { ($0.key, $0.chance) }, uniquingKeysWith: { $1 })
    }
    return choice
  }

  private static func isKorean(_ lines: [ChatLine]) -> Bool {
    lines.contains { line in
      line.text.unicodeScalars.contains { (0xAC00...0xD7A3).contains($0.value) }
    }
  }

  private func score(
    _ lines: [ChatLine], _ units: [[String]], _ points: [Float], _ weights: QuoteRule.Weights
  ) -> [Double] {
    let longest = Double(units.map(\.count).max() ?? 0)
    let last = lines.count - 1
    var messages: [String: Int] = [:]
    for line in lines { messages[line.sender, default: 0] += 1 }
    return lines.indices.map { index in
      let numbers = units[index].count(where: TextUnits.isNumber)
      var score = weights.points * Double(points[index])
      score += weights.length * Double(units[index].count) / (1 + longest)
      if index == 0 { score += weights.first }
      if index == last { score += weights.last }
      score += weights.position * Double(index) / Double(max(1, last))
      if numbers > 0 { score += weights.number }
      score += weights.numbers * Double(min(3, numbers))
      score += weights.share * Double(messages[lines[index].sender] ?? 0) / Double(lines.count)
      return score
    }
  }
}
