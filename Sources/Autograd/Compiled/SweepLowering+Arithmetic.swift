extension SweepLowering {
  /// Writes a formula of operations on numbers, place by place.
  mutating func writeArithmetic(
    _ rule: Formula, over axes: [Axis], to target: Target, adds: Bool, asLoops: Bool
  ) throws(HasNoLoops) {
    let isMap = !asLoops && axes.isContiguous && !axes.addsUp && target.picks.isEmpty
    let isInPlace = isMap ? try readsContiguously(rule, axes) : false
    if target.picks.isEmpty, !isInPlace {
      if try writeProduct(rule, over: axes, to: target, adds: adds) { return }
    }
    guard isMap else {
      let result = try view(of: rule, over: axes)
      return try copy(result, over: axes, to: target, adds: adds, asLoops: asLoops)
    }
    var draft = try map(rule, axes)
    draft.d = target.spot
    draft.adds = adds
    draft.loops = [Draft.Loop(count: axes.product)]
    template.drafts.append(draft)
  }

  private func readsContiguously(_ rule: Formula, _ axes: [Axis]) throws(HasNoLoops) -> Bool {
    for part in rule.children {
      guard case .element(let slot, let row, let column) = part else { continue }
      let view = try self.view(slot, row, column)
      if !view.picks.isEmpty || !isContiguous(view, axes) { return false }
    }
    return true
  }

  /// The last operation of a formula, with what belongs to it, on operands worked out before.
  private mutating func map(_ rule: Formula, _ axes: [Axis]) throws(HasNoLoops) -> Draft {
    let polynomial = rule.polynomial
    if polynomial.isProper {
      let a = try operand(polynomial.of, over: axes)
      return Draft.map(polynomial.isQuadratic ? .quadratic : .affine, a, polynomial.constants)
    }
    switch rule {
    case .binary(let op, let a, let b): return try map(op, a, b, axes)
    case .unary(let function, let a): return try map(function, a, axes)
    default: throw HasNoLoops()
    }
  }

  private mutating func map(
    _ op: Operator, _ a: Formula, _ b: Formula, _ axes: [Axis]
  ) throws(HasNoLoops) -> Draft {
    switch (op, a, b) {
    case (.times, _, _) where b.polynomial.isQuadratic:
      return try timesQuadratic(b.polynomial, a, axes)
    case (.times, _, _) where a.polynomial.isQuadratic:
      return try timesQuadratic(a.polynomial, b, axes)
    case (.plus, _, _) where b.scaled != nil:
      return try adding(b.scaled, to: a, axes)
    case (.plus, _, _) where a.scaled != nil:
      return try adding(a.scaled, to: b, axes)
    case (.minus, _, _) where b.scaled != nil:
      return try adding(b.scaled.map { ($0.of, -$0.by) }, to: a, axes)
    case (.over, .number(let c), _) where b.polynomial.isAffine:
      return try ratio(c, b.polynomial, axes)
    case (.larger, _, .number(let c)), (.larger, .number(let c), _):
      return Draft.map(.atLeast, try operand(a.isNumber ? b : a, over: axes), [c, 0, 0, 0])
    case (.smaller, _, .number(let c)), (.smaller, .number(let c), _):
      return Draft.map(.atMost, try operand(a.isNumber ? b : a, over: axes), [c, 0, 0, 0])
    case (.power, _, .number(2)):
      let spot = try operand(a, over: axes)
      return Draft.map(.multiply, spot, spot)
    case (.power, _, .number(let exponent)):
      return Draft.map(.power, try operand(a, over: axes), [exponent, 0, 0, 0])
    default:
      let first = try operand(a, over: axes), second = try view(of: b, over: axes)
      guard axes.product > 1, isOneNumber(second, axes) else {
        return Draft.map(op.code, first, try operand(b, over: axes))
      }
      var draft = Draft.map(op.code, first, second.spot)
      draft.spreadsB = true
      return draft
    }
  }

  /// Whether it is the same number along all axes.
  private func isOneNumber(_ view: View, _ axes: [Axis]) -> Bool {
    view.picks.isEmpty
      && axes.allSatisfy { $0.count == 1 || view.strides[$0.direction, default: 0] == 0 }
  }

  private mutating func timesQuadratic(
    _ polynomial: Polynomial, _ factor: Formula, _ axes: [Axis]
  ) throws(HasNoLoops) -> Draft {
    let a = try operand(polynomial.of, over: axes), b = try operand(factor, over: axes)
    return Draft.map(.timesQuadratic, a, b, polynomial.constants)
  }

  private mutating func adding(
    _ scaled: (of: Formula, by: Double)?, to formula: Formula, _ axes: [Axis]
  ) throws(HasNoLoops) -> Draft {
    guard let scaled else { throw HasNoLoops() }
    let a = try operand(formula, over: axes), b = try operand(scaled.of, over: axes)
    return Draft.map(.addScaled, a, b, [scaled.by, 0, 0, 0])
  }

  private mutating func ratio(
    _ c: Double, _ polynomial: Polynomial, _ axes: [Axis]
  ) throws(HasNoLoops) -> Draft {
    if case .unary(.exp, let inside) = polynomial.of, inside.polynomial.isLinear {
      let a = try operand(inside.polynomial.of, over: axes)
      return Draft.map(
        .logistic, a,
        [c, polynomial.constants[0], polynomial.constants[1], inside.polynomial.constants[1]])
    }
    let a = try operand(polynomial.of, over: axes)
    return Draft.map(.ratio, a, [c, polynomial.constants[0], polynomial.constants[1], 0])
  }

  private mutating func map(
    _ function: Function, _ inside: Formula, _ axes: [Axis]
  ) throws(HasNoLoops) -> Draft {
    switch function {
    case .exp, .tanh:
      let linear = inside.polynomial.isLinear ? inside.polynomial : Polynomial(inside)
      let a = try operand(linear.of, over: axes)
      return Draft.map(function == .exp ? .exp : .tanh, a, [linear.constants[1], 0, 0, 0])
    case .negate:
      return Draft.map(.affine, try operand(inside, over: axes), [-0.0, -1, 0, 0])
    case .log: return Draft.map(.log, try operand(inside, over: axes))
    case .logOfOnePlus: return Draft.map(.logOfOnePlus, try operand(inside, over: axes))
    case .sqrt: return Draft.map(.squareRoot, try operand(inside, over: axes))
    case .abs: return Draft.map(.absolute, try operand(inside, over: axes))
    case .sign: return Draft.map(.sign, try operand(inside, over: axes))
    case .step: return Draft.map(.step, try operand(inside, over: axes))
    }
  }
}

