import OnDevice
import Synchronization

/// The lines of a batch of continuations, which go on together in one model.
///
/// While texts are at work only lines that are there already are taken, so that a client that waits
/// for an answer before it writes the next line gets it.
final class GenerationBatch: Sendable {
  private struct State {
    /// The lines at work or refused, by their index; those of requests by their number.
    var lines: [Int: (index: Int, line: BatchLine)] = [:]
    var lineNumber = 0
    var index = 0
    var requests = 0
    var failure: OnDeviceError?
  }

  private let reader: LineReader
  private let output: OrderedOutput
  private let modelName: String
  private let width: Int
  private let state = Mutex(State())

  init(reader: LineReader, output: OrderedOutput, modelName: String, width: Int) {
    self.reader = reader
    self.output = output
    self.modelName = modelName
    self.width = width
  }

  func run(_ model: LanguageModel) async throws {
    try await model.generate(together: width) {
      self.next()
    } receive: { number, result in
      self.receive(number, result)
    }
    if let failure = state.withLock(\.failure) { throw failure }
  }

  /// The next line that is a request; what is none is answered at once.
  private func next() -> GenerationRequest? {
    state.withLock { state in
      // Answers wait for those before them; so many may.
      while state.failure == nil, state.index - output.count < 4 * width {
        do throws(OnDeviceError) {
          guard let line = try reader.next(waits: state.lines.isEmpty) else { return nil }
          state.lineNumber += 1
          if line.isBlank { continue }
          let request = BatchLine(line, number: state.lineNumber)
          let index = state.index
          state.index += 1
          do throws(OnDeviceError) {
            if let problem = request.problem { throw problem }
            let found = try GenerateCommand.request(of: request)
            state.lines[state.requests] = (index, request)
            state.requests += 1
            return found
          } catch {
            output.answer(index, request, .failure(error))
          }
        } catch {
          state.failure = error
        }
      }
      return nil
    }
  }

  private func receive(_ number: Int, _ result: Result<Generation, OnDeviceError>) {
    guard let (index, line) = state.withLock({ $0.lines.removeValue(forKey: number) }) else {
      return
    }
    output.answer(
      index, line, result.map { .value($0.json(model: modelName)) }.mapError { $0 as any Error })
  }
}
