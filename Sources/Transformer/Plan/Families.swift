package import ModelFiles

/// The families that can be read, by the name that files give in `general.architecture`.
///
/// A new family is one more line here and a mapping in a file of its own.
package enum Families {
  typealias Mapping = @Sendable (PlanReader) throws(ModelFileError) -> DecoderPlan

  private static let mappings: [String: Mapping] = [
    "llama": planLlama,
    "qwen3": planQwen3,
  ]

  package static var known: [String] { mappings.keys.sorted() }

  /// Reads the plan of a file's model.
  package static func plan(of file: GGUFFile) throws(TransformerError) -> DecoderPlan {
    let name = try TransformerError.wrapping { () throws(ModelFileError) in
      try file.metadata.string("general.architecture")
    }
    guard let mapping = mappings[name] else {
      throw .unknownArchitecture(name, known: known)
    }
    return try TransformerError.wrapping { () throws(ModelFileError) in
      try mapping(PlanReader(file: file, family: name))
    }
  }
}
