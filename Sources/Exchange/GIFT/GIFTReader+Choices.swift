import Diagnostics

extension GIFTReader {
  /// With a `=` one answer is chosen, without it as many as one likes.
  mutating func choice(_ answers: GIFTText, _ format: GIFTFormat) -> ExportedQuestion.Kind? {
    let offered = Self.offered(answers)
    let isSingle = answers.contains("=")
    warnOfInnerMarks(answers)
    if isSingle, offered.count(where: \.isRight) > 1 {
      refuse(answers.place, "one is chosen of these, and several are right", "keep one `=`")
      return nil
    }
    let read = offered.map { GIFTAnswer($0.text) }
    let rights = zip(offered, read).map { $0.isRight || ($1.share ?? 0) > (isSingle ? 0.99999 : 0) }
    guard check(rights, answers) else { return nil }
    for (answer, isRight) in zip(read, rights) { warnOfShare(answer, isRight, rights, isSingle) }
    let choices = zip(read, rights).map { answer, isRight in
      ExportedQuestion.Choice(
        wording(answer.text, format), isRight: isRight,
        because: wording(answer.because ?? [], format))
    }
    guard check(choices, answers) else { return nil }
    return rights.count(where: \.self) == 1 ? .one(choices) : .all(choices)
  }

  /// What is behind each `~` and `=`.
  private static func offered(_ answers: GIFTText) -> [(text: GIFTText, isRight: Bool)] {
    var all: [(GIFTText, Bool)] = [], start = answers.startIndex, isRight = false
    for index in answers.indices where answers[index].isMark("~") || answers[index].isMark("=") {
      // `~=` is one mark.
      let text = answers[start..<index].trimmed
      if !text.isEmpty { all.append((text, isRight)) }
      start = index + 1
      isRight = answers[index].isMark("=")
    }
    let last = answers[start...].trimmed
    return last.isEmpty ? all : all + [(last, isRight)]
  }

  /// A `=` in the middle of a word is more likely text than a right answer.
  private mutating func warnOfInnerMarks(_ answers: GIFTText) {
    for index in answers.indices.dropFirst()
    where answers[index].isMark("=") && !answers[index - 1].isMark("~") {
      let before = answers[index - 1].value
      guard !before.properties.isWhitespace else { continue }
      warn(
        answers[index...index].place, "this = begins a right answer", "write \\= where it is text")
    }
  }

  private mutating func check(_ rights: [Bool], _ answers: GIFTText) -> Bool {
    if rights.count < 2 {
      refuse(answers.place, "there is nothing to choose from", "write {=right ~wrong}")
    } else if !rights.contains(true) {
      refuse(answers.place, "none of these is right", "begin the right one with =")
    } else if !rights.contains(false) {
      refuse(answers.place, "all of these are right", "add one that is wrong")
    } else {
      return true
    }
    return false
  }

  private mutating func check(_ choices: [ExportedQuestion.Choice], _ answers: GIFTText) -> Bool {
    let texts = choices.map(\.text.plain)
    if texts.contains("") {
      refuse(answers.place, "one of these says nothing", "write it, or take out its mark")
    } else if Set(texts).count < texts.count {
      refuse(answers.place, "two of these are the same", "change one of them")
    } else {
      return true
    }
    return false
  }

  /// An answer is right or wrong here. Equal shares of the right ones, and what is taken off for
  /// wrong ones, say no more than that.
  private mutating func warnOfShare(
    _ answer: GIFTAnswer, _ isRight: Bool, _ rights: [Bool], _ isSingle: Bool
  ) {
    guard let share = answer.share else { return }
    let even = 1 / Double(rights.count(where: \.self))
    let isEven = isRight && abs(share - even) < 1e-4
    let isNone = !isRight && share <= 0
    if isEven || isNone { return }
    warn(
      answer.text.place, "the share of \((share * 100).plain) % is left out",
      "an answer is right or wrong here; this one is \(isRight ? "right" : "wrong")")
  }
}
