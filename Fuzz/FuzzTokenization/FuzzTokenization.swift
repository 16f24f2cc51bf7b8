import Tokenization

/// Encodes and decodes the input, or takes it for a vocabulary, by its first byte.
///
/// libFuzzer calls this; `scripts/fuzz FuzzTokenization` builds and runs it.
@c(LLVMFuzzerTestOneInput)
public func fuzzTokenization(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  do {
    if let violation = try TokenizationProbe.violation(of: bytes) { preconditionFailure(violation) }
  } catch {
    precondition(!error.description.contains { $0.isNewline }, "an error of two lines")
  }
  return 0
}
