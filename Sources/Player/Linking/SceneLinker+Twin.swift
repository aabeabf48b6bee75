import Courseware
import Equations

extension SceneLinker {
  /// What runs beside a scene; nil, with the reason among the diagnostics, where it cannot be
  /// linked.
  mutating func twin(of scene: Scene, beside first: SceneRun?) -> Twin? {
    if let wrong = scene.break { return twin(of: scene, breaking: wrong, beside: first) }
    guard let compare = scene.compare else { return nil }
    let other = compare.model.flatMap { files[$0.text] }.map { Set(Model.declaredNames(in: $0)) }
    guard let twin = scene.twin(declaring: other), let run = run(of: twin) else { return nil }
    let own = compare.values?.fields?.map(\.name.text) ?? []
    let titles = scene.titles(beside: twin)
    return Twin(scene: run, titles: (titles.0, titles.1), own: Set(own), isBroken: false)
  }

  private mutating func twin(
    of scene: Scene, breaking wrong: Break, beside first: SceneRun?
  ) -> Twin? {
    // What is wrong with the scene itself was said of it.
    guard let first, let twin = scene.twin(), let run = run(of: twin, breaking: wrong) else {
      return nil
    }
    reportWithoutDifference(wrong, first, run)
    let titles = (first: scene.name?.text ?? "right", second: wrong.title)
    return Twin(scene: run, titles: titles, own: [], isBroken: true)
  }
}
