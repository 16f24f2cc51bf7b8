import Korean

/// What must agree with the word before it: 은 or 는, 이 or 가, 으로 or 로; is or are.
enum FittingParticle {
  private static let korean: [String: Particles.Particle] = [
    "은": .topic, "이": .subject, "을": .object, "과": .with, "이랑": .and, "으로": .to,
  ]
  /// Endings whose 이 falls away after a vowel.
  private static let copulas: Set<String> = ["이면", "이라니", "이야", "이세요"]

  /// The form of a particle, named by its form after a consonant, behind the text.
  static func form(_ particle: String, after text: String) -> String {
    if let particle = korean[particle] { return Particles.form(particle, after: text) }
    if copulas.contains(particle) {
      guard Particles.endsOpen(text) else { return particle }
      return particle == "이야" ? "야" : String(particle.dropFirst())
    }
    if particle == "에" {
      // 오늘, 내일 and 모레 are adverbs already.
      return ["오늘", "내일", "모레", "낼", "글피"].contains(where: text.hasSuffix) ? "" : particle
    }
    return verb(particle, after: text)
  }

  /// " is" after the invoice, " are" after the keys.
  private static func verb(_ verb: String, after text: String) -> String {
    let last = text.split(separator: " ").last?.lowercased() ?? ""
    let isPlural = last.hasSuffix("s") && !last.hasSuffix("ss") && last != "bus"
    guard isPlural else { return " " + verb }
    switch verb {
    case "is": return " are"
    case "was": return " were"
    default: return " " + (verb.hasSuffix("s") ? String(verb.dropLast()) : verb)
    }
  }
}
