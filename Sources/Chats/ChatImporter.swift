/// Reads the exports of messengers.
///
/// The format is found from the content, not from the name of the file. Lines that are not
/// understood stay with the message above them; what could not be read is told in
/// `Chat.warnings`.
public struct ChatImporter: Sendable {
  private let options: ImportOptions

  public init(options: ImportOptions = ImportOptions()) {
    self.options = options
  }

  /// The names of the formats that are known.
  public static let formats: [String] = table.map(\.name)

  /// Every format; the order decides between equal evidence.
  static let table: [ChatFormat] = [
    KakaoMobile.format, KakaoWindows.format, KakaoCSV.format, PlainTranscript.format,
    JSONLines.format,
  ]

  /// Reads the bytes of an export.
  ///
  /// `name` is the name of the file, which for some exports is the only place that names the room.
  public func read(_ bytes: [UInt8], name: String? = nil) throws(ChatImportError) -> Chat {
    let chosen = try chosenFormat()
    guard !bytes.isEmpty else {
      throw ChatImportError(.empty, "\(label(name))expected an exported chat, found an empty file")
    }
    let decoded: TextDecoding.Result
    do {
      decoded = try TextDecoding.decode(bytes, lossy: options.lossy)
    } catch {
      throw ChatImportError(error.code, label(name) + error.message, hint: error.hint)
    }
    let text = SourceText(decoded.bytes.droppingMark)
    guard text.lines.contains(where: { !text.isBlank($0) }) else {
      throw ChatImportError(
        .empty, "\(label(name))expected an exported chat, found only white space")
    }
    let input = ImportInput(text: text, fileName: name, timeZone: options.timeZone)
    guard var chat = chosen.map({ $0.read(input) }) ?? detect(input) else {
      throw unknownFormat(name, text)
    }
    guard !chat.messages.isEmpty else { throw noMessages(name, chat, chosen, text) }
    chat.warnings = decoded.warnings + chat.warnings
    return chat
  }

  private func chosenFormat() throws(ChatImportError) -> ChatFormat? {
    guard let name = options.format else { return nil }
    if let format = Self.table.first(where: { $0.name == name.lowercased() }) { return format }
    throw ChatImportError(
      .unknownFormatName, "expected the name of a format, found \"\(name)\"",
      hint: "formats: \(Self.formats.joined(separator: ", "))")
  }

  /// Reads with the format that the content speaks for; `nil` where none finds a message.
  private func detect(_ input: ImportInput) -> Chat? {
    let text = input.text
    let lines = text.lines.prefix { $0.start < 65_536 }
    let found = Self.table.map { (format: $0, evidence: $0.evidence(text, lines)) }
    if let certain = found.first(where: { $0.evidence == .certain }) {
      return certain.format.read(input)
    }
    // The first of the best, so that the order of the table decides between equals.
    var best: (format: ChatFormat, score: Int)?
    for case (let format, .score(let score)) in found where score > best?.score ?? 0 {
      best = (format, score)
    }
    if let best, best.score >= 2 { return best.format.read(input) }

    // One line that has the form of an export speaks for it only where nothing stands above it.
    if let best {
      let chat = best.format.read(input)
      if !chat.messages.isEmpty, isOneRecord(best.format, text) { return chat }
    }
    let plain = PlainTranscript.format.read(input)
    if !plain.messages.isEmpty { return plain }
    return best.map { $0.format.read(input) }.flatMap { $0.messages.isEmpty ? nil : $0 }
  }

  private func isOneRecord(_ format: ChatFormat, _ text: SourceText) -> Bool {
    guard let first = text.lines.firstIndex(where: { !text.isBlank($0) }) else { return false }
    return format.evidence(text, text.lines[first...first]) > .none
  }

  private func unknownFormat(_ name: String?, _ text: SourceText) -> ChatImportError {
    let line = text.lines.first { !text.isBlank($0) }
    let start = line.map { String(text[$0].string.prefix(40)) } ?? ""
    return ChatImportError(
      .unknownFormat,
      "\(label(name))expected an exported chat, found \"\(start.oneLine)\" and no line that "
        + "begins a message",
      hint: "--format names one of \(Self.formats.joined(separator: ", "))")
  }

  private func noMessages(
    _ name: String?, _ chat: Chat, _ chosen: ChatFormat?, _ text: SourceText
  ) -> ChatImportError {
    ChatImportError(
      .noMessages,
      "\(label(name))expected messages of the format \(chat.format), found none in "
        + "\(text.lines.count) lines",
      hint: chosen == nil ? nil : "without --format the format is found from the content")
  }

  private func label(_ name: String?) -> String { name.map { "\($0.oneLine): " } ?? "" }
}

extension [UInt8] {
  /// Without one U+FEFF at the beginning.
  fileprivate var droppingMark: [UInt8] {
    starts(with: [0xEF, 0xBB, 0xBF]) ? Array(dropFirst(3)) : self
  }
}

extension String {
  /// Without line breaks and control characters, so that a message of an error is one line.
  var oneLine: String {
    var scalars = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      let isControl =
        scalar.properties.generalCategory == .control || scalar.value == 0x2028
        || scalar.value == 0x2029
      scalars.append(isControl ? " " : scalar)
    }
    return String(scalars)
  }
}
