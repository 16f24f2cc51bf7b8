/// A predicate's stem and how it joins endings; each door joins one kind of ending and never fails.
///
/// The three kinds (Korean orthography, chapter 4): endings that join as they are (고, 지, 네), endings
/// with 으 after a consonant (으면, 을게, 으세요), and those of 아/어 (어, 었, 어서).
package struct Stem: Hashable, Sendable {
  /// How the stem changes.
  package enum Change: Sendable, Hashable {
    case regular
    /// 춥다, 추워.
    case b
    /// 듣다, 들어.
    case d
    /// 낫다, 나아.
    case s
    /// 어떻다, 어때.
    case h
    /// 모르다, 몰라.
    case reu
    /// 이르다, 이르러.
    case reo
    /// 하다, 해.
    case ha
    /// A stem that tense was added to (먹었, 하겠): always 어.
    case tense
  }

  /// What the predicate is, where endings differ by it (간다, 좋다, 있다, 이다).
  package enum Kind: Sendable, Hashable {
    case verb, adjective, existence, copula
  }

  package var letters: [UInt32]
  package var change: Change
  package var kind: Kind

  package init(_ text: String, _ change: Change = .regular, _ kind: Kind = .verb) {
    letters = Hangul.letters(text)
    self.change = change
    self.kind = kind
  }

  package var text: String { Hangul.text(letters) }
  var isClosed: Bool { Hangul.isFinal(letters.last) }
  var endsInL: Bool { letters.last == Letter.finalL }

  /// The stem with 고, 지, 네, 는데 …; ㄹ falls before ㄴ, ㅅ and ㅂ.
  package func direct(_ ending: String) -> String {
    let ending = Hangul.ending(ending)
    return Hangul.text((drops(before: ending) ? Array(letters.dropLast()) : letters) + ending)
  }

  /// The stem with an ending that takes 으 after a consonant, given without it: 면, ㄹ게, 세요, ㄴ데.
  package func soft(_ ending: String) -> String { Hangul.text(softened(Hangul.ending(ending))) }

  /// The form in 아/어: 먹어, 가, 봐, 해, 추워.
  package var infinitive: String { Hangul.text(infinitiveLetters) }

  /// 습니다 or ㅂ니다, 습니까 or ㅂ니까; `tail` is 니다 or 니까.
  package func formal(_ tail: String) -> String {
    isClosed && !endsInL ? direct("습" + tail) : direct("ㅂ" + tail)
  }

  /// The plain declarative: 간다, 먹는다, 좋다, 있다, 이다.
  package var plain: String {
    guard kind == .verb, change != .tense else { return direct("다") }
    return isClosed && !endsInL ? direct("는다") : direct("ㄴ다")
  }

  /// The form before a noun or 데, 지, 가: 가는, 먹는, 좋은, 있는, 했는.
  package var modifier: String {
    kind == .verb || kind == .existence || change == .tense ? direct("는") : soft("ㄴ")
  }

  /// 하 → 하시.
  package var honored: Stem {
    Stem(letters: softened(Hangul.letters("시")), change: .regular, kind: kind)
  }

  /// 먹 → 먹었.
  package var past: Stem {
    Stem(letters: infinitiveLetters + [Letter.finalSS], change: .tense, kind: kind)
  }

  /// 먹 → 먹겠.
  package var prospective: Stem {
    Stem(letters: Hangul.letters(direct("겠")), change: .tense, kind: kind)
  }

  init(letters: [UInt32], change: Change, kind: Kind) {
    self.letters = letters
    self.change = change
    self.kind = kind
  }

  private func drops(before ending: [UInt32]) -> Bool {
    guard endsInL, let head = ending.first else { return false }
    // Initial ㄴ and ㅅ; final ㄴ, ㄹ, ㅂ.
    return [0x1102, 0x1109, Letter.finalN, Letter.finalL, Letter.finalB].contains(head)
  }

  private func softened(_ ending: [UInt32]) -> [UInt32] {
    let body = Array(letters.dropLast())
    let eu = [Letter.silent, Letter.eu]
    switch change {
    case .b: return body + [Letter.silent, Letter.u] + ending
    case .d: return body + [Letter.finalL] + eu + ending
    case .s: return body + eu + ending
    case .h: return body + ending
    default:
      if endsInL { return (drops(before: ending) ? body : letters) + ending }
      return letters + (isClosed ? eu : []) + ending
    }
  }

  private var infinitiveLetters: [UInt32] {
    let body = Array(letters.dropLast())
    switch change {
    case .ha: return body + [Letter.ae]
    case .tense: return letters + [Letter.silent, Letter.eo]
    case .b:
      let isBright = text == "돕" || text == "곱"
      return body + [Letter.silent, isBright ? Letter.wa : Letter.wo]
    case .d: return body + [Letter.finalL, Letter.silent, isBright(body) ? Letter.a : Letter.eo]
    case .s: return body + [Letter.silent, isBright(body) ? Letter.a : Letter.eo]
    case .h:
      let vowel = body.last == Letter.ya ? Letter.yae : Letter.ae
      return body.dropLast() + [vowel]
    case .reu:
      let front = Array(letters.dropLast(2))
      return front + [Letter.finalL, Letter.initialR, isBright(front) ? Letter.a : Letter.eo]
    case .reo: return letters + [Letter.initialR, Letter.eo]
    case .regular: break
    }
    guard let vowel = letters.last, !isClosed else {
      return letters + [Letter.silent, isBright(letters) ? Letter.a : Letter.eo]
    }
    switch vowel {
    case Letter.eu: return body + [isBright(Array(body.dropLast())) ? Letter.a : Letter.eo]
    case Letter.o: return body + [Letter.wa]
    case Letter.u: return body + [Letter.wo]
    case Letter.i: return body + [Letter.yeo]
    case Letter.oe: return body + [Letter.wae]
    case Letter.a, Letter.ae, Letter.eo, Letter.e, Letter.yeo: return letters
    default: return letters + [Letter.silent, Letter.eo]
    }
  }

  /// Whether the last vowel is ㅏ, ㅑ or ㅗ, after which 아 comes.
  private func isBright(_ letters: [UInt32]) -> Bool {
    guard let vowel = letters.last(where: Hangul.isVowel) else { return false }
    return [Letter.a, Letter.ya, Letter.o].contains(vowel)
  }
}
