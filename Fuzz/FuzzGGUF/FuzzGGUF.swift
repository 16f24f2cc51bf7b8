import ModelFiles

/// Opens the input as a GGUF file and, if that works, asks it for everything it has.
///
/// libFuzzer calls this; `scripts/fuzz FuzzGGUF` builds and runs it.
@c(LLVMFuzzerTestOneInput)
public func fuzzGGUF(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  // The bytes live until this returns, and so does all that is opened from them.
  let bytes = UnsafeRawBufferPointer(start: start, count: count)
  let storage = ModelBytes(unsafeStaticBytes: bytes, name: "input")
  do {
    let file = try GGUFFile(storage)
    return probe(file) == .min ? 0 : 0
  } catch {
    precondition(!error.description.contains("\n"), "an error of two lines")
    return 0
  }
}
