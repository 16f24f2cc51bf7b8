/// Reads the input as an export in every format and holds the result against the rules.
///
/// libFuzzer calls this; `scripts/fuzz FuzzChats` builds and runs it.
@c(LLVMFuzzerTestOneInput)
public func fuzzChats(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = [UInt8](UnsafeBufferPointer(start: start, count: count))
  // The message of a failed precondition is not printed in release builds.
  if let violation = ChatsProbe.violation(of: bytes) { fatalError(violation) }
  return 0
}
