import Foundation
import Testing

/// A folder with a model in it, and the commands that work on models.
struct ModelFolder {
  let folder: Scratch
  var model: String { folder.path + "/model.eqn" }

  /// The circuit of CS231n (cs231n.github.io/optimization-2): f = (−2 + 5)·(−4) = −12.
  static let circuit = """
    given x = -2     # goes in
    given y = 5
    weight z = -4
    q = x + y        # the sum
    loss = q z
    """

  init(_ model: String = circuit, values: String? = nil) throws {
    folder = try Scratch()
    try folder.write(model, to: "model.eqn")
    if let values { try folder.write(values, to: "values.json") }
  }

  func run(_ command: String, _ options: String...) throws -> Program.Result {
    let known = FileManager.default.fileExists(atPath: folder.path + "/values.json")
    let values = known ? ["--values", folder.path + "/values.json"] : []
    return try Program.run([command, model] + options + values)
  }

  /// What `trace --json` says.
  func document(_ options: String...) throws -> [String: Any] {
    let known = FileManager.default.fileExists(atPath: folder.path + "/values.json")
    let values = known ? ["--values", folder.path + "/values.json"] : []
    let result = try Program.run(["trace", model, "--json"] + options + values)
    #expect(result.status == 0 && result.error == "")
    let object = try JSONDecoder().decode(Anything.self, from: Data(result.output.utf8))
    return try #require(object.value as? [String: Any])
  }
}

/// Any JSON. JSONSerialization would do, but that it loses the last bits of numbers on Linux.
struct Anything: Decodable {
  let value: Any

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Double.self) {
      value = number
    } else if let flag = try? container.decode(Bool.self) {
      value = flag
    } else if let text = try? container.decode(String.self) {
      value = text
    } else if let list = try? container.decode([Anything].self) {
      value = list.map(\.value)
    } else if container.decodeNil() {
      value = NSNull()
    } else {
      value = try container.decode([String: Anything].self).mapValues(\.value)
    }
  }
}

extension [String: Any] {
  func objects(_ key: String) -> [[String: Any]] { self[key] as? [[String: Any]] ?? [] }
  func text(_ key: String) -> String? { self[key] as? String }
  func number(_ key: String) -> Double? { self[key] as? Double }
}

@Suite("unroll trace")
struct TraceTests {
  @Test("tells every step of a model in a line")
  func text() throws {
    let result = try ModelFolder().run("trace")
    #expect(result.status == 0 && result.error == "")
    let lines = result.output.split(separator: "\n").map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    for line in [
      "x = −2", "q = x + y = −2 + 5 = 3", "loss = q·z = 3·(−4) = −12", "∂loss/∂x = −4",
      "∂loss/∂z = 3",
    ] {
      #expect(lines.contains(line), "\(line)")
    }
  }

