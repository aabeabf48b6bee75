import TestSupport
import Testing

@testable import Player

/// Every number here was worked out by hand with the rule w += (y − o) x, b += (y − o), the
/// examples in the order (0, 0), (0, 1), (1, 0), (1, 1).
@Suite("The perceptron on the page")
struct PerceptronTests {
  static let and: [Double] = [0, 0, 0, 1]

  @Test("learns OR with four updates and then rests")
  func or() throws {
    var student = try Student(at: "or-learned")
    let epochs: [[Neuron]] = [
      [Neuron(0, 0, 0), Neuron(0, 1, 1), Neuron(0, 1, 1), Neuron(0, 1, 1)],
      [Neuron(0, 1, 0), Neuron(0, 1, 0), Neuron(1, 1, 1), Neuron(1, 1, 1)],
      [Neuron(1, 1, 0), Neuron(1, 1, 0), Neuron(1, 1, 0), Neuron(1, 1, 0)],
      [Neuron(1, 1, 0), Neuron(1, 1, 0), Neuron(1, 1, 0), Neuron(1, 1, 0)],
    ]
    #expect(try student.neurons(after: 16) == epochs.flatMap(\.self))
    let updates = try updates(of: student)
    #expect(updates.map(\.number) == [1, 2, 3, 4])
    #expect(updates.map(\.epoch) == [1, 2, 2, 3])
    #expect(updates.map(\.example) == [1, 0, 2, 0])
    #expect(student.step() == false)
  }

  @Test("learns AND with ten updates")
  func and() throws {
    var student = try Student(at: "and-learned")
    let epochs: [[Neuron]] = [
      [Neuron(0, 0, 0), Neuron(0, 0, 0), Neuron(0, 0, 0), Neuron(1, 1, 1)],
      [Neuron(1, 1, 0), Neuron(1, 0, -1), Neuron(1, 0, -1), Neuron(2, 1, 0)],
      [Neuron(2, 1, 0), Neuron(2, 0, -1), Neuron(1, 0, -2), Neuron(2, 1, -1)],
      [Neuron(2, 1, -1), Neuron(2, 1, -1), Neuron(1, 1, -2), Neuron(2, 2, -1)],
      [Neuron(2, 2, -1), Neuron(2, 1, -2), Neuron(2, 1, -2), Neuron(2, 1, -2)],
      [Neuron(2, 1, -2), Neuron(2, 1, -2), Neuron(2, 1, -2), Neuron(2, 1, -2)],
    ]
    #expect(try student.neurons(after: 24) == epochs.flatMap(\.self))
    let updates = try updates(of: student)
    #expect(updates.map(\.number) == Array(1...10))
    #expect(updates.map(\.epoch) == [1, 2, 2, 2, 3, 3, 3, 4, 4, 5])
    // (1, 1) is wrong four times: updates 1, 4, 7 and 9.
    #expect(updates.map(\.example) == [3, 0, 1, 3, 1, 2, 3, 2, 3, 1])
  }

  @Test("ends every epoch of XOR at the same numbers from the second on")
  func xor() throws {
    var student = try Student(at: "xor")
    let ends = try student.neurons(after: 5)
    #expect(ends == [Neuron(-1, 0, 0)] + Array(repeating: Neuron(-1, 0, 1), count: 4))
    // Two updates in the first epoch, three in the second, then all four in each.
    #expect(try updates(of: student).map(\.epoch).counts == [1: 2, 2: 3, 3: 4, 4: 4, 5: 4])
  }

  @Test("goes round a ring of four updates on XOR")
  func xorCycle() throws {
    var student = try Student(at: "xor-cycle")
    let ring = [Neuron(-1, 0, 0), Neuron(-1, 1, 1), Neuron(0, 1, 2), Neuron(-1, 0, 1)]
    #expect(try student.neuron() == ring[3])
    #expect(try student.neurons(after: 8) == ring + ring)
    #expect(try student.stage().updateCount == 8)
  }

  @Test("changes only what an input of 1 had a part in")
  func zeroInput() throws {
    // x = (0, 1), y = 1, all numbers 0: z = 0, o = 0, e = 1.
    var student = try Student(at: "one-mistake")
    while student.step() {}
    #expect(try student.reading("e") == 1)
    #expect(try student.neuron() == Neuron(0, 1, 1))
  }

  @Test("takes as many updates as its notes say, from the best start to the worst")
  func starts() throws {
    var student = try Student(at: "make-it-fail")
    student.press("end")
    #expect(try student.stage().updateCount == 28)
    #expect(try student.neuron() == Neuron(2, 1, -2))
    for (start, updates) in [(Neuron(1, 1, -1), 0), (Neuron(-10, -10, 10), 50)] {
      student.press("home")
      student.start(from: start)
      student.press("end")
      #expect(try student.stage().updateCount == updates)
    }
  }

  @Test("agrees with the rule written down once more, from any start")
  func anyStart() throws {
    var random = Seeded(1958)
    var student = try Student(at: "make-it-fail")
    for _ in 0..<12 {
      let numbers = (0..<3).map { _ in Double(Int.random(in: -10...10, using: &random)) }
      let start = Neuron(numbers[0], numbers[1], numbers[2])
      student.press("home")
      student.start(from: start)
      #expect(try student.neuron() == start)
      student.press("end")
      var expected = start
      let updates = expected.learn(Self.and, epochs: 30)
      #expect(try student.neuron() == expected, "from \(start)")
      #expect(try student.stage().updateCount == updates, "from \(start)")
    }
  }

  private func updates(
    of student: Student
  ) throws -> [(number: Int, epoch: Int, example: Int)] {
    let context = try student.stage().context(.unicode, cursor: nil)
    return try #require(context.training).updates.map { ($0.number, $0.epoch, $0.example) }
  }
}

extension Student {
  fileprivate mutating func start(from neuron: Neuron) {
    edit("w[1]", to: "\(neuron.w1)")
    edit("w[2]", to: "\(neuron.w2)")
    edit("b", to: "\(neuron.b)")
  }
}

extension [Int] {
  fileprivate var counts: [Int: Int] { reduce(into: [:]) { $0[$1, default: 0] += 1 } }
}
