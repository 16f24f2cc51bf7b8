import ModelFiles
import Transformer

extension LanguageModel {
  /// A LoRA adapter that is applied when a model is opened.
  ///
  /// It is a GGUF file, a folder that PEFT wrote (`adapter_config.json`, `adapter_model.safetensors`),
  /// or the safetensors file inside one. The model's weights stay as they are; the adapter is
  /// computed beside them.
  public struct Adapter: Sendable, Hashable {
    public var path: String
    /// Multiplies what the adapter adds: 1 as it was trained, 0 nothing.
    public var scale: Float

    public init(path: String, scale: Float = 1) {
      self.path = path
      self.scale = scale
    }

    /// Reads the adapter.
    func applied() throws(OnDeviceError) -> AppliedAdapter {
      guard scale.isFinite else {
        throw OnDeviceError(
          .invalidRequest, "\(path): expected a finite scale, found \(scale)")
      }
      return try Problems.translated {
        let isFolder = ModelLocator.isFolder(path)
        return AppliedAdapter(
          try LoRAAdapter.open(path: path, isFolder: isFolder), strength: scale)
      }
    }
  }
}
