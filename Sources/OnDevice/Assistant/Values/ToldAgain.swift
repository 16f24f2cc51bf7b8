/// Clauses of a summary that only say a value again, or one that a written summary would not keep.
///
/// A value is told once: of clauses with the same values the longest stays, and one clause always does.
package enum ToldAgain {
  /// The places of the clauses to leave out; each is given with the chances of its message's values.
  ///
  /// A value that is less likely kept than `unlikely` counts as told.
  package static func clauses(
    _ clauses: [(chances: [String: Double], words: String)], unlikely: Double
  ) -> Set<Int> {
    let keys = clauses.map { Set(ChatValue.find(in: $0.words).map(\.key)) }
    let units = clauses.map { TextUnits.list($0.words).count }
    var left = Set(clauses.indices)
    for index in clauses.indices.sorted(by: { (units[$0], $0) < (units[$1], $1) }) {
      guard !keys[index].isEmpty, left.count > 1 else { continue }
      let others = left.subtracting([index]).reduce(into: Set<String>()) {
        $0.formUnion(keys[$1])
      }
      let isIdle = keys[index].allSatisfy {
        others.contains($0) || clauses[index].chances[$0] ?? 1 < unlikely
      }
      if isIdle { left.remove(index) }
    }
    return Set(clauses.indices).subtracting(left)
  }
}
