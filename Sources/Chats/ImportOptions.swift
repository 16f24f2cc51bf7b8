public import struct Foundation.TimeZone

/// How an export is to be read.
public struct ImportOptions: Sendable {
  /// The name of the format, one of `ChatImporter.formats`; `nil` finds it from the content.
  public var format: String?

  /// The zone in which instants, such as those of JSON lines, become times of a wall clock.
  public var timeZone: TimeZone

  /// Whether bytes that are no text are read as U+FFFD instead of being an error.
  public var lossy: Bool

  public init() {
    format = nil
    timeZone = .current
    lossy = false
  }
}
