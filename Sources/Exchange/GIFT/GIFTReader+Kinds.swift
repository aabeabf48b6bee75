import Diagnostics

extension GIFTReader {
  /// What kind of question it is, in the order in which Moodle decides; nil, after saying why, for
  /// one that Unroll does not have.
  mutating func kind(_ parts: GIFTParts) -> ExportedQuestion.Kind? {
    guard let answers = parts.answers else {
      refuse(parts.whole.place, "this is a text without a question", "put it on a page of a lesson")
      return nil
    }
    if answers.isEmpty {
      refuse(parts.whole.place, "this asks for an essay", "no program judges it; ask for a choice")
      return nil
    }
    if answers.first?.isMark("#") == true { return number(answers.dropFirst(), parts.format) }
    if answers.contains("~") { return choice(answers, parts.format) }
    if answers.contains("="), answers.range(of: "->") != nil { return order(answers, parts.format) }
    if let answer = truth(answers) { return truth(answer, answers, parts.format) }
    refuse(
      answers.place, "this asks for words to be typed", "offer them as choices: {=right ~wrong}")
    return nil
  }

  // MARK: True or false

  private func truth(_ answers: GIFTText) -> Bool? {
    switch answers.cut(at: "#").before.string {
    case "T", "TRUE": true
    case "F", "FALSE": false
    default: nil
    }
  }

  /// The first comment is for the wrong answer, the second for the right one.
  private mutating func truth(
    _ isTrue: Bool, _ answers: GIFTText, _ format: GIFTFormat
  ) -> ExportedQuestion.Kind {
    let (wrong, right) = answers.cut(at: "#").behind.map { $0.cut(at: "#") } ?? ([], nil)
    let becauses = [true: wording(right ?? [], format), false: wording(wrong, format)]
    return .one(
      [true, false].map { offered in
        let isRight = offered == isTrue
        return ExportedQuestion.Choice(
          Wording(offered ? "True" : "False"), isRight: isRight,
          because: becauses[isRight] ?? Wording(""))
      })
  }

  // MARK: Steps in order

  /// Pairs are steps where what they are matched with says their places: 1., 2., 3.
  private mutating func order(_ answers: GIFTText, _ format: GIFTFormat) -> ExportedQuestion.Kind? {
    var steps: [Int: Wording] = [:]
    let pairs = answers.parts(at: "=")
    for pair in pairs {
      guard let arrow = pair.range(of: "->") else {
        refuse(pair.place, "this has no -> in it, as the others have", "write text -> 1.")
        return nil
      }
      let place = pair[arrow.upperBound...].trimmed.string
      guard let number = place.wholeMatch(of: /([0-9]{1,3})[.)]?/).flatMap({ Int($0.output.1) }),
        (1...pairs.count).contains(number), steps[number] == nil
      else {
        refuse(
          pair.place,
          "pairs are steps to be put in order here, and `\(place)` is no place of its own",
          "match them with 1., 2. and so on, or ask for each as a choice")
        return nil
      }
      steps[number] = wording(pair[..<arrow.lowerBound], format)
    }
    guard pairs.count > 1, !steps.values.contains(where: \.isEmpty) else {
      refuse(
        answers.place, "there are not two steps to put in order", "write =first -> 1. =next -> 2.")
      return nil
    }
    return .order(steps.sorted { $0.key < $1.key }.map(\.value))
  }
}

/// An answer with the share of the mark that is written before it.
struct GIFTAnswer {
  var text: GIFTText
  var because: GIFTText?
  /// 1 is the whole mark; nil where nothing is written.
  var share: Double?

  /// `%50%`, as Moodle finds it: not `%half%`, which is text.
  init(_ written: GIFTText) {
    var rest = written
    if let match = written.string.prefixMatch(of: /%(-*[0-9]{1,2}\.?[0-9]*)%/),
      let percent = Double(match.output.1)
    {
      share = percent / 100
      rest = written.dropFirst(match.output.0.unicodeScalars.count)
    }
    (text, because) = rest.cut(at: "#")
  }
}
