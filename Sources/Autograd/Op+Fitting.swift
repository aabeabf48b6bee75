extension Op {
  /// Whether no rule of the op, forward or backward, reads a place that an operand of these shapes
  /// does not have. The rules of the catalogue never do; one that a person wrote may.
  package func fits(_ inputs: [Shape]) -> Bool {
    guard let output = try? shape(of: inputs) else { return false }
    let targets = [(forward as Formula?, output)] + Array(zip(backward, inputs))
    return targets.allSatisfy { rule, target in
      guard let rule else { return true }
      return Reading(op: self, inputs: inputs, output: output, rule: rule, target: target).isInside
    }
  }
}

/// Where a rule reads its operands.
private struct Reading {
  private let inputs: [Shape]
  private let output: Shape
  private let extents: [Letter: Int]
  private let rule: Formula
  private let target: Shape

  init(op: Op, inputs: [Shape], output: Shape, rule: Formula, target: Shape) {
    self.inputs = inputs
    self.output = output
    self.rule = rule
    self.target = target
    extents = op.extents(of: rule, target: target) { slot in
      if case .input(let n) = slot { inputs[n] } else { output }
    }
  }

  var isInside: Bool { isInside(rule, [.i: target.rowCount, .j: target.columnCount]) }

  /// - Parameter reach: how many positions each letter takes around the formula; 1 where none is
  ///   said.
  private func isInside(_ formula: Formula, _ reach: [Letter: Int]) -> Bool {
    switch formula {
    case .element(let slot, let row, let column):
      let shape = shape(slot)
      return isInside(row, shape.rowCount, reach) && isInside(column, shape.columnCount, reach)
    case .reduce(_, let letter, let term):
      let count = max(1, extents[letter, default: 1])
      return isInside(term, reach.merging([letter: count]) { $1 })
    case .join(let letter, let lengths, let blocks):
      return zip(lengths, blocks).allSatisfy { length, block in
        isInside(block, reach.merging([letter: length]) { $1 })
      }
    default:
      return formula.children.allSatisfy { isInside($0, reach) }
    }
  }

  private func isInside(_ index: Index, _ count: Int, _ reach: [Letter: Int]) -> Bool {
    switch index {
    case .at(let position): position >= 0 && position < count
    case .letter(let letter): reach[letter, default: 1] <= count
    case .shifted(let letter, let shift):
      shift >= 0 && shift + reach[letter, default: 1] <= count
    // What a token says is checked as it comes.
    case .only, .picked, .token: true
    }
  }

  private func shape(_ slot: Slot) -> Shape {
    if case .input(let n) = slot { inputs[n] } else { output }
  }
}
