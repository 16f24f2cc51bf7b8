/// How one value is laid out: Python's format specification, which `%` formats share.
struct FormatSpec {
  var fill: UInt32 = 0x20
  /// `<`, `>`, `^` or `=`; 0: as the type has it.
  var alignment: UInt32 = 0
  /// `-`, `+` or a space.
  var sign: UInt32 = 0x2D
  var isAlternate = false
  var width = 0
  var grouping: String?
  var precision: Int?
  /// The letter of the type; 0: none.
  var type: UInt32 = 0

  /// Reads `[[fill]align][sign][#][0][width][,][.precision][type]`.
  init(_ text: Text) throws(TemplateError) {
    let points = text.units.map { $0 & Text.mask }
    var index = 0
    func isAlignment(_ place: Int) -> Bool {
      place < points.count
        && ["<", ">", "^", "="].contains { points[place] == $0 as Unicode.Scalar }
    }
    func number() -> Int? {
      let start = index
      while index < points.count, CodePoints.isDigit(points[index]) { index += 1 }
      return start == index ? nil : Int(Text.string(points[start..<index])) ?? .max
    }
    if isAlignment(1) {
      fill = points[0]
      alignment = points[1]
      index = 2
    } else if isAlignment(0) {
      alignment = points[0]
      index = 1
    }
    if index < points.count, points[index] == "+" || points[index] == "-" || points[index] == " " {
      sign = points[index]
      index += 1
    }
    if index < points.count, points[index] == "#" {
      isAlternate = true
      index += 1
    }
    if index < points.count, points[index] == "0", alignment == 0 {
      fill = 0x30
      alignment = 0x3D
      index += 1
    }
    width = number() ?? 0
    if index < points.count, points[index] == "," || points[index] == "_" {
      grouping = Text.string(points[index...index])
      index += 1
    }
    if index < points.count, points[index] == "." {
      index += 1
      precision = number()
      guard precision != nil else {
        throw TemplateError(.type, "Format specifier missing precision")
      }
    }
    if index < points.count {
      type = points[index]
      index += 1
    }
    guard index == points.count else {
      throw TemplateError(.type, "invalid format specifier '\(text.string)'")
    }
    try checkSizes()
  }

  init() {}

  /// Enough for every sane layout, and no way to spend memory.
  func checkSizes() throws(TemplateError) {
    guard width <= 10_000, precision ?? 0 <= 1_000 else {
      throw TemplateError(
        .limit, "expected a width of at most 10000 and a precision of at most 1000")
    }
  }

  /// `format(value, spec)`.
  func formatted(_ value: Value, _ interpreter: Interpreter) throws(TemplateError) -> Text {
    if case .string(let text) = value { return try formatted(text) }
    if case .bool = value, type == 0 { return try formatted(try interpreter.text(of: value)) }
    if let number = value.integer, !["e", "f", "g", "%", "E", "F", "G"].contains(typeName) {
      return padded(try digits(of: number), isNumber: true)
    }
    if let number = value.number { return padded(try digits(of: number), isNumber: true) }
    return padded(try interpreter.text(of: value), isNumber: false)
  }

  private var typeName: String { type == 0 ? "" : Text.string([type]) }

  private func formatted(_ text: Text) throws(TemplateError) -> Text {
    guard type == 0 || typeName == "s" else {
      throw TemplateError(.type, "Unknown format code '\(typeName)' for object of type 'str'")
    }
    let cut = precision.map { text.slice(0..<min($0, text.count)) } ?? text
    return padded(cut, isNumber: false)
  }

  /// Filled up to the width; `=` fills between the sign and the digits.
  func padded(_ text: Text, isNumber: Bool) -> Text {
    let missing = width - text.count
    guard missing > 0 else { return text }
    func filling(_ count: Int) -> Text { Text(units: Array(repeating: fill, count: count)) }
    var result = Text(units: [])
    switch alignment {
    case "^":
      result = filling(missing / 2)
      result.append(text)
      result.append(filling(missing - missing / 2))
    case "=" where isNumber:
      let hasSign = text.count > 0 && [0x2B, 0x2D, 0x20].contains(text[0])
      result = text.slice(0..<(hasSign ? 1 : 0))
      result.append(filling(missing))
      result.append(text.slice((hasSign ? 1 : 0)..<text.count))
    case ">", "=":
      result = filling(missing)
      result.append(text)
    case 0 where isNumber:
      result = filling(missing)
      result.append(text)
    default:
      result = text
      result.append(filling(missing))
    }
    return result
  }

