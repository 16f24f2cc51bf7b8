import Foundation
import TestSupport
import Testing

/// Public advisories on readers of GGUF, each with a file that shows what it is about
/// (scripts/make_advisory_files.py): all of them end in an error of one line.
@Suite("Advisories")
struct AdvisoryTests {
  static let files: [String] =
    (try? FileManager.default.contentsOfDirectory(atPath: Fixtures.url("advisories").path))?
    .filter { $0.hasSuffix(".gguf") }.sorted() ?? []

  @Test func everyReportHasAFile() {
    #expect(Self.files.count >= 24)
  }

  @Test(arguments: files)
  func aFileOfAnAdvisoryIsRefused(name: String) throws {
    let path = Fixtures.url("advisories/\(name)").path
    // Weights first, then the vocabulary alone: the two read different halves of a file.
    for arguments in [["generate", "--ids", "0", "-n", "1"], ["tokenize", "a"]] {
      let result = try Command.run(arguments + ["--model", path])
      #expect([65, 69].contains(result.status), "\(name): status \(result.status)")
      #expect(result.output.isEmpty)
      #expect(result.errorLines.first?.hasPrefix("error: ") == true, "\(result.errors)")
      #expect(result.errorLines.count <= 2, "\(result.errors)")
    }
  }
}
