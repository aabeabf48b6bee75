import Autograd
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

/// What can be shown of a model.
extension Model {
  /// What a name stands for: one quantity, or all members of a name with indices, in their order.
  package func nodes(named name: String) -> [NodeID] {
    if let node = scope.nodes[name] { return [node] }
    if let family = scope.families[name] {
      return family.members.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
    }
    let written = name.filter { !$0.isWhitespace }
    return graph.nodes.filter { $0.isNamed && $0.phase == .forward && $0.name == written }.map(\.id)
  }

  /// The names that stand for quantities.
  package var shownNames: [String] {
    (Array(scope.nodes.keys) + Array(scope.families.keys)).sorted()
  }

  /// The word a token's number stands for.
  ///
  /// - Returns: nil where the quantity is no token, or there is no word for it.
  package func word(of node: NodeID, _ value: Matrix) -> String? {
    let tokens = vocabulary(of: node)?.tokens ?? []
    return Int(exactly: value.elements[0]).flatMap {
      tokens.indices.contains($0) ? tokens[$0] : nil
    }
  }

  /// A sequence of tokens as its author would write it; nil where a quantity is no token.
  package func text(of nodes: [NodeID], _ values: [Matrix]) -> String? {
    let words = zip(nodes, values).map { word(of: $0, $1) }
    guard let first = nodes.first, let kind = vocabulary(of: first)?.kind, !words.contains(nil)
    else { return nil }
    return words.compactMap(\.self).joined(separator: kind == .letters ? "" : " ")
  }

  /// A token that is chosen has no vocabulary of its own: it is read with the one that has as many
  /// tokens, where there is just one.
  private func vocabulary(of node: NodeID) -> Vocabulary? {
    guard let count = scope.tokenCounts[node] else { return nil }
    let fitting = scope.vocabularies.values.filter { $0.count == count }
    return declaration(of: node)?.vocabulary ?? (fitting.count == 1 ? fitting.first : nil)
  }
}

extension Model {
  /// The whole statement that stands around a place of the text, without its comment; nil where none
  /// does.
  package func statement(around range: SourceRange) -> SourceRange? {
    Lexer.lines(of: source).lines.map(\.range)
      .first { $0.lower <= range.lower && range.upper <= $0.upper }
  }
}
