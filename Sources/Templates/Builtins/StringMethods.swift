/// The methods of Python's `str`.
struct StringMethods {
  let text: Text
  let interpreter: Interpreter

  init(_ text: Text, _ interpreter: Interpreter) {
    self.text = text
    self.interpreter = interpreter
  }

  func call(_ name: String, _ given: Arguments) throws(TemplateError) -> Value {
    try interpreter.budget.spend(text.count)
    var arguments = given
    if let result = try changed(name, &arguments) {
      try arguments.finish(name)
      return try interpreter.string(result)
    }
    if let parts = try parts(name, &arguments) {
      try arguments.finish(name)
      let items = parts.map { Value.string($0) }
      if name == "partition" || name == "rpartition" { return try .tuple(items) }
      return try interpreter.list(items)
    }
    if let test = test(name) {
      try arguments.finish(name)
      return .bool(test)
    }
    switch name {
    case "format":
      var format = BraceFormat(given, interpreter)
      return try interpreter.string(try format.formatted(text))
    case "format_map":
      guard case .dict(let dict) = try arguments.required("mapping", of: name) else {
        throw TemplateError(.type, "format_map() takes a mapping")
      }
      try arguments.finish(name)
      var named = Arguments()
      for (key, value) in zip(dict.keys, dict.values) {
        if let key = key.text { named.keywords.append((key.string, value)) }
      }
      var format = BraceFormat(named, interpreter)
      return try interpreter.string(try format.formatted(text))
    case "startswith", "endswith":
      let affixes = try affixes(try arguments.required("prefix", of: name), name)
      let (start, end) = try bounds(&arguments)
      try arguments.finish(name)
      return .bool(
        affixes.contains {
          guard start <= end else { return false }
          return name == "startswith"
            ? text.hasPrefix($0, from: start, to: end) : text.hasSuffix($0, from: start, to: end)
        })
    default: return try found(name, &arguments)
    }
  }

  // MARK: Another text

  private func changed(_ name: String, _ arguments: inout Arguments) throws(TemplateError) -> Text?
  {
    switch name {
    case "capitalize": return text.capitalized()
    case "casefold": return text.caseFolded()
    case "lower": return text.lowercased()
    case "upper": return text.uppercased()
    case "title": return text.titled()
    case "swapcase": return text.swappedCase()
    case "strip", "lstrip", "rstrip":
      let points = try optionalText("chars", &arguments)
      return text.stripped(points, left: name != "rstrip", right: name != "lstrip")
    case "replace":
      let old = try requiredText("old", name, &arguments)
      let new = try requiredText("new", name, &arguments)
      let limit = try arguments.integer("count", or: -1)
      return try Self.replacing(text, old, new, limit, interpreter)
    case "removeprefix":
      let prefix = try requiredText("prefix", name, &arguments)
      return text.hasPrefix(prefix) ? text.slice(prefix.count..<text.count) : text
    case "removesuffix":
      let suffix = try requiredText("suffix", name, &arguments)
      return text.hasSuffix(suffix) ? text.slice(0..<(text.count - suffix.count)) : text
    case "center", "ljust", "rjust":
      let width = try arguments.integer("width", or: 0)
      let fill = try arguments.text("fillchar", or: " ")
      guard fill.count == 1 else {
        throw TemplateError(.type, "The fill character must be exactly one character long")
      }
      return try padded(width, fill, name)
    case "zfill":
      let width = try arguments.integer("width", or: 0)
      try interpreter.budget.reserve(text: max(width, 0))
      let hasSign = !text.isEmpty && (text[0] == "-" || text[0] == "+")
      var result = text.slice(0..<(hasSign ? 1 : 0))
      result.units += Array(repeating: 0x30, count: max(0, width - text.count))
      result.append(text.slice((hasSign ? 1 : 0)..<text.count))
      return result
    case "expandtabs": return try expandedTabs(try arguments.integer("tabsize", or: 8))
    case "join":
      let items = try interpreter.items(of: try arguments.required("iterable", of: name))
      return try joined(items)
    default: return nil
    }
  }

