import Foundation
import Synchronization

/// What a companion keeps: what was said, and what it was told to remember.
///
/// Without a folder it lives as long as the process and writes nothing. In a folder it is two files
/// that a person can read, `turns.jsonl` and `facts.jsonl`, one JSON object a line; a line is on the
/// disk before the next turn begins, and a line that cannot be read is passed over with a warning.
/// One process uses a folder at a time.
///
/// ```swift
/// let memory = try CompanionMemory(folder: "hana.memory")
/// ```
public final class CompanionMemory: Sendable {
  /// The most bytes of one fact.
  public static let largestFact = 2_000
  /// The most facts: all of them stand in each prompt.
  public static let mostFacts = 200

  /// What is odd about the files: lines that were passed over.
  public let warnings: [String]
  private let state: Mutex<MemoryState>

  /// Broken lines of a file that are named one by one.
  private static let mostWarnings = 5
  private static let turnsFile = "turns.jsonl"
  private static let factsFile = "facts.jsonl"

  /// A memory that is gone with the process.
  public init() {
    state = Mutex(MemoryState())
    warnings = []
  }

  /// The memory in a folder, which is made where there is none.
  ///
  /// - Throws: ``OnDeviceError`` with `cannotWrite` where the folder cannot be used or another process
  ///   uses it, `cannotRead` or `badData` for its files.
  public init(folder path: String) throws(OnDeviceError) {
    let folder = try MemoryFolder(path: path)
    var made = MemoryState(folder: folder)
    var warnings: [String] = []
    for name in [Self.factsFile, Self.turnsFile] {
      let records = Self.records(try folder.read(name), "\(path)/\(name)", &warnings)
      for record in records { made.take(record) }
    }
    state = Mutex(made)
    self.warnings = warnings
  }

  /// Everything that was said and not taken back, in order.
  public var exchanges: [Exchange] { state.withLock(\.exchanges) }

  /// What is to be remembered, in order.
  public var facts: [Fact] { state.withLock(\.facts) }

  /// The folder; `nil` where nothing is written.
  public var folder: String? { state.withLock { $0.folder?.path } }

  /// The exchanges from the first that is in the prompt on.
  var present: [Exchange] {
    state.withLock { state in state.exchanges.filter { $0.id >= state.window } }
  }

  /// The number that the next exchange gets.
  var nextID: Int { state.withLock(\.next) }

  // MARK: Adding

  /// Adds an exchange.
  ///
  /// - Returns: the exchange with its number and time.
  package func add(
    _ prompt: String, _ answer: String, isStopped: Bool = false, recalled: [Int] = []
  ) throws(OnDeviceError) -> Exchange {
    try changed { state throws(OnDeviceError) in
      let exchange = Exchange(
        id: state.next, time: Self.now(), prompt: prompt, answer: answer, isStopped: isStopped,
        recalled: recalled)
      try state.write(.exchange(exchange), to: Self.turnsFile)
      return exchange
    }
  }

  /// Remembers something until it is to be forgotten.
  ///
  /// - Throws: ``OnDeviceError`` with `invalidRequest` where it is empty, too long or one too many,
  ///   `cannotWrite` where it cannot be kept.
  public func remember(_ text: String) throws(OnDeviceError) -> Fact {
    let text = QuoteText.collapsed(ChatRendering.composed(text)).trimmingWhitespace()
    guard !text.isEmpty else {
      throw OnDeviceError(.invalidRequest, "expected something to remember, found nothing")
    }
    guard text.utf8.count <= Self.largestFact else {
      throw OnDeviceError(
        .invalidRequest,
        "expected at most \(Self.largestFact) bytes to remember, found \(text.utf8.count)")
    }
    return try changed { state throws(OnDeviceError) in
      if let known = state.facts.first(where: { $0.text == text }) { return known }
      guard state.facts.count < Self.mostFacts else {
        throw OnDeviceError(
          .invalidRequest, "expected at most \(Self.mostFacts) facts, found one more",
          hint: "forget some first")
      }
      let fact = Fact(id: (state.facts.last?.id ?? 0) + 1, time: Self.now(), text: text)
      try state.write(.fact(fact), to: Self.factsFile)
      return fact
    }
  }

  /// Takes an exchange back: it is neither in the talk nor called to mind any more.
  package func undo(_ id: Int) throws(OnDeviceError) {
    try changed { state throws(OnDeviceError) in
      try state.write(.undone(id), to: Self.turnsFile)
    }
  }

