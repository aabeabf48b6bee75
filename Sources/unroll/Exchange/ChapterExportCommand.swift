import ArgumentParser
import Exchange
import Foundation

struct ChapterExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a chapter's questions for Moodle or Anki, or the chapter for paper.",
    discussion: """
      gift is Moodle's text format, anki a file of cards. markdown and html are a handout: the text \
      with the engine's numbers, a picture of each scene, the questions, and their answers apart at \
      the end. Scenes that train are trained to their end for it, which can take minutes.

      A question that draws its numbers is written with numbers put in, so many times as --variants \
      says, with other numbers each time. Its id gets the number of the variant, and the same --seed \
      gives the same file.

      Examples:
        unroll export perceptron --format gift --variants 5 --output perceptron.gift
        unroll export 1 --format html > perceptron.html
      """)

  @Argument(help: "The chapter's name or number.") var chapter: String
  @Option(help: "gift, anki, markdown or html.") var format: Format
  @Option(help: "The file to write; without it, the output.") var output: String?
  @Option(help: "Where the numbers are drawn from.") var seed: UInt64 = 1
  @Option(help: "How often a question that draws its numbers is written.") var variants = 1
  @OptionGroup var lessons: LessonsOption

  enum Format: String, ExpressibleByArgument, CaseIterable { case gift, anki, markdown, html }

  func validate() throws {
    guard (1...100).contains(variants) else {
      throw ValidationError("--variants is a number from 1 to 100")
    }
    guard variants == 1 || format == .gift || format == .anki else {
      throw ValidationError("--variants goes with --format gift or anki; a handout has one")
    }
  }

  func run() throws {
    let chapter = try ExportedChapter(
      chapter, in: Library(lessons.lessons), seed: seed, variants: variants)
    let text = text(of: chapter)
    if let output {
      do throws(WholeFile.Problem) {
        try WholeFile(output).write(text)
      } catch {
        throw fail("\(output): \(error.message)")
      }
    } else {
      var out = Output()
      try out.write(text)
      try out.flush()
    }
    for problem in chapter.leftOut { standardError(problem) }
  }

  private func text(of chapter: ExportedChapter) -> String {
    switch format {
    case .gift: GIFT.write(chapter.questions)
    case .anki:
      Anki.write(
        chapter.questions, chapter: chapter.lesson.name, deck: "Unroll::\(chapter.lesson.title)")
    case .markdown: chapter.handout.markdown
    case .html: chapter.handout.html
    }
  }
}
