/// Floating-point numbers as Python writes them.
enum FloatText {
  /// `repr(x)`: the shortest digits that give the number back, with an exponent below 1e-4 and from
  /// 1e16 on.
  static func repr(_ value: Double) -> String {
    if value.isNaN { return "nan" }
    if value.isInfinite { return value < 0 ? "-inf" : "inf" }
    let (isNegative, digits, exponent) = parts(value)
    let sign = isNegative ? "-" : ""
    if exponent < -4 || exponent >= 16 {
      let rest = digits.dropFirst()
      let mantissa = String(digits.prefix(1)) + (rest.isEmpty ? "" : "." + rest)
      return "\(sign)\(mantissa)e\(exponentText(exponent))"
    }
    if exponent < 0 {
      return sign + "0." + String(repeating: "0", count: -exponent - 1) + digits
    }
    if digits.count <= exponent + 1 {
      return sign + digits + String(repeating: "0", count: exponent + 1 - digits.count) + ".0"
    }
    return sign + digits.prefix(exponent + 1) + "." + digits.dropFirst(exponent + 1)
  }

  static func exponentText(_ exponent: Int) -> String {
    let digits = String(exponent.magnitude)
    return (exponent < 0 ? "-" : "+") + (digits.count < 2 ? "0" + digits : digits)
  }

  /// Sign, shortest digits, and the power of ten of the first one; Swift finds the same digits as
  /// Python and only sets them otherwise.
  private static func parts(_ value: Double) -> (isNegative: Bool, digits: String, exponent: Int) {
    var text = Substring(value.magnitude.description)
    var exponent = 0
    if let mark = text.firstIndex(of: "e") {
      exponent = Int(text[text.index(after: mark)...]) ?? 0
      text = text[..<mark]
    }
    let whole = text.prefix { $0 != "." }
    let fraction = text.dropFirst(whole.count + 1)
    var digits = String(whole + fraction)
    exponent += whole.count - 1
    let zeros = digits.prefix { $0 == "0" }.count
    if zeros == digits.count { return (value.sign == .minus, "0", 0) }
    digits.removeFirst(zeros)
    exponent -= zeros
    while digits.last == "0" { digits.removeLast() }
    return (value.sign == .minus, digits, exponent)
  }
}
