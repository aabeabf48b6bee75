/// What the kernels of a graph are made of; formulas' trees, children before parents.
struct Code: Sendable {
  var parts: [Part] = []
  /// The formulas of every `choose`, the starts and formulas of every `join`: places in `parts`.
  var lists: [Int] = []
  var picks: [Pick] = []

  /// One operation; what it is done to are places in `parts`.
  enum Part: Sendable {
    case number(Double)
    case load(Load)
    /// Moved by `picks[first..<first + count]`.
    case pickedLoad(Load, first: Int, count: Int)
    case binary(Operator, Int, Int)
    case unary(Function, Int)
    case reduce(Reduce)
    /// A sum of products of two elements, by far the most frequent: the same arithmetic in one loop.
    case contract(Load, Load, over: Letter, count: Int)
    case when(Position, Comparison, Position, Int)
    case choose(Position, first: Int, count: Int)
    /// The starts of the blocks lie at `first`, their formulas behind them.
    case join(Letter, first: Int, count: Int)
  }

  /// Each letter moves the place read by its stride.
  struct Load: Sendable {
    let operand: Int
    var base = 0
    var strides = Positions()
  }

  /// A token moves the place read, within its direction.
  struct Pick: Sendable {
    let operand: Int
    let stride: Int
    let count: Int
  }

  struct Reduce: Sendable {
    let reduction: Reduction
    let letter: Letter
    let count: Int
    let term: Int
    /// Where the result is remembered; −1 where every element has another.
    let memo: Int
    /// Ones for the letters the result depends on.
    let mask: Positions
  }

  enum Position: Sendable {
    case fixed(Int)
    case letter(Letter, shift: Int)
    case picked(operand: Int)
  }
}
