import Foundation
import Testing

/// A folder with a model, a table and what is learned of them.
struct TrainingFolder {
  let folder: Scratch
  var model: String { folder.path + "/m.eqn" }
  var table: String { folder.path + "/d.tsv" }
  var saved: String { folder.path + "/w.json" }

  /// One weight between two numbers.
  static let line = "given x; given y\nweight w\nloss = (w x - y)^2\n"

  init(_ model: String = line, _ table: String = "x\ty\n1\t2\n2\t2\n") throws {
    folder = try Scratch()
    try folder.write(model, to: "m.eqn")
    try folder.write(table, to: "d.tsv")
  }

  func arguments(_ options: [String]) -> [String] {
    ["train", model, "--data", table] + options
  }

  func train(_ options: String..., environment: [String: String] = [:]) throws -> Program.Result {
    try Program.run(arguments(options), environment)
  }

  /// The folder stays until the program has ended.
  func train(_ options: [String]) throws -> Program.Result { try Program.run(arguments(options)) }

  /// What `--json` says.
  func document(_ options: String...) throws -> [String: Any] {
    let result = try train(options + ["--json"])
    #expect(result.status == 0 && result.error == "")
    return try Self.object(result.output)
  }

  static func object(_ text: String) throws -> [String: Any] {
    let object = try JSONDecoder().decode(Anything.self, from: Data(text.utf8))
    return try #require(object.value as? [String: Any])
  }

  /// The weights in the saved file.
  func weights() throws -> [String: Any] { try Self.object(folder.text("w.json")) }

  /// Starts a training that does not end by itself, and waits until it has begun.
  func start(_ options: String...) throws -> Process {
    let process = try Program.start(
      arguments(["--steps", "\(Int.max)", "--save", saved] + options), in: folder)
    try wait { options.contains("--json") || folder.text("output").contains("       1") }
    return process
  }

  func wait(seconds: Double = 30, until isSo: () -> Bool) throws {
    let end = ContinuousClock.now + .seconds(seconds)
    while !isSo() {
      guard ContinuousClock.now < end else {
        Issue.record("it never came: \(folder.text("output")) \(folder.text("error"))")
        throw CancellationError()
      }
      usleep(10_000)
    }
  }
}

@Suite("unroll train")
struct TrainTests {
  @Test("learns AND as the perceptron does by hand")
  func perceptron() throws {
    let chapter = Program.lessons + "/01-perceptron"
    let result = try Program.run(
      ["train", chapter + "/perceptron.eqn", "--data", chapter + "/and.tsv"]
        + ["--steps", "40", "--show", "o", "--show", "b"])
    #expect(result.status == 0 && result.error == "")
    // The chapter's ten updates end there, and the next epochs change nothing.
    for line in ["w = [2, 1]", "b = −2", "done: 40 updates, 10 epochs", "example 1: o = 0"] {
      #expect(result.output.contains(line), "\(line)")
    }
    #expect(result.output.contains("example 4: o = 1\n"))
    #expect(result.output.contains("update   epoch            o            b\n"))
    #expect(result.output.contains("3 numbers to learn from 4 examples, 1 an update\n"))
  }

