import Foundation

/// How results are printed.
enum Report {
  /// Prints a line at once, into a pipe too.
  static func say(_ line: String) { FileHandle.standardOutput.write(Data("\(line)\n".utf8)) }

  static func complain(_ error: any Error) {
    FileHandle.standardError.write(Data("\(error)\n".utf8))
  }

  static func verdict(_ hasPassed: Bool) -> String { hasPassed ? "pass" : "MISS" }

  static var heading: String {
    "built for \(Build.isNative ? "this processor" : "any processor"), one thread, float64\n"
      + columns("row", "ours", "theirs", "ratio", "at least", "")
  }

  static func line(_ row: Row, _ result: Row.Result) -> String {
    let required = row.required.here
    return columns(
      row.name, time(result.ours), "\(row.against) \(time(result.theirs))", times(result.ratio),
      times(required), verdict(result.ratio >= required))
  }

  private static func columns(
    _ name: String, _ ours: String, _ theirs: String, _ ratio: String, _ required: String,
    _ verdict: String
  ) -> String {
    let cells = [(ours, 10), (theirs, 22), (ratio, 10), (required, 10)]
    return cells.reduce(name.padding(toLength: 20, withPad: " ", startingAt: 0)) { line, cell in
      line + String(repeating: " ", count: max(1, cell.1 - cell.0.count)) + cell.0
    } + "  " + verdict
  }

  /// `57.3 µs`
  static func time(_ seconds: Double) -> String {
    switch seconds {
    case ..<1e-3: digits(seconds * 1e6) + " µs"
    case ..<1: digits(seconds * 1e3) + " ms"
    default: digits(seconds) + " s"
    }
  }

  private static func times(_ ratio: Double) -> String { digits(ratio) + "×" }

  static func digits(_ number: Double) -> String {
    String(format: number < 10 ? "%.2f" : number < 100 ? "%.1f" : "%.0f", number)
  }
}
