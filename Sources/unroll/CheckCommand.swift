import ArgumentParser
import Autograd

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Every gradient of a model against a central difference.",
    discussion: """
      Each number of every given, weight and named quantity is nudged up and down, and the \
      measured slope of the loss compared with the gradient: they must agree to 1e-6, or as far as \
      the loss has digits to tell. A line tells the worst of each quantity. Where a nudge crosses a kink, such as that of relu at 0, there is no slope to \
      measure; the line says so.

      Exit status 1 where a gradient is wrong.

      Example: unroll check neuron.eqn --values trained.json
      """)

  @OptionGroup var model: ModelOptions

  func run() throws {
    let model = try model.read()
    guard model.loss != nil else {
      throw fail(
        "\(self.model.model): there is nothing to check, the model has no `loss`; "
          + "add an equation such as loss = mse(y, t)")
    }
    if let problem = NotFinite(model.program.run()) {
      throw fail(problem.rendered(in: model), .failed)
    }
    let report = CheckReport(model.program)
    for line in report.lines { print(line) }
    if report.wrong > 0 { throw Status.failed.exitCode }
  }
}
