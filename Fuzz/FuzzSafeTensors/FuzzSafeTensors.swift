import ModelFiles

/// Opens the input as a safetensors file and as an index and, if that works, reads all of it.
///
/// libFuzzer calls this; `scripts/fuzz FuzzSafeTensors` builds and runs it.
@c(LLVMFuzzerTestOneInput)
public func fuzzSafeTensors(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  // The bytes live until this returns, and so does all that is opened from them.
  let bytes = UnsafeRawBufferPointer(start: start, count: count)
  let problem = probeSafeTensors(ModelBytes(unsafeStaticBytes: bytes, name: "input"))
  precondition(problem?.contains("\n") != true, "an error of two lines")
  return 0
}
