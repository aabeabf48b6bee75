import Diagnostics

/// Queries that do not say, or wrongly say, which scene they ask.
package struct SceneNameRule: LintRule {
  package let name = "scene-name"

  package let explanation = Explanation(
    what: "On a page with several scenes each has a name, and every query says which it asks.",
    why: """
      `= loss` has another value in each of them. The name is the scene's `name:` field, and stands
      before the query with a colon.
      """,
    wrong: """
      ```scene
      model: slow.eqn
      ```

      ```scene
      model: fast.eqn
      ```

      The loss is `= loss`.
      """,
    right: """
      ```scene
      name: left
      model: slow.eqn
      ```

      ```scene
      name: right
      model: fast.eqn
      ```

      The loss is `= left: loss`.
      """)

  package func check(_ course: Course) -> [Diagnostic] {
    course.texts.flatMap { lesson in
      lesson.pages.flatMap { page in repeated(page, lesson) + queries(page, lesson) }
    }
  }

  private func repeated(_ page: Page, _ lesson: Lesson) -> [Diagnostic] {
    var seen: Set<String> = []
    return page.scenes.flatMap { [$0.name, $0.compare?.name, $0.break?.name] }.compactMap { $0 }
      .filter { !seen.insert($0.text).inserted }
      .map {
        wrong(
          lesson, at: $0.range, "another scene of this page is named `\($0.text)` too",
          advice: "give each a name of its own")
      }
  }

  private func queries(_ page: Page, _ lesson: Lesson) -> [Diagnostic] {
    let names = page.scenes.flatMap(\.names)
    let queries = page.claims.map(\.query) + page.questions.flatMap(\.queries)
    return queries.compactMap { query in
      if page.scenes.isEmpty { return query.isNumber ? nil : noScene(query, lesson) }
      guard let scene = query.scene else {
        return page.scenes.count > 1 ? unnamed(query, names, lesson) : nil
      }
      if names.contains(scene.text) { return nil }
      return wrong(
        lesson, at: scene.range, "this page has no scene `\(scene.text)`",
        advice: names.isEmpty
          ? "give the scene that name with `name:`" : names.advice(for: scene.text))
    }
  }

  private func noScene(_ query: Query, _ lesson: Lesson) -> Diagnostic {
    wrong(
      lesson, at: query.range, "this asks a model, and the page has no scene",
      advice: "add a scene, or take the `=` away")
  }

  private func unnamed(_ query: Query, _ names: [String], _ lesson: Lesson) -> Diagnostic {
    let name = names.first ?? "left"
    return wrong(
      lesson, at: query.range, "this page has several scenes, and this does not say which it asks",
      advice: "write `\(name): \(query.expression.text)`")
  }
}
