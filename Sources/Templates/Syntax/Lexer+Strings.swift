/// String literals, with the escapes of Python.
extension Lexer {
  mutating func string(quote: UInt32) throws(TemplateError) {
    let start = place
    var units: [UInt32] = []
    place += 1
    while place < source.count, source[place] != quote {
      if source[place] == "\\" {
        try escape(into: &units, literalAt: start)
      } else {
        units.append(source[place])
        place += 1
      }
    }
    guard place < source.count else {
      throw TemplateError(.syntax, "expected the end of a string, found none", at: position(start))
    }
    place += 1
    add(.string(Text(units: units)), at: start)
  }

  private mutating func escape(
    into units: inout [UInt32], literalAt start: Int
  ) throws(TemplateError) {
    let escapeStart = place
    place += 1
    guard place < source.count else { return }
    let letter = source[place]
    place += 1
    switch letter {
    case 0x0A: break
    case "\\", "'", "\"": units.append(letter)
    case "n": units.append(0x0A)
    case "t": units.append(0x09)
    case "r": units.append(0x0D)
    case "a": units.append(0x07)
    case "b": units.append(0x08)
    case "f": units.append(0x0C)
    case "v": units.append(0x0B)
    case "0", "1", "2", "3", "4", "5", "6", "7":
      place -= 1
      units.append(digits(radix: 8, atMost: 3)?.value ?? 0)
    case "x": units.append(try hexadecimal(2, escapeStart))
    case "u": units.append(try hexadecimal(4, escapeStart))
    case "U": units.append(try hexadecimal(8, escapeStart))
    case "N":
      throw TemplateError(
        .syntax, "expected an escape by number, found one by name", at: position(escapeStart))
    default:
      units.append(0x5C)
      units.append(letter)
    }
  }

  private mutating func hexadecimal(_ count: Int, _ start: Int) throws(TemplateError) -> UInt32 {
    guard let (value, found) = digits(radix: 16, atMost: count), found == count,
      Unicode.Scalar(value) != nil
    else {
      throw TemplateError(
        .syntax, "expected \(count) hexadecimal digits of a character", at: position(start))
    }
    return value
  }

  private mutating func digits(radix: Int, atMost limit: Int) -> (value: UInt32, count: Int)? {
    var value = 0
    var count = 0
    while count < limit, place < source.count, source[place] < 0x80,
      let scalar = Unicode.Scalar(source[place]), let digit = Int(String(scalar), radix: radix)
    {
      value = value * radix + digit
      count += 1
      place += 1
    }
    return count > 0 ? (UInt32(value), count) : nil
  }
}
