import Autograd
import Foundation
import Screen
import Testing

@testable import Views

/// What curves and the map of the loss say, compared with arithmetic done by hand.
@Suite("A curve") struct CurveTests {
  private func draw(
    _ name: String, _ context: ViewContext, _ width: Int = 78, _ height: Int = 22
  ) throws -> (rows: [String], places: [Place]) {
    let drawn = try Drawn(name, context, width, height)
    return (drawn.rows, drawn.places)
  }

  /// The column and the row of a sign below the header.
  private func find(_ sign: Character, in rows: [String], from row: Int = 2) -> Point? {
    for y in row..<rows.count {
      if let x = Array(rows[y]).firstIndex(of: sign) { return Point(x: x, y: y) }
    }
    return nil
  }

  // MARK: Functions

  @Test(
    "of an op is the op, and its slope that of a central difference",
    arguments: [Op.sigmoid, .tanh, .relu, .exp, .abs, .power(3), .power(2), .negate])
  func functions(op: Op) throws {
    let function = PointwiseFunction(op: op)
    for x in [-1.7, -0.4, 0.3, 2.2] {
      let around = function.values([x - 1e-5, x + 1e-5])
      let slope = try #require(function.slope(at: x))
      #expect(abs(slope - (around[1] - around[0]) / 2e-5) < 1e-7, "\(op.name) at \(x)")
    }
  }

  @Test("draws ops of one number each, and no others")
  func pointwise() {
    for op in [Op.sigmoid, .tanh, .relu, .step, .sign, .abs, .exp, .log, .sqrt, .power(2), .negate]
    {
      #expect(op.isPointwise, "\(op.name)")
    }
    for op in [Op.softmax, .copy, .stop, .add, .multiply, .matmul, .argmax, .transpose] {
      #expect(!op.isPointwise, "\(op.name)")
    }
  }

  /// σ(1.5) = 0.8176; its slope 0.8176·0.1824 = 0.1491; ∂loss/∂p = 2·0.8176 = 1.635, times the
  /// slope 0.2439.
  @Test("tells point, slope and what is handed on")
  func neuron() throws {
    let drawing = try draw("curve", try Moment(Sample.neuron).after(1).context())
    #expect(drawing.rows[0].contains("z = 1.5  p = 0.82"))
    #expect(drawing.rows[1].contains("∂ 1.64 · slope 0.15 → ∂ 0.24"))
    #expect(drawing.places.count == 4)
  }

  @Test("has no slope before the gradient is handed on")
  func forwardOnly() throws {
    var moment = try Moment(Sample.neuron)
    let context = moment.context()
    let entry = Entry(.gradient(try moment.node("z")))
    moment.ticks = context.timeline.ticksNeeded(for: entry) - 1
    #expect(try !draw("curve", moment.context()).rows.joined().contains("slope"))
    moment.ticks += 1
    #expect(try draw("curve", moment.context()).rows.joined().contains("slope"))
  }

  @Test("follows the activation that is worked on, and the cursor before it")
  func subject() throws {
    let moment = try Moment(Sample.scalarLSTM)
    let last = try moment.node("h[3]"), first = try moment.node("f[1]")
    #expect(CurveSubject(moment.context()) == .function(first))
    let done = try #require(CurveSubject(moment.after(0.5).context()))
    #expect(done != .function(first) && last > first)
    let given = Entry(.value(try moment.node("y"))), gate = Entry(.value(try moment.node("o[2]")))
    #expect(CurveSubject(moment.context(cursor: given)) == .loss(given))
    #expect(CurveSubject(moment.context(cursor: gate)) == .function(gate.quantity.node))
    // z is read by σ, whose curve it lies under.
    let neuron = try Moment(Sample.neuron)
    let z = Entry(.value(try neuron.node("z")))
    #expect(try CurveSubject(neuron.context(cursor: z)) == .function(neuron.node("p")))
  }

  @Test("leaves a jump open")
  func jump() throws {
    let rows = try draw("curve", try Moment.perceptron(ticks: 0).context()).rows
    // In the column of the jump stand the dotted axis and the ends of the two halves, nothing else.
    let middle = rows.dropFirst(2).dropLast(4).filter { $0.contains("⡇") || $0.contains("⢸") }
    #expect(middle.isEmpty)
  }

  // MARK: The loss against one number

