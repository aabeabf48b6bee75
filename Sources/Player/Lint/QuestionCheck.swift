import Autograd
import Courseware
import Diagnostics
import Equations
import Screen
import Views

/// A question asked and answered, a hundred times where its numbers are drawn.
struct QuestionCheck {
  let linked: LinkedQuestion
  /// The lesson's file, for messages.
  let file: String
  private let asked: [AskedQuestion]

  static let drawings = 100

  init(_ linked: LinkedQuestion, file: String) {
    self.linked = linked
    self.file = file
    asked = (1...(linked.varies ? Self.drawings : 1)).map { linked.asked(seed: UInt64($0)) }
  }

  var problems: [Diagnostic] { differing + judging + claims + showing }

  // MARK: Two answers that are the same

  /// What drawings must be made again says how well the numbers are chosen: those few that are can
  /// do no harm.
  private var differing: [Diagnostic] {
    guard linked.varies else { return [] }
    var random = Random(seed: 1)
    let flaws = (0..<Self.drawings).compactMap { _ in
      let drawing = linked.drawing(using: &random)
      let flaw = AskedQuestion(linked, drawing, seed: 1).flaw
      return flaw.map { ($0, drawing.values) }
    }
    guard let (flaw, values) = flaws.first else { return [] }
    let drawn = values.map(\.text).joined(separator: ", ")
    let isMost = flaws.count > Self.drawings / 2
    return [
      problem(
        .answersDiffer, linked.question.range,
        "with \(drawn) \(flaw.message); so it is in \(flaws.count) of \(Self.drawings) drawings",
        isMost
          ? "draw from another range" : "they are drawn again; narrow the range to be rid of them",
        isMost ? .error : .warning)
    ]
  }

  // MARK: Answered

  /// The right answer is accepted, and each wrong one refused with the words that are for it.
  private var judging: [Diagnostic] {
    for question in asked {
      let right = question.rightResponse
      if question.judge(right).kind != .right {
        return [misjudged("its own right answer, \(question.text(of: right)), is refused")]
      }
      for (response, expected) in question.wrongResponses
      where !question.judge(response).agrees(with: expected) {
        let isRight = question.judge(response).kind == .right
        return [
          misjudged(
            "the wrong answer \(question.text(of: response)) is "
              + (isRight ? "accepted" : "answered with other words than its own"))
        ]
      }
    }
    return []
  }

  private func misjudged(_ message: String) -> Diagnostic {
    problem(.answersJudged, linked.question.range, message, "change the answers or the tolerance")
  }

  // MARK: Shown

  private var claims: [Diagnostic] {
    var reported: Set<Claim> = []
    return asked.flatMap(\.falseClaims).filter { reported.insert($0.claim).inserted }.map {
      problem(
        .claimHolds, $0.claim.range,
        "the question says \($0.claim.claimed?.text ?? ""), the engine \($0.text)",
        linked.varies ? "leave ≈ away where numbers are drawn" : "mend the text or the model")
    }
  }

  /// What is to be picked must stand in one of the scene's views.
  private var showing: [Diagnostic] {
    guard case .pick(let query) = linked.question.kind, let entry = linked.queries[query]?.entry,
      let scene = asked[0].scene, !scene.shows(entry)
    else { return [] }
    let names = scene.views.map { type(of: $0).name }
    return [
      problem(
        .question, query.range,
        names.isEmpty
          ? "the scene has no view to point at `\(query.expression)` in"
          : "the view \(names.joined(separator: ", ")) does not show `\(query.expression)`",
        "ask for a number that it shows, or add a view that does")
    ]
  }

  private func problem(
    _ rule: PlayedRule, _ range: SourceRange, _ message: String, _ advice: String,
    _ severity: Diagnostic.Severity = .error
  ) -> Diagnostic {
    Diagnostic(
      severity, file: file, range: range, rule: rule.rawValue, message: message, advice: advice)
  }
}

extension SceneRun {
  /// Whether a view of the scene, with room enough, shows a number once its first example is over.
  fileprivate func shows(_ entry: Autograd.Entry) -> Bool {
    var stage = StageState(self)
    stage.go(to: over(0))
    let context = stage.context(.unicode, cursor: nil)
    return views.contains { view in
      let size = view.size(context)
      var frame = Frame(size: size)
      return view.draw(context, into: &frame, in: Rect(size)).contains { $0.entry == entry }
    }
  }
}
