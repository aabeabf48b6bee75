import Foundation
import Testing

@Suite("unroll export and import")
struct ExportTests {
  static let chapters =
    (try? FileManager.default.contentsOfDirectory(atPath: Program.lessons))?
    .filter { FileManager.default.fileExists(atPath: "\(Program.lessons)/\($0)/lesson.md") }
    .sorted()
    ?? []
  private static let moodle = URL(fileURLWithPath: Program.lessons).deletingLastPathComponent()
    .appendingPathComponent("Tests/ExchangeTests/References/moodle_gift.py").path

  private func export(_ chapter: String, _ words: String...) throws -> String {
    let result = try Program.run(["export", chapter] + words)
    #expect(result.status == 0 && result.error == "", "\(result.error)")
    return result.output
  }

  /// The ids of a chapter's questions, and of those that draw their numbers.
  private func written(_ chapter: String) throws -> (all: [String], varied: Set<String>) {
    let text = try String(
      contentsOfFile: "\(Program.lessons)/\(chapter)/lesson.md", encoding: .utf8)
    var all: [String] = [], varied: Set<String> = []
    for block in text.components(separatedBy: "\n```quiz\n").dropFirst() {
      let lines = (block.components(separatedBy: "\n```").first ?? "").split(separator: "\n")
      let id = try #require(lines.first { $0.hasPrefix("id:") }).dropFirst(3)
      all.append(id.trimmingCharacters(in: CharacterSet(charactersIn: " \"")))
      if lines.contains(where: { $0.hasPrefix("vary:") }), let last = all.last {
        varied.insert(last)
      }
    }
    return (all, varied)
  }

  private func python(_ arguments: [String]) throws -> Any {
    let result = try Program.run(["python3"] + arguments, program: "/usr/bin/env")
    #expect(result.status == 0, "\(result.error)")
    return try JSONSerialization.jsonObject(with: Data(result.output.utf8))
  }

  private func moodle(_ gift: String) throws -> [[String: Any]] {
    let folder = try Scratch()
    try folder.write(gift, to: "a.gift")
    let found = try python([Self.moodle, folder.path + "/a.gift"])
    return try #require(found as? [[String: Any]]).filter { $0["type"] as? String != "category" }
  }

