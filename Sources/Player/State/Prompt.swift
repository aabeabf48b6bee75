import Diagnostics
import Screen

/// A line of text being typed.
package struct Prompt: Hashable, Sendable {
  package enum Purpose: Hashable, Sendable {
    /// A new number for an entry.
    case edit(name: String, now: String)
    case goTo
    /// What takes the place of a stretch of the model's file.
    case equation(SourceRange)
    /// What a number will be, before it is computed.
    case guess(name: String)
    /// The number a question asks for.
    case answer
  }

  package var purpose: Purpose
  package var text = ""
  /// How many characters stand behind the caret.
  private(set) var behind = 0

  /// What stands before the text.
  package var question: String {
    switch purpose {
    case .edit(let name, _): "\(name) = "
    case .goTo: "go to "
    case .equation, .answer: ""
    case .guess(let name): "\(name)? "
    }
  }

  /// What is wanted, and which keys end it; from the longest form to the shortest.
  var hints: [String] {
    let ending = "enter takes it, esc leaves it"
    switch purpose {
    case .edit: return ["a number such as 0.5 or 1/2   \(ending)", ending]
    case .equation, .answer: return [ending]
    case .goTo: return ["a name such as w[1] or z   \(ending)", ending]
    case .guess:
      let wanted = "guess: a number, + or −"
      return ["\(wanted)   \(ending), S shows the answer", "\(wanted)   S: the answer", wanted]
    }
  }

  /// More than this is nobody's answer.
  static let longest = 200

  mutating func append(_ pasted: String) {
    let printable = pasted.filter { !$0.isNewline && TextWidth.of($0) > 0 }
    text = String((beforeCaret + printable + text.suffix(behind)).prefix(Self.longest))
  }

  /// What stands before the caret.
  var beforeCaret: String { String(text.dropLast(behind)) }

  mutating func deleteBackward() { text = String(beforeCaret.dropLast()) + text.suffix(behind) }

  mutating func deleteAll() {
    text = ""
    behind = 0
  }

  mutating func moveCaret(by offset: Int) { behind = max(0, min(behind - offset, text.count)) }
}
