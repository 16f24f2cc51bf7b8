import Testing

import Korean

@Suite struct HangulTests {
  @Test func everySyllableIsItsLettersAndBack() {
    for value in UInt32(0xAC00)...0xD7A3 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let text = String(Character(scalar))
      #expect(Array(Hangul.text(Hangul.letters(text)).unicodeScalars) == [scalar])
    }
  }

  @Test func aDecomposedTextIsComposed() {
    let decomposed = "\u{1112}\u{1161}\u{11AB}\u{1100}\u{1173}\u{11AF} 3시 abc"
    #expect(Array(Hangul.composed(decomposed).unicodeScalars) == Array("한글 3시 abc".unicodeScalars))
  }

  @Test(arguments: [
    ("하", "ㄹ게", "할게"), ("먹", "ㄹ게", "먹을게"), ("살", "ㄹ게", "살게"), ("만들", "세요", "만드세요"),
    ("만들", "면", "만들면"),
  ])
  func anEndingJoinsAStem(stem: String, ending: String, word: String) {
    #expect(Stem(stem).soft(ending) == word)
  }

  @Test(arguments: [
    (Stem("춥", .b, .adjective), "추워", "추우면", "춥습니다"), (Stem("듣", .d), "들어", "들으면", "듣습니다"),
    (Stem("낫", .s), "나아", "나으면", "낫습니다"), (Stem("어떻", .h, .adjective), "어때", "어떠면", "어떻습니다"),
    (Stem("모르", .reu), "몰라", "모르면", "모릅니다"), (Stem("하", .ha), "해", "하면", "합니다"),
    (Stem("바쁘", .regular, .adjective), "바빠", "바쁘면", "바쁩니다"), (Stem("살"), "살아", "살면", "삽니다"),
    (Stem("되"), "돼", "되면", "됩니다"), (Stem("보내"), "보내", "보내면", "보냅니다"),
    (Stem("돕", .b), "도와", "도우면", "돕습니다"),
    (Stem("이르", .reo), "이르러", "이르면", "이릅니다"), (Stem("하얗", .h, .adjective), "하얘", "하야면", "하얗습니다"),
  ])
  func aStemChangesAsItsKindDoes(stem: Stem, infinitive: String, soft: String, formal: String) {
    #expect(stem.infinitive == infinitive)
    #expect(stem.soft("면") == soft)
    #expect(stem.formal("니다") == formal)
  }

  @Test(arguments: [
    ("민서", "는", "가", "를", "로"), ("지훈", "은", "이", "을", "으로"), ("서울", "은", "이", "을", "로"),
    ("7", "은", "이", "을", "로"),
    ("3", "은", "이", "을", "으로"), ("2", "는", "가", "를", "로"), ("1,000", "은", "이", "을", "으로"),
    ("1203호", "는", "가", "를", "로"),
    ("Jay", "는", "가", "를", "로"), ("Paul", "은", "이", "을", "로"), ("Jason", "은", "이", "을", "으로"),
    ("PM", "은", "이", "을", "으로"),
    ("민서🐶", "는", "가", "를", "로"), ("지훈(형)", "은", "이", "을", "으로"),
    ("\u{110C}\u{1175}\u{1112}\u{116E}\u{11AB}", "은", "이", "을", "으로"),
  ])
  func aParticleFitsTheWord(
    word: String, topic: String, subject: String, object: String, to: String
  ) {
    #expect(Particles.form(.topic, after: word) == topic)
    #expect(Particles.form(.subject, after: word) == subject)
    #expect(Particles.form(.object, after: word) == object)
    #expect(Particles.form(.to, after: word) == to)
  }
}
