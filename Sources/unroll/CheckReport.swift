import Autograd
import Screen

/// Every gradient beside the slope measured by nudging, a line for each quantity.
struct CheckReport {
  /// How far the two may be apart (``GradientCheck/error``).
  static let tolerance = 1e-6

  private let program: Program
  private let rows: [Row]
  private let count: Int

  /// A quantity by its worst element.
  private struct Row {
    let name: String
    let worst: GradientCheck
    /// What makes the comparison mean nothing, where something does.
    let kink: String?

    var isWrong: Bool { kink == nil && !worst.agrees }
  }

  /// - Precondition: the program has a root.
  init(_ program: Program) {
    self.program = program
    let checks = program.checkGradients()
    count = checks.count
    let byNode = Dictionary(grouping: checks, by: \.entry.quantity.node)
    rows = byNode.sorted { $0.key < $1.key }.map { Self.row(program, $0.value) }
  }

  /// The worst of one quantity; where a kink explains that, the worst that none explains.
  private static func row(_ program: Program, _ checks: [GradientCheck]) -> Row {
    let ranked = checks.sorted { $0.error > $1.error }
    let name = program.graph[ranked[0].entry.quantity.node].name
    var kink: String?
    for check in ranked where !check.agrees {
      guard let crossed = program.kinks(near: check.entry).first else {
        return Row(name: name, worst: check, kink: nil)
      }
      kink = kink ?? Self.name(of: crossed, in: program.graph)
    }
    return Row(name: name, worst: ranked[0], kink: kink)
  }

  /// `relu in h = relu(z)`.
  private static func name(of node: NodeID, in graph: Graph) -> String {
    let name = graph[node].op?.name ?? graph[node].name
    return graph[node].line.map { "\(name) in \(graph.lines[$0].text)" } ?? name
  }

  /// How many quantities have a gradient that is wrong.
  var wrong: Int { rows.count(where: \.isWrong) }

  var lines: [String] {
    let head = ["quantity", "worst", "gradient", "measured", "error", ""]
    let table = ([head] + rows.map(cells)).map { $0.map(GlyphSet.ofEnvironment.text) }
    let widths = table[0].indices.map { column in table.map { $0[column].count }.max() ?? 0 }
    let written = table.map { cells in
      zip(cells, widths).map { $0.padded(to: $1) }.joined(separator: "  ").trimmedEnd
    }
    return written + ["", summary]
  }

  private func cells(_ row: Row) -> [String] {
    let worst = row.worst, entry = worst.entry
    let shape = program.graph[entry.quantity.node].shape
    // A stable form's own share of what it passes by cannot be measured.
    let part = entry.quantity.kind == .flowing ? "the part that flows on" : nil
    let kink = row.kink.map { "at a kink, nothing to compare: \($0)" }
    let verdict = [row.isWrong ? "wrong" : kink, part].compactMap(\.self).joined(separator: "; ")
    return [
      row.name, row.name + shape.suffix(row: entry.row, column: entry.column),
      worst.gradient.text(digits: 8), worst.measured.text(digits: 8),
      worst.error.text(digits: 2), verdict,
    ]
  }

  private var summary: String {
    let numbers = "\(count) gradient\(count == 1 ? "" : "s")"
    let kinks = rows.count { $0.kink != nil }
    let quantities = kinks == 1 ? "1 quantity" : "\(kinks) quantities"
    let except = kinks == 0 ? "" : ", but for \(quantities) at a kink"
    guard wrong > 0 else { return "\(numbers): all agree to 1e-6\(except)" }
    return "\(numbers): \(wrong) of \(rows.count) quantities wrong\(except)"
  }
}

extension GradientCheck {
  fileprivate var agrees: Bool { error <= CheckReport.tolerance }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, width - count))
  }

  fileprivate var trimmedEnd: String {
    String(reversed().drop { $0 == " " }.reversed())
  }
}
