extension Summary {
  /// The summary as plain text: headline, summary, and the points as bullets.
  ///
  /// With `bullets` the points stand alone under the headline, with `brief` they are left out.
  public func text(style: SummaryStyle) -> String {
    var parts = [headline]
    if style != .bullets || points.isEmpty {
      // Quotes of several people read better a line each; in one line (`--json`) a slash parts them.
      parts.append(mode == .quotes ? summary.replacing(" / ", with: "\n") : summary)
    }
    if style != .brief, !points.isEmpty {
      parts.append(
        points.map { point in
          let cited = point.messages.map(String.init).joined(separator: ", ")
          return cited.isEmpty ? "• \(point.text)" : "• \(point.text) [\(cited)]"
        }.joined(separator: "\n"))
    }
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }
}
