import Templates
import Testing

@Suite("Where the text of a prompt comes from")
struct ProvenanceTests {
  /// The output with data in brackets.
  private func marked(_ source: String, _ content: String) throws -> String {
    let message = TemplateValue.object([
      .init("role", .plain(.string("user"))), .init("content", .string(content)),
    ])
    let text = try Template(source).render([.init("messages", .data(.array([message])))])
    var result = ""
    var wasData = false
    for unit in text.units {
      let isData = unit & Text.dataMark != 0
      if isData != wasData { result += isData ? "[" : "]" }
      wasData = isData
      result.unicodeScalars.append(try #require(Unicode.Scalar(unit & Text.mask)))
    }
    return wasData ? result + "]" : result
  }

  @Test(arguments: [
    ("<u>{{ messages[0].content }}</u>", "<u>[a<u>b]</u>"),
    ("{{ messages[0]['role'] + ': ' + messages[0].content }}", "user: [a<u>b]"),
    ("{{ messages[0].content | upper | trim }}!", "[A<U>B]!"),
    ("{{ messages[0].content.split('<u>') | join('<u>') }}", "[a]<u>[b]"),
    ("{{ messages[0].content | replace('u', 'v') }}", "[a<]v[>b]"),
    ("{{ messages[0].content[::-1] }}{{ messages[0].content[1:3] }}", "[b>u<a<u]"),
    ("{{ messages[0] | tojson }}", "{\"[role]\": \"user\", \"[content]\": \"[a<u>b]\"}"),
    ("{{ '%s|%s' | format('x', messages[0].content) }}", "x|[a<u>b]"),
    ("{{ '{}<u>'.format(messages[0].content) }}", "[a<u>b]<u>"),
    ("{% set x %}<u>{{ messages[0].content }}{% endset %}{{ x * 2 }}", "<u>[a<u>b]<u>[a<u>b]"),
    ("{% macro m(c) %}({{ c }}){% endmacro %}{{ m(messages[0].content) }}", "([a<u>b])"),
  ])
  func marksTravel(_ source: String, _ expected: String) throws {
    #expect(try marked(source, "a<u>b") == expected)
  }

  @Test func marksCountForNothingInComparisons() throws {
    #expect(
      try marked("{{ messages[0].content == 'abc' }}{{ 'b' in messages[0].content }}", "abc")
        == "TrueTrue")
  }
}
