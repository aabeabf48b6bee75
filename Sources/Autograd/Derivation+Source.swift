extension Derivation {
  /// The formulas a derivation is written of.
  struct Source: Sendable {
    /// What is worked out.
    enum Target: Hashable, Sendable {
      case element(Entry)
      /// A term of a sum has no name but what it is.
      case term(Formula)
    }

    let graph: Graph
    let root: NodeID?
    let target: Target
    /// The line of the model, where the rule is that.
    let line: String?
    /// The rule with letters for rows and columns.
    let general: Formula
    /// The rule for this one element; nil where it is too long to be written out.
    private(set) var symbols: Formula?
    /// What is written short in `symbols`.
    private var shortened: Set<Formula> = []
    /// The numbers put in, then what is left after each round but the last.
    private(set) var rounds: [Formula] = []
    private var digits: Int?

    init(graph: Graph, root: NodeID?, target: Target, line: String?, general: Formula) {
      self.graph = graph
      self.root = root
      self.target = target
      self.line = line
      self.general = general
    }

    func adding(
      _ symbols: Formula, shortened: Set<Formula>, rounds: [Formula], digits: Int
    ) -> Source {
      var source = self
      source.symbols = symbols
      source.shortened = shortened
      source.rounds = rounds
      source.digits = digits
      return source
    }

    func writer(_ notation: Notation) -> FormulaWriter {
      FormulaWriter(graph: graph, root: root, notation: notation)
    }
  }
}

extension Derivation.Source: Hashable {
  /// Of one graph: quantities of two may have the same numbers.
  static func == (a: Self, b: Self) -> Bool {
    a.target == b.target && a.line == b.line && a.general == b.general && a.symbols == b.symbols
      && a.rounds == b.rounds && a.digits == b.digits && a.root == b.root
  }

  func hash(into hasher: inout Hasher) { hasher.combine(target) }
}

// MARK: - Written

extension Derivation.Source {
  /// What is worked out, as it is written.
  func target(_ notation: Notation) -> String {
    switch target {
    case .element(let entry): writer(notation).name(entry).text
    case .term(let formula): writer(notation).pieces(formula).text
    }
  }

  /// The line of the model, or the rule with letters behind the name of what it is for.
  func rule(_ notation: Notation) -> String { line.map(writer(notation).text) ?? general(notation) }

  /// Whether it is a term of a sum, which has no name and no rule of its own.
  var isTerm: Bool { if case .term = target { true } else { false } }

  func general(_ notation: Notation) -> String { writer(notation).pieces(general).text }

  /// What the rule is for: `W[i,j]`, its letters in place of the element's numbers.
  func generalTarget(_ notation: Notation) -> String {
    guard case .element(let entry) = target else { return target(notation) }
    let element = Formula.element(
      .quantity(entry.quantity), row: .letter(.i), column: .letter(.j))
    return writer(notation).pieces(element).text
  }

  func symbols(_ notation: Notation) -> String? {
    var writer = writer(notation)
    writer.shortened = shortened
    return symbols.map { writer.pieces($0).text }
  }

  func rounds(_ notation: Notation) -> [String] {
    var writer = writer(notation)
    writer.digits = digits
    return rounds.map { writer.pieces($0).text }
  }
}
