import Diagnostics

/// Reads a `scene` block.
enum SceneReader {
  static func read(_ literal: Literal, _ report: inout Report) -> Scene {
    var fields = FieldReader(literal, of: "a scene", report)
    var scene = Scene(fields: literal, range: literal.range)
    readModel(&scene, &fields)
    readSteps(&scene, &fields)
    scene.train = fields.literal("train").map { TrainingReader.read($0, &fields.report) }
    scene.compare = fields.literal("compare").flatMap { comparison($0, &fields.report) }
    scene.break = fields.literal("break").flatMap { breakage($0, &fields.report) }
    refuseTwoTwins(&scene, &fields)
    readTool(&scene, &fields)
    report.merge(fields.report)
    return scene
  }

  private static func readModel(_ scene: inout Scene, _ fields: inout FieldReader) {
    scene.name = fields.text("name")
    scene.model = fields.text("model")
    scene.values = fields.map("values")
    scene.views = fields.texts("view")
    scene.data = fields.text("data")
  }

  private static func readSteps(_ scene: inout Scene, _ fields: inout FieldReader) {
    scene.play = fields.choice("play")
    scene.stop = fields.choice("stop")
    scene.at = fields.text("at")
    scene.focus = fields.text("focus")
    scene.edit = fields.texts("edit")
    scene.predict = fields.texts("predict")
  }

  /// A tool has fields of its own, so only where there is none is a field unknown.
  private static func readTool(_ scene: inout Scene, _ fields: inout FieldReader) {
    let named = fields.literal("tool") != nil
    if let kind: Located<Tool.Kind> = fields.choice("tool") {
      scene.tool = Tool(kind: kind, fields: fields.unasked)
    }
    if named { return }
    fields.refuseUnknown()
    if fields.literal("model") == nil {
      fields.complain(
        SourceRange(at: scene.range.lower), "this scene runs nothing",
        "name a model (`model: lstm.eqn`) or a tool")
    }
  }

  /// `compare: gru.eqn`, or the fields that differ from the first.
  private static func comparison(_ literal: Literal, _ report: inout Report) -> Comparison? {
    if let model = literal.text { return Comparison(model: model, range: literal.range) }
    var fields = FieldReader(literal, of: "`compare`", report)
    defer { report.merge(fields.report) }
    var comparison = Comparison(range: literal.range)
    comparison.name = fields.text("name")
    comparison.model = fields.text("model")
    comparison.values = fields.map("values")
    comparison.data = fields.text("data")
    comparison.train = fields.literal("train").map { TrainingReader.read($0, &fields.report) }
    fields.refuseUnknown()
    return literal.fields == nil ? nil : comparison
  }

  /// One scene runs beside another.
  private static func refuseTwoTwins(_ scene: inout Scene, _ fields: inout FieldReader) {
    guard scene.compare != nil, let wrong = scene.break else { return }
    fields.complain(
      wrong.range, "this scene is compared already", "leave `compare` or `break` away")
    scene.break = nil
  }

  private static func breakage(_ literal: Literal, _ report: inout Report) -> Break? {
    var fields = FieldReader(literal, of: "`break`", report)
    defer { report.merge(fields.report) }
    let name = fields.text("name")
    var wrong = Break(name: name, range: literal.range)
    wrong.rule = fields.text("rule")
    wrong.forward = fields.text("forward")
    wrong.backward = fields.texts("backward")
    wrong.gradients = fields.choice("gradients")
    let isKnown = fields.literal("gradients") != nil
    fields.refuseUnknown()
    let hasFormula = wrong.forward != nil || !wrong.backward.isEmpty
    if wrong.gradients == nil, wrong.rule != nil, hasFormula { return wrong }
    if wrong.gradients != nil, wrong.rule == nil, !hasFormula { return wrong }
    if wrong.gradients != nil || !isKnown {
      fields.complain(
        literal.range, "`break` does not say which one thing is wrong, and how",
        #"write `{ rule: tanh, backward: "g" }` or `{ gradients: overwrite }`"#)
    }
    return nil
  }
}
