extension Chat {
  /// What was read and what was not understood, as text for eyes.
  public func report() -> String {
    var lines = ["format: \(format)" + (variant.map { ", variant \($0)" } ?? "")]
    if let title { lines.append("title: \(title.oneLine)") }
    if let members { lines.append("members: \(members)") }
    if let savedAt { lines.append("saved: \(savedAt)") }
    lines.append("messages: \(messages.count)")
    let times = messages.compactMap(\.time)
    if let first = times.min(), let last = times.max() { lines.append("from \(first) to \(last)") }

    lines.append("kinds:")
    for kind in Message.Kind.allCases {
      let count = messages.count { $0.kind == kind }
      if count > 0 { lines.append("  \(kind.rawValue): \(count)") }
    }
    lines.append("participants:")
    for person in participants { lines.append("  \(person.name.oneLine): \(person.count)") }
    lines.append(warnings.isEmpty ? "warnings: none" : "warnings: \(warnings.count)")
    for warning in warnings { lines.append("  \(warning)") }
    return lines.joined(separator: "\n") + "\n"
  }
}
