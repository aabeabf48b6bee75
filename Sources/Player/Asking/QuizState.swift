import Courseware
import Equations

/// Questions asked one after another, apart from their pages.
package struct QuizState: Sendable {
  package enum Purpose: Hashable, Sendable {
    case quiz
    /// What is due; `next` says when something is, where nothing is now.
    case review(next: String?)
  }

  /// A question, and once it was before the student, the page it stands on.
  struct Item: Sendable {
    let chapter: Int
    let page: Int
    let question: Question
    let seed: UInt64
    var lesson: LessonState?

    var state: QuestionState? { lesson?.questions[question.id.text] }
  }

  package let purpose: Purpose
  let chapters: [Chapter]
  var items: [Item]
  /// The question before the student; the result behind the last.
  package var index = 0
  /// The question of the result that the arrows are on.
  var selection = 0

  /// - Parameter plan: the questions, in an order that its seed gives.
  init(_ plan: QuizPlan) {
    purpose = plan.purpose
    chapters = plan.chapters
    var random = Random(seed: plan.seed)
    let all = plan.chapters.indices.flatMap { Self.items(of: $0, plan, &random) }
    let places = random.shuffled(Array(all.indices))
    items = places.prefix(plan.count ?? places.count).map { all[$0] }
  }

  private static func items(
    of chapter: Int, _ plan: QuizPlan, _ random: inout Random
  ) -> [Item] {
    let lesson = plan.chapters[chapter].lesson
    return lesson.pages.enumerated().flatMap { page, written in
      written.questions.map { question in
        Item(chapter: chapter, page: page, question: question, seed: UInt64(random.unit() * 0x1p53))
      }
    }.filter { item in
      plan.names?.contains(QuestionName(lesson: lesson.name, id: item.question.id.text)) != false
    }
  }

  package var isReview: Bool { purpose != .quiz }
  package var count: Int { items.count }
  package var isOver: Bool { !items.indices.contains(index) }

  /// The question before the student, on its page.
  var lesson: LessonState? {
    get { items.indices.contains(index) ? items[index].lesson : nil }
    set { if items.indices.contains(index) { items[index].lesson = newValue } }
  }

  /// Notes that an answer is kept, or why it is not.
  mutating func settle(_ number: Int, _ keeping: QuestionState.Keeping) {
    for (index, item) in items.enumerated() {
      guard let lesson = item.lesson else { continue }
      items[index].lesson?.questions = lesson.questions.settled(number, keeping)
    }
  }
}

/// What a quiz is made of.
package struct QuizPlan: Sendable {
  package var purpose: QuizState.Purpose
  package var chapters: [Chapter]
  /// The questions wanted; nil for all of the chapters.
  package var names: Set<QuestionName>?
  /// How many of them; nil for all.
  package var count: Int?
  /// What their order and their numbers come from.
  package var seed: UInt64

  package init(
    _ purpose: QuizState.Purpose, _ chapters: [Chapter], names: Set<QuestionName>? = nil,
    count: Int? = nil, seed: UInt64
  ) {
    self.purpose = purpose
    self.chapters = chapters
    self.names = names
    self.count = count
    self.seed = seed
  }
}
