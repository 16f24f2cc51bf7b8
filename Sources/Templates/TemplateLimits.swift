/// What one rendering may use; a template is somebody else's program.
///
/// `work` counts code points that are made, eight for each step and for each element of a list, so
/// that it bounds both the time (some seconds at most) and the memory (four bytes a code point).
package struct TemplateLimits: Sendable, Hashable {
  package var work: Int
  /// Code points of one text, the output included.
  package var textLength: Int
  /// Nested expressions, statements and macro calls; one costs up to 2 KB of stack.
  package var depth: Int

  package init(work: Int = 64 << 20, textLength: Int = 16 << 20, depth: Int = 500) {
    self.work = work
    self.textLength = textLength
    self.depth = depth
  }
}

/// Counts what a rendering uses and ends it at its limits.
final class Budget {
  let limits: TemplateLimits
  private(set) var used = 0
  private(set) var depth = 0

  init(_ limits: TemplateLimits) { self.limits = limits }

  static let step = 8

  func spend(_ amount: Int) throws(TemplateError) {
    let (sum, overflow) = used.addingReportingOverflow(amount)
    guard !overflow, sum <= limits.work else {
      throw TemplateError(.limit, "expected at most \(limits.work) units of work, found more")
    }
    used = sum
  }

  /// Room for a text that is about to be made.
  func reserve(text count: Int) throws(TemplateError) {
    guard count <= limits.textLength else {
      throw TemplateError(
        .limit, "expected a text of at most \(limits.textLength) code points, found \(count)")
    }
    try spend(count)
  }

  func reserve(elements count: Int) throws(TemplateError) {
    let (amount, overflow) = count.multipliedReportingOverflow(by: Self.step)
    guard !overflow else { throw TemplateError(.limit, "expected a shorter list, found \(count)") }
    try spend(amount)
  }

  func enter() throws(TemplateError) {
    guard depth < limits.depth else {
      throw TemplateError(.limit, "expected at most \(limits.depth) nested levels, found more")
    }
    depth += 1
    try spend(Self.step)
  }

  func leave() { depth -= 1 }
}
