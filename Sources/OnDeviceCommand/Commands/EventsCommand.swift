import ArgumentParser
import Chats
import Foundation
import OnDevice

/// The dated plans that stand at the end of a chat.
struct EventsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "events", abstract: "The dates that were agreed, as they stand at the end.",
    discussion: """
      Corrections and cancellations are followed; what is over is left out. A 7시 without a half \
      of the day is read as people mean it and marked where another reading is plausible.

      ondevice events chat.txt --ics plans.ics   for a calendar
      """,
    aliases: ["일정"])

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var selection: SelectionOptions

  @Option(name: .long, help: "Write the events to this iCalendar file.")
  var ics: String?

  @Option(name: .long, help: "How dates are shown: both, as-written or absolute.")
  var dates: DateStyle = .both

  @Flag(name: .long, help: "Print every date that was weighed, with the facts, as JSON.")
  var explain = false

  @OptionGroup var output: OutputOptions
  @OptionGroup var modelOptions: ModelOptions

  func run() async throws {
    let zone = try reading.zone() ?? .current
    let whole = try reading.read()
    let chat = try selection.apply(to: whole)
    let indexes = OriginalIndexes(of: chat, in: whole)
    let options = try options(for: whole)
    let assistant = ChatAssistant(model: try modelOptions.open())
    if explain {
      let candidates = try await assistant.explainEvents(chat, options: options)
      return try JSONValue.array(candidates.map { $0.json(indexes) }).print()
    }
    let found = try await events(of: whole, by: assistant)
    if let ics {
      let calendar = found.iCalendar(zone: zone, stamp: Int(Date().timeIntervalSince1970))
      let file = try OutputFile(path: ics)
      try file.append(Data(calendar.utf8))
      try file.finish()
    }
    if output.json { return try found.json.print() }
    for event in found.events { Output.line(event.line(dates, in: found.language)) }
    if found.events.isEmpty {
      Notice.write(
        found.language == .korean
          ? "이 대화에는 남아 있는 일정이 없습니다.\n" : "No plan with a date stands at the end of this chat.\n")
    }
  }

  private func options(for whole: Chat) throws -> EventOptions {
    let me = try selection.me.map { _ in try selection.requireMe(in: whole) }
    return EventOptions(me: me, language: selection.chosenLanguage)
  }

  /// The plans of a chat's chosen messages, with their messages counted in the whole chat.
  func events(of whole: Chat, by assistant: ChatAssistant) async throws -> ChatEvents {
    let chat = try selection.apply(to: whole)
    let found = try await assistant.events(chat, options: try options(for: whole))
    return OriginalIndexes(of: chat, in: whole).applied(to: found)
  }
}

/// How a text shows dates.
enum DateStyle: String, ExpressibleByArgument, CaseIterable {
  case both
  case asWritten = "as-written"
  case absolute
}

extension ChatEvent {
  /// One line: `2026-03-21 (토) 19:00  회식 · 강남역 («다음 주 토요일 7시»)`.
  fileprivate func line(_ style: DateStyle, in language: Language) -> String {
    let names =
      language == .korean
      ? ["일", "월", "화", "수", "목", "금", "토"] : ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    var absolute = "\(date) (\(names[start.weekday]))"
    if let time { absolute += " \(time)" }
    if let endText { absolute += "–\(endText)" }
    if isAmbiguous { absolute += "?" }
    var what = title
    if let place { what += " · \(place)" }
    switch style {
    case .absolute: return "\(absolute)  \(what)"
    case .asWritten: return "\(words)  \(what)"
    case .both: return "\(absolute)  \(what) (\(words))"
    }
  }
}

extension ChatEvents {
  var json: JSONValue {
    .object([
      "events": .array(
        events.map { event in
          .object([
            "title": .string(event.title), "date": .string(event.date),
            "time": JSONValue(event.time), "end": JSONValue(event.endText),
            "all_day": .bool(event.isAllDay), "place": JSONValue(event.place),
            "words": .string(event.words), "quote": .string(event.quote),
            "message": .integer(event.message), "ambiguous": .bool(event.isAmbiguous),
          ])
        }),
      "language": .string(language.rawValue), "model": .string(model), "usage": usage.json,
    ])
  }
}

extension EventCandidate {
  fileprivate func json(_ indexes: OriginalIndexes) -> JSONValue {
    .object([
      "date": .string(date), "time": JSONValue(time), "message": .integer(indexes(message)),
      "score": .number(score), "facts": .object(facts.mapValues { .number($0) }),
    ])
  }
}
