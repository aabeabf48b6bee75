import Autograd
import Diagnostics
import Equations
import Foundation
import Screen
import Testing

@testable import Views

/// What the cell view recognises and draws.
@Suite("The cell view") struct CellTests {
  private func draw(
    _ context: ViewContext, _ width: Int = 100, _ height: Int = 30
  ) -> (text: String, places: [Place]) {
    let drawn = Drawn(CellView(), context, width, height)
    return (drawn.text, drawn.places)
  }

  private func cells(_ text: String) throws -> [RecurrentCell] {
    try Moment(text).context().index.cells
  }

  private func lesson(_ name: String) throws -> String {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../lessons")
    return try String(contentsOf: folder.appending(path: name), encoding: .utf8)
  }

  @Test(
    "knows the kinds of cells of the course",
    arguments: [
      ("08-rnn/rnn.eqn", [RecurrentCell.Kind.plain]), ("11-lstm/lstm.eqn", [.lstm]),
      ("11-lstm/peephole.eqn", [.lstm]), ("11-lstm/counter.eqn", [.lstm]),
      ("12-gru/gru.eqn", [.gru]), ("12-gru/gru-cho.eqn", [.gru]),
      ("13-deeper/stacked.eqn", [.plain, .plain]),
      ("13-deeper/bidirectional.eqn", [.plain, .plain]), ("13-deeper/dilated.eqn", [.plain]),
      ("15-language-model/char-lm.eqn", [.plain]), ("17-seq2seq/seq2seq-gru.eqn", [.gru, .gru]),
      ("17-seq2seq/free-running.eqn", [.plain, .plain]),
      ("18-attention/dot.eqn", [.plain, .plain]),
    ])
  func course(model: String, kinds: [RecurrentCell.Kind]) throws {
    let cells = try cells(try lesson(model)).filter { $0.column == 1 }
    #expect(cells.map(\.kind) == kinds)
  }

  @Test("knows an LSTM by what it does, not by its names")
  func names() throws {
    // i and g have changed names and places: what is behind σ still is the gate.
    let text = Loops.lstm.replacing("i[t] ∘ g[t]", with: "i[t] ∘ q[t]")
      .replacing("    i[t] = ", with: "    q[t] = ").replacing(
        "    g[t] = ", with: "    i[t] = ")
    let moment = try Moment(text)
    let cell = try #require(moment.context().index.cells.first { $0.column == 2 })
    #expect(cell.kind == .lstm)
    #expect(try cell[.inputGate] == moment.node("q[2]"))
    #expect(try cell[.candidate] == moment.node("i[2]"))
    #expect(try cell[.forgetGate] == moment.node("f[2]"))
    #expect(try cell[.cellBefore] == moment.node("c[1]"))
    #expect(try cell[.stateBefore] == moment.node("h[1]"))
    #expect(try cell.inputs == [moment.node("x[2]")])
  }

  @Test("tells PyTorch's GRU from Cho's")
  func gru() throws {
    let torch = try #require(try cells(try lesson("12-gru/gru.eqn")).first)
    #expect(torch.gateKeeps && !torch.resetsFirst)
    let cho = try #require(try cells(try lesson("12-gru/gru-cho.eqn")).first)
    #expect(!cho.gateKeeps && cho.resetsFirst)
    let moment = try Moment(try lesson("12-gru/gru-cho.eqn"))
    let text = draw(moment.context(), 130, 30).text
    // The candidate meets z, the state before its counterpart.
    #expect(text.contains("│ 1 − z[1]") && text.contains("(×) z[1]"))
  }

  @Test("draws any other recurrence as a list of its parts")
  func other() throws {
    let moment = try Moment(Loops.leaky)
    #expect(try cells(Loops.leaky).map(\.kind) == [.other, .other, .other])
    let text = draw(moment.context()).text
    #expect(text.contains("recurrence, time 1") && text.contains("f[1]") && text.contains("a[1]"))
  }

  @Test("needs a recurrence, and says so")
  func misfit() throws {
    let context = try Moment.perceptron(ticks: 3).context()
    #expect(!CellView().suits(context, isCrowded: false))
    #expect(draw(context).text.contains("It needs a state"))
  }

  @Test("names the gates that look at the memory")
  func peepholes() throws {
    let moment = try Moment(try lesson("11-lstm/peephole.eqn"))
    let text = draw(moment.context()).text
    #expect(text.contains("f[1], i[1] look at c[0]; o[1] looks at c[1]"))
  }

  @Test("shows the cell at work, forward and backward, and that of a number asked for")
  func atWork() throws {
    var moment = try Moment(Loops.lstm)
    let timeline = moment.context().timeline
    for time in 1...3 {
      let c = try moment.node("c[\(time)]")
      moment.ticks = try timeline.ticks(of: #require(timeline.step(giving: c))).upperBound
      #expect(draw(moment.context()).text.contains("LSTM cell, time \(time)"))
      moment.ticks = timeline.ticksNeeded(for: Entry(.gradient(try moment.node("f[\(time)]"))))
      #expect(draw(moment.context()).text.contains("LSTM cell, time \(time)"))
    }
    var context = moment.context()
    context.kept = Entry(.value(try moment.node("g[1]")))
    #expect(draw(context).text.contains("LSTM cell, time 1"))
    // h[1] is read by the cell of time 2: the picture stays.
    moment.ticks = timeline.ticksNeeded(for: Entry(.value(try moment.node("f[2]"))))
    context = moment.context()
    context.kept = Entry(.value(try moment.node("h[1]")))
    #expect(draw(context).text.contains("LSTM cell, time 2"))
  }

  /// f[1] = σ(0.6 + 1) ≈ 0.83 for the first unit, by Uf x[1] = 0.5 + 0.1 and bf = 1.
  @Test("draws a gate as far open as its number says")
  func bars() throws {
    var moment = try Moment(Loops.lstm)
    let timeline = moment.context().timeline
    moment.ticks = timeline.ticksNeeded(for: Entry(.value(try moment.node("f[1]")), row: 1))
    let lines = draw(moment.context(), 140, 30).text.split(separator: "\n")
    let row = try #require(lines.first { $0.contains("0.83") })
    // 0.832·8 columns = 6.66: six whole ones and five eighths, the last left shaded.
    #expect(row.contains("0.83 ██████▋░"))
  }

  @Test(
    "reaches every number of the cell",
    arguments: [(40, 12), (58, 18), (78, 9), (78, 22)])
  func reach(width: Int, height: Int) throws {
    for text in [Loops.lstm, Loops.gru, Loops.scalar] {
      var moment = try Moment(text)
      for ticks in [30, moment.context().timeline.ticks.count] {
        moment.ticks = ticks
        var context = moment.context()
        let cell = try #require(context.cellAtWork)
        for node in cell.computed {
          for entry in context.graph.entries(of: .value(node)) {
            context.kept = entry
            context.cursor = entry
            #expect(
              draw(context, width, height).places.contains { $0.entry == entry },
              "\(context.name(entry)) at \(width)×\(height)")
          }
        }
      }
    }
  }

  @Test("turns its arrows around when gradients come back")
  func arrows() throws {
    var moment = try Moment(Loops.lstm)
    #expect(!draw(moment.context()).text.contains("◀"))
    moment.ticks = moment.context().timeline.ticks.count
    let text = draw(moment.context()).text
    #expect(text.contains("◀ c[1]") && text.contains("◀ h[1]") && text.contains("∂"))
  }
}
