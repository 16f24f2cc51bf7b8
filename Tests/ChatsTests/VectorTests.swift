import Chats
import Foundation
import TestSupport
import Testing

/// The one-line rules of the format description, through the importer itself.
struct VectorTests {
  @Test func stampsAreReadInEveryLanguage() throws {
    let list = try vectors("kakaoStamp")
    #expect(list.count == 28)
    for entry in list {
      let line = try #require(entry[0] as? String)
      let time = (try? read(line))?.messages.first?.time?.description
      #expect(time == entry[1] as? String, "\(line)")
    }
  }

  @Test func dayLinesNeedAWeekday() throws {
    let list = try vectors("kakaoDayLine")
    #expect(list.count == 7)
    for entry in list {
      let line = try #require(entry[0] as? String)
      let chat = try? read("\(line)\n오후 3:04, 가온 : ㄱ\n오후 3:05, 나래 : ㄴ\n")
      let day = chat?.messages.first?.time?.description.prefix(10)
      #expect(day.map(String.init) == entry[1] as? String, "\(line)")
    }
  }

  @Test func windowsHeadersTakeTheShortestName() throws {
    let list = try vectors("kakaoWindowsHeader")
    #expect(list.count == 13)
    for entry in list {
      let line = try #require(entry[0] as? String)
      let chat = try read("--------------- 2024년 3월 14일 목요일 ---------------\r\n\(line)\r\n")
      let message = try #require(chat.messages.first)
      guard let wanted = entry[1] as? [Any] else {
        #expect(message.sender == nil, "\(line)")
        continue
      }
      #expect(message.sender == wanted[0] as? String, "\(line)")
      #expect(message.time?.hour == wanted[1] as? Int, "\(line)")
      #expect(message.time?.minute == wanted[2] as? Int, "\(line)")
      #expect(message.text == wanted[3] as? String, "\(line)")
    }
  }

  @Test func kindsAreToldByWholeBodies() throws {
    let list = try vectors("kakaoKind")
    #expect(list.count == 67)
    for entry in list {
      let body = try #require(entry[0] as? String)
      for spelled in [body, body.decomposedStringWithCanonicalMapping] {
        let chat = try read("2024년 3월 14일 오후 3:04, 가온 : \(spelled)\n")
        let message = try #require(chat.messages.first)
        #expect(message.kind.rawValue == entry[1] as? String, "\(body)")
        #expect(message.text.utf8.elementsEqual(spelled.utf8))
      }
    }
  }

  @Test func sentencesOfTheMessengerStandAlone() throws {
    let list = try vectors("kakaoBareLine")
    #expect(list.count == 17)
    for entry in list {
      let line = try #require(entry[0] as? String)
      let chat = try read(
        "--------------- 2024년 3월 14일 목요일 ---------------\n[다솜] [오후 3:04] 안녕\n\(line)\n")
      if let kind = entry[1] as? String {
        #expect(chat.messages.count == 2, "\(line)")
        #expect(chat.messages.last?.kind.rawValue == kind, "\(line)")
        #expect(chat.messages.last?.sender == nil)
      } else {
        #expect(chat.messages.map(\.text) == ["안녕\n\(line)"])
      }
    }
  }

  @Test func titlesLoseTheirCountOnlyInGroups() throws {
    let list = try vectors("kakaoTitle")
    #expect(list.count == 15)
    for entry in list {
      let line = try #require(entry[0] as? String)
      let isGroup = try #require(entry[1] as? Bool)
      var lines = [line, "저장한 날짜 : 2024년 3월 15일 오전 9:12", ""]
      for name in isGroup ? ["가온", "나래", "다솜"] : ["가온", "나래"] {
        lines.append("2024년 3월 14일 오후 3:04, \(name) : 안녕")
      }
      let chat = try read(lines.joined(separator: "\n"))
      #expect(chat.title == entry[2] as? String, "\(line)")
      #expect(chat.members == entry[3] as? Int, "\(line)")
      #expect(chat.savedAt?.description == "2024-03-15T09:12:00")
    }
  }
}
