internal import Tensor

/// The bytes of one model file, in memory for as long as this object lives and never changed.
///
/// They are a mapped file, bytes that live as long as the process, like the model inside the binary,
/// or memory of its own. Metadata views and weight matrices point into them; whoever keeps such a pointer
/// keeps this object too.
package final class ModelBytes: Sendable {
  /// What messages call the file: its path, or a name for bytes that have none.
  package let name: String
  // SAFETY: nobody writes through this pointer, and the bytes outlive it: `mapping` holds them, or
  // the initialiser's caller promised that they are never freed.
  package nonisolated(unsafe) let bytes: UnsafeRawBufferPointer
  private let mapping: MappedFile?
  // SAFETY: written in the initialiser only; freed in deinit, and `bytes` shows it until then.
  private nonisolated(unsafe) let owned: UnsafeMutableRawBufferPointer?

  /// Maps the file at `path`.
  ///
  /// An empty file cannot be mapped; it is no bytes, and the format's reader says what it misses.
  package init(path: String) throws(ModelFileError) {
    name = path
    owned = nil
    do {
      let mapping = try MappedFile(path: path)
      self.mapping = mapping
      bytes = mapping.bytes
    } catch  where error.code == .empty {
      mapping = nil
      bytes = UnsafeRawBufferPointer(start: nil, count: 0)
    } catch {
      throw ModelFileError(
        .unreadable, file: path, expected: "a readable file",
        found: error.code == .notAFile ? "a folder, device or pipe" : error.reason)
    }
  }

  /// Takes over a file that is mapped already.
  init(_ mapping: MappedFile, name: String) {
    self.name = name
    self.mapping = mapping
    bytes = mapping.bytes
    owned = nil
  }

  /// Takes bytes that are valid, and stay as they are, until the process ends.
  package init(unsafeStaticBytes bytes: UnsafeRawBufferPointer, name: String) {
    self.name = name
    self.bytes = bytes
    self.mapping = nil
    self.owned = nil
  }

  /// Takes over memory that was allocated for it, and frees it in the end.
  init(owned: UnsafeMutableRawBufferPointer, name: String) {
    self.name = name
    self.bytes = UnsafeRawBufferPointer(owned)
    self.mapping = nil
    self.owned = owned
  }

  /// Gives back the memory of a part of a mapped file that nobody will read soon.
  package func release(_ part: UnsafeRawBufferPointer) { mapping?.release(part) }

  deinit { owned?.deallocate() }
}
