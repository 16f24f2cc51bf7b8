import Chats
import Foundation
import TestSupport
import Testing

/// Bytes become text, or an error that says what was expected and what was found.
struct DecodingTests {
  private let line = "2024년 3월 14일 오후 3:04, 가온 : 안녕 🙂\n"

  @Test func marksAtTheBeginningNameTheEncoding() throws {
    var little: [UInt8] = [0xFF, 0xFE]
    var big: [UInt8] = [0xFE, 0xFF]
    for unit in line.utf16 {
      little += [UInt8(unit & 0xFF), UInt8(unit >> 8)]
      big += [UInt8(unit >> 8), UInt8(unit & 0xFF)]
    }
    let plain = Array(line.utf8)
    let marked: [UInt8] = [0xEF, 0xBB, 0xBF] + plain
    for bytes in [little, big, marked, plain] {
      #expect(try read(bytes).messages.map(brief) == ["03-14 15:04 가온|text|안녕 🙂"])
    }
  }

  @Test func filesOfTheOldCodePageAreRead() throws {
    // `가온: 안녕` in CP949.
    let bytes: [UInt8] = [0xB0, 0xA1, 0xBF, 0xC2, 0x3A, 0x20, 0xBE, 0xC8, 0xB3, 0xE7, 0x0A]
    #expect(try read(bytes).messages.map(brief) == ["- 가온|text|안녕"])
    // `뷁` is in CP949 but not in EUC-KR.
    #expect(try read(bytes + [0x94, 0xEE]).messages.map(\.text) == ["안녕\n뷁"])
  }

  @Test func aFileThatWasCutInsideACharacterIsRead() throws {
    let bytes = Array("가온: 안녕".utf8.dropLast())
    let chat = try read(bytes)
    #expect(chat.messages.map(\.text) == ["안"])
    #expect(chat.warnings.count == 1)
  }

  @Test func bytesThatAreNoTextAreRefusedOrReplaced() throws {
    let bytes = Array(line.utf8) + [0xFF, 0xFF, 0x0A]
    let error = importError { try read(bytes) }
    #expect(error?.code == .invalidUTF8)
    #expect(error?.message.contains("line 2") == true)
    #expect(error?.hint?.contains("--lossy") == true)
    let chat = try read(bytes, lossy: true)
    #expect(chat.messages.first?.text.hasSuffix("\u{FFFD}") == true)
    #expect(chat.warnings.count == 1)

    let half: [UInt8] = [0xFF, 0xFE, 0x3D, 0xD8, 0x41, 0x00]
    #expect(importError { try read(half) }?.code == .invalidUTF8)
  }

  @Test func whatIsNoChatIsRefused() throws {
    #expect(importError { try read("") }?.code == .empty)
    #expect(importError { try read(" \r\n\t\n") }?.code == .empty)
    #expect(importError { try read([0x50, 0x4B, 3, 4, 20]) }?.code == .binary)
    #expect(importError { try read([0x41, 0, 0x42]) }?.code == .binary)
    let prose = importError { try read("그냥 글입니다\n줄이 몇\n개 있을\n뿐\n", name: "글.txt") }
    #expect(prose?.code == .unknownFormat)
    #expect(prose?.message.hasPrefix("글.txt: ") == true)
    let other = importError { try read("그냥 글입니다\n", format: "kakao.mobile") }
    #expect(other?.code == .noMessages)
    let wrong = importError { try read(line, format: "whatsapp2") }
    #expect(wrong?.code == .unknownFormatName)
    #expect(wrong?.hint?.contains("kakao.mobile") == true)
    for error in [prose, other, wrong] {
      #expect(error?.description.contains("\n") == false)
    }
  }

  @Test(arguments: ChatImporter.formats)
  func aFormatCanBeAskedForByName(format: String) throws {
    let text =
      switch format {
      case "kakao.mobile": line
      case "kakao.windows": "[가온] [15:04] 안녕\n"
      case "kakao.maccsv": "Date,User,Message\n2024-03-14 15:04:00,가온,안녕\n"
      case "jsonl": "{\"sender\":\"가온\",\"text\":\"안녕\"}\n"
      default: "가온: 안녕\n"
      }
    let chat = try read(text, format: format.uppercased())
    #expect(chat.format == format)
    #expect(chat.messages.map(\.sender) == ["가온"])
  }

  @Test func theReportSaysWhatWasRead() throws {
    let report = try read("산책 (3명)과 카카오톡 대화\n" + line + line).report()
    for part in ["kakao.mobile", "A1", "산책", "members: 3", "messages: 2", "가온: 2"] {
      #expect(report.contains(part), "\(part)")
    }
  }
}
