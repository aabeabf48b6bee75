import Autograd
import Equations

extension Trainer.NotFinite {
  /// `update 3, example 2, line 3 of the table:`, then the operation and its place in the model.
  func message(in data: DataSet) -> String {
    let place = isEvaluation ? "after update \(update)" : "update \(update)"
    guard let example, let trace, let found = NotFinite(trace) else {
      let what = weight.map { "`\($0)`" } ?? "what the optimizer remembers"
      return "\(place): \(what) would not be finite after it, though every number before is; "
        + "a smaller --rate or --clip-norm may help"
    }
    let line = data.examples[example].line.map { ", line \($0) of the table" } ?? ""
    let model = data.models[data.examples[example].model]
    return "\(place), example \(example + 1)\(line):\n\(found.rendered(in: model))"
  }
}
