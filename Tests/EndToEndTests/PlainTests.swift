import Testing

@Suite("Without a terminal")
struct PlainTests {
  @Test("the course is a list of chapters, each with the words to open it")
  func map() throws {
    for arguments in [[], ["--plain"], ["course"], ["course", "--plain"]] {
      let result = try Program.run(arguments)
      #expect(result.status == 0)
      #expect(result.output.contains("01 The perceptron"))
      #expect(result.output.contains("unroll lesson perceptron"))
      #expect(!result.output.contains(String.escape))
    }
  }

  @Test("a lesson tells each step in a sentence")
  func steps() throws {
    let result = try Program.run(["lesson", "perceptron#weigh"])
    #expect(result.status == 0)
    #expect(result.error == "")
    let lines = result.output.split(separator: "\n").map(String.init)
    let first = try #require(lines.firstIndex { $0.hasPrefix("forward: ") })
    let told = lines[first..<first + 4]
    let sums = ["w[1]·x[1] = 3·1 = 3", "w[2]·x[2] = 2·0 = 0", "w[3]·x[3] = (−1)·1 = −1", " = 2"]
    for (line, sum) in zip(told, sums) {
      #expect(line.hasPrefix("forward: ") && line.contains(sum), "\(line)")
    }
  }

  @Test("a lesson is read to its last page, the text behind pauses too, without escape bytes")
  func wholeLesson() throws {
    let result = try Program.run(["lesson", "perceptron", "--plain"])
    #expect(!result.output.utf8.contains(0x1B))
    for title in ["Weighing evidence", "The bias", "Learning AND", "XOR does not settle"] {
      #expect(result.output.contains("\n\(title)\n"))
    }
    // Behind a pause of the page “No line”.
    #expect(result.output.contains("Add up each line"))
    // The ten updates of AND end with w = (2, 1) and b = −2.
    #expect(result.output.contains("w: [2, 2] → [2, 1]   b: −1 → −2"))
  }

  @Test("a model's file is told without a lesson, to its end")
  func model() throws {
    let folder = try ModelFolder("# A circuit.\n\n" + ModelFolder.circuit, values: #"{"x": 1}"#)
    let result = try Program.run(
      ["lesson", "--model", folder.model, "--values", folder.folder.path + "/values.json"],
      ["UNROLL_LESSONS": "/nowhere"])
    #expect(result.status == 0 && result.error == "")
    for line in [
      "model.eqn", "A circuit.", "• q = x + y   the sum",
      "forward: q = x + y = 1 + 5 = 6 (the sum)", "backward: ∂loss/∂z += ∂loss/∂loss·q = 1·6 = 6",
    ] {
      #expect(result.output.contains("\(line)\n"), "\(line)")
    }
  }

  @Test(
    "is chosen where the terminal can only print lines", arguments: ["dumb", "", "no-such-type"])
  func types(type: String) throws {
    let result = try Program.run(["lesson", "perceptron"], ["TERM": type])
    #expect(result.status == 0)
    #expect(!result.output.contains(String.escape) && !result.error.contains(String.escape))
    #expect(result.output.contains("Weighing evidence"))
  }

  @Test("uses ASCII alone where the locale names no UTF-8")
  func ascii() throws {
    let result = try Program.run(["lesson", "perceptron"], ["LC_ALL": "C"])
    #expect(result.output.utf8.allSatisfy { $0 < 128 })
    #expect(result.output.contains("forward: "))
  }

  @Test("ends quietly where the reader goes away")
  func brokenPipe() throws {
    let result = try Program.run(
      ["-c", "\"$0\" lesson perceptron | head -1; echo done", Program.path], program: "/bin/sh")
    #expect(result.status == 0)
    #expect(result.output.hasSuffix("done\n"))
    #expect(!result.error.contains("Fatal"))
  }
}
