import Diagnostics

extension Model {
  /// The givens and weights a file declares, whatever else is wrong in it: who brings values for
  /// them wants a mistyped name reported where it was typed.
  package static func declaredNames(in source: SourceText) -> [String] {
    let file = Parser.file(source)
    return file.failed.sorted()
      + file.statements.compactMap { statement in
        guard case .quantity(let declaration) = statement.kind else { return nil }
        return declaration.name.text
      }
  }
}