  static func replacing(
    _ text: Text, _ old: Text, _ new: Text, _ limit: Int, _ interpreter: Interpreter
  ) throws(TemplateError) -> Text {
    let new = text.isMarkup ? new.escaped() : new
    let places = text.indexes(of: old, limit: limit)
    let (size, overflow) = places.count.multipliedReportingOverflow(by: new.count)
    guard !overflow else { throw TemplateError(.limit, "expected a shorter text") }
    try interpreter.budget.reserve(text: text.count + size)
    return text.replacing(places, of: old.count, with: new)
  }

  private func joined(_ items: [Value]) throws(TemplateError) -> Text {
    var result = Text(units: [], isMarkup: text.isMarkup)
    for (index, item) in items.enumerated() {
      guard let part = item.text else {
        throw TemplateError(
          .type, "sequence item \(index): expected str instance, \(item.typeName) found")
      }
      if index > 0 { result.append(text) }
      result.append(text.isMarkup ? part.escaped() : part)
      try interpreter.budget.reserve(text: 0)
      try interpreter.budget.spend(part.count + text.count)
      guard result.count <= interpreter.budget.limits.textLength else {
        throw TemplateError(.limit, "expected a shorter text")
      }
    }
    return result
  }

  private func padded(_ width: Int, _ fill: Text, _ name: String) throws(TemplateError) -> Text {
    guard width > text.count else { return text }
    try interpreter.budget.reserve(text: width)
    let missing = width - text.count
    // Python puts the odd place to the left when the width is odd.
    let left = name == "ljust" ? 0 : name == "rjust" ? missing : missing / 2 + (missing & width & 1)
    let filling = fill.units[0]
    return Text(
      units: Array(repeating: filling, count: left) + text.units
        + Array(repeating: filling, count: missing - left))
  }

  private func expandedTabs(_ size: Int) throws(TemplateError) -> Text {
    guard size <= 1_000 else { throw TemplateError(.limit, "expected tabs of at most 1000") }
    var result = Text(units: [])
    var column = 0
    for unit in text.units {
      switch unit & Text.mask {
      case "\t":
        guard size > 0 else { continue }
        let spaces = size - column % size
        result.units += Array(repeating: 0x20, count: spaces)
        column += spaces
        try interpreter.budget.spend(spaces)
      case "\n", "\r":
        result.units.append(unit)
        column = 0
      default:
        result.units.append(unit)
        column += 1
      }
    }
    return result
  }

  // MARK: Parts

  private func parts(_ name: String, _ arguments: inout Arguments) throws(TemplateError) -> [Text]?
  {
    switch name {
    case "split", "rsplit":
      let separator = try optionalText("sep", &arguments)
      let limit = try arguments.integer("maxsplit", or: -1)
      guard let separator else {
        return name == "split"
          ? text.splitAtSpaces(limit: limit) : text.splitAtSpacesFromRight(limit: limit)
      }
      guard !separator.isEmpty else { throw TemplateError(.type, "empty separator") }
      return name == "split"
        ? text.split(by: separator, limit: limit)
        : text.splitFromRight(by: separator, limit: limit)
    case "splitlines": return text.lines(keepingEnds: try arguments.bool("keepends", or: false))
    case "partition", "rpartition":
      let separator = try requiredText("sep", name, &arguments)
      guard !separator.isEmpty else { throw TemplateError(.type, "empty separator") }
      let empty = Text(units: [])
      let isFirst = name == "partition"
      let place = isFirst ? text.firstIndex(of: separator) : text.lastIndex(of: separator)
      guard let place else { return isFirst ? [text, empty, empty] : [empty, empty, text] }
      return [
        text.slice(0..<place), separator, text.slice((place + separator.count)..<text.count),
      ]
    default: return nil
    }
  }

  // MARK: Places

