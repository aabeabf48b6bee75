import Diagnostics

extension Model {
  /// The givens and weights a file declares, whatever else is wrong in it: who brings values for
  /// them wants a mistyped name reported where it was typed.
  package static func declaredNames(in source: SourceText) -> [String] {
    let file = Parser.file(source)
    return file.failed.sorted() + file.statements.compactMap { $0.declaration?.name.text }
  }

  /// The vocabularies of a file's givens, by the givens' names, whatever else is wrong in it.
  static func vocabularies(in source: SourceText) -> [String: Vocabulary] {
    let statements = Parser.file(source).statements
    var known: [String: Vocabulary] = [:], found: [String: Vocabulary] = [:]
    for statement in statements {
      if case .vocabulary(let name, let kind, let text, _) = statement.kind {
        known[name.text] = Vocabulary(kind, of: text)
      }
      guard let declaration = statement.declaration,
        case .token(let expression) = declaration.content, case .name(let name) = expression.kind
      else { continue }
      found[declaration.name.text] = known[name]
    }
    return found
  }
}

extension Statement {
  var declaration: QuantityDeclaration? {
    if case .quantity(let declaration) = kind { declaration } else { nil }
  }
}
