/// What a reply does; the raw value is what `--json` prints.
public enum ReplyIntent: String, Sendable, Hashable, CaseIterable {
  case accept, decline, ask, later, thank, apologize, acknowledge, cheer, comfort, react, greet
}

/// How one speaks to the other.
public enum SpeechLevel: String, Sendable, Hashable {
  /// 반말, or plain English.
  case casual
  /// 해요체 and 합니다체, or polite English.
  case polite

  /// The level of the messages that somebody wrote.
  ///
  /// Korean shows it at the end of a sentence: 요, 니다, 세요, 죠 and 까요 are polite. A third of
  /// the sentences is enough, since people who speak politely also send fragments.
  package static func detect(
    in texts: some Sequence<String>, language: Language
  ) -> SpeechLevel {
    guard language == .korean else { return english(texts) }
    var polite = 0
    var counted = 0
    for text in texts {
      for sentence in Sentences.split(text) {
        let letters = sentence.filter { $0.isLetter && !"ㅋㅎㅠㅜ".contains($0) }
        guard letters.count >= 2 else { continue }
        counted += 1
        let endings = ["요", "니다", "니까", "죠", "십쇼", "시오", "염", "여"]
        if endings.contains(where: letters.hasSuffix) { polite += 1 }
      }
    }
    return counted > 0 && polite * 3 >= counted ? .polite : .casual
  }

  /// English shows it in could, would, thank you and please, in sentences that begin with capitals.
  private static func english(_ texts: some Sequence<String>) -> SpeechLevel {
    let marks = [
      "could you", "would you", "thank you", "please", "i would", "may i", "kindly", "i am ",
    ]
    var polite = 0
    var counted = 0
    for text in texts {
      counted += 1
      let lower = text.lowercased()
      if marks.contains(where: lower.contains), text.first?.isUppercase ?? false { polite += 1 }
    }
    return polite * 3 >= counted && polite > 0 ? .polite : .casual
  }
}
