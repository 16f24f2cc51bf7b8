#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

/// The CPU quotas of the control groups that this process is in.
///
/// Source: the kernel's documentation, "cgroup-v2" (`cpu.max`) and "sched-bwc" (version 1). A
/// container often sees its own group as the root of the mounted tree while `/proc/self/cgroup`
/// still names the path on the host; so the mounted root is always asked too.
struct ControlGroups {
  /// Put before `/proc` and `/sys`.
  var root: String

  struct Quota: Equatable {
    var processors: Double
    var source: String
  }

  /// The smallest quota on the way from this process's groups to the root; nil without one.
  func smallestQuota() -> Quota? {
    let quotas = folders().compactMap { folder in
      quota(version2: folder) ?? quota(version1: folder)
    }
    return quotas.min { $0.processors < $1.processors }
  }

  /// Every folder that can hold a quota: each group on the path, in every place where the
  /// hierarchy is usually mounted.
  private func folders() -> [String] {
    var found: [String] = []
    for line in (contents(of: "/proc/self/cgroup") ?? "").split(separator: "\n") {
      let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3 else { continue }
      let controllers = fields[1].split(separator: ",")
      let mounts: [String]
      if controllers.isEmpty {
        mounts = ["/sys/fs/cgroup", "/sys/fs/cgroup/unified"]
      } else if controllers.contains("cpu") {
        mounts = ["/sys/fs/cgroup/cpu", "/sys/fs/cgroup/cpu,cpuacct", "/sys/fs/cgroup/cpuacct,cpu"]
      } else {
        continue
      }
      for mount in mounts {
        for group in Self.ancestors(of: String(fields[2])) { found.append(mount + group) }
      }
    }
    return found
  }

  /// "/a/b" gives "/a/b", "/a" and "".
  private static func ancestors(of path: String) -> [String] {
    let names = path.split(separator: "/").filter { $0 != ".." && $0 != "." }
    return (0...names.count).reversed().map { count in
      names.prefix(count).map { "/" + $0 }.joined()
    }
  }

  /// `cpu.max`: "200000 100000", or "max 100000" for none.
  private func quota(version2 folder: String) -> Quota? {
    let path = folder + "/cpu.max"
    guard let fields = contents(of: path)?.split(whereSeparator: \.isWhitespace),
      let first = fields.first, let quota = Double(first), quota > 0
    else { return nil }
    let period = fields.count > 1 ? Double(fields[1]) ?? 100_000 : 100_000
    guard period > 0 else { return nil }
    return Quota(processors: quota / period, source: path)
  }

  /// `cpu.cfs_quota_us`, -1 for none, over `cpu.cfs_period_us`.
  private func quota(version1 folder: String) -> Quota? {
    let path = folder + "/cpu.cfs_quota_us"
    guard let quota = number(in: path), quota > 0 else { return nil }
    guard let period = number(in: folder + "/cpu.cfs_period_us"), period > 0 else { return nil }
    return Quota(processors: quota / period, source: path)
  }

  private func number(in path: String) -> Double? {
    contents(of: path).flatMap { $0.split(whereSeparator: \.isWhitespace).first }
      .flatMap { Double($0) }
  }

  /// The first bytes of a small file under the root.
  private func contents(of path: String) -> String? {
    guard let file = fopen(root + path, "re") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 16 * 1024)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes[..<count], as: UTF8.self)
  }
}
