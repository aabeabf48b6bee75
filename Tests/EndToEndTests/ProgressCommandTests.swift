import Foundation
import Testing

/// A record as another program might write it: it comes from no code of ours.
enum HandWritten {
  struct Answer {
    var id: Int
    var question = "drawn-output"
    var lesson = "perceptron"
    var outcome = "right"
    var grade = 3
    var mistake: String?
    /// Hours behind 2027-01-15 08:00, UTC.
    var hours: Double
  }

  static func record(_ answers: [Answer], visited pages: [String] = []) -> String {
    let lines =
      answers.map(line)
      + pages.map {
        #"{"visit": {"lesson": "perceptron", "page": "\#($0)", "visited": 1800000000000}}"#
      }
    let heading = #"{"format": "unroll record", "version": 1, "lines": \#(lines.count)}"#
    return ([heading] + lines).map { $0 + "\n" }.joined()
  }

  private static func line(_ answer: Answer) -> String {
    let time = 1_800_000_000_000 + Int(answer.hours * 3_600_000)
    let digits = String(answer.id)
    let id = "00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
    let mistake = answer.mistake.map { #""mistake": "\#($0)", "# } ?? ""
    return """
      {"answer": {"id": "\(id)", "lesson": "\(answer.lesson)", "page": "weigh", \
      "question": "\(answer.question)", "content": "?", "seed": "1", "drawn": "", \
      "response": "1", "outcome": "\(answer.outcome)", "attempt": 1, "hints": 0, \(mistake)\
      "grade": \(answer.grade), "started": \(time - 5000), "answered": \(time), \
      "milliseconds": 5000, "machine": "M"}}
      """
  }
}

/// A student's folder, with programs run in it.
struct Student {
  let folder: Scratch

  init() throws { folder = try Scratch() }

  func unroll(
    _ words: String..., environment: [String: String] = [:]
  ) throws -> Program.Result {
    try Program.run(
      words, environment.merging(["XDG_DATA_HOME": folder.path + "/data"]) { $1 })
  }

  func path(_ name: String) -> String { folder.path + "/" + name }

