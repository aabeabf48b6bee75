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

  /// Reads a table whose cells are separated by tabs, or by commas where its name ends in `.csv`.
  ///
  /// A cell is a number, a list, or text for tokens of a vocabulary. White space around it is no
  /// part of it, unless it stands in quotes.
  ///
  /// - Parameter model: the model whose givens it is for: a cell of a given with a vocabulary is a
  ///   text where the vocabulary has all its tokens, whatever else it might be.
  /// - Throws: everything that is wrong in it.
  package init(_ source: SourceText, for model: SourceText? = nil) throws(Diagnostics) {
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
    var reader = CellReader(header, number: headerLine, separator: separator, file: source.name)
    let heads = reader.cells()
    var rows = RowReader(
      file: source.name, separator: separator, names: heads.map(\.text),
      vocabularies: model.map { Model.vocabularies(in: $0) } ?? [:])
    names = rows.names
    headings = heads.map(\.range)
    var problems = reader.problems + Self.wrongNames(heads, file: source.name)
    if lines.count == 1 {
      problems.append(
        Diagnostic(
          file: source.name, range: heads[0].range, message: "the table has no examples",
          advice: "write one on the next line"))
    }
    for (number, line) in lines.dropFirst() { rows.read(line, number) }
    problems += rows.problems
    guard problems.isEmpty else { throw Diagnostics(problems) }
    self.rows = rows.rows
  }

  /// The first example's values by name: what a model is built with.
  package var first: [String: Literal] { rows.isEmpty ? [:] : values(of: 0) }

  /// An example's values by name.
  func values(of row: Int) -> [String: Literal] {
    Dictionary(zip(names, rows[row].map(\.value))) { first, _ in first }
  }

  /// The examples as values of a model's givens.
  package func examples(for model: Model) throws(Diagnostics) -> [[NodeID: Matrix]] {
    var problems = foreignNames(in: model), examples: [[NodeID: Matrix]] = []
    for row in rows.indices {
      do throws(Diagnostics) {
        examples.append(try leaves(of: row, in: model))
      } catch {
        problems += error.all
      }
    }
    guard problems.isEmpty else { throw Diagnostics(problems) }
    return examples
  }

  /// One example as values of a model's givens; names it does not have are passed over.
  func leaves(of row: Int, in model: Model) throws(Diagnostics) -> [NodeID: Matrix] {
    var leaves: [NodeID: Matrix] = [:], problems: [Diagnostic] = []
    for (name, cell) in zip(names, rows[row]) {
      guard let declaration = model.declaration(named: name), declaration.role == .given else {
        continue
      }
      do throws(Diagnostic) {
        let found = try model.leaves(
          of: declaration, from: cell.value, file: source.name, range: cell.range)
        leaves.merge(found) { $1 }
      } catch {
        problems.append(error)
      }
    }
    guard problems.isEmpty else { throw Diagnostics(problems) }
    return leaves
  }

  // MARK: Names

  private static func wrongNames(_ header: [CellReader.Cell], file: String) -> [Diagnostic] {
    header.enumerated().compactMap { n, name in
      if name.text.isEmpty {
        return Diagnostic(
          file: file, range: name.range, message: "a column has no name",
          advice: "write a given's name above it")
      }
      guard header.prefix(n).contains(where: { $0.text == name.text }) else { return nil }
      return Diagnostic(
        file: file, range: name.range, message: "`\(name.text)` is there twice",
        advice: "keep one of the columns")
    }
  }

  /// The names that are no givens of a model.
  private func foreignNames(in model: Model) -> [Diagnostic] {
    func names(_ role: Model.Declaration.Role) -> [String] {
      model.declarations.filter { $0.role == role }.map(\.name)
    }
    return foreignNames(givens: names(.given), weights: names(.weight))
  }

  func foreignNames(givens: [String], weights: [String]) -> [Diagnostic] {
    zip(names, headings).filter { name, _ in !givens.contains(name) }.map { name, range in
      let advice =
        weights.contains(name)
        ? "it is a weight, which is learned; --values gives it a start"
        : givens.isEmpty ? "it has none" : givens.nearest(to: name).map { "did you mean `\($0)`?" }
      return Diagnostic(
        file: source.name, range: range, message: "`\(name)` is not a given of the model",
        advice: advice ?? "it has \(givens.joined(separator: ", "))")
    }
  }
}

/// Reads the lines below the header.
private struct RowReader {
  let file: String
  let separator: Character
  let names: [String]
  /// Of the givens that are tokens of one.
  let vocabularies: [String: Vocabulary]
  var rows: [[DataTable.Cell]] = []
  var problems: [Diagnostic] = []

  mutating func read(_ line: Substring, _ number: Int) {
    var reader = CellReader(line, number: number, separator: separator, file: file)
    let cells = reader.cells()
    problems += reader.problems
    guard reader.problems.isEmpty, let last = cells.last else { return }
    guard cells.count == names.count else {
      let place = cells.count > names.count ? cells[names.count] : last
      return report(
        place, "\(cells.count) cells, but the header has \(names.count) names",
        "give each name one cell")
    }
    let row = zip(names, cells).compactMap { cell($1, of: $0) }
    if row.count == names.count { rows.append(row) }
  }

  private mutating func cell(_ cell: CellReader.Cell, of name: String) -> DataTable.Cell? {
    guard !cell.text.isEmpty else {
      report(cell, "the cell is empty", "give `\(name)` a value")
      return nil
    }
    guard let value = value(cell.text, vocabularies[name]) else {
      report(cell, "not a value", "write a number or a list such as [0, 1]")
      return nil
    }
    return DataTable.Cell(value: value, range: cell.range)
  }

  /// A text comes first: the vocabulary may have digits and brackets.
  private func value(_ text: String, _ vocabulary: Vocabulary?) -> Literal? {
    if let vocabulary {
      let tokens = vocabulary.numbers(of: text)
      if !tokens.isEmpty, tokens.allSatisfy({ $0.id != nil }) { return .text(text) }
    }
    if let literal = try? Literal(text) { return literal }
    return vocabulary == nil ? nil : .text(text)
  }

  private mutating func report(_ cell: CellReader.Cell, _ message: String, _ advice: String) {
    problems.append(Diagnostic(file: file, range: cell.range, message: message, advice: advice))
  }
}

extension Substring {
  fileprivate var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
