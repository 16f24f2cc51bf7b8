/// What a function, filter or test was given, taken out piece by piece.
struct Arguments {
  var positional: [Value]
  var keywords: [(name: String, value: Value)] = []
  private var taken = 0

  init(positional: [Value] = []) { self.positional = positional }

  func keyword(_ name: String) -> Value? { keywords.first { $0.name == name }?.value }

  /// The next argument by place, else the one of that name.
  mutating func take(_ name: String) throws(TemplateError) -> Value? {
    let place = keywords.firstIndex { $0.name == name }
    if taken < positional.count {
      guard place == nil else {
        throw TemplateError(.type, "got multiple values for argument '\(name)'")
      }
      taken += 1
      return positional[taken - 1]
    }
    return place.map { keywords.remove(at: $0).value }
  }

  mutating func required(_ name: String, of function: String) throws(TemplateError) -> Value {
    guard let value = try take(name) else {
      throw TemplateError(.type, "\(function) misses its argument '\(name)'")
    }
    return value
  }

  mutating func bool(_ name: String, or standard: Bool) throws(TemplateError) -> Bool {
    try take(name)?.isTrue ?? standard
  }

  mutating func integer(_ name: String, or standard: Int) throws(TemplateError) -> Int {
    guard let value = try take(name) else { return standard }
    guard let number = value.integer else {
      throw TemplateError(.type, "expected an integer as '\(name)', found \(value.typeName)")
    }
    return number
  }

  mutating func text(_ name: String, or standard: Text) throws(TemplateError) -> Text {
    guard let value = try take(name) else { return standard }
    guard let text = value.text else {
      throw TemplateError(.type, "expected a string as '\(name)', found \(value.typeName)")
    }
    return text
  }

  /// All that is left, by place.
  mutating func rest() -> [Value] {
    defer { taken = positional.count }
    return Array(positional[taken...])
  }

  /// Refuses what nobody took.
  func finish(_ function: String) throws(TemplateError) {
    guard taken == positional.count else {
      throw TemplateError(
        .type, "\(function) takes at most \(taken) arguments, found \(positional.count)")
    }
    if let keyword = keywords.first {
      throw TemplateError(.type, "\(function) got an unexpected argument '\(keyword.name)'")
    }
  }
}
