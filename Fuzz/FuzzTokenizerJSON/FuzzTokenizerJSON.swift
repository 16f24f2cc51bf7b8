import Tokenization

/// Takes the input for a `tokenizer.json`, and encodes and decodes with it.
///
/// libFuzzer calls this; `scripts/fuzz FuzzTokenizerJSON` builds and runs it.
@c(LLVMFuzzerTestOneInput)
public func fuzzTokenizerJSON(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  if let violation = TokenizerJSONProbe.violation(of: bytes) { preconditionFailure(violation) }
  return 0
}
