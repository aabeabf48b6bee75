import Courseware

/// What a student has typed or chosen so far.
package struct AnswerDraft: Hashable, Sendable {
  /// The answer the arrows are on; nil before one was chosen.
  package var pointer: Int?
  /// The answers that are marked; in an order, in that order.
  package var marked: [Int] = []
  /// What is typed where a number is asked for.
  package var field = Prompt(purpose: .answer)

  package init() {}

  var isEmpty: Bool { pointer == nil && marked.isEmpty && field.text.isEmpty }

  /// Marks an answer, or takes the mark away.
  mutating func toggle(_ index: Int) {
    if let place = marked.firstIndex(of: index) {
      marked.remove(at: place)
    } else {
      marked.append(index)
    }
  }

  /// Takes back what was done last.
  ///
  /// - Returns: false where there is nothing.
  mutating func takeBack() -> Bool {
    if !field.text.isEmpty {
      field.deleteBackward()
    } else if !marked.isEmpty {
      pointer = marked.removeLast()
    } else if pointer != nil {
      pointer = nil
    } else {
      return false
    }
    return true
  }

  // MARK: As a line

  /// As a person would type it in a line: `2`, `1 3`, `0.5`.
  package func line(_ kind: Question.Kind) -> String {
    switch kind {
    case .chooseOne, .sign: pointer.map { "\($0 + 1)" } ?? ""
    case .chooseAll, .order: marked.map { "\($0 + 1)" }.joined(separator: " ")
    case .number: field.text
    case .pick: ""
    }
  }

  /// What such a line says; what is no answer of the question is left out.
  ///
  /// - Parameter count: how many answers there are to choose from.
  package init(line: String, _ kind: Question.Kind, count: Int) {
    switch kind {
    case .chooseOne: pointer = Self.indices(line, kind, count).first
    case .sign: pointer = line.split(separator: " ").first.flatMap(AnswerLabel.sign)
    case .chooseAll, .order: marked = Self.indices(line, kind, count)
    case .number: field.append(line)
    case .pick: break
    }
  }

  /// Letters and digits may stand together, as keys are pressed: 132.
  private static func indices(_ line: String, _ kind: Question.Kind, _ count: Int) -> [Int] {
    var seen: Set<Int> = []
    return line.compactMap { AnswerLabel.index(of: $0, kind) }
      .filter { $0 < count && seen.insert($0).inserted }
  }
}

/// How the answers of a list are called.
enum AnswerLabel {
  /// The label that is shown: the steps of an order have letters, for their places are numbers.
  static func text(_ index: Int, _ kind: Question.Kind) -> String {
    switch kind {
    case .order: index < letters.count ? String(letters[index]) : "\(index + 1)"
    case .sign: signs.indices.contains(index) ? String(signs[index].first ?? " ") : ""
    default: "\(index + 1)"
    }
  }

  /// The answer a key means; there may be fewer answers than that.
  static func index(of key: Character, _ kind: Question.Kind) -> Int? {
    if kind.asksForSign { return signs.firstIndex { $0.contains(key) } }
    if let digit = key.wholeNumberValue, digit > 0 { return digit - 1 }
    return letters.firstIndex(of: key)
  }

  private static let letters = Array("abcdefg")
  /// Up, down, unchanged: as shown, then what else may be typed.
  private static let signs = ["+=u1", "−-d2", "03"]

  /// The answer a word means: `up`, `down`, `unchanged`.
  static func sign(_ word: Substring) -> Int? {
    let words = Sign.allCases.map(\.rawValue)
    return words.firstIndex(of: word.lowercased())
      ?? word.first.flatMap { key in
        word.count == 1 ? signs.firstIndex { $0.contains(key) } : nil
      }
  }
}

extension Question.Kind {
  var asksForSign: Bool { if case .sign = self { true } else { false } }
  var asksForCell: Bool { if case .pick = self { true } else { false } }
  var asksForNumber: Bool { if case .number = self { true } else { false } }
}
