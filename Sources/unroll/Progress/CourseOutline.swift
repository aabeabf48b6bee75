import Courseware
import Player
import Progress

/// The course as the student's record sees it: pages and questions by name.
struct CourseOutline {
  struct Chapter {
    let name: String
    let number: Int?
    let title: String
    let pages: [String]
    let questions: [QuestionVersion]
  }

  let chapters: [Chapter]

  init(_ catalogue: Catalogue) {
    chapters = catalogue.entries.map { entry in
      let pages = catalogue.lesson(entry).lesson?.pages ?? []
      return Chapter(
        name: entry.name, number: entry.number, title: entry.title, pages: entry.pages.map(\.id),
        questions: pages.flatMap(\.questions).map {
          QuestionVersion(lesson: entry.name, id: $0.id.text, content: $0.content)
        })
    }
  }

  var questions: [QuestionVersion] { chapters.flatMap(\.questions) }
}
