import Courseware
import Exchange
import Player

/// A chapter with everything that the engine has to say to it, for other programs and for paper.
struct ExportedChapter {
  let lesson: Lesson
  private let pages: [ExportedPage]

  /// - Throws: the exit status, after saying why, where there is no such chapter.
  init(_ name: String, in library: Library, seed: UInt64, variants: Int) throws {
    let lesson = try library.lesson(named: name)
    self.lesson = lesson
    let chapter = Chapter(lesson, files: Library.files(of: lesson))
    pages = lesson.pages.indices.map { index in
      ExportedPage(chapter.page(index), of: lesson, seed: seed, variants: variants)
    }
  }

  var questions: [ExportedQuestion] { pages.flatMap { $0.questions.flatMap(\.self) } }

  /// The questions that cannot be written, and why.
  var leftOut: [String] { pages.flatMap(\.leftOut) }

  var handout: Handout {
    Handout(
      title: lesson.title, summary: lesson.summary, objectives: lesson.objectives.map(\.text),
      pages: pages.map(\.handout))
  }
}

/// A page with its questions, each in as many variants as asked for.
struct ExportedPage {
  private let linked: LinkedPage
  /// None of a question that cannot be written.
  let questions: [[ExportedQuestion]]
  private(set) var leftOut: [String]

  init(_ linked: LinkedPage, of lesson: Lesson, seed: UInt64, variants: Int) {
    self.linked = linked
    let category = ["Unroll", lesson.title, linked.page.title]
    let written = linked.questions.map { question in
      question.map { $0.variants(variants, seed: seed, category: category) } ?? []
    }
    questions = written
    leftOut = linked.questionProblems.map(\.line)
    for (question, variants) in zip(linked.questions, written) where variants.isEmpty {
      guard let question else { continue }
      leftOut.append(
        "left out: `\(question.question.id)` points at the stage, and no wrong answer is known")
    }
  }

  var handout: Handout.Page {
    let pictures = linked.page.scenes.indices.map { index in
      linked.pictures(ofScene: index).map {
        Handout.Picture(
          caption: $0.caption, text: $0.frame.plainText, svg: $0.frame.svg(background: .light))
      }
    }
    return Handout.Page(
      linked.page, numbers: linked.answers,
      pictures: Dictionary(uniqueKeysWithValues: pictures.enumerated().map { ($0, $1) }),
      questions: Dictionary(
        uniqueKeysWithValues: questions.enumerated().compactMap { index, variants in
          variants.first.map { (index, $0) }
        }))
  }
}

extension LinkedQuestion {
  /// So many drawings are made for a variant that is not there yet.
  private static let patience = 20

  /// The question with other numbers each time, as far as there are others.
  fileprivate func variants(
    _ count: Int, seed: UInt64, category: [String]
  ) -> [ExportedQuestion] {
    var seen: Set<[DrawnValue]> = [], all: [ExportedQuestion] = []
    for offset in 0..<UInt64(varies ? count * Self.patience : 1) where all.count < count {
      let asked = asked(seed: seed &+ offset)
      guard seen.insert(asked.values).inserted else { continue }
      let id = question.id.text + (varies ? "-\(all.count + 1)" : "")
      guard let written = ExportedQuestion(asked, id: id, category: category) else { return [] }
      all.append(written)
    }
    return all
  }
}