  @Test("--json has what happened and what came out, at full precision")
  func document() throws {
    let document = try TrainingFolder().document("--batch", "full", "--steps", "1", "--show", "y")
    #expect(
      Set(document.keys) == [
        "format", "model", "stopped", "updates", "epochs", "loss", "held_out", "losses", "weights",
        "examples",
      ])
    #expect(document.number("format") == 1 && document.text("model") == "m.eqn")
    #expect(document.text("stopped") == "steps" && document.number("updates") == 1)
    // The slopes −4 and −8 have the mean −6: w = 0.6. The loss before is 4, after it the mean of
    // (0.6 − 2)² and (1.2 − 2)².
    let w = try #require((document["weights"] as? [String: Any])?.number("w"))
    #expect(w == 0 - 0.1 * -6)
    #expect(abs(try #require(document.number("loss")) - (1.96 + 0.64) / 2) < 1e-15)
    let losses = document.objects("losses"), examples = document.objects("examples")
    #expect(losses.map { $0.number("loss") } == [4] && losses[0].number("update") == 1)
    #expect(examples.map { $0.number("line") } == [2, 3])
    #expect(examples.map { ($0["shown"] as? [String: Any])?.number("y") } == [2, 2])
    #expect(document["held_out"] is NSNull)
  }

  @Test("goes on from what it saved as if it had never stopped, to the bit")
  func resume() throws {
    let folder = try TrainingFolder(
      "given x\nweight W : [2, 2] ~ normal(1)\nweight v[1...2, 0...1] ~ normal(1)\n"
        + "loss = (sum(W) + v[1,0] v[1,1] + v[2,0] v[2,1] - x)^2\n", "x\n1\n2\n0.3\n")
    let whole = try folder.document("--steps", "18", "--rate", "0.01")
    _ = try folder.document("--steps", "9", "--rate", "0.01", "--save", folder.saved)
    let rest = try folder.document(
      "--steps", "9", "--rate", "0.01", "--values", folder.saved, "--save", folder.saved)
    for name in ["W", "v"] {
      let expected = try #require((whole["weights"] as? [String: Any])?[name] as? [[Double]])
      #expect((rest["weights"] as? [String: Any])?[name] as? [[Double]] == expected)
      #expect(try folder.weights()[name] as? [[Double]] == expected)
    }
  }

  @Test("prints the same bytes again; another seed prints others")
  func repeatable() throws {
    // Lengths, masks and drawn weights; hashes differ from process to process.
    let folder = try TrainingFolder(
      """
      given x[1...T]; given y
      weight w, u : [3] ~ normal(1)
      h[0] = zeros(3)
      for t = 1...T:
          h[t] = tanh(u ∘ h[t-1] + x[t] (mask(3, 0.7) ∘ w))
      loss = (sum(h[T]) - y)^2
      """, "x\ty\n[1]\t2\n[2, 1]\t2\n[3, 0, 1]\t1\n")
    let options = ["--shuffle", "--batch", "2", "--optimizer", "adam", "--hold-out", "0.3"]
    let runs = try (0..<2).map { _ in try folder.train(options).output }
    let other = try folder.train(options + ["--seed", "9"]).output
    #expect(runs[0] == runs[1] && runs[0] != other && runs[0].contains("2 examples, 1 held out"))
  }

  @Test("tells its progress in about twenty lines, without what steers a terminal")
  func piped() throws {
    let folder = try TrainingFolder()
    for steps in [1, 7, 50, 999] {
      let result = try folder.train("--steps", "\(steps)", "--rate", "0.01")
      let rows = result.output.split(separator: "\n").filter {
        $0.hasPrefix("  ") && $0.contains(/\d/)
      }
      #expect(rows.count <= 22 && rows.count >= min(steps, 10), "\(steps)")
      #expect(rows.last?.split(separator: " ").first == "\(steps)")
      #expect(!result.output.contains("\r") && !result.output.contains(String.escape))
      #expect(result.error == "")
    }
  }

  @Test("uses ASCII alone where the locale names no UTF-8")
  func ascii() throws {
    let result = try TrainingFolder(
      "given x; given y\nweight w\np = -w x\nloss = (p - y)^2\n"
    ).train("--show", "p", environment: ["LC_ALL": "C", "NO_COLOR": "1"])
    #expect(result.status == 0 && result.output.utf8.allSatisfy { $0 < 128 })
    #expect(result.output.contains("w = -"))
  }

  @Test("shows tokens as their words, and what has indices member by member")
  func shown() throws {
    let folder = try TrainingFolder(
      """
      vocab chars = letters "ab"
      vocab answers = words "no perhaps yes"
      given x[1...T] : chars
      given k : answers
      weight w
      for t = 1...T:
          h[t] = t w
      loss = w^2
      """, "x\tk\nab\tyes\nbba\tno\n")
    let result = try folder.train(
      "--steps", "0", "--show", "x", "--show", "k", "--show", "h", "--show", "h[3]")
    #expect(
      result.output.contains(
        """
        example 1: x = “ab”, k = “yes”, h[1] = 0, h[2] = 0, h[3]: none at this length
        example 2: x = “bba”, k = “no”, h[1] = 0, h[2] = 0, h[3] = 0, h[3] = 0
        """), "\(result.output)")
    let document = try folder.document("--steps", "0", "--show", "x", "--show", "h")
    let shown = document.objects("examples").map { $0["shown"] as? [String: Any] }
    #expect(shown.map { $0?["x"] as? [String] } == [["a", "b"], ["b", "b", "a"]])
    #expect(shown.map { ($0?["h"] as? [Double])?.count } == [2, 3])
  }

  @Test("stops where held-out examples get no better, and goes back to the best")
  func patience() throws {
    // As in the tests of the engine: w = 0.488 after one epoch, then held out gets worse.
    let folder = try TrainingFolder(
      TrainingFolder.line, "x\ty\n1\t1\n1\t1\n1\t1\n1\t0.5\n")
    let document = try folder.document(
      "--hold-out", "0.25", "--patience", "2", "--save", folder.saved)
    #expect(document.text("stopped") == "patience" && document.number("updates") == 3)
    let w = try #require(try folder.weights().number("w"))
    #expect(abs(w - 0.488) < 1e-12)
    #expect(abs(try #require(document.number("held_out")) - pow(w - 0.5, 2)) < 1e-15)
    #expect(
      document.objects("examples").map { $0["held_out"] as? Bool } == [false, false, false, true])
  }

  @Test(
    "says what the words of the command line should be, and ends with 2",
    arguments: [
      (["--rate", "0"], "--rate is a number above 0"),
      (["--rate", "-1"], "--rate is a number above 0"),
      (["--rate", "inf"], "--rate is a number above 0"),
      (["--hold-out", "1"], "--hold-out is a share above 0 and below 1"),
      (["--hold-out", "-0.1"], "--hold-out is a share above 0 and below 1"),
      (["--optimizer", "rmsprop"], "'sgd', 'momentum' or 'adam'"),
      (["--batch", "0"], "--batch is a whole number from 1 on, or full"),
      (["--batch", "all"], "--batch is a whole number from 1 on, or full"),
      (["--patience", "3"], "add --hold-out"),
      (["--hold-out", "0.5", "--patience", "0"], "--patience is a number of epochs from 1 on"),
      (["--clip-norm", "0"], "clipped to is a number above 0"),
      (["--clip-norm", "1", "--clip-value", "1"], "exclude each other"),
      (["--steps", "-5"], "--steps is a whole number from 0 on"),
      (["--seed", "-5"], "a whole number from 0 on"),
      (["--show", "wx"], "--show wx: the model has no such quantity; did you mean w?"),
      (
        ["--save", "/nowhere/w.json"], "--save /nowhere/w.json: it cannot be written: No such file"
      ),
      (["--save", "/"], "--save /: it is not a file"),
    ])
  func wrongWords(options: [String], message: String) throws {
    let result = try TrainingFolder().train(options + ["--json"])
    #expect(result.status == 2 && result.output == "")
    #expect(result.error.contains(message), "\(result.error)")
  }

  @Test("says all that is wrong in the table and the model at once, with places")
  func wrongTable() throws {
    let folder = try TrainingFolder(TrainingFolder.line, "x\tz\n1\n2\t2\tthree\n")
    let wrong = try folder.train("--json")
    #expect(wrong.status == 2 && wrong.output == "")
    #expect(wrong.error.contains("d.tsv:2:1: 1 cells, but the header has 2 names"))
    #expect(wrong.error.contains("d.tsv:3:5: 3 cells, but the header has 2 names"))
    #expect(wrong.error.contains("\n  2\t2\tthree\n   \t \t^^^^^"))
    try folder.folder.write("x\tz\n1\t[1]\n", to: "d.tsv")
    let name = try folder.train()
    #expect(name.status == 2 && name.error.contains("d.tsv:1:3: `z` is not a given of the model"))
    let nothing = try Program.run(["train", folder.model])
    #expect(nothing.status == 2 && nothing.error.contains("`x` is given without a value"))
  }

  @Test("stops at a number that is not finite: update, example, operation, and what it had is kept")
  func notFinite() throws {
    let folder = try TrainingFolder(
      "given x; weight w = 1\nz = w - x\nl = log(z)\nloss = l^2\n", "x\n0\n0\n5\n")
    for options in [[], ["--json"]] {
      let result = try folder.train(options + ["--save", folder.saved])
      #expect(result.status == 1)
      #expect(result.error.contains("update 3, example 3, line 4 of the table:\n"))
      #expect(result.error.contains("m.eqn:3:1: l is not finite: log, in “l = log(z)”"))
      #expect(try folder.weights().number("w") == 1)
      guard options.isEmpty else {
        #expect(try TrainingFolder.object(result.output).text("stopped") == "not finite")
        continue
      }
      #expect(result.output.contains("stopped: 2 updates, 1 epoch"))
    }
    let later = try TrainingFolder("given x; weight w = 1\nloss = w^2 / x\n", "x\n1\n0\n")
      .train("--steps", "1")
    #expect(later.status == 1 && later.error.contains("after update 1, example 2, line 3 of the"))
    let large = try TrainingFolder("given x; weight w = 1\nloss = x w\n", "x\n1e300\n")
      .train("--rate", "1e10")
    #expect(large.status == 1 && large.error.contains("update 1: `w` would not be finite after it"))
  }
}

