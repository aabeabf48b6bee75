import Courseware
import Diagnostics
import Equations

/// A lesson and the models it runs.
package struct Chapter: Sendable {
  package let lesson: Lesson
  let files: [String: SourceText]
  /// The model that is all there is, where no lesson was written around it.
  private let model: Model?

  /// Whether it is a model's file alone: no part of the course, and nothing of it is kept.
  package var isModel: Bool { model != nil }

  /// - Parameter files: the texts of the lesson's models and tables, by file name.
  package init(_ lesson: Lesson, files: [String: SourceText]) {
    self.lesson = lesson
    self.files = files
    model = nil
  }

  /// A model's file, to be looked at and stepped without a lesson.
  package init(_ model: Model) {
    lesson = Lesson(model: model.source)
    files = [:]
    self.model = model
  }

  /// A page made ready to run, its scenes' models built.
  ///
  /// - Precondition: there is such a page.
  package func page(_ index: Int) -> LinkedPage {
    let page = lesson.pages[index]
    if let model { return LinkedPage(page: page, scenes: [SceneRun(model)], diagnostics: []) }
    var linker = SceneLinker(lesson: lesson, files: files)
    let scenes = page.scenes.map { linker.run(of: $0) }
    let twins = zip(page.scenes, scenes).map { linker.twin(of: $0, beside: $1) }
    var linked = LinkedPage(
      page: page, scenes: scenes, twins: twins, diagnostics: linker.diagnostics)
    var questions = QuestionLinker(linked, file: lesson.source.name)
    linked.questions = page.questions.map { questions.link($0) }
    linked.questionProblems = questions.diagnostics
    return linked
  }

  /// The question of an id, wherever in the lesson it stands; nil where there is none, or it cannot
  /// be linked.
  package func question(id: String) -> LinkedQuestion? {
    let index = lesson.pages.firstIndex { page in page.questions.contains { $0.id.text == id } }
    guard let index else { return nil }
    return page(index).questions.compactMap(\.self).first { $0.question.id.text == id }
  }

  /// Every question of the lesson that can be asked, in the order of its pages.
  package var questions: [LinkedQuestion] {
    lesson.pages.indices.filter { !lesson.pages[$0].questions.isEmpty }
      .flatMap { page($0).questions.compactMap(\.self) }
  }
}

/// A page with what runs beside its text.
package struct LinkedPage: Sendable {
  package let page: Page
  /// One for each of the page's scenes; nil where it could not be linked.
  package let scenes: [SceneRun?]
  /// What they are compared with; nil where with nothing.
  package var twins: [Twin?] = []
  /// Why scenes could not be linked. Such a page shows its text alone.
  package let diagnostics: [Diagnostic]
  /// One for each of the page's questions; nil where it could not be linked.
  package fileprivate(set) var questions: [LinkedQuestion?] = []
  /// Why questions could not be linked.
  package fileprivate(set) var questionProblems: [Diagnostic] = []

  /// The scene that is stepped.
  package var scene: SceneRun? { scenes.first ?? nil }

  /// What runs beside it.
  package var twin: Twin? { twins.first ?? nil }

  /// The scene a claim asks: the one it names, a twin among them, else the page's first.
  package func scene(for query: Courseware.Query) -> SceneRun? {
    guard let scene = page.scene(for: query), let index = page.scenes.firstIndex(of: scene) else {
      return nil
    }
    let isTwin = query.scene.map {
      $0.text != scene.name?.text && $0.text == scene.twinName
    }
    return isTwin == true ? twins[index]?.scene : scenes[index]
  }
}
