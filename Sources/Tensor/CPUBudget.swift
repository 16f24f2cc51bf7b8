internal import CSystem

/// How many threads this process may really use.
///
/// The smaller of the processors in its affinity mask and the CPU quota of its control group and
/// every group above it, rounded down, at least 1. Rounded down, because one thread more than the
/// quota gets the whole group throttled.
package struct CPUBudget: Sendable, Equatable {
  /// Processors in the affinity mask.
  package var processors: Int
  /// The smallest quota on the path of control groups, in processors; nil without one.
  package var quota: Double?
  /// Where the quota stands, for people.
  package var quotaSource: String?

  package var hasQuota: Bool { quota != nil }

  /// Threads to use unless somebody asks for another number.
  package var threads: Int {
    guard let quota else { return max(processors, 1) }
    return max(1, min(processors, Int(quota)))
  }

  /// Why it is this number, in a line for people.
  package var reason: String {
    let counted = processors == 1 ? "1 processor" : "\(processors) processors"
    guard let quota, let quotaSource else { return "\(counted), no CPU quota" }
    let hundredths = Int((quota * 100).rounded())
    let digits = hundredths % 100 < 10 ? "0\(hundredths % 100)" : "\(hundredths % 100)"
    return "\(counted), CPU quota \(hundredths / 100).\(digits) from \(quotaSource)"
  }

  /// This process's budget, read once.
  package static let current = CPUBudget(root: "")

  /// Reads a budget.
  ///
  /// - Parameters:
  ///   - root: put before `/proc` and `/sys`; tests give a folder.
  ///   - processors: nil to ask the system.
  package init(root: String, processors: Int? = nil) {
    self.processors = processors ?? Int(od_usable_processors())
    let found = ControlGroups(root: root).smallestQuota()
    quota = found?.processors
    quotaSource = found?.source
  }
}