  @Test("of the loss is measured where nobody steps to")
  func measured() throws {
    let moment = try Moment(Sample.parabola), context = moment.context()
    let w = Entry(.value(try moment.node("w")))
    var measure = try #require(LossMeasure(context, varying: [w.quantity.node]))
    // (w − 3)²
    for (value, loss) in [(0.0, 9.0), (5, 4), (3, 0), (-2, 25)] {
      #expect(measure.loss([(w, value)]) == loss)
    }
  }

  @Test("of the loss agrees with whole runs, to the last bit")
  func wholeRuns() throws {
    let moment = try Moment(Sample.scalarLSTM), context = moment.context()
    let root = try #require(moment.model.program.root)
    for name in ["wf", "uo", "x[2]"] {
      let node = try moment.node(name)
      var measure = try #require(LossMeasure(context, varying: [node]))
      for value in [-1.5, 0, 0.7] {
        let whole = moment.model.program.run(setting: [node: Matrix(value)])
        #expect(measure.loss([(Entry(.value(node)), value)]) == whole[Entry(.value(root))])
      }
    }
  }

  @Test("of the loss keeps what was overwritten")
  func surgery() throws {
    let moment = try Moment(Sample.scalarLSTM), program = moment.model.program
    let gate = Entry(.value(try moment.node("f[3]"))), w = try moment.node("wf")
    let root = try #require(program.root)
    let trace = program.run(overwriting: [gate: 0])
    var probe = Probe(trace, of: root, varying: [w])
    for value in [-2.0, 0.3] {
      probe.set(Entry(.value(w)), to: value)
      let whole = program.run(setting: [w: Matrix(value)], overwriting: [gate: 0])
      #expect(probe.value() == whole[Entry(.value(root))])
    }
  }

  @Test("of the loss is the mean over the examples")
  func mean() throws {
    let moment = try Moment.twoExamples(updates: 4), context = moment.context()
    let w = Entry(.value(try moment.node("w"))), b = Entry(.value(try moment.node("b")))
    var measure = try #require(
      LossMeasure(context, context.examplesLearned, varying: [w.quantity.node, b.quantity.node]))
    // p = σ(w x + b); (x, y) is (1, 0) and (−1, 1).
    let sigmoid = { (z: Double) in 1 / (1 + exp(-z)) }
    let (first, second) = (sigmoid(0.6), sigmoid(-1))
    let hand = (first * first + (second - 1) * (second - 1)) / 2
    #expect(abs(measure.loss([(w, 0.8), (b, -0.2)]) - hand) < 1e-15)
  }

  /// w = −2, loss 25, slope 2·(−2 − 3) = −10; the update takes a tenth of that away: w = −1.
  @Test("of the loss shows point, slope, and where the update leads")
  func descent() throws {
    let drawing = try draw("curve", try Moment(Sample.parabola).after(1).context())
    #expect(drawing.rows[0].contains("w = −2  loss = 25"))
    #expect(drawing.rows[1].contains("slope ∂ −10") && drawing.rows[1].contains("next −1"))
    let here = try #require(find("●", in: drawing.rows))
    let next = try #require(find("◆", in: drawing.rows))
    #expect(next.x > here.x && next.y > here.y)
  }

  @Test("of the loss has the way of the updates on it")
  func way() throws {
    var moment = try Moment(Sample.parabola)
    try moment.descend(updates: 3)
    // w = −2, −1, −0.2, 0.44: the last is where the pass stands.
    let rows = try draw("curve", moment.context()).rows
    #expect(rows.dropFirst(2).joined().count { $0 == "○" } == 3)
    #expect(rows.dropFirst(2).joined().count { $0 == "●" } == 1)
  }

  @Test("does not give away a loss that waits for a guess")
  func hidden() throws {
    var context = try Moment(Sample.parabola).after(1).context()
    context.hidden = [Entry(.value(try #require(context.timeline.program.root)))]
    #expect(try find("●", in: draw("curve", context).rows) == nil)
  }

  @Test("says what it needs where there is none", arguments: ["plot", "curve", "surface"])
  func misfit(name: String) throws {
    let context = try Moment("given a = 2\nc = a a\nloss = c + 1").context()
    #expect(try draw(name, context).rows.joined(separator: " ").contains("It needs"))
    #expect(try #require(ViewCatalogue.view(named: name)).suits(context, isCrowded: false) == false)
  }
}
