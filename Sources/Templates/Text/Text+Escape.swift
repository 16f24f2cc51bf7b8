extension Text {
  /// Safe for HTML, as `markupsafe.escape` makes it; what is marked safe stays as it is.
  func escaped() -> Text {
    guard !isMarkup else { return self }
    var result = Text(units: [], isMarkup: true)
    result.units.reserveCapacity(count)
    for unit in units {
      switch unit & Self.mask {
      case "&": result.append("&amp;")
      case "<": result.append("&lt;")
      case ">": result.append("&gt;")
      case "'": result.append("&#39;")
      case "\"": result.append("&#34;")
      default: result.units.append(unit)
      }
    }
    return result
  }
}
