import Foundation
import OnDevice
import TestSupport
import Testing

@Suite("Tools")
struct ToolTests {
  /// The vectors of FIPS 180-4 and lengths around the padding's edges, from Python's hashlib.
  @Test(arguments: [
    (0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    (1000, "41edece42d63e8d9bf515a9ba6932e1c20cbc9f5a5d134645adb5db1b9737ea3"),
  ])
  func digestsAreThoseOfTheStandard(_ count: Int, _ digest: String) {
    let bytes = [UInt8](repeating: 0x61, count: count)
    #expect(bytes.withUnsafeBytes { SHA256.hex(of: $0) } == digest)
  }

  @Test func abcHasItsDigest() {
    let digest = Array("abc".utf8).withUnsafeBytes { SHA256.hex(of: $0) }
    #expect(digest == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test func aModelIsFoundByNameInTheFirstFolderThatHasIt() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data().write(to: folder.appending(path: "tiny.gguf"))
    #expect(
      try ModelLocator.path(of: "tiny", folders: ["/nowhere", folder.path])
        == folder.path + "/tiny.gguf")
  }

  @Test(arguments: ["missing", "../missing", "", ".", "a/b"])
  func aNameThatIsNowhereIsAModelThatIsNotAvailable(_ name: String) {
    let error = #expect(throws: OnDeviceError.self) {
      try ModelLocator.path(of: name, folders: ["/nowhere"])
    }
    #expect(error?.code == .modelUnavailable)
  }

  @Test func modelFoldersComeFromTheEnvironmentFirst() {
    let folders = ModelLocator.folders(environment: [
      "ONDEVICE_MODELS": "/a:/b", "HOME": "/home/me",
    ])
    #expect(folders == ["/a", "/b", "/home/me/.local/share/ondevice/models"])
  }
}
