import Testing

@Suite("unroll calc")
struct CalcTests {
  @Test("works out the circuit of CS231n, every step of it, and its gradients")
  func circuit() throws {
    // cs231n.github.io/optimization-2: (−2 + 5)·(−4) = −12; df/dz = x + y = 3, df/dx = df/dy = z.
    let result = try Program.run(["calc", "f = (x + y) z", "x=-2", "y=5", "z=-4"])
    #expect(result.status == 0)
    #expect(result.error == "")
    let lines = result.output.split(separator: "\n").map {
      $0.trimmingPrefix(while: \.isWhitespace)
    }
    for line in ["x = −2", "y = 5", "z = −4", "∂f/∂x = −4", "∂f/∂y = −4", "∂f/∂z = 3"] {
      #expect(lines.contains { $0 == line }, "\(line)")
    }
    #expect(lines.contains { $0.contains("−2 + 5 = 3") })
    #expect(lines.contains { $0.hasPrefix("f = ") && $0.hasSuffix("3·(−4) = −12") })
    let order = ["forward", "backward", "gradients"].map { title in
      lines.firstIndex { $0.hasPrefix(title) } ?? -1
    }
    #expect(order == order.sorted() && order[0] >= 0)
  }

  @Test("shows the shares of a number that is used more than once")
  func shares() throws {
    // a = 1, b = a + a = 2, c = b + b = 4, dc/da = 4: of two shares of 2, as b's is of two of 1.
    let result = try Program.run(["calc", "a = 1; b = a + a; c = b + b"])
    #expect(result.output.contains("∂c/∂a = 4"))
    #expect(result.output.contains("total 0 → 2"))
    #expect(result.output.contains("total 2 → 4"))
    #expect(result.output.contains("total 1 → 2"))
  }

  @Test("takes vectors and matrices")
  func matrices() throws {
    // (1·1 + 2·(−1), 3·1 + 4·(−1)) = (−1, −1)
    let result = try Program.run(["calc", "y = W x", "W=[[1, 2], [3, 4]]", "x=[1, -1]"])
    #expect(result.status == 0)
    #expect(result.output.contains("y[1] = ") && result.output.contains("1·1 + 2·(−1) = −1"))
    #expect(result.output.contains("y[2] = ") && result.output.contains("3·1 + 4·(−1) = −1"))
  }

  @Test("says where a mistake is, as it was typed")
  func place() throws {
    let unknown = try Program.run(["calc", "f = x + q", "x=1"])
    #expect(unknown.error.hasPrefix("equations:1:9: `q` is not known"))
    #expect(unknown.error.contains("q=0.5"))
    #expect(unknown.error.contains("  f = x + q\n          ^"))
    let value = try Program.run(["calc", "f = x", "x=one"])
    #expect(value.error.hasPrefix("x=one: not a value"))
    let second = try Program.run(["calc", "a = 1\nb = a +* 2"])
    #expect(second.error.hasPrefix("equations:2:8: "))
  }

  @Test("ends with 1 and the name of the number that is not finite")
  func notFinite() throws {
    for (equation, value) in [("y = log(x)", "x=0"), ("y = 1 / x", "x=0"), ("y = exp(x)", "x=1e4")]
    {
      let result = try Program.run(["calc", equation, value])
      #expect(result.status == 1, "\(equation)")
      #expect(result.error.contains("y is not finite"))
    }
  }
}

@Suite("unroll lint")
struct LintCommandTests {
  private static let good = """
    ---
    format: 1
    title: Small
    summary: A lesson of one page.
    needs: []
    minutes: 1
    objectives: [Add 1.]
    ---

    ## One <!-- #one -->

    Here y is `= y ≈ 4`.

    ```scene
    model: m.eqn
    view: equations
    play: forward
    ```

    ```notes
    1 minute.
    ```

    """

  private func lint(_ lesson: String, _ model: String = "given x = 3\ny = x + 1\n") throws
    -> (result: Program.Result, folder: Scratch)
  {
    let folder = try Scratch()
    try folder.write(lesson, to: "lessons/01-small/lesson.md")
    try folder.write(model, to: "lessons/01-small/m.eqn")
    return (try Program.run(["lint", folder.path + "/lessons"]), folder)
  }

  @Test("ends with 0 where nothing is wrong")
  func good() throws {
    let (result, _) = try lint(Self.good)
    #expect(result.status == 0)
    #expect(result.output == "")
    #expect(result.error.contains("1 chapter: nothing to mend"))
  }

  @Test("ends with 1 and the place where a claim is false")
  func bad() throws {
    let (result, folder) = try lint(Self.good.replacing("≈ 4", with: "≈ 5"))
    #expect(result.status == 1)
    let lines = result.output.split(separator: "\n")
    #expect(lines.count == 1)
    #expect(lines.first?.hasPrefix("\(folder.path)/lessons/01-small/lesson.md:12:") == true)
    #expect(lines.first?.contains(": claim-holds: ") == true)
    #expect(result.error.contains("1 to mend"))
  }

  @Test("ends with 1 where a model has a mistake, and says where in the model")
  func badModel() throws {
    let (result, _) = try lint(Self.good, "given x = 3\ny = x + q\n")
    #expect(result.status == 1)
    #expect(result.output.contains("m.eqn:2:9: "))
  }

  @Test("finds nothing to mend in the course")
  func course() throws {
    let result = try Program.run(["lint", Program.lessons])
    #expect(result.output == "")
    #expect(result.status == 0)
  }

  @Test("explains a rule", arguments: ["claim-holds", "fits", "yaml"])
  func explain(rule: String) throws {
    let result = try Program.run(["lint", "--explain", rule])
    #expect(result.status == 0)
    #expect(result.output.count > 40)
  }
}
