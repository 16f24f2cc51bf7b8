import ModelFiles

/// The log probabilities of every scored position of a text, as llama.cpp's perplexity tool keeps
/// them: `_logits_`, three numbers (window, vocabulary, windows), the tokens, and for each scored
/// position a scale, the smallest log probability and 16 bits for each vocabulary entry.
///
/// Log probabilities are kept in steps of at most 16 / 65535; less likely than e^-16 times the
/// likeliest counts as that.
enum LogitsFile {
  static let magic = Array("_logits_".utf8)
  /// The range of logits that is kept below the largest.
  static let range: Float = 16

  /// 16-bit words of a position: scale and minimum, then the vocabulary, rounded up to even.
  static func words(vocabulary: Int) -> Int { 4 + (vocabulary + 1) / 2 * 2 }

  /// Scored positions of a window: the second half, but the last token, which nothing follows.
  static func scored(window: Int) -> Int { window - 1 - window / 2 }
}

/// Writes such a file, window by window.
struct LogitsFileWriter: ~Copyable {
  private var file: ReplacingFile
  private let vocabulary: Int
  private var row: [UInt16]

  init(path: String, window: Int, vocabulary: Int, tokens: [Int32]) throws {
    var file = try ReplacingFile(path: path)
    try file.write(LogitsFile.magic)
    for number in [window, vocabulary, tokens.count / window] + tokens.map(Int.init) {
      try withUnsafeBytes(of: Int32(truncatingIfNeeded: number).littleEndian) { bytes in
        try file.write(bytes)
      }
    }
    self.file = file
    self.vocabulary = vocabulary
    row = [UInt16](repeating: 0, count: LogitsFile.words(vocabulary: vocabulary))
  }

  /// Adds a position; `logSum` is the logarithm of the sum of the exponentials of all logits.
  mutating func append(_ logits: [Float], logSum: Float) throws {
    let most = logits.max() ?? 0
    let least = max(logits.min() ?? 0, most - LogitsFile.range)
    let scale = (most - least) / 65_535
    let inverse = scale > 0 ? 1 / scale : 0
    for (word, value) in [scale, least - logSum].enumerated() {
      row[2 * word] = UInt16(truncatingIfNeeded: value.bitPattern)
      row[2 * word + 1] = UInt16(truncatingIfNeeded: value.bitPattern >> 16)
    }
    for index in 0..<vocabulary {
      let level = (logits[index] - least) * inverse
      row[4 + index] = level > 0 ? UInt16(min(65_535, level.rounded(.toNearestOrEven))) : 0
    }
    try row.withUnsafeBytes { bytes in try file.write(bytes) }
  }

  mutating func finish() throws { try file.commit() }
}

/// Such a file, open for reading and checked: its size is what its numbers say.
struct LogitsFileReader {
  let window: Int
  let vocabulary: Int
  let windows: Int
  let tokens: [Int32]
  let name: String
  private let storage: ModelBytes
  private let start: Int

  init(path: String) throws {
    storage = try ModelBytes(path: path)
    name = path
    let bytes = storage.bytes
    func number(_ index: Int) -> Int {
      Int(
        Int32(
          littleEndian: bytes.loadUnaligned(
            fromByteOffset: LogitsFile.magic.count + 4 * index, as: Int32.self)))
    }
    guard bytes.count >= LogitsFile.magic.count + 12,
      bytes.prefix(8).elementsEqual(LogitsFile.magic)
    else {
      throw OnDeviceError(
        .badData, "\(path): expected log probabilities as --save-logits writes them, found others",
        hint: "write them with 'ondevice perplexity --model BASE FILE --save-logits OUT'")
    }
    let (window, vocabulary, windows) = (number(0), number(1), number(2))
    // Three factors below 2^31, of which the first two are bounded further, fit 63 bits.
    guard (4...(1 << 20)).contains(window), (2...(1 << 24)).contains(vocabulary), windows > 0,
      windows < 1 << 18
    else {
      throw OnDeviceError(
        .badData,
        "\(path): expected a window, vocabulary and number of windows, found \(window), "
          + "\(vocabulary), \(windows)")
    }
    let start = LogitsFile.magic.count + 12 + 4 * window * windows
    let rows = windows * LogitsFile.scored(window: window)
    let expected = start + 2 * rows * LogitsFile.words(vocabulary: vocabulary)
    guard bytes.count == expected else {
      throw OnDeviceError(.badData, "\(path): expected \(expected) bytes, found \(bytes.count)")
    }
    tokens = (0..<window * windows).map { Int32(truncatingIfNeeded: number(3 + $0)) }
    (self.window, self.vocabulary, self.windows, self.start) = (window, vocabulary, windows, start)
  }

  /// The log probabilities of a scored position, counted over all windows.
  func read(_ position: Int, into out: inout [Float]) {
    let words = LogitsFile.words(vocabulary: vocabulary)
    let offset = start + 2 * position * words
    func float(_ at: Int) -> Float {
      Float(
        bitPattern: UInt32(
          littleEndian: storage.bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self)))
    }
    let scale = float(offset)
    let least = float(offset + 4)
    for index in 0..<vocabulary {
      let level = UInt16(
        littleEndian: storage.bytes.loadUnaligned(
          fromByteOffset: offset + 8 + 2 * index, as: UInt16.self))
      out[index] = scale * Float(level) + least
    }
  }
}
