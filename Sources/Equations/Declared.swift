import Autograd

/// What a declaration asks for, worked out.
struct Declared: Hashable, Sendable {
  let name: Name
  let shape: Shape
  /// For a token: how many there are, and of which vocabulary.
  let tokens: Tokens?
  let ranges: [ClosedRange<Int>]
  /// The sizes it is written with.
  let sizes: Set<String>
  /// The size that another given told first, if one did.
  var told: Told?

  struct Tokens: Hashable, Sendable {
    let count: Int
    let vocabulary: Vocabulary?
  }

  /// A size that no line gives a number: how long a given's value is told it.
  struct Told: Hashable, Sendable {
    let name: String
    let size: Int
    let given: Name
  }

  /// Where a value comes from that is read for a declaration.
  enum Origin: Hashable, Sendable {
    /// The model's file.
    case file
    /// From outside: there is no place to show but the declaration.
    case outside
    /// A table's cell.
    case cell
  }

  /// Every index, the last running fastest; one empty index for a name without.
  var indices: [[Int]] {
    ranges.reduce([[]]) { indices, range in
      indices.flatMap { index in range.map { index + [$0] } }
    }
  }
}