  private func found(_ name: String, _ arguments: inout Arguments) throws(TemplateError) -> Value {
    let part = try requiredText("sub", name, &arguments)
    let (start, end) = try bounds(&arguments)
    try arguments.finish(name)
    try interpreter.budget.spend(part.count)
    if name == "count" {
      guard start <= end else { return .integer(0) }
      return .integer(text.slice(start..<end).indexes(of: part).count)
    }
    let place =
      name.hasPrefix("r")
      ? text.lastIndex(of: part, from: start, to: end)
      : text.firstIndex(of: part, from: start, to: end)
    if let place { return .integer(place) }
    guard name.hasSuffix("find") else { throw TemplateError(.type, "substring not found") }
    return .integer(-1)
  }

  static func bound(_ index: Int, _ count: Int) -> Int {
    index < 0 ? max(index + count, 0) : min(index, count)
  }

  private func bounds(_ arguments: inout Arguments) throws(TemplateError) -> (Int, Int) {
    func index(_ value: Value?, or standard: Int) throws(TemplateError) -> Int {
      guard let value else { return standard }
      if case .none = value { return standard }
      guard let number = value.integer else {
        throw TemplateError(.type, "slice indices must be integers or None")
      }
      return number
    }
    let start = try index(try arguments.take("start"), or: 0)
    let end = try index(try arguments.take("end"), or: text.count)
    // A start beyond the end finds nothing, not even the empty text.
    let first = start > text.count ? start : Self.bound(start, text.count)
    return (first, Self.bound(end, text.count))
  }

  private func affixes(_ value: Value, _ name: String) throws(TemplateError) -> [Text] {
    if case .tuple(let list) = value {
      let texts = list.items.compactMap(\.text)
      if texts.count == list.items.count { return texts }
    }
    if let text = value.text { return [text] }
    if case .undefined(let message) = value { throw TemplateError(.undefined, message) }
    throw TemplateError(
      .type, "\(name) first arg must be str or a tuple of str, not \(value.typeName)")
  }

  private func requiredText(
    _ name: String, _ method: String, _ arguments: inout Arguments
  ) throws(TemplateError) -> Text {
    let value = try arguments.required(name, of: method)
    guard let text = value.text else {
      throw TemplateError(.type, "\(method) takes a str as '\(name)', not \(value.typeName)")
    }
    return text
  }

  private func optionalText(
    _ name: String, _ arguments: inout Arguments
  ) throws(TemplateError) -> Text? {
    guard let value = try arguments.take(name) else { return nil }
    if case .none = value { return nil }
    guard let text = value.text else {
      throw TemplateError(.type, "expected a str or None as '\(name)', not \(value.typeName)")
    }
    return text
  }

  // MARK: Tests

  private func test(_ name: String) -> Bool? {
    func all(_ test: (UInt32) -> Bool) -> Bool { !text.isEmpty && text.units.allSatisfy(test) }
    func numeric(_ kinds: Set<Unicode.NumericType>) -> Bool {
      all { CodePoints.properties($0)?.numericType.map(kinds.contains) ?? false }
    }
    switch name {
    case "isspace": return all(CodePoints.isSpace)
    case "isalpha": return all(CodePoints.isAlphabetic)
    case "isalnum": return all(CodePoints.isAlphanumeric)
    case "isascii": return text.units.allSatisfy { $0 & Text.mask < 0x80 }
    case "isdecimal": return numeric([.decimal])
    case "isdigit": return numeric([.decimal, .digit])
    case "isnumeric": return numeric([.decimal, .digit, .numeric])
    case "isprintable": return text.units.allSatisfy(CodePoints.isPrintable)
    case "isidentifier":
      guard let first = text.units.first else { return false }
      return !(CodePoints.properties(first)?.numericType != nil) && all(CodePoints.isWord)
    case "islower": return text.isAll { $0.isLowercase }
    case "isupper": return text.isAll { $0.isUppercase }
    case "istitle":
      return text.titled() == text && text.isAll { _ in true }
    default: return nil
    }
  }
}
