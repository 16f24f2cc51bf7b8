/// A value inside a template, with Python's meaning of equality, truth and order.
///
/// Lists and dictionaries cannot change, since the sandbox forbids it; only a namespace can.
enum Value {
  /// What is not there, with the sentence that says so when it is used.
  case undefined(String)
  case none
  case bool(Bool)
  case integer(Int)
  case float(Double)
  case string(Text)
  case list(ListValue)
  case tuple(ListValue)
  /// What `keys()`, `values()` and `items()` give.
  case view(ListValue, ViewKind)
  case dict(DictValue)
  case range(RangeValue)
  /// A generator: it can be gone through once.
  case iterator(IteratorValue)
  case namespace(NamespaceValue)
  case loop(LoopValue)
  case callable(Callable)

  enum ViewKind: String { case keys, values, items }

  static func string(_ string: String) -> Value { .string(Text(string)) }
}

extension Value {
  /// How deep it is nested, so that going through it or freeing it needs little stack.
  var depth: Int {
    switch self {
    case .list(let list), .tuple(let list), .view(let list, _): list.depth
    case .dict(let dict): dict.depth
    case .iterator(let iterator): iterator.depth
    case .callable(let callable): callable.depth
    default: 0
    }
  }

  static let depthLimit = 200

  static func nestedDepth(_ values: some Sequence<Value>) throws(TemplateError) -> Int {
    var deepest = 0
    for value in values { deepest = max(deepest, value.depth) }
    guard deepest < depthLimit else {
      throw TemplateError(.limit, "expected values nested at most \(depthLimit) deep, found more")
    }
    return deepest + 1
  }

  static func list(_ items: [Value]) throws(TemplateError) -> Value {
    .list(try ListValue(items))
  }

  static func tuple(_ items: [Value]) throws(TemplateError) -> Value {
    .tuple(try ListValue(items))
  }

  var isUndefined: Bool {
    if case .undefined = self { true } else { false }
  }

  /// Python's name of its type, for messages.
  var typeName: String {
    switch self {
    case .undefined: "Undefined"
    case .none: "NoneType"
    case .bool: "bool"
    case .integer: "int"
    case .float: "float"
    case .string: "str"
    case .list: "list"
    case .tuple: "tuple"
    case .view(_, let kind): "dict_\(kind.rawValue)"
    case .dict: "dict"
    case .range: "range"
    case .iterator: "generator"
    case .namespace: "Namespace"
    case .loop: "LoopContext"
    case .callable(let callable): callable.typeName
    }
  }

  var isTrue: Bool {
    switch self {
    case .undefined, .none: false
    case .bool(let value): value
    case .integer(let value): value != 0
    case .float(let value): value != 0
    case .string(let text): !text.isEmpty
    case .list(let list), .tuple(let list), .view(let list, _): !list.items.isEmpty
    case .dict(let dict): dict.count > 0
    case .range(let range): range.count > 0
    case .loop(let loop): loop.items.count > 0
    case .iterator, .namespace, .callable: true
    }
  }

  /// An integer where Python takes one: booleans count.
  var integer: Int? {
    switch self {
    case .integer(let value): value
    case .bool(let value): value ? 1 : 0
    default: nil
    }
  }

  var number: Double? {
    if case .float(let value) = self { return value }
    return integer.map(Double.init)
  }

  var text: Text? {
    if case .string(let text) = self { text } else { nil }
  }
}
