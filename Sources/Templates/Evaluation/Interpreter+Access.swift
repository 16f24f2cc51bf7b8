/// Attributes, subscripts, slices and iteration.
extension Interpreter {
  private static func missing(_ name: String, in value: Value) -> Value {
    .undefined("'\(value.typeName) object' has no attribute '\(name)'")
  }

  /// `value.name`: Python's attribute first, then the item of that name.
  func attribute(_ name: String, of value: Value) throws(TemplateError) -> Value {
    if let found = try pythonAttribute(name, of: value) { return found }
    if case .dict(let dict) = value, let item = dict.value(of: name) { return item }
    return Self.missing(name, in: value)
  }

  /// `value[key]`: the item first, then the attribute of that name.
  func item(_ key: Value, of value: Value) throws(TemplateError) -> Value {
    switch value {
    case .undefined(let message): throw TemplateError(.undefined, message)
    case .dict(let dict):
      // A key that cannot be one is as one that is not there.
      if let found = (try? dict[key]) ?? nil { return found }
    case .list(let list), .tuple(let list):
      if let index = Self.index(key, in: list.items.count) { return list.items[index] }
    case .string(let text):
      if let index = Self.index(key, in: text.count) {
        return .string(text.slice(index..<index + 1))
      }
    case .range(let range):
      if let index = Self.index(key, in: range.count) { return range.value(at: index) }
    default: break
    }
    guard case .string(let name) = key else {
      return .undefined("'\(value.typeName) object' has no such element")
    }
    return try pythonAttribute(name.string, of: value) ?? Self.missing(name.string, in: value)
  }

  private static func index(_ key: Value, in count: Int) -> Int? {
    guard let number = key.integer else { return nil }
    let index = number < 0 ? number + count : number
    return (0..<count).contains(index) ? index : nil
  }

  /// What Python's `getattr` finds, as far as the sandbox lets it be seen.
  private func pythonAttribute(_ name: String, of value: Value) throws(TemplateError) -> Value? {
    if case .undefined(let message) = value { throw TemplateError(.undefined, message) }
    guard !name.hasPrefix("_") else { return nil }
    switch value {
    case .namespace(let namespace): return namespace.attributes[name]
    case .loop(let loop): return try Self.attribute(name, of: loop)
    case .tuple(let list) where list.isGroup && list.items.count == 2:
      if name == "grouper" { return list.items[0] }
      if name == "list" { return list.items[1] }
    case .callable(.macro(let macro)):
      if name == "name" { return macro.definition.name.map { .string($0) } ?? Value.none }
      if name == "arguments" {
        return try .tuple(macro.definition.parameters.map { .string($0.name) })
      }
      return nil
    case .callable(.cycler(let cycler)) where name == "current":
      return cycler.items[cycler.place]
    case .integer, .bool:
      if name == "real" || name == "numerator" { return .integer(value.integer ?? 0) }
      if name == "imag" { return .integer(0) }
      if name == "denominator" { return .integer(1) }
    case .range(let range):
      if name == "start" { return .integer(range.start) }
      if name == "stop" { return .integer(range.stop) }
      if name == "step" { return .integer(range.step) }
    default: break
    }
    if Methods.changing(value).contains(name) {
      return .undefined("access to attribute '\(name)' of '\(value.typeName)' object is unsafe")
    }
    guard Methods.names(value).contains(name) else { return nil }
    return .callable(.method(try MethodValue(value, name)))
  }

  private static func attribute(_ name: String, of loop: LoopValue) throws(TemplateError) -> Value?
  {
    let count = loop.items.count
    switch name {
    case "index": return .integer(loop.index + 1)
    case "index0": return .integer(loop.index)
    case "revindex": return .integer(count - loop.index)
    case "revindex0": return .integer(count - loop.index - 1)
    case "first": return .bool(loop.index == 0)
    case "last": return .bool(loop.index == count - 1)
    case "length": return .integer(count)
    case "depth": return .integer(loop.depth0 + 1)
    case "depth0": return .integer(loop.depth0)
    case "previtem":
      return loop.index > 0
        ? loop.items[loop.index - 1] : .undefined("there is no previous item")
    case "nextitem":
      return loop.index + 1 < count
        ? loop.items[loop.index + 1] : .undefined("there is no next item")
    case "cycle", "changed": return .callable(.loopMethod(loop, name))
    default: return nil
    }
  }

