#if canImport(Glibc)
private import Glibc
#elseif canImport(Musl)
private import Musl
#else
private import Darwin
#endif

/// The factor of queries far into a text: `1 + weight * ln(1 + floor(position / length))`.
///
/// It keeps attention sharp where many keys compete. Source: the code of Llama 4 and Ministral 3 in
/// `transformers`; 1 for the first `length` positions.
package struct QueryGrowth: Sendable, Hashable {
  package var weight: Double
  /// Positions between two steps, at least 1.
  package var length: Int

  package func factor(at position: Int) -> Float {
    position < length ? 1 : Float(1 + weight * log(1 + Double(position / length)))
  }
}
