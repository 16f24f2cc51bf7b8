// swift-tools-version: 6.3
import PackageDescription

// Imports point down only: OnDeviceCommand > OnDevice > {Chats, English, Korean, Plans, Templates,
// Tokenization, Transformer} > ModelFiles > {JSON, Tensor} > CKernels. `Package.resolved` is not kept, so
// versions are exact.

let swiftSettings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

// The command is not imported by anybody, so it need not say which of its imports it passes on.
let commandSettings: [SwiftSetting] = [
  .swiftLanguageMode(.v6), .enableUpcomingFeature("ExistentialAny"),
]

let package = Package(
  name: "ondevice",
  products: [
    .library(name: "OnDevice", targets: ["OnDevice"]),
    .library(name: "Chats", targets: ["Chats"]),
    .executable(name: "ondevice", targets: ["OnDeviceCommand"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2")
  ],
  targets: [
    .target(name: "CKernels", cSettings: [.define("NDEBUG", .when(configuration: .release))]),
    .target(name: "CSystem"),
    .target(name: "DefaultModel"),
    .target(name: "JSON", swiftSettings: swiftSettings),
    .target(name: "Tensor", dependencies: ["CKernels", "CSystem"], swiftSettings: swiftSettings),
    .target(name: "ModelFiles", dependencies: ["JSON", "Tensor"], swiftSettings: swiftSettings),
    .target(
      name: "Transformer", dependencies: ["ModelFiles", "Tensor"], swiftSettings: swiftSettings),
    .target(name: "Tokenization", dependencies: ["JSON"], swiftSettings: swiftSettings),
    .target(name: "Templates", dependencies: ["JSON"], swiftSettings: swiftSettings),
    .target(name: "Chats", dependencies: ["Korean"], swiftSettings: swiftSettings),
    .target(name: "Plans", dependencies: ["Chats", "Korean"], swiftSettings: swiftSettings),
    .target(name: "Korean", swiftSettings: swiftSettings),
    .target(name: "English", swiftSettings: swiftSettings),
    .target(
      name: "OnDevice",
      dependencies: [
        "Chats", "CSystem", "DefaultModel", "English", "JSON", "Korean", "ModelFiles", "Plans",
        "Templates", "Tensor", "Tokenization", "Transformer",
      ],
      swiftSettings: swiftSettings),
    .executableTarget(
      name: "OnDeviceCommand",
      dependencies: [
        "CSystem", "Chats", "OnDevice",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: commandSettings),
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: swiftSettings),
    .testTarget(name: "JSONTests", dependencies: ["JSON"], swiftSettings: swiftSettings),
    .testTarget(
      name: "TensorTests", dependencies: ["CKernels", "Tensor", "TestSupport"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "ModelFilesTests", dependencies: ["ModelFiles", "Tensor", "TestSupport"],
      swiftSettings: swiftSettings),
    .target(name: "CAllocations", path: "Tests/CAllocations"),
    .testTarget(
      name: "TransformerTests",
      dependencies: ["CAllocations", "ModelFiles", "Tensor", "TestSupport", "Transformer"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "TokenizationTests", dependencies: ["TestSupport", "Tokenization"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "TemplatesTests", dependencies: ["JSON", "Templates", "TestSupport"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "ChatsTests", dependencies: ["Chats", "Korean", "TestSupport"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "KoreanTests", dependencies: ["Korean", "TestSupport"], swiftSettings: swiftSettings),
    .testTarget(name: "EnglishTests", dependencies: ["English"], swiftSettings: swiftSettings),
    .testTarget(
      name: "PlansTests", dependencies: ["Chats", "Korean", "Plans", "TestSupport"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "OnDeviceTests",
      dependencies: ["Korean", "ModelFiles", "OnDevice", "TestSupport"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "CommandTests", dependencies: ["OnDeviceCommand", "TestSupport"],
      swiftSettings: swiftSettings),
  ]
)

// A fuzz harness has no `main` of its own (libFuzzer brings it), so it is a target only when
// `scripts/fuzz` asks for it by name.
if let name = Context.environment["ONDEVICE_FUZZ"] {
  let modules = [
    "FuzzGGUF": "ModelFiles", "FuzzSafeTensors": "ModelFiles", "FuzzFolder": "ModelFiles",
    "FuzzChats": "Chats", "FuzzTokenization": "Tokenization",
    "FuzzTokenizerJSON": "Tokenization", "FuzzTemplates": "Templates",
  ]
  package.targets += [
    .target(
      name: "FuzzDriver", path: "Fuzz/FuzzDriver",
      cSettings: [.define("FUZZ_ENTRY", to: "\(name)_main")]),
    .executableTarget(
      name: name, dependencies: ["FuzzDriver", .byName(name: modules[name] ?? name)],
      path: "Fuzz/\(name)", swiftSettings: swiftSettings),
  ]
}
