import Foundation
import Testing

/// A command in a `console` block of a document, and what the document says it prints.
struct Example: CustomTestStringConvertible {
  let place: String
  let command: String
  private(set) var output: [String] = []

  var testDescription: String { "\(place): \(command)" }

  static let documents = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"]

  static let all: [Example] = documents.flatMap { name in
    let text = try? String(contentsOf: Package.root.appending(path: name), encoding: .utf8)
    return examples(in: text ?? "", of: name)
  }

  /// Each line behind a `$` of a `console` block, with the lines below it.
  private static func examples(in text: String, of document: String) -> [Example] {
    var examples: [Example] = [], isInside = false
    for (index, line) in text.components(separatedBy: "\n").enumerated() {
      if line.hasPrefix("```") {
        isInside = line == "```console"
      } else if isInside, line.hasPrefix("$ ") {
        examples.append(
          Example(place: "\(document):\(index + 1)", command: String(line.dropFirst(2))))
      } else if isInside, !examples.isEmpty {
        examples[examples.count - 1].output.append(line)
      }
    }
    return examples
  }

  /// The command's output and status, in a shell that finds `unroll` among what was just built.
  func run() throws -> (output: String, status: Int32) {
    let shell = Process(), pipe = Pipe()
    shell.executableURL = URL(filePath: "/bin/sh")
    shell.arguments = ["-c", command]
    shell.currentDirectoryURL = Package.root
    shell.environment = [
      "PATH": "\(Package.products.path):/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": "/nonexistent",
    ]
    shell.standardInput = FileHandle.nullDevice
    shell.standardOutput = pipe
    try shell.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    shell.waitUntilExit()
    return (String(decoding: output, as: UTF8.self), shell.terminationStatus)
  }
}

/// Where the package and what was built of it lie.
enum Package {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
    .standardizedFileURL

  /// The test bundle lies beside the program; on Linux it is itself the running program.
  static var products: URL {
    let bundle = Bundle.allBundles.first { $0.bundleURL.pathExtension == "xctest" }
    let tests = bundle?.bundleURL ?? URL(filePath: CommandLine.arguments[0])
    return tests.deletingLastPathComponent()
  }
}

@Suite("An example of the documents")
struct ReadmeTests {
  @Test("is found in the README and in ARCHITECTURE")
  func found() {
    #expect(Example.all.count { $0.place.hasPrefix("README") } >= 5)
    #expect(Example.all.contains { $0.place.hasPrefix("ARCHITECTURE") })
  }

  @Test("prints what stands below it", .timeLimit(.minutes(1)), arguments: Example.all)
  func prints(example: Example) throws {
    let (output, status) = try example.run()
    #expect(status == 0)
    if !example.output.isEmpty {
      #expect(output == example.output.joined(separator: "\n") + "\n")
    }
  }
}
