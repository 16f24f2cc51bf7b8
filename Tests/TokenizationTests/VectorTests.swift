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

  @Test func everyGroupOfPreTokenizersCutsAsLlamaCppDoes() throws {
    let fixture = try GroupsFixture.read()
    var source = try VocabularyFixture.named("llama-bpe").source()
    #expect(fixture.groups.count == 30)
    for (name, differing) in fixture.groups {
      source.pre = name
      let tokenizer = try Tokenizer(source)
      let texts = Set(differing.map(\.text))
      // The lines that are not listed are those on which this name is like `llama-bpe`.
      for vector in fixture.usual.filter({ !texts.contains($0.text) }) + differing {
        let ids = try tokenizer.encode(vector.text)
        #expect(ids == vector.ids, "\(name): \(vector.text.debugDescription)")
      }
    }
  }
}
