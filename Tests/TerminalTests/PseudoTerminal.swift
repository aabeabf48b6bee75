import CPseudoTerminal
import Foundation
import Screen

/// `TerminalProbe`, running in a terminal of its own.
final class PseudoTerminal {
  let process: pid_t
  private let terminal: Int32
  private(set) var output = ""
  private var isClosed = false

  /// Starts the probe, by way of a shell if there is a script for it, in which `$0` is the probe.
  init(
    _ variables: [String: String] = [:], script: String? = nil, columns: Int32 = 80,
    rows: Int32 = 24
  ) throws {
    let defaults = ["TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"]
    let environment = defaults.merging(variables) { $1 }.filter { $0.value != "unset" }
    let probe = try Self.probe()
    let arguments = script.map { ["/bin/sh", "-c", $0, probe] } ?? [probe]
    var list: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    var settings: [UnsafeMutablePointer<CChar>?] =
      environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { (list + settings).forEach { free($0) } }
    var process: pid_t = 0
    terminal = pseudo_terminal_spawn(arguments[0], &list, &settings, columns, rows, &process)
    self.process = process
    guard terminal >= 0 else { throw POSIXError(.ENODEV) }
    _ = fcntl(terminal, F_SETFL, O_NONBLOCK)
  }

  deinit {
    kill(process, SIGKILL)
    close()
    var ignored: Int32 = 0
    waitpid(process, &ignored, 0)
  }

  var isSane: Bool { pseudo_terminal_is_sane(terminal) }

  func type(_ text: String) {
    let bytes = Array(text.utf8)
    _ = write(terminal, bytes, bytes.count)
  }

  func resize(_ columns: Int32, _ rows: Int32) {
    _ = pseudo_terminal_resize(terminal, columns, rows)
  }

  func close() {
    if !isClosed { Foundation.close(terminal) }
    isClosed = true
  }

  /// Forgets what has been shown.
  func forget() { output = "" }

  /// Reads until the text has been shown; false if that takes more than five seconds.
  func waits(for text: String) -> Bool {
    waits { self.output.contains(text) }
  }

  /// The status as a shell has it, 256 plus the signal if stopped; nil if still running after
  /// five seconds.
  func status() -> Int? {
    var status = -1
    return waits {
      status = Int(pseudo_terminal_status(self.process))
      return status >= 0
    } ? status : nil
  }

  private func waits(until isDone: () -> Bool) -> Bool {
    for _ in 0..<1000 {
      read()
      if isDone() {
        read()
        return true
      }
      usleep(5000)
    }
    return false
  }

  private func read() {
    guard !isClosed else { return }
    var bytes = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = Foundation.read(terminal, &bytes, bytes.count)
      guard count > 0 else { return }
      output += String(decoding: bytes.prefix(count), as: UTF8.self)
    }
  }

  /// The probe lies beside the tests, or where a plain build puts it.
  private static func probe() throws -> String {
    let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let candidates = [
      URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent(),
      here.appendingPathComponent("../../.build/debug"),
    ].map { $0.appendingPathComponent("TerminalProbe").path }
    guard let found = candidates.first(where: FileManager.default.isExecutableFile) else {
      throw POSIXError(.ENOENT)
    }
    return found
  }
}
