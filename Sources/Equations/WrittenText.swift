import Diagnostics

/// A text with its tokens: what its author wrote, ready to be shown with numbers for its indices.
struct WrittenText: Sendable {
  let source: SourceText
  private let tokens: [Token]

  init(_ source: SourceText, _ lines: [LogicalLine]) {
    self.source = source
    tokens = lines.flatMap(\.tokens)
  }

  /// A stretch of an expression.
  enum Part: Sendable {
    case text(String)
    /// A name, which may stand for something else where the expression is used.
    case name(String)
    /// An index such as `t-1`, and how it is written.
    case index(Expression, String)
  }

  /// An expression as it is written, in one line and without comments, cut where indices stand.
  func parts(of expression: Expression) -> [Part] {
    let indices = expression.computedIndices
    var parts: [Part] = [], last: Token?, skipsTo: Position?
    let tokens = tokens(in: expression.range)
    for token in tokens.prefix(Self.longest) {
      if let end = skipsTo, token.range.lower < end {
        last = token
        continue
      }
      if let last { parts.append(.text(gap(last, token))) }
      if let index = indices.first(where: { $0.range.lower == token.range.lower }) {
        parts.append(.index(index, source[index.range]))
        skipsTo = index.range.upper
      } else if let name = token.name {
        parts.append(.name(name))
      } else {
        parts.append(.text(source[token.range]))
      }
      last = token
    }
    return tokens.count > Self.longest ? parts + [.text(" …")] : parts
  }

  /// Nobody reads a line of more tokens, and each of its operations would keep a copy.
  private static let longest = 300

  private func tokens(in range: SourceRange) -> ArraySlice<Token> {
    let start = tokens.firstPlace { $0.range.lower >= range.lower }
    let end = tokens.firstPlace { $0.range.lower >= range.upper }
    return tokens[start..<max(start, end)]
  }

  /// What stands between two tokens; a space where that is a line's end.
  private func gap(_ one: Token, _ next: Token) -> String {
    guard next.followsSpace || one.range.upper != next.range.lower else { return "" }
    return " "
  }
}

extension [WrittenText.Part] {
  /// The text with other names in place of some, and the number of each index that has one.
  func text(names: (String) -> String?, number: (Expression) -> Int?) -> String {
    reduce(into: "") { text, part in
      switch part {
      case .text(let written): text += written
      case .name(let name): text.append(names(name), inPlaceOf: name)
      case .index(let index, let written): text += number(index).map(String.init) ?? written
      }
    }
  }
}

extension String {
  /// Puts in what a name stands for, so that it reads as one thing: the 1 of `10i` is no digit of
  /// the 10, and −1 is no subtraction.
  fileprivate mutating func append(_ other: String?, inPlaceOf name: String) {
    guard let other else { return self += name }
    if let last, last.isNumber || last.isLetter { self += " " }
    self += other.hasPrefix("-") ? "(\(other))" : other
  }
}

extension Expression {
  /// The indices in it that are worked out when a loop is unrolled, such as `t-1`.
  fileprivate var computedIndices: [Expression] {
    let inside = Self.children(of: kind).flatMap(\.computedIndices)
    guard case .indexed(_, let indices) = kind else { return inside }
    return indices.filter(\.isArithmetic) + inside
  }

  /// Whether it is made of numbers and names alone, and of more than one number.
  private var isArithmetic: Bool {
    switch kind {
    case .name: true
    case .negated(let a): a.isNumberOrArithmetic
    case .binary(_, let a, let b): a.isNumberOrArithmetic && b.isNumberOrArithmetic
    default: false
    }
  }

  private var isNumberOrArithmetic: Bool {
    if case .number = kind { return true }
    return isArithmetic
  }
}

extension RandomAccessCollection where Index == Int {
  /// The first place from which on a condition holds, which holds from some place on.
  fileprivate func firstPlace(where holds: (Element) -> Bool) -> Int {
    var low = startIndex, high = endIndex
    while low < high {
      let middle = low + (high - low) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
