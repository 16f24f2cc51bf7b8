/// The items of a list, tuple or view.
final class ListValue {
  let items: [Value]
  let depth: Int
  /// A tuple of `groupby`, whose two parts have names.
  let isGroup: Bool

  init(_ items: [Value], isGroup: Bool = false) throws(TemplateError) {
    depth = try Value.nestedDepth(items)
    self.items = items
    self.isGroup = isGroup
  }
}

/// A dictionary that keeps the order in which its keys came.
final class DictValue {
  let keys: [Value]
  let values: [Value]
  let depth: Int
  private let places: [Key: Int]

  init(_ pairs: [(Value, Value)] = []) throws(TemplateError) {
    var keys: [Value] = []
    var values: [Value] = []
    var places: [Key: Int] = [:]
    places.reserveCapacity(pairs.count)
    for (key, value) in pairs {
      let hashed = try Key(key)
      if let place = places[hashed] {
        values[place] = value
      } else {
        places[hashed] = keys.count
        keys.append(key)
        values.append(value)
      }
    }
    depth = max(try Value.nestedDepth(values), try Value.nestedDepth(keys))
    self.keys = keys
    self.values = values
    self.places = places
  }

  var count: Int { keys.count }

  /// Throws for a key that cannot be one, such as a list.
  subscript(key: Value) -> Value? {
    get throws(TemplateError) { places[try Key(key)].map { values[$0] } }
  }

  func value(of name: String) -> Value? {
    places[Key(text: Text(name))].map { values[$0] }
  }

  /// The pairs, as tuples.
  func items() throws(TemplateError) -> [Value] {
    var items: [Value] = []
    items.reserveCapacity(count)
    for (key, value) in zip(keys, values) { items.append(try .tuple([key, value])) }
    return items
  }
}

/// A value that may be a key: equal numbers are one key, whatever their types.
struct Key: Hashable {
  private enum Content: Hashable {
    case undefined, none
    case integer(Int)
    case float(Double)
    case text(Text)
    case tuple([Key])
    case object(ObjectIdentifier)
  }

  private let content: Content

  init(text: Text) { content = .text(text) }

  init(_ value: Value) throws(TemplateError) {
    switch value {
    case .undefined: content = .undefined
    case .none: content = .none
    case .bool(let flag): content = .integer(flag ? 1 : 0)
    case .integer(let number): content = .integer(number)
    case .float(let number):
      content = Int(exactly: number).map { .integer($0) } ?? .float(number)
    case .string(let text): content = .text(text)
    case .tuple(let list):
      var keys: [Key] = []
      for item in list.items { keys.append(try Key(item)) }
      content = .tuple(keys)
    case .range(let range): content = .object(ObjectIdentifier(range))
    case .iterator(let iterator): content = .object(ObjectIdentifier(iterator))
    case .namespace(let namespace): content = .object(ObjectIdentifier(namespace))
    case .loop(let loop): content = .object(ObjectIdentifier(loop))
    case .callable(let callable): content = .object(callable.identity)
    case .list, .dict, .view:
      throw TemplateError(.type, "unhashable type: '\(value.typeName)'")
    }
  }
}

/// Python's `range`: never written out until it is gone through.
final class RangeValue {
  let start: Int
  let step: Int
  let count: Int
  let stop: Int

  init(start: Int, stop: Int, step: Int) throws(TemplateError) {
    guard step != 0 else { throw TemplateError(.type, "range() arg 3 must not be zero") }
    self.start = start
    self.stop = stop
    self.step = step
    let isEmpty = step > 0 ? start >= stop : start <= stop
    guard !isEmpty else {
      count = 0
      return
    }
    // Numbers near the ends of the type: their distance fits an unsigned one.
    let distance =
      step > 0 ? stop.magnitudeDistance(from: start) : start.magnitudeDistance(from: stop)
    let steps = (distance - 1) / step.magnitude + 1
    guard steps <= UInt(Int32.max) else {
      throw TemplateError(
        .limit, "expected a range of at most \(Int32.max) numbers, found \(steps)")
    }
    count = Int(steps)
  }

  func value(at index: Int) -> Value { .integer(start &+ step &* index) }

  func contains(_ number: Int) -> Bool {
    guard count > 0 else { return false }
    let last = start &+ step &* (count - 1)
    guard step > 0 ? (start...last).contains(number) : (last...start).contains(number) else {
      return false
    }
    return number.magnitudeDistance(from: start) % step.magnitude == 0
  }
}

extension Int {
  fileprivate func magnitudeDistance(from other: Int) -> UInt {
    self >= other
      ? UInt(bitPattern: self &- other) : UInt(bitPattern: other &- self)
  }
}

/// A generator, made in full at once; what was taken is gone.
final class IteratorValue {
  private(set) var items: ArraySlice<Value>
  let depth: Int

  init(_ items: [Value]) throws(TemplateError) {
    depth = try Value.nestedDepth(items)
    self.items = items[...]
  }

  func next() -> Value? { items.popFirst() }

  func takeAll() -> [Value] {
    defer { items = [] }
    return Array(items)
  }
}
