import Foundation
import ModelFiles

/// A safetensors file that is put together by hand, right or wrong.
struct HandMadeSafeTensors {
  var header: String
  var data: [UInt8]
  /// The length that is written, when it is not the header's.
  var statedLength: UInt64?

  init(_ header: String, data: [UInt8] = [], statedLength: UInt64? = nil) {
    self.header = header
    self.data = data
    self.statedLength = statedLength
  }

  /// A right one: tensors in float32 with the same number everywhere.
  init(tensors: [(name: String, dimensions: [Int], value: Float)]) {
    var members: [String] = []
    var data: [UInt8] = []
    for (name, dimensions, value) in tensors {
      let start = data.count
      for _ in 0..<dimensions.reduce(1, *) {
        withUnsafeBytes(of: value.bitPattern.littleEndian) { data += $0 }
      }
      members.append(
        #""\#(name)":{"dtype":"F32","shape":\#(dimensions),"data_offsets":[\#(start),\#(data.count)]}"#
      )
    }
    var header = "{" + members.joined(separator: ",") + "}"
    while header.utf8.count % 8 != 0 { header += " " }
    self.init(header, data: data)
  }

  var bytes: Data {
    var bytes = Data()
    let length = statedLength ?? UInt64(header.utf8.count)
    withUnsafeBytes(of: length.littleEndian) { bytes += $0 }
    return bytes + Data(header.utf8) + Data(data)
  }

  func open() throws(ModelFileError) -> SafeTensorsFile {
    try SafeTensorsFile(ModelBytes([UInt8](bytes), name: "hand-made"))
  }
}
