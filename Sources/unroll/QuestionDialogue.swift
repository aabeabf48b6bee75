import Foundation
import Player
import Screen

/// A question asked in plain lines, its answers read from the standard input.
struct QuestionDialogue {
  let isInteractive: Bool

  /// Asks until the question is answered or gone on from.
  ///
  /// - Returns: false where the person wants to leave, or there is no more input for a quiz.
  func run(_ player: inout Headless) -> Bool {
    guard let question = SpokenQuestion(player.state), !question.isSettled else { return true }
    print("\n\(question.asked)")
    while let question = SpokenQuestion(player.state), !question.isSettled {
      guard let line = readLine()?.trimmingCharacters(in: .whitespaces) else {
        // A lesson that is printed goes on; a quiz without answers is over.
        return player.state.quiz == nil
      }
      switch line {
      case "": return true
      case "q": return false
      case "h", "H": press(.character("H"), &player) { $0.hint }
      case "s", "S": press(.character("S"), &player) { $0.said }
      default: answer(line, question, &player)
      }
    }
    return true
  }

  private func answer(_ line: String, _ question: SpokenQuestion, _ player: inout Headless) {
    let tries = player.state.lesson?.question?.tries.count
    for action in question.answering(line) { player.send(action) }
    if player.state.prompt != nil { player.send(.key(.escape)) }
    if player.state.lesson?.question?.tries.count == tries {
      tell(player)
    } else if let question = SpokenQuestion(player.state) {
      print(question.said)
    }
  }

  private func press(
    _ key: Key, _ player: inout Headless, _ answer: (SpokenQuestion) -> String
  ) {
    player.send(.key(key))
    tell(player)
    if let question = SpokenQuestion(player.state), player.state.message == nil {
      print(answer(question))
    }
  }

  /// What the player has said, such as that this is no number.
  private func tell(_ player: Headless) {
    if let said = player.state.message { print(player.state.glyphs.text(said.text)) }
  }
}
