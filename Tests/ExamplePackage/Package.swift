// swift-tools-version: 6.3
import PackageDescription

// What an engineer who uses the library would write. `Articles` is the code of its documentation,
// `TinyRNN` a program of one's own; the tests build and run both.

let engine: [Target.Dependency] = [
  .product(name: "Autograd", package: "unroll"),
  .product(name: "Equations", package: "unroll"),
]
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

let package = Package(
  name: "Example",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "unroll", path: "../..")],
  targets: [
    .executableTarget(name: "Articles", dependencies: engine, swiftSettings: strict),
    .executableTarget(name: "TinyRNN", dependencies: engine, swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
