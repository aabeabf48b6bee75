import Diagnostics

/// Translations that are no longer the same lesson.
package struct TranslationRule: LintRule {
  package let name = "translation"

  package let explanation = Explanation(
    what: "A translation has the pages, scenes and questions of the English lesson.",
    why: """
      Progress is kept by the ids, whatever the language, and a number quoted in one must be the
      number shown in the other. Only the words differ.
      """,
    wrong: """
      ## The sum <!-- #sum -->            (in lesson.md)
      ## Сумма <!-- #summa -->            (in lesson.ru.md)
      """,
    right: """
      ## The sum <!-- #sum -->            (in lesson.md)
      ## Сумма <!-- #sum -->              (in lesson.ru.md)
      """)

  package func check(_ course: Course) -> [Diagnostic] {
    course.translations.flatMap { translation -> [Diagnostic] in
      guard let original = course.lessons.first(where: { $0.directory == translation.directory })
      else { return [] }
      return pages(translation, original)
    }
  }

  private func pages(_ translation: Lesson, _ original: Lesson) -> [Diagnostic] {
    let (ours, theirs) = (translation.pages.map(\.id), original.pages.map(\.id))
    guard ours == theirs else {
      let common = zip(ours, theirs).prefix { $0 == $1 }.count
      let page = translation.pages.dropFirst(common).first ?? translation.pages.last
      let expected = theirs.dropFirst(common).first.map { "the English has `\($0)` here" }
      return [
        wrong(
          translation, at: page?.heading ?? SourceRange(at: .start),
          "the pages differ: \(expected ?? "the English ends before this page")",
          advice: "give both the same pages in the same order")
      ]
    }
    return zip(translation.pages, original.pages).flatMap { contents($0, $1, translation) }
  }

  private func contents(_ ours: Page, _ theirs: Page, _ translation: Lesson) -> [Diagnostic] {
    var differing: [(SourceRange, String)] = []
    if ours.scenes.count != theirs.scenes.count {
      differing.append((ours.heading, "this page has \(theirs.scenes.count) scenes in English"))
    }
    if ours.questions.count != theirs.questions.count {
      differing.append(
        (ours.heading, "this page has \(theirs.questions.count) questions in English"))
    }
    for (a, b) in zip(ours.scenes, theirs.scenes) where !isSame(a, b) {
      differing.append((a.range, "this scene differs from the English one"))
    }
    for (a, b) in zip(ours.questions, theirs.questions) where !isSame(a, b) {
      differing.append((a.id.range, "this question differs from the English `\(b.id.text)`"))
    }
    return differing.map { wrong(translation, at: $0.0, $0.1, advice: "only words are translated") }
  }

  /// A tool's fields may be text in the lesson's language.
  private func isSame(_ a: Scene, _ b: Scene) -> Bool {
    if a.tool != nil || b.tool != nil { return a.tool?.kind.value == b.tool?.kind.value }
    return a.fields.plain == b.fields.plain
  }

  private func isSame(_ a: Question, _ b: Question) -> Bool {
    a.id.text == b.id.text && kind(a) == kind(b)
      && a.answers.map(\.isRight) == b.answers.map(\.isRight)
      && a.queries.map(\.plain) == b.queries.map(\.plain)
      && a.answers.map(\.mistake?.text) == b.answers.map(\.mistake?.text)
      && a.vary.map(\.value.plain) == b.vary.map(\.value.plain)
  }

  /// The kind and what of it is not words.
  private func kind(_ question: Question) -> String {
    switch question.kind {
    case .chooseOne: "one"
    case .chooseAll: "all"
    case .number(_, let tolerance): "number \(tolerance)"
    case .order(let items): "order \(items.count)"
    case .pick: "pick"
    case .sign: "sign"
    }
  }
}

extension Query {
  fileprivate var plain: String { "\(scene?.text ?? ""): \(expression.text)" }
}
