// swift-tools-version: 6.3
import PackageDescription

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

let package = Package(
  name: "unroll",
  targets: [
    .target(name: "Diagnostics", swiftSettings: strict),
    .target(name: "Autograd", swiftSettings: strict),
    .target(name: "Equations", dependencies: ["Autograd", "Diagnostics"], swiftSettings: strict),
    .target(name: "Screen", swiftSettings: strict),
    .target(name: "Views", dependencies: ["Autograd", "Screen"], swiftSettings: strict),
    .testTarget(name: "AutogradTests", dependencies: ["Autograd"], swiftSettings: strict),
    .testTarget(
      name: "EquationsTests", dependencies: ["Autograd", "Diagnostics", "Equations"],
      swiftSettings: strict),
    .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
