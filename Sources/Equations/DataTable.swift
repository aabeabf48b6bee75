import Autograd
import Diagnostics

/// A table of examples: a header of given names, then one example a line.
package struct DataTable: Hashable, Sendable {
  package let source: SourceText
  package let names: [String]
  package let rows: [[Cell]]
  /// Where the names stand.
  private let headings: [SourceRange]

  package struct Cell: Hashable, Sendable {
    package let value: Literal
    package let range: SourceRange
  }

  /// Reads a table whose cells are separated by tabs (`.tsv`) or commas (`.csv`).
  ///
  /// A comma inside brackets or quotes separates nothing.
  package init(_ source: SourceText) throws(Diagnostics) {
    let separator: Character = source.name.lowercased().hasSuffix(".csv") ? "," : "\t"
    let lines = source.lines.enumerated().map { ($0 + 1, $1) }.filter { !$1.isBlank }
    guard let (headerLine, header) = lines.first else {
      let advice = "begin with a line of names"
      throw Diagnostics([
        Diagnostic(
          file: source.name, range: SourceRange(at: .start), message: "the table is empty",
          advice: advice)
      ])
    }
    self.source = source
    let heads = Self.cells(header, headerLine, separator)
    names = heads.map(\.text)
    headings = heads.map(\.range)
    var problems = Self.repeated(heads, file: source.name), rows: [[Cell]] = []
    if lines.count == 1 {
      problems.append(
        Diagnostic(
          file: source.name, range: heads[0].range, message: "the table has no examples",
          advice: "write one on the next line"))
    }
    for (number, line) in lines.dropFirst() {
      do {
        rows.append(try Self.row(line, number, separator, names: names, file: source.name))
      } catch {
        problems += error.all
      }
    }
    guard problems.isEmpty else { throw Diagnostics(problems) }
    self.rows = rows
  }

  /// The first example's values by name: what a model is built with.
  package var first: [String: Literal] {
    guard let row = rows.first else { return [:] }
    return Dictionary(zip(names, row.map(\.value))) { first, _ in first }
  }

  /// The examples as values of a model's givens.
  package func examples(for model: Model) throws(Diagnostics) -> [[NodeID: Matrix]] {
    var problems: [Diagnostic] = zip(names, headings).compactMap { unknown($0, $1, in: model) }
    let examples = rows.map { row in
      var example: [NodeID: Matrix] = [:]
      for (name, cell) in zip(names, row) {
        guard let declaration = model.declaration(named: name) else { continue }
        guard let leaves = model.leaves(of: declaration, from: cell.value) else {
          problems.append(misfit(declaration, cell, model))
          continue
        }
        example.merge(leaves) { $1 }
      }
      return example
    }
    guard problems.isEmpty else { throw Diagnostics(problems) }
    return examples
  }

  private func misfit(_ declaration: Model.Declaration, _ cell: Cell, _ model: Model) -> Diagnostic
  {
    let shape = model.graph[declaration.node].shape, count = declaration.members.count
    let asked =
      declaration.members[0].index.isEmpty
      ? "shape \(shape)" : "\(count) values of shape \(shape)"
    return Diagnostic(
      file: source.name, range: cell.range,
      message: "`\(declaration.name)` has \(asked), but this does not", advice: "change the cell")
  }

  private static func repeated(_ header: [Piece], file: String) -> [Diagnostic] {
    header.enumerated().filter { n, name in
      header.prefix(n).contains { $0.text == name.text }
    }.map { _, name in
      Diagnostic(
        file: file, range: name.range, message: "`\(name.text)` is there twice",
        advice: "keep one of the columns")
    }
  }

  private func unknown(_ name: String, _ range: SourceRange, in model: Model) -> Diagnostic? {
    if model.declaration(named: name)?.role == .given { return nil }
    let givens = model.declarations.filter { $0.role == .given }.map(\.name)
    return Diagnostic(
      file: source.name, range: range,
      message: "`\(name)` is not a given of the model",
      advice: givens.nearest(to: name).map { "did you mean `\($0)`?" }
        ?? "it has \(givens.joined(separator: ", "))")
  }

  private typealias Piece = (text: String, range: SourceRange)

  private static func row(
    _ line: Substring, _ number: Int, _ separator: Character, names: [String], file: String
  ) throws(Diagnostics) -> [Cell] {
    let cells = cells(line, number, separator)
    guard cells.count == names.count else {
      let place = cells.last?.range ?? SourceRange(at: Position(line: number, column: 1))
      throw Diagnostics([
        Diagnostic(
          file: file, range: place,
          message: "\(cells.count) cells, but the header has \(names.count) names",
          advice: "give each name one cell")
      ])
    }
    var row: [Cell] = [], problems: [Diagnostic] = []
    for cell in cells {
      do {
        row.append(Cell(value: try Literal(cell.text), range: cell.range))
      } catch {
        let advice = "write a number or a list such as [0, 1]"
        problems.append(
          Diagnostic(file: file, range: cell.range, message: "not a value", advice: advice))
      }
    }
    guard problems.isEmpty else { throw Diagnostics(problems) }
    return row
  }

  private static func cells(
    _ line: Substring, _ number: Int, _ separator: Character
  ) -> [Piece] {
    var pieces: [Piece] = [], text = "", start = 1, depth = 0, isQuoted = false
    func finish(at column: Int) {
      let range = SourceRange(
        Position(line: number, column: start), Position(line: number, column: column))
      pieces.append((text.trimmed, range))
    }
    for (offset, character) in line.enumerated() {
      if character == "\"" { isQuoted.toggle() } else if character == "[" { depth += 1 }
      if character == "]" { depth = max(0, depth - 1) }
      if character == separator, depth == 0, !isQuoted {
        finish(at: offset + 1)
        (text, start) = ("", offset + 2)
      } else if character != "\"" {
        text.append(character)
      }
    }
    finish(at: line.count + 1)
    return pieces
  }
}

extension Substring {
  fileprivate var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
