/// The members of an object in the order of the text.
package struct JSONObject: Sendable, Hashable {
  /// The names in order.
  package private(set) var keys: [String] = []
  private var values: [String: JSONValue] = [:]

  package init() {}

  package var count: Int { keys.count }
  package var isEmpty: Bool { keys.isEmpty }

  package subscript(_ key: String) -> JSONValue? { values[key] }

  /// Sets a member, at its old place where there is one.
  ///
  /// - Returns: the value that it replaced.
  @discardableResult
  package mutating func updateValue(_ value: JSONValue, forKey key: String) -> JSONValue? {
    let old = values.updateValue(value, forKey: key)
    if old == nil { keys.append(key) }
    return old
  }

  /// Names and values in order.
  package var members: [(key: String, value: JSONValue)] {
    keys.compactMap { key in values[key].map { (key, $0) } }
  }
}
