/// English verbs that chats tell deeds with, by their form and their past.
enum EnglishDeeds {
  /// The past of a verb's plain form: booked of book.
  static func past(of verb: String) -> String? { pasts[verb] }
  /// Whether the word is the past of a verb and no noun: booked, found.
  static func isPast(_ word: String) -> Bool { forms.contains(word) }
  static func isPlain(_ word: String) -> Bool { pasts[word] != nil }

  /// She needs, he goes, it tries.
  static func third(of verb: String) -> String {
    if verb == "have" { return "has" }
    if verb.hasSuffix("y"), let before = verb.dropLast().last, !"aeiou".contains(before) {
      return verb.dropLast() + "ies"
    }
    let hisses = ["s", "x", "z", "ch", "sh", "o"].contains(where: verb.hasSuffix)
    return verb + (hisses ? "es" : "s")
  }

  private static let pasts: [String: String] = {
    var pasts: [String: String] = [:]
    for pair in table.split(whereSeparator: \.isWhitespace) {
      let parts = pair.split(separator: "/").map(String.init)
      guard let verb = parts.first else { continue }
      pasts[verb] = parts.count > 1 ? parts[1] : verb + (verb.hasSuffix("e") ? "d" : "ed")
    }
    return pasts
  }()
  private static let forms = Set(pasts.values)

  private static let table = """
    book order send/sent buy/bought find/found make/made call ask check move leave/left pay/paid fix clean cook finish sign post
    see/saw tell/told take/took bring/brought pick drop/dropped change add write/wrote hear/heard meet/met miss lose/lost
    break/broke forget/forgot spill email text message ring/rang phone cancel/cancelled return collect print pack wash feed/fed
    lock open close start try/tried use save share upload download restart reset/reset charge rent borrow lend/lent sell/sold
    hide/hid keep/kept give/gave get/got go/went come/came eat/ate drink/drank sleep/slept wake/woke drive/drove walk run/ran
    win/won pass fail join invite agree decide plan/planned test measure cut/cut paint build/built burn/burnt bake sort wrap/wrapped
    water plant turn switch plug/plugged install replace repair deliver arrange confirm reply answer speak/spoke talk
    mention explain show/showed teach/taught learn/learnt practise practice rehearse record film watch visit stay arrive park
    pull push lift carry/carried throw/threw put/put read/read draft prepare reserve renew register apply/applied submit/submitted
    """
}
