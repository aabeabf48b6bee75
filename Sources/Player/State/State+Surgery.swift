import Autograd

extension State {
  /// Asks for a number to put in place of the computed one under the cursor.
  mutating func startOverwriting() {
    if refusesChange() { return }
    guard let stage = lesson?.page.stage else {
      return say("this page has no numbers to overwrite")
    }
    guard let entry = stage.shownCursor else { return say("put the cursor on a number first") }
    if let reason = stage.scene.whyNotOverwritten(entry) { return say(reason) }
    lesson?.page.stage?.cursor = entry
    lesson?.focus = .stage
    let now = stage.known(entry) ? stage.trace[entry].short : "not computed yet"
    prompt = Prompt(purpose: .edit(name: stage.name(of: entry), now: now))
  }

  /// Says what is not seen of a number that was overwritten.
  mutating func tellOverwriting(_ entry: Entry) {
    guard let stage = lesson?.page.stage, stage.trace.overwritten[entry] != nil else { return }
    let name = stage.name(of: entry), value = stage.trace[entry].short
    let reach = stage.scene.presentations > 1 ? " for this example" : ""
    if !stage.known(entry) {
      say("\(name) will be \(value)\(reach) when its step comes; u takes that back")
    } else if !reach.isEmpty {
      say("\(name) is \(value)\(reach); u takes that back")
    }
  }
}

extension SceneRun {
  /// Whether a number may be overwritten: a rule computes it on the way to the loss.
  package func canOverwrite(_ entry: Entry) -> Bool { whyNotOverwritten(entry) == nil }

  /// Why a number cannot be overwritten; nil where it can.
  func whyNotOverwritten(_ entry: Entry) -> String? {
    let node = model.graph[entry.quantity.node]
    if entry.quantity.kind != .value {
      return "a gradient follows from the values; overwrite one of those"
    }
    guard node.op != nil else {
      return isEditable(entry)
        ? "\(node.label) is not computed; e changes it" : "\(node.label) is part of the model"
    }
    guard node.phase == .forward else {
      return "\(node.label) belongs to the update; e changes a weight"
    }
    // To overwrite it would change its line and not the loss, which the lines say depends on it.
    return model.graph.stableForm(passingBy: node.id, in: model.program).map { past in
      "\(past.label) comes straight from \(model.graph[past.inputs[0]].label), past \(node.label):"
        + " overwrite it there"
    }
  }
}

extension StageState {
  /// What is said of those of some numbers that were overwritten.
  func overwriting(of entries: some Collection<Entry>) -> String? {
    let cut = entries.filter { trace.overwritten[$0] != nil }
      .sorted { ($0.row, $0.column) < ($1.row, $1.column) }
    guard !cut.isEmpty else { return nil }
    let told = cut.map { entry in
      let ruled = trace.overwritten[entry] ?? trace[entry]
      return "\(name(of: entry)) is \(trace[entry].short) in place of \(ruled.short)"
    }
    return "overwritten: \(told.joined(separator: ", "))"
  }
}
