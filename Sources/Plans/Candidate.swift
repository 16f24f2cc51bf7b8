import Chats

/// A date and perhaps a time that some messages may have agreed on.
package struct Candidate {
  package struct Key: Hashable {
    /// Days since 1970-01-01.
    package var day: Int
    /// Minutes since midnight, or `nil` for a day alone.
    package var minutes: Int?
  }

  /// Where the day, or the clock, came from.
  enum Source: String, CaseIterable {
    /// Said in one go.
    case whole
    /// The nearest such day, though the talk is of a later week or month.
    case nearer
    /// The day stands elsewhere in the message, before or after the clock.
    case message, messageAfter
    /// The day is the one that the talk is about.
    case focus
    /// The day of the message.
    case today, tomorrow
    /// The clock is the last one that was named.
    case inherited
    /// Only a day, only a part of today, the second day of a weekend.
    case day, part, weekend
    /// So many minutes from then.
    case distance
    /// The other half of the day.
    case otherHalf
  }

  struct Evidence {
    var message: Int
    var source: Source
    var mention: TimeMention
    /// How many readings were made before it.
    var order: Int
  }

  let key: Key
  var evidence: [Evidence] = []

  /// The evidence that came last; a clock that was only carried over to a day counts where nothing
  /// else does.
  var last: Evidence {
    evidence.last { ![.inherited, .otherHalf, .nearer].contains($0.source) }
      ?? evidence[evidence.count - 1]
  }

  var first: Evidence { evidence[0] }
}
