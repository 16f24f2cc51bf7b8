/// Python's equality, order and membership.
enum Comparisons {
  static func holds(
    _ comparison: Expression.Comparison, _ left: Value, _ right: Value, _ budget: Budget
  ) throws(TemplateError) -> Bool {
    switch comparison {
    case .equal: areEqual(left, right)
    case .notEqual: !areEqual(left, right)
    case .less: try isLess(left, right, "<")
    case .greater: try isLess(right, left, ">")
    case .lessOrEqual: try isLessOrEqual(left, right, "<=")
    case .greaterOrEqual: try isLessOrEqual(right, left, ">=")
    case .isIn: try contains(right, left, budget)
    case .isNotIn: try !contains(right, left, budget)
    }
  }

  static func areEqual(_ left: Value, _ right: Value) -> Bool {
    if let first = left.integer, let second = right.integer { return first == second }
    if let first = left.number, let second = right.number { return first == second }
    switch (left, right) {
    case (.undefined, .undefined), (.none, .none): return true
    case (.string(let first), .string(let second)): return first == second
    case (.list(let first), .list(let second)), (.tuple(let first), .tuple(let second)):
      return areEqual(first.items, second.items)
    case (.view(let first, let kind), .view(let second, let other)):
      return first === second || (kind == other && kind != .values && sameSet(first, second))
    case (.dict(let first), .dict(let second)):
      return first === second || areEqual(first, second)
    case (.range(let first), .range(let second)):
      guard first.count == second.count else { return false }
      return first.count == 0
        || (first.start == second.start && (first.count == 1 || first.step == second.step))
    case (.iterator(let first), .iterator(let second)): return first === second
    case (.namespace(let first), .namespace(let second)): return first === second
    case (.loop(let first), .loop(let second)): return first === second
    case (.callable(.method(let first)), .callable(.method(let second))):
      return first.name == second.name && areEqual(first.receiver, second.receiver)
    case (.callable(let first), .callable(let second)): return first.identity == second.identity
    default: return false
    }
  }

  static func areEqual(_ left: [Value], _ right: [Value]) -> Bool {
    guard left.count == right.count else { return false }
    for (first, second) in zip(left, right) where !areEqual(first, second) { return false }
    return true
  }

  private static func areEqual(_ left: DictValue, _ right: DictValue) -> Bool {
    guard left.count == right.count else { return false }
    for (key, value) in zip(left.keys, left.values) {
      guard let other = (try? right[key]) ?? nil, areEqual(value, other) else { return false }
    }
    return true
  }

  private static func sameSet(_ left: ListValue, _ right: ListValue) -> Bool {
    left.items.count == right.items.count
      && left.items.allSatisfy { item in right.items.contains { areEqual($0, item) } }
  }

  // MARK: Order

  static func isLess(
    _ left: Value, _ right: Value, _ sign: String = "<"
  ) throws(TemplateError) -> Bool {
    if let order = try numbersOrTexts(left, right) { return order == .less }
    if let (first, second) = lists(left, right) {
      for (one, other) in zip(first.items, second.items) where !areEqual(one, other) {
        return try isLess(one, other, sign)
      }
      return first.items.count < second.items.count
    }
    throw unordered(left, right, sign)
  }

  private static func isLessOrEqual(
    _ left: Value, _ right: Value, _ sign: String
  ) throws(TemplateError) -> Bool {
    if let order = try numbersOrTexts(left, right) { return order == .less || order == .equal }
    if let (first, second) = lists(left, right) {
      for (one, other) in zip(first.items, second.items) where !areEqual(one, other) {
        return try isLessOrEqual(one, other, sign)
      }
      return first.items.count <= second.items.count
    }
    throw unordered(left, right, sign)
  }

  private enum Order { case less, equal, greater, none }

  private static func numbersOrTexts(_ left: Value, _ right: Value) throws(TemplateError) -> Order?
  {
    for side in [left, right] {
      if case .undefined(let message) = side { throw TemplateError(.undefined, message) }
    }
    if let first = left.integer, let second = right.integer {
      return first == second ? .equal : first < second ? .less : .greater
    }
    if let first = left.number, let second = right.number {
      if first == second { return .equal }
      return first < second ? .less : first > second ? .greater : Order.none
    }
    guard let first = left.text, let second = right.text else { return nil }
    return first == second ? .equal : first < second ? .less : .greater
  }

  private static func lists(_ left: Value, _ right: Value) -> (ListValue, ListValue)? {
    switch (left, right) {
    case (.list(let first), .list(let second)), (.tuple(let first), .tuple(let second)):
      (first, second)
    default: nil
    }
  }

  private static func unordered(_ left: Value, _ right: Value, _ sign: String) -> TemplateError {
    TemplateError(
      .type,
      "'\(sign)' not supported between instances of '\(left.typeName)' and '\(right.typeName)'")
  }

  // MARK: Membership

  static func contains(
    _ container: Value, _ value: Value, _ budget: Budget
  ) throws(TemplateError) -> Bool {
    switch container {
    case .undefined: return false
    case .string(let text):
      guard case .string(let part) = value else {
        if case .undefined(let message) = value { throw TemplateError(.undefined, message) }
        throw TemplateError(
          .type, "'in <string>' requires string as left operand, not \(value.typeName)")
      }
      try budget.spend(part.count)
      return text.contains(part)
    case .dict(let dict): return try dict[value] != nil
    case .list(let list), .tuple(let list), .view(let list, _):
      try budget.spend(list.items.count)
      return list.items.contains { areEqual($0, value) }
    case .range(let range): return value.integer.map(range.contains) ?? false
    case .iterator(let iterator):
      while let item = iterator.next() {
        if areEqual(item, value) { return true }
      }
      return false
    default: throw TemplateError(.type, "argument of type '\(container.typeName)' is not iterable")
    }
  }

  /// Sorted as Python sorts: equal items keep their order, also backwards.
  static func sorted(
    _ items: [Value], by keys: [Value], isReversed: Bool, _ budget: Budget
  ) throws(TemplateError) -> [Value] {
    try budget.reserve(elements: 2 * items.count)
    var order = Array(items.indices)
    var failure: TemplateError?
    // The standard sort is stable.
    order.sort { left, right in
      guard failure == nil else { return false }
      do throws(TemplateError) {
        return isReversed
          ? try isLess(keys[right], keys[left]) : try isLess(keys[left], keys[right])
      } catch {
        failure = error
        return false
      }
    }
    if let failure { throw failure }
    return order.map { items[$0] }
  }
}
