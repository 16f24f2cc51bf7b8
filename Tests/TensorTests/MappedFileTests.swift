import CSystem
import Foundation
import Tensor
import Testing

@Suite final class MappedFileTests {
  private let folder = FileManager.default.temporaryDirectory
    .appending(path: "ondevice-mapped-\(UUID().uuidString)")

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  private func write(_ bytes: [UInt8], to name: String) throws -> String {
    let url = folder.appending(path: name)
    try Data(bytes).write(to: url)
    return url.path(percentEncoded: false)
  }

  @Test func bytesAreThoseOfTheFile() throws {
    let file = try MappedFile(path: write([1, 2, 3, 4, 5], to: "요약.bin"))
    #expect(Array(file.bytes) == [1, 2, 3, 4, 5] && file.count == 5)
    #expect(Array(try file.bytes(at: 1, count: 3)) == [2, 3, 4])
    #expect(try file.bytes(at: 5, count: 0).isEmpty)
  }

  /// The pages of files that are in memory for this process, all its mappings together.
  private func residentFilePages() throws -> Int {
    let text = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
    return try #require(text.split(separator: " ").dropFirst(2).first.flatMap { Int($0) })
  }

  /// Other tests touch pages meanwhile, a few hundred at most; these are 4,096 of 4 kB.
  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self/statm")))
  func releasedPagesLeaveMemoryAndStayReadable() throws {
    let count = 1 << 24
    let file = try MappedFile(path: write([UInt8](repeating: 7, count: count), to: "large"))
    func sum() -> Int { stride(from: 0, to: count, by: 512).reduce(0) { $0 + Int(file.bytes[$1]) } }
    #expect(sum() == 7 * count / 512)
    let before = try residentFilePages()
    file.release(try file.bytes(at: 100, count: count - 200))
    let after = try residentFilePages()
    #expect((before - after) * Int(getpagesize()) > count / 2)
    #expect(sum() == 7 * count / 512)
    let other: [UInt8] = [1, 2, 3]
    other.withUnsafeBytes { file.release($0) }  // no part of the file: nothing happens
    #expect(sum() == 7 * count / 512)
  }

  @Test(
    "ranges outside the file are refused",
    arguments: [
      (0, 6), (5, 1), (6, 0), (-1, 2), (2, -1), (Int.max, 1), (1, Int.max),
    ])
  func outOfRange(offset: Int, count: Int) throws {
    let file = try MappedFile(path: write([1, 2, 3, 4, 5], to: "a"))
    let error = #expect(throws: MappedFileError.self) {
      try file.bytes(at: offset, count: count)
    }
    #expect(error?.code == .outOfRange)
  }

  @Test func whatCannotBeMappedIsNamed() throws {
    func failure(_ path: String) -> MappedFileError? {
      do {
        _ = try MappedFile(path: path)
        return nil
      } catch { return error }
    }
    let missing = folder.appending(path: "missing").path(percentEncoded: false)
    #expect(failure(missing)?.code == .notFound)
    #expect(failure(missing)?.description == "\(missing): no such file or directory")
    let directory = failure(folder.path(percentEncoded: false))
    #expect(directory?.code == .notAFile)
    #expect(directory?.reason == "expected a file, found a folder")
    #expect(failure(try write([], to: "empty"))?.code == .empty)
    #expect(failure("/dev/null")?.code == .notAFile)
    #expect(failure(try write([1], to: "b") + "/c")?.code == .notFound)
  }

  @Test func bytesOfTheProgramServeAsAFile() throws {
    let bytes = AlignedBuffer<UInt8>(count: 4)
    let file = try MappedFile(
      staticBytes: UnsafeRawBufferPointer(bytes.elements), name: "default model")
    #expect(file.count == 4 && file.path == "default model")
    #expect(throws: MappedFileError.self) {
      try MappedFile(staticBytes: UnsafeRawBufferPointer(start: nil, count: 0), name: "nothing")
    }
  }

  @Test func aFileThatShrinksWhileMappedEndsInAnError() async throws {
    let result = await #expect(
      processExitsWith: .exitCode(65), observing: [\.standardErrorContent]
    ) {
      let url = FileManager.default.temporaryDirectory
        .appending(path: "ondevice-shrinks-\(UUID().uuidString)")
      try Data(repeating: 7, count: 100_000).write(to: url)
      od_install_sigbus_handler()
      let file = try MappedFile(path: url.path(percentEncoded: false))
      let handle = try FileHandle(forWritingTo: url)
      try handle.truncate(atOffset: 10)
      try FileManager.default.removeItem(at: url)
      print(file.bytes[90_000])
    }
    let message = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(message.contains("error: "))
    #expect(message.contains("ondevice-shrinks-"))
    #expect(message.contains(": the file became shorter while it was in use\nhint: "))
  }
}
