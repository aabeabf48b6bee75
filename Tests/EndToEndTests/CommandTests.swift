import Foundation
import Testing

@Suite("The command line")
struct CommandTests {
  @Test(
    "explains itself with an example, in every command",
    arguments: [
      [], ["course"], ["lesson"], ["show"], ["play"], ["trace"], ["check"], ["train"],
      ["calc"], ["lint"], ["quiz"], ["review"], ["progress"], ["progress", "show"],
      ["progress", "export"], ["progress", "import"], ["progress", "reset"], ["grades"],
    ])
  func help(command: [String]) throws {
    let result = try Program.run(command + ["--help"])
    #expect(result.status == 0)
    #expect(result.output.contains("Example"))
    #expect(result.output.contains("unroll \(command.first ?? "lesson")"))
    #expect(result.error.isEmpty)
  }

  @Test(
    "ends with 2, a reason and no output where the words are wrong",
    arguments: [
      ["frobnicate"], ["--frobnicate"], ["lesson"], ["lesson", "percepton"],
      ["show", "perceptron#nowhere"], ["show", "perceptron#weigh", "--step", "5"],
      ["show", "perceptron#weigh", "--step", "-1"], ["show", "perceptron", "--size", "0x0"],
      ["show", "perceptron", "--size", "80"], ["show", "perceptron", "--format", "png"],
      ["show"], ["show", "perceptron", "--theme", "dark"], ["show", "--model", "/nowhere"],
      ["show", "perceptron", "--format", "svg", "--theme", "blue"],
      ["show", "perceptron#weigh", "--view", "heatmap"],
      ["play", "perceptron", "--model", "m.eqn"], ["play", "perceptron", "--values", "v.json"],
      ["play", "perceptron", "--keys", "space nokey"], ["lint", "--explain", "no-rule"],
      ["calc"], ["calc", "f = x +"], ["calc", "f = x + q", "x=1"], ["calc", "f = x", "x=one"],
      ["lesson", "perceptron", "--lessons", "/nowhere"], ["lesson", "--model", "/nowhere"],
      ["lesson", "perceptron", "--model", "m.eqn"], ["lesson", "perceptron", "--values", "v.json"],
      ["trace"], ["check"], ["trace", "/nowhere"], ["check", "/nowhere"],
      ["quiz", "percepton"], ["quiz", "--count", "0"], ["review", "--now", "soon"],
      ["train"], ["train", "/nowhere"], ["train", "m.eqn", "--data", "/nowhere"],
    ])
  func wrongWords(arguments: [String]) throws {
    let result = try Program.run(arguments)
    #expect(result.status == 2)
    #expect(result.output == "")
    #expect(!result.error.isEmpty)
    #expect(!result.error.contains(String.escape))
  }

  @Test("proposes the lesson that was meant, and the pages there are")
  func proposals() throws {
    #expect(try Program.run(["lesson", "percepton"]).error.contains("did you mean `perceptron`?"))
    let page = try Program.run(["show", "perceptron#nowhere"]).error
    #expect(page.contains("weigh"))
    let step = try Program.run(["show", "perceptron#weigh", "--step", "5"]).error
    #expect(step.contains("after 4 steps"))
  }

  @Test("knows a lesson by its name, its number and its folder")
  func names() throws {
    let frames = try ["perceptron", "1", "01", "01-perceptron", "Perceptron"].map {
      try Program.run(["show", $0]).output
    }
    #expect(Set(frames).count == 1)
    #expect(frames[0].contains("Weighing evidence"))
  }
}

@Suite("unroll play and show")
struct FrameCommandTests {
  @Test("play prints the frame after the keys")
  func play() throws {
    let result = try Program.run(["play", "perceptron#weigh", "--keys", "4*space"])
    #expect(result.status == 0)
    #expect(result.error == "")
    let rows = result.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(rows.count == 25 && rows.last == "")
    #expect(result.output.contains("3·1 + 2·0 + (−1)·1 = 2"))
    #expect(result.output.contains("step 4/4"))
    #expect(!result.output.contains(String.escape))
  }

  @Test("play ends where the keys leave the program")
  func playToQuit() throws {
    let left = try Program.run(["play", "perceptron#weigh", "--keys", "space q space space"])
    let once = try Program.run(["play", "perceptron#weigh", "--keys", "space"])
    #expect(left.output == once.output)
  }

