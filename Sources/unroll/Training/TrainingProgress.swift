import Autograd
import Equations
import Foundation

/// What is told while a model is trained: a table of about twenty lines and, on a terminal, a line
/// below it that is always the latest.
struct TrainingProgress {
  /// A line of the table.
  struct Row {
    let update: Int
    let epoch: Int
    let loss: Double
    let heldOut: Double?
    /// The numbers asked for with `--show`.
    let shown: [Double]
  }

  private let isSilent: Bool
  private let hasLoss: Bool
  private let hasHeldOut: Bool
  private let steps: Int
  private let columns: [ShownQuantity]
  private let interval: Int
  private var recent: RecentLosses
  private var live = LiveLine()
  private var output = Output()
  private var lastRow = -1
  /// The losses over the run, about a thousand of them.
  private(set) var losses: [Row] = []
  private let lossInterval: Int

  init(_ trainer: borrowing Trainer, _ shown: [ShownQuantity], isJSON: Bool) {
    let data = trainer.data
    isSilent = isJSON
    hasLoss = trainer.hasLoss
    hasHeldOut = !trainer.heldOutExamples.isEmpty
    steps = trainer.settings.steps
    columns = isJSON ? [] : shown.filter { $0.isNumber(in: data) }
    interval = Self.interval(steps, lines: 20)
    lossInterval = Self.interval(steps, lines: 1000)
    recent = RecentLosses(trainer.updatesPerEpoch)
  }

  /// A round number of steps, so that there are at most about so many lines.
  static func interval(_ steps: Int, lines: Int) -> Int {
    let least = (steps - 1) / lines + 1
    var power = 1
    while true {
      for factor in [1, 2, 5] where factor * power >= least { return factor * power }
      power *= 10
    }
  }

  // MARK: Telling

  /// What is learned from what, and the table's header.
  mutating func begin(_ trainer: borrowing Trainer) throws {
    guard !isSilent else { return }
    try output.say(Self.summary(trainer))
    try output.say("")
    try output.say(line(headings))
    try output.flush()
  }

  private static func summary(_ trainer: borrowing Trainer) -> String {
    let weights = trainer.weightCount, count = trainer.training.count
    let held = trainer.heldOutExamples.count
    let examples = "\(count) example\(count == 1 ? "" : "s")"
    let heldOut = held == 0 ? "" : ", \(held) held out"
    let each = count > 1 ? ", \(trainer.batchSize) an update" : ""
    return "\(weights) number\(weights == 1 ? "" : "s") to learn from \(examples)\(heldOut)\(each)"
  }

  /// Tells of an update, where it is time to.
  mutating func note(_ trainer: inout Trainer) throws {
    recent.add(trainer.loss)
    let update = trainer.update
    if update == 1 || update % interval == 0 {
      try tell(&trainer)
    } else if update % lossInterval == 0 {
      losses.append(row(trainer))
    }
    guard live.isDue else { return }
    let last = row(trainer)
    live.show(
      "update \(update) of \(steps)  epoch \(last.epoch)"
        + (hasLoss ? "  loss \(Self.text(last.loss))" : "")
        + (last.heldOut.map { "  held out \(Self.text($0))" } ?? ""))
  }

  /// The last line of the table.
  mutating func finish(_ trainer: inout Trainer) throws {
    if trainer.update > 0, trainer.update != lastRow { try tell(&trainer) }
    live.clear()
    try output.flush()
  }

  /// Says something to the person, apart from the output.
  mutating func say(_ text: String) {
    live.clear()
    standardError(text)
  }

  private mutating func tell(_ trainer: inout Trainer) throws {
    let row = row(trainer, shown: columns.isEmpty ? [] : numbers(&trainer))
    if losses.last?.update != row.update { losses.append(row) }
    lastRow = row.update
    guard !isSilent else { return }
    live.clear()
    let cells =
      ["\(row.update)", "\(row.epoch)"] + (hasLoss ? [Self.text(row.loss)] : [])
      + (hasHeldOut ? [row.heldOut.map { Self.text($0) } ?? ""] : [])
    try output.say(line(cells + row.shown.map { Self.text($0) }))
    try output.flush()
  }

  private func row(_ trainer: borrowing Trainer, shown: [Double] = []) -> Row {
    Row(
      update: trainer.update, epoch: trainer.epoch, loss: recent.mean,
      heldOut: trainer.heldOutLoss, shown: shown)
  }

  /// What the first example has for the columns that were asked for; NaN where its loss is none.
  private func numbers(_ trainer: inout Trainer) -> [Double] {
    let nodes = trainer.data.models.indices.map { n in columns.map { $0.nodes[n][0] } }
    guard let found = try? trainer.evaluate([0], showing: nodes).first else {
      return columns.map { _ in .nan }
    }
    return found.shown.map { $0.elements[0] }
  }

  private static func text(_ number: Double) -> String { number.text(digits: 6) }

  /// Cells below their headings, which may be long names.
  private func line(_ cells: [String]) -> String {
    zip(headings, cells).enumerated().map { n, column in
      let width = n < 2 ? 8 : max(13, column.0.count + 2)
      return String(repeating: " ", count: max(2, width - column.1.count)) + column.1
    }.joined()
  }

  private var headings: [String] {
    ["update", "epoch"] + (hasLoss ? ["loss"] : []) + (hasHeldOut ? ["held out"] : [])
      + columns.map(\.name)
  }
}

/// The losses of the updates of the last epoch.
private struct RecentLosses {
  private var losses: [Double] = []
  private var next = 0
  private let most: Int

  init(_ most: Int) { self.most = most }

  mutating func add(_ loss: Double) {
    if losses.count < most {
      losses.append(loss)
    } else {
      losses[next] = loss
      next = (next + 1) % most
    }
  }

  var mean: Double { losses.isEmpty ? .nan : losses.reduce(0, +) / Double(losses.count) }
}
