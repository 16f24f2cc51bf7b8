extension Filters {
  static let numbers: [String: Filter] = [
    "abs": { (interpreter, value, arguments) throws(TemplateError) in
      try arguments.finish("abs")
      if let number = value.integer {
        return number < 0 ? try Operators.apply(.minus, value) : .integer(number)
      }
      guard let number = value.number else {
        if case .undefined(let message) = value { throw TemplateError(.undefined, message) }
        throw TemplateError(.type, "bad operand type for abs(): '\(value.typeName)'")
      }
      return .float(number.magnitude)
    },
    "int": { (interpreter, value, given) throws(TemplateError) in
      var arguments = given
      let standard = try arguments.take("default") ?? .integer(0)
      let base = try arguments.integer("base", or: 10)
      try arguments.finish("int")
      if case .undefined(let message) = value { throw TemplateError(.undefined, message) }
      if let number = value.integer { return .integer(number) }
      if case .float(let number) = value { return try whole(number) ?? standard }
      guard let text = value.text else { return standard }
      if let number = NumberText.integer(text.string, base: base) { return .integer(number) }
      return try NumberText.float(text.string).flatMap { (number) throws(TemplateError) in
        try whole(number)
      } ?? standard
    },
    "float": { (interpreter, value, given) throws(TemplateError) in
      var arguments = given
      let standard = try arguments.take("default") ?? .float(0)
      try arguments.finish("float")
      if case .undefined(let message) = value { throw TemplateError(.undefined, message) }
      if let number = value.number { return .float(number) }
      return value.text.flatMap { NumberText.float($0.string) }.map { .float($0) } ?? standard
    },
    "round": { (interpreter, value, given) throws(TemplateError) in
      var arguments = given
      let places = try arguments.integer("precision", or: 0)
      let method = try arguments.text("method", or: "common").string
      try arguments.finish("round")
      guard ["common", "ceil", "floor"].contains(method) else {
        throw TemplateError(.type, "method must be common, ceil or floor")
      }
      if case .undefined(let message) = value { throw TemplateError(.undefined, message) }
      guard let number = value.number else {
        throw TemplateError(.type, "type \(value.typeName) doesn't define __round__ method")
      }
      if method == "common" { return try rounded(value, number, places) }
      let factor = Mathematics.power(10, Double(places))
      let scaled = (number * factor).rounded(method == "ceil" ? .up : .down)
      return .float(scaled / factor)
    },
    "filesizeformat": { (interpreter, value, given) throws(TemplateError) in
      var arguments = given
      let isBinary = try arguments.bool("binary", or: false)
      try arguments.finish("filesizeformat")
      guard let bytes = value.number ?? value.text.flatMap({ NumberText.float($0.string) }) else {
        throw TemplateError(.type, "expected a number of bytes, found \(value.typeName)")
      }
      return .string(sizeText(bytes, isBinary: isBinary))
    },
  ]

  /// Python's `int(x)`; nil for what has no whole number, which is infinity.
  private static func whole(_ number: Double) throws(TemplateError) -> Value? {
    guard number.isFinite else { return nil }
    guard let whole = Int(exactly: number.rounded(.towardZero)) else {
      throw TemplateError(.limit, "expected integers of 64 bits, found a larger number")
    }
    return .integer(whole)
  }

  /// Python's `round(x, places)`: half to even on the exact digits.
  private static func rounded(
    _ value: Value, _ number: Double, _ places: Int
  ) throws(TemplateError) -> Value {
    if case .float = value {
      guard number.isFinite, places < 400 else { return value }
      guard places > -400 else { return .float(0 * number) }
      let text = DecimalExpansion(number).fixed(places)
      let magnitude = Double(text) ?? number.magnitude
      return .float(number.sign == .minus ? -magnitude : magnitude)
    }
    let whole = value.integer ?? 0
    guard places < 0 else { return .integer(whole) }
    guard places > -19 else { return .integer(0) }
    var unit = 1
    for _ in 0..<(-places) { unit *= 10 }
    let rest = ((whole % unit) + unit) % unit
    let low = whole - rest
    let isOdd = (low / unit) % 2 != 0
    let goesUp = rest > unit - rest || (rest == unit - rest && isOdd)
    return try Operators.checked(low.addingReportingOverflow(goesUp ? unit : 0))
  }

  private static func sizeText(_ bytes: Double, isBinary: Bool) -> String {
    let base = isBinary ? 1_024.0 : 1_000.0
    if bytes == 1 { return "1 Byte" }
    if bytes < base { return "\(Int(bytes.rounded(.towardZero))) Bytes" }
    let prefixes = ["k", "M", "G", "T", "P", "E", "Z", "Y"]
    var unit = base
    var index = 0
    while index + 1 < prefixes.count, bytes >= unit * base {
      unit *= base
      index += 1
    }
    let prefix = isBinary ? prefixes[index].uppercased() + "i" : prefixes[index]
    return DecimalExpansion(bytes / unit).fixed(1) + " \(prefix)B"
  }
}

/// Numbers in texts, as Python's `int` and `float` read them.
enum NumberText {
  private static func trimmed(_ text: String) -> String? {
    let bare = Text(text).stripped().string
    let bytes = Array(bare.utf8)
    // An underscore stands between two digits.
    for (index, byte) in bytes.enumerated() where byte == 0x5F {
      func isDigit(_ place: Int) -> Bool {
        bytes.indices.contains(place) && CodePoints.isWord(UInt32(bytes[place]))
          && bytes[place] != 0x5F
      }
      guard isDigit(index - 1), isDigit(index + 1) else { return nil }
    }
    return bare.filter { $0 != "_" }
  }

  static func integer(_ text: String, base: Int) -> Int? {
    guard var digits = trimmed(text), (2...36).contains(base) || base == 0 else { return nil }
    var sign = ""
    if let first = digits.first, first == "-" || first == "+" {
      sign = String(digits.removeFirst())
    }
    guard let first = digits.first, first != "-", first != "+" else { return nil }
    let prefixes = ["0x": 16, "0o": 8, "0b": 2]
    var base = base
    if let radix = prefixes[digits.prefix(2).lowercased()], base == radix || base == 0 {
      digits.removeFirst(2)
      base = radix
    }
    guard digits.first != "-", digits.first != "+" else { return nil }
    return Int(sign + digits, radix: base == 0 ? 10 : base)
  }

  static func float(_ text: String) -> Double? {
    guard let digits = trimmed(text) else { return nil }
    let bare = digits.lowercased().drop { $0 == "+" || $0 == "-" }
    switch bare {
    case "inf", "infinity": return digits.hasPrefix("-") ? -.infinity : .infinity
    case "nan": return .nan
    default: break
    }
    // Python reads no hexadecimal here; a point may lack digits on one side.
    guard bare.allSatisfy({ "0123456789.e+-".contains($0) }), bare.contains(where: \.isNumber)
    else { return nil }
    return Double(digits) ?? Double(padded(digits))
  }

  /// `.5` and `5.` with the digits that Swift wants.
  private static func padded(_ digits: String) -> String {
    var result = ""
    var previous: Character = " "
    for character in digits {
      if character == ".", !previous.isNumber { result.append("0") }
      if previous == ".", !character.isNumber { result.append("0") }
      result.append(character)
      previous = character
    }
    return previous == "." ? result + "0" : result
  }
}