  /// With these answers as its record.
  func take(_ record: String) throws {
    try folder.write(record, to: "given.jsonl")
    let result = try unroll("progress", "import", path("given.jsonl"))
    #expect(result.status == 0, "\(result.error)")
  }
}

@Suite("unroll progress")
struct ProgressCommandTests {
  /// Two real questions of the chapter, whatever they are.
  private static let questions: [String] = {
    let file = Program.lessons + "/01-perceptron/lesson.md"
    let text = (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
    return text.matches(of: /```quiz\n(?:.*\n)*?id: *([\w-]+)/).map { String($0.1) }
  }()

  private func filled() throws -> Student {
    let student = try Student()
    let ids = try #require(Self.questions.count > 1 ? Self.questions : nil)
    try student.take(
      HandWritten.record(
        [
          .init(
            id: 1, question: ids[0], outcome: "wrong", grade: 1, mistake: "bias-left", hours: 0),
          .init(
            id: 2, question: ids[0], outcome: "wrong", grade: 1, mistake: "bias-left", hours: 1),
          .init(id: 3, question: ids[0], hours: 30), .init(id: 4, question: ids[1], hours: 30),
          .init(id: 5, question: "gone", hours: 30), .init(id: 6, lesson: "old", hours: 30),
        ], visited: ["weigh", "gone-page"]))
    return student
  }

  @Test("shows pages, questions, what is due, mistakes and weeks")
  func shown() throws {
    let student = try filled()
    let result = try student.unroll("progress", "--now", "2027-01-25")
    #expect(result.status == 0 && result.error == "")
    let lines = result.output.split(separator: "\n").map(String.init)
    let row = try #require(lines.first { $0.hasPrefix(" 1 ") })
    #expect(row.contains("1/") && row.contains("2/\(Self.questions.count)"))
    // Four askings in the week before the last, and none else.
    #expect(row.hasSuffix("··········█·"))
    #expect(lines.contains("2 questions are due: unroll review"))
    #expect(lines.contains("Of 1 question asked again a day or more later 1 was right."))
    #expect(lines.contains(" 1 bias left (2 times)"))
    #expect(result.output.contains("no longer has 1 question that was answered"))
    #expect(result.output.contains("`old`; 1 answer of it is kept"))
    #expect(lines.allSatisfy { $0.count <= 80 })
    let plain = try student.unroll(
      "progress", "--now", "2027-01-25", environment: ["LC_ALL": "C"])
    #expect(plain.output.utf8.allSatisfy { $0 < 128 })
    #expect(plain.output.contains("   " + String(repeating: " ", count: 10) + "#\n"))
  }

  @Test("says the same as data")
  func json() throws {
    let result = try filled().unroll("progress", "--json", "--now", "2027-01-25T00:00:00Z")
    let data = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
    let object = try #require(data)
    #expect(object["due"] as? Int == 2 && object["now"] as? String == "2027-01-25T00:00:00Z")
    let chapter = try #require((object["chapters"] as? [[String: Any]])?.first)
    #expect(chapter["chapter"] as? String == "perceptron" && chapter["read"] as? Int == 1)
    #expect(chapter["answered"] as? Int == 2 && chapter["gone"] as? Int == 1)
    let days = try #require(chapter["days"] as? [[String: Any]])
    #expect(days.map { $0["date"] as? String } == ["2027-01-15", "2027-01-16"])
    #expect(days.map { $0["asked"] as? Int } == [2, 3])
  }

  @Test("of a student who has just begun is there, and says that nothing is due")
  func empty() throws {
    let result = try Student().unroll("progress")
    #expect(result.status == 0 && result.output.contains("no question was answered yet"))
  }

  @Test("moves to another machine and back, and once is as twice")
  func exchange() throws {
    let student = try filled(), other = try Student()
    let file = student.path("mine.jsonl")
    #expect(try student.unroll("progress", "export", file).output == "6 answers in \(file)\n")
    let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    let brought = try other.unroll("progress", "import", file)
    #expect(brought.output == "new: 6 answers, 0 positions, 2 pages read\n")
    let again = try other.unroll("progress", "import", file)
    #expect(again.output == "new: 0 answers, 0 positions, 0 pages read\n")
    let there = try other.unroll("progress", "export", "-").output
    #expect(try there == String(contentsOfFile: file, encoding: .utf8))
  }

  @Test("is not exported to where nothing can be written, nor imported from what is no record")
  func refused() throws {
    let student = try Student()
    try student.folder.write("hello", to: "text")
    try student.folder.write("SQLite format 3\0 and no more", to: "half.sqlite")
    for words in [
      ["export", "/nowhere/x"], ["export", student.folder.path], ["import", student.path("text")],
      ["import", student.path("half.sqlite")], ["import", "/nowhere"], ["reset"],
      ["reset", "perceptron", "--all"], ["reset", "perceptron"], ["reset", "nothing", "--yes"],
    ] {
      let result = try Program.run(
        ["progress"] + words, ["XDG_DATA_HOME": student.folder.path + "/data"])
      #expect(result.status == 2 && result.output == "" && !result.error.isEmpty, "\(words)")
    }
  }

  @Test("is reset, and comes back from the copy")
  func reset() throws {
    let student = try filled()
    let before = try student.unroll("progress", "export", "-").output
    let result = try student.unroll("progress", "reset", "1", "--yes")
    let copy = try #require(result.output.firstMatch(of: /is in (.*)\n/)).1
    let after = try student.unroll("progress", "export", "-").output
    #expect(after.split(separator: "\n").count == 2 && after.contains("\"old\""))
    #expect(try student.unroll("progress", "reset", "old", "--yes").status == 0)
    #expect(try student.unroll("progress", "export", "-").output.contains("\"lines\":0"))
    let back = try student.unroll("progress", "import", String(copy))
    #expect(back.output == "new: 6 answers, 0 positions, 2 pages read\n")
    #expect(try student.unroll("progress", "export", "-").output == before)
  }

  @Test("of a newer version is left alone")
  func newer() throws {
    let student = try filled()
    let file = student.path("data/unroll/progress.sqlite")
    let sql =
      "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); "
      + "c.execute(\"insert into grdb_migrations values ('9 new')\"); c.commit()"
    let python = try Program.run(["python3", "-c", sql, file], program: "/usr/bin/env")
    #expect(python.status == 0, "\(python.error)")
    let before = FileManager.default.contents(atPath: file)
    for words in [["progress"], ["progress", "reset", "--all", "--yes"]] {
      let result = try Program.run(words, ["XDG_DATA_HOME": student.folder.path + "/data"])
      #expect(result.status == 2 && result.error.contains("newer version"))
    }
    #expect(FileManager.default.contents(atPath: file) == before)
  }

  // MARK: Grades

  /// A table as Python's reader of such files sees it.
  private func rows(_ csv: String) throws -> [[String: String]] {
    let folder = try Scratch()
    try folder.write(csv, to: "grades.csv")
    let script =
      "import csv, json, sys; "
      + "print(json.dumps(list(csv.DictReader(open(sys.argv[1], newline='', encoding='utf-8')))))"
    let result = try Program.run(
      ["python3", "-c", script, folder.path + "/grades.csv"], program: "/usr/bin/env")
    let rows = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    return try #require(rows as? [[String: String]], "\(result.error)")
  }

  @Test("becomes a table of grades that Python's csv reads")
  func grades() throws {
    let ids = try #require(Self.questions.count > 1 ? Self.questions : nil)
    let folder = try Scratch()
    try folder.write(
      HandWritten.record([
        .init(id: 1, question: ids[0], hours: 0),
        .init(id: 2, question: ids[0], outcome: "wrong", grade: 1, hours: 2),
        .init(id: 3, question: ids[1], outcome: "skipped", grade: 1, hours: 1),
        .init(id: 4, question: "gone", hours: 1),
      ]), to: "=cmd|' calc'!A0.jsonl")
    try folder.write(
      HandWritten.record([.init(id: 1, question: ids[1], hours: 0)]), to: "anna@example.org.jsonl")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      .map { folder.path + "/" + $0 }
    let result = try Program.run(["grades"] + files)
    #expect(result.status == 0 && result.error.contains("no question `gone` now"))
    let all = Self.questions.count
    let rows = try rows(result.output)
    func percent(_ score: Int) -> String {
      "\((Double(score) / Double(all) * 10_000).rounded() / 100)"
    }
    try #require(rows.count == 2)
    #expect(
      rows[0] == [
        "student_id": "'=cmd|' calc'!A0", "email": "", "lesson_id": "perceptron",
        "quiz_id": "all", "score": "1", "max": "\(all)", "percent": percent(1), "attempts": "3",
        "hints": "0", "skips": "1", "started": "2027-01-15T07:59:55Z",
        "finished": "2027-01-15T10:00:00Z",
      ])
    #expect(rows[1]["student_id"] == "anna@example.org" && rows[1]["email"] == "anna@example.org")
    let last = try self.rows(Program.run(["grades", files[0], "--attempt", "last"]).output)
    #expect(last[0]["score"] == "0")
  }

  @Test("becomes a table of questions, with names that CSV and spreadsheets stumble on")
  func gradesByQuestion() throws {
    let ids = try #require(Self.questions.count > 1 ? Self.questions : nil)
    let folder = try Scratch()
    try folder.write(
      HandWritten.record([
        .init(id: 1, question: ids[0], hours: 0),
        .init(id: 2, question: ids[1], outcome: "wrong", grade: 1, hours: 1),
      ]), to: "r.jsonl")
    for (given, read) in [
      ("a \"b\", c\nd", "a \"b\", c\nd"), ("@sum", "'@sum"), ("+49 1", "'+49 1"),
      ("-12.5", "-12.5"),
      ("Ёлкина", "Ёлкина"),
    ] {
      let result = try Program.run([
        "grades", folder.path + "/r.jsonl", "--by", "question", "--student-id=\(given)",
        "--email", "x@y.z",
      ])
      let rows = try rows(result.output)
      #expect(rows.map { $0["student_id"] } == [read, read])
      #expect(rows.map { $0["quiz_id"] } == [ids[0], ids[1]])
      #expect(rows.map { $0["percent"] } == ["100.0", "0.0"])
      #expect(rows.allSatisfy { $0["email"] == "x@y.z" && $0["max"] == "1" })
    }
  }

  @Test("is no grade where a record cannot be read")
  func gradesRefused() throws {
    let folder = try Scratch()
    try folder.write("hello", to: "r.jsonl")
    let file = folder.path + "/r.jsonl"
    for words in [[], [file], ["/nowhere"], [file, file, "--email", "x"], [file, "--by", "day"]] {
      let result = try Program.run(["grades"] + words)
      #expect(result.status == 2 && result.output == "" && !result.error.isEmpty)
    }
  }
}
