import ModelFiles
import Tensor
import Testing

/// The rules, as `llama_model_quantize` of llama.cpp applies them to a file of the same tensors
/// (`scripts/compare_quantizers.py` compares whole files).
struct QuantizationMixTests {
  private func types(
    _ name: String, layers: Int, suffix: String, columns: Int = 512, experts: Int = 0,
    hasImportance: Bool = false
  ) throws -> [String] {
    let names = (0..<layers).flatMap { ["blk.\($0).attn_v.weight", "blk.\($0).ffn_down.weight"] }
    let mix = QuantizationMix(
      try #require(FileType(name: name)), names: names.shuffled() + ["token_embd.weight"],
      layerCount: layers, expertCount: experts, hasImportance: hasImportance)
    return (0..<layers).map {
      mix.type(of: "blk.\($0).\(suffix)", from: .float32, dimensions: [64, columns]).name
    }
  }

  @Test func someLayersGetMoreBits() throws {
    for suffix in ["attn_v.weight", "ffn_down.weight"] {
      let q4 = try types("q4_k_m", layers: 24, suffix: suffix)
      let more = [0, 1, 2, 5, 8, 11, 14, 17, 20, 21, 22, 23]
      #expect(q4.indices.filter { q4[$0] == "q6_K" } == more)
      #expect(q4.indices.filter { q4[$0] == "q4_K" }.count == 12)
      let q5 = try types("q5_k_m", layers: 5, suffix: suffix)
      #expect(q5 == ["q5_K", "q5_K", "q6_K", "q5_K", "q6_K"])
      #expect(try types("q6_k", layers: 2, suffix: suffix) == ["q6_K", "q6_K"])
    }
    #expect(Set(try types("q4_k_m", layers: 24, suffix: "ffn_up.weight")) == ["q4_K"])
  }

  @Test func shortRowsFallBack() throws {
    #expect(try types("q4_k_m", layers: 1, suffix: "ffn_up.weight", columns: 8_064) == ["q5_0"])
    #expect(try types("q5_k_m", layers: 1, suffix: "ffn_up.weight", columns: 320) == ["q5_1"])
    #expect(try types("q6_k", layers: 1, suffix: "ffn_up.weight", columns: 96) == ["q8_0"])
    #expect(try types("q4_k_m", layers: 1, suffix: "attn_v.weight", columns: 320) == ["q8_0"])
    #expect(try types("q8_0", layers: 1, suffix: "ffn_up.weight", columns: 40) == ["f16"])
  }

  @Test func theOutputGetsSixBits() throws {
    func type(_ file: String, _ name: String, columns: Int, tied: Bool) throws -> String {
      QuantizationMix(
        try #require(FileType(name: file)),
        names: tied ? ["token_embd.weight"] : ["token_embd.weight", "output.weight"],
        layerCount: 4, expertCount: 0, hasImportance: false
      ).type(of: name, from: .float16, dimensions: [99, columns]).name
    }
    let (embedding, output) = ("token_embd.weight", "output.weight")
    #expect(try type("q4_k_m", embedding, columns: 512, tied: true) == "q6_K")
    #expect(try type("q4_k_m", embedding, columns: 320, tied: true) == "q8_0")
    #expect(try type("q4_k_m", embedding, columns: 512, tied: false) == "q4_K")
    #expect(try type("q4_k_m", output, columns: 512, tied: false) == "q6_K")
    #expect(try type("q4_0", output, columns: 512, tied: false) == "q6_K")
    #expect(try type("q4_0", output, columns: 320, tied: false) == "q8_0")
    #expect(try type("q8_0", output, columns: 512, tied: false) == "q8_0")
    #expect(try type("bf16", output, columns: 7, tied: false) == "bf16")
  }

  @Test func smallMatricesStay() throws {
    let mix = QuantizationMix(
      try #require(FileType(name: "q4_0")), names: [], layerCount: 1, expertCount: 0,
      hasImportance: false)
    for name in [
      "blk.0.attn_norm.weight", "blk.0.ffn_gate_inp.weight", "blk.0.shortconv.conv.weight",
      "blk.0.ssm_conv1d.weight", "blk.0.attn_q.bias", "position_embd.weight",
      "token_types.weight", "rope_freqs.factors",
    ] {
      #expect(mix.type(of: name, from: .float16, dimensions: [64, 64]) == .float16, "\(name)")
    }
    #expect(mix.type(of: "blk.0.x.weight", from: .float32, dimensions: [64]) == .float32)
    #expect(mix.type(of: "blk.0.x.weight", from: .float32, dimensions: [1, 1, 64]) == .float32)
    #expect(mix.type(of: "blk.0.x.weight", from: .float32, dimensions: [4, 1, 64]) == .q4)
  }

  @Test func eightExpertsAndImportanceHaveRulesOfTheirOwn() throws {
    #expect(try types("q4_k_m", layers: 1, suffix: "attn_v.weight", experts: 8) == ["q8_0"])
    #expect(try types("q4_k_m", layers: 1, suffix: "attn_k.weight", experts: 8) == ["q8_0"])
    #expect(try types("q4_k_m", layers: 1, suffix: "attn_output.weight", experts: 8) == ["q5_K"])
    let down = try types("q4_0", layers: 16, suffix: "ffn_down.weight", hasImportance: true)
    #expect(down.prefix(3) == ["q4_1", "q4_1", "q4_0"])
  }
}
