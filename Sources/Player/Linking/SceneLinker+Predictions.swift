import Autograd
import Courseware
import Diagnostics
import Equations

extension SceneLinker {
  /// More numbers than this nobody guesses on one page.
  private static let mostPredictions = 24

  /// The numbers a scene asks the student to guess, in the order they are computed.
  mutating func predictions(of scene: Scene, in run: SceneRun) -> [Prediction] {
    let found = scene.predict.flatMap { name -> [Prediction] in
      let entries = run.model.entries(named: name.text)
      // Of a family some may be known from the start, as h[0] is.
      let stepped = entries.map { run.prediction(of: $0) }.filter { run.isStepped($0) }
      if entries.isEmpty {
        reportUnknown(name, in: run.model)
      } else if stepped.isEmpty {
        report(
          name.range, "`\(name)` cannot be guessed: no step of this page computes it",
          "name what is computed after the page opens")
      }
      return stepped
    }
    if found.count > Self.mostPredictions, let first = scene.predict.first {
      report(
        first.range, "\(found.count) numbers are too many to guess",
        "name at most \(Self.mostPredictions)")
    }
    var seen: Set<Autograd.Entry> = []
    return found.filter { seen.insert($0.entry).inserted }.enumerated()
      .sorted { ($0.element.ticks, $0.offset) < ($1.element.ticks, $1.offset) }.map(\.element)
  }
}

extension SceneRun {
  /// A weight is known from the start; what can be guessed is what its update makes of it.
  fileprivate func prediction(of entry: Autograd.Entry) -> Prediction {
    var entry = entry
    if entry.quantity.kind == .value, let next = model.graph.update(of: entry.quantity.node) {
      entry = Autograd.Entry(.value(next), row: entry.row, column: entry.column)
    }
    return Prediction(entry: entry, ticks: timeline.ticksNeeded(for: entry))
  }

  /// Whether a step after the page's opening computes it.
  fileprivate func isStepped(_ prediction: Prediction) -> Bool {
    prediction.ticks > start.ticks && prediction.ticks <= ticks.upperBound
  }
}
