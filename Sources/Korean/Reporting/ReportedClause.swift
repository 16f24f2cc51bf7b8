/// One sentence of somebody as indirect speech: 7시로 바꾸자 → 7시로 바꾸자고 했다.
struct ReportedClause: Hashable, Sendable {
  enum Verb: Hashable, Sendable { case say, ask, decide }

  /// Everything up to the verb of saying: 7시로 바꾸자고, 몇 시인지, 예약하기로.
  var body: String
  var verb: Verb
  /// It ends in 다고 or 라고, so that 다며 can take its place before another clause.
  var isStatement = false
  /// A statement before another of the same person: 연기됐고.
  var conjunct: String?
  /// It says no more than yes, thanks or sorry.
  var isSlight = false

  /// The clause as the end of a sentence.
  func closed(_ ending: ReportEnding) -> String {
    switch (verb, ending) {
    case (.ask, .plain): body + " 물었다"
    case (.ask, .polite): body + " 물었어요"
    case (.ask, .nominal): body + " 물음"
    case (_, .plain): body + " 했다"
    case (_, .polite): body + " 했어요"
    case (_, .nominal): body + " 함"
    }
  }

  /// The clause before another of the same person; two statements share one 다고.
  func linked(before next: ReportedClause) -> String {
    if next.isStatement, let conjunct { return conjunct }
    switch verb {
    case .ask: return body + " 묻고"
    case .decide: return body + " 하고"
    case .say: return isStatement ? body.dropLast() + "며" : body + " 하고"
    }
  }
}

/// How the last verb of a reported sentence ends.
package enum ReportEnding: Hashable, Sendable {
  /// 했다.
  case plain
  /// 했어요.
  case polite
  /// 함.
  case nominal
}
