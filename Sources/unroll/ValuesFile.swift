import Diagnostics
import Equations

/// Values by name, from a JSON object: `{"w": 0.5, "x": [1, 0]}`.
struct ValuesFile {
  private let source: SourceText
  private let fields: [JSONReader.Field]

  init(_ source: SourceText) throws(Diagnostics) {
    self.source = source
    do throws(Diagnostic) {
      fields = try JSONReader.fields(of: source)
    } catch {
      throw Diagnostics([error])
    }
  }

  /// The values as the model takes them.
  ///
  /// - Throws: every value that is none, every name that is not known or is there twice.
  func values(for known: [String]) throws(Diagnostics) -> [String: Literal] {
    var values: [String: Literal] = [:], problems: [Diagnostic] = []
    for field in fields {
      if let problem = problem(field, known: known, isRepeated: values[field.name] != nil) {
        problems.append(problem)
      } else {
        values[field.name] = Literal(field.value)
      }
    }
    guard problems.isEmpty else { throw Diagnostics(problems) }
    return values
  }

  private func problem(
    _ field: JSONReader.Field, known: [String], isRepeated: Bool
  ) -> Diagnostic? {
    if !known.contains(field.name) {
      let advice =
        known.isEmpty
        ? "the model has no given and no weight" : known.advice(for: field.name)
      return error(field, "`\(field.name)` is not a given or a weight of the model", advice)
    }
    if isRepeated { return error(field, "`\(field.name)` is there twice", "keep one of them") }
    return nil
  }

  private func error(
    _ field: JSONReader.Field, _ message: String, _ advice: String
  ) -> Diagnostic {
    Diagnostic(file: source.name, range: field.range, message: message, advice: advice)
  }
}

extension Literal {
  fileprivate init(_ value: JSONReader.Value) {
    switch value {
    case .number(let x): self = .number(x)
    case .text(let text): self = .text(text)
    case .list(let values):
      self = .list(values.map { Literal($0) })
    }
  }
}
