import ModelFiles

/// Reads the input as the `config.json` of a folder whose weights are of llama's shape.
///
/// libFuzzer calls this; `scripts/fuzz FuzzFolder` builds and runs it.
@c(LLVMFuzzerTestOneInput)
public func fuzzFolder(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = UnsafeRawBufferPointer(start: start, count: count)
  let problem = probeFolder(ModelBytes(unsafeStaticBytes: bytes, name: "input"))
  precondition(problem?.contains("\n") != true, "an error of two lines")
  return 0
}
