import Foundation
import OnDevice
import TestSupport
import Testing

/// Who a companion is, read from bytes that nobody has checked.
@Suite("Personas")
struct PersonaTests {
  private func read(_ text: String) throws(OnDeviceError) -> Persona {
    try Persona.read(Array(text.utf8), name: "p.txt")
  }

  private func problem(_ text: String) -> OnDeviceError? {
    #expect(throws: OnDeviceError.self) { try read(text) }
  }

  @Test func aPlainTextIsWhoTheCompanionIs() throws {
    let persona = try read("조용한 책방 주인이다.\n존댓말을 쓴다.\n")
    #expect(persona == Persona(instructions: "조용한 책방 주인이다.\n존댓말을 쓴다."))
  }

  @Test func namesAndAGreetingMayStandInFront() throws {
    let persona = try read("name: 하나\nUser: 민서\n인사: 왔어? 오늘 어땠어\n\n동네 친구다.\nnote: 반말")
    #expect(persona.name == "하나" && persona.user == "민서" && persona.greeting == "왔어? 오늘 어땠어")
    #expect(persona.instructions == "동네 친구다.\nnote: 반말")
  }

  @Test func aDecomposedNameIsTheSameName() throws {
    let persona = try read("이름: 하나\n사용자: 민서".decomposedStringWithCanonicalMapping)
    #expect(persona.name.map { Array($0.unicodeScalars) } == Array("하나".unicodeScalars))
    #expect(persona.user.map { Array($0.unicodeScalars) } == Array("민서".unicodeScalars))
  }

  @Test func whatIsBrokenIsToldWithItsLine() {
    #expect(problem("name:\n친구다")?.message.hasPrefix("p.txt:1: expected a value") == true)
    #expect(problem("name: 하나\nname: 두나")?.message.hasPrefix("p.txt:2: ") == true)
    #expect(
      problem("user: " + String(repeating: "가", count: 101))?.message.hasPrefix("p.txt:1: ") == true
    )
    #expect(problem("친구다\u{1}")?.message.hasPrefix("p.txt:1: ") == true)
    #expect(problem(" \n\n")?.code == .badData)
    #expect(problem("{\n\"name\": 하나}")?.message.hasPrefix("p.txt:2: ") == true)
    #expect(problem(String(repeating: "가나다라", count: 10_000))?.code == .badData)
    let bytes: [UInt8] = Array("ab\n".utf8) + [0xEA, 0xB0]
    let error = #expect(throws: OnDeviceError.self) { try Persona.read(bytes, name: "p.txt") }
    #expect(error?.message.hasPrefix("p.txt:2: expected UTF-8") == true)
  }

  @Test(arguments: [true, false])
  func aCardIsReadInBothOfItsVersions(wrapped: Bool) throws {
    let card = """
      {"name": "Mina", "description": "{{char}} keeps bees. {{User}} is her neighbour.",
       "personality": "calm", "scenario": "", "first_mes": "Hi <USER>, tea?",
       "mes_example": "<START>\\n{{user}}: hm\\n{{char}}: mm", "tags": [1, {"a": null}]}
      """
    let text = wrapped ? "{\"spec\": \"chara_card_v2\", \"data\": \(card)}" : card
    let persona = try read(text)
    #expect(persona.name == "Mina" && persona.user == nil && persona.greeting == "Hi you, tea?")
    #expect(
      persona.instructions
        == "Mina keeps bees. you is her neighbour.\n\ncalm\n\nyou: hm\nMina: mm")
  }

  @Test func aCardOfAnotherShapeIsAnError() {
    #expect(problem("{}")?.message.contains("name") == true)
    #expect(problem("{\"name\": 3}")?.message.contains("name: expected a string") == true)
    #expect(problem("{\"data\": []}")?.message.contains("data: expected an object") == true)
    #expect(problem(String(repeating: "{\"data\":", count: 5_000))?.code == .badData)
  }

  @Test func noBytesMakeTheReadersTrap() {
    let card = Array("{\"name\":\"하나\",\"data\":{\"name\":\"x\",\"first_mes\":\"{{user}}<\"}}".utf8)
    let plain = Array("name: 하나\nuser: 민서\n친구다 {{char}}\n".utf8)
    var random = SplitMix64(seed: 5)
    var refused = 0
    for seed in [card, plain] {
      for _ in 0..<2_000 {
        var bytes = seed
        for _ in 0..<Int.random(in: 1...4, using: &random) {
          bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(
            in: 0...255, using: &random)
        }
        do { _ = try Persona.read(bytes, name: "p") } catch { refused += 1 }
      }
    }
    #expect(refused > 500)
  }
}
