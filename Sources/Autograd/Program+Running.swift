extension Program {
  /// Every value, gradient and share for these numbers in the leaves.
  ///
  /// Computed numbers can be overwritten, as a gate held open: once its rule has given such a number
  /// another is put in its place, and all that is computed from it reads that one. Going backward, it
  /// is like a leaf. It has a gradient, which says how the loss changes with it, but hands nothing on
  /// to what its rule computed it from; its quantity's other elements do.
  ///
  /// - Parameters:
  ///   - leaves: numbers in place of the ones the graph was built with.
  ///   - numbers: computed values to overwrite, and with what.
  /// - Precondition: each of `leaves` is a leaf, for what is computed would be computed anew; each
  ///   matrix has its leaf's shape. Each of `numbers` is the value of a node with an op.
  public func run(
    setting leaves: [NodeID: Matrix] = [:], overwriting numbers: [Entry: Double] = [:]
  ) -> Trace {
    var memory = graph.initial
    memory.append(contentsOf: repeatElement(0, count: layout.size - memory.count))
    for (id, matrix) in leaves {
      let node = graph[id]
      precondition(node.isLeaf, "\(node.name) is computed and cannot be set")
      precondition(node.shape == matrix.shape, "\(node.name) keeps its shape \(node.shape)")
      precondition(matrix.elements.count == node.shape.count, "a matrix is full")
      memory.replaceSubrange(node.offset..<node.offset + node.shape.count, with: matrix.elements)
    }
    if let root { memory[layout.count + graph[root].offset] = 1 }
    let overrides = Overrides(numbers, in: self)
    var shares = Array(repeating: 0.0, count: shareCount), ruled: [Entry: Double] = [:]
    shares.withUnsafeMutableBufferPointer { shares in
      withMachine(on: &memory) { machine, operands in
        for (step, instruction) in zip(steps, instructions) {
          let cuts = overrides[step.node]
          if step.slot == nil {
            machine.evaluate(instruction, operands)
            if let cuts { machine.overwrite(cuts, keeping: &ruled) }
          } else {
            machine.asRuled(cuts, ruled) {
              $0.share(instruction, operands, shares.baseAddress.map { $0 + step.share })
            }
          }
        }
      }
    }
    return Trace(program: self, memory: memory, shares: shares, overwritten: ruled)
  }

  private var shareCount: Int {
    let last = steps.last { $0.phase == .backward }
    return last.map { $0.share + graph[$0.target.node].shape.count } ?? 0
  }

  /// Runs forward steps once more, on numbers of which some were changed by hand.
  ///
  /// What lets no gradient through keeps the numbers it has: a gradient says how the loss changes
  /// with those held fast. So does what is overwritten.
  func rerun(_ range: Range<Int>, on memory: inout [Double], _ overrides: Overrides = .none) {
    withMachine(on: &memory) { machine, operands in
      for n in range where !instructions[n].isBarrier {
        machine.evaluate(instructions[n], operands)
        if let cuts = overrides[steps[n].node] { machine.overwrite(cuts) }
      }
    }
  }

  /// Calls `body` with a machine on this memory and the list of all operands.
  func withMachine(
    on memory: inout [Double], _ body: (inout Machine, Machine.Operands) -> Void
  ) {
    memory.withUnsafeMutableBufferPointer { memory in
      graph.code.parts.withUnsafeBufferPointer { parts in
        graph.code.lists.withUnsafeBufferPointer { lists in
          graph.code.picks.withUnsafeBufferPointer { picks in
            operands.withUnsafeBufferPointer { operands in
              withUnsafeTemporaryAllocation(of: Machine.Memo.self, capacity: memoCount + 1) {
                memos in
                memos.initialize(repeating: Machine.Memo())
                guard let memory = memory.baseAddress, let parts = parts.baseAddress,
                  let memos = memos.baseAddress, let operands = operands.baseAddress
                else { return }
                var machine = Machine(
                  parts: parts, lists: lists.baseAddress, picks: picks.baseAddress,
                  memory: memory, memos: memos)
                body(&machine, operands)
              }
            }
          }
        }
      }
    }
  }
}

extension Machine {
  /// Gives a value's every element what its rule says.
  func evaluate(_ instruction: Instruction, _ operands: Operands) {
    forEachElement(instruction, operands) { place, value in
      memory[instruction.target + place] = value
    }
  }

  /// Works out every element and keeps none.
  func look(_ instruction: Instruction, _ operands: Operands) {
    forEachElement(instruction, operands) { _, _ in }
  }

  /// Records a share and adds it to the gradient it goes to.
  func share(
    _ instruction: Instruction, _ operands: Operands, _ shares: UnsafeMutablePointer<Double>?
  ) {
    guard let shares else { return }
    forEachElement(instruction, operands) { place, share in
      shares[place] = share
      if instruction.flows { memory[instruction.target + place] += share }
      if instruction.shown >= 0 { memory[instruction.shown + place] += share }
    }
  }

  @inline(__always)
  private func forEachElement(
    _ instruction: Instruction, _ operands: Operands, _ body: (_ place: Int, Double) -> Void
  ) {
    forEachElement(
      instruction.kernel, rows: instruction.rows, columns: instruction.columns,
      operands + instruction.operands, body)
  }

  @inline(__always)
  func forEachElement(
    _ kernel: Kernel, rows: Int, columns: Int, _ operands: Operands,
    _ body: (_ place: Int, Double) -> Void
  ) {
    if kernel.memos > 0 { forget(kernel.memos) }
    var at = Positions(), place = 0
    for row in 0..<rows {
      at.i = row
      for column in 0..<columns {
        at.j = column
        body(place, value(kernel.root, at, operands))
        place += 1
      }
    }
  }
}

extension Graph {
  /// Runs the graph once, backward from `root` where one is given.
  public func trace(setting leaves: [NodeID: Matrix] = [:], root: NodeID? = nil) -> Trace {
    Program(self, root: root).run(setting: leaves)
  }
}
