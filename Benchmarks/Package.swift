// swift-tools-version: 6.3
import PackageDescription

// A package of its own, so that building and testing the program never waits for it, and it uses
// the engine as any other package would: through its public API.

let package = Package(
  name: "Benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "unroll", path: "..")],
  targets: [
    .systemLibrary(name: "CHeap"),
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "CHeap",
        .product(name: "Autograd", package: "unroll"),
        .product(name: "Equations", package: "unroll"),
      ],
      swiftSettings: [.treatAllWarnings(as: .error)]),
  ],
  swiftLanguageModes: [.v6]
)
