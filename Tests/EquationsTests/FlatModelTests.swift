import Autograd
import Diagnostics
import Foundation
import Testing

@testable import Equations

@Suite("A training machine on a chapter's model")
struct FlatModelTests {
  @Test("finds the numbers that are shown, to the last bit", arguments: ChapterModelTests.files)
  func bits(_ file: String) throws {
    let url = References.repository.appending(path: file)
    let model = try Model(
      SourceText(name: file, text: try String(contentsOf: url, encoding: .utf8)))
    let trace = model.program.run()
    var machine = TrainingMachine(
      [.init(model.program, findsEveryGradient: true)], optimizer: .sgd(rate: 0.1))
    for _ in 0..<2 {
      machine.beginUpdate()
      machine.run()
    }
    for node in model.graph.nodes where node.phase == .forward {
      let value = machine.value(of: node.id)
      #expect(value.isSame(as: trace[.value(node.id)]), "\(node.name)")
      guard !node.isToken, node.hasGradient, model.loss != nil else { continue }
      let gradient = machine.gradient(of: node.id)
      #expect(gradient.isSame(as: trace[.gradient(node.id)]), "gradient of \(node.name)")
    }
  }
}

extension Matrix {
  fileprivate func isSame(as other: Matrix) -> Bool {
    shape == other.shape
      && zip(elements, other.elements).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }
  }
}
