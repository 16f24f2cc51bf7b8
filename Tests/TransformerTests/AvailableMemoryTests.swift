import Foundation
import Testing
import Transformer

/// Reads made-up `/proc` and `/sys`.
@Suite struct AvailableMemoryTests {
  private func bytes(_ files: [String: String]) throws -> Int? {
    let root = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: root) }
    for (path, text) in files {
      let file = root.appending(path: path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    return AvailableMemory(root: root.path(percentEncoded: false)).bytes()
  }

  static let machine = ["proc/meminfo": "MemTotal: 16 kB\nMemAvailable:    8192 kB\n"]

  @Test func aMachineWithoutGroupsTellsItsOwn() throws {
    #expect(try bytes(Self.machine) == 8 << 20)
    #expect(try bytes([:]) == nil)
    #expect(try bytes(["proc/meminfo": "MemAvailable: lots\n"]) == nil)
  }

  @Test func theTightestGroupOfVersionTwoCounts() throws {
    let files = [
      "proc/self/cgroup": "0::/a/b\n",
      "sys/fs/cgroup/a/b/memory.max": "max\n", "sys/fs/cgroup/a/b/memory.current": "10\n",
      "sys/fs/cgroup/a/memory.max": "5000000\n",
      "sys/fs/cgroup/a/memory.current": "4000000\n",
      "sys/fs/cgroup/a/memory.stat": "anon 1\ninactive_file 2500000\n",
    ]
    // What the group may take, less what it has, but for pages of files that can go.
    #expect(try bytes(files.merging(Self.machine) { $1 }) == 3_500_000)
  }

  @Test func insideAContainerTheTopIsAsked() throws {
    let files = [
      "proc/self/cgroup": "0::/docker/0123\n",
      "sys/fs/cgroup/memory.max": "3000\n", "sys/fs/cgroup/memory.current": "5000\n",
    ]
    #expect(try bytes(files.merging(Self.machine) { $1 }) == 0)
  }

  @Test func versionOneCounts() throws {
    let files = [
      "proc/self/cgroup": "3:cpu,cpuacct:/x\n2:memory:/x\n",
      "sys/fs/cgroup/memory/x/memory.limit_in_bytes": "700000\n",
      "sys/fs/cgroup/memory/x/memory.usage_in_bytes": "200000\n",
      "sys/fs/cgroup/memory/memory.limit_in_bytes": "9223372036854771712\n",
      "sys/fs/cgroup/memory/memory.usage_in_bytes": "1\n",
    ]
    #expect(try bytes(files.merging(Self.machine) { $1 }) == 500_000)
  }

  @Test func aCacheThatDoesNotFitIsRefusedWithTheFigure() throws {
    let root = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: root) }
    try FileManager.default.createDirectory(
      at: root.appending(path: "proc"), withIntermediateDirectories: true)
    try Data("MemAvailable: 100 kB\n".utf8).write(to: root.appending(path: "proc/meminfo"))
    let memory = AvailableMemory(root: root.path(percentEncoded: false))
    let decoder = try TinyModel.named("llama-f16").state(cache: .float16).decoder
    let state = DecodeState(decoder, memory: memory)

    // 256 positions of 384 bytes are 96 KiB. The next step is as much, and a layer's copy.
    _ = try state.prefill([Int32](repeating: 7, count: 256))
    let error = #expect(throws: TransformerError.self) { try state.step(7) }

    #expect(error == .memoryLacks(needed: 98_304 + 49_152, available: 102_400))
    #expect(error?.description.contains("needs 144 KiB, 100 KiB are available") == true)
    #expect(state.cache.count == 256)
  }
}
