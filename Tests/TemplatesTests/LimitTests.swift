import Templates
import Testing

@Suite("What a template may use")
struct LimitTests {
  private func code(_ source: String, _ limits: TemplateLimits = TemplateLimits()) -> TemplateError
    .Code?
  {
    do {
      _ = try Template(source).render([], limits: limits)
      return nil
    } catch {
      return error.code
    }
  }

  @Test(arguments: [
    // steps
    "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    // output
    "{% for a in range(99999) %}{{ 'x' * 9999 }}{% endfor %}",
    // one text, one list, one range
    "{{ 'abc' * 99999999999 }}", "{{ ([0] * 999999) * 99999 }}", "{{ range(100001) | list }}",
    "{{ 'x'.center(999999999) }}", "{{ '%999999999d' % 1 }}", "{{ '{:999999999}'.format(1) }}",
    "{{ ('a' * 99999).replace('', 'b' * 99999) }}",
    "{{ ('a,' * 999999).split(',') | join('b' * 999) }}",
    // calls
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    // values in values
    "{% set n = namespace(x=[]) %}{% for i in range(9999) %}{% set n.x = [n.x] %}{% endfor %}",
    "{% set n = namespace(x={}) %}{% for i in range(9999) %}{% set n.x = [n.x].count %}{% endfor %}",
    "{% set n = namespace() %}{% set n.x = n %}{{ n }}",
    // integers
    "{{ 9223372036854775807 + 1 }}", "{{ 10 ** 40 }}", "{{ -(-9223372036854775807 - 1) }}",
  ])
  func greedEndsInAnError(_ source: String) {
    let limits = TemplateLimits(work: 4 << 20, textLength: 1 << 20)
    #expect(code(source, limits) == .limit, "\(source.prefix(60))")
  }

  @Test func nestingOfTheTextIsBounded() {
    func nested(_ open: String, _ close: String, _ count: Int) -> String {
      "{{ " + String(repeating: open, count: count) + "1" + String(repeating: close, count: count)
        + " }}"
    }
    #expect(code(nested("(", ")", 50)) == nil)
    #expect(code(nested("(", ")", 99_999)) == .limit)
    #expect(code(nested("[", "]", 99_999)) == .limit)
    #expect(code(nested("not ", "", 99_999)) == .limit)
    #expect(code(nested("-", "", 99_999)) == .limit)
    #expect(code(nested("", "+1", 99_999)) == .limit)
    #expect(code(nested("", ".real", 99_999)) == .limit)
    #expect(code(nested("", "|abs", 99_999)) == .limit)
    #expect(code(nested("", " if 1", 99_999)) == .limit)
    let blocks = String(repeating: "{% if 1 %}", count: 9_999)
    #expect(code(blocks) == .limit)
  }

  @Test func smallerLimitsHold() {
    #expect(code("{{ 'x' * 100 }}", TemplateLimits(textLength: 99)) == .limit)
    #expect(code("{{ 'x' * 99 }}", TemplateLimits(textLength: 99)) == nil)
    #expect(code("{% for i in range(100) %}{% endfor %}", TemplateLimits(work: 500)) == .limit)
    #expect(code("{{ [[[[1]]]] }}", TemplateLimits(depth: 3)) == .limit)
  }

  @Test(arguments: [
    ("line one\n  {{ 1 + }}", TemplateError.Code.syntax, 2, 10),
    ("{% if x %}", .syntax, 1, 11), ("a\n{{ x.y.z }}", .undefined, 2, 5),
    ("{{ 'a' + 1 }}", .type, 1, 8), ("한글 {% do x %}", .syntax, 1, 7),
    ("\n\n{{ raise_exception('no') }}", .raised, 3, 19), ("{{ [].append(1) }}", .undefined, 1, 13),
    ("{{ x | nothing }}", .syntax, 1, 8), ("{{ 'abc", .syntax, 1, 4), ("{# never", .syntax, 1, 1),
  ])
  func errorsHaveAPlace(
    _ source: String, _ code: TemplateError.Code, _ line: Int, _ column: Int
  ) {
    let error = #expect(throws: TemplateError.self) { try Template(source).render([]) }
    #expect(error?.code == code)
    #expect([error?.line, error?.column] == [line, column])
  }
}
