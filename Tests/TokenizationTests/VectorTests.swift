import Testing
import Tokenization

/// Equal to llama.cpp on its own vectors and on ours.
struct VectorTests {
  @Test(arguments: VocabularyFixture.names)
  func idsAreThoseOfLlamaCpp(name: String) throws {
    let tokenizer = try VocabularyFixture.tokenizer(name)
    let vectors = try VectorsFixture.named(name)
    #expect(vectors.plain.count > 100 && vectors.special.count > 5)
    for vector in vectors.plain {
      let ids = try tokenizer.encode(vector.text)
      #expect(ids == vector.ids, "\(vector.text.debugDescription)")
    }
    for vector in vectors.special {
      let ids = try tokenizer.encode(vector.text, addSpecial: true, parseSpecial: true)
      #expect(ids == vector.ids, "\(vector.text.debugDescription), with special tokens")
    }
  }

  @Test(arguments: VocabularyFixture.names)
  func decodingGivesTheTextBack(name: String) throws {
    let tokenizer = try VocabularyFixture.tokenizer(name)
    for vector in try VectorsFixture.named(name).plain {
      let expected =
        tokenizer.model == "llama"
        ? vector.text.replacing("\u{2581}", with: " ") : vector.text
      #expect(Array(try tokenizer.decode(vector.ids).utf8) == Array(expected.utf8))
    }
  }
}
