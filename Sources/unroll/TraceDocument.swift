import Autograd
import Equations
import Foundation

/// Everything that happens when a model runs once, as data. The keys are those that the design of
/// the language promises; who reads them is not there to be asked.
struct TraceDocument {
  private let model: Model
  private let trace: Trace
  private let hasElements: Bool
  private let hasAll: Bool
  /// What was said of each given and weight.
  private let captions: [NodeID: String]
  /// The quantity that each line of the model names.
  private let named: [Int: NodeID]
  private var totals: RunningTotals

  private var graph: Graph { trace.graph }

  init(_ model: Model, _ trace: Trace, hasElements: Bool, hasAll: Bool) {
    self.model = model
    self.trace = trace
    self.hasElements = hasElements
    self.hasAll = hasAll
    totals = RunningTotals(trace)
    let said = model.declarations.flatMap { declaration in
      declaration.members.map { ($0.node, declaration.caption) }
    }
    captions = Dictionary(said) { first, _ in first }
    let lines = trace.graph.nodes.filter(\.isNamed).compactMap { node in
      node.line.map { ($0, node.id) }
    }
    named = Dictionary(lines) { first, _ in first }
  }

  /// Writes the object piece by piece: as a whole it may be larger than the memory.
  mutating func write(to output: inout Output) throws {
    let loss = model.loss.map { JSON.number(trace[Entry(.value($0))]) } ?? .null
    try output.write("{\"format\": 1, \"model\": \(JSON.text(model.fileName).written)")
    try output.line(", \"loss\": \(loss.written), \"nodes\": [")
    var isFirst = true
    for node in graph.nodes where isListed(node) {
      try output.write((isFirst ? "" : ",\n") + self.node(node).written)
      isFirst = false
    }
    try output.line("],")
    try output.line("\"steps\": [")
    for (n, step) in trace.program.steps.enumerated() {
      if n > 0 { try output.write(",\n") }
      try write(step, to: &output)
    }
    try output.line("]}")
  }

  // MARK: Nodes

  private func isListed(_ node: Node) -> Bool {
    node.phase == .forward && (node.isNamed || hasAll)
  }

  private func node(_ node: Node) -> JSON {
    // A transposed vector is a matrix of one row.
    let rows = node.shape.rows ?? (node.shape.columns == nil ? nil : 1)
    let shape = [rows, node.shape.columns].compactMap(\.self)
    var fields: [(String, JSON)] = [
      ("name", .text(node.name)),
      ("shape", .list(shape.map { .number(Double($0)) })),
      ("value", JSON(trace[.value(node.id)])),
    ]
    if model.loss != nil, hasGradient(node) {
      fields.append(("gradient", JSON(trace[.gradient(node.id)])))
    }
    if let formula = formula(of: node) { fields.append(("formula", .text(formula))) }
    if let caption = caption(of: node) { fields.append(("caption", .text(caption))) }
    return .object(fields)
  }

  /// A number written in the model is no quantity.
  private func hasGradient(_ node: Node) -> Bool {
    node.hasGradient && (node.isNamed || node.op != nil)
  }

  /// The right side of the equation; for what stands between two equations, what was written.
  private func formula(of node: Node) -> String? {
    guard node.isNamed else { return node.op == nil ? nil : node.label }
    guard let line = node.line else { return nil }
    return graph.lines[line].text.split(separator: "=", maxSplits: 1).last
      .map { $0.trimmingCharacters(in: .whitespaces) }
  }

  private func caption(of node: Node) -> String? {
    guard node.isNamed else { return nil }
    let caption = node.line.map { graph.lines[$0].caption } ?? captions[node.id]
    return caption.flatMap { $0.isEmpty ? nil : $0 }
  }

  // MARK: Steps

  private mutating func write(_ step: Program.Step, to output: inout Output) throws {
    let fields = step.slot == nil ? valueFields(step) : shareFields(step)
    let object = JSON.object(fields).written
    guard hasElements else { return try output.write(object) }
    try output.write("\(object.dropLast()), \"elements\": [")
    let derivations = trace.derivations(of: step)
    for (n, entry) in graph.entries(of: step.target).enumerated() {
      let element = element(entry, derivations(entry.row, entry.column))
      try output.write((n > 0 ? ", " : "") + element.written)
    }
    try output.write("]}")
  }

  private func valueFields(_ step: Program.Step) -> [(String, JSON)] {
    [
      ("phase", .text(step.phase.rawValue)),
      ("target", .text(target(of: step))),
      ("operation", .text(graph[step.node].op?.name ?? "")),
      ("rule", .text(trace.rule(of: step))),
      ("inputs", .list(graph[step.node].inputs.map { .text(name(ofInput: $0)) })),
      ("value", JSON(trace[step.target])),
    ]
  }

  private mutating func shareFields(_ step: Program.Step) -> [(String, JSON)] {
    let fields: [(String, JSON)] = [
      ("phase", .text(step.phase.rawValue)),
      ("target", .text(graph[step.target.node].name)),
      ("use", .text(use(in: step))),
      ("rule", .text(trace.rule(of: step))),
      ("share", JSON(trace.share(of: step))),
      ("total", JSON(totals.add(step).after)),
    ]
    // What a stable form passed by has its share by the unstable rule.
    let isStable = graph[step.node].isStableForm && !step.isDetour
    return isStable ? fields + [("stable", .flag(true))] : fields
  }

  private func element(_ entry: Entry, _ derivation: Derivation) -> JSON {
    let shape = graph[entry.quantity.node].shape
    let place = [
      shape.rows == nil && shape.columns == nil ? nil : entry.row + 1,
      shape.columns.map { _ in entry.column + 1 },
    ]
    return .object([
      ("element", .list(place.compactMap(\.self).map { .number(Double($0)) })),
      ("symbols", .text(derivation.symbols.text)),
      ("numbers", .text(derivation.numbers.text)),
      ("value", .number(derivation.value)),
    ])
  }

  // MARK: Names

  private func target(of step: Program.Step) -> String { name(step.target.node) }

  /// The result of an update is the weight's next value.
  private func name(_ node: NodeID) -> String { graph[graph.weight(updatedBy: node) ?? node].name }

  private func name(ofInput node: NodeID) -> String {
    if case .gradient(let of) = graph[node].origin { return "grad(\(graph[of].name))" }
    return name(node)
  }

  /// What the model calls the equation that uses the target.
  private func use(in step: Program.Step) -> String {
    let line = graph[step.node].line
    return graph[line.flatMap { named[$0] } ?? step.node].name
  }
}

extension JSON {
  /// A number, a list, or a list of rows.
  init(_ matrix: Matrix) {
    let rows = (0..<matrix.shape.rowCount).map { row in
      (0..<matrix.shape.columnCount).map { JSON.number(matrix[row, $0]) }
    }
    switch (matrix.shape.rows, matrix.shape.columns) {
    case (nil, nil): self = rows[0][0]
    case (_, nil): self = .list(rows.map { $0[0] })
    case (_, _): self = .list(rows.map { .list($0) })
    }
  }
}

extension Model {
  /// The name of its file without the folder.
  var fileName: String { URL(fileURLWithPath: source.name).lastPathComponent }
}
