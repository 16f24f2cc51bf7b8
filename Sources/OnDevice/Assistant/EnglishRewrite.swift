/// Rewrites English messages by rules: contractions, openers, capitals, common misspellings.
struct EnglishRewrite: Sendable {
  let style: RewriteStyle

  func rewritten(_ message: String) -> String? {
    switch style {
    case .proofread: return EnglishWords(message).corrected()
    case .respectful, .polite: return polite(message)
    case .formal: return formal(message)
    case .casual: return casual(message)
    case .friendly: return friendly(message)
    case .emoji: return EmojiWords.added(to: message, language: .english)
    case .shorter: return shorter(message)
    case .longer: return nil
    }
  }

  private func polite(_ message: String) -> String {
    let sentences = Sentences.split(EnglishWords(message).corrected()).map { sentence in
      var text = EnglishWords.capitalised(sentence)
      let words = text.split(separator: " ").map(String.init)
      guard let first = words.first?.lowercased() else { return text }
      if Self.orders.contains(first), !text.hasSuffix("?") {
        while let last = text.last, ".!".contains(last) { text.removeLast() }
        return "Could you please " + first + text.dropFirst(first.count) + "?"
      }
      for (plain, courteous) in Self.openers where text.hasPrefix(plain) {
        return courteous + text.dropFirst(plain.count)
      }
      return text
    }
    return sentences.joined(separator: " ")
  }

  private func formal(_ message: String) -> String {
    let words = EnglishWords(message).corrected()
    let sentences = Sentences.split(EnglishWords(words).expanded()).map { sentence in
      var text = sentence
      for (slang, word) in Self.registers {
        text = EnglishWords.replaced(slang, with: word, in: text)
      }
      text.removeAll {
        !$0.isASCII && $0.unicodeScalars.allSatisfy { $0.properties.isEmojiPresentation }
      }
      text = EnglishWords.capitalised(text.trimmingWhitespace())
      while text.hasSuffix("!") || text.hasSuffix("??") { text.removeLast() }
      if let last = text.last, !".?".contains(last) { text += "." }
      return text
    }
    return sentences.joined(separator: " ")
  }

  private func casual(_ message: String) -> String {
    var text = EnglishWords(message).contracted()
    for (word, slang) in [
      ("Could you please ", "Can you "), ("Would you please ", "Can you "),
      ("I would like to ", "I wanna "),
      ("Hello, ", "Hey, "), ("Dear ", "Hey "), ("Thank you very much", "Thanks a lot"),
      ("Thank you", "Thanks"),
      ("I apologize", "Sorry"), ("Best regards", "Cheers"),
    ] {
      text = text.replacing(word, with: slang)
    }
    return text
  }

  private func friendly(_ message: String) -> String {
    var text = casual(message)
    for opener in ["Please be advised that ", "Please note that ", "This is to inform you that "]
    where text.hasPrefix(opener) {
      text = "Hey, just so you know, " + text.dropFirst(opener.count)
    }
    if !text.lowercased().hasPrefix("he") && !text.lowercased().hasPrefix("hi") {
      text = "Hey! " + text
    }
    if text.hasSuffix(".") { text = text.dropLast() + "!" }
    return text
  }

  private func shorter(_ message: String) -> String? {
    var text = EnglishWords(message).contracted()
    for phrase in Self.padding { text = EnglishWords.replaced(phrase, with: "", in: text) }
    text = text.split(separator: " ").joined(separator: " ").trimmingWhitespace()
    text = EnglishWords.capitalised(text)
    return text.count < message.count && !text.isEmpty ? text : nil
  }

  private static let orders: Set<String> = [
    "send", "come", "bring", "call", "tell", "give", "let", "help", "check", "pick", "make", "wait",
    "move", "turn",
    "close", "open", "stop", "keep", "reply", "answer", "confirm", "share", "forward", "fix", "get",
    "pay", "text",
  ]
  private static let openers = [
    ("Can you please", "Could you please"), ("Can you", "Could you please"),
    ("Will you", "Would you please"),
    ("I want to", "I would like to"), ("I want", "I would like"), ("I need", "I would need"),
    ("Hey", "Hello"),
    ("Gimme", "Could you give me"),
  ]
  private static let registers = [
    ("hey", "hello"), ("hi", "hello"), ("yeah", "yes"), ("yep", "yes"), ("nope", "no"),
    ("ok", "all right"),
    ("okay", "all right"), ("gonna", "going to"), ("wanna", "want to"), ("gotta", "have to"),
    ("kinda", "somewhat"),
    ("thanks", "thank you"), ("thx", "thank you"), ("asap", "as soon as possible"),
    ("btw", "by the way"), ("lol", ""),
    ("pls", "please"), ("cuz", "because"), ("guys", "everyone"),
  ]
  private static let padding = [
    "i just wanted to let you know that", "i just wanted to say that", "i just wanted to say",
    "i wanted to let you know that", "just wanted to say",
    "i was just wondering if", "to be honest", "by the way", "as a matter of fact", "basically",
    "actually", "literally",
    "really", "just", "honestly", "kind of", "sort of", "i think that", "in my opinion", "you know",
    "very", "at this point in time",
  ]
}