@Suite("What unroll train has learned", .serialized)
struct SavingTests {
  @Test(
    "is told and saved when a signal ends it",
    arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
  func signal(number: Int32, status: Int32) throws {
    let folder = try TrainingFolder()
    let process = try folder.start()
    kill(process.processIdentifier, number)
    process.waitUntilExit()
    #expect(process.terminationStatus == status && process.terminationReason == .exit)
    let output = folder.folder.text("output")
    #expect(output.contains("\ninterrupted: ") && output.contains("the weights are in"))
    #expect(folder.folder.text("error") == "")
    // It has gone to and fro between the two examples long enough.
    #expect(abs(try #require(try folder.weights().number("w")) - 1.2) < 0.3)
    let trace = try Program.run(
      ["trace", folder.model, "--values", folder.saved, "--json"])
    #expect(trace.status == 2 && trace.error.contains("`x` is given without a value"))
  }

  @Test("never takes the place of what it is learned from")
  func ownFiles() throws {
    let folder = try TrainingFolder()
    for name in [folder.model, folder.table, folder.folder.path + "/./m.eqn"] {
      let result = try folder.train(["--save", name])
      #expect(result.status == 2 && result.error.contains("this is what is learned from"))
    }
    #expect(folder.folder.text("m.eqn") == TrainingFolder.line)
  }

  @Test("is one JSON object too when a signal ends it")
  func signalToDocument() throws {
    let folder = try TrainingFolder(), process = try folder.start("--json")
    try folder.wait { folder.folder.text("w.json") != "" }
    kill(process.processIdentifier, SIGINT)
    process.waitUntilExit()
    let document = try TrainingFolder.object(folder.folder.text("output"))
    #expect(process.terminationStatus == 130 && document.text("stopped") == "interrupted")
    #expect(try #require(document.number("updates")) > 0)
    let weights = try #require(document["weights"] as? [String: Any])
    #expect(try folder.weights().number("w") == weights.number("w"))
    #expect((2...1100).contains(document.objects("losses").count))
  }

  @Test("can be read at any moment, and after kill -9")
  func killed() throws {
    let folder = try TrainingFolder(), process = try folder.start()
    try folder.wait { folder.folder.text("w.json") != "" }
    for _ in 0..<200 {
      #expect(try folder.weights().number("w")?.isFinite == true)
      usleep(2000)
    }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal)
    #expect(try folder.weights().number("w")?.isFinite == true)
  }

