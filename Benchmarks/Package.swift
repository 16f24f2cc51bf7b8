// swift-tools-version: 6.3
import PackageDescription

// A package of its own, so that nobody who uses the library builds it. The kernels' targets are
// links to the product's sources: what is measured is what is shipped, through the same doors.

let swiftSettings: [SwiftSetting] = [
  .swiftLanguageMode(.v6), .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

let package = Package(
  name: "benchmarks",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2")
  ],
  targets: [
    .target(name: "CKernels", cSettings: [.define("NDEBUG", .when(configuration: .release))]),
    .target(name: "CSystem"),
    .target(name: "Tensor", dependencies: ["CKernels", "CSystem"], swiftSettings: swiftSettings),
    .target(name: "Loops"),
    .executableTarget(
      name: "kernels",
      dependencies: [
        "Loops", "Tensor", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Sources/Kernels", swiftSettings: swiftSettings),
  ]
)