  /// Says from which exchange on the talk is in the prompt; notes of those before the move are gone.
  package func moveWindow(to id: Int) throws(OnDeviceError) {
    try changed { state throws(OnDeviceError) in
      guard state.window != id else { return }
      try state.write(.window(id), to: Self.turnsFile)
    }
  }

  /// Begins a new talk; what was said can still be called to mind.
  package func closeTalk() throws(OnDeviceError) {
    try changed { state throws(OnDeviceError) in
      guard let last = state.exchanges.last, last.id >= state.window else { return }
      try state.write(.window(last.id + 1), to: Self.turnsFile)
    }
  }

  // MARK: Forgetting

  /// Forgets facts and exchanges that hold a text, on the disk too.
  ///
  /// Case and composition do not matter; a text that begins or ends with a Latin letter or a digit
  /// does so at the border of a word, so that "tea" forgets no team.
  ///
  /// - Returns: how many facts and exchanges are gone.
  public func forget(_ text: String) throws(OnDeviceError) -> (facts: Int, exchanges: Int) {
    let sought = MentionFinder(text)
    guard !sought.isEmpty else {
      throw OnDeviceError(.invalidRequest, "expected what to forget, found nothing")
    }
    return try forget { sought.isIn($0) }
  }

  /// Forgets everything, on the disk too.
  public func forgetAll() throws(OnDeviceError) -> (facts: Int, exchanges: Int) {
    try forget { _ in true }
  }

  private func forget(
    where isSought: (String) -> Bool
  ) throws(OnDeviceError) -> (facts: Int, exchanges: Int) {
    try changed { state throws(OnDeviceError) in
      let facts = state.facts.filter { !isSought($0.text) }
      let exchanges = state.exchanges.filter { !isSought($0.prompt) && !isSought($0.answer) }
      let gone = (state.facts.count - facts.count, state.exchanges.count - exchanges.count)
      if gone.0 > 0 {
        try state.rewrite(Self.factsFile, facts.map { .fact($0) })
        state.facts = facts
      }
      // What was taken back and broken lines may hold it too, so the file is written anew either way.
      try state.rewrite(
        Self.turnsFile, exchanges.map { .exchange($0) } + [.window(state.window)])
      state.exchanges = exchanges
      state.take(.window(state.window))  // as the next process reads it
      state.index = nil
      return gone
    }
  }

  // MARK: Calling to mind

  /// The exchanges that fit a text best, best first; only those that are not in the talk.
  public func recall(_ text: String, most: Int = 3) -> [Exchange] {
    recall(text, most: most, except: Set(present.map(\.id)))
  }

  func recall(_ text: String, most: Int, except shown: Set<Int>) -> [Exchange] {
    state.withLock { state in
      if state.index == nil {
        var index = RecallIndex()
        for exchange in state.exchanges { index.add(exchange.words, id: exchange.id) }
        state.index = index
      }
      let matches =
        state.index?.matches(text, most: most) { id in
          !shown.contains(id) && state.exchange(id) != nil
        } ?? []
      return matches.compactMap { state.exchange($0.id) }
    }
  }

  /// The exchanges of these numbers that are still there.
  func exchanges(_ ids: [Int]) -> [Exchange] {
    state.withLock { state in ids.compactMap { state.exchange($0) } }
  }

  // MARK: Files

  private func changed<Value: Sendable>(
    _ body: (inout MemoryState) throws(OnDeviceError) -> Value
  ) throws(OnDeviceError) -> Value {
    // A mutex passes untyped errors only.
    let result: Result<Value, OnDeviceError> = state.withLock { state in
      do throws(OnDeviceError) {
        return .success(try body(&state))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  /// The lines of a file that are records; of the others it is said where they stand.
  private static func records(
    _ bytes: [UInt8], _ file: String, _ warnings: inout [String]
  ) -> [MemoryRecord] {
    var records: [MemoryRecord] = []
    var (number, passedOver) = (0, 0)
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      number += 1
      guard line.contains(where: { $0 != 0x20 && $0 != 0x0D }) else { continue }
      do {
        records.append(try MemoryRecord(line))
      } catch {
        passedOver += 1
        if passedOver <= mostWarnings {
          warnings.append("\(file):\(number): \(error.description); passed over")
        }
      }
    }
    if passedOver > mostWarnings {
      warnings.append("\(file): \(passedOver - mostWarnings) more lines were passed over")
    }
    return records
  }

  private static func now() -> String {
    let style = Date.ISO8601FormatStyle(timeZoneSeparator: .colon, timeZone: .current)
    return style.format(Date())
  }
}
