package import CKernels

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

/// The kernels of one instruction set.
package struct KernelTable: Sendable, CustomStringConvertible {
  // SAFETY: points to a constant of the C target.
  nonisolated(unsafe) package let kernels: UnsafePointer<od_kernels>

  /// The name as `ONDEVICE_ISA` spells it: "avx2".
  package var name: String { String(cString: kernels.pointee.name) }
  package var description: String { name }

  /// The portable table, which every processor runs.
  package static let scalar: KernelTable = {
    guard let table = od_table_at(0) else {
      fatalError("this build has no kernels")  // SAFETY: the portable table is in every build
    }
    return KernelTable(kernels: table)
  }()

  /// Tables of this build that this processor runs, best last.
  package static let supported: [KernelTable] = all.filter {
    od_table_supported($0.kernels) != 0
  }

  /// Tables of this build, best last.
  package static let all: [KernelTable] = {
    var tables: [KernelTable] = []
    while let table = od_table_at(tables.count) { tables.append(KernelTable(kernels: table)) }
    return tables
  }()

  /// The best table, or the one that `ONDEVICE_ISA` names.
  package static func chosen() throws(KernelTableError) -> KernelTable {
    try chosen(named: getenv("ONDEVICE_ISA").map { String(cString: $0) })
  }

  /// The table of this name, or the best one when the name is nil or empty.
  package static func chosen(named name: String?) throws(KernelTableError) -> KernelTable {
    guard let name, !name.isEmpty else { return supported.last ?? scalar }
    guard let table = supported.first(where: { $0.name == name }) else {
      throw KernelTableError(
        name: name, isKnown: all.contains { $0.name == name }, supported: supported.map(\.name))
    }
    return table
  }

  /// Whether the table multiplies weights of this type.
  package func computes(_ type: ElementType) -> Bool {
    weightKernels(type) != nil
  }

  /// Whether products with this type round activations, to int8 or, where the table has instructions
  /// for bfloat16 weights, to bfloat16, unless float32 is asked for.
  package func roundsActivations(for type: ElementType) -> Bool {
    od_rounds_activations(kernels, type.rawValue) != 0
  }

  /// The kernels of one weight type; nil when the table has none.
  func weightKernels(_ type: ElementType) -> od_weight_kernels? {
    od_weight_kernels_of(kernels, type.rawValue)?.pointee
  }

  /// The processor's own name, empty when it does not tell.
  package static var processorName: String {
    var text = [UInt8](repeating: 0, count: 64)
    let count = text.withUnsafeMutableBytes { bytes -> Int in
      guard let base = bytes.baseAddress else { return 0 }
      return od_cpu_brand(base.assumingMemoryBound(to: CChar.self), bytes.count)
    }
    return String(decoding: text[..<count], as: UTF8.self)
  }
}

/// `ONDEVICE_ISA` names a table that cannot serve.
package struct KernelTableError: Error, Equatable, CustomStringConvertible {
  package var name: String
  /// Whether this build has such a table and only the processor lacks the instructions.
  package var isKnown: Bool
  package var supported: [String]

  package var description: String {
    let fault = isKnown ? "this processor does not support" : "there are no kernels for"
    return
      "ONDEVICE_ISA: \(fault) \"\(name)\", expected one of \(supported.joined(separator: ", "))"
  }
}
