/// Operands whose shapes a rule cannot join.
public struct ShapeError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The name of the op.
  public let op: String
  /// What it was asked to join, in the order of its inputs.
  public let shapes: [Shape]
  public var description: String {
    "\(op) does not fit \(shapes.map(\.description).joined(separator: " and "))"
  }
}

extension Op {
  /// The shape of the output for inputs of these shapes.
  ///
  /// A letter's length is read off the directions it indexes. A direction that an operand does not
  /// have (the columns of a vector) counts as one position and gives the result no direction.
  ///
  /// - Throws: ``ShapeError`` where one letter runs over two lengths, an index leads out of an
  ///   operand, or there are more or fewer inputs than the op takes.
  public func shape(of inputs: [Shape]) throws(ShapeError) -> Shape {
    guard let lengths = lengths(of: inputs) else { throw ShapeError(op: name, shapes: inputs) }
    let visible = forward.freeLetters.union(extents.keys)
    func length(_ letter: Letter) -> Int? {
      visible.contains(letter) ? lengths[letter] ?? nil : nil
    }
    return Shape(rows: length(.i), columns: length(.j))
  }

  /// Each letter's length, nil where no operand has that direction; nil in all where two disagree.
  private func lengths(of inputs: [Shape]) -> [Letter: Int?]? {
    // An empty sum would need a rule of its own for every op; no quantity is empty (``Graph``).
    guard inputs.count == backward.count, inputs.allSatisfy({ $0.count > 0 }),
      extents.values.allSatisfy({ $0 > 0 })
    else { return nil }
    var lengths: [Letter: Int?] = extents.mapValues { $0 }
    var fits = forward.picks.allSatisfy { inputs[$0].isScalar }
    forward.forEachElement(in: [:]) { slot, row, column, blocks in
      guard case .input(let n) = slot else { return }
      for (index, length) in [(row, inputs[n].rows), (column, inputs[n].columns)] {
        switch index {
        case .at(let position):
          fits = fits && position >= 0 && position < length ?? 1
        case .only:
          fits = fits && length ?? 1 == 1
        case .letter(let letter):
          if let block = blocks[letter] {
            fits = fits && block == length
          } else {
            let known = lengths[letter, default: length]
            fits = fits && known ?? 1 == length ?? 1
            lengths[letter] = .some(known ?? length)
          }
        case .shifted, .picked, .token:
          break
        }
      }
    }
    return fits ? lengths : nil
  }

  /// How many positions each letter of one of the op's rules has.
  ///
  /// `i` and `j` run over the rule's own target unless a sum inside binds them to an operand.
  func extents(
    of rule: Formula, target: Shape, shape: (Slot) -> Shape
  ) -> [Letter: Int] {
    var result = extents
    result[.i] = target.rowCount
    result[.j] = target.columnCount
    rule.forEachElement(in: [:]) { slot, row, column, blocks in
      let shape = shape(slot)
      for (index, length) in [(row, shape.rowCount), (column, shape.columnCount)] {
        guard case .letter(let letter) = index, blocks[letter] == nil else { continue }
        result[letter] = length
      }
    }
    // A letter that indexes nothing runs as far as the one it is compared with.
    for case (.letter(let one), .letter(let other)) in rule.comparisons {
      if result[one] == nil { result[one] = result[other] }
      if result[other] == nil { result[other] = result[one] }
    }
    return result
  }
}
