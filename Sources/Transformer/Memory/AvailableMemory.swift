#if canImport(Glibc)
private import Glibc
#elseif canImport(Musl)
private import Musl
#else
private import Darwin
#endif

/// How much memory this process may still take, as the system tells it.
///
/// The least of what the machine has and what the control groups above this process leave, v1 or
/// v2. Pages of files that can be dropped count as free, or a container that has read a big model
/// once would look full.
package struct AvailableMemory: Sendable {
  /// What stands before `/proc` and `/sys`; tests put a folder there.
  private let root: String

  package init(root: String = "") { self.root = root }

  /// In bytes; nil where nothing tells.
  package func bytes() -> Int? {
    ([machine()] + groups()).compactMap { $0 }.min()
  }

  private func machine() -> Int? {
    guard let text = read("/proc/meminfo") else { return nil }
    return field("MemAvailable:", of: text).flatMap { kilobytes in
      let (bytes, overflow) = kilobytes.multipliedReportingOverflow(by: 1024)
      return overflow ? nil : bytes
    }
  }

  /// One figure per control group that sets a limit.
  private func groups() -> [Int?] {
    guard let text = read("/proc/self/cgroup") else { return [] }
    return text.split(separator: "\n").flatMap { line -> [Int?] in
      let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3 else { return [] }
      if parts[0] == "0", parts[1].isEmpty {
        return ancestors(of: parts[2]).map {
          room(
            "/sys/fs/cgroup" + $0, limit: "memory.max", usage: "memory.current",
            droppable: "inactive_file")
        }
      }
      guard parts[1].split(separator: ",").contains("memory") else { return [] }
      return ancestors(of: parts[2]).map {
        room(
          "/sys/fs/cgroup/memory" + $0, limit: "memory.limit_in_bytes",
          usage: "memory.usage_in_bytes", droppable: "total_inactive_file")
      }
    }
  }

  /// The empty path, and for `/a/b` also `/a` and `/a/b`.
  ///
  /// Inside a container the path is often that of the host and not there: then only the top is.
  private func ancestors(of path: Substring) -> [String] {
    var names = path.split(separator: "/").filter { $0 != ".." && $0 != "." }
    var paths = [""]
    while !names.isEmpty {
      paths.append("/" + names.joined(separator: "/"))
      names.removeLast()
    }
    return paths
  }

  private func room(_ folder: String, limit: String, usage: String, droppable: String) -> Int? {
    // "max", and the huge number of v1, mean no limit.
    guard let limit = number("\(folder)/\(limit)"), limit < 1 << 60,
      let usage = number("\(folder)/\(usage)")
    else { return nil }
    let cached = read("\(folder)/memory.stat").flatMap { field(droppable, of: $0) } ?? 0
    return max(0, limit - usage + min(cached, usage))
  }

  private func number(_ path: String) -> Int? {
    read(path).flatMap { $0.split(whereSeparator: \.isWhitespace).first.flatMap { Int($0) } }
      .flatMap { $0 >= 0 ? $0 : nil }
  }

  /// The number behind a name at the start of a line.
  private func field(_ name: String, of text: String) -> Int? {
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      if words.count >= 2, words[0] == name { return Int(words[1]).flatMap { $0 >= 0 ? $0 : nil } }
    }
    return nil
  }

  private func read(_ path: String) -> String? {
    guard let file = fopen(root + path, "re") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 64 << 10)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes[..<count], as: UTF8.self)
  }
}
