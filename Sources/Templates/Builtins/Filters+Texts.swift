extension Filters {
  /// A filter that makes one text of another.
  private static func plain(
    _ name: String, _ change: @escaping @Sendable (Text) -> Text
  ) -> Filter {
    { (interpreter, value, arguments) throws(TemplateError) in
      try arguments.finish(name)
      return try interpreter.string(change(try interpreter.textKeepingMarkup(value)))
    }
  }

  static let texts: [String: Filter] = [
    "upper": plain("upper") { $0.uppercased() },
    "lower": plain("lower") { $0.lowercased() },
    "capitalize": plain("capitalize") { $0.capitalized() },
    "title": plain("title", titled),
    "escape": plain("escape") { $0.escaped() },
    "e": plain("e") { $0.escaped() },
    "safe": plain("safe") { Text(units: $0.units, isMarkup: true) },
    "string": plain("string") { $0 },
    "forceescape": plain("forceescape") { Text(units: $0.units).escaped() },
    "trim": { (interpreter, value, given) throws(TemplateError) in
      var arguments = given
      let points = try arguments.take("chars")
      try arguments.finish("trim")
      let text = try interpreter.textKeepingMarkup(value)
      switch points {
      case nil, .some(.none): return try interpreter.string(text.stripped())
      case .some(.string(let points)): return try interpreter.string(text.stripped(points))
      default: throw TemplateError(.type, "strip arg must be None or str")
      }
    },
    "replace": { (interpreter, value, given) throws(TemplateError) in
      var arguments = given
      let old = try interpreter.text(of: try arguments.required("old", of: "replace"))
      let new = try interpreter.text(of: try arguments.required("new", of: "replace"))
      let count = try arguments.take("count") ?? .none
      try arguments.finish("replace")
      var limit = -1
      if case .none = count {
      } else {
        guard let number = count.integer else {
          throw TemplateError(.type, "expected an integer as 'count', found \(count.typeName)")
        }
        limit = number
      }
      let text = try interpreter.text(of: value)
      return .string(try StringMethods.replacing(text, old, new, limit, interpreter))
    },
    "join": { (interpreter, value, given) throws(TemplateError) in
      var arguments = given
      let separator = try interpreter.text(of: try arguments.take("d") ?? .string(""))
      let getter = try Getter(try arguments.take("attribute"), interpreter)
      try arguments.finish("join")
      var result = Text(units: [])
      for (index, item) in try interpreter.items(of: value).enumerated() {
        if index > 0 { result.append(separator) }
        let text = try interpreter.text(of: try getter(item))
        try interpreter.budget.spend(separator.count)
        try interpreter.budget.spend(text.count)
        result.append(text)
        guard result.count <= interpreter.budget.limits.textLength else {
          throw TemplateError(.limit, "expected a shorter text")
        }
      }
      return .string(result)
    },
    "indent": { (interpreter, value, given) throws(TemplateError) in
      var arguments = given
      let width = try arguments.take("width") ?? .integer(4)
      let first = try arguments.bool("first", or: false)
      let blank = try arguments.bool("blank", or: false)
      try arguments.finish("indent")
      guard let text = value.text else {
        if case .undefined(let message) = value { throw TemplateError(.undefined, message) }
        throw TemplateError(.type, "indent takes a str, not \(value.typeName)")
      }
      var indent = Text(units: [])
      if let given = width.text {
        indent = given
      } else if let count = width.integer {
        guard count <= 10_000 else { throw TemplateError(.limit, "expected a smaller width") }
        indent = Text(String(repeating: " ", count: max(count, 0)))
      } else {
        throw TemplateError(.type, "expected an integer or a str as 'width'")
      }
      return .string(try indented(text, indent, first: first, blank: blank, interpreter))
    },
    "center": { (interpreter, value, given) throws(TemplateError) in
      var arguments = given
      let width = try arguments.integer("width", or: 80)
      try arguments.finish("center")
      let text = try interpreter.textKeepingMarkup(value)
      return try StringMethods(text, interpreter).call(
        "center", Arguments(positional: [.integer(width)]))
    },
    "truncate": { (interpreter, value, given) throws(TemplateError) in
      var arguments = given
      let length = try arguments.integer("length", or: 255)
      let cutsWords = try arguments.bool("killwords", or: false)
      let end = try arguments.text("end", or: "...")
      let leeway = try arguments.integer("leeway", or: 5)
      try arguments.finish("truncate")
      guard let text = value.text, length >= end.count, leeway >= 0 else {
        if value.isUndefined { return value }
        throw TemplateError(.type, "expected a str, a length of at least \(end.count) and a leeway")
      }
      if text.count <= length || text.count - length <= leeway { return value }
      var cut = text.slice(0..<(length - end.count))
      if !cutsWords { cut = cut.splitFromRight(by: " ", limit: 1).first ?? cut }
      return .string(try Operators.sum(cut, end, interpreter))
    },
    "format": { (interpreter, value, arguments) throws(TemplateError) in
      guard arguments.positional.isEmpty || arguments.keywords.isEmpty else {
        throw TemplateError(
          .type, "can't handle positional and keyword arguments at the same time")
      }
      let format = PercentFormat(try interpreter.textKeepingMarkup(value), interpreter)
      if arguments.keywords.isEmpty {
        return .string(try format.formatted(with: try .tuple(arguments.positional)))
      }
      var pairs: [(Value, Value)] = []
      for keyword in arguments.keywords { pairs.append((.string(keyword.name), keyword.value)) }
      return .string(try format.formatted(with: .dict(try DictValue(pairs))))
    },
    "wordcount": { (interpreter, value, arguments) throws(TemplateError) in
      try arguments.finish("wordcount")
      var count = 0
      var isInWord = false
      for unit in try interpreter.text(of: value).units {
        let isWord = CodePoints.isWord(unit)
        if isWord, !isInWord { count += 1 }
        isInWord = isWord
      }
      return .integer(count)
    },
    "urlencode": { (interpreter, value, arguments) throws(TemplateError) in
      try arguments.finish("urlencode")
      return .string(try URLText.encoded(value, interpreter))
    },
  ]

  /// Jinja's own: a word begins after white space, a hyphen or an opening bracket.
  private static let titled: @Sendable (Text) -> Text = { text in
    func isBorder(_ unit: UInt32) -> Bool {
      CodePoints.isSpace(unit) || "-({[<".unicodeScalars.contains { unit & Text.mask == $0 }
    }
    var result = Text(units: [], isMarkup: text.isMarkup)
    var start = 0
    while start < text.count {
      var end = start
      let border = isBorder(text.units[start])
      while end < text.count, isBorder(text.units[end]) == border { end += 1 }
      result.append(text.slice(start..<start + 1).uppercased())
      result.append(text.slice(start + 1..<end).lowercased())
      start = end
    }
    return result
  }

  private static func indented(
    _ text: Text, _ indent: Text, first: Bool, blank: Bool, _ interpreter: Interpreter
  ) throws(TemplateError) -> Text {
    var ended = text
    ended.append("\n")
    let lines = ended.lines()
    try interpreter.budget.reserve(text: text.count + lines.count * (indent.count + 1))
    var result = Text(units: [], isMarkup: text.isMarkup)
    if first { result.append(indent) }
    for (index, line) in lines.enumerated() {
      if index > 0 {
        result.append("\n")
        if blank || !line.isEmpty { result.append(indent) }
      }
      result.append(line)
    }
    return result
  }
}

