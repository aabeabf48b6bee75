import Foundation
import Testing

/// Other people's readers: Python's own, and one of Moodle's format.
enum Python {
  private static let references = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("References")

  /// What Moodle makes of a GIFT file.
  static func moodle(_ gift: String) throws -> [[String: Any]] {
    let script = references.appendingPathComponent("moodle_gift.py").path
    return try #require(try run([script], on: gift) as? [[String: Any]])
  }

  /// The rows that Python's csv finds behind Anki's header, and the header.
  static func anki(_ text: String) throws -> (header: [String], rows: [[String]]) {
    let script = """
      import csv, json, sys
      lines = open(sys.argv[1], encoding='utf-8', newline='').read()
      header = [line for line in lines.split('\\n') if line.startswith('#')]
      body = lines[sum(len(line) + 1 for line in header):]
      rows = list(csv.reader(body.splitlines(keepends=True), delimiter='\\t', strict=True))
      print(json.dumps([header, rows]))
      """
    let found = try #require(try run(["-c", script], on: text) as? [Any])
    return (try #require(found[0] as? [String]), try #require(found[1] as? [[String]]))
  }

  /// The words of an HTML page, after looking whether every element that opens is closed.
  static func words(ofHTML html: String) throws -> String {
    let script = """
      import html.parser, json, sys
      void = {'br', 'hr', 'meta', 'img', 'rect', 'path', 'line', 'circle'}
      class Reader(html.parser.HTMLParser):
        open, words, skipped = [], [], ('style', 'svg')
        def handle_starttag(self, tag, attributes):
          if tag not in void: self.open.append(tag)
        def handle_startendtag(self, tag, attributes): pass
        def handle_endtag(self, tag):
          assert self.open and self.open.pop() == tag, (tag, self.getpos())
        def handle_data(self, data):
          if not any(tag in self.skipped for tag in self.open): self.words.append(data)
      reader = Reader()
      reader.feed(open(sys.argv[1], encoding='utf-8').read())
      reader.close()
      assert not reader.open, reader.open
      print(json.dumps([' '.join(''.join(reader.words).split())]))
      """
    let found = try #require(try run(["-c", script], on: html) as? [String])
    return found[0]
  }

  /// Runs a program on a file with this text; what it prints is JSON.
  private static func run(_ arguments: [String], on text: String) throws -> Any {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("unroll-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("input"), output = folder.appendingPathComponent("out")
    try Data(text.utf8).write(to: file)
    try Data().write(to: output)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3"] + arguments + [file.path]
    process.standardOutput = try FileHandle(forWritingTo: output)
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return try JSONSerialization.jsonObject(with: try Data(contentsOf: output))
  }
}
