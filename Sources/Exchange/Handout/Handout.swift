import Courseware

/// A chapter on paper: its text with the numbers, pictures of its scenes, its questions, and their
/// answers apart at the end.
package struct Handout: Sendable {
  package struct Page: Sendable {
    package var page: Courseware.Page
    /// What stands in place of the text's claims.
    package var numbers: [Claim: String]
    /// The pictures of each scene, by its index.
    package var pictures: [Int: [Picture]]
    /// Those that can be asked, by their index.
    package var questions: [Int: ExportedQuestion]

    package init(
      _ page: Courseware.Page, numbers: [Claim: String], pictures: [Int: [Picture]],
      questions: [Int: ExportedQuestion]
    ) {
      self.page = page
      self.numbers = numbers
      self.pictures = pictures
      self.questions = questions
    }
  }

  /// A scene as it is drawn, in both forms.
  package struct Picture: Sendable {
    package var caption: String
    package var text: String
    package var svg: String

    package init(caption: String, text: String, svg: String) {
      self.caption = caption
      self.text = text
      self.svg = svg
    }
  }

  package var title: String
  package var summary: String
  package var objectives: [String]
  package var pages: [Page]

  package init(title: String, summary: String, objectives: [String], pages: [Page]) {
    self.title = title
    self.summary = summary
    self.objectives = objectives
    self.pages = pages
  }

  /// The questions in the order of the text; they are numbered by it.
  var questions: [PaperQuestion] {
    pages.flatMap { page in
      page.page.blocks.compactMap { block -> PaperQuestion? in
        guard case .question(let index) = block.content else { return nil }
        return page.questions[index].map(PaperQuestion.init)
      }
    }
  }
}
