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
    let names = Set(known)
    for field in fields {
      if let problem = problem(
        field, known, isKnown: names.contains(field.name), isRepeated: values[field.name] != nil)
      {
        problems.append(problem)
      } else {
        values[field.name] = Literal(field.value)
      }
    }
    guard problems.isEmpty else { throw Diagnostics(problems) }
    return values
  }

  private func problem(
    _ field: JSONReader.Field, _ known: [String], isKnown: Bool, isRepeated: Bool
  ) -> Diagnostic? {
    if !isKnown {
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
    let range = JSONReader.range(field.place, in: Array(source.text.utf8))
    return Diagnostic(file: source.name, range: range, message: message, advice: advice)
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
