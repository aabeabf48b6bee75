import Testing

/// An update that an optimizer makes, step by step.
@Suite("unroll trace --optimizer") struct TraceUpdateTests {
  /// The slope of (w x)² at w = 2, x = 1 is 2·w·x² = 4.
  private let parabola = "given x = 1\nweight w = 2\nloss = (w x)^2"

  /// By hand: 2 − 0.1·4 = 1.6; a gradient shortened to 1 gives 2 − 0.1·1 = 1.9; the first step of
  /// momentum is that of SGD; Adam's first step is the rate, whatever the slope: 2 − 0.05 = 1.95.
  @Test(
    "tells the optimizer's formulas with numbers",
    arguments: [
      (["--optimizer", "sgd"], "w ← w − 0.1·∂loss/∂w = 2 − 0.1·4 ≈ 1.6"),
      (["--optimizer", "sgd", "--clip-norm", "1"], "w ← w − 0.1·g(w) = 2 − 0.1·1 ≈ 1.9"),
      (["--optimizer", "momentum"], "w ← w − 0.1·v(w) = 2 − 0.1·4 ≈ 1.6"),
      (["--optimizer", "adam", "--rate", "0.05"], "≈ 1.95"),
    ])
  func formulas(_ options: [String], _ line: String) throws {
    let folder = try ModelFolder(parabola)
    let result = try Program.run(["trace", folder.model] + options)
    #expect(result.status == 0)
    let update = result.output.split(separator: "\nupdate\n", maxSplits: 1).last ?? ""
    let weight = update.split(separator: "\n").last ?? ""
    #expect(weight.hasPrefix("  w ← w − ") && weight.contains(line), "\(weight)")
  }

  @Test("shows the same steps where the model is opened")
  func lesson() throws {
    let folder = try ModelFolder(parabola)
    let result = try Program.run([
      "lesson", "--plain", "--model", folder.model, "--optimizer", "sgd", "--rate", "0.5",
    ])
    // 2 − 0.5·4 = 0, where the slope is 0.
    #expect(result.output.contains("update: w ← w − 0.5·∂loss/∂w = 2 − 0.5·4 = 0"))
    #expect(result.output.contains("update: w ← w − 0.5·∂loss/∂w = 0 − 0.5·0 = 0"))
  }

  @Test("says what is missing")
  func missing() throws {
    let folder = try ModelFolder("given x = 1\nweight w = 2\ny = w x")
    let noLoss = try folder.run("trace", "--optimizer", "sgd")
    #expect(noLoss.status == 2 && noLoss.error.contains("an optimizer needs a loss"))
    let noOptimizer = try folder.run("trace", "--rate", "0.5")
    #expect(noOptimizer.status == 2 && noOptimizer.error.contains("add --optimizer"))
  }
}
