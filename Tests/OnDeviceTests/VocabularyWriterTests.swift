import Foundation
import ModelFiles
import OnDevice
import Testing

struct VocabularyWriterTests {
  private func metadata(
    _ tokenizer: String, config: String = "{}", count: Int
  ) throws -> GGUFMetadata {
    let url = FileManager.default.temporaryDirectory.appending(path: "words-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: url) }
    try Data(tokenizer.utf8).write(to: url.appending(path: "tokenizer.json"))
    try Data(config.utf8).write(to: url.appending(path: "tokenizer_config.json"))
    var writer = GGUFWriter()
    try VocabularyWriter(FolderFiles(path: url.path), count: count).write(to: &writer)
    return try writer.metadata(named: "words")
  }

  private func strings(_ metadata: GGUFMetadata, _ key: String) throws -> [String] {
    let strings = try metadata.strings(key)
    return (0..<strings.count).map { strings.string(at: $0) }
  }

  private static let gpt2 = #"""
    {"added_tokens":[{"id":3,"content":"<|end|>","special":false,"normalized":false},
      {"id":4,"content":"▁tag","special":false}],
     "pre_tokenizer":{"type":"ByteLevel","add_prefix_space":false,"use_regex":true},
     "decoder":{"type":"ByteLevel"},
     "post_processor":{"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"a"}}]},
     "model":{"type":"BPE","vocab":{"a":0,"b":1,"ab":2},"merges":[["a","b"]]}}
    """#

  @Test func aByteLevelVocabularyHasTokensTypesMergesAndTheNameOfItsCuts() throws {
    let metadata = try metadata(
      Self.gpt2, config: #"{"eos_token":{"content":"<|end|>"}}"#, count: 6)
    #expect(try metadata.string("tokenizer.ggml.model") == "gpt2")
    #expect(try metadata.string("tokenizer.ggml.pre") == "gpt-2")
    #expect(try strings(metadata, "tokenizer.ggml.merges") == ["a b"])
    #expect(
      try strings(metadata, "tokenizer.ggml.tokens") == [
        "a", "b", "ab", "<|end|>", " tag", "[PAD5]",
      ])
    #expect(try metadata.integers("tokenizer.ggml.token_type", in: 0...9) == [1, 1, 1, 3, 4, 5])
    #expect(try metadata.unsigned("tokenizer.ggml.eos_token_id") == 3)
    #expect(try metadata.bool("tokenizer.ggml.add_bos_token"))
  }

  @Test func mergesIntoTokensThatTheModelHasNoRowsForAreLeftOut() throws {
    let longer = Self.gpt2.replacing(#""ab":2}"#, with: #""ab":2,"aba":5,"abab":6}"#)
      .replacing(#"[["a","b"]]"#, with: #"[["a","b"],["ab","a"],["aba","b"]]"#)
    #expect(
      try strings(metadata(longer, count: 7), "tokenizer.ggml.merges") == ["a b", "ab a", "aba b"])
    #expect(try strings(metadata(longer, count: 6), "tokenizer.ggml.merges") == ["a b", "ab a"])
    #expect(try strings(metadata(longer, count: 5), "tokenizer.ggml.merges") == ["a b"])
  }

  @Test func aVocabularyOfSentencePieceHasScoresInTheOrderOfItsMerges() throws {
    let text = #"""
      {"added_tokens":[{"id":0,"content":"<unk>","special":true}],
       "normalizer":{"type":"Replace","pattern":{"String":" "},"content":"▁"},
       "model":{"type":"BPE","byte_fallback":true,"unk_token":"<unk>",
        "vocab":{"<unk>":0,"<0x0A>":1,"▁":2,"a":3,"aa":4,"▁a":5},"merges":["▁ a","a a"]}}
      """#
    let metadata = try metadata(text, count: 6)
    #expect(try metadata.string("tokenizer.ggml.model") == "llama")
    #expect(try metadata.bool("tokenizer.ggml.add_space_prefix") == false)
    #expect(try metadata.integers("tokenizer.ggml.token_type", in: 0...9) == [2, 6, 1, 1, 1, 1])
    let scores = try metadata.floats("tokenizer.ggml.scores")
    #expect(scores[5] > scores[4], "the first merge wins")
    #expect(scores[4] > scores[3])
  }

  private static let unigram = #"""
    {"added_tokens":[{"id":0,"content":"<s>","special":true},{"id":2,"content":"</s>","special":true},
      {"id":3,"content":"<unk>","special":true},{"id":13,"content":"<word>","special":false}],
     "normalizer":{"type":"Sequence","normalizers":[
      {"type":"Replace","pattern":{"Regex":" {2,}"},"content":" "}]},
     "pre_tokenizer":{"type":"Sequence","pretokenizers":[{"type":"WhitespaceSplit"},
      {"type":"Metaspace","replacement":"▁","prepend_scheme":"always","split":true}]},
     "post_processor":{"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"<s>","type_id":0}},
      {"Sequence":{"id":"A","type_id":0}},{"SpecialToken":{"id":"</s>","type_id":0}}],"pair":[],
      "special_tokens":{"<s>":{"id":"<s>","ids":[0],"tokens":["<s>"]},
       "</s>":{"id":"</s>","ids":[2],"tokens":["</s>"]}}},
     "decoder":{"type":"Metaspace","replacement":"▁","prepend_scheme":"always"},
     "model":{"type":"Unigram","unk_id":3,"vocab":[["<s>",0.0],["<pad>",0.0],["</s>",0.0],
      ["<unk>",0.0],["▁",-2.0],["▁안녕",-3.0],["하세요",-3.5],["▁he",-4.0],["llo",-4.25],["l",-6],
      ["o",-6.5],["h",-7],["e",-7.5]]}}
    """#

  private static let wordPiece = #"""
    {"added_tokens":[{"id":0,"content":"[PAD]","special":true},{"id":1,"content":"[UNK]","special":true},
      {"id":2,"content":"[CLS]","special":true},{"id":3,"content":"[SEP]","special":true}],
     "normalizer":{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,
      "strip_accents":null,"lowercase":true},
     "pre_tokenizer":{"type":"BertPreTokenizer"},
     "post_processor":{"type":"BertProcessing","sep":["[SEP]",3],"cls":["[CLS]",2]},
     "decoder":{"type":"WordPiece","prefix":"##","cleanup":true},
     "model":{"type":"WordPiece","unk_token":"[UNK]","continuing_subword_prefix":"##",
      "max_input_chars_per_word":100,"vocab":{"[PAD]":0,"[UNK]":1,"[CLS]":2,"[SEP]":3,"play":4,
      "##ing":5,"##ed":6,"!":7,"안녕":8,"##하세요":9,"cafe":10,"漢":11}}}
    """#

  @Test func aUnigramVocabularyBecomesOneOfTheKindT5() throws {
    let metadata = try metadata(
      Self.unigram, config: #"{"bos_token":"<s>","eos_token":"</s>","pad_token":"<pad>"}"#,
      count: 15)
    #expect(try metadata.string("tokenizer.ggml.model") == "t5")
    #expect(
      try metadata.integers("tokenizer.ggml.token_type", in: 0...9)
        == [3, 1, 3, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 4, 5])
    #expect(try metadata.floats("tokenizer.ggml.scores")[8] == -4.25)
    #expect(try metadata.unsigned("tokenizer.ggml.bos_token_id") == 0)
    #expect(try metadata.unsigned("tokenizer.ggml.eos_token_id") == 2)
    #expect(try metadata.unsigned("tokenizer.ggml.unknown_token_id") == 3)
    #expect(try metadata.bool("tokenizer.ggml.add_bos_token"))
    #expect(try metadata.bool("tokenizer.ggml.add_eos_token"))
    #expect(try metadata.bool("tokenizer.ggml.add_space_prefix"))
    #expect(try metadata.bool("tokenizer.ggml.remove_extra_whitespaces"))
  }

  @Test func wordPieceBecomesAVocabularyOfTheKindBert() throws {
    let metadata = try metadata(
      Self.wordPiece, config: #"{"cls_token":"[CLS]","sep_token":"[SEP]"}"#, count: 12)
    #expect(try metadata.string("tokenizer.ggml.model") == "bert")
    #expect(
      try strings(metadata, "tokenizer.ggml.tokens") == [
        "[PAD]", "[UNK]", "[CLS]", "[SEP]", "▁play", "ing", "ed", "▁!", "▁안녕", "하세요", "▁cafe",
        "▁漢",
      ])
    #expect(try metadata.unsigned("tokenizer.ggml.bos_token_id") == 2)
    #expect(try metadata.unsigned("tokenizer.ggml.seperator_token_id") == 3)
    #expect(try metadata.bool("tokenizer.ggml.normalizer.lowercase"))
    #expect(try metadata.bool("tokenizer.ggml.normalizer.strip_accents"))
  }

  /// What is written and read back gives the folder's own ids.
  @Test(arguments: [unigram, wordPiece])
  func aWrittenVocabularyOfAnEncoderGivesTheFoldersIds(text: String) throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "words-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(text.utf8).write(to: folder.appending(path: "tokenizer.json"))
    var writer = GGUFWriter()
    writer.set("general.architecture", to: "bert")
    let before = try ModelVocabulary.open(folder.path)
    try VocabularyWriter(FolderFiles(path: folder.path), count: before.count).write(to: &writer)
    let file = folder.appending(path: "words.gguf").path
    try writer.write(to: file)
    let after = try ModelVocabulary.open(file)
    #expect(after.count == before.count)
    for line in [
      "안녕하세요", "안녕 하세요!", "hello  hello he llo", "playing played! Play", "café CAFÉ", "漢漢 x",
      "zzz", "안녕하세요 hello", "", "  hello ", "playzzz 안녕zzz",
    ] {
      for special in [false, true] {
        #expect(
          try after.tokenize(line, addSpecial: special)
            == before.tokenize(line, addSpecial: special), "\(line)")
      }
    }
  }

  @Test(arguments: [
    (unigram, #"" {2,}""#, #""x""#), (unigram, #""unk_id":3"#, #""byte_fallback":true,"unk_id":3"#),
    (unigram, "WhitespaceSplit", "Whitespace"), (unigram, "▁\",\"prepend", "_\",\"prepend"),
    (wordPiece, #""clean_text":true"#, #""clean_text":false"#),
    (wordPiece, "_prefix\":\"##", "_prefix\":\"@@"),
    (wordPiece, "BertPreTokenizer", "Whitespace"),
    (wordPiece, #""type":"WordPiece","unk"#, #""type":"Magic","unk"#),
  ])
  func whatAFileCannotSayIsRefused(text: String, part: String, other: String) throws {
    #expect(text.contains(part))
    let changed = text.replacingOccurrences(of: part, with: other)
    let error = #expect(throws: OnDeviceError.self) { try metadata(changed, count: 15) }
    #expect(error?.hint?.contains("--no-tokenizer") == true)
  }

  @Test func cutsWithoutANameAreRefused() throws {
    let text = Self.gpt2.replacingOccurrences(
      of: #"{"type":"ByteLevel","add_prefix_space":false,"use_regex":true}"#,
      with: #"{"type":"Split","pattern":{"Regex":"\\s+"},"behavior":"Isolated"}"#)
    let error = #expect(throws: OnDeviceError.self) { try metadata(text, count: 6) }
    #expect(error?.hint?.contains("--no-tokenizer") == true)
  }

  @Test func anIdThatIsFarTooLargeCostsNoMemory() throws {
    let text = Self.gpt2.replacingOccurrences(of: #""ab":2"#, with: #""ab":2000000000"#)
    #expect(throws: OnDeviceError.self) {
      do { _ = try metadata(text, count: 6) } catch let error as ModelFileError {
        throw OnDeviceError(.badData, error.description)
      }
    }
  }
}
