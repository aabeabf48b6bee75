import Autograd
import Courseware
import Equations

/// A scene that runs in step beside the first, to be compared with it.
package struct Twin: Sendable {
  package let scene: SceneRun
  /// What tells the two apart, the first's and its own.
  package let titles: (first: String, second: String)
  /// The names it has values of its own for: the student's changes leave them alone.
  let own: Set<String>
  /// Whether it is the same model with a wrong rule, and the student looks for what differs.
  let isBroken: Bool
}

extension Scene {
  /// What tells a scene from its twin: names, else files, else the first setting that differs.
  func titles(beside twin: Scene) -> (String, String) {
    if let own = name?.text, let other = twin.name?.text { return (own, other) }
    if model?.text != twin.model?.text { return (model?.text ?? "", twin.model?.text ?? "") }
    if data?.text != twin.data?.text { return (data?.text ?? "", twin.data?.text ?? "") }
    let own = settings
    let changed = twin.settings.first { setting in !own.contains { $0 == setting } }
    guard let (name, value) = changed else { return ("first", "second") }
    let before = own.first { $0.name == name }?.value ?? "as in \(model?.text ?? "")"
    return ("\(name) \(before)", "\(name) \(value)")
  }

  /// The values and the settings of training, by name, as written.
  private var settings: [(name: String, value: String)] {
    let values = (values?.fields ?? []).map { ($0.name.text, $0.value.plain) }
    let training = train?.settings ?? []
    return training + values
  }
}

extension Training {
  fileprivate var settings: [(String, String)] {
    let all: [(String, String?)] = [
      ("rate", rate.map { "\($0.value)" }), ("optimizer", optimizer?.value.rawValue),
      ("seed", seed.map { "\($0.value)" }), ("batch", batch.map { $0.value.text }),
      ("clip", (clipNorm ?? clipValue).map { "\($0.value)" }),
      ("hold out", holdOut.map { "\($0.value)" }), ("steps", steps.map { "\($0.value)" }),
    ]
    return all.compactMap { name, value in value.map { (name, $0) } }
  }
}

extension Training.Batch {
  fileprivate var text: String {
    switch self {
    case .full: "full"
    case .examples(let count): "\(count)"
    }
  }
}
