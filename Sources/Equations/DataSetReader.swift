import Autograd
import Diagnostics

/// Sorts a table's rows by their sizes and builds the models.
struct DataSetReader {
  let model: SourceText
  let table: DataTable
  let values: [String: Literal]
  let seed: UInt64?
  private let statements: [Statement]
  /// The names whose definitions could not be read: any may be a given.
  private let unread: [String]
  private let declarations: [String: QuantityDeclaration]
  private let vocabularies: [String: Vocabulary]
  private(set) var models: [Model] = []
  /// By row.
  private(set) var examples: [Int: DataSet.Example] = [:]
  private(set) var problems: [Diagnostic] = []
  /// The first row of each model.
  private var firstRows: [Int] = []

  init(
    model: SourceText, table: DataTable, values: [String: Literal], seed: UInt64?
  ) {
    self.model = model
    self.table = table
    self.values = values.filter { !table.names.contains($0.key) }
    self.seed = seed
    let file = Parser.file(model)
    statements = file.statements
    unread = file.failed.sorted()
    let declared = statements.compactMap(\.declaration).map { ($0.name.text, $0) }
    declarations = Dictionary(declared) { first, _ in first }
    vocabularies = Model.vocabularies(in: model)
  }

  mutating func read() {
    problems += foreignNames
    let rows = table.rows.indices.filter { isRight($0) }
    var failures: [(row: Int, errors: [Diagnostic])] = []
    let groups = self.groups(of: rows).filter { allFit($0) }
    for group in groups {
      do throws(Diagnostics) {
        let model = try Model(
          model, values: values, examples: table.values(of: group[0]), seed: seed)
        add(model, group)
      } catch {
        failures.append((group[0], error.all))
      }
    }
    report(failures, isEvery: failures.count == groups.count)
    checkWeights()
  }

  private var foreignNames: [Diagnostic] {
    func names(_ role: QuantityDeclaration.Role) -> [String] {
      statements.compactMap(\.declaration).filter { $0.role == role }.map(\.name.text)
    }
    return table.foreignNames(givens: names(.given) + unread, weights: names(.weight))
  }

  // MARK: Rows

  /// Whether a row's values may fit, however long the sizes are.
  private mutating func isRight(_ row: Int) -> Bool {
    let found = zip(table.names, table.rows[row]).compactMap { name, cell -> Diagnostic? in
      guard let misfit = declarations[name]?.misfit(of: cell.value) else { return nil }
      return error(cell, misfit.message, misfit.advice)
    }
    problems += found
    return found.isEmpty
  }

  /// The rows of each size, in the order of their first.
  private func groups(of rows: [Int]) -> [[Int]] {
    var groups: [[Int]] = [], numbers: [[[Int]]: Int] = [:]
    for row in rows {
      let sizes = zip(table.names, table.rows[row]).map { name, cell in
        cell.value.lengths(declarations[name]?.spans.isEmpty == false ? vocabularies[name] : nil)
      }
      if let number = numbers[sizes] {
        groups[number].append(row)
      } else {
        numbers[sizes] = groups.count
        groups.append([row])
      }
    }
    return groups
  }

  /// Whether there are sizes for values as long as these.
  private mutating func allFit(_ group: [Int]) -> Bool {
    let outside = values.merging(table.values(of: group[0])) { $1 }
    let unfit = SizesFromData(statements, outside: outside).unfit.filter {
      table.names.contains($0.given)
    }
    for row in group {
      for (name, cell) in zip(table.names, table.rows[row]) {
        guard let found = unfit.first(where: { $0.given == name }) else { continue }
        problems.append(
          error(
            cell,
            "`\(name)` has \(found.count) values, which no whole number `\(found.size)` makes",
            "give it another number of values"))
      }
    }
    return unfit.isEmpty
  }

  private mutating func add(_ model: Model, _ group: [Int]) {
    for row in group {
      do throws(Diagnostics) {
        examples[row] = DataSet.Example(
          model: models.count, leaves: try table.leaves(of: row, in: model), line: line(of: row))
      } catch {
        problems += error.all
      }
    }
    models.append(model)
    firstRows.append(group[0])
  }

  private func line(of row: Int) -> Int { table.rows[row][0].range.lower.line }

  private func error(_ cell: DataTable.Cell, _ message: String, _ advice: String?) -> Diagnostic {
    Diagnostic(file: table.source.name, range: cell.range, message: message, advice: advice)
  }

  // MARK: Models

  /// What is wrong with the sizes of every row is wrong in the model; else the row is to blame.
  private mutating func report(
    _ failures: [(row: Int, errors: [Diagnostic])], isEvery: Bool
  ) {
    let first = isEvery ? failures.first?.errors ?? [] : []
    let common = first.filter { error in failures.allSatisfy { $0.errors.contains(error) } }
    problems += common
    for (row, errors) in failures {
      problems += errors.filter { !common.contains($0) }.map { blame(row, for: $0) }
    }
  }

  private func blame(_ row: Int, for error: Diagnostic) -> Diagnostic {
    let cells = table.rows[row]
    let place = "\(error.file):\(error.range.lower.line):\(error.range.lower.column)"
    return Diagnostic(
      file: table.source.name,
      range: cells.dropFirst().reduce(cells[0].range) { $0.joined(with: $1.range) },
      message: "the model does not work for these sizes: \(place): \(error.message)",
      advice: error.advice)
  }

  /// Weights are the same for all examples, so their shapes may not depend on an example's sizes.
  private mutating func checkWeights() {
    guard let first = models.first else { return }
    for declaration in first.declarations where declaration.role == .weight {
      let asked = first.form(of: declaration)
      let other = models.indices.first { n in
        models[n].declaration(named: declaration.name).map { models[n].form(of: $0) } != asked
      }
      guard let other, let found = models[other].declaration(named: declaration.name) else {
        continue
      }
      problems.append(
        Diagnostic(
          file: model.name, range: declaration.range,
          message: "`\(declaration.name)` has \(asked) for line \(line(of: firstRows[0])) of "
            + "\(table.source.name), but \(models[other].form(of: found)) for line "
            + "\(line(of: firstRows[other]))",
          advice: "all examples share a weight; give it lengths that no example tells"))
    }
  }
}

extension Model {
  /// `shape [3]`, or for a family `2 members of shape [3]`.
  fileprivate func form(of declaration: Declaration) -> String {
    let shape = "shape \(graph[declaration.node].shape)", count = declaration.members.count
    return declaration.members[0].index.isEmpty ? shape : "\(count) members of \(shape)"
  }
}

extension Literal {
  /// How long it is, then how long its first element is, and so on.
  ///
  /// - Parameter vocabulary: what splits a text into tokens; nil where a text is a single one.
  fileprivate func lengths(_ vocabulary: Vocabulary?) -> [Int] {
    switch self {
    case .number: []
    case .text(let text): vocabulary.map { [$0.numbers(of: text).count] } ?? []
    case .list(let list): [list.count] + (list.first?.lengths(vocabulary) ?? [])
    }
  }
}
