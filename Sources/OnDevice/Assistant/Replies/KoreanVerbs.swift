import Korean

/// Verbs that people ask one another for in chats, with the forms that an answer needs.
///
/// An answer repeats the verb of the question with another ending (갈래? 가자, 보내줘 보내줄게), and turns
/// it where speaker and hearer change places (와 갈게). Only verbs of this table and verbs in 하다 are
/// repeated: a guess at an unknown stem would give words that nobody says.
struct KoreanVerb: Hashable, Sendable {
  /// Without 다.
  let stem: String
  /// With 아 or 어: 가, 먹어, 보내, 해.
  let joined: String
  /// The verb that the hearer uses for the same movement.
  let turned: String?

  /// 걷다 and 듣다 change before a vowel, and so do 돕다 and 굽다.
  private var joining: Stem {
    switch stem {
    case "걷", "듣", "묻": Stem(stem, .d)
    case "돕", "굽", "눕": Stem(stem, .b)
    default: Stem(stem)
    }
  }

  /// 갈, 먹을, 만들, 도울.
  var future: String { joining.soft("ㄹ") }
  /// 갑, 먹읍: before 시다.
  var formalTogether: String { joining.soft("ㅂ") }
  /// 가시, 먹으시, 만드시.
  var honorific: String { joining.honored.text }
  /// 가세요, 먹으세요.
  var asking: String { String(honorific.dropLast()) + "세" }
  var together: String { stem + "자" }
}

enum KoreanVerbs {
  /// The longest first, so that 가져오다 is not taken for 오다.
  static let all: [KoreanVerb] = table.split(separator: "\n").flatMap { line in
    line.split(separator: " ").compactMap { entry -> KoreanVerb? in
      let parts = entry.split(separator: "/").map(String.init)
      guard parts.count >= 2 else { return nil }
      return KoreanVerb(
        stem: parts[0], joined: parts[1], turned: parts.count > 2 ? parts[2] : nil)
    }
  }.sorted { ($0.stem.count, $1.stem) > ($1.stem.count, $0.stem) }

  static func withStem(_ stem: String) -> KoreanVerb? { all.first { $0.stem == stem } }

  /// The verb whose form ends the word, by a form of the verb, and what stands before it.
  static func match(
    _ word: String, _ form: (KoreanVerb) -> String
  ) -> (before: String, verb: KoreanVerb)? {
    for verb in all {
      let text = form(verb)
      guard word.hasSuffix(text) else { continue }
      let before = String(word.dropLast(text.count))
      // A verb of one syllable inside a longer word is another word (나와 is not 와), 하다 is not.
      guard before.isEmpty || verb.stem == "하" else { continue }
      return (before, verb)
    }
    return nil
  }

  /// stem/joined/turned.
  private static let table = """
    하/해 가/가/오 오/와/가 보/봐 먹/먹어 사/사 사오/사와/사가 사가/사가/사오 자/자 타/타 나가/나가/나오
    나오/나와/나가 들어오/들어와/들어가 들어가/들어가/들어오 올라오/올라와/올라가 내려오/내려와/내려가
    가져오/가져와/가져가 가져가/가져가/가져오 챙겨오/챙겨와/챙겨가 챙겨가/챙겨가/챙겨오 데려오/데려와/데려가
    받아오/받아와/받아가 싸오/싸와/싸가 놀러오/놀러와/놀러가 놀러가/놀러가/놀러오 걸어오/걸어와/걸어가
    만나/만나 보내/보내 내/내 빼/빼 끝내/끝내 쓰/써 끄/꺼 모으/모아 고르/골라 부르/불러 누르/눌러
    자르/잘라 들르/들러 따르/따라 시키/시켜 챙기/챙겨 알리/알려 올리/올려 내리/내려 돌리/돌려 기다리/기다려
    빌리/빌려 맡기/맡겨 옮기/옮겨 남기/남겨 숨기/숨겨 고치/고쳐 마시/마셔 던지/던져 지키/지켜 버리/버려 그리/그려
    데리러가/데리러가/데리러오 데리러오/데리러와/데리러가 치/쳐 모이/모여 줄이/줄여 붙이/붙여 들이/들여 보이/보여
    맞추/맞춰 미루/미뤄 나누/나눠 바꾸/바꿔 꾸/꿔 주/줘 두/둬 배우/배워 치우/치워 채우/채워 키우/키워 피우/피워
    찍/찍어 적/적어 읽/읽어 찾/찾아 받/받아 잡/잡아 앉/앉아 씻/씻어 입/입어 넣/넣어 놓/놓아 닫/닫아 막/막아 믿/믿어
    신/신어 안/안아 뽑/뽑아 섞/섞어 걷/걸어 듣/들어 놀/놀아 만들/만들어 열/열어 팔/팔아 풀/풀어 걸/걸어 들/들어
    쉬/쉬어 뛰/뛰어 외우/외워 세우/세워 태우/태워 깨우/깨워 물어보/물어봐 알아보/알아봐 찾아보/찾아봐 해보/해봐
    생각해보/생각해봐 가보/가봐 먹어보/먹어봐 써보/써봐 봐주/봐줘 도와주/도와줘 돕/도와 뒤집/뒤집어 정하/정해
    갈아타/갈아타 켜/켜 켜두/켜둬 넣어두/넣어둬 적어두/적어둬 잡아두/잡아둬 데우/데워 굽/구워 눕/누워 가지/가져
    갖다주/갖다줘 사다주/사다줘 태워주/태워줘 골라주/골라줘 끊/끊어 벗/벗어 잠그/잠가 담그/담가
    """
}
