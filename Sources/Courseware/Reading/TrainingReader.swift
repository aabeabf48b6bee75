import Diagnostics

/// Reads `train:`.
enum TrainingReader {
  static func read(_ literal: Literal, _ report: inout Report) -> Training {
    var fields = FieldReader(literal, of: "`train`", report)
    defer { report.merge(fields.report) }
    let positive = { (number: Double) in number > 0 }
    var training = Training(range: literal.range)
    training.steps = fields.whole("steps", in: 1...Int.max)
    training.rate = fields.number("rate", "above 0", where: positive)
    training.optimizer = fields.choice("optimizer")
    training.batch = batch(&fields)
    training.shuffle = flag("shuffle", &fields)
    training.seed = fields.whole("seed", in: 0...Int.max)
    training.clipNorm = fields.number("clip-norm", "above 0", where: positive)
    training.clipValue = fields.number("clip-value", "above 0", where: positive)
    training.holdOut = fields.number("hold-out", "from 0 up to 1") { (0..<1).contains($0) }
    training.patience = fields.whole("patience", in: 1...Int.max)
    training.show = fields.texts("show")
    fields.refuseUnknown()
    return training
  }

  private static func batch(_ fields: inout FieldReader) -> Located<Training.Batch>? {
    guard let text = fields.text("batch") else { return nil }
    if text.text == "full" { return Located(.full, text.range) }
    if let size = Int(text.text), size > 0 { return Located(.examples(size), text.range) }
    fields.complain(
      text.range, "`batch` cannot be `\(text.text)`", "write `full` or a whole number from 1")
    return nil
  }

  private static func flag(_ name: String, _ fields: inout FieldReader) -> Located<Bool>? {
    guard let text = fields.text(name) else { return nil }
    if let flag = Bool(text.text) { return Located(flag, text.range) }
    fields.complain(
      text.range, "`\(name)` cannot be `\(text.text)`", "write `true` or `false`")
    return nil
  }
}
