import ArgumentParser
import Autograd
import Equations

/// How weights learn from their gradients, as the command line says it.
struct LearningOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: "The learning rate, above 0. (default: 0.1; with Adam 0.01)")
  var rate: Double?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Shorten the gradient of all weights together to this length.", valueName: "C"))
  var clipNorm: Double?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Bring each number of a gradient between -C and C.", valueName: "C"))
  var clipValue: Double?

  func validate() throws {
    guard rate.isAboveZero else {
      throw ValidationError("--rate is a number above 0, such as 0.1")
    }
    guard clipNorm.isAboveZero, clipValue.isAboveZero else {
      throw ValidationError("what a gradient is clipped to is a number above 0, such as 1")
    }
    guard clipNorm == nil || clipValue == nil else {
      throw ValidationError("--clip-norm and --clip-value exclude each other; leave one away")
    }
  }

  var clipping: Clipping? { clipNorm.map { .norm($0) } ?? clipValue.map { .value($0) } }

  var areGiven: Bool { rate != nil || clipping != nil }
}

enum OptimizerName: String, ExpressibleByArgument, CaseIterable {
  case sgd, momentum, adam

  func optimizer(rate: Double?) -> Optimizer {
    switch self {
    case .sgd: .sgd(rate: rate ?? 0.1)
    case .momentum: .momentum(rate: rate ?? 0.1)
    case .adam: .adam(rate: rate ?? 0.01)
    }
  }
}

/// One update that is shown step by step, where one is asked for.
struct UpdateOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Show an update too: what this optimizer does with the gradients, number by number."))
  var optimizer: OptimizerName?
  @OptionGroup var learning: LearningOptions

  func validate() throws {
    guard optimizer != nil || !learning.areGiven else {
      throw ValidationError("--rate and clipping are an optimizer's; add --optimizer sgd")
    }
  }

  /// The model with the optimizer's formulas, where one is asked for.
  func applied(to model: Model) throws -> Model {
    guard let optimizer else { return model }
    guard model.loss != nil else {
      throw fail(
        "\(model.source.name): an optimizer needs a loss to make smaller; "
          + "add an equation such as loss = mse(y, t), or leave --optimizer away")
    }
    return model.learning(
      with: optimizer.optimizer(rate: learning.rate), clipping: learning.clipping)
  }
}

extension Double? {
  /// Whether it is a finite number above 0, where it is one.
  fileprivate var isAboveZero: Bool { map { $0 > 0 && $0.isFinite } ?? true }
}
