public import Chats
import Plans

extension ChatAssistant {
  /// The dated plans that stand at the end of a chat: what was agreed, corrections included, and
  /// neither what was called off nor what is over.
  ///
  /// Rules read the times and weigh what was said about them, so every model gives the same answer
  /// and a date is never invented.
  ///
  /// - Throws: ``OnDeviceError`` with `badData` for a chat without messages of people or without times.
  public func events(
    _ chat: Chat, options: EventOptions = EventOptions()
  ) async throws -> ChatEvents {
    let (tracker, lines, language) = try Self.tracker(chat, options)
    let titles = EventTitles(lines: lines, language: language)
    let events = tracker.plans.compactMap { Self.event($0, titled: titles.title(of: $0)) }
    return ChatEvents(events: events, language: language, model: model.name, usage: Usage())
  }

  /// Every date and time that was weighed, the likeliest first.
  public func explainEvents(
    _ chat: Chat, options: EventOptions = EventOptions()
  ) async throws -> [EventCandidate] {
    let (tracker, _, _) = try Self.tracker(chat, options)
    return tracker.explained.compactMap { weighed in
      guard let start = Self.time(day: weighed.day, minutes: weighed.minutes) else { return nil }
      let text = start.description
      return EventCandidate(
        date: String(text.prefix(10)),
        time: weighed.minutes.map { _ in String(text.dropFirst(11).prefix(5)) },
        message: weighed.message, score: weighed.score, facts: weighed.features)
    }
  }

  private static func event(_ plan: Plan, titled title: String) -> ChatEvent? {
    guard let start = time(day: plan.day, minutes: plan.minutes) else { return nil }
    var end: LocalTime?
    if let minutes = plan.endMinutes {
      end = time(day: plan.day, minutes: minutes)
    } else if let day = plan.lastDay {
      end = time(day: day, minutes: nil)
    }
    return ChatEvent(
      title: title, start: start, end: end, isAllDay: plan.minutes == nil, place: plan.place,
      words: plan.words, quote: plan.quote, message: plan.message, isAmbiguous: plan.isAmbiguous)
  }

  private static func time(day: Int, minutes: Int?) -> LocalTime? {
    let seconds = day * 86_400 + (minutes ?? 0) * 60
    return LocalTime(seconds: seconds)
  }

  private static func tracker(
    _ chat: Chat, _ options: EventOptions
  ) throws -> (PlanTracker, [ChatLine], Language) {
    let lines = ChatRendering.lines(of: chat.messages)
    guard !lines.isEmpty else { throw noMessages(chat) }
    guard chat.savedAt != nil || chat.messages.contains(where: { $0.time != nil }) else {
      throw OnDeviceError(
        .badData, "expected messages with dates, found none in \(chat.messages.count) records",
        hint: "relative words such as 내일 need the day on which they were written")
    }
    let language = options.language ?? Language.detect(in: lines.map(\.text))
    let tracker = PlanTracker(chat, me: options.me, isKorean: language == .korean)
    return (tracker, lines, language)
  }
}
