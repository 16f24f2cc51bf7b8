import Foundation
import JSON
import Templates
import TestSupport
import Testing

@Suite("The same bytes as Hugging Face")
struct FixtureTests {
  private static func document(_ name: String) throws -> JSONValue {
    try JSONValue(parsing: [UInt8](Data(contentsOf: Fixtures.url("templates/\(name).json"))))
  }

  /// What a template makes of variables; nil when it refuses them.
  private func rendered(
    _ template: () throws -> Template, _ variables: [TemplateValue.Member]
  ) -> [UInt8]? {
    do {
      return try Array(template().render(variables).string.utf8)
    } catch {
      return nil
    }
  }

  @Test func everySmallTemplateRendersOrRefusesAlike() throws {
    let document = try Self.document("snippets")
    let variables = try #require(document["variables"]?.object).members.map {
      TemplateValue.Member($0.key, TemplateValue($0.value))
    }
    let snippets = try #require(document["snippets"]?.array)
    #expect(snippets.count > 300)
    for snippet in snippets {
      let source = try #require(snippet["template"]?.string)
      let expected = snippet["text"]?.string.map { Array($0.utf8) }
      let found = rendered({ try Template(source) }, variables)
      let shown = found.map { String(decoding: $0, as: UTF8.self) } ?? "refused"
      #expect(found == expected, "\(source): \(shown)")
    }
  }

  @Test func everyConversationRendersOrIsRefusedAlike() throws {
    let document = try Self.document("chats")
    var kept = 0
    var refused = 0
    for chat in try #require(document["chats"]?.array) {
      let source = try #require(chat["template"]?.string)
      let template = try Template(source)
      for row in try #require(chat["cases"]?.array) {
        let variables = try Self.variables(row, of: document)
        let expected = row["text"]?.string.map { Array($0.utf8) }
        #expect(rendered({ template }, variables.members) == expected, "\(row)")
        if expected == nil { refused += 1 } else { kept += 1 }
      }
    }
    #expect(kept >= 60)
    #expect(refused >= 4)
  }

  private static func variables(_ row: JSONValue, of document: JSONValue) throws -> ChatVariables {
    let messages = document["messages"]?[try #require(row["messages"]?.string)]
    let tools = document["tools"]?[try #require(row["tools"]?.string)]
    return ChatVariables(
      messages: try #require(messages), tools: tools.flatMap { $0.isNull ? nil : $0 },
      addsGenerationPrompt: row["prompt"]?.bool ?? false,
      settings: try #require(row["settings"]?.object).members.map {
        .init($0.key, TemplateValue($0.value))
      })
  }
}
