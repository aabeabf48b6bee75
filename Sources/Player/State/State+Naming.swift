import Autograd
import Diagnostics
import Equations

extension State {
  /// Puts the cursor on a number by its name.
  mutating func goTo(_ name: String) -> Bool {
    guard let stage = lesson?.page.shownStage, let entry = stage.entry(typed: name) else {
      let advice = lesson?.page.shownStage?.advice(for: name) ?? ""
      say("there is no `\(name)` here\(advice)", isProblem: true)
      return false
    }
    lesson?.page.shownStage?.cursor = entry
    lesson?.page.shownStage?.inspected = []
    lesson?.focus = .stage
    return true
  }

  /// Goes on with a name as far as there is one way to, then says which ways there are.
  mutating func completeName() {
    guard let stage = lesson?.page.shownStage, let typed = prompt?.text else { return }
    let (head, start) =
      typed.hasPrefix("grad(") ? ("grad(", String(typed.dropFirst(5))) : ("", typed)
    let known = stage.names.filter { $0.hasPrefix(start) }
    guard let first = known.first else {
      return say("nothing here begins with `\(typed)`\(stage.advice(for: typed))", isProblem: true)
    }
    let shared = known.dropFirst().reduce(first) { $0.commonPrefix(with: $1) }
    prompt?.text = head + shared + (known.count == 1 && !head.isEmpty ? ")" : "")
    guard known.count > 1 else { return }
    let shown = known.prefix(Self.mostNames).joined(separator: "  ")
    say(known.count > Self.mostNames ? "\(shown)  and \(known.count - Self.mostNames) more" : shown)
  }

  private static let mostNames = 6
}

extension StageState {
  /// The names of the model's quantities, in the order they are computed.
  fileprivate var names: [String] {
    trace.graph.nodes.filter { $0.isNamed && $0.phase == .forward }.map(\.name)
  }

  /// The number a person means: by the model's names, by how it is called on the screen, or the
  /// first of many.
  func entry(typed text: String) -> Entry? {
    let name = text.filter { !$0.isWhitespace }
    if let entry = scene.model.entry(named: name) { return entry }
    if let slash = name.range(of: "/∂"), name.hasPrefix("∂") {
      return scene.model.loss == nil
        ? nil
        : entry(typed: String(name[slash.upperBound...])).map {
          Entry(.gradient($0.quantity.node), row: $0.row, column: $0.column)
        }
    }
    if let first = scene.model.nodes(named: name).first { return Entry(.value(first)) }
    return entry(labelled: name)
  }

  /// A quantity without a name of its own is called what was written for it: `(w · x)`.
  private func entry(labelled name: String) -> Entry? {
    func plain(_ text: String) -> String { text.filter { !$0.isWhitespace } }
    let near = trace.graph.nodes.filter { !$0.isNamed && name.hasPrefix(plain($0.label)) }
    return near.lazy.flatMap { trace.graph.entries(of: .value($0.id)) }
      .first {
        plain(trace.name(of: $0)) == name || plain(trace.graph[$0.quantity.node].label) == name
      }
  }

  /// The name that was meant, else those that come near, else all where they are few.
  fileprivate func advice(for name: String) -> String {
    let known = names
    if let near = known.nearest(to: name) { return "; did you mean `\(near)`?" }
    let alike = known.filter { $0.first == name.first }.prefix(3)
    if !alike.isEmpty { return "; there are \(alike.joined(separator: ", "))" }
    guard !known.isEmpty else { return "" }
    return known.count <= 12
      ? "; there are \(known.joined(separator: ", "))" : "; tab shows the names"
  }
}
