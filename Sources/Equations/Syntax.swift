import Diagnostics

/// An expression as written.
struct Expression: Hashable, Sendable {
  indirect enum Kind: Hashable, Sendable {
    case number(Double)
    case name(String)
    case text(String)
    case negated(Expression)
    case binary(BinaryOperator, Expression, Expression)
    case transposed(Expression)
    /// `A[2,1]`, `h[t-1]`, or `f[t][2]` for an element of an indexed name.
    case indexed(Expression, [Expression])
    case call(String, [Expression])
    case list([Expression])
    /// `1...T`, as an index or behind `for`.
    case range(Expression, Expression)
    /// `sum(t = 1...T: expression)`.
    case sum(Name, Expression, Expression)
  }

  let kind: Kind
  var range: SourceRange
  /// How many expressions lie inside one another here.
  let height: Int

  init(kind: Kind, range: SourceRange) {
    self.kind = kind
    self.range = range
    height = 1 + (Self.children(of: kind).map(\.height).max() ?? 0)
  }

  static func children(of kind: Kind) -> [Expression] {
    switch kind {
    case .number, .name, .text: []
    case .negated(let a), .transposed(let a): [a]
    case .binary(_, let a, let b), .range(let a, let b), .sum(_, let a, let b): [a, b]
    case .indexed(let a, let indices): [a] + indices
    case .call(_, let list), .list(let list): list
    }
  }
}

/// The operators between two expressions, loosest first.
enum BinaryOperator: String, Hashable, Sendable {
  case plus = "+", minus = "-", times = "∘", over = "/", dot = "·", product = "@", power = "^"
}

/// A name where it is written.
struct Name: Hashable, Sendable {
  var text: String
  var range: SourceRange
}

/// One statement of a model.
struct Statement: Hashable, Sendable {
  indirect enum Kind: Hashable, Sendable {
    case size(Name, Expression)
    case seed(Expression)
    /// `vocab chars = letters "helo"`.
    case vocabulary(Name, Vocabulary.Kind, text: String, SourceRange)
    case quantity(QuantityDeclaration)
    /// `name = expression` or `name[index] = expression`.
    case equation(Name, indices: [Expression], Expression)
    case update(Name, Expression)
    case function(Name, parameters: [Name], Expression)
    /// `for t = 1...T:` and what is indented below it.
    case loop(Name, Expression, [Statement])
  }

  var kind: Kind
  var range: SourceRange
  /// The comment behind it.
  var caption: String
}

/// `given x[1...T] : [2]` or `weight W : [n, n] ~ uniform(-0.5, 0.5)`.
struct QuantityDeclaration: Hashable, Sendable {
  enum Role: String, Hashable, Sendable { case given, weight }
  enum Content: Hashable, Sendable {
    /// The lengths between the brackets; none for a scalar.
    case numbers([Expression])
    /// One of so many tokens: a number, a size or the name of a vocabulary.
    case token(Expression)
  }
  enum Start: Hashable, Sendable {
    case none
    case value(Expression)
    case drawn(Expression)
  }

  var role: Role
  var name: Name
  /// What its indices run over, each an `Expression.Kind.range`; none for a name without.
  var spans: [Expression]
  var content: Content
  var start: Start

  /// The lengths in its shape.
  var lengths: [Expression] {
    switch content {
    case .numbers(let lengths): lengths
    case .token: []
    }
  }

  /// Of how many tokens it is one.
  var tokens: [Expression] {
    if case .token(let count) = content { [count] } else { [] }
  }
}
