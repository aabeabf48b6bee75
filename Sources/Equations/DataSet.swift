import Autograd
import Diagnostics

/// The examples of a table, and a model for each combination of sizes they have.
///
/// The models are built of one text and share their weights, by name and shape; where all examples
/// are of one size there is one.
package struct DataSet: Sendable {
  package struct Example: Sendable {
    /// Which of the models it is for.
    package let model: Int
    /// The values of the givens that the table has.
    package let leaves: [NodeID: Matrix]
    /// Its line in the table; nil where there is no table.
    package let line: Int?
  }

  /// In the order of the first example of each.
  package let models: [Model]
  /// In the order of the table; without one, a single example of the model's own givens.
  package let examples: [Example]

  /// - Parameters:
  ///   - values: values in place of the model's own; those of the table's givens count for nothing.
  ///   - seed: the seed of all draws in place of the file's.
  /// - Throws: everything that is wrong in the table or the model, each with its file.
  package init(
    model source: SourceText, table: SourceText? = nil, values: [String: Literal] = [:],
    seed: UInt64? = nil
  ) throws(Diagnostics) {
    guard let table else {
      models = [try Model(source, values: values, seed: seed)]
      examples = [Example(model: 0, leaves: [:], line: nil)]
      return
    }
    var reader = DataSetReader(
      model: source, table: try Self.read(table, for: source), values: values, seed: seed)
    reader.read()
    guard reader.problems.isEmpty else { throw Diagnostics(reader.problems) }
    models = reader.models
    examples = reader.examples.sorted { $0.key < $1.key }.map(\.value)
  }

  /// What is wrong in the model's grammar is told together with what is wrong in the table.
  private static func read(
    _ table: SourceText, for model: SourceText
  ) throws(Diagnostics) -> DataTable {
    do {
      return try DataTable(table, for: model)
    } catch {
      let errors = Parser.file(model).diagnostics.filter { $0.severity == .error }
      throw Diagnostics(error.all + errors)
    }
  }
}
