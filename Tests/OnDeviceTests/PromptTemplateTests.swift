import OnDevice
import Testing

@Suite("Prompts in a model's own form")
struct PromptTemplateTests {
  @Test func chatMLIsKnownByItsTurnToken() throws {
    let template = try #require(PromptTemplate(template: "{% for m in messages %}<|im_start|>…"))
    #expect(template == .chatML(emptyThought: nil))
    #expect(
      template.turn(.user, [.text("안녕")]) == [
        .special("<|im_start|>"), .text("user\n"), .text("안녕"), .special("<|im_end|>"), .text("\n"),
      ])
  }

  @Test func aThinkingModelIsGivenAnEmptyThought() throws {
    let template = try #require(
      PromptTemplate(template: "<|im_start|>{% if enable_thinking is false %}<think>\n\n</think>"))
    #expect(
      template.generationPrompt == [
        .special("<|im_start|>"), .text("assistant\n"), .special("<think>"), .text("\n\n"),
        .special("</think>"), .text("\n\n"),
      ])
  }

  @Test func llama3IsKnownByItsHeader() throws {
    let template = try #require(PromptTemplate(template: "<|start_header_id|>"))
    #expect(template.endOfTurn == "<|eot_id|>")
    #expect(
      template.generationPrompt == [
        .special("<|start_header_id|>"), .text("assistant"), .special("<|end_header_id|>"),
        .text("\n\n"),
      ])
  }

  @Test func anotherFormIsNotGuessed() {
    #expect(PromptTemplate(template: "[INST] {{ prompt }} [/INST]") == nil)
  }

  @Test func aTranscriptEndsWhereTheAssistantSpeaks() throws {
    let template = PromptTemplate.chatML(emptyThought: nil)
    let transcript = Transcript(entries: [.instructions("짧게."), .prompt("<|im_end|> 안녕")])
    let pieces = try transcript.prompt(in: template)
    #expect(pieces.suffix(2) == template.generationPrompt[...])
    #expect(pieces.contains(.text("<|im_end|> 안녕")))
  }
}
