import ArgumentParser

struct TraceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract: "Every step of a model, forward and backward: formula = numbers = result.",
    discussion: """
      A line is one number; a quantity of more than \(TraceReport.readable) numbers takes one line \
      for all of them, unless --elements asks for each. Lines appear as they are worked out.

      --json prints the same as one object: the quantities in "nodes", what was done in "steps", \
      numbers at full precision.

      With --optimizer the update that training would make is the last part: its formulas are the \
      optimizer's, for every weight that has no `update` line of its own.

      Examples:
        unroll trace neuron.eqn
        unroll trace neuron.eqn --values trained.json
        unroll trace neuron.eqn --json --elements
        unroll trace neuron.eqn --optimizer adam --rate 0.05
      """)

  @OptionGroup var model: ModelOptions
  @OptionGroup var update: UpdateOptions
  @Flag(help: "One JSON object instead of text.") var json = false
  @Flag(help: "Each element of every quantity, however large.") var elements = false
  @Flag(help: "Quantities without a name too, such as (w · x).") var all = false

  func run() throws {
    let model = try update.applied(to: model.read())
    let trace = model.program.run()
    let problem = NotFinite(trace)
    // A reader of JSON gets a whole document or none.
    if json, let problem { throw fail(problem.rendered(in: model), .failed) }
    var output = Output()
    if json {
      var document = TraceDocument(model, trace, hasElements: elements, hasAll: all)
      try document.write(to: &output)
    } else {
      try TraceReport(model, trace, hasElements: elements, hasAll: all).write(to: &output)
    }
    try output.flush()
    if let problem { throw fail(problem.rendered(in: model), .failed) }
  }
}
