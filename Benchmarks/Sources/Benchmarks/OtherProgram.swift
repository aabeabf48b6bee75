import Foundation

/// The Python program that takes the other side's steps, waiting while ours are taken.
struct OtherProgram {
  private let process = Process()
  private let requests = Pipe()
  private let answers = Pipe()

  /// - Parameter python: an interpreter that has PyTorch and micrograd.
  init(python: String) throws {
    process.executableURL = URL(filePath: python)
    process.arguments = ["serve.py"]
    process.currentDirectoryURL = Workload.root.appending(path: "Benchmarks/References")
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"]
    ) { $1 }
    process.standardInput = requests
    process.standardOutput = answers
    try process.run()
  }

  private struct Open: Encodable {
    var `do` = "open"
    let work: String
    let sizes: [String: Int]
  }

  private struct Time: Encodable {
    var `do` = "time"
    let seconds: Double
  }

  /// Makes one of References/ ready.
  ///
  /// - Parameter work: the module and the class: `lstm.Cells`.
  func open(_ work: String, sizes: [String: Int]) throws -> StepNumbers {
    try ask(Open(work: work, sizes: sizes))
  }

  /// Takes steps for so long; how many seconds each took.
  func time(seconds: Double) throws -> [Double] { try ask(Time(seconds: seconds)) }

  private func ask<Answer: Decodable>(_ request: some Encodable) throws -> Answer {
    try requests.fileHandleForWriting.write(contentsOf: JSONEncoder().encode(request) + [10])
    var line = Data()
    while line.last != 10 {
      let piece = answers.fileHandleForReading.availableData
      guard !piece.isEmpty else { throw Failure("The Python program ended; what it said is above") }
      line += piece
    }
    return try JSONDecoder().decode(Answer.self, from: line)
  }

  func close() {
    try? requests.fileHandleForWriting.close()
    process.waitUntilExit()
  }
}
