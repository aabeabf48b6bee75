import Autograd
import Courseware
import Diagnostics
import Equations

/// Binds the questions of a page to its scenes.
struct QuestionLinker {
  let page: LinkedPage
  /// The lesson's file, for messages.
  let file: String
  private(set) var diagnostics: [Diagnostic] = []
  private var scenes: [String?: Int] = [:]
  private var runs: [SceneRun] = []

  init(_ page: LinkedPage, file: String) {
    self.page = page
    self.file = file
  }

  /// The question ready to be asked; nil, with the reason among the diagnostics, where it cannot be.
  mutating func link(_ question: Question) -> LinkedQuestion? {
    let before = diagnostics.count
    (scenes, runs) = ([:], [])
    let queries = bind(question)
    checkAnswers(of: question, queries)
    let variations = variations(of: question)
    guard diagnostics.count == before else { return nil }
    do throws(Flaw) {
      return try LinkedQuestion(
        question, pageID: page.page.id, scenes: runs, hasStage: !page.page.scenes.isEmpty,
        queries: queries, variations: variations)
    } catch {
      report(
        question.range,
        variations.isEmpty ? error.message : "whatever is drawn, \(error.message)",
        variations.isEmpty ? "change one of them" : "draw from another range")
      return nil
    }
  }

  // MARK: Queries

  /// Every query and claim, bound to its scene; the scene of the one that says what is right comes
  /// first.
  private mutating func bind(_ question: Question) -> [Courseware.Query: BoundQuery] {
    var bound: [Courseware.Query: BoundQuery] = [:]
    for query in question.queries { bound[query] = bind(query) }
    for claim in question.claims {
      bound[claim.query] = bind(claim.query)
      if let scene = bound[claim.query]?.scene, runs[scene].leaves(after: claim.after) == nil {
        report(
          claim.range, "training does not get that far",
          "a claim looks at most \(SceneRun.furthest) examples ahead")
      }
    }
    if let first = page.scene, runs.isEmpty { runs = [first] }
    return bound
  }

  private mutating func bind(_ query: Courseware.Query) -> BoundQuery? {
    guard let scene = scene(for: query) else { return nil }
    let model = runs[scene].model
    do throws(Diagnostics) {
      let asked = try Equations.Query(query.expression, to: model, file: file)
      let entry = asked.shape.isScalar ? model.entry(named: query.expression.text) : nil
      return BoundQuery(scene: scene, query: asked, entry: entry)
    } catch {
      for found in error.all { report(found.range, found.message, found.advice) }
      return nil
    }
  }

  private mutating func scene(for query: Courseware.Query) -> Int? {
    if let known = scenes[query.scene?.text] { return known }
    if query.isNumber, page.page.scenes.isEmpty, let empty = try? Model(.nothing) {
      runs.append(SceneRun(empty))
      scenes[nil] = runs.count - 1
      return runs.count - 1
    }
    guard let run = page.scene(for: query) else {
      // A scene that is there and could not be linked is reported as such.
      if page.page.scene(for: query)?.model == nil {
        report(
          query.range, "there is no scene to ask this",
          "add a scene with a model, or name one: left: loss")
      } else {
        report(query.range, "the scene this asks cannot be run", "mend the scene")
      }
      return nil
    }
    runs.append(run)
    scenes[query.scene?.text] = runs.count - 1
    return runs.count - 1
  }

  // MARK: Answers

  private mutating func checkAnswers(
    of question: Question, _ queries: [Courseware.Query: BoundQuery]
  ) {
    if let query = question.kind.query, let bound = queries[query] {
      check(bound, query, isPicked: question.kind.isPick)
    }
    for answer in question.answers {
      if let problem = question.kind.problem(with: answer.value) {
        report(answer.range, problem.message, problem.advice)
      } else if let query = answer.value.query, let bound = queries[query],
        question.kind.query != nil
      {
        check(bound, query, isPicked: question.kind.isPick)
      }
    }
  }

  /// What is asked for is one number; what is picked is one that has a name.
  private mutating func check(_ bound: BoundQuery, _ query: Courseware.Query, isPicked: Bool) {
    let text = query.expression.text
    if !bound.query.shape.isScalar {
      report(
        query.range, "`\(text)` is not one number but of shape \(bound.query.shape)",
        "name one of its numbers, such as `\(text)[1]`")
    } else if isPicked, bound.entry == nil {
      report(
        query.range, "`\(text)` is no number of the stage but worked out of some",
        "name one, such as x[2] or grad(w)")
    }
  }

  // MARK: Variations

  private mutating func variations(of question: Question) -> [Variation] {
    question.vary.compactMap { field in
      let models = runs.map(\.model)
      let name = field.name.text
      guard let first = models.first else {
        report(field.name.range, "there is no model to draw `\(name)` for", "add a scene")
        return nil
      }
      let declaring = models.filter { $0.declaration(named: name) != nil }
      do throws(VariationReader.Wrong) {
        let variation = try VariationReader.read(field, for: declaring.first ?? first)
        checkShapes(of: field.name, in: declaring)
        return variation
      } catch {
        report(field.value.range, error.message, error.advice)
        return nil
      }
    }
  }

  /// What is drawn for one scene must fit the others that have the name.
  private mutating func checkShapes(of name: Written, in models: [Model]) {
    let shapes = models.map { model in
      (model.declaration(named: name.text)?.members ?? []).map { model.graph[$0.node].shape }
    }
    guard Set(shapes).count > 1 else { return }
    report(
      name.range, "`\(name)` has another shape in another scene that the question asks",
      "ask one scene, or give them the same")
  }

  private mutating func report(_ range: SourceRange, _ message: String, _ advice: String?) {
    diagnostics.append(
      Diagnostic(
        file: file, range: range, rule: PlayedRule.question.rawValue, message: message,
        advice: advice))
  }
}

extension SourceText {
  /// The model of a page without a scene, where a question's answer is a number as it stands.
  fileprivate static let nothing = SourceText(name: "", text: "")
}

extension Question.Kind {
  fileprivate var isPick: Bool { if case .pick = self { true } else { false } }

  /// Why a known wrong answer is none to this kind of question.
  fileprivate func problem(with value: Answer.Value) -> (message: String, advice: String)? {
    switch (self, value) {
    case (.chooseOne, _), (.chooseAll, _), (.number, .query), (.pick, .query): nil
    case (.number, .text(let text)):
      (try? NumberText(text.text)) == nil
        ? ("`\(text)` is not a number", "write a number, or { query: … }") : nil
    case (.pick, .text): ("a cell is named by a query", "write { query: \"w[2]\", because: … }")
    case (.sign, .text(let text)):
      Sign(rawValue: text.text.lowercased()) == nil
        ? ("`\(text)` is no way a number goes", "write up, down or unchanged") : nil
    case (.sign, .query): ("a sign is not computed", "write up, down or unchanged")
    case (.order, _): ("steps in order have no answers", "leave `answers` away")
    }
  }
}
