/// The exact decimal digits of a floating-point number, and their rounding half to even.
///
/// A double is a whole number times a power of two, so that its expansion ends: at most 1,075
/// places. `printf` rounds the same expansion.
struct DecimalExpansion {
  /// Digits from the most significant one; `point` of them stand before the point.
  private var digits: [UInt8]
  private var point: Int

  init(_ value: Double) {
    // |value| = significand × 2^power
    let magnitude = value.magnitude
    guard magnitude > 0, magnitude.isFinite else {
      digits = [0]
      point = 1
      return
    }
    let bits = magnitude.bitPattern
    let field = Int(bits >> 52)
    let fraction = bits & (1 << 52 - 1)
    let significand = field == 0 ? fraction : fraction | 1 << 52
    let power = (field == 0 ? 1 : field) - 1_075
    var number = String(significand).utf8.reversed().map { $0 - 48 }
    if power >= 0 {
      for _ in 0..<power { Self.multiply(&number, by: 2) }
      digits = number.reversed()
      point = digits.count
    } else {
      // significand / 2^n = significand × 5^n / 10^n
      for _ in 0..<(-power) { Self.multiply(&number, by: 5) }
      digits = number.reversed()
      point = digits.count + power
    }
    while point < 1 {
      digits.insert(0, at: 0)
      point += 1
    }
  }

  private static func multiply(_ number: inout [UInt8], by factor: UInt8) {
    var carry: UInt8 = 0
    for index in number.indices {
      let product = number[index] * factor + carry
      number[index] = product % 10
      carry = product / 10
    }
    if carry > 0 { number.append(carry) }
  }

  /// With that many digits after the point (negative: before it), without a sign.
  func fixed(_ places: Int) -> String {
    var copy = self
    copy.round(to: places)
    let whole = copy.digits.prefix(copy.point)
    var text = String(decoding: whole.map { $0 + 48 }, as: UTF8.self)
    while text.count > 1, text.hasPrefix("0") { text.removeFirst() }
    guard places > 0 else { return text }
    var fraction = copy.digits.dropFirst(copy.point).prefix(places).map { $0 + 48 }
    while fraction.count < places { fraction.append(48) }
    return text + "." + String(decoding: fraction, as: UTF8.self)
  }

  /// With that many digits after the first: digits and the power of ten of the first one.
  func scientific(_ places: Int) -> (digits: String, exponent: Int) {
    guard let first = digits.firstIndex(where: { $0 != 0 }) else {
      return (String(repeating: "0", count: places + 1), 0)
    }
    var copy = self
    copy.round(to: first - point + 1 + places)
    let start = copy.digits.firstIndex { $0 != 0 } ?? 0
    var shown = copy.digits.dropFirst(start).prefix(places + 1).map { $0 + 48 }
    while shown.count < places + 1 { shown.append(48) }
    return (String(decoding: shown, as: UTF8.self), copy.point - start - 1)
  }

  private mutating func round(to places: Int) {
    let keep = point + places
    guard keep < digits.count else { return }
    guard keep >= 0 else {
      digits = [0]
      point = 1
      return
    }
    let rest = digits[keep...]
    let isHalf = rest.first == 5 && rest.dropFirst().allSatisfy { $0 == 0 }
    let last = keep > 0 ? digits[keep - 1] : 0
    let goesUp = isHalf ? last % 2 == 1 : (rest.first ?? 0) >= 5
    for index in keep..<digits.count { digits[index] = 0 }
    digits.removeSubrange(Swift.max(keep, point)...)
    guard goesUp else { return }
    var index = keep - 1
    while index >= 0, digits[index] == 9 {
      digits[index] = 0
      index -= 1
    }
    if index >= 0 {
      digits[index] += 1
    } else {
      digits.insert(1, at: 0)
      point += 1
    }
  }
}