  @Test("show is play with so many spaces", arguments: [0, 1, 4])
  func show(steps: Int) throws {
    let shown = try Program.run(["show", "perceptron#weigh", "--step", "\(steps)"])
    let played = try Program.run(
      ["play", "perceptron#weigh", "--keys", steps == 0 ? "" : "\(steps)*space"])
    #expect(shown.output == played.output)
    #expect(shown.output.contains("step \(steps)/4"))
  }

  @Test("draw a lesson and a model, the same bytes again", arguments: ["svg", "html"])
  func drawings(format: String) throws {
    let model = Program.lessons + "/18-attention/dot.eqn"
    for arguments in [
      ["show", "perceptron#weigh"], ["play", "--model", model, "--keys", "space"],
    ] {
      let results = try ["", "dark", "light"].flatMap { theme in
        try (0..<2).map { _ in
          let colours = theme.isEmpty ? [] : ["--theme", theme]
          return try Program.run(arguments + ["--format", format] + colours).output
        }
      }
      #expect(Set(results).count == 3 && results[0] == results[1])
      #expect(results[0].contains("prefers-color-scheme"))
      #expect(results[0].contains("Space") == arguments.contains("perceptron#weigh"))
    }
  }

  @Test("show the view that is asked for, whatever other views there are")
  func views() throws {
    let model = Program.lessons + "/18-attention/dot.eqn"
    for view in ["equations", "heatmap", "tokens"] {
      let shown = try Program.run(["show", "--model", model, "--view", view])
      #expect(shown.output.contains("── \(view) "))
    }
  }

  @Test("show of a model says where it ends")
  func modelEnd() throws {
    let model = Program.lessons + "/01-perceptron/sum.eqn"
    let shown = try Program.run(["show", "--model", model, "--step", "1"])
    #expect(shown.status == 0 && shown.output.contains("s = w · x"))
    #expect(try Program.run(["show", "--model", model, "--step", "99"]).status == 2)
  }

  @Test("show prints the same bytes again", arguments: ["text", "ansi"])
  func repeatable(format: String) throws {
    let arguments = ["show", "perceptron#and-learned", "--step", "9", "--size", "100x30"]
    let results = try (0..<3).map { _ in try Program.run(arguments + ["--format", format]) }
    #expect(Set(results.map(\.output)).count == 1)
    #expect(results[0].output.split(separator: "\n", omittingEmptySubsequences: false).count == 31)
  }

  @Test("show --format ansi is the text with colours, which NO_COLOR takes out")
  func ansi() throws {
    let arguments = ["show", "perceptron#weigh", "--step", "2"]
    let text = try Program.run(arguments).output.trimmedRows
    let ansi = try Program.run(arguments + ["--format", "ansi"]).output
    #expect(ansi.contains("\u{1B}[") && ansi.hasColours)
    #expect(ansi.withoutColours.trimmedRows == text)
    let plain = try Program.run(arguments + ["--format", "ansi"], ["NO_COLOR": "1"]).output
    #expect(!plain.hasColours)
    #expect(plain.withoutColours.trimmedRows == text)
  }

  @Test("print ASCII alone where the locale names no UTF-8", arguments: ["C", "POSIX", "en_US"])
  func ascii(locale: String) throws {
    let result = try Program.run(["show", "perceptron#bias"], ["LC_ALL": locale])
    #expect(result.status == 0)
    #expect(result.output.utf8.allSatisfy { $0 < 128 })
    #expect(result.output.contains("The bias"))
  }

  @Test("show keeps to any size", arguments: [(1, 1), (59, 17), (60, 18), (140, 45), (1000, 3)])
  func sizes(width: Int, height: Int) throws {
    let result = try Program.run(["show", "perceptron#bias", "--size", "\(width)x\(height)"])
    #expect(result.status == 0)
    let rows = result.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(rows.count == height + 1)
    #expect(rows.allSatisfy { $0.count <= width })
  }
}

extension String {
  fileprivate var trimmedRows: [String] {
    split(separator: "\n", omittingEmptySubsequences: false).map { row in
      String(row.reversed().drop { $0 == " " }.reversed())
    }
  }
}
