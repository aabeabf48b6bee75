import Diagnostics
import Foundation

/// Reads a text file a person wrote, whatever is in its place.
package enum TextFile {
  /// Larger than any lesson, and small enough to read at once.
  static let largest = 16_000_000

  /// The text, or what is wrong. Bytes that are not UTF-8 become U+FFFD and are reported.
  ///
  /// - Parameters:
  ///   - name: what the person calls the file.
  ///   - mayBePipe: whether a pipe is read, as a file named on the command line may be one.
  package static func read(
    _ path: String, name: String, mayBePipe: Bool = false
  ) -> (text: SourceText?, diagnostics: [Diagnostic]) {
    var report = Report(file: name)
    guard let data = bytes(path, mayBePipe: mayBePipe, &report) else {
      return (nil, report.diagnostics)
    }
    let text = SourceText(name: name, text: String(decoding: data, as: UTF8.self))
    if let place = firstInvalid(data) {
      report.add(
        .characters, at: SourceRange(at: place), "this byte is not UTF-8",
        advice: "save the file as UTF-8")
    }
    return (text, report.diagnostics)
  }

  private static func bytes(
    _ path: String, mayBePipe: Bool, _ report: inout Report
  ) -> Data? {
    // Among lessons only a plain file is opened: reading a pipe would wait for ever.
    var status = stat()
    guard stat(path, &status) == 0 else {
      refuse("it cannot be opened: \(String(cString: strerror(errno)))", &report)
      return nil
    }
    let kind = status.st_mode & S_IFMT
    guard kind == S_IFREG || (mayBePipe && kind == S_IFIFO) else {
      refuse("it is not a file", &report)
      return nil
    }
    guard status.st_size <= largest else {
      refuse("it is larger than \(largest / 1_000_000) MB", &report)
      return nil
    }
    guard let file = FileHandle(forReadingAtPath: path),
      let data = try? file.read(upToCount: largest + 1) ?? Data()
    else {
      refuse("it cannot be read", &report)
      return nil
    }
    guard data.count <= largest else {
      refuse("it is larger than \(largest / 1_000_000) MB", &report)
      return nil
    }
    return data
  }

  private static func refuse(_ reason: String, _ report: inout Report) {
    report.add(
      .unreadable, at: SourceRange(at: .start), reason,
      advice: "check the file and its permissions")
  }

  /// The place of the first byte that is not UTF-8.
  private static func firstInvalid(_ data: Data) -> Position? {
    if String(validating: data, as: UTF8.self) != nil { return nil }
    var decoder = UTF8()
    var bytes = data.makeIterator()
    var valid = String.UnicodeScalarView()
    while case .scalarValue(let scalar) = decoder.decode(&bytes) { valid.append(scalar) }
    let before = SourceText(name: "", text: String(valid))
    return Position(line: before.lines.count, column: (before.lines.last?.count ?? 0) + 1)
  }
}
