import Foundation
import OnDevice

/// The language that the program itself speaks in a talk: of the locale, the persona, then of what is
/// written.
struct TalkLanguage {
  private(set) var current: Language
  /// Whether something told; else both languages are used where it matters.
  private(set) var isKnown: Bool

  init(persona: Persona, environment: [String: String] = ProcessInfo.processInfo.environment) {
    let said = persona.instructions + (persona.greeting ?? "") + (persona.name ?? "")
    if let language = Self.language(ofLocale: environment) {
      (current, isKnown) = (language, true)
    } else {
      (current, isKnown) = (Language.detect(in: [said]), !said.isEmpty)
    }
  }

  /// Follows what somebody writes, where it has words.
  mutating func follow(_ text: String) {
    guard text.contains(where: \.isLetter) else { return }
    (current, isKnown) = (Language.detect(in: [text]), true)
  }

  /// The language of `ko_KR.UTF-8`; nil for C, POSIX and what is not spoken here.
  private static func language(ofLocale environment: [String: String]) -> Language? {
    let names = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }
    guard let name = names.first(where: { !$0.isEmpty }) else { return nil }
    return Language(rawValue: String(name.prefix { $0.isLetter }).lowercased())
  }
}
