import CProcessor
import Foundation

/// Memory that flat programs run on.
struct Arena: ~Copyable {
  let numbers: Numbers
  let count: Int

  /// - Parameter count: how many numbers it has; they begin at 0.
  init(count: Int) {
    self.count = count
    // Vectors may be read beyond the last number.
    let bytes = (count + 16) * 8, isLarge = bytes > Self.page
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: bytes, alignment: isLarge ? Self.page : 64)
    #if os(Linux)
      // Long sequences go through all of it: fewer, larger pages are found faster.
      if isLarge { madvise(memory, bytes, Int32(MADV_HUGEPAGE)) }
    #endif
    numbers = memory.assumingMemoryBound(to: Double.self)
    numbers.initialize(repeating: 0, count: count + 16)
  }

  deinit { numbers.deallocate() }

  /// Whether a processor's caches are too small for it.
  var isLarge: Bool { count > 1 << 20 }

  /// How many bytes a large page has.
  private static let page = 1 << 21
}

/// Sweeps where pointers reach them, and room for the rules that are interpreted.
struct FlatRunner: ~Copyable {
  private let sweeps: UnsafeMutableBufferPointer<Sweep>
  private let constants: UnsafeMutableBufferPointer<SIMD4<Double>>
  private let loops: UnsafeMutableBufferPointer<Sweep.Loops>
  private let outer: UnsafeMutableBufferPointer<Sweep.Loop>
  private let moves: UnsafeMutableBufferPointer<Sweep.PickedMove>
  private let rules: UnsafeMutableBufferPointer<InterpretedRule>
  private let interpreters: UnsafeMutableBufferPointer<Interpreter>

  private let fetches: Bool

  /// - Parameters:
  ///   - codes: what the kernels of the interpreted rules are made of.
  ///   - fetches: whether memory is asked for ahead, as is worth it where a cache does not hold it.
  init(_ tables: SweepTables, codes: [Code], fetches: Bool) {
    self.fetches = fetches
    sweeps = .copy(of: tables.sweeps)
    constants = .copy(of: tables.constants)
    loops = .copy(of: tables.loops)
    outer = .copy(of: tables.outer)
    moves = .copy(of: tables.moves)
    rules = .copy(of: tables.rules)
    interpreters = .copy(
      of: codes.enumerated().map { number, code in
        Interpreter(code, tables.rules.filter { $0.code == number })
      })
  }

  deinit {
    sweeps.deallocate()
    constants.deallocate()
    loops.deallocate()
    outer.deallocate()
    moves.deallocate()
    _ = rules.deinitialize()
    rules.deallocate()
    for interpreter in interpreters { interpreter.deallocate() }
    interpreters.deallocate()
  }

  /// Makes a sweep add to what is there, or write over it.
  func set(adds: Bool, of sweep: Int) { sweeps[sweep].adds = adds }

  func run(_ range: Range<Int>, on memory: Numbers) {
    guard !range.isEmpty, let first = sweeps.baseAddress else { return }
    guard fetches else {
      return execute(first + range.lowerBound, first + range.upperBound, memory)
    }
    let ahead = 16
    var start = range.lowerBound
    fetch(first, start..<min(start + ahead, range.upperBound), memory)
    while start < range.upperBound {
      let next = min(start + ahead, range.upperBound)
      fetch(first, next..<min(next + ahead, range.upperBound), memory)
      execute(first + start, first + next, memory)
      start = next
    }
  }

  /// Asks for what sweeps work on, the start of it where they are long: a backward pass goes through
  /// memory from its end, in pieces too short for the processor to foresee.
  private func fetch(_ first: UnsafePointer<Sweep>, _ range: Range<Int>, _ memory: Numbers) {
    let line = 8
    for number in range {
      let sweep = first[number]
      for n in stride(from: 0, to: min(Int(sweep.count), 8 * line), by: line) {
        processor_fetch(memory + Int(sweep.d) + n)
        processor_fetch(memory + Int(sweep.a) + n)
        processor_fetch(memory + Int(sweep.b) + n)
      }
    }
  }