  @Test("is saved where nobody reads the output on")
  func brokenPipe() throws {
    let folder = try TrainingFolder()
    let result = try Program.run(
      ["-c", "\"$0\" train \"$1\" --data \"$2\" --save \"$3\" --steps 200000 | head -1; echo done"]
        + [Program.path, folder.model, folder.table, folder.saved], program: "/bin/sh")
    #expect(result.status == 0 && result.error == "" && result.output.hasSuffix("done\n"))
    #expect(try folder.weights().number("w")?.isFinite == true)
  }

  @Test("cannot be saved where there is no room, which is said before anything is learned")
  func full() throws {
    let folder = try TrainingFolder()
    try folder.folder.write("{\"w\": 3}", to: "w.json")
    // A limit on files is like a full disk, but for this program alone.
    let result = try Program.run(
      [
        "-c",
        "(ulimit -f 0; \"$0\" train \"$1\" --data \"$2\" --save \"$3\" 2>&1; echo ended=$?) | cat",
      ]
        + [Program.path, folder.model, folder.table, folder.saved], program: "/bin/sh")
    #expect(result.output.contains("it cannot be written: File too large"), "\(result.output)")
    #expect(result.output.hasSuffix("ended=2\n") && !result.output.contains("update"))
    // What was there stays, and nothing is left beside it.
    #expect(try folder.weights().number("w") == 3)
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.folder.path)
    #expect(files.filter { $0.hasPrefix("w.json") } == ["w.json"])
  }

  @Test("replaces what a link points to, and keeps its permissions")
  func link() throws {
    let folder = try TrainingFolder()
    try folder.folder.write("{}", to: "real.json")
    let real = folder.folder.path + "/real.json"
    chmod(real, 0o600)
    try FileManager.default.createSymbolicLink(
      atPath: folder.saved, withDestinationPath: real)
    #expect(try folder.train("--steps", "1", "--save", folder.saved).status == 0)
    var status = stat()
    #expect(lstat(folder.saved, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
    #expect(stat(real, &status) == 0 && status.st_mode & 0o777 == 0o600)
    #expect(try folder.weights().number("w") != nil)
  }
}

