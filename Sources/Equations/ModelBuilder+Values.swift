import Autograd
import Diagnostics

/// A declared quantity's numbers, read from a value.
extension ModelBuilder {
  /// The numbers of every member.
  ///
  /// - Parameter isOwn: whether the value stands in the file, at `range`.
  func matrices(
    _ literal: Literal, _ declared: Declared, at range: SourceRange, isOwn: Bool
  ) throws(Diagnostic) -> [Matrix] {
    let numbers = try tokenised(literal, declared, depth: declared.ranges.count, range)
    var matrices: [Matrix] = []
    for piece in try pieces(of: numbers, declared.ranges[...], declared, range) {
      guard let matrix = piece.matrix(declared.shape) else {
        throw misshapen(piece, declared, range, isOwn: isOwn)
      }
      try checkTokens(matrix, declared, range)
      matrices.append(matrix)
    }
    return matrices
  }

  /// One value for each member, from lists over the indices.
  private func pieces(
    of literal: Literal, _ ranges: ArraySlice<ClosedRange<Int>>, _ declared: Declared,
    _ place: SourceRange
  ) throws(Diagnostic) -> [Literal] {
    guard let range = ranges.first else { return [literal] }
    let name = declared.name.text
    let asked = "\(range.lowerBound)...\(range.upperBound)"
    guard case .list(let list) = literal else {
      throw error(
        place, "`\(name)` has one value for each of \(asked)", "give it a list of \(range.count)")
    }
    guard list.count == range.count else {
      throw error(
        place, "`\(name)` has \(list.count) values, but \(asked) asks for \(range.count)",
        sizesTold(declared) ?? "give it \(range.count)")
    }
    var pieces: [Literal] = []
    for element in list {
      pieces += try self.pieces(of: element, ranges.dropFirst(), declared, place)
    }
    return pieces
  }

  private func misshapen(
    _ literal: Literal, _ declared: Declared, _ range: SourceRange, isOwn: Bool
  ) -> Diagnostic {
    let shape = declared.shape
    let told = sizesTold(declared)
    guard isOwn else {
      return error(
        range, "`\(declared.name.text)` has shape \(shape), but the value given for it does not",
        told ?? "give it \(shape.isScalar ? "one number" : "a list of shape \(shape)")")
    }
    let found = literal.shape.map { "\($0)" } ?? "rows of different lengths"
    return error(
      range, "shape \(shape) was declared, but the value has \(found)", told ?? "change one of them"
    )
  }

  /// Which given before told how long this one must be.
  private func sizesTold(_ declared: Declared) -> String? {
    let told = fromData.found.filter { name, found in
      found.given.text != declared.name.text && declared.sizes.contains(name)
    }
    return told.min { $0.key < $1.key }.map { name, found in
      "`\(name)` is \(found.size) by `\(found.given.text)` in line \(found.given.range.lower.line)"
    }
  }

  // MARK: Tokens

  /// The value with the numbers of its tokens in place of texts.
  ///
  /// - Parameter depth: how many indices are left; a text over one index is a sequence of tokens.
  private func tokenised(
    _ literal: Literal, _ declared: Declared, depth: Int, _ range: SourceRange
  ) throws(Diagnostic) -> Literal {
    switch literal {
    case .number:
      return literal
    case .list(let list):
      var numbers: [Literal] = []
      for element in list {
        numbers.append(try tokenised(element, declared, depth: depth - 1, range))
      }
      return .list(numbers)
    case .text(let text):
      let numbers = try tokens(of: text, declared, range)
      if depth > 0 { return .list(numbers) }
      guard numbers.count == 1 else {
        throw error(
          range, "“\(text)” is \(numbers.count) tokens, but `\(declared.name.text)` is one",
          "give it one token")
      }
      return numbers[0]
    }
  }

  private func tokens(
    of text: String, _ declared: Declared, _ range: SourceRange
  ) throws(Diagnostic) -> [Literal] {
    guard let vocabulary = declared.tokens?.vocabulary else {
      throw error(
        range, "`\(declared.name.text)` has no vocabulary to read a text with",
        "declare one: vocab name = letters \"…\", and given \(declared.name.text) : name")
    }
    var numbers: [Literal] = []
    for (token, id) in vocabulary.numbers(of: text) {
      guard let id else {
        throw error(
          range, "“\(token)” is not in the vocabulary",
          vocabulary.tokens.nearest(to: token).map { "did you mean “\($0)”?" }
            ?? "it has \(vocabulary.tokens.prefix(20).joined(separator: " "))")
      }
      numbers.append(.number(Double(id)))
    }
    return numbers
  }

  private func checkTokens(
    _ matrix: Matrix, _ declared: Declared, _ range: SourceRange
  ) throws(Diagnostic) {
    guard let count = declared.tokens?.count else { return }
    let number = matrix.elements[0]
    guard let token = Int(exactly: number), (0..<count).contains(token) else {
      throw error(
        range, "\(number.short) is no token of `\(declared.name.text)`",
        "its tokens are the whole numbers from 0 to \(count - 1)")
    }
  }
}
