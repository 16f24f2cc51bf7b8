/// Python's `format % values`.
struct PercentFormat {
  private let format: Text
  private let interpreter: Interpreter

  init(_ format: Text, _ interpreter: Interpreter) {
    self.format = format
    self.interpreter = interpreter
  }

  func formatted(with given: Value) throws(TemplateError) -> Text {
    var values: [Value]
    if case .tuple(let list) = given { values = list.items } else { values = [given] }
    let total = values.count
    var isNamed = false
    values.reverse()
    var result = Text(units: [], isMarkup: format.isMarkup)
    var index = 0
    func take() throws(TemplateError) -> Value {
      guard let value = values.popLast() else {
        throw TemplateError(.type, "not enough arguments for format string")
      }
      return value
    }
    while index < format.count {
      guard format[index] == "%" else {
        result.units.append(format.units[index])
        index += 1
        continue
      }
      index += 1
      var named: Value?
      if index < format.count, format[index] == "(" {
        guard let end = format.firstIndex(of: ")", from: index) else {
          throw TemplateError(.type, "incomplete format key")
        }
        guard case .dict(let dict) = given else {
          throw TemplateError(.type, "format requires a mapping")
        }
        let key = format.slice((index + 1)..<end)
        guard let value = try dict[.string(key)] else {
          throw TemplateError(.type, "format misses the key '\(key.string)'")
        }
        named = value
        isNamed = true
        index = end + 1
      }
      var spec = FormatSpec()
      try flags(&spec, &index, take)
      guard index < format.count else { throw TemplateError(.type, "incomplete format") }
      spec.type = format[index]
      index += 1
      if spec.type == "%" {
        result.append("%")
        continue
      }
      let value = if let named { named } else { try take() }
      result.append(try piece(spec, value))
      try interpreter.budget.reserve(text: result.count)
    }
    let isUsed = values.isEmpty || isNamed
    if !isUsed, !(total == 1 && isMappingOrSequence(given)) {
      throw TemplateError(.type, "not all arguments converted during string formatting")
    }
    return result
  }

  /// Python lets a mapping or a list, but no plain value, go unused.
  private func isMappingOrSequence(_ value: Value) -> Bool {
    switch value {
    case .dict, .list, .range, .view: true
    default: false
    }
  }

  private func flags(
    _ spec: inout FormatSpec, _ index: inout Int, _ take: () throws(TemplateError) -> Value
  ) throws(TemplateError) {
    spec.alignment = 0x3E
    var isZeroPadded = false
    var isLeft = false
    flags: while index < format.count {
      switch format[index] {
      case "-": isLeft = true
      case "+": spec.sign = 0x2B
      case " ": if spec.sign != 0x2B { spec.sign = 0x20 }
      case "#": spec.isAlternate = true
      case "0": isZeroPadded = true
      default: break flags
      }
      index += 1
    }
    func number() throws(TemplateError) -> Int? {
      if index < format.count, format[index] == "*" {
        index += 1
        guard let count = try take().integer else { throw TemplateError(.type, "* wants int") }
        return count
      }
      let start = index
      while index < format.count, CodePoints.isDigit(format[index]) { index += 1 }
      return start == index ? nil : Int(format.slice(start..<index).string) ?? .max
    }
    let width = try number() ?? 0
    guard width > -10_000 else { throw TemplateError(.limit, "expected a width of at most 10000") }
    isLeft = isLeft || width < 0
    spec.width = abs(width)
    if index < format.count, format[index] == "." {
      index += 1
      spec.precision = max(try number() ?? 0, 0)
    }
    while index < format.count, ["h", "l", "L"].contains(format.slice(index..<index + 1).string) {
      index += 1
    }
    if isLeft {
      spec.alignment = 0x3C
    } else if isZeroPadded {
      spec.alignment = 0x3D
      spec.fill = 0x30
    }
    try spec.checkSizes()
  }

  private func piece(_ given: FormatSpec, _ value: Value) throws(TemplateError) -> Text {
    var spec = given
    let letter = Text.string([spec.type])
    switch letter {
    case "s", "r", "a":
      spec.type = 0
      if spec.alignment == 0x3D {
        spec.alignment = 0x3E
        spec.fill = 0x20
      }
      var text =
        letter == "s"
        ? try interpreter.textKeepingMarkup(value)
        : try Self.representation(of: value, interpreter)
      if format.isMarkup { text = text.escaped() }
      return try spec.formatted(.string(text), interpreter)
    case "d", "i", "u":
      guard let number = value.number, number.isFinite else {
        if case .undefined(let message) = value { throw TemplateError(.undefined, message) }
        throw TemplateError(
          .type, "%\(letter) format: a real number is required, not \(value.typeName)")
      }
      spec.type = 0x64
      let whole = value.integer ?? Int(exactly: number.rounded(.towardZero))
      guard let whole else { throw TemplateError(.limit, "expected an integer of 64 bits") }
      return try integer(spec, whole)
    case "x", "X", "o":
      guard let number = value.integer else {
        throw TemplateError(
          .type, "%\(letter) format: an integer is required, not \(value.typeName)")
      }
      return try integer(spec, number)
    case "c":
      if let text = value.text {
        guard text.count == 1 else { throw TemplateError(.type, "%c requires int or char") }
        spec.type = 0
        return try spec.formatted(.string(text), interpreter)
      }
      return try spec.formatted(value, interpreter)
    case "e", "E", "f", "F", "g", "G":
      guard let number = value.number else {
        throw TemplateError(.type, "must be real number, not \(value.typeName)")
      }
      return spec.padded(try spec.digits(of: number), isNumber: true)
    default:
      throw TemplateError(.type, "unsupported format character '\(letter)'")
    }
  }

  /// A precision of an integer is its least number of digits.
  private func integer(_ given: FormatSpec, _ number: Int) throws(TemplateError) -> Text {
    var spec = given
    let precision = spec.precision
    spec.precision = nil
    guard let precision else { return try spec.formatted(.integer(number), interpreter) }
    let radix = spec.type == "o" ? 8 : spec.type == "x" || spec.type == "X" ? 16 : 10
    var digits = String(number.magnitude, radix: radix, uppercase: spec.type == "X")
    digits = String(repeating: "0", count: max(0, precision - digits.count)) + digits
    return spec.padded(spec.signed(digits, isNegative: number < 0), isNumber: true)
  }

  static func representation(
    of value: Value, _ interpreter: Interpreter
  ) throws(TemplateError) -> Text {
    var printer = Printer(interpreter.budget)
    return try printer.representation(of: value)
  }
}