  // MARK: Slices

  func slice(
    _ value: Value, _ start: Int?, _ stop: Int?, _ step: Int?
  ) throws(TemplateError) -> Value {
    func indexes(_ count: Int) throws(TemplateError) -> [Int] {
      let indexes = try Self.sliceIndexes(count, start, stop, step)
      try budget.reserve(elements: indexes.count)
      return indexes
    }
    switch value {
    case .undefined(let message): throw TemplateError(.undefined, message)
    case .string(let text):
      let units = try indexes(text.count).map { text.units[$0] }
      return .string(Text(units: units, isMarkup: text.isMarkup))
    case .list(let list): return try .list(try indexes(list.items.count).map { list.items[$0] })
    case .tuple(let list): return try .tuple(try indexes(list.items.count).map { list.items[$0] })
    case .range(let range):
      let (first, end, stride) = try Self.sliceBounds(range.count, start, stop, step)
      func at(_ index: Int) throws(TemplateError) -> Value {
        let offset = try Operators.apply(.multiply, .integer(index), .integer(range.step), self)
        return try Operators.apply(.add, .integer(range.start), offset, self)
      }
      let step = try Operators.apply(.multiply, .integer(range.step), .integer(stride), self)
      return .range(
        try RangeValue(
          start: try at(first).integer ?? 0, stop: try at(end).integer ?? 0,
          step: step.integer ?? 1))
    default: throw TemplateError(.type, "'\(value.typeName)' object is not subscriptable")
    }
  }

  /// Python's `slice.indices`.
  private static func sliceBounds(
    _ count: Int, _ start: Int?, _ stop: Int?, _ step: Int?
  ) throws(TemplateError) -> (start: Int, stop: Int, step: Int) {
    // A step beyond the ends is as good as one to them, and cannot overflow.
    let step = min(max(step ?? 1, -count - 1), count + 1)
    guard step != 0 else {
      throw TemplateError(.type, "slice step cannot be zero")
    }
    let lowest = step < 0 ? -1 : 0
    let highest = step < 0 ? count - 1 : count
    func bounded(_ index: Int) -> Int {
      index < 0 ? max(index + count, lowest) : min(index, highest)
    }
    let first = start.map(bounded) ?? (step < 0 ? highest : lowest)
    let end = stop.map(bounded) ?? (step < 0 ? lowest : highest)
    return (first, end, step)
  }

  private static func sliceIndexes(
    _ count: Int, _ start: Int?, _ stop: Int?, _ step: Int?
  ) throws(TemplateError) -> [Int] {
    let (first, end, step) = try sliceBounds(count, start, stop, step)
    return Array(stride(from: first, to: end, by: step))
  }

  // MARK: Iteration

  /// What a `for` goes through; an undefined value has nothing.
  func items(of value: Value) throws(TemplateError) -> [Value] {
    switch value {
    case .undefined: return []
    case .list(let list), .tuple(let list), .view(let list, _): return list.items
    case .dict(let dict): return dict.keys
    case .iterator(let iterator): return iterator.takeAll()
    case .string(let text):
      try budget.reserve(elements: text.count)
      return text.units.map { .string(Text(units: [$0], isMarkup: text.isMarkup)) }
    case .range(let range):
      try budget.reserve(elements: range.count)
      return (0..<range.count).map(range.value)
    case .loop(let loop): return Array(loop.items.dropFirst(loop.index + 1))
    default: throw TemplateError(.type, "'\(value.typeName)' object is not iterable")
    }
  }

  func iterator(_ items: [Value]) throws(TemplateError) -> Value {
    try budget.reserve(elements: items.count)
    return .iterator(try IteratorValue(items))
  }

  func list(_ items: [Value]) throws(TemplateError) -> Value {
    try budget.reserve(elements: items.count)
    return try .list(items)
  }

  func string(_ text: Text) throws(TemplateError) -> Value {
    try budget.reserve(text: text.count)
    return .string(text)
  }

  /// Python's `len`.
  func length(of value: Value) throws(TemplateError) -> Int {
    switch value {
    case .undefined: 0
    case .string(let text): text.count
    case .list(let list), .tuple(let list), .view(let list, _): list.items.count
    case .dict(let dict): dict.count
    case .range(let range): range.count
    case .loop(let loop): loop.items.count
    default: throw TemplateError(.type, "object of type '\(value.typeName)' has no len()")
    }
  }
}