  @inline(never)
  private func execute(
    _ first: UnsafePointer<Sweep>, _ end: UnsafePointer<Sweep>, _ memory: Numbers
  ) {
    var sweep = first
    while sweep < end {
      let s = sweep.pointee, extra = Int(s.extra)
      switch s.code {
      case .zero: s.zero(memory)
      case .copy: s.run(Copying(), memory, outer)
      case .add: s.run(Adding(), memory, outer)
      case .subtract: s.run(Subtracting(), memory, outer)
      case .multiply: s.run(Multiplying(), memory, outer)
      case .divide: s.run(Dividing(), memory, outer)
      case .larger: s.run(TakingLarger(), memory, outer)
      case .smaller: s.run(TakingSmaller(), memory, outer)
      case .weigh: s.run(Singly(operation: .binary(.weighs)), memory, outer)
      case .raise: s.run(Singly(operation: .binary(.power)), memory, outer)
      case .addScaled: s.run(AddingScaled(c: constants[extra]), memory, outer)
      case .affine: s.run(Affine(c: constants[extra]), memory, outer)
      case .quadratic: s.run(Quadratic(c: constants[extra]), memory, outer)
      case .timesQuadratic: s.run(TimesQuadratic(c: constants[extra]), memory, outer)
      case .ratio: s.run(Ratio(c: constants[extra]), memory, outer)
      case .logistic: s.run(Logistic(c: constants[extra]), memory, outer)
      case .exp: s.run(Exponential(c: constants[extra]), memory, outer)
      case .tanh: s.run(HyperbolicTangent(c: constants[extra]), memory, outer)
      case .log: s.run(Singly(operation: .function(.log)), memory, outer)
      case .logOfOnePlus: s.run(Singly(operation: .function(.logOfOnePlus)), memory, outer)
      case .squareRoot: s.run(SquareRoot(), memory, outer)
      case .absolute: s.run(Absolute(), memory, outer)
      case .sign: s.run(Singly(operation: .function(.sign)), memory, outer)
      case .step: s.run(Stepping(), memory, outer)
      case .power: s.run(Singly(operation: .power(constants[extra][0])), memory, outer)
      case .atLeast: s.run(AtLeast(c: constants[extra]), memory, outer)
      case .atMost: s.run(AtMost(c: constants[extra]), memory, outer)
      case .contract: s.contract(at(extra), memory)
      case .contractPairs: s.contractPairs(at(extra), memory)
      case .largest: s.largest(at(extra), memory)
      case .gather: s.gather(at(extra), memory)
      case .pick: s.pick(move(extra), memory)
      case .place: s.place(move(extra), memory)
      case .interpret: interpreters[rules[extra].code].run(rules[extra], memory)
      }
      sweep += 1
    }
  }

  @inline(__always) private func at(_ place: Int) -> UnsafePointer<Sweep.Loops> {
    UnsafePointer(loops.baseAddress.unsafelyUnwrapped + place)
  }

  @inline(__always) private func move(_ place: Int) -> UnsafePointer<Sweep.PickedMove> {
    UnsafePointer(moves.baseAddress.unsafelyUnwrapped + place)
  }
}

extension UnsafeMutableBufferPointer {
  fileprivate static func copy(of elements: [Element]) -> Self {
    let copy = Self.allocate(capacity: elements.isEmpty ? 1 : elements.count)
    _ = copy.initialize(from: elements)
    return Self(rebasing: copy[0..<elements.count])
  }
}

/// The interpreter, with room for copies of operands and for sums that are remembered.
private struct Interpreter {
  private let parts: UnsafeMutableBufferPointer<Code.Part>
  private let lists: UnsafeMutableBufferPointer<Int>
  private let picks: UnsafeMutableBufferPointer<Code.Pick>
  private let memos: UnsafeMutableBufferPointer<Machine.Memo>
  private let copies: UnsafeMutableBufferPointer<Double>
  private let places: UnsafeMutableBufferPointer<Int>

  init(_ code: Code, _ rules: [InterpretedRule]) {
    let isUsed = !rules.isEmpty
    parts = .copy(of: isUsed ? code.parts : [])
    lists = .copy(of: isUsed ? code.lists : [])
    picks = .copy(of: isUsed ? code.picks : [])
    memos = .copy(
      of: Array(repeating: Machine.Memo(), count: rules.reduce(1) { max($0, $1.kernel.memos) }))
    copies = .copy(of: Array(repeating: 0, count: rules.reduce(1) { max($0, $1.room) }))
    places = .copy(of: Array(repeating: 0, count: rules.reduce(1) { max($0, $1.operands.count) }))
  }

  func deallocate() {
    _ = parts.deinitialize()
    parts.deallocate()
    lists.deallocate()
    picks.deallocate()
    memos.deallocate()
    copies.deallocate()
    places.deallocate()
  }

  func run(_ rule: InterpretedRule, _ memory: Numbers) {
    guard let parts = parts.baseAddress, let copies = copies.baseAddress,
      let memos = memos.baseAddress, let places = places.baseAddress
    else { return }
    let machine = Machine(
      parts: parts, lists: lists.baseAddress.map { UnsafePointer($0) },
      picks: picks.baseAddress.map { UnsafePointer($0) }, memory: copies, memos: memos)
    rule.run(machine, memory, room: copies, places: places)
  }
}
