/// Predicates whose direct form is a set phrase: 미안하다고, 고맙다고, 축하한다고, 부탁한다고.
enum SetClauses {
  static func sentence(_ clause: IndirectClause, _ manner: KoreanManner) -> String? {
    guard clause.mood == .statement else { return nil }
    let read = clause.predicate
    let word = read.prefix + read.stem.text
    for row in rows where row.stems.contains(where: { word == $0 || word.hasSuffix($0) }) {
      guard !read.isProspective || row.stems.contains("바라") else { continue }
      let front =
        row.stems.first { word.hasSuffix($0) }.map { String(word.dropLast($0.count)) } ?? ""
      guard front.isEmpty || row.takesPrefix else { continue }
      let forms = read.isPast ? row.past : row.now
      let text: String
      switch manner.level {
      case .casual, .plain: text = forms.0
      case .polite: text = forms.1
      case .formal: text = forms.2
      }
      return front + text
    }
    return nil
  }

  private struct Row {
    let stems: Set<String>
    let now: (String, String, String)
    let past: (String, String, String)
    var takesPrefix = false
  }

  private static let rows: [Row] = [
    Row(
      stems: ["고맙", "감사하", "감사드리"], now: ("고마워", "감사해요", "감사합니다"),
      past: ("고마웠어", "감사했어요", "감사했습니다")),
    Row(
      stems: ["미안하", "죄송하", "사과드리", "사과하"], now: ("미안해", "죄송해요", "죄송합니다"),
      past: ("미안했어", "죄송했어요", "죄송했습니다")),
    Row(
      stems: ["축하하", "축하드리"], now: ("축하해", "축하드려요", "축하드립니다"),
      past: ("축하했어", "축하드렸어요", "축하드렸습니다")),
    Row(
      stems: ["부탁하", "부탁드리"], now: ("부탁해", "부탁드려요", "부탁드립니다"),
      past: ("부탁했어", "부탁드렸어요", "부탁드렸습니다")),
    Row(
      stems: ["수고하"], now: ("수고해", "수고하세요", "수고하세요"),
      past: ("수고했어", "수고하셨어요", "수고하셨습니다")),
    Row(
      stems: ["고생하"], now: ("고생해", "고생 많으세요", "고생 많으십니다"),
      past: ("고생했어", "고생하셨어요", "고생하셨습니다")),
    Row(
      stems: ["고생많", "수고많"], now: ("고생 많아", "고생 많으세요", "고생 많으십니다"),
      past: ("고생 많았어", "고생 많으셨어요", "고생 많으셨습니다")),
    Row(stems: ["사랑하"], now: ("사랑해", "사랑해요", "사랑합니다"), past: ("사랑했어", "사랑했어요", "사랑했습니다")),
    Row(stems: ["바라"], now: ("바라", "바라요", "바랍니다"), past: ("바랐어", "바랐어요", "바랐습니다")),
    Row(stems: ["반갑"], now: ("반가워", "반가워요", "반갑습니다"), past: ("반가웠어", "반가웠어요", "반가웠습니다")),
  ]
}
