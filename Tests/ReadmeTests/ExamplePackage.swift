import Foundation
import Testing

/// The package in Tests/ExamplePackage, which uses the library as any other package would.
enum ExamplePackage {
  static let folder = Package.root.appending(path: "Tests/ExamplePackage")

  /// Where it is built: beside the tests, so that it is cleaned with them and built anew only where
  /// something changed. The first time takes half a minute, for it compiles the engine once more.
  private static let scratch = Package.products.appending(path: "example-package")

  /// Built once for all tests, while others go on; nil, with an issue recorded, where it cannot be.
  private static let products = Task<URL?, any Error> {
    // A kept build plan misses files that are new in a package it depends on.
    let built = try await run(
      "swift", "build", "--disable-build-manifest-caching", "--package-path", folder.path,
      "--scratch-path", scratch.path)
    guard built.status == 0 else {
      Issue.record("the example package does not build:\n\(built.output)")
      return nil
    }
    return scratch.appending(path: "debug")
  }

  /// What a program of the package prints, line by line.
  static func output(of program: String) async throws -> [String] {
    let products = try #require(try await products.value)
    let result = try await run(products.appending(path: program).path)
    #expect(result.status == 0)
    return result.output.split(separator: "\n").map(String.init)
  }

  private static func run(_ command: String...) async throws -> (output: String, status: Int32) {
    let file = FileManager.default.temporaryDirectory
      .appending(path: "unroll-example-\(UUID().uuidString)")
    _ = FileManager.default.createFile(atPath: file.path, contents: nil)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process(), output = try FileHandle(forWritingTo: file)
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = output
    let status = try await withCheckedThrowingContinuation { continuation in
      process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
      do { try process.run() } catch { continuation.resume(throwing: error) }
    }
    return (try String(contentsOf: file, encoding: .utf8), status)
  }
}

/// An article of the library's documentation, with code in it.
struct Article: CustomTestStringConvertible {
  let name: String
  /// The lines of its Swift blocks, without indentation and empty ones.
  let code: [String]

  var testDescription: String { name }

  /// What the comments in its code say is printed.
  var output: [String] {
    code.compactMap { line in
      guard !line.hasPrefix("///"), let comment = line.range(of: "// ") else { return nil }
      return String(line[comment.upperBound...])
    }
  }

  static let all: [Article] = ["Autograd", "Equations"].flatMap { module in
    let folder = Package.root.appending(path: "Sources/\(module)/\(module).docc")
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasSuffix(".md") }.sorted().compactMap { file in
      let text = (try? String(contentsOf: folder.appending(path: file), encoding: .utf8)) ?? ""
      let code = blocks(of: text)
      return code.isEmpty ? nil : Article(name: String(file.dropLast(3)), code: code)
    }
  }

  private static func blocks(of text: String) -> [String] {
    var lines: [String] = [], isInside = false
    for line in text.components(separatedBy: "\n") {
      if line.hasPrefix("```") {
        isInside = line == "```swift"
      } else if isInside {
        lines.append(line)
      }
    }
    return lines.withoutIndentation
  }

  /// The lines of its file in the example package, but for the imports and the function around.
  func compiledCode() throws -> [String] {
    let file = ExamplePackage.folder.appending(path: "Sources/Articles/\(name).swift")
    var lines = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n")
    lines.removeAll { $0.hasPrefix("import ") || $0.hasPrefix("func ") }
    // The function's closing brace.
    if let last = lines.lastIndex(of: "}") { lines.remove(at: last) }
    return lines.withoutIndentation
  }
}

extension [String] {
  fileprivate var withoutIndentation: [String] {
    map { String($0.drop { $0 == " " }) }.filter { !$0.isEmpty }
  }
}