  @Test("give Moodle every question, with a known right answer", arguments: chapters)
  func gift(chapter: String) throws {
    let (ids, varied) = try written(chapter)
    let read = try moodle(try export(chapter, "--format", "gift", "--variants", "2"))
    let bases = try read.map { question -> String in
      let id = try #require(question["id"] as? String)
      return varied.contains(String(id.dropLast(2))) ? String(id.dropLast(2)) : id
    }
    #expect(Set(bases) == Set(ids))
    for (question, id) in zip(read, bases) {
      let type = try #require(question["type"] as? String)
      #expect(["multichoice", "numerical", "match"].contains(type), "\(id): \(type)")
      guard type != "match" else { continue }
      let answers = try #require(question["answers"] as? [[String: Any]])
      let worth = answers.compactMap { $0["fraction"] as? Double }.filter { $0 > 0 }.reduce(0, +)
      #expect(abs(worth - 1) < 1e-4, "\(id)")
      if type == "numerical" { #expect(answers.allSatisfy { $0["value"] is Double }, "\(id)") }
    }
  }

  @Test("give Anki every question once", arguments: chapters)
  func anki(chapter: String) throws {
    let folder = try Scratch()
    try folder.write(try export(chapter, "--format", "anki"), to: "a.txt")
    let script =
      "import csv, json, sys; "
      + "lines = [l for l in open(sys.argv[1], encoding='utf-8') if not l.startswith('#')]; "
      + "print(json.dumps(list(csv.reader(lines, delimiter='\\t', strict=True))))"
    let rows = try #require(try python(["-c", script, folder.path + "/a.txt"]) as? [[String]])
    #expect(rows.count == (try written(chapter)).all.count)
    #expect(rows.allSatisfy { row in row.count == 4 && row.allSatisfy { !$0.isEmpty } })
  }

  /// Of chapters whose scenes do not train for minutes.
  @Test(
    "print a handout with every question, and the answers behind them all", arguments: [1, 3, 9])
  func handout(number: Int) throws {
    let chapter = try #require(Self.chapters.first { $0.hasPrefix("0\(number)-") })
    let count = try written(chapter).all.count
    let html = try export(chapter, "--format", "html")
    #expect(html.components(separatedBy: "<div class=\"question\">").count == count + 1)
    #expect(html.components(separatedBy: "<div class=\"answer\">").count == count + 1)
    let last = try #require(html.range(of: "<div class=\"question\">", options: .backwards))
    #expect(html[last.upperBound...].contains("<section class=\"answers\">"))
    #expect(html.contains("<svg") && !html.contains("<strong>?</strong>"))
    let markdown = try export(chapter, "--format", "markdown")
    #expect(markdown.contains("**Question \(count).**") && markdown.contains("\n**\(count).** "))
  }

  @Test("bring every question back, and the lesson that comes of it can be played")
  func back() throws {
    let folder = try Scratch()
    try folder.write(try export("perceptron", "--format", "gift"), to: "week.gift")
    let file = folder.path + "/week.gift", into = folder.path + "/lessons/20-week"
    let imported = try Program.run(["import", file, "--into", into])
    #expect(imported.status == 0, "\(imported.error)")
    let again = try Program.run(
      ["export", "week", "--lessons", folder.path + "/lessons", "--format", "gift"])
    #expect(again.status == 0 && again.error == "", "\(again.error)")
    let before = try moodle(folder.text("week.gift")), after = try moodle(again.output)
    try #require(before.count == after.count)
    for (old, new) in zip(before, after) { #expect(try content(old) == content(new)) }
    let lint = try Program.run(["lint", folder.path + "/lessons"])
    #expect(lint.status == 0, "\(lint.output)")
    // Once more, behind what is there.
    let twice = try Program.run(["import", file, "--into", into])
    #expect(twice.status == 0 && twice.error.contains("this is `weigh-switch-2`"))
    #expect(try Program.run(["lint", folder.path + "/lessons"]).status == 0)
  }

  /// A question without what a lesson cannot say, and without the order of its answers.
  private func content(_ question: [String: Any]) throws -> [String] {
    func text(_ value: Any?) -> String {
      let text = value as? [String: Any]
      return "\(text?["words"] ?? "") \(text?["code"] ?? "")"
    }
    let answers = (question["answers"] as? [[String: Any]] ?? []).map { answer in
      "\(text(answer["text"])) \(answer["fraction"] ?? "") \(text(answer["feedback"])) "
        + "\(answer["value"] ?? "") \(answer["tolerance"] ?? "")"
    }
    let pairs = (question["pairs"] as? [[Any]] ?? []).map { "\(text($0[0])) \($0[1])" }
    return ["\(question["id"] ?? "")", "\(question["type"] ?? "")", text(question["text"])]
      + answers.sorted() + pairs
  }

  @Test("say what is left out, and keep the rest")
  func leftOut() throws {
    let folder = try Scratch()
    try folder.write("Why?{}\n\nHow many?{#3:0}\n", to: "a.gift")
    let result = try Program.run(["import", folder.path + "/a.gift"])
    #expect(result.status == 1)
    #expect(result.error.contains("a.gift:1:1: this asks for an essay"))
    #expect(result.output == "1 question in \(folder.path)/a/lesson.md\n")
    #expect(folder.text("a/lesson.md").contains("number: \"3\""))
    // A lesson that is there is not written over.
    let again = try Program.run(["import", folder.path + "/a.gift"])
    #expect(again.status == 2 && again.error.contains("is there already"))
    try folder.write("Why?{}", to: "b.gift")
    let nothing = try Program.run(["import", folder.path + "/b.gift"])
    #expect(nothing.status == 2 && folder.text("b/lesson.md").isEmpty)
  }

  @Test("write the same file for the same seed, and other numbers for another")
  func seeds() throws {
    func text(_ seed: String) throws -> String {
      try export("perceptron", "--format", "gift", "--seed", seed)
    }
    #expect(try text("4") == text("4"))
    #expect(try text("4") != text("5"))
  }
}
