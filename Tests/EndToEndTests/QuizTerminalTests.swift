import Foundation
import Testing

@Suite("Questions in a terminal", .serialized, .enabled(if: Tmux.path != nil, Tmux.howToGetIt))
struct QuizTerminalTests {
  @Test("a whole quiz is answered, and a review on a later day asks it again")
  func quizAndReview() throws {
    let terminal = try Tmux()
    try terminal.start("quiz perceptron --seed 3")
    let first = try terminal.wait(for: "Quiz", "question 1/")
    let count = try #require(
      first.firstMatch(of: /question 1\/([0-9]+)/).flatMap { Int($0.output.1) })
    for number in 1...count {
      try terminal.wait(for: "question \(number)/\(count)")
      try terminal.press("S")
      // Only what is on the disk is called kept.
      try terminal.wait(for: "skipped   kept")
      try terminal.press("N")
    }
    try terminal.wait(for: "0 of \(count) questions right")
    try terminal.press("q")
    try terminal.wait(for: "ended=0")
    try terminal.start("review --now 2099-01-01 --seed 5")
    try terminal.wait(for: "Review", "question 1/\(count)")
    try terminal.press("q")
    try terminal.wait(for: "ended=0")
    try terminal.expectRestored()
  }

  @Test("what was called kept survives kill -9, and what was typed too")
  func killed() throws {
    let terminal = try Tmux()
    try terminal.start("lesson perceptron#fire")
    try terminal.wait(for: "Enough to fire")
    try terminal.press("BTab", "1", "Enter")
    try terminal.wait(for: "kept")
    try terminal.press("N", "N")
    try terminal.wait(for: "The bias")
    try terminal.press("BTab", "7")
    try terminal.wait(for: "your answer [7")
    // What is typed is written when no key has come for a moment.
    usleep(1_500_000)
    try terminal.send(SIGKILL)
    try terminal.wait(for: "ended=137")
    try terminal.start("lesson perceptron#bias")
    try terminal.wait(for: "The bias")
    try terminal.press("BTab")
    try terminal.wait(for: "your answer [7")
    try terminal.press("q", "C-c", "C-c")
    try terminal.wait(for: "ended=0")
    try terminal.start("review --now 2099-01-01")
    try terminal.wait(for: "question 1/1", "The weighted sum is exactly the")
  }
}

@Suite("Questions without a terminal")
struct QuizPlainTests {
  private func run(_ arguments: String, answers: String) throws -> Program.Result {
    try Program.run(
      ["-c", "printf '\(answers)' | \"$0\" \(arguments)", Program.path], program: "/bin/sh")
  }

  @Test("are asked in lines and answered from the input")
  func lines() throws {
    let result = try run(
      "quiz perceptron --seed 1 --count 2 --plain", answers: "h\\ns\\nnonsense\\ns\\n")
    #expect(result.status == 0 && result.error == "")
    #expect(result.output.contains("Question: "))
    #expect(result.output.contains("hint 1: "))
    #expect(result.output.contains("skipped   kept"))
    #expect(result.output.contains("0 of 2 questions right"))
    #expect(!result.output.contains(String.escape))
  }

  @Test("end where the input does, and say what was not answered")
  func endOfInput() throws {
    let result = try Program.run(["quiz", "perceptron", "--seed", "1", "--count", "3"])
    #expect(result.status == 0)
    #expect(result.output.contains("0 of 3 questions right"))
    #expect(result.output.contains("not answered: "))
  }

  @Test("are drawn by play, a quiz with the same seed the same way")
  func play() throws {
    let results = try (0..<2).map { _ in
      try Program.run(["play", "perceptron", "--quiz", "--seed", "4", "--keys", "S"]).output
    }
    #expect(results[0] == results[1] && results[0].contains("skipped"))
  }
}
