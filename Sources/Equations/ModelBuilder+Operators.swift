import Autograd
import Diagnostics

/// Which op an operator means, and what to say where the shapes do not fit.
extension ModelBuilder {
  func op(
    _ op: BinaryOperator, _ operands: [NodeID], _ expression: Expression
  ) throws(Diagnostic) -> Op {
    let (a, b) = (graph[operands[0]].shape, graph[operands[1]].shape)
    switch op {
    case .plus: return spread(.add, a, b)
    case .minus: return spread(.subtract, a, b)
    case .times: return spread(.multiply, a, b)
    case .over: return spread(.divide, a, b)
    case .dot:
      if a.isScalar && b.isScalar { return .multiply }
      return .dot
    case .product:
      return a.isScalar || b.isScalar ? spread(.multiply, a, b) : .matmul
    case .power:
      throw error(expression.range, "an exponent is a plain number", "write a number such as 2")
    }
  }

  func spread(_ op: Op, _ a: Shape, _ b: Shape) -> Op {
    if a.isScalar == b.isScalar { return op }
    return op.spreading(a.isScalar ? 0 : 1)
  }

  func misfit(_ op: Op, _ shapes: [Shape], _ expression: Expression) -> Diagnostic {
    let all = shapes.map(\.description).joined(separator: " and ")
    return error(expression.range, "the shapes \(all) do not fit here", advice(op, shapes))
  }

  func advice(_ op: Op, _ shapes: [Shape]) -> String {
    guard shapes.count == 2 else { return "check the shapes of the operands" }
    let (a, b) = (shapes[0], shapes[1])
    let areColumns = a.columns == nil && b.columns == nil
    switch op.name {
    case "matmul" where areColumns:
      return "did you mean the dot product `a · b` or element by element `a ∘ b`?"
    case "matmul" where a.columns == b.columns && b.columns != nil || a.rows == b.rowCount:
      return "in a product the columns of the first are the rows of the second; try `Aᵀ`"
    case "matmul":
      return "in a product the columns of the first are the rows of the second"
    case "dot": return "the dot product takes two vectors of one length; for a matrix write `W h`"
    default: return "element by element, both have one shape, or one is a scalar"
    }
  }
}
