/// The sweeps of a flat program, and the tables they point into.
struct SweepTables: Sendable {
  var sweeps: [Sweep] = []
  var constants: [SIMD4<Double>] = []
  var loops: [Sweep.Loops] = []
  var outer: [Sweep.Loop] = []
  var moves: [Sweep.PickedMove] = []
  var rules: [InterpretedRule] = []
}

extension SweepTables {
  /// Puts another program's tables behind these; returns where its sweeps begin.
  mutating func append(_ other: SweepTables) -> Int {
    let start = sweeps.count
    sweeps += other.sweeps.map { sweep in
      var sweep = sweep
      switch sweep.code {
      case .contract, .contractPairs, .largest, .gather: sweep.extra += Int32(loops.count)
      case .pick, .place: sweep.extra += Int32(moves.count)
      case .interpret: sweep.extra += Int32(rules.count)
      default: sweep.extra += Int32(constants.count)
      }
      if sweep.outer >= 0 { sweep.outer += Int32(outer.count) }
      return sweep
    }
    constants += other.constants
    loops += other.loops
    outer += other.outer
    moves += other.moves
    rules += other.rules
    return start
  }
}
