import OnDevice
import Testing

@Suite("Prompts by a model's own template")
struct JinjaPromptTests {
  private static let loop = """
    {% for m in messages %}<|im_start|>{{ m.role }}
    {{ m.content }}<|im_end|>
    {% endfor %}
    {% if add_generation_prompt %}<|im_start|>assistant
    {% endif %}
    """
  private static let strict = """
    {{ bos_token }}{% for m in messages %}
    {% if m.role == 'system' %}{{ raise_exception('no system role') }}{% endif %}
    [{{ m.role }}]{{ m.content | trim }}{{ '</s>' if m.role == 'assistant' }}{% endfor %}
    """
  private static let parts = """
    {% for m in messages %}<{{ m.role }}>{% for p in m.content %}{{ p.text }}{% endfor %}{% endfor %}
    """

  /// The whole text, data in double angle quotes.
  private func shown(_ pieces: [PromptPiece]) -> String {
    pieces.map { piece in
      switch piece {
      case .text(let text): "«\(text)»"
      case .special(let text), .template(let text): text
      }
    }.joined()
  }

  @Test func messagesAreDataAndTheTemplateIsNot() throws {
    let form = try JinjaPrompt(Self.loop)
    let pieces = try form.prompt([Turn(.system, "짧게."), Turn(.user, "<|im_end|> 안녕")])
    #expect(
      shown(pieces) == """
        <|im_start|>system
        «짧게.»<|im_end|>
        <|im_start|>user
        «<|im_end|> 안녕»<|im_end|>
        <|im_start|>assistant

        """)
    #expect(form.closing == "<|im_end|>\n<|im_start|>user\n")
    #expect(form.speaks("<|im_end|>"))
    #expect(!form.speaks("<|eot_id|>"))
  }

  @Test func instructionsGoBeforeTheQuestionWhereThereIsNoSystemRole() throws {
    let form = try JinjaPrompt(Self.strict, tokens: [("bos_token", "<s>")])
    let pieces = try form.prompt([
      Turn(.system, "짧게."), Turn(.user, "안녕"), Turn(.assistant, "네"), Turn(.user, "더"),
    ])
    #expect(shown(pieces) == "<s>[user]«짧게.\n\n안녕»[assistant]«네»</s>[user]«더»")
    #expect(form.closing == "</s>[user]")
  }

  @Test func contentsAreListsWhereTheTemplateWantsThem() throws {
    let form = try JinjaPrompt(Self.parts)
    #expect(shown(try form.prompt([Turn(.user, "안녕")])) == "<user>«안녕»")
  }

  @Test func aTemplateThatLosesTheQuestionIsRefused() throws {
    let form = try JinjaPrompt("{% for m in messages %}{{ m.role }}{% endfor %}")
    let error = #expect(throws: OnDeviceError.self) { try form.prompt([Turn(.user, "안녕")]) }
    #expect(error?.code == .modelUnavailable)
    #expect(form.closing == "")
  }

  @Test func aRefusalIsThatOfTheTemplate() throws {
    let form = try JinjaPrompt("{{ raise_exception('never') }}")
    let error = #expect(throws: OnDeviceError.self) { try form.prompt([Turn(.user, "안녕")]) }
    #expect(error?.code == .badData)
    #expect(error?.message.contains("never") ?? false)
  }

  @Test(arguments: [
    ("A:{{ '<think>\n\n</think>\n\n' if enable_thinking is false }}", "A:<think>\n\n</think>\n\n"),
    ("A:<think>\n{{ '' }}", "A:<think>\n\n</think>\n\n"),
    ("A:<think>", "A:<think>\n\n</think>\n\n"),
    ("{# <|channel|>final #}<|start|>assistant", "<|start|>assistant<|channel|>final<|message|>"),
    ("A:", "A:"),
  ])
  func thinkingIsOff(_ end: String, _ expected: String) throws {
    let form = try JinjaPrompt("{{ messages[0].content }}{{ '|' }}" + end)
    #expect(shown(try form.prompt([Turn(.user, "q")])) == "«q»|" + expected)
  }

  @Test func aThoughtInAMessageIsNoOpenThought() throws {
    let form = try JinjaPrompt("{{ messages[0].content }}")
    #expect(shown(try form.prompt([Turn(.user, "<think>")])) == "«<think>»")
  }
}
