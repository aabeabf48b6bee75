/// The rules of an op for operands of certain shapes, ready to run.
///
/// A graph compiles each but once, however many nodes use it.
struct CompiledOp: Sendable {
  let shape: Shape
  let forward: Kernel
  let backward: [Kernel?]
  /// How many terms the sum has that the output's one element is; 1 where it is no sum.
  let terms: Int
  /// Whether a gradient can flow back to none of its inputs.
  let isBarrier: Bool
}

extension Code {
  /// - Throws: ``ShapeError`` where the shapes do not fit the op.
  mutating func compile(_ op: Op, _ inputs: [Shape]) throws(ShapeError) -> CompiledOp {
    let shape = try op.shape(of: inputs)
    let forward = kernel(op.forward, of: op, inputs, output: shape, target: shape)
    var backward: [Kernel?] = []
    for (rule, input) in zip(op.backward, inputs) {
      backward.append(rule.map { kernel($0, of: op, inputs, output: shape, target: input) })
    }
    var terms = 1
    switch parts[forward.root] {
    case .reduce(let sum) where sum.reduction == .sum: terms = sum.count
    case .contract(_, _, over: _, let count): terms = count
    default: break
    }
    return CompiledOp(
      shape: shape, forward: forward, backward: backward, terms: terms,
      isBarrier: !inputs.isEmpty && backward.allSatisfy { $0 == nil })
  }

  private mutating func kernel(
    _ rule: Formula, of op: Op, _ inputs: [Shape], output: Shape, target: Shape
  ) -> Kernel {
    let extents = op.extents(of: rule, target: target) { slot in
      if case .input(let n) = slot { inputs[n] } else { output }
    }
    var code = Code()
    swap(&code, &self)
    var lowering = Lowering(
      code: consume code, inputs: inputs, output: output, target: target, extents: extents)
    let letters: [Letter] = [.i, .j]
    let root = lowering.lower(rule, in: Set(letters.filter { extents[$0, default: 1] > 1 }))
    self = lowering.code
    return Kernel(root: root, memos: lowering.memos)
  }
}