  // MARK: Numbers

  func signed(_ digits: String, isNegative: Bool) -> Text {
    let mark = isNegative ? "-" : sign == 0x2D ? "" : Text.string([sign])
    return Text(mark + digits)
  }

  private func digits(of number: Int) throws(TemplateError) -> Text {
    let radix: Int
    switch typeName {
    case "", "d", "n", "i", "u": radix = 10
    case "x", "X": radix = 16
    case "o": radix = 8
    case "b": radix = 2
    case "c":
      guard let scalar = UInt32(exactly: number).flatMap(Unicode.Scalar.init) else {
        throw TemplateError(.type, "%c arg not in range")
      }
      return Text(String(Character(scalar)))
    default:
      throw TemplateError(.type, "Unknown format code '\(typeName)' for object of type 'int'")
    }
    var digits = String(number.magnitude, radix: radix, uppercase: typeName == "X")
    if let grouping { digits = Self.grouped(digits, by: grouping, every: radix == 10 ? 3 : 4) }
    if isAlternate, radix != 10 { digits = "0" + typeName + digits }
    return signed(digits, isNegative: number < 0)
  }

  func digits(of number: Double) throws(TemplateError) -> Text {
    let isNegative = number.sign == .minus && !number.isNaN
    guard number.isFinite else {
      let word = number.isNaN ? "nan" : "inf"
      let isUpper = ["E", "F", "G"].contains(typeName)
      return signed(isUpper ? word.uppercased() : word, isNegative: isNegative)
    }
    var text: String
    switch typeName {
    case "f", "F": text = DecimalExpansion(number).fixed(precision ?? 6)
    case "%": text = DecimalExpansion(number * 100).fixed(precision ?? 6) + "%"
    case "e", "E": text = Self.scientific(number, precision ?? 6)
    case "g", "G", "n": text = general(number, max(precision ?? 6, 1))
    case "":
      text = precision.map { general(number, max($0, 1)) } ?? FloatText.repr(number.magnitude)
    default:
      throw TemplateError(.type, "Unknown format code '\(typeName)' for object of type 'float'")
    }
    if let grouping {
      let whole = text.prefix { $0.isNumber }
      text = Self.grouped(String(whole), by: grouping, every: 3) + text.dropFirst(whole.count)
    }
    if ["E", "G"].contains(typeName) { text = text.uppercased() }
    return signed(text, isNegative: isNegative)
  }

  private static func scientific(_ number: Double, _ places: Int) -> String {
    let (digits, exponent) = DecimalExpansion(number).scientific(places)
    let rest = digits.dropFirst()
    return digits.prefix(1) + (rest.isEmpty ? "" : "." + rest) + "e"
      + FloatText.exponentText(exponent)
  }

  private func general(_ number: Double, _ precision: Int) -> String {
    let (digits, exponent) = DecimalExpansion(number).scientific(precision - 1)
    let isScientific = exponent < -4 || exponent >= (type == 0 ? max(precision - 1, 1) : precision)
    guard !isScientific else {
      var mantissa = digits
      while mantissa.count > 1, mantissa.last == "0" { mantissa.removeLast() }
      let rest = mantissa.dropFirst()
      return mantissa.prefix(1) + (rest.isEmpty ? "" : "." + rest) + "e"
        + FloatText.exponentText(exponent)
    }
    var text = DecimalExpansion(number).fixed(max(precision - 1 - exponent, 0))
    if text.contains(".") {
      while text.last == "0" { text.removeLast() }
      if text.last == "." { text.removeLast() }
    }
    // Without a type letter a float keeps one digit after its point.
    return type == 0 && !text.contains(".") ? text + ".0" : text
  }

  private static func grouped(_ digits: String, by mark: String, every size: Int) -> String {
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % size == 0 { result += mark }
      result.append(digit)
    }
    return result
  }
}
