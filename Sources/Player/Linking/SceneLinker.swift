import Autograd
import Courseware
import Diagnostics
import Equations
import Views

/// Builds the models that a lesson's scenes name.
struct SceneLinker {
  let lesson: Lesson
  let files: [String: SourceText]
  private(set) var diagnostics: [Diagnostic] = []

  init(lesson: Lesson, files: [String: SourceText]) {
    self.lesson = lesson
    self.files = files
  }

  /// The scene ready to run; nil, with the reason among the diagnostics, where it cannot.
  ///
  /// - Parameter wrong: the rule that is broken in it.
  mutating func run(of scene: Scene, breaking wrong: Break? = nil) -> SceneRun? {
    guard let written = scene.model else {
      if scene.tool == nil {
        report(scene.range, "the scene has no model", "name one: model: file.eqn")
      }
      return nil
    }
    guard let source = files[written.text] else {
      report(written.range, "there is no file `\(written.text)` in the lesson's folder", nil)
      return nil
    }
    let table = table(of: scene, for: source)
    guard let values = values(of: scene) else { return nil }
    do throws(Diagnostics) {
      let written = try Model(
        source, values: values, examples: table?.first ?? [:],
        seed: scene.train?.seed.map { UInt64($0.value) })
      let model =
        try wrong.map { wrong throws(Diagnostics) in
          try breaking(wrong, in: written)
        } ?? written
      let examples = try examples(of: table, for: model, scene)
      let overridden = Set(
        values.keys.flatMap { model.declaration(named: $0)?.members.map(\.node) ?? [] })
      return try linked(
        scene, model, examples, overridden: overridden, sizes: table?.first ?? [:])
    } catch {
      diagnostics += error.all
      return nil
    }
  }

  private mutating func table(of scene: Scene, for model: SourceText) -> DataTable? {
    guard let written = scene.data else { return nil }
    guard let source = files[written.text] else {
      report(written.range, "there is no file `\(written.text)` in the lesson's folder", nil)
      return nil
    }
    do throws(Diagnostics) {
      return try DataTable(source, for: model)
    } catch {
      diagnostics += error.all
      return nil
    }
  }

  mutating func values(of scene: Scene) -> [String: Equations.Literal]? {
    var values: [String: Equations.Literal] = [:]
    for field in scene.values?.fields ?? [] {
      guard let value = Equations.Literal(field.value) else {
        report(field.value.range, "`\(field.name)` is given no number", "write 0.5 or [1, 0]")
        return nil
      }
      values[field.name.text] = value
    }
    return values
  }

  private mutating func linked(
    _ scene: Scene, _ model: Model, _ examples: [[NodeID: Matrix]], overridden: Set<NodeID>,
    sizes: [String: Equations.Literal]
  ) throws(Diagnostics) -> SceneRun? {
    if let steps = scene.train?.steps, steps.value > SceneRun.furthest {
      report(
        steps.range, "\(steps.value) steps are too many to go through",
        "ask for at most \(SceneRun.furthest)")
    }
    let steps = scene.train?.steps.map { min($0.value, SceneRun.furthest) }
    let settings = settings(of: scene, for: model)
    var run: SceneRun
    do throws(TrainingError) {
      run = try SceneRun(
        model: model, table: examples, overridden: overridden,
        play: scene.play?.value ?? .forward, settings, updates: steps,
        stop: StepSize(scene.stop?.value ?? .operation),
        views: scene.views.compactMap { view($0) })
    } catch {
      report(scene.train?.range ?? scene.range, error.message, nil)
      return nil
    }
    run.reseeded = reseeding(scene, model, settings, examples, overridden, sizes)
    run.editable = scene.edit.flatMap { name in
      let declaration = model.declaration(named: name.text)
      if declaration == nil {
        report(name.range, "`\(name)` is not a given or a weight of the model", nil)
      }
      return declaration?.members.map(\.node) ?? []
    }
    run.focus = entry(scene.focus, in: model)
    if let at = entry(scene.at, in: model) { run.open(at: at) }
    run.predictions = predictions(of: scene, in: run)
    return run
  }

  private mutating func entry(_ name: Written?, in model: Model) -> Autograd.Entry? {
    guard let name else { return nil }
    guard let entry = model.entry(named: name.text) else {
      reportUnknown(name, in: model)
      return nil
    }
    return entry
  }

  mutating func reportUnknown(_ name: Written, in model: Model) {
    let known = model.graph.nodes.filter(\.isNamed).map(\.name)
    report(
      name.range, "`\(name)` is not a quantity of the model",
      known.nearest(to: name.text).map { "did you mean `\($0)`?" })
  }

  private func view(_ name: Written) -> (any View)? { ViewCatalogue.view(named: name.text) }

  mutating func report(_ range: SourceRange, _ message: String, _ advice: String?) {
    diagnostics.append(
      Diagnostic(
        file: lesson.source.name, range: range, rule: "link", message: message, advice: advice))
  }
}

extension Equations.Literal {
  /// A value written in a lesson: a number or expression of numbers as text, or a list of them.
  init?(_ written: Courseware.Literal) {
    switch written {
    case .text(let text):
      guard let value = try? Equations.Literal(text.text) else { return nil }
      self = value
    case .list(let items, _):
      let values = items.map { Equations.Literal($0) }
      guard !values.contains(nil) else { return nil }
      self = .list(values.compactMap(\.self))
    case .map:
      return nil
    }
  }
}
