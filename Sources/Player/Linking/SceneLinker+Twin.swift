import Courseware
import Equations

extension SceneLinker {
  /// What a scene is compared with; nil, with the reason among the diagnostics, where it cannot be
  /// linked.
  mutating func twin(of scene: Scene) -> Twin? {
    guard let compare = scene.compare else { return nil }
    let other = compare.model.flatMap { files[$0.text] }.map { Set(Model.declaredNames(in: $0)) }
    guard let twin = scene.twin(declaring: other), let run = run(of: twin) else { return nil }
    let own = compare.values?.fields?.map(\.name.text) ?? []
    let titles = scene.titles(beside: twin)
    return Twin(scene: run, titles: (titles.0, titles.1), own: Set(own))
  }
}
