import ArgumentParser
import Autograd
import Diagnostics
import Equations

struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Learn the weights of a model from examples.",
    discussion: """
      The examples are the lines of a table: a header of the model's given names, then one example \
      a line; cells are separated by tabs, in a .csv file by commas. A cell is a number, a list \
      such as [0, 1], or text for tokens of a vocabulary; with quotes around it, it may hold \
      separators. Sequences may differ in length. Without a table the model's own givens are the \
      one example.

      An update learns from one example, in the order of the table, or from a batch; its loss is \
      the mean over them. Weights that the model has an `update` line for follow that line, the \
      others the optimizer. Dropout masks and samples are drawn anew for every example and update; \
      where nothing is learned, for held-out examples and those shown at the end, nothing is \
      dropped, and a sample is drawn once. The same command gives the same numbers, to the bit.

      The loss that is told is the mean over the updates of the last epoch, that of held-out \
      examples is measured after every epoch.

      Ctrl-C ends the training after the update it is at, tells what was learned and saves it. \
      With --save it is also saved every few seconds on the way.

      --json prints one object: the losses over the run in "losses", the weights, each example with \
      what --show asks for, and in "stopped" why it ended: steps, patience, interrupted or not \
      finite.

      Exit status 1 where a number is not finite: the update, the example and the operation are \
      told, and the weights before it are kept. 130 after Ctrl-C, 143 after SIGTERM.

      Examples:
        unroll train xor.eqn --data xor.tsv --rate 0.5 --show p
        unroll train lm.eqn --data words.tsv --optimizer adam --save w.json
        unroll train lm.eqn --data words.tsv --values w.json --hold-out 0.2
      """)

  @OptionGroup var model: ModelOptions
  @Option(help: ArgumentHelp("A table of examples.", valueName: "table.tsv")) var data: String?
  @Option(parsing: .unconditional, help: "How many updates.") var steps = 1000
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Examples an update: a number, or full for all.", valueName: "full|N"))
  var batch = "1"
  @Flag(help: "Take the examples of each epoch in another order.") var shuffle = false
  @Option(
    parsing: .unconditional,
    help: "The seed of all that is drawn, in place of the model's: a whole number from 0 on.")
  var seed: UInt64?
  @Option(help: "How weights learn from their gradients.") var optimizer = OptimizerName.sgd
  @OptionGroup var learning: LearningOptions
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      Learn nothing from this share of the examples: the last of the table, or with --shuffle some \
      that the seed chooses.
      """, valueName: "fraction"))
  var holdOut: Double?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      Stop when the loss of held-out examples has not fallen for so many epochs, and go back to \
      where it was lowest.
      """, valueName: "epochs"))
  var patience: Int?
  @Option(
    help: ArgumentHelp(
      """
      A given, a weight or a named quantity to show for each example at the end; where it is one \
      number, that of the first example in the table too. May be repeated.
      """, valueName: "name"))
  var show: [String] = []
  @Option(
    help: ArgumentHelp(
      "Keep the weights in this file, for --values.", valueName: "values.json"))
  var save: String?
  @Flag(help: "One JSON object at the end instead of text.") var json = false

  func validate() throws { _ = try settings }

  func run() throws {
    let data = try examples()
    let shown = try show.map { try ShownQuantity($0, in: data) }
    let settings = try settings, trainer: Trainer
    do throws(TrainingError) {
      trainer = try Trainer(data, settings)
    } catch {
      throw fail("\(model.model): \(error.message)")
    }
    var session = TrainingSession(
      trainer, shown,
      file: try save.map { try SavedWeights($0, besides: [model.model, self.data]) },
      isJSON: json)
    try session.run()
  }

  /// The models and the table, with all that is wrong in either told at once.
  private func examples() throws -> DataSet {
    let source = try ModelFile.text(model.model)
    let table = try data.map { try ModelFile.text($0) }
    let values = try model.values.values.map { try ModelFile.values($0, for: source) } ?? [:]
    do throws(Diagnostics) {
      let data = try DataSet(model: source, table: table, values: values, seed: seed)
      for warning in data.models[0].warnings { standardError(warning.rendered(in: source)) }
      return data
    } catch {
      throw fail(error.rendered(in: [source] + [table].compactMap(\.self)))
    }
  }
}

/// What the words of the command line mean.
extension TrainCommand {
  private var settings: TrainingSettings {
    get throws {
      var settings = TrainingSettings()
      guard steps >= 0 else { throw ValidationError("--steps is a whole number from 0 on") }
      settings.steps = steps
      settings.optimizer = optimizer.optimizer(rate: learning.rate)
      settings.batch = try batchSize
      settings.isShuffled = shuffle
      settings.clipping = learning.clipping
      guard holdOut.map({ $0 > 0 && $0 < 1 }) ?? true else {
        throw ValidationError("--hold-out is a share above 0 and below 1, such as 0.2")
      }
      settings.holdOut = holdOut
      guard patience.map({ $0 > 0 }) ?? true else {
        throw ValidationError("--patience is a number of epochs from 1 on")
      }
      guard patience == nil || holdOut != nil else {
        throw ValidationError("--patience watches held-out examples; add --hold-out 0.2")
      }
      settings.patience = patience
      return settings
    }
  }

  private var batchSize: TrainingSettings.Batch {
    get throws {
      if batch == "full" { return .full }
      guard let count = Int(batch), count > 0 else {
        throw ValidationError("--batch is a whole number from 1 on, or full")
      }
      return .of(count)
    }
  }
}
