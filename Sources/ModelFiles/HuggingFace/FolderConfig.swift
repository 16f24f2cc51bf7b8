import JSON

/// An object of a folder's `config.json`, read key by key; what nobody reads is known in the end.
///
/// Getters give the default where a key is absent or null, and throw errors that name the file and
/// the key where a value is of another kind. Numbers that become sizes are at most ``limit``. An
/// object is used by one thread, while the folder is opened.
final class FolderConfig {
  /// More than any dimension of any model, and the product of two fits easily.
  static let limit = 1 << 24

  let file: String
  /// What stands before a key in messages: `rope_parameters.`.
  private let path: String
  private let object: JSONObject
  /// What the family takes where a key is absent.
  var defaults: [String: Double] = [:]
  private(set) var read: Set<String> = []

  init(_ object: JSONObject, file: String, path: String = "") {
    self.object = object
    self.file = file
    self.path = path
  }

  var keys: [String] { object.keys }

  /// A value that is there and not null.
  func value(_ key: String) -> JSONValue? {
    read.insert(key)
    guard let value = object[key], !value.isNull else { return nil }
    return value
  }

  /// Marks keys that need no reading.
  func ignore(_ keys: String...) { read.formUnion(keys) }

  func contains(_ key: String) -> Bool { value(key) != nil }

  /// Whether the key is there, if only with null.
  func names(_ key: String) -> Bool {
    read.insert(key)
    return object[key] != nil
  }

  // MARK: - Numbers

  /// A size: a whole number from 1 to ``limit``.
  func count(_ key: String) throws(ModelFileError) -> Int {
    if let count = try countIfPresent(key) { return count }
    if let fallback = defaults[key] { return Int(fallback) }
    throw failure(.missing, key, expected: "a whole number", found: "no such key")
  }

  func countIfPresent(
    _ key: String, in range: ClosedRange<Int> = 1...FolderConfig.limit
  ) throws(ModelFileError) -> Int? {
    guard let value = value(key) else { return nil }
    guard let count = whole(value), range.contains(count) else {
      throw failure(
        key, expected: "a whole number from \(range.lowerBound) to \(range.upperBound)", value)
    }
    return count
  }

  func number(_ key: String) throws(ModelFileError) -> Double {
    if let number = try numberIfPresent(key) { return number }
    if let fallback = defaults[key] { return fallback }
    throw failure(.missing, key, expected: "a number", found: "no such key")
  }

  func numberIfPresent(_ key: String) throws(ModelFileError) -> Double? {
    guard let value = value(key) else { return nil }
    guard let number = value.number else { throw failure(key, expected: "a number", value) }
    return number
  }

  /// A number above 0.
  func positiveIfPresent(_ key: String) throws(ModelFileError) -> Double? {
    guard let number = try numberIfPresent(key) else { return nil }
    guard number > 0 else {
      throw failure(.invalid, key, expected: "a number above 0", found: "\(number)")
    }
    return number
  }

  func positive(_ key: String) throws(ModelFileError) -> Double {
    if let number = try positiveIfPresent(key) { return number }
    return try number(key)
  }

  // MARK: - Other values

  func flag(_ key: String, default fallback: Bool) throws(ModelFileError) -> Bool {
    guard let value = value(key) else { return fallback }
    guard let flag = value.bool else { throw failure(key, expected: "true or false", value) }
    return flag
  }

  func textIfPresent(_ key: String) throws(ModelFileError) -> String? {
    guard let value = value(key) else { return nil }
    guard let text = value.string else { throw failure(key, expected: "a string", value) }
    return text
  }

  func textsIfPresent(_ key: String) throws(ModelFileError) -> [String]? {
    guard let value = value(key) else { return nil }
    guard let texts = value.array?.map(\.string), !texts.contains(nil) else {
      throw failure(key, expected: "an array of strings", value)
    }
    return texts.compactMap { $0 }
  }

  func numbersIfPresent(_ key: String) throws(ModelFileError) -> [Double]? {
    guard let value = value(key) else { return nil }
    guard let numbers = value.array?.map(\.number), !numbers.contains(nil) else {
      throw failure(key, expected: "an array of numbers", value)
    }
    return numbers.compactMap { $0 }
  }

  /// One number or several: `eos_token_id` is both in the wild.
  func idsIfPresent(_ key: String) throws(ModelFileError) -> [Int]? {
    guard let value = value(key) else { return nil }
    let ids = (value.array ?? [value]).map(whole)
    guard !ids.contains(nil) else { throw failure(key, expected: "ids of tokens", value) }
    return ids.compactMap { $0 }.filter { $0 >= 0 }
  }

  func sectionIfPresent(_ key: String) throws(ModelFileError) -> FolderConfig? {
    guard let value = value(key) else { return nil }
    guard let section = value.object else { throw failure(key, expected: "an object", value) }
    return FolderConfig(section, file: file, path: path + key + ".")
  }

  /// Refuses a switch that asks for more than the family does.
  func require(_ key: String, _ wanted: Bool, default fallback: Bool) throws(ModelFileError) {
    let found = try flag(key, default: fallback)
    guard found == wanted else {
      throw failure(.unsupportedType, key, expected: "\(wanted)", found: "\(found)")
    }
  }

  // MARK: - Errors

  func failure(
    _ code: ModelFileError.Code, _ key: String, expected: String, found: String
  ) -> ModelFileError {
    ModelFileError(
      code, file: file, place: .key(path + key), expected: expected, found: found)
  }

  private func failure(_ key: String, expected: String, _ value: JSONValue) -> ModelFileError {
    var found = value.kindName
    if let text = value.string { found = Printable.quoted(text) }
    if let number = value.integer {
      found = "\(number)"
    } else if let number = value.number {
      found = "\(number)"
    }
    return failure(.mismatch, key, expected: expected, found: found)
  }

  /// A whole number, `4096.0` included, as some writers put it.
  private func whole(_ value: JSONValue) -> Int? {
    value.integer ?? value.number.flatMap { Int(exactly: $0) }
  }
}
