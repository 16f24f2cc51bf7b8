extension Filters {
  static let orders: [String: Filter] = [
    "sort": { (interpreter, value, given) throws(TemplateError) in
      var arguments = given
      let isReversed = try arguments.bool("reverse", or: false)
      let isCaseSensitive = try arguments.bool("case_sensitive", or: false)
      let attribute = try arguments.take("attribute")
      try arguments.finish("sort")
      let items = try interpreter.items(of: value)
      let keys = try sortKeys(items, attribute, !isCaseSensitive, interpreter)
      return try interpreter.list(
        try Comparisons.sorted(items, by: keys, isReversed: isReversed, interpreter.budget))
    },
    "dictsort": { (interpreter, value, given) throws(TemplateError) in
      var arguments = given
      let isCaseSensitive = try arguments.bool("case_sensitive", or: false)
      let by = try arguments.text("by", or: "key").string
      let isReversed = try arguments.bool("reverse", or: false)
      try arguments.finish("dictsort")
      guard by == "key" || by == "value" else {
        throw TemplateError(.type, "You can only sort by either \"key\" or \"value\"")
      }
      guard case .dict(let dict) = value else {
        if case .undefined(let message) = value { throw TemplateError(.undefined, message) }
        throw TemplateError(.type, "'\(value.typeName)' object has no attribute 'items'")
      }
      let getter = try Getter(nil, ignoresCase: !isCaseSensitive, interpreter)
      var keys: [Value] = []
      for key in by == "key" ? dict.keys : dict.values { keys.append(try getter(key)) }
      return try interpreter.list(
        try Comparisons.sorted(
          try dict.items(), by: keys, isReversed: isReversed, interpreter.budget))
    },
    "unique": { (interpreter, value, given) throws(TemplateError) in
      var arguments = given
      let isCaseSensitive = try arguments.bool("case_sensitive", or: false)
      let attribute = try arguments.take("attribute")
      try arguments.finish("unique")
      let getter = try Getter(attribute, ignoresCase: !isCaseSensitive, interpreter)
      var seen: Set<Key> = []
      var kept: [Value] = []
      for item in try interpreter.items(of: value)
      where seen.insert(try Key(try getter(item))).inserted {
        kept.append(item)
      }
      return try interpreter.iterator(kept)
    },
    "min": extreme(isLargest: false),
    "max": extreme(isLargest: true),
    "groupby": { (interpreter, value, given) throws(TemplateError) in
      var arguments = given
      let attribute = try arguments.required("attribute", of: "groupby")
      let standard = try arguments.take("default")
      let isCaseSensitive = try arguments.bool("case_sensitive", or: false)
      try arguments.finish("groupby")
      let getter = try Getter(attribute, standard: standard, interpreter)
      let keyGetter = try Getter(
        attribute, standard: standard, ignoresCase: !isCaseSensitive, interpreter)
      let items = try interpreter.items(of: value)
      var keys: [Value] = []
      for item in items { keys.append(try keyGetter(item)) }
      let sorted = try Comparisons.sorted(
        items, by: keys, isReversed: false, interpreter.budget)
      return try interpreter.list(
        try groups(sorted, by: keyGetter, named: getter, interpreter))
    },
  ]

  /// The sort keys: one attribute, or several with commas between, compared one after the other.
  private static func sortKeys(
    _ items: [Value], _ attribute: Value?, _ ignoresCase: Bool, _ interpreter: Interpreter
  ) throws(TemplateError) -> [Value] {
    var getters: [Getter] = []
    if case .string(let text)? = attribute {
      for part in text.split(by: ",", limit: -1) {
        getters.append(try Getter(.string(part), ignoresCase: ignoresCase, interpreter))
      }
    } else {
      getters = [try Getter(attribute, ignoresCase: ignoresCase, interpreter)]
    }
    var keys: [Value] = []
    for item in items {
      var parts: [Value] = []
      for getter in getters { parts.append(try getter(item)) }
      keys.append(try .list(parts))
    }
    return keys
  }

  private static func extreme(isLargest: Bool) -> Filter {
    { (interpreter, value, given) throws(TemplateError) in
      var arguments = given
      let isCaseSensitive = try arguments.bool("case_sensitive", or: false)
      let attribute = try arguments.take("attribute")
      try arguments.finish(isLargest ? "max" : "min")
      let getter = try Getter(attribute, ignoresCase: !isCaseSensitive, interpreter)
      var best: Value?
      var bestKey = Value.none
      for item in try interpreter.items(of: value) {
        let key = try getter(item)
        if best != nil {
          let isBetter =
            isLargest
            ? try Comparisons.isLess(bestKey, key) : try Comparisons.isLess(key, bestKey)
          guard isBetter else { continue }
        }
        best = item
        bestKey = key
      }
      return best ?? .undefined("No aggregated item, sequence was empty.")
    }
  }

  private static func groups(
    _ items: [Value], by keyGetter: Getter, named getter: Getter, _ interpreter: Interpreter
  ) throws(TemplateError) -> [Value] {
    var groups: [Value] = []
    var current: [Value] = []
    var currentKey = Value.none
    func close() throws(TemplateError) {
      guard let first = current.first else { return }
      let pair = [try getter(first), try interpreter.list(current)]
      groups.append(.tuple(try ListValue(pair, isGroup: true)))
    }
    for item in items {
      let key = try keyGetter(item)
      if !current.isEmpty, !Comparisons.areEqual(key, currentKey) {
        try close()
        current = []
      }
      currentKey = key
      current.append(item)
    }
    try close()
    return groups
  }
}
