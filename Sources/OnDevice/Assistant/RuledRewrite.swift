import Korean

/// Rewrites by rules over a message's own words; `nil` where the rules change nothing that was asked.
package struct RuledRewrite: Sendable {
  let language: Language
  let style: RewriteStyle

  package init(language: Language, style: RewriteStyle) {
    self.language = language
    self.style = style
  }

  package func rewritten(_ message: String) -> String? {
    switch language {
    case .korean: korean(message)
    case .english: EnglishRewrite(style: style).rewritten(message)
    }
  }

  private func korean(_ message: String) -> String? {
    switch style {
    case .respectful, .polite: return Korean.rewrite(message, to: .polite)
    case .casual: return Korean.rewrite(message, to: .casual)
    case .formal:
      return Korean.rewrite(
        KoreanFillers.dropped(message, laughs: true), to: .formal, isGentle: true)
    case .friendly: return friendly(message)
    case .proofread: return Spelling.corrected(message)
    case .emoji: return EmojiWords.added(to: message, language: .korean)
    case .shorter:
      let short = KoreanFillers.dropped(message, laughs: true)
      return short.count < message.count && !short.isEmpty ? short : nil
    case .longer: return nil
    }
  }

  /// 합니다체 becomes 해요체, and a full stop at a sentence's end a wave.
  private func friendly(_ message: String) -> String {
    var text = Korean.rewrite(message, to: .polite, isStrict: true)
    if let level = Korean.level(of: message), !level.isPolite { text = message }
    let sentences = KoreanSentence.split(text).map { sentence in
      var sentence = sentence
      if let last = sentence.last {
        sentence.words[last].tail = sentence.words[last].tail.replacing(".", with: "~")
        if sentence.words[last].tail.isEmpty, sentence.predicate != nil {
          sentence.words[last].tail = "~"
        }
      }
      return sentence.text
    }
    return sentences.joined()
  }
}

/// Words that a Korean message can lose without losing what it says.
enum KoreanFillers {
  static func dropped(_ message: String, laughs: Bool) -> String {
    let sentences = KoreanSentence.split(message).map { sentence in
      var words = sentence.words
      for (index, word) in words.enumerated() {
        if fillers.contains(word.core), word.tail.allSatisfy({ ",.~".contains($0) }),
          index + 1 < words.count, words.count > 1
        {
          words[index].core = ""
          words[index].tail = ""
          words[index].gap = ""
        }
        if laughs {
          words[index].tail.removeAll { "ㅋㅎㅠㅜ^;~".contains($0) }
          if words[index].core.isEmpty, words[index].tail.isEmpty { words[index].gap = "" }
        }
      }
      return KoreanSentence(words: words).text
    }
    var text = sentences.joined()
    for phrase in phrases { text = text.replacing(phrase, with: "") }
    return text.trimmingWhitespace()
  }

  private static let fillers: Set<String> = [
    "음", "어음", "저기", "그냥", "솔직히", "사실", "사실은", "아무래도", "뭔가", "막", "약간", "아니", "근데", "일단", "진짜",
    "정말", "되게",
    "있잖아", "혹시", "그", "뭐랄까", "아", "와", "헐", "야", "저기요", "말이야", "은근히", "굳이", "좀", "조금",
  ]
  private static let phrases = [
    "음 내가 생각을 좀 해봤는데 말이야 ", "내가 생각을 좀 해봤는데 말이야 ", "다름이 아니라 ", "내가 생각을 좀 해봤는데 ", "내가 생각을 해봤는데 ",
    "생각을 좀 해봤는데 ", "솔직히 말하면 ", "솔직히 말해서 ", "혹시 괜찮으면 ",
    "혹시 괜찮으시면 ",
    "안녕하세요 ", "안녕하세요. ",
  ]
}
