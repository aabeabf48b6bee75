import Autograd
import Diagnostics

/// A value being read for a declaration, and the place to report what is wrong with it.
struct DeclaredValue {
  let declared: Declared
  let file: String
  let range: SourceRange
  let origin: Declared.Origin

  /// The numbers of every member.
  func matrices(_ literal: Literal) throws(Diagnostic) -> [Matrix] {
    let numbers = try tokenised(literal, depth: declared.ranges.count)
    var matrices: [Matrix] = []
    for piece in try pieces(of: numbers, declared.ranges[...]) {
      guard let matrix = piece.matrix(declared.shape) else { throw misshapen(piece) }
      try checkTokens(matrix)
      matrices.append(matrix)
    }
    return matrices
  }

  private func error(_ message: String, _ advice: String? = nil) -> Diagnostic {
    Diagnostic(file: file, range: range, message: message, advice: advice)
  }

  // MARK: Shapes

  /// One value for each member, from lists over the indices.
  private func pieces(
    of literal: Literal, _ ranges: ArraySlice<ClosedRange<Int>>
  ) throws(Diagnostic) -> [Literal] {
    guard let range = ranges.first else { return [literal] }
    let name = declared.name.text
    let asked = "\(range.lowerBound)...\(range.upperBound)"
    guard case .list(let list) = literal else {
      throw error(
        "`\(name)` has one value for each of \(asked)", "give it a list of \(range.count)")
    }
    guard list.count == range.count else {
      throw error(
        "`\(name)` has \(list.count) values, but \(asked) asks for \(range.count)",
        sizeTold ?? "give it \(range.count)")
    }
    var pieces: [Literal] = []
    for element in list { pieces += try self.pieces(of: element, ranges.dropFirst()) }
    return pieces
  }

  private func misshapen(_ literal: Literal) -> Diagnostic {
    let name = declared.name.text, shape = declared.shape
    let wanted =
      shape.isScalar ? "give it one number" : sizeTold ?? "give it a list of shape \(shape)"
    switch origin {
    case .file:
      let found = literal.shape.map { "\($0)" } ?? "rows of different lengths"
      return error(
        "shape \(shape) was declared, but the value has \(found)", sizeTold ?? "change one of them")
    case .outside:
      return error(
        "`\(name)` has shape \(shape), but the value given for it does not", wanted)
    case .cell:
      return error("`\(name)` has shape \(shape), but this does not", wanted)
    }
  }

  /// Which given before told how long this one must be; a line of the model says nothing to whoever
  /// looks at a table.
  private var sizeTold: String? {
    declared.told.map { told in
      let place = origin == .cell ? "" : " in line \(told.given.range.lower.line)"
      return "`\(told.name)` is \(told.size) by `\(told.given.text)`\(place)"
    }
  }

  // MARK: Tokens

  /// The value with the numbers of its tokens in place of texts.
  ///
  /// - Parameter depth: how many indices are left; a text over one index is a sequence of tokens.
  private func tokenised(_ literal: Literal, depth: Int) throws(Diagnostic) -> Literal {
    switch literal {
    case .number:
      return literal
    case .list(let list):
      var numbers: [Literal] = []
      for element in list { numbers.append(try tokenised(element, depth: depth - 1)) }
      return .list(numbers)
    case .text(let text):
      let numbers = try tokens(of: text)
      if depth > 0 { return .list(numbers) }
      guard numbers.count == 1 else {
        throw error(
          "“\(text)” is \(numbers.count) tokens, but `\(declared.name.text)` is one",
          "give it one token")
      }
      return numbers[0]
    }
  }

  private func tokens(of text: String) throws(Diagnostic) -> [Literal] {
    guard let vocabulary = declared.tokens?.vocabulary else {
      throw error(
        "`\(declared.name.text)` has no vocabulary to read a text with",
        "declare one: vocab name = letters \"…\", and given \(declared.name.text) : name")
    }
    var numbers: [Literal] = []
    for (token, id) in vocabulary.numbers(of: text) {
      guard let id else {
        throw error(
          "“\(token)” is not in the vocabulary",
          vocabulary.tokens.nearest(to: token).map { "did you mean “\($0)”?" }
            ?? "it has \(vocabulary.tokens.prefix(20).joined(separator: " "))")
      }
      numbers.append(.number(Double(id)))
    }
    return numbers
  }

  private func checkTokens(_ matrix: Matrix) throws(Diagnostic) {
    guard let count = declared.tokens?.count else { return }
    let number = matrix.elements[0]
    guard let token = Int(exactly: number), (0..<count).contains(token) else {
      throw error(
        "\(number.short) is no token of `\(declared.name.text)`",
        "its tokens are the whole numbers from 0 to \(count - 1)")
    }
  }
}