@Suite("unroll train in a terminal", .serialized, .enabled(if: Tmux.path != nil, Tmux.howToGetIt))
struct TrainingTerminalTests {
  private func start(_ environment: [String: String] = [:]) throws -> Tmux {
    let terminal = try Tmux(width: 100, height: 40, environment)
    try terminal.folder.write(TrainingFolder.line, to: "m.eqn")
    try terminal.folder.write("x\ty\n1\t2\n2\t2\n", to: "d.tsv")
    try terminal.record(to: "bytes")
    try terminal.start("train m.eqn --data d.tsv --steps 1000000000 --save w.json")
    return terminal
  }

  @Test("shows the latest in one line that is rewritten, and ends with Ctrl-C")
  func live() throws {
    let terminal = try start()
    let screen = try terminal.wait { $0.contains(" of 1000000000  epoch") }
    #expect(screen.contains("loss 0."))
    try terminal.press("C-c")
    let last = try terminal.wait(for: "ended=130", "the weights are in w.json", "interrupted: ")
    // The line is gone, and there was one at a time.
    #expect(!last.contains(" of 1000000000  epoch"))
    #expect(screen.split(separator: "\n").count { $0.contains(" of 1000000000") } == 1)
    #expect(terminal.folder.text("w.json").hasPrefix("{\"w\": "))
  }

  @Test("writes lines alone where the terminal can only do that", arguments: ["dumb", ""])
  func dumb(type: String) throws {
    let terminal = try start(["TERM": type])
    try terminal.wait(for: "       1       1")
    usleep(400_000)
    try terminal.send(SIGINT)
    let screen = try terminal.wait(for: "ended=130")
    #expect(!screen.contains(" of 1000000000"))
    #expect(!terminal.folder.text("bytes").contains(" of 1000000000"))
  }
}
