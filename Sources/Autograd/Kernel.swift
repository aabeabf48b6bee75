/// A rule made ready to run: letters are positions, operands are places in memory.
///
/// A kernel is derived from the rule's formula and never looks at the op's name. It does the same
/// operations in the same order as the formula unrolled and worked out by hand, so its numbers are
/// the same to the last bit. It holds no place of its own: all nodes with one op on operands of the
/// same shapes run the same kernel.
struct Kernel: Sendable {
  /// The place of the whole rule in ``Code/parts``.
  let root: Int
  /// How many of its sums are remembered while a step runs.
  let memos: Int
}
