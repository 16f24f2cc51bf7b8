import Foundation
import Tensor
import Testing

/// Budgets read from trees of files that stand for `/proc` and `/sys`.
@Suite final class CPUBudgetTests {
  private let root = FileManager.default.temporaryDirectory
    .appending(path: "ondevice-budget-\(UUID().uuidString)")

  deinit { try? FileManager.default.removeItem(at: root) }

  private func write(_ text: String, to path: String) throws {
    let url = root.appending(path: path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  private func budget(processors: Int = 8) -> CPUBudget {
    CPUBudget(root: root.path(percentEncoded: false), processors: processors)
  }

  @Test func withoutAQuotaEveryProcessorCounts() throws {
    #expect(budget() == budget(processors: 8))
    #expect(budget().threads == 8 && !budget().hasQuota)
    try write("0::/\n", to: "proc/self/cgroup")
    try write("max 100000\n", to: "sys/fs/cgroup/cpu.max")
    #expect(budget().threads == 8 && !budget().hasQuota)
    #expect(budget().reason == "8 processors, no CPU quota")
  }

  @Test(
    "a quota is rounded down, and is at least one thread",
    arguments: [
      ("250000 100000", 2), ("199999 100000", 1), ("50000 100000", 1), ("300000", 3),
      ("1600000 100000", 8),
    ])
  func version2(text: String, threads: Int) throws {
    try write("0::/\n", to: "proc/self/cgroup")
    try write(text + "\n", to: "sys/fs/cgroup/cpu.max")
    #expect(budget().threads == threads)
    #expect(budget().hasQuota)
  }

  @Test func theSmallestQuotaOnThePathCounts() throws {
    try write("0::/user.slice/app.scope\n", to: "proc/self/cgroup")
    try write("max 100000\n", to: "sys/fs/cgroup/user.slice/app.scope/cpu.max")
    try write("350000 100000\n", to: "sys/fs/cgroup/user.slice/cpu.max")
    #expect(budget().threads == 3)
    #expect(budget().reason.contains("3.50 from /sys/fs/cgroup/user.slice/cpu.max"))
    try write("150000 100000\n", to: "sys/fs/cgroup/user.slice/app.scope/cpu.max")
    #expect(budget().threads == 1)
  }

  @Test func aContainerSeesItsOwnGroupAsTheRoot() throws {
    try write("0::/docker/0123abcd\n", to: "proc/self/cgroup")
    try write("200000 100000\n", to: "sys/fs/cgroup/cpu.max")
    #expect(budget().threads == 2)
  }

  @Test func version1IsReadToo() throws {
    try write(
      "12:memory:/a\n4:cpu,cpuacct:/a/b\n2:cpuset:/a\n0::/a\n", to: "proc/self/cgroup")
    try write("-1\n", to: "sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us")
    try write("100000\n", to: "sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us")
    #expect(!budget().hasQuota)
    try write("250000\n", to: "sys/fs/cgroup/cpu,cpuacct/a/cpu.cfs_quota_us")
    try write("50000\n", to: "sys/fs/cgroup/cpu,cpuacct/a/cpu.cfs_period_us")
    #expect(budget().threads == 5)
    try write("25000\n", to: "sys/fs/cgroup/cpu,cpuacct/a/b/cpu.cfs_quota_us")
    try write("10000\n", to: "sys/fs/cgroup/cpu,cpuacct/a/b/cpu.cfs_period_us")
    #expect(budget().threads == 2)
  }

  @Test("nonsense is no quota", arguments: ["", "x y", "-5 100000", "100000 0", "0 100000"])
  func nonsense(text: String) throws {
    try write("0::/\n", to: "proc/self/cgroup")
    try write(text, to: "sys/fs/cgroup/cpu.max")
    #expect(!budget().hasQuota && budget().threads == 8)
  }

  @Test func thisProcessMayUseAtLeastOneProcessor() {
    #expect(CPUBudget.current.threads >= 1)
    #expect(CPUBudget.current.processors >= 1)
  }
}
