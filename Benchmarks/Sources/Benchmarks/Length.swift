import Autograd
import CHeap
import Equations
import Foundation

/// What a longer sequence costs, and what a model costs before its first step.
enum Length {
  static let names = ["length", "building"]

  /// An LSTM with 8 inputs and 16 units on longer and longer sequences: a straight line, if a time
  /// step takes as long in a sequence of 10 000 as in one of 10.
  static func growth(seconds: Double) throws -> Bool {
    Report.say("\nLSTM 8/16, batch 1: what a sequence's length costs")
    let points = try [10, 32, 100, 316, 1000, 3162, 10_000].map { steps in
      let point = try Point(steps: steps, seconds: seconds / 7)
      Report.say(point.line)
      return point
    }
    let slope = slope(points.map { (log(Double($0.steps)), log($0.time)) })
    let bytes = points.last?.bytesPerNumber ?? .infinity
    let isStraight = slope <= 1.1, isSmall = bytes <= 48
    Report.say(
      "time grows with length to the power of \(Report.digits(slope)), at most 1.10  "
        + Report.verdict(isStraight))
    Report.say(
      "\(Report.digits(bytes)) bytes a recorded number, at most 48  " + Report.verdict(isSmall))
    return isStraight && isSmall
  }

  /// From the text of an LSTM and 1000 inputs to a graph, and on to what is run.
  static func building() throws -> Bool {
    let workload = Workload.lstm(inputs: 8, hidden: 16, steps: 1000, batch: 1)
    let clock = ContinuousClock()
    var building: [Double] = [], preparing: [Double] = []
    for _ in 0..<5 {
      let start = clock.now
      let model = try workload.model()
      let built = clock.now
      _ = TrainingMachine([.init(model.program)], optimizer: .sgd(rate: Workload.rate))
      building.append((built - start) / .seconds(1))
      preparing.append((clock.now - built) / .seconds(1))
    }
    let time = Timing.median(building)
    Report.say(
      "\nbuilding an LSTM with T = 1000 from its text: \(Report.time(time)), under 200 ms  "
        + Report.verdict(time < 0.2))
    Report.say("making it ready to be trained: \(Report.time(Timing.median(preparing)))")
    return time < 0.2
  }

  private struct Point {
    let steps: Int
    let time: Double
    /// How many numbers can be read after a step: values, and gradients of what has one.
    let count: Int
    /// The memory that the model and the machine take.
    let bytes: Int
    /// Of these, what the model takes: names, shapes, lines, operations in order.
    let modelBytes: Int
    var bytesPerNumber: Double { Double(bytes) / Double(count) }

    init(steps: Int, seconds: Double) throws {
      let workload = Workload.lstm(inputs: 8, hidden: 16, steps: steps, batch: 1)
      modelBytes = try Self.bytes(of: workload)
      let before = heap_bytes_in_use()
      var ours = try Ours(workload)
      ours.step()
      bytes = heap_bytes_in_use() - before
      count = ours.recordedCount
      self.steps = steps
      time = Timing.median(Timing.times(&ours, seconds: seconds))
    }

    private static func bytes(of workload: Workload) throws -> Int {
      let before = heap_bytes_in_use()
      let model = try workload.model()
      return withExtendedLifetime(model) { heap_bytes_in_use() - before }
    }

    var line: String {
      let length = String(steps), padding = String(repeating: " ", count: 6 - length.count)
      return "\(padding)\(length) steps  \(Report.time(time)), \(Report.time(time / Double(steps)))"
        + " each; \(count) numbers, \(Report.digits(bytesPerNumber)) bytes each,"
        + " \(Report.digits(Double(modelBytes) / Double(count))) of them the model's"
    }
  }

  /// Of the line that lies nearest to the points.
  private static func slope(_ points: [(x: Double, y: Double)]) -> Double {
    let count = Double(points.count)
    let x = points.reduce(0) { $0 + $1.x } / count, y = points.reduce(0) { $0 + $1.y } / count
    let products = points.reduce(0) { $0 + ($1.x - x) * ($1.y - y) }
    return products / points.reduce(0) { $0 + ($1.x - x) * ($1.x - x) }
  }
}
