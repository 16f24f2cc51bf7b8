import Templates

/// Reads the input as a chat template and renders a conversation with it.
///
/// libFuzzer calls this; `scripts/fuzz FuzzTemplates` builds and runs it.
@c(LLVMFuzzerTestOneInput)
public func fuzzTemplates(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  do {
    if let violation = try TemplatesProbe.violation(of: bytes) { preconditionFailure(violation) }
  } catch {
    precondition(TemplatesProbe.hasPlace(error, in: bytes), "an error without a place: \(error)")
  }
  return 0
}
