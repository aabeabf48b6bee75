import Diagnostics

extension GIFTReader {
  /// - Parameter answers: what is behind the `#`.
  mutating func number(_ answers: GIFTText, _ format: GIFTFormat) -> ExportedQuestion.Kind? {
    let (given, others) = answers.cut(at: "~")
    if let others {
      warn(
        others.place, "what is said to any other number is left out",
        "say it to a number: =%0%12#…")
    }
    var read: [(number: Band, answer: GIFTAnswer)] = []
    for text in given.parts(at: "=") {
      let answer = GIFTAnswer(text)
      guard let number = band(answer.text) else { return nil }
      read.append((number, answer))
    }
    let rights = read.filter { ($0.answer.share ?? 1) > 0.99999 }
    guard let right = rights.first, rights.count == 1 else {
      let message = rights.isEmpty ? "no number is right here" : "several numbers are right here"
      refuse(answers.trimmed.place, message, "write one that is, such as {#12:0.5}")
      return nil
    }
    if right.answer.because?.isEmpty == false {
      warn(
        right.answer.text.place, "what is said to the right number is left out", "make it a hint")
    }
    let wrong = read.filter { ($0.answer.share ?? 1) <= 0.99999 }
    return .number(
      ExportedQuestion.Number(
        right.number.middle, tolerance: right.number.tolerance,
        mistakes: wrong.compactMap { mistake($0.number, $0.answer, right.number, format) }))
  }

  /// A number and how far off it one may be.
  struct Band {
    var middle: Double
    var tolerance: Double
  }

  /// `1822:5`, `3.141..3.142` or `12`.
  private mutating func band(_ text: GIFTText) -> Band? {
    let written = text.string
    let ends = written.firstRange(of: "..").map { ($0.lowerBound, $0.upperBound) }
    if let ends, ends.0 > written.startIndex {
      guard let low = plain(written[..<ends.0], text), let high = plain(written[ends.1...], text)
      else { return nil }
      guard low <= high else {
        refuse(text.place, "this range ends before it begins", "write the smaller number first")
        return nil
      }
      let middle = (low + high) / 2
      return Band(middle: middle, tolerance: max(high - middle, middle - low))
    }
    let parts = text.split(maxSplits: 1, omittingEmptySubsequences: false) { $0.isMark(":") }
    guard let middle = plain(parts[0].string[...], text) else { return nil }
    guard parts.count > 1 else { return Band(middle: middle, tolerance: 0) }
    guard let tolerance = plain(parts[1].string[...], text) else { return nil }
    return Band(middle: middle, tolerance: abs(tolerance))
  }

  /// A number as Moodle reads it. What Moodle does not read it takes for one that any answer equals.
  private mutating func plain(_ text: Substring, _ place: GIFTText) -> Double? {
    let text = String(text).trimmed
    let form = /[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?/
    if text.wholeMatch(of: form) != nil, let number = Double(text), number.isFinite {
      return number
    }
    refuse(
      place.place, "`\(text)` is no number to Moodle, which then accepts any answer",
      "write a plain decimal, such as 0.5 or 1.5e-05")
    return nil
  }

  private mutating func mistake(
    _ number: Band, _ answer: GIFTAnswer, _ right: Band, _ format: GIFTFormat
  ) -> ExportedQuestion.Mistake? {
    guard abs(number.middle - right.middle) > right.tolerance else {
      warn(
        answer.text.place, "this number is as good as right, and is left out",
        "there is no part of a mark here; widen what is right, or drop it")
      return nil
    }
    if let share = answer.share, share > 0 {
      warn(
        answer.text.place, "the share of \((share * 100).plain) % is left out",
        "the number is wrong here, with its explanation")
    }
    if number.tolerance != right.tolerance {
      warn(
        answer.text.place, "how close is close enough is said once for a question here",
        "it is \(right.tolerance.plain), as for the right number")
    }
    return ExportedQuestion.Mistake(number.middle, because: wording(answer.because ?? [], format))
  }
}
