import Courseware
import Diagnostics
import Equations

extension SceneLinker {
  /// The model with a scene's wrong rule in place of the right one.
  func breaking(_ wrong: Break, in model: Model) throws(Diagnostics) -> Model {
    guard let name = wrong.rule else { return model.overwritingGradients() }
    let forward = try wrong.forward.map { text throws(Diagnostics) in try rule(text) }
    var backward: [RuleText] = []
    for text in wrong.backward { backward.append(try rule(text)) }
    do throws(RuleError) {
      return try model.replacing(name.text, forward: forward, backward: backward)
    } catch {
      let written: Written =
        switch error.part {
        case .op: name
        case .forward: wrong.forward ?? name
        case .backward(let number):
          wrong.backward.indices.contains(number) ? wrong.backward[number] : name
        }
      throw Diagnostics([linked(error.diagnostic, in: written)])
    }
  }

  private func rule(_ text: Written) throws(Diagnostics) -> RuleText {
    do throws(Diagnostics) {
      return try RuleText(SourceText(name: lesson.source.name, text: text.text))
    } catch {
      throw Diagnostics(error.all.map { linked($0, in: text) })
    }
  }

  /// A mistake in a piece of the lesson's text, with its place in the lesson.
  private func linked(_ found: Diagnostic, in text: Written) -> Diagnostic {
    Diagnostic(
      file: lesson.source.name, range: text.place(found.range), rule: "link",
      message: found.message, advice: found.advice)
  }

  /// A rule that changes nothing leaves nothing to find.
  mutating func reportWithoutDifference(_ wrong: Break, _ scene: SceneRun, _ broken: SceneRun) {
    guard FirstDifference.between(StageState(scene), StageState(broken)) == nil else { return }
    report(
      wrong.range, "no number that this page steps to differs",
      "let it play the pass the rule belongs to (`play: all`), or choose other values")
  }
}
