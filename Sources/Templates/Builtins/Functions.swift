/// The functions that every template has.
enum Functions {
  static let table: [String: BuiltinFunction] = {
    let functions = [
      raiseException, strftimeNow, range, dict, namespace, cycler, joiner,
    ]
    return Dictionary(uniqueKeysWithValues: functions.map { ($0.name, $0) })
  }()

  private static let raiseException = BuiltinFunction("raise_exception") {
    (interpreter, given) throws(TemplateError) in
    var arguments = given
    let message = try arguments.required("message", of: "raise_exception")
    try arguments.finish("raise_exception")
    let text = try interpreter.text(of: message).string
    throw TemplateError(.raised, text)
  }

  private static let strftimeNow = BuiltinFunction("strftime_now") {
    (interpreter, given) throws(TemplateError) in
    var arguments = given
    _ = try arguments.required("format", of: "strftime_now")
    try arguments.finish("strftime_now")
    var again = given
    let format = try again.text("format", or: Text(units: []))
    return try interpreter.string(interpreter.now().formatted(format))
  }

  /// The sandbox allows ranges of 100,000 numbers at most.
  private static let longestRange = 100_000

  private static let range = BuiltinFunction("range") {
    (interpreter, arguments) throws(TemplateError) in
    var numbers: [Int] = []
    for value in arguments.positional {
      if case .undefined(let message) = value { throw TemplateError(.undefined, message) }
      guard let number = value.integer else {
        throw TemplateError(
          .type, "'\(value.typeName)' object cannot be interpreted as an integer")
      }
      numbers.append(number)
    }
    guard (1...3).contains(numbers.count), arguments.keywords.isEmpty else {
      throw TemplateError(.type, "range expected 1 to 3 arguments, found \(numbers.count)")
    }
    let result = try RangeValue(
      start: numbers.count > 1 ? numbers[0] : 0, stop: numbers.count > 1 ? numbers[1] : numbers[0],
      step: numbers.count > 2 ? numbers[2] : 1)
    guard result.count <= longestRange else {
      throw TemplateError(
        .limit, "expected a range of at most \(longestRange) numbers, found \(result.count)")
    }
    return .range(result)
  }

  /// The pairs of `dict(pairs, **names)`.
  private static func pairs(
    _ given: Arguments, _ name: String, _ interpreter: Interpreter
  ) throws(TemplateError) -> [(Value, Value)] {
    var pairs: [(Value, Value)] = []
    guard given.positional.count <= 1 else {
      throw TemplateError(
        .type, "\(name) expected at most 1 argument, found \(given.positional.count)")
    }
    if let first = given.positional.first {
      if case .undefined(let message) = first { throw TemplateError(.undefined, message) }
      if case .dict(let dict) = first {
        pairs = Array(zip(dict.keys, dict.values))
      } else {
        for item in try interpreter.items(of: first) {
          let pair = try interpreter.items(of: item)
          guard pair.count == 2 else {
            throw TemplateError(.type, "expected pairs for \(name), found \(pair.count) values")
          }
          pairs.append((pair[0], pair[1]))
        }
      }
    }
    for keyword in given.keywords { pairs.append((.string(keyword.name), keyword.value)) }
    try interpreter.budget.reserve(elements: 2 * pairs.count)
    return pairs
  }

  private static let dict = BuiltinFunction("dict") {
    (interpreter, arguments) throws(TemplateError) in
    .dict(try DictValue(try pairs(arguments, "dict", interpreter)))
  }

  private static let namespace = BuiltinFunction("namespace") {
    (interpreter, arguments) throws(TemplateError) in
    let result = try interpreter.makeNamespace()
    for (key, value) in try pairs(arguments, "namespace", interpreter) {
      guard let name = key.text?.string else { continue }
      try Interpreter.checkAttribute(name)
      result.set(name, value)
    }
    return .namespace(result)
  }

  private static let cycler = BuiltinFunction("cycler") {
    (interpreter, arguments) throws(TemplateError) in
    guard !arguments.positional.isEmpty, arguments.keywords.isEmpty else {
      throw TemplateError(.type, "at least one item has to be provided")
    }
    return .callable(.cycler(try CyclerValue(arguments.positional)))
  }

  private static let joiner = BuiltinFunction("joiner") {
    (interpreter, given) throws(TemplateError) in
    var arguments = given
    let separator = try arguments.take("sep") ?? .string(", ")
    try arguments.finish("joiner")
    guard separator.depth == 0 else {
      throw TemplateError(.type, "expected a string to join with, found \(separator.typeName)")
    }
    return .callable(.joiner(JoinerValue(separator: separator)))
  }
}
