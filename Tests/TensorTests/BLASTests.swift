import CKernels
import Tensor
import TestSupport
import Testing

#if canImport(Glibc)
import Glibc
#endif

/// OpenBLAS may be absent, refused or present; everything works in each case.
@Suite struct BLASTests {
  @Test func theVariableSaysWhetherToUseIt() {
    #expect(BLASChoice(nil) == .automatic && BLASChoice("") == .automatic)
    #expect(BLASChoice("off") == .off)
    #expect(BLASChoice("on") == .library(path: nil))
    #expect(BLASChoice("/a/b.so") == .library(path: "/a/b.so"))
  }

  @Test func nothingIsOpenedUnlessItIsAskedFor() throws {
    #expect(try BLASChoice.off.library(mayConfigureProcess: false) === nil)
    #expect(try BLASChoice.automatic.library(mayConfigureProcess: false) === nil)
    let report = BLASChoice.off.report(mayConfigureProcess: false)
    #expect(!report.isUsed && report.coreName == nil && report.note == "switched off")
  }

  @Test func aWrongPathIsAReadableStatus() throws {
    let choice = BLASChoice("/no/such/libopenblas.so")
    let error = #expect(throws: BLASError.self) {
      try choice.library(mayConfigureProcess: false)
    }
    #expect(error?.code == .notFound)
    #expect(error?.reason.contains("/no/such/libopenblas.so") == true)
    let report = choice.report(mayConfigureProcess: false)
    #expect(!report.isUsed && report.note == error?.reason)
  }

  @Test func aLibraryThatIsNoBLASIsRefused() throws {
    let error = #expect(throws: BLASError.self) {
      try BLAS.open(path: "libm.so.6", mayConfigureProcess: false)
    }
    #expect(error?.code == .refused)
    #expect(error?.reason.contains("libm.so.6") == true)
  }

  @Test func aLibraryNeverTouchesTheEnvironment() {
    let before = getenv("OPENBLAS_CORETYPE").map { String(cString: $0) }
    _ = try? BLAS.open(path: "/no/such/file.so", mayConfigureProcess: false)
    #expect(getenv("OPENBLAS_CORETYPE").map { String(cString: $0) } == before)
  }

  @Test func anExecutableSetsTheCoreTypeBeforeItLoadsTheLibrary() async {
    await #expect(processExitsWith: .success) {
      unsetenv("OPENBLAS_CORETYPE")
      unsetenv("OPENBLAS_NUM_THREADS")
      let report = BLASChoice("on").report(mayConfigureProcess: true)
      guard report.coreName != nil else { return }  // not installed
      let wanted = od_openblas_core_type().map { String(cString: $0) }
      #expect(getenv("OPENBLAS_CORETYPE").map { String(cString: $0) } == wanted)
      #expect(getenv("OPENBLAS_NUM_THREADS").map { String(cString: $0) } == "1")
      #expect(wanted == nil || report.coreName == wanted)
    }
  }

  /// Runs where OpenBLAS is installed, and checks the arithmetic even where it is unfit for use.
  @Test(arguments: [ElementType.float32, .float16, .bfloat16])
  func promptsThroughItAgreeWithTheReference(type: ElementType) throws {
    let blas: BLAS
    do {
      blas = try BLAS.open(path: nil, mayConfigureProcess: false, serving: false)
    } catch {
      #expect(error.code == .notFound || !error.reason.isEmpty)
      return
    }
    let compute = try Compute(threads: 2, blas: blas)
    let weights = Weights(type, rows: 300, columns: 65, seed: 41)
    var random = SplitMix64(seed: 42)
    for rows in [1, 31, 32, 33, 70] {
      let x = Floats(rows: rows, columns: 65, random.floats(rows * 65))
      let y = Floats(rows: rows, columns: 300)
      compute.multiply(try weights.matrix, by: x.view, into: y.view, phase: .prompt)
      for row in [0, rows - 1] {
        let rounds = compute.table.roundsActivations(for: type)  // then OpenBLAS is not used
        let activations =
          rounds ? Reference.roundedToBFloat16(x.row(row)) : x.row(row).map { Double($0) }
        for output in 0..<300 {
          let weight = weights.row(output)
          let error = abs(Double(y.row(row)[output]) - Reference.dot(weight, activations))
          #expect(error <= Reference.dotTolerance(weight, activations))
        }
      }
      #expect(y.bytes.isIntact)
    }
  }

  /// What passes the test at opening keeps it: a row's bits do not depend on the batch.
  @Test func anAcceptedLibraryKeepsBits() throws {
    guard let blas = try? BLAS.open(path: nil, mayConfigureProcess: false) else { return }
    let weights = Weights(.float16, rows: 270, columns: 96, seed: 43)
    var random = SplitMix64(seed: 44)
    let x = Floats(rows: 70, columns: 96, random.floats(70 * 96))
    let results = try [(1, 70), (2, 1), (3, 33)].map { threads, chunk in
      let compute = try Compute(threads: threads, blas: blas)
      let y = Floats(rows: 70, columns: 270)
      for start in stride(from: 0, to: 70, by: chunk) {
        let rows = start..<min(start + chunk, 70)
        compute.multiply(
          try weights.matrix, by: x.view.rows(rows), into: y.view.rows(rows), phase: .prompt)
      }
      return y.values
    }
    #expect(results[0] == results[1] && results[0] == results[2])
  }
}
