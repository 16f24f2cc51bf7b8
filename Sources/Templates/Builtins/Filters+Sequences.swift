extension Filters {
  private static let length: Filter = { (interpreter, value, arguments) throws(TemplateError) in
    try arguments.finish("length")
    return .integer(try interpreter.length(of: value))
  }

  static let sequences: [String: Filter] = [
    "length": length, "count": length,
    "first": { (interpreter, value, arguments) throws(TemplateError) in
      try arguments.finish("first")
      if case .iterator(let iterator) = value {
        return iterator.next() ?? .undefined("No first item, sequence was empty.")
      }
      if case .string(let text) = value, !text.isEmpty { return .string(text.slice(0..<1)) }
      return try interpreter.items(of: value).first
        ?? .undefined("No first item, sequence was empty.")
    },
    "last": { (interpreter, value, arguments) throws(TemplateError) in
      try arguments.finish("last")
      if case .iterator = value {
        throw TemplateError(.type, "'generator' object is not reversible")
      }
      return try interpreter.items(of: value).last
        ?? .undefined("No last item, sequence was empty.")
    },
    "list": { (interpreter, value, arguments) throws(TemplateError) in
      try arguments.finish("list")
      return try interpreter.list(try interpreter.items(of: value))
    },
    "reverse": { (interpreter, value, arguments) throws(TemplateError) in
      try arguments.finish("reverse")
      if case .string(let text) = value {
        return try interpreter.string(
          Text(units: text.units.reversed(), isMarkup: text.isMarkup))
      }
      let items: [Value] = try interpreter.items(of: value).reversed()
      if case .iterator = value { return try interpreter.list(items) }
      return try interpreter.iterator(items)
    },
    "sum": { (interpreter, value, given) throws(TemplateError) in
      var arguments = given
      let getter = try Getter(try arguments.take("attribute"), interpreter)
      var sum = try arguments.take("start") ?? .integer(0)
      try arguments.finish("sum")
      guard sum.text == nil else {
        throw TemplateError(.type, "sum() can't sum strings [use ''.join(seq) instead]")
      }
      for item in try interpreter.items(of: value) {
        sum = try Operators.apply(.add, sum, try getter(item), interpreter)
      }
      return sum
    },
    "batch": { (interpreter, value, given) throws(TemplateError) in
      var arguments = given
      let count = try arguments.integer("linecount", or: 0)
      let fill = try arguments.take("fill_with") ?? .none
      try arguments.finish("batch")
      let items = try interpreter.items(of: value)
      // Python makes one batch of all for a count that is never reached.
      let size = count > 0 ? min(count, max(items.count, 1)) : max(items.count, 1)
      var batches: [Value] = []
      for start in stride(from: 0, to: items.count, by: size) {
        var batch = Array(items[start..<min(start + size, items.count)])
        if case .none = fill {
        } else if batch.count < count {
          try interpreter.budget.reserve(elements: count)
          batch += Array(repeating: fill, count: count - batch.count)
        }
        batches.append(try interpreter.list(batch))
      }
      if count == 0, !items.isEmpty { batches.insert(try interpreter.list([]), at: 0) }
      return try interpreter.iterator(batches)
    },
    "slice": { (interpreter, value, given) throws(TemplateError) in
      var arguments = given
      let count = try arguments.integer("slices", or: 0)
      let fill = try arguments.take("fill_with") ?? .none
      try arguments.finish("slice")
      let items = try interpreter.items(of: value)
      guard count != 0 else { throw TemplateError(.type, "integer division or modulo by zero") }
      try interpreter.budget.reserve(elements: max(count, 0))
      var slices: [Value] = []
      var start = 0
      for index in 0..<max(count, 0) {
        let isLonger = index < items.count % count
        let end = start + items.count / count + (isLonger ? 1 : 0)
        var slice = Array(items[start..<end])
        if case .none = fill {} else if !isLonger { slice.append(fill) }
        slices.append(try interpreter.list(slice))
        start = end
      }
      return try interpreter.iterator(slices)
    },
  ]

  // MARK: Each item

  static let choices: [String: Filter] = [
    "map": { (interpreter, value, given) throws(TemplateError) in
      guard value.isTrue else { return try interpreter.iterator([]) }
      var arguments = given
      var results: [Value] = []
      if given.positional.isEmpty, let attribute = given.keyword("attribute") {
        arguments.keywords.removeAll { $0.name == "attribute" || $0.name == "default" }
        try arguments.finish("map")
        let getter = try Getter(attribute, standard: given.keyword("default"), interpreter)
        for item in try interpreter.items(of: value) { results.append(try getter(item)) }
      } else {
        let name = try filterName(&arguments)
        for item in try interpreter.items(of: value) {
          try interpreter.budget.spend(Budget.step)
          results.append(try interpreter.filter(name, item, arguments))
        }
      }
      return try interpreter.iterator(results)
    },
    "select": choice(ofAttribute: false, keeping: true),
    "reject": choice(ofAttribute: false, keeping: false),
    "selectattr": choice(ofAttribute: true, keeping: true),
    "rejectattr": choice(ofAttribute: true, keeping: false),
  ]

  private static func filterName(_ arguments: inout Arguments) throws(TemplateError) -> String {
    guard let name = arguments.positional.first?.text?.string else {
      throw TemplateError(.type, "map requires a filter argument")
    }
    arguments.positional.removeFirst()
    return name
  }

  private static func choice(ofAttribute: Bool, keeping: Bool) -> Filter {
    { (interpreter, value, given) throws(TemplateError) in
      guard value.isTrue else { return try interpreter.iterator([]) }
      var arguments = given
      var attribute: Value?
      if ofAttribute {
        guard let first = given.positional.first else {
          throw TemplateError(.type, "Missing parameter for attribute name")
        }
        attribute = first
        arguments.positional.removeFirst()
      }
      let getter = try Getter(attribute, interpreter)
      let test = arguments.positional.first
      if test != nil { arguments.positional.removeFirst() }
      var kept: [Value] = []
      for item in try interpreter.items(of: value) {
        try interpreter.budget.spend(Budget.step)
        let looked = try getter(item)
        var holds = looked.isTrue
        if let test {
          guard let name = test.text?.string else {
            throw TemplateError(.type, "expected the name of a test, found \(test.typeName)")
          }
          holds = try interpreter.test(name, looked, arguments)
        }
        if holds == keeping { kept.append(item) }
      }
      return try interpreter.iterator(kept)
    }
  }
}
