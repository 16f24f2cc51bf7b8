import Synchronization

extension LanguageModel {
  /// Continues several texts together, so that the weights, which are what decoding waits for, are
  /// read once for all of them.
  ///
  /// Each text is what ``generate(_:options:receive:)`` would make of it alone, bit for bit, whoever is
  /// beside it. Nothing guesses ahead.
  ///
  /// ```swift
  /// let answers = try await model.generate(prompts.map { GenerationRequest(.text($0, parseSpecial: false)) })
  /// ```
  ///
  /// - Parameters:
  ///   - requests: what to continue, and how.
  ///   - width: how many go on together, at least 1; each has keys and values of its own.
  /// - Throws: ``OnDeviceError`` for what ends all of them, as `cancelled`.
  /// - Returns: for each request its continuation, or why there is none.
  public func generate(
    _ requests: [GenerationRequest], together width: Int = 8
  ) async throws -> [Result<Generation, OnDeviceError>] {
    let missing = OnDeviceError(.internalFailure, "expected a result, found none")
    let results = Mutex(
      [Result<Generation, OnDeviceError>](repeating: .failure(missing), count: requests.count))
    let position = Atomic(0)
    try await generate(together: width) {
      let index = position.wrappingAdd(1, ordering: .relaxed).oldValue
      return index < requests.count ? requests[index] : nil
    } receive: { index, result in
      results.withLock { $0[index] = result }
    }
    return results.withLock(\.self)
  }

  /// Continues texts that are asked for as there is room, several of them together.
  ///
  /// Both closures are called on the model's own thread, which waits for them.
  ///
  /// - Parameters:
  ///   - width: how many go on together, at least 1; each has keys and values of its own.
  ///   - next: gives the next request. Nil while others are at work means that there is none yet, and
  ///     it is asked again after their next token; nil while none is at work ends the call.
  ///   - receive: gets each result under the number of its request, counted from 0, as it comes.
  /// - Throws: ``OnDeviceError`` for what ends all of them, as `cancelled`.
  public func generate(
    together width: Int, next: @escaping @Sendable () -> GenerationRequest?,
    receive: @escaping @Sendable (Int, Result<Generation, OnDeviceError>) -> Void
  ) async throws {
    try await Engine(model: self).run { workspace in
      try BatchWork(self, next: next, receive: receive).run(workspace, width: width)
    }
  }
}
