/// A rule that has no sweeps: its kernel is run on copies of its operands, example by example.
struct InterpretedRule: Sendable {
  struct Operand: Sendable {
    var place: Int
    let count: Int
    let isLaned: Bool
  }

  let kernel: Kernel
  /// Which of the runner's codes the kernel is part of.
  var code = 0
  let lanes: Int
  var operands: [Operand]
  var target: Operand
  let rows: Int
  let columns: Int
  let adds: Bool
  /// Whether it is run for each example.
  let hasLanes: Bool

  mutating func move(_ move: (Int) -> Int) {
    for n in operands.indices { operands[n].place = move(operands[n].place) }
    target.place = move(target.place)
  }

  /// How many numbers the copies have.
  var room: Int { operands.reduce(0) { $0 + $1.count } }

  /// - Parameters:
  ///   - room: for the copies.
  ///   - places: for where each begins.
  func run(
    _ interpreter: Machine, _ memory: Numbers, room: Numbers,
    places: UnsafeMutablePointer<Int>
  ) {
    for lane in 0..<(hasLanes ? lanes : 1) {
      fetch(lane, memory, room, places)
      let stride = target.isLaned ? lanes : 1
      let target = memory + (target.place + (self.target.isLaned ? lane : 0))
      let adds = adds || (lane > 0 && !self.target.isLaned)
      interpreter.forEachElement(kernel, rows: rows, columns: columns, places) { place, value in
        target[place * stride] = adds ? target[place * stride] + value : value
      }
    }
  }

  private func fetch(
    _ lane: Int, _ memory: Numbers, _ room: Numbers,
    _ places: UnsafeMutablePointer<Int>
  ) {
    var next = 0
    for n in operands.indices {
      let operand = operands[n], stride = operand.isLaned ? lanes : 1
      let source = memory + (operand.place + (operand.isLaned ? lane : 0))
      places[n] = next
      for k in 0..<operand.count { room[next + k] = source[k * stride] }
      next += operand.count
    }
  }
}
