import Foundation
import Screen
import Testing

/// Pictures kept as files: the text of a frame and a layer of styles.
package enum Golden {
  private static let isRecording = ProcessInfo.processInfo.environment["RECORD_GOLDENS"] != nil

  /// The file of that name in the folder `Goldens` beside the test.
  private static func url(_ name: String, _ test: String) -> URL {
    URL(filePath: test).deletingLastPathComponent()
      .appending(components: "Goldens", "\(name).txt")
  }

  /// Compares frames with the file of that name. Recording fails the test, so that no run that
  /// compared nothing looks like one that passed.
  package static func check(
    _ name: String, _ frames: [(title: String, frame: Frame)], file: String = #filePath,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let text = frames.map { title, frame in
      "== \(title) ==\n\(frame.plainText)-- styles --\n\(trimmed(frame.styleText))"
    }.joined()
    if isRecording {
      try? text.write(to: url(name, file), atomically: true, encoding: .utf8)
      Issue.record("recorded \(name)", sourceLocation: sourceLocation)
      return
    }
    let expected = (try? String(contentsOf: url(name, file), encoding: .utf8)) ?? ""
    guard text != expected else { return }
    let (new, old) = (lines(text), lines(expected))
    let n = zip(new, old).enumerated().first { $1.0 != $1.1 }?.offset ?? min(new.count, old.count)
    let shown = { (lines: [Substring]) in lines.indices.contains(n) ? lines[n] : "nothing" }
    Issue.record(
      "\(name), line \(n + 1): expected\n\(shown(old))\nbut got\n\(shown(new))",
      sourceLocation: sourceLocation)
  }

  private static func lines(_ text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// Without the plain cells at the ends of rows.
  private static func trimmed(_ layer: String) -> String {
    layer.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      var line = line
      while line.last == "." { line.removeLast() }
      return String(line)
    }.joined(separator: "\n")
  }
}
