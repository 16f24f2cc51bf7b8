import ArgumentParser
import Foundation
import OnDevice

/// `FILE` or `FILE:SCALE`; a file whose name ends so is taken as it is.
struct AdapterOption: ExpressibleByArgument {
  let adapter: LanguageModel.Adapter

  init?(argument: String) {
    guard let colon = argument.lastIndex(of: ":"),
      !FileManager.default.fileExists(atPath: argument)
    else {
      adapter = LanguageModel.Adapter(path: argument)
      return
    }
    let path = String(argument[..<colon])
    guard !path.isEmpty, let scale = Float(argument[argument.index(after: colon)...]),
      scale.isFinite
    else { return nil }
    adapter = LanguageModel.Adapter(path: path, scale: scale)
  }
}
