import ArgumentParser

/// `1,2,3`; spaces around the numbers are allowed, an empty list is not.
struct TokenList: ExpressibleByArgument {
  let ids: [Int]

  init?(argument: String) {
    var ids: [Int] = []
    for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
      guard let id = Int(part.filter { !$0.isWhitespace }), id >= 0 else { return nil }
      ids.append(id)
    }
    self.ids = ids
  }
}
