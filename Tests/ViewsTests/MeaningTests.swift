import Autograd
import Foundation
import Screen
import Testing

@testable import Views

/// What single views say, compared with arithmetic done by hand.
@Suite("A view") struct MeaningTests {
  private func draw(
    _ name: String, _ context: ViewContext, _ width: Int = 78, _ height: Int = 22
  ) throws -> (text: String, places: [Place]) {
    let view = try #require(ViewCatalogue.view(named: name))
    var frame = Frame(size: Size(width: width, height: height))
    let places = view.draw(context, into: &frame, in: frame.bounds)
    return (frame.plainText, places)
  }

  @Test("keeps the line at work in sight, however few rows there are", arguments: 1...6)
  func scrolling(height: Int) throws {
    for ticks in 1...11 {
      let context = try Moment.perceptron(ticks: ticks).context()
      #expect(try draw("equations", context, 60, height).text.contains("▶"))
    }
  }

  @Test("shows a product only once it is worked out")
  func products() throws {
    // x = (1, 1), w = (1, 0): the products are 1 and 0.
    let counts = try (0...3).map { ticks in
      try draw("network", try Moment.perceptron(ticks: ticks).context(), 78, 9)
        .text.components(separatedBy: " = ").count - 1
    }
    #expect(counts == [0, 1, 2, 2])
  }

  @Test("of one neuron reaches every input, weight and result")
  func reach() throws {
    let moment = try Moment.perceptron(ticks: 11)
    let graph = moment.model.graph
    let wanted = try ["x", "w", "b", "z", "o", "e", "y"].flatMap {
      graph.entries(of: .value(try moment.node($0)))
    }
    let places = try draw("network", moment.context(), 78, 9).places.map(\.entry)
    #expect(Set(wanted).subtracting(places).isEmpty)
  }

  @Test("of the plane writes the line, and says where there is none")
  func line() throws {
    // Updated from (1, 0), −1 by the example (1, 1): 2·x1 + 1·x2 + 0 = 0.
    let after = try draw("boundary", try Moment.perceptron(ticks: 11).context()).text
    #expect(after.contains("2·x[1] + 1·x[2] + 0 = 0"))
    let start = try Moment.perceptron(ticks: 0, presentation: 0).context()
    #expect(try draw("boundary", start).text.contains("no line: all weights are 0"))
  }

  @Test("of the plane shades what a network of two layers answers with 1")
  func exclusiveOr() throws {
    let context = try Moment(Sample.exclusiveOr).context()
    let roles = try #require(Roles(context.graph, inputOfLength: 2))
    let oracle = Oracle(context, roles)
    let answers = [[0.0, 0.0], [0, 1], [1, 0], [1, 1]].map {
      oracle.answer([roles.input: Matrix(vector: $0)])
    }
    #expect(answers == [0, 1, 1, 0])
  }

  @Test("of the examples shows the newest update, however few rows there are", arguments: 5...12)
  func log(height: Int) throws {
    // "And" is learned after ten updates, with w = (2, 1) and b = −2.
    let context = try Moment.perceptron(ticks: 0, presentation: 40).context()
    #expect(context.training?.updates.count == 10)
    let text = try draw("table", context, 78, height).text
    #expect(text.contains("update 10"))
    #expect(text.contains("w = (2, 1)  b = −2"))
  }

  @Test("of the examples answers with the weights of this moment")
  func answers() throws {
    let context = try Moment.perceptron(ticks: 11).context()
    let oracle = Oracle(context, try #require(Roles(context.graph)))
    // w = (2, 1), b = 0: all but the first example make it fire, two of them wrongly.
    #expect(oracle.examples.map { oracle.isRight($0) } == [true, false, false, true])
  }

  @Test(
    "that cannot show a model says what it needs", arguments: ["network", "matrix", "boundary"])
  func misfit(name: String) throws {
    let context = try Moment("given a = 2\nc = a a\nloss = c + 1").context()
    #expect(try draw(name, context).text.contains("It needs"))
  }
}
