import Autograd
import CAllocationCounter
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

extension FlatModelTests {
  private static let optimizers: [Optimizer] = [.sgd(rate: 0.1), .adam(rate: 0.01)]

  @Test(
    "allocates nothing in an update", .enabled(if: allocations_are_counted()),
    arguments: ChapterModelTests.files, optimizers)
  func allocations(_ file: String, _ optimizer: Optimizer) throws {
    let url = References.repository.appending(path: file)
    let model = try Model(
      SourceText(name: file, text: try String(contentsOf: url, encoding: .utf8)))
    var machine = TrainingMachine(
      [.init(model.program, lanes: 3)], optimizer: optimizer, clipping: .norm(1))
    // What is made once, such as a type's metadata, is made in the first update.
    machine.learn()
    let before = allocations_of_this_thread()
    for _ in 0..<3 { machine.learn() }
    #expect(allocations_of_this_thread() == before)
  }

  @Test("is held to that by a count that counts", .enabled(if: allocations_are_counted()))
  func counts() {
    let before = allocations_of_this_thread()
    let numbers = Array(repeating: 1.0, count: Int.random(in: 100...200))
    #expect(allocations_of_this_thread() > before)
    #expect(numbers.count >= 100)
  }
}

extension TrainingMachine {
  fileprivate mutating func learn() {
    beginUpdate()
    run()
    update()
  }
}

extension Matrix {
  fileprivate func isSame(as other: Matrix) -> Bool {
    shape == other.shape
      && zip(elements, other.elements).allSatisfy { one, two in
        let isNear = abs(one - two) <= 1e-12 * max(1, abs(two))
        return one == two || (one.isNaN && two.isNaN) || (isNear && !TrainingMachine.isExact)
      }
  }
}