  @Test("--json has the quantities, the steps and nothing the format does not name")
  func document() throws {
    let document = try ModelFolder().document()
    #expect(Set(document.keys) == ["format", "model", "loss", "nodes", "steps"])
    #expect(document.number("format") == 1 && document.text("model") == "model.eqn")
    #expect(document.number("loss") == -12)
    let nodes = document.objects("nodes"), steps = document.objects("steps")
    #expect(nodes.map { $0.text("name") } == ["x", "y", "z", "q", "loss"])
    #expect(nodes.map { $0.number("value") } == [-2, 5, -4, 3, -12])
    #expect(nodes.map { $0.number("gradient") } == [-4, -4, 3, -4, 1])
    #expect(nodes.map { $0.text("formula") } == [nil, nil, nil, "x + y", "q z"])
    #expect(nodes.map { $0.text("caption") } == ["goes in", nil, nil, "the sum", nil])
    #expect(nodes.allSatisfy { ($0["shape"] as? [Double]) == [] })
    #expect(
      steps.map { $0.text("phase") } == ["forward", "forward"]
        + .init(repeating: "backward", count: 4))
    #expect(
      Set(steps[0].keys) == ["phase", "target", "operation", "rule", "inputs", "value"])
    #expect(steps[0]["inputs"] as? [String] == ["x", "y"] && steps[0].text("operation") == "add")
    #expect(Set(steps[2].keys) == ["phase", "target", "use", "rule", "share", "total"])
    #expect(steps[2].text("target") == "q" && steps[2].text("use") == "loss")
    #expect(steps[4].text("target") == "x" && steps[4].text("use") == "q")
  }

  @Test("--json keeps the ledger: shares add up to gradients, total is the running sum")
  func ledger() throws {
    let model = """
      given x : [2] = [0.5, -1]
      weight W : [2, 2] = [[0.1, 0.2], [0.3, -0.4]]
      a = tanh(W x)
      b = tanh(W a + x)
      loss = sum(b ∘ b) + sum(W)
      """
    for options in [["--all"], ["--all", "--elements"]] {
      let document = try ModelFolder(model).document(options[0], options.last ?? "--all")
      var totals: [String: [Double]] = [:]
      for step in document.objects("steps") where step.text("phase") == "backward" {
        let target = try #require(step.text("target"))
        let share = Self.flat(step["share"])
        totals[target] = zip(totals[target] ?? share.map { _ in 0 }, share).map(+)
        #expect(Self.flat(step["total"]) == totals[target])
        if options.count == 2 {
          #expect(step.objects("elements").map { $0.number("value") } == share)
        }
      }
      for node in document.objects("nodes") where node.text("name") != "loss" {
        let name = try #require(node.text("name"))
        guard let gradient = node["gradient"] else { continue }
        #expect(Self.flat(gradient) == totals[name] ?? [], "\(name)")
      }
      let uses = document.objects("steps").filter { $0.text("target") == "W" }
      #expect(uses.compactMap { $0.text("use") } == ["loss", "b", "a"])
      let names = document.objects("nodes").compactMap { $0.text("name") }
      #expect(Set(names).count == names.count, "a name stands for one quantity")
    }
  }

  private static func flat(_ value: Any?) -> [Double] {
    if let number = value as? Double { return [number] }
    return (value as? [Any] ?? []).flatMap { flat($0) }
  }

  @Test("--json of a model without a loss has no gradients")
  func noLoss() throws {
    let document = try ModelFolder("given x : [2, 1] = [[1], [3]]\ny = 2 x\n").document(
      "--elements")
    #expect(document["loss"] is NSNull)
    let nodes = document.objects("nodes")
    #expect(nodes.allSatisfy { $0["gradient"] == nil })
    #expect(
      nodes[1]["value"] as? [[Double]] == [[2], [6]] && nodes[1]["shape"] as? [Double] == [2, 1])
    let elements = document.objects("steps")[0].objects("elements")
    #expect(elements.map { $0["element"] as? [Double] } == [[1, 1], [2, 1]])
    #expect(elements.map { $0.text("symbols") } == ["2·x[1,1]", "2·x[2,1]"])
    #expect(elements.map { $0.text("numbers") } == ["2·1", "2·3"])
  }

  @Test("--json keeps every bit of a number, and updates come last")
  func updates() throws {
    let folder = try ModelFolder("weight w = 0.1\nloss = w^2\nupdate w = w - 0.3 grad(w)\n")
    let document = try folder.document()
    let steps = document.objects("steps")
    let last = try #require(steps.last)
    #expect(last.text("phase") == "update" && last.text("target") == "w")
    // The same operations on the same doubles give the same bits.
    #expect(last.number("value") == 0.1 - 0.3 * (2 * 0.1))
    #expect(steps.contains { ($0["inputs"] as? [String])?.contains("grad(w)") == true })
    #expect(document.number("loss") == 0.1 * 0.1)
  }

  @Test("takes values from a file")
  func values() throws {
    let document = try ModelFolder(values: #"{"x": 1, "z": 0.1}"#).document()
    #expect(document.number("loss") == 6 * 0.1)
  }

  @Test(
    "says where in the values something is wrong, and ends with 2 and no output",
    arguments: [
      (#"{"x": 1, "zz": 2}"#, "values.json:1:10: `zz` is not a given or a weight of the model"),
      (#"{"x": nan}"#, "values.json:1:7: `nan` is not a number"),
      (#"{"x": 1e999}"#, "values.json:1:7: `1e999` is beyond"),
      ("{\"x\": 1,\n \"y\" 2}", "values.json:2:6: `:` is missing"),
      (#"{"x": 1, "x": 2}"#, "values.json:1:10: `x` is there twice"),
      (#"{"x": "one"}"#, "model.eqn:1:7: `x` has no vocabulary to read a text with"),
      ("[1]", "values.json:1:1: `{` is missing"), ("", "values.json:1:1: `{` is missing"),
      (#"{"x": [1, 2]}"#, "model.eqn:1:7: `x` has shape []"),
      (#"{"x": [[[[[[[[[1]]]]]]]]]}"#, "nested too deep"), (#"{"x": 1} 2"#, "behind the object"),
    ])
  func wrongValues(values: String, message: String) throws {
    let result = try ModelFolder(values: values).run("trace", "--json")
    #expect(result.status == 2 && result.output == "")
    #expect(result.error.contains(message), "\(result.error)")
  }

  @Test("ends with 1 where a number is not finite and says what made it")
  func notFinite() throws {
    let folder = try ModelFolder("given x = 0\nz = 2 x\ny = log(z)\nloss = y^2\n")
    for options in [[], ["--json"]] {
      let result = try Program.run(["trace", folder.model] + options)
      #expect(result.status == 1)
      #expect(result.error.contains("model.eqn:3:1: y is not finite: log, in “y = log(z)”"))
      #expect(result.error.contains("\n  y = log(z)\n  ^^^^^^^^^^"))
      #expect(result.error.contains("z = 0"))
      #expect(result.output.isEmpty == (options == ["--json"]))
    }
  }

  @Test(
    "says of a gradient's total that it is not finite, and lets that of data be",
    arguments: [
      (
        "weight w = 0\na = 1e308 w\nb = 1e308 w\nloss = a + b\n",
        "∂loss/∂w is not finite: its shares add up beyond what a number can be"
      ),
      ("given p = 1\ngiven y = 1\nt = 1 y\nloss = bce(p, t)\n", nil),
    ])
  func totals(text: String, message: String?) throws {
    let result = try ModelFolder(text).run("trace")
    #expect(result.status == (message == nil ? 0 : 1))
    #expect(message.map(result.error.contains) ?? result.error.isEmpty, "\(result.error)")
  }

  @Test(
    "ends with 2 where a number is written that is none",
    arguments: ["c = 1e999\n", "given x ~ normal(1e309)\n", "weight w = 1/0\n"])
  func writtenNotFinite(text: String) throws {
    let result = try ModelFolder(text).run("trace", "--json")
    #expect(result.status == 2 && result.output == "")
    #expect(result.error.contains("beyond what a number can be"), "\(result.error)")
  }

  @Test("ends with 2, every mistake of the model and no output")
  func wrongModel() throws {
    let result = try ModelFolder("given x = 3\ny = x + q\nz = (x\n").run("trace", "--json")
    #expect(result.status == 2 && result.output == "")
    #expect(result.error.contains("model.eqn:2:9: `q` is not known"))
    #expect(result.error.contains("model.eqn:3:7: "))
    #expect(try Program.run(["trace", "/nowhere.eqn"]).status == 2)
    #expect(try Program.run(["trace", "/"]).error.contains("not a file"))
  }

  @Test("uses ASCII alone where the locale names no UTF-8, but in data")
  func ascii() throws {
    let folder = try ModelFolder()
    for command in ["trace", "check"] {
      let result = try Program.run([command, folder.model], ["LC_ALL": "C"])
      #expect(result.status == 0 && result.output.utf8.allSatisfy { $0 < 128 })
    }
    let trace = try Program.run(["trace", folder.model], ["LC_ALL": "C"])
    #expect(trace.output.contains("dloss/dx = -4"))
    let data = try Program.run(["trace", folder.model, "--json"], ["LC_ALL": "C"])
    #expect(data.output.contains("∂loss/∂q"))
  }

  @Test("tells a large quantity in a line, unless each element is asked for")
  func large() throws {
    let folder = try ModelFolder("given x : [40] ~ ones\ny = x + x\n")
    let short = try folder.run("trace"), long = try folder.run("trace", "--elements")
    #expect(short.output.contains("y = x[i] + x[i]: 40 numbers from 2 to 2"))
    #expect(!short.output.contains("y[40]") && long.output.contains("y[40] = x[40] + x[40]"))
  }

  @Test("prints its first line at once, and ends quietly where nobody reads on")
  func stream() throws {
    let steps = (1...2000).map { "h\($0) = tanh(w h\($0 - 1) + x)\n" }.joined()
    let folder = try ModelFolder(
      "given x = 0.5\ngiven h0 = 0\nweight w = 0.5\n\(steps)loss = h2000^2\n")
    for options in ["", "--json --elements"] {
      let result = try Program.run(
        ["-c", "\"$0\" trace \"$1\" \(options) | head -1; echo done", Program.path, folder.model],
        program: "/bin/sh")
      #expect(result.status == 0 && result.error == "")
      #expect(result.output.hasSuffix("\ndone\n") && result.output.count < 200)
    }
    let steps2 = try folder.document().objects("steps")
    #expect(steps2.count { $0.text("phase") == "forward" } == 3 * 2000 + 1)
  }
}

@Suite("unroll check")
struct CheckTests {
  @Test("finds every gradient of a network right")
  func right() throws {
    // Mazur's network; its published gradient of the first output weight is 0.082167041.
    let result = try ModelFolder(
      """
      given i : [2] = [0.05, 0.10]
      given t : [2] = [0.01, 0.99]
      weight W1 : [2, 2] = [[0.15, 0.20], [0.25, 0.30]]
      weight b1 : [2] = [0.35, 0.35]
      weight W2 : [2, 2] = [[0.40, 0.45], [0.50, 0.55]]
      weight b2 : [2] = [0.60, 0.60]
      h = σ(W1 i + b1)
      o = σ(W2 h + b2)
      loss = 0.5 sum((o - t)^2)
      """
    ).run("check")
    #expect(result.status == 0 && result.error == "")
    let lines = result.output.split(separator: "\n")
    // Six givens and weights, then h and o, which are quantities of the model too.
    #expect(lines.count == 10 && lines.last == "20 gradients: all agree to 1e-6")
    #expect(lines.contains { $0.hasPrefix("W2") })
  }

  @Test("says where a kink leaves nothing to compare")
  func kink() throws {
    let result = try ModelFolder("given x = 0\nweight w = 1\nz = w x\nloss = relu(z)\n").run(
      "check")
    #expect(result.status == 0)
    #expect(result.output.contains("at a kink, nothing to compare: relu in loss = relu(z)"))
    #expect(
      result.output.contains("3 gradients: all agree to 1e-6, but for 2 quantities at a kink"))
  }

  @Test("compares constants, and what flows on past a stable form")
  func parts() throws {
    let result = try ModelFolder(
      """
      weight z : [3] = [1, 2, 3]
      given k : token(3) = 1
      p = softmax(z)
      h[0] = zeros(3)
      loss = cross_entropy(p, k) + p · p + sum(h[0])
      """
    ).run("check")
    #expect(result.status == 0 && result.output.contains("9 gradients: all agree to 1e-6"))
    let lines = result.output.split(separator: "\n")
    #expect(lines.contains { $0.hasPrefix("p ") && $0.hasSuffix("  the part that flows on") })
    #expect(lines.contains { $0.hasPrefix("h[0] ") })
  }

  @Test("ends with 1 where a gradient is wrong")
  func wrong() throws {
    // A bend this sharp lies between two nudges, which measure past it.
    let result = try ModelFolder("weight w = 0.000001\nloss = tanh(1000000 w)\n").run("check")
    #expect(result.status == 1)
    #expect(result.output.contains("wrong"))
  }

  @Test("has nothing to check without a loss, and says what to do")
  func noLoss() throws {
    let result = try ModelFolder("given x = 1\ny = x + 1\n").run("check")
    #expect(result.status == 2 && result.output == "")
    #expect(result.error.contains("add an equation such as loss ="))
  }

  @Test("ends with 1 where the model's numbers are not finite")
  func notFinite() throws {
    let result = try ModelFolder("given x = 0\nloss = 1 / x\n").run("check")
    #expect(result.status == 1 && result.output == "")
    #expect(result.error.contains("loss is not finite: divide"))
  }
}
