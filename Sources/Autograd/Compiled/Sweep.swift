/// One loop of a flat program: the same arithmetic over numbers that lie evenly spaced.
///
/// A flat program is an array of these and nothing else; all of them work on one memory, and places
/// are counted in it. `d` is what is written, `a` and `b` are read.
struct Sweep: Sendable {
  enum Code: UInt8, Sendable {
    /// d = 0; nothing where it adds.
    case zero
    // One number after another: d = …
    case copy, add, subtract, multiply, divide, larger, smaller, weigh
    /// a + c₀·b
    case addScaled
    /// c₀ + c₁·a
    case affine
    /// c₀ + a·(c₁ + c₂·a), and b times that
    case quadratic, timesQuadratic
    /// c₀ / (c₁ + c₂·a), and the same with exp(c₃·a) for a
    case ratio, logistic
    /// f(c₀·a)
    case exp, tanh
    case log, logOfOnePlus, squareRoot, absolute, sign, step
    /// a to the power of c₀, and to that of b
    case power, raise
    /// The larger of a and c₀, the smaller of the two
    case atLeast, atMost
    /// Σ a·b, with any strides (``Sweep/Loops``); in `contractPairs` both a and b move along n.
    case contract, contractPairs
    /// The largest a, with any strides.
    case largest
    /// Copies with any strides; `pick` and `place` where tokens say from where or to where.
    case gather, pick, place
    /// A rule that has no sweeps, worked out by the interpreter.
    case interpret
  }

  var code: Code
  /// Whether the result is added to what is there.
  var adds = false
  /// Whether a sum begins with what is there: each term is a share of its own.
  var goesOn = false
  /// Whether a map reads one number b for all of its count.
  var spreadsB = false
  /// How many numbers the innermost loop has.
  var count: Int32
  var d: Int32
  var a: Int32
  var b: Int32
  /// Where the rest is: among the constants, the loops, the picked moves or the interpreted rules.
  var extra: Int32 = 0
  /// The loop around a map, among the outer loops; −1 where there is none.
  var outer: Int32 = -1

  /// The loops around the innermost one, n, outermost first.
  ///
  /// In a contraction the batch and m are loops of the result, r2 and r are summed over.
  struct Loops: Hashable, Sendable {
    var batch = Loop(), m = Loop(), r2 = Loop(), r = Loop()
    /// How far one position of n moves the places.
    var n = Loop()
  }

  /// How often, and how far each turn moves the places.
  struct Loop: Hashable, Sendable {
    var count: Int32 = 1, d: Int32 = 0, a: Int32 = 0, b: Int32 = 0
  }

  /// A copy whose source or target tokens say: for each example, over two loops.
  struct PickedMove: Sendable {
    struct Pick: Hashable, Sendable {
      var token: Int32, tokenStride: Int32
      /// How far one position moves the place, and how many positions there are.
      var stride: Int32, count: Int32
    }

    var lane = Loop(), outer = Loop(), inner = Loop()
    var first: Pick
    var second: Pick?
  }
}
