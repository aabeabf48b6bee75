// swift-tools-version: 6.3
import PackageDescription

// The modules and what each may import: ARCHITECTURE.md. An import that is not declared here is
// refused by `swift build --explicit-target-dependency-import-check error`, as .ci/run does.

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]
// The tests train for minutes without an optimizer, for seconds with it. `make test` sets this; as
// a dependency the package has no flags of its own.
let isFast = Context.environment["UNROLL_OPTIMIZED"] != nil
let fast =
  strict
  + (isFast ? [.unsafeFlags(["-O", "-whole-module-optimization", "-num-threads", "2"])] : [])
let strictC: [CSetting] = [.enableWarning("all"), .treatAllWarnings(as: .error)]

let package = Package(
  name: "unroll",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "unroll", targets: ["unroll"]),
    // For other packages: Benchmarks/ and Tests/ExamplePackage use them as anybody would.
    .library(name: "Autograd", targets: ["Autograd"]),
    .library(name: "Equations", targets: ["Equations", "Diagnostics"]),
  ],
  dependencies: [
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
  ],
  targets: [
    // What a person wrote and what is wrong in it.
    .target(name: "Diagnostics", swiftSettings: strict),

    // The engine and its language.
    .systemLibrary(name: "CProcessor"),
    .target(name: "Autograd", dependencies: ["CProcessor"], swiftSettings: fast),
    .target(name: "Equations", dependencies: ["Autograd", "Diagnostics"], swiftSettings: fast),

    // Lessons and the student's record.
    .systemLibrary(
      name: "CCmark", pkgConfig: "libcmark",
      providers: [.apt(["libcmark-dev"]), .brew(["cmark"])]),
    .target(
      name: "Courseware",
      dependencies: ["CCmark", "Diagnostics", .product(name: "Yams", package: "Yams")],
      swiftSettings: strict),
    .target(name: "Exchange", dependencies: ["Courseware", "Diagnostics"], swiftSettings: strict),
    .target(
      name: "Progress", dependencies: [.product(name: "GRDB", package: "GRDB.swift")],
      swiftSettings: strict),

    // Pictures.
    .target(name: "Screen", swiftSettings: fast),
    .target(name: "Views", dependencies: ["Autograd", "Screen"], swiftSettings: fast),

    // The program.
    .target(
      name: "Player",
      dependencies: ["Autograd", "Courseware", "Diagnostics", "Equations", "Screen", "Views"],
      swiftSettings: strict),
    .systemLibrary(
      name: "CNcurses", providers: [.apt(["libncurses-dev"]), .brew(["ncurses"])]),
    .target(name: "CTerminal", cSettings: strictC),
    .target(
      name: "Terminal", dependencies: ["CNcurses", "CTerminal", "Screen"], swiftSettings: strict),
    .executableTarget(
      name: "unroll",
      // Views is not imported, but the player's state holds its values: their layout must be known.
      dependencies: [
        "Autograd", "Courseware", "Diagnostics", "Equations", "Exchange", "Player", "Progress",
        "Screen", "Terminal", "Views",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    // Tests, and what only they need.
    .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics"], swiftSettings: strict),
    .testTarget(
      name: "AutogradTests", dependencies: ["Autograd", "TestSupport"], exclude: ["References"],
      swiftSettings: strict),
    .testTarget(
      name: "EquationsTests",
      dependencies: [
        "Autograd", "CAllocationCounter", "Diagnostics", "Equations", "TestSupport",
      ],
      exclude: ["References"], swiftSettings: strict),
    .testTarget(
      name: "CoursewareTests", dependencies: ["Courseware", "Diagnostics", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "ExchangeTests",
      dependencies: ["Courseware", "Diagnostics", "Exchange", "TestSupport"],
      exclude: ["References"], swiftSettings: strict),
    .testTarget(
      name: "ProgressTests",
      dependencies: [
        "Progress", "TestSupport", .product(name: "GRDB", package: "GRDB.swift"),
      ],
      exclude: ["References"], swiftSettings: strict),
    .testTarget(
      name: "ScreenTests", dependencies: ["Screen", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "ViewsTests",
      dependencies: ["Autograd", "Diagnostics", "Equations", "Screen", "Views", "TestSupport"],
      exclude: ["Goldens"], swiftSettings: strict),
    .testTarget(
      name: "PlayerTests",
      dependencies: [
        "Autograd", "Courseware", "Diagnostics", "Equations", "Player", "Screen", "Views",
        "TestSupport",
      ],
      exclude: ["Goldens"], swiftSettings: strict),
    .testTarget(name: "EndToEndTests", dependencies: ["unroll"], swiftSettings: strict),
    .testTarget(
      name: "ReadmeTests", dependencies: ["unroll"], exclude: ["Pictures"], swiftSettings: strict),
    .target(
      name: "TestSupport", dependencies: ["Screen"], path: "Tests/TestSupport",
      swiftSettings: strict),
    .target(
      name: "CAllocationCounter", path: "Tests/CAllocationCounter", cSettings: strictC),
    .target(name: "CPseudoTerminal", path: "Tests/CPseudoTerminal", cSettings: strictC),
    .executableTarget(
      name: "TerminalProbe", dependencies: ["Screen", "Terminal"], path: "Tests/TerminalProbe",
      swiftSettings: strict),
    .testTarget(
      name: "TerminalTests",
      dependencies: ["CPseudoTerminal", "Screen", "Terminal", "TerminalProbe", "TestSupport"],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
