import Foundation
import Testing

/// The built program, as a shell would run it.
enum Program {
  /// Beside the test bundle, where the build puts both.
  static let path: String = {
    let bundles =
      [Bundle.main.bundleURL, Bundle.main.executableURL].compactMap(\.self)
      + Bundle.allBundles.map(\.bundleURL)
      + [URL(fileURLWithPath: CommandLine.arguments.first ?? "")]
    let folders = bundles.flatMap { [$0, $0.deletingLastPathComponent()] }
    let places = folders.map { $0.appendingPathComponent("unroll").path }
    return places.first { isProgram($0) } ?? "unroll"
  }()

  private static func isProgram(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && !isFolder.boolValue && FileManager.default.isExecutableFile(atPath: path)
  }

  static let lessons = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("lessons").path

  struct Result {
    let output: String
    let error: String
    let status: Int32
  }

  /// Runs a program to its end, its input empty, its output and errors going to files.
  static func run(
    _ arguments: [String], _ environment: [String: String] = [:], program: String = path,
    seconds: Double = 60
  ) throws -> Result {
    let folder = try Scratch()
    let process = try start(arguments, environment, program: program, in: folder)
    let end = ContinuousClock.now + .seconds(seconds)
    while process.isRunning, ContinuousClock.now < end { usleep(5000) }
    if process.isRunning {
      process.terminate()
      Issue.record("\(arguments) did not end within \(seconds) s")
    }
    process.waitUntilExit()
    return Result(
      output: folder.text("output"), error: folder.text("error"),
      status: process.terminationStatus)
  }

  /// Starts a program and does not wait for it.
  static func start(
    _ arguments: [String], _ environment: [String: String] = [:], program: String = path,
    in folder: Scratch
  ) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.environment = self.environment(in: folder).merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try folder.file("output")
    process.standardError = try folder.file("error")
    // Tests run on threads that block signals, and a program would start as its thread is.
    var none = sigset_t(), found = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &found)
    defer { pthread_sigmask(SIG_SETMASK, &found, nil) }
    try process.run()
    return process
  }

  /// Nothing of the person's own, but where to find programs.
  static func environment(in folder: Scratch) -> [String: String] {
    [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
      "HOME": folder.path, "XDG_DATA_HOME": folder.path + "/data", "LC_ALL": "C.UTF-8",
      "UNROLL_LESSONS": lessons, "SWIFT_BACKTRACE": "enable=no",
    ]
  }
}

/// A folder that is gone with its last user.
final class Scratch: Sendable {
  let path: String

  init() throws {
    path =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("unroll-test-\(UUID().uuidString.prefix(8))").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// A new file to write to.
  func file(_ name: String) throws -> FileHandle {
    _ = FileManager.default.createFile(atPath: path + "/" + name, contents: nil)
    return try #require(FileHandle(forWritingAtPath: path + "/" + name))
  }

  func text(_ name: String) -> String {
    String(
      decoding: FileManager.default.contents(atPath: path + "/" + name) ?? Data(), as: UTF8.self)
  }

  func write(_ text: String, to name: String) throws {
    let url = URL(fileURLWithPath: path + "/" + name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }
}

extension String {
  static let escape = "\u{1B}"

  /// The text without the sequences that set colours.
  var withoutColours: String { replacing(/\u{1B}\[[0-9;:]*m/, with: "") }
}
