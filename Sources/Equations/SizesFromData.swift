import Diagnostics

/// The sizes that no line gives a number: how long the data is tells them.
struct SizesFromData {
  /// A size and the given whose value told it.
  struct Found: Hashable, Sendable {
    let size: Int
    let given: Name
  }

  /// A value that no size makes the asked number of places of.
  struct Unfit: Hashable, Sendable {
    let size: String
    let given: String
    let count: Int
  }

  private(set) var found: [String: Found] = [:]
  private(set) var unfit: [Unfit] = []
  /// The sizes and vocabularies that the file declares.
  private var declared: [String: Int] = [:]
  private var vocabularies: [String: Vocabulary] = [:]
  private let outside: [String: Literal]

  /// - Parameter outside: values in place of the file's own.
  init(_ statements: [Statement], outside: [String: Literal]) {
    self.outside = outside
    let later = Set(statements.flatMap(\.declaredSizes))
    for statement in statements {
      switch statement.kind {
      case .size(let name, let expression):
        declared[name.text] = expression.number(number).flatMap { Int(exactly: $0) }
      case .vocabulary(let name, let kind, let text, _):
        vocabularies[name.text] = Vocabulary(kind, of: text)
        declared[name.text] = vocabularies[name.text]?.count
      case .quantity(let declaration):
        read(declaration, except: later)
      case .seed, .equation, .update, .function, .loop:
        break
      }
    }
  }

  private func number(_ name: String) -> Double? {
    (declared[name] ?? found[name]?.size).map(Double.init)
  }

  private mutating func read(_ declaration: QuantityDeclaration, except declared: Set<String>) {
    guard var literal = value(of: declaration) else { return }
    for extent in declaration.spans + declaration.lengths {
      guard let count = count(of: literal, declaration) else { return }
      if let (name, size) = solved(extent, count), !declared.contains(name) {
        if let size = Int(exactly: size), size >= 1 {
          found[name] = found[name] ?? Found(size: size, given: declaration.name)
        } else {
          unfit.append(Unfit(size: name, given: declaration.name.text, count: count))
        }
      }
      guard case .list(let list) = literal, let first = list.first else { return }
      literal = first
    }
  }

  /// The value a declaration will have, as far as it is written down.
  func value(of declaration: QuantityDeclaration) -> Literal? {
    if let literal = outside[declaration.name.text] { return literal }
    guard case .value(let expression) = declaration.start else { return nil }
    return Literal(expression, number)
  }

  private func count(of literal: Literal, _ declaration: QuantityDeclaration) -> Int? {
    switch literal {
    case .number: nil
    case .list(let list): list.count
    case .text(let text):
      if case .token(let expression) = declaration.content, case .name(let name) = expression.kind {
        vocabularies[name]?.numbers(of: text).count
      } else {
        nil
      }
    }
  }

  /// The one unknown name of a length or a range, and the size with which it has `count` places.
  ///
  /// The size may be no whole number: then none fits.
  private func solved(_ extent: Expression, _ count: Int) -> (name: String, size: Double)? {
    let unknown = Set(extent.names.map(\.text)).filter { number($0) == nil }
    guard unknown.count == 1, let name = unknown.first else { return nil }
    func places(_ size: Double) -> Double? {
      let number = { $0 == name ? size : self.number($0) }
      guard case .range(let lower, let upper) = extent.kind else { return extent.number(number) }
      guard let lower = lower.number(number), let upper = upper.number(number) else { return nil }
      return upper - lower + 1
    }
    // Lengths are straight lines in their sizes, such as 2n or T − 1.
    guard let atZero = places(0), let atOne = places(1), let atTwo = places(2), atOne != atZero,
      atTwo - atOne == atOne - atZero
    else { return nil }
    return (name, (Double(count) - atZero) / (atOne - atZero))
  }
}

extension Statement {
  fileprivate var declaredSizes: [String] {
    switch kind {
    case .size(let name, _), .vocabulary(let name, _, _, _): [name.text]
    default: []
    }
  }
}
