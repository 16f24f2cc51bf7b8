extension ModelBytes {
  /// Keeps a copy of bytes that were made, not read.
  package convenience init(_ bytes: [UInt8], name: String) {
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 64)
    copy.copyBytes(from: bytes)
    self.init(owned: copy, name: name)
  }
}