/// Text in addresses, as Python's `quote` writes it.
enum URLText {
  static func encoded(_ value: Value, _ interpreter: Interpreter) throws(TemplateError) -> Text {
    var pairs: [Value]
    switch value {
    case .dict(let dict): pairs = try dict.items()
    case .list, .tuple, .view, .iterator: pairs = try interpreter.items(of: value)
    default: return quoted(try interpreter.text(of: value), isQuery: false)
    }
    var result = Text(units: [])
    for (index, pair) in pairs.enumerated() {
      let parts = try interpreter.items(of: pair)
      guard parts.count == 2 else { throw TemplateError(.type, "expected pairs to encode") }
      if index > 0 { result.append("&") }
      result.append(quoted(try interpreter.text(of: parts[0]), isQuery: true))
      result.append("=")
      result.append(quoted(try interpreter.text(of: parts[1]), isQuery: true))
    }
    try interpreter.budget.reserve(text: result.count)
    return result
  }

  private static func quoted(_ text: Text, isQuery: Bool) -> Text {
    var result = Text(units: [])
    let kept = Set("_.-~".utf8 + (isQuery ? [] : [0x2F]))
    for unit in text.units {
      let point = unit & Text.mask
      let isPlain = point < 0x80 && (CodePoints.isWord(point) || kept.contains(UInt8(point)))
      if isPlain {
        result.units.append(unit)
      } else if isQuery, point == 0x20 {
        result.append("+")
      } else {
        for byte in Text.string([point]).utf8 {
          result.append("%" + Hexadecimal.text(UInt32(byte), digits: 2).uppercased())
        }
      }
    }
    return result
  }
}
