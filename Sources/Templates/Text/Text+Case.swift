/// The letter cases of Python's `str`, by Unicode's full mappings.
///
/// A mapped code point keeps the mark of the one that it comes from.
extension Text {
  func uppercased() -> Text {
    mapped { point in CodePoints.properties(point)?.uppercaseMapping }
  }

  func lowercased() -> Text { mappedWithIndex { self.lowercase(at: $0) } }

  /// The first code point in title case, the rest in lower case.
  func capitalized() -> Text {
    mappedWithIndex { index in
      index == 0
        ? CodePoints.properties(self[0])?.titlecaseMapping : self.lowercase(at: index)
    }
  }

  /// `str.title`: a letter after a letter is lower, another is title case.
  func titled() -> Text {
    var isAfterLetter = false
    return mappedWithIndex { index in
      let properties = CodePoints.properties(self[index])
      let mapped =
        isAfterLetter ? self.lowercase(at: index) : properties?.titlecaseMapping
      isAfterLetter = properties?.isCased ?? false
      return mapped
    }
  }

  /// Folded for comparisons: what is one letter in upper case is one here, but for the dotless i.
  func caseFolded() -> Text {
    mapped { point in
      guard point & Self.mask != 0x131, let properties = CodePoints.properties(point) else {
        return nil
      }
      let upper = Text(properties.uppercaseMapping)
      return upper.mapped { CodePoints.properties($0)?.lowercaseMapping }.string
    }
  }

  func swappedCase() -> Text {
    mappedWithIndex { index in
      let properties = CodePoints.properties(self[index])
      if properties?.isUppercase ?? false { return self.lowercase(at: index) }
      return properties?.isLowercase ?? false ? properties?.uppercaseMapping : nil
    }
  }

  /// `str.istitle`, `isupper` and `islower` need a cased code point at least.
  func isAll(_ test: (Unicode.Scalar.Properties) -> Bool) -> Bool {
    var hasCased = false
    for unit in units {
      guard let properties = CodePoints.properties(unit), properties.isCased else { continue }
      guard test(properties) else { return false }
      hasCased = true
    }
    return hasCased
  }

  private func lowercase(at index: Int) -> String? {
    // A sigma that ends a word has its own form; ASCII needs no table.
    if self[index] == 0x3A3 { return isFinalSigma(index) ? "\u{3C2}" : "\u{3C3}" }
    return CodePoints.properties(self[index])?.lowercaseMapping
  }

  private func isFinalSigma(_ index: Int) -> Bool {
    func cased(_ indexes: some Sequence<Int>) -> Bool {
      for other in indexes {
        guard let properties = CodePoints.properties(self[other]) else { return false }
        if properties.isCaseIgnorable { continue }
        return properties.isCased
      }
      return false
    }
    return cased((0..<index).reversed()) && !cased((index + 1)..<count)
  }

  private func mapped(_ transform: (UInt32) -> String?) -> Text {
    mappedWithIndex { transform(self[$0]) }
  }

  private func mappedWithIndex(_ transform: (Int) -> String?) -> Text {
    var result: [UInt32] = []
    result.reserveCapacity(count)
    for index in units.indices {
      let mark = units[index] & Self.dataMark
      guard let mapped = transform(index) else {
        result.append(units[index])
        continue
      }
      for scalar in mapped.unicodeScalars { result.append(scalar.value | mark) }
    }
    return Text(units: result, isMarkup: isMarkup)
  }
}
