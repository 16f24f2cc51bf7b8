import Foundation
import OnDevice
import TestSupport
import Testing

/// What is remembered, and the files that it is remembered in.
@Suite("A companion's memory")
struct CompanionMemoryTests {
  private let folder = FileManager.default.temporaryDirectory.appending(
    path: "memory-" + UUID().uuidString)

  private func file(_ name: String) throws -> String {
    try String(contentsOf: folder.appending(path: name), encoding: .utf8)
  }

  private func append(_ text: String, to name: String) throws {
    let handle = try FileHandle(forWritingTo: folder.appending(path: name))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(text.utf8))
    try handle.close()
  }

  private func open() throws -> CompanionMemory { try CompanionMemory(folder: folder.path) }

  @Test func whatWasSaidIsThereForTheNextProcess() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    do {
      let memory = try open()
      _ = try memory.add("나 고양이 키워", "이름이 뭐야?\n\"궁금\"")
      _ = try memory.add("보리", "귀엽다", isStopped: true, recalled: [1])
      _ = try memory.remember("  생일은 3월 2일 ")
    }
    let memory = try open()
    #expect(memory.exchanges.map(\.prompt) == ["나 고양이 키워", "보리"])
    #expect(memory.exchanges.map(\.answer) == ["이름이 뭐야?\n\"궁금\"", "귀엽다"])
    #expect(memory.exchanges.map(\.isStopped) == [false, true])
    #expect(memory.exchanges.last?.recalled == [1])
    #expect(memory.facts.map(\.text) == ["생일은 3월 2일"])
    #expect(memory.warnings.isEmpty)
    #expect(try file("turns.jsonl").split(separator: "\n").count == 2)
    let mode =
      try FileManager.default.attributesOfItem(
        atPath: folder.appending(path: "turns.jsonl").path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
  }

  @Test func aBrokenLineIsPassedOverAndNothingElseIsLost() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    do {
      let memory = try open()
      _ = try memory.add("하나", "둘")
    }
    try append("{\"companion\":\"끊긴 말", to: "turns.jsonl")
    do {
      let memory = try open()
      #expect(memory.warnings.count == 1 && memory.warnings[0].contains("turns.jsonl:2: "))
      _ = try memory.add("셋", "넷")
    }
    let memory = try open()
    #expect(memory.exchanges.map(\.prompt) == ["하나", "셋"])
    #expect(memory.warnings.count == 1)
    #expect(try file("turns.jsonl").contains("끊긴 말"))
  }

  @Test func strangeLinesAreOnlyToldOf() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    do {
      let memory = try open()
      _ = try memory.add("a", "b")
    }
    try append(
      "[]\n{\"id\":-1,\"user\":\"x\",\"companion\":\"y\"}\n{\"id\":1,\"user\":\"c\",\"companion\":\"d\"}\n"
        + "{\"id\":99999999999999999999,\"user\":\"x\",\"companion\":\"y\"}\n\u{0}\n\n",
      to: "turns.jsonl")
    let memory = try open()
    #expect(memory.exchanges.map(\.prompt) == ["a", "c"])
    #expect(memory.exchanges.map(\.id) == [1, 2])
    #expect(memory.warnings.count == 4)
  }

  @Test func noLinesMakeItTrap() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let seeds = [
      "{\"companion\":\"응\",\"id\":281474976710655,\"recalled\":[1,-1],\"user\":\"밥 먹었어\"}",
      "{\"window\":281474976710655}", "{\"undone\":1}",
      "{\"id\":3,\"user\":\"a\",\"companion\":\"\"}",
    ]
    var random = SplitMix64(seed: 3)
    var bytes: [UInt8] = []
    for number in 0..<2_000 {
      var line = Array(seeds[number % seeds.count].utf8)
      for _ in 0..<Int.random(in: 0...3, using: &random) {
        let place = Int.random(in: line.indices, using: &random)
        line[place] = UInt8.random(in: 0...255, using: &random)
      }
      bytes += line + [0x0A]
    }
    try Data(bytes).write(to: folder.appending(path: "turns.jsonl"))
    do {
      let memory = try open()
      #expect(memory.warnings.count == 6, "five lines and how many more")
      #expect(!memory.exchanges.isEmpty)
      try memory.closeTalk()
      _ = try memory.add("나중에 한 말", "응")
    }
    #expect(try open().exchanges.last?.prompt == "나중에 한 말")
  }

  @Test func twoCannotUseItAtOnce() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let first = try open()
    let error = #expect(throws: OnDeviceError.self) { try open() }
    #expect(error?.code == .cannotWrite && error?.message.contains("in use") == true)
    #expect(first.exchanges.isEmpty)
  }

  @Test func aFileIsNoFolder() throws {
    try Data().write(to: folder)
    defer { try? FileManager.default.removeItem(at: folder) }
    let error = #expect(throws: OnDeviceError.self) { try open() }
    #expect(error?.code == .cannotWrite)
  }

  @Test(arguments: [false, true])
  func whatIsForgottenIsGoneFromTheDisk(decomposed: Bool) throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let memory = try open()
    _ = try memory.add("은우랑 싸웠어", "무슨 일이야")
    _ = try memory.add("밥 먹었어", "잘했어")
    let undone = try memory.add("은우 미워", "그래")
    try memory.undo(undone.id)
    _ = try memory.remember("은우의 생일은 5월")
    _ = try memory.remember("땅콩을 못 먹는다")
    let name = decomposed ? "은우".decomposedStringWithCanonicalMapping : "은우"
    let gone = try memory.forget(name)
    #expect(gone.facts == 1 && gone.exchanges == 1)
    #expect(memory.exchanges.map(\.prompt) == ["밥 먹었어"])
    #expect(memory.recall("은우랑 왜 싸웠지", most: 3).isEmpty)
    let left = try file("turns.jsonl") + file("facts.jsonl")
    #expect(!left.contains("은우") && left.contains("땅콩"))
  }

  @Test func forgettingAWordForgetsNoOtherWord() throws {
    let memory = CompanionMemory()
    _ = try memory.remember("The team meets on Monday.")
    _ = try memory.remember("No more Tea, please.")
    #expect(try memory.forget("tea") == (1, 0))
    #expect(memory.facts.map(\.text) == ["The team meets on Monday."])
    #expect(throws: OnDeviceError.self) { try memory.forget("  ") }
    #expect(try memory.forgetAll() == (1, 0))
  }

  @Test func aFactIsKeptOnceAndHasLimits() throws {
    let memory = CompanionMemory()
    #expect(try memory.remember("매운 걸 못 먹는다").id == memory.remember("매운 걸 못 먹는다").id)
    #expect(memory.facts.count == 1)
    #expect(throws: OnDeviceError.self) { try memory.remember(" ") }
    #expect(throws: OnDeviceError.self) {
      try memory.remember(String(repeating: "가", count: CompanionMemory.largestFact))
    }
  }

  @Test func aTalkThatWasClosedIsCalledToMind() throws {
    let memory = CompanionMemory()
    _ = try memory.add("우리 고양이 이름은 보리야", "예쁜 이름이네")
    for day in 0..<30 { _ = try memory.add("오늘 \(day)번째 산책을 했어", "잘했어") }
    #expect(memory.recall("우리 고양이 이름이 뭐였지?").isEmpty, "all of it is in the talk still")
    try memory.closeTalk()
    #expect(memory.recall("우리 고양이 이름이 뭐였지?").first?.id == 1)
    #expect(
      memory.recall("고양이 이름".decomposedStringWithCanonicalMapping).first?.id == 1)
    #expect(memory.recall("주식 시장은 어때").isEmpty)
  }
}
