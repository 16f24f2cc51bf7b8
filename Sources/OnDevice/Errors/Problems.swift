import ModelFiles
import Tensor
import Tokenization
import Transformer

/// Translates the errors of the layers below into this module's own.
enum Problems {
  static func translated<Value>(_ body: () throws -> Value) throws(OnDeviceError) -> Value {
    do {
      return try body()
    } catch {
      throw translate(error)
    }
  }

  static func translate(_ error: any Error) -> OnDeviceError {
    switch error {
    case let error as OnDeviceError: error
    case let error as TransformerError: translate(error)
    case let error as ModelFileError: translate(error)
    case let error as TokenizationError: translate(error)
    case is CancellationError: OnDeviceError(.cancelled, "cancelled")
    case let error as KernelTableError:
      OnDeviceError(.invalidRequest, error.description, hint: "unset ONDEVICE_ISA for the best one")
    default: OnDeviceError(.internalFailure, "\(error)")
    }
  }

  private static func translate(_ error: TransformerError) -> OnDeviceError {
    switch error {
    case .file(let error): translate(error)
    case .unknownArchitecture: OnDeviceError(.modelUnavailable, error.description)
    case .invalidSetting, .invalidToken: OnDeviceError(.invalidRequest, error.description)
    case .contextFull:
      OnDeviceError(
        .contextSizeExceeded, error.description, hint: "use a shorter text or a larger --context")
    case .memoryLacks:
      OnDeviceError(.outOfMemory, error.description, hint: "use a smaller --context or model")
    case .cancelled: OnDeviceError(.cancelled, "cancelled")
    case .invalidLogit: OnDeviceError(.badData, error.description)
    case .noCandidate: OnDeviceError(.internalFailure, error.description)
    }
  }

  private static func translate(_ error: TokenizationError) -> OnDeviceError {
    switch error.code {
    case .unsupported: OnDeviceError(.modelUnavailable, error.description)
    case .idOutOfRange: OnDeviceError(.invalidRequest, error.description)
    default: OnDeviceError(.badData, error.description)
    }
  }

  private static func translate(_ error: ModelFileError) -> OnDeviceError {
    switch error.code {
    case .unreadable: OnDeviceError(.cannotRead, error.description)
    case .unwritable: OnDeviceError(.cannotWrite, error.description)
    case .cancelled: OnDeviceError(.cancelled, "cancelled")
    case .unsupportedType, .unsupportedVersion:
      OnDeviceError(.modelUnavailable, error.description)
    default: OnDeviceError(.badData, error.description)
    }
  }
}