extension Draft {
  fileprivate static func map(
    _ code: Sweep.Code, _ a: Spot, _ b: Spot = Spot(.memory), _ constants: SIMD4<Double> = .zero
  ) -> Draft {
    Draft(code: code, d: Spot(.memory), a: a, b: b, constants: constants)
  }

  fileprivate static func map(
    _ code: Sweep.Code, _ a: Spot, _ constants: SIMD4<Double>
  ) -> Draft {
    map(code, a, Spot(.memory), constants)
  }
}

extension Operator {
  fileprivate var code: Sweep.Code {
    switch self {
    case .plus: .add
    case .minus: .subtract
    case .times: .multiply
    case .over: .divide
    case .larger: .larger
    case .smaller: .smaller
    case .weighs: .weigh
    case .power: .raise
    }
  }
}

// MARK: - Polynomials

/// `c₀ + x·(c₁ + c₂·x)` of a formula x.
///
/// Only what is written in that order is seen as one: the same numbers to the last bit. Absent
/// constants are −0, which changes nothing where it is added.
struct Polynomial {
  var of: Formula
  var constants: SIMD4<Double>

  init(_ of: Formula, _ c0: Double = -0.0, _ c1: Double = 1, _ c2: Double = -0.0) {
    self.of = of
    constants = [c0, c1, c2, 0]
  }

  /// Whether x is squared.
  var isQuadratic: Bool { constants[2] != 0 }
  /// c₀ + c₁·x.
  var isAffine: Bool { !isQuadratic }
  /// c₁·x.
  var isLinear: Bool { isAffine && constants[0] == 0 && constants[0].sign == .minus }
  /// Whether it is more than x itself.
  var isProper: Bool { !isLinear || constants[1] != 1 }

  /// Whether it is x, −x, or a number times x that another number can be multiplied with exactly.
  fileprivate var isPlain: Bool { isLinear && abs(constants[1]) == 1 }
}

extension Formula {
  var polynomial: Polynomial {
    switch self {
    case .unary(.negate, let a):
      let inside = a.polynomial
      return inside.isLinear ? Polynomial(inside.of, -0.0, -inside.constants[1]) : Polynomial(self)
    case .binary(.times, .number(let c), let a), .binary(.times, let a, .number(let c)):
      let inside = a.polynomial
      guard !a.isNumber else { return Polynomial(self) }
      return inside.isPlain
        ? Polynomial(inside.of, -0.0, c * inside.constants[1]) : Polynomial(a, -0.0, c)
    case .binary(.plus, .number(let c), let a), .binary(.plus, let a, .number(let c)):
      return a.isNumber ? Polynomial(self) : a.added(to: c, sign: 1)
    case .binary(.minus, .number(let c), let a):
      return a.isNumber ? Polynomial(self) : a.added(to: c, sign: -1)
    case .binary(.minus, let a, .number(let c)):
      return a.added(to: -c, sign: 1)
    case .binary(.times, let a, let b):
      return a.times(affine: b.polynomial) ?? b.times(affine: a.polynomial) ?? Polynomial(self)
    default:
      return Polynomial(self)
    }
  }

  /// `number ± this`.
  private func added(to number: Double, sign: Double) -> Polynomial {
    if case .binary(.power, let x, .number(2)) = self {
      return Polynomial(x, number, -0.0, sign)
    }
    let inside = polynomial
    return inside.isLinear
      ? Polynomial(inside.of, number, sign * inside.constants[1]) : Polynomial(self, number, sign)
  }

  /// `this · (c₀ + c₁·this)`.
  private func times(affine: Polynomial) -> Polynomial? {
    guard affine.isAffine, !affine.isLinear, affine.constants[1] != 0, affine.of == self else {
      return nil
    }
    return Polynomial(self, -0.0, affine.constants[0], affine.constants[1])
  }

  /// A number times a formula, other than the formula itself.
  var scaled: (of: Formula, by: Double)? {
    let polynomial = polynomial
    guard polynomial.isLinear, polynomial.constants[1] != 1 else { return nil }
    return (polynomial.of, polynomial.constants[1])
  }
}
