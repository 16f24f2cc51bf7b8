/// The methods of Python's types that the sandbox lets a template call.
enum Methods {
  private static let ofString: Set<String> = [
    "capitalize", "casefold", "center", "count", "endswith", "expandtabs", "find", "format",
    "format_map", "index", "isalnum", "isalpha", "isascii", "isdecimal", "isdigit",
    "isidentifier", "islower", "isnumeric", "isprintable", "isspace", "istitle", "isupper", "join",
    "ljust", "lower", "lstrip", "partition", "removeprefix", "removesuffix", "replace", "rfind",
    "rindex", "rjust", "rpartition", "rsplit", "rstrip", "split", "splitlines", "startswith",
    "strip", "swapcase", "title", "upper", "zfill",
  ]
  private static let ofDict: Set<String> = ["copy", "get", "items", "keys", "values"]
  private static let ofList: Set<String> = ["copy", "count", "index"]
  private static let changingDicts: Set<String> = [
    "clear", "pop", "popitem", "setdefault", "update",
  ]
  private static let changingLists: Set<String> = [
    "append", "clear", "extend", "insert", "pop", "remove", "reverse", "sort",
  ]

  static func names(_ value: Value) -> Set<String> {
    switch value {
    case .string: ofString
    case .dict: ofDict
    case .list: ofList
    case .tuple, .range: ["count", "index"]
    case .callable(.cycler): ["next", "reset"]
    case .float: ["is_integer"]
    case .integer, .bool: ["bit_length", "bit_count", "is_integer"]
    default: []
    }
  }

  /// Methods that change their receiver, which the sandbox of Hugging Face refuses.
  static func changing(_ value: Value) -> Set<String> {
    switch value {
    case .dict: changingDicts
    case .list: changingLists
    default: []
    }
  }

  static func call(
    _ method: MethodValue, _ arguments: Arguments, _ interpreter: Interpreter
  ) throws(TemplateError) -> Value {
    switch method.receiver {
    case .string(let text):
      return try StringMethods(text, interpreter).call(method.name, arguments)
    case .dict(let dict): return try call(method.name, of: dict, arguments, interpreter)
    case .list(let list), .tuple(let list):
      return try call(method.name, of: list.items, arguments, interpreter)
    case .range:
      let items = try interpreter.items(of: method.receiver)
      return try call(method.name, of: items, arguments, interpreter)
    case .callable(.cycler(let cycler)):
      try arguments.finish(method.name)
      if method.name == "reset" {
        cycler.place = 0
        return .none
      }
      defer { cycler.place = (cycler.place + 1) % cycler.items.count }
      return cycler.items[cycler.place]
    case .float(let number):
      try arguments.finish(method.name)
      return .bool(number == number.rounded() && number.isFinite)
    default:
      try arguments.finish(method.name)
      let number = method.receiver.integer ?? 0
      switch method.name {
      case "bit_length": return .integer(Int.bitWidth - number.magnitude.leadingZeroBitCount)
      case "bit_count": return .integer(number.magnitude.nonzeroBitCount)
      default: return .bool(true)
      }
    }
  }

  private static func call(
    _ name: String, of dict: DictValue, _ given: Arguments, _ interpreter: Interpreter
  ) throws(TemplateError) -> Value {
    var arguments = given
    switch name {
    case "get":
      guard given.keywords.isEmpty else {
        throw TemplateError(.type, "dict.get() takes no keyword arguments")
      }
      let key = try arguments.required("key", of: "get")
      let standard = try arguments.take("default") ?? .none
      try arguments.finish("get")
      return try dict[key] ?? standard
    case "copy":
      try arguments.finish(name)
      return .dict(dict)
    case "keys":
      try arguments.finish(name)
      return .view(try view(dict.keys, interpreter), .keys)
    case "values":
      try arguments.finish(name)
      return .view(try view(dict.values, interpreter), .values)
    default:
      try arguments.finish(name)
      return .view(try view(try dict.items(), interpreter), .items)
    }
  }

  private static func view(
    _ items: [Value], _ interpreter: Interpreter
  ) throws(TemplateError) -> ListValue {
    try interpreter.budget.reserve(elements: items.count)
    return try ListValue(items)
  }

  private static func call(
    _ name: String, of items: [Value], _ given: Arguments, _ interpreter: Interpreter
  ) throws(TemplateError) -> Value {
    var arguments = given
    try interpreter.budget.spend(items.count)
    switch name {
    case "count":
      let sought = try arguments.required("value", of: name)
      try arguments.finish(name)
      return .integer(items.filter { Comparisons.areEqual($0, sought) }.count)
    case "index":
      let sought = try arguments.required("value", of: name)
      let start = StringMethods.bound(try arguments.integer("start", or: 0), items.count)
      let stop = StringMethods.bound(try arguments.integer("stop", or: items.count), items.count)
      try arguments.finish(name)
      for index in stride(from: start, to: stop, by: 1)
      where Comparisons.areEqual(items[index], sought) {
        return .integer(index)
      }
      throw TemplateError(.type, "the value is not in the list")
    default:
      try arguments.finish(name)
      return try interpreter.list(items)
    }
  }
}
