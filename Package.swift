// swift-tools-version: 6.3
import PackageDescription

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

let package = Package(
  name: "unroll",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
  ],
  targets: [
    .target(name: "Diagnostics", swiftSettings: strict),
    .target(name: "Autograd", swiftSettings: strict),
    .target(name: "Equations", dependencies: ["Autograd", "Diagnostics"], swiftSettings: strict),
    .target(name: "Screen", swiftSettings: strict),
    .target(name: "Views", dependencies: ["Autograd", "Screen"], swiftSettings: strict),
    .systemLibrary(
      name: "CCmark", pkgConfig: "libcmark",
      providers: [.apt(["libcmark-dev"]), .brew(["cmark"])]),
    .target(
      name: "Courseware",
      dependencies: ["CCmark", "Diagnostics", .product(name: "Yams", package: "Yams")],
      swiftSettings: strict),
    .target(
      name: "Progress", dependencies: [.product(name: "GRDB", package: "GRDB.swift")],
      swiftSettings: strict),
    .target(
      name: "Player",
      dependencies: ["Autograd", "Courseware", "Diagnostics", "Equations", "Screen", "Views"],
      swiftSettings: strict),
    .systemLibrary(
      name: "CNcurses", providers: [.apt(["libncurses-dev"]), .brew(["ncurses"])]),
    .target(name: "CTerminal"),
    .target(
      name: "Terminal", dependencies: ["CNcurses", "CTerminal", "Screen"], swiftSettings: strict),
    .executableTarget(
      name: "unroll",
      dependencies: [
        "Autograd", "Courseware", "Diagnostics", "Equations", "Player", "Progress", "Screen",
        "Terminal", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .testTarget(name: "AutogradTests", dependencies: ["Autograd"], swiftSettings: strict),
    .testTarget(
      name: "EquationsTests", dependencies: ["Autograd", "Diagnostics", "Equations"],
      swiftSettings: strict),
    .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
