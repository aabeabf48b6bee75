import Foundation
import Progress
import Screen

/// The progress in words: a table of the chapters, then what is due and what went wrong.
struct ProgressReport {
  private static let weeks = 12
  /// The columns of a chapter's title, so that a line fits a screen of 80.
  private static let titleWidth = 27

  let summary: ProgressSummary
  let glyphs: GlyphSet

  var lines: [String] { table + [""] + due + mistakes + gone }

  // MARK: The table

  private var table: [String] {
    let heading = row(
      number: "  ", title: "", ["pages", "answered", "right", "due"], "last \(Self.weeks) weeks")
    return [heading]
      + summary.chapters.map { chapter, progress in
        row(
          number: number(chapter), title: chapter.title,
          [
            "\(progress.read)/\(chapter.pages.count)",
            "\(progress.answered)/\(chapter.questions.count)", "\(progress.right)",
            progress.due == 0 ? "" : "\(progress.due)",
          ], plot(progress))
      }
  }

  private func row(number: String, title: String, _ cells: [String], _ plot: String) -> String {
    let title = truncated(title, to: Self.titleWidth, ellipsis: glyphs.ellipsis)
    let padding = String(repeating: " ", count: Self.titleWidth - TextWidth.of(title))
    let cells = zip(cells, [8, 10, 7, 5]).map(rightAligned).joined()
    return "\(number) \(title)\(padding)\(cells)   \(plot)"
      .replacing(#/ +$/#, with: "")
  }

  private func number(_ chapter: CourseOutline.Chapter) -> String {
    rightAligned(chapter.number.map { "\($0)" } ?? "", 2)
  }

  private func rightAligned(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - TextWidth.of(text))) + text
  }

  /// The questions answered in each of the last weeks, this one last, as columns of which the
  /// course's busiest week is as high as the line.
  private func plot(_ progress: ChapterProgress) -> String {
    let weeks = weeks(progress)
    guard weeks.contains(where: { $0 > 0 }) else { return "" }
    return String(
      weeks.map { count in
        guard count > 0 else { return glyphs.isASCII ? " " : "·" }
        return glyphs.column(max(Double(count) / Double(most), 1.0 / 8))
      })
  }

  private var most: Int { summary.chapters.flatMap { weeks($0.progress) }.max() ?? 1 }

  private func weeks(_ progress: ChapterProgress) -> [Int] {
    var weeks = [Int](repeating: 0, count: Self.weeks)
    for day in progress.days {
      let ago = summary.now.dayNumber - day.number
      guard ago >= 0, ago / 7 < Self.weeks else { continue }
      weeks[Self.weeks - 1 - ago / 7] += day.asked
    }
    return weeks
  }

  // MARK: Below it

  private var due: [String] {
    var lines: [String] = []
    if summary.due > 0 {
      let are = summary.due == 1 ? "is" : "are"
      lines.append("\(counted(summary.due, "question")) \(are) due: unroll review")
    } else if let next = summary.next {
      lines.append("Nothing is due; the next question is, in \(wait(until: next)).")
    } else {
      lines.append("Nothing is due: no question was answered yet.")
    }
    if summary.reviewed > 0 {
      lines.append(
        "Of \(counted(summary.reviewed, "question")) asked again a day or more later "
          + "\(summary.remembered) \(summary.remembered == 1 ? "was" : "were") right.")
    }
    return lines
  }

  /// Rounded up, so that nobody comes too early.
  private func wait(until date: Date) -> String {
    let minutes = max(1, Int((date.timeIntervalSince(summary.now) / 60).rounded(.up)))
    if minutes <= 90 { return counted(minutes, "minute") }
    let hours = (minutes + 59) / 60
    return hours <= 36 ? counted(hours, "hour") : counted((hours + 23) / 24, "day")
  }

  /// The three most frequent of each chapter.
  private var mistakes: [String] {
    let lines = summary.chapters.filter { !$0.progress.mistakes.isEmpty }.map { chapter, progress in
      let told = progress.mistakes.prefix(3).map { mistake in
        let name = mistake.name.replacing("-", with: " ")
        return mistake.count == 1 ? name : "\(name) (\(mistake.count) times)"
      }
      return "\(number(chapter)) \(told.joined(separator: ", "))"
    }
    return lines.isEmpty ? [] : ["", "Mistakes made, by chapter:"] + lines
  }

  private var gone: [String] {
    var lines: [String] = []
    if summary.goneQuestions > 0 {
      lines.append(
        "The course no longer has \(counted(summary.goneQuestions, "question")) that "
          + "\(summary.goneQuestions == 1 ? "was" : "were") answered; the answers are kept.")
    }
    lines += summary.gone.map { lesson, answers in
      "The course no longer has the chapter `\(lesson)`; \(counted(answers, "answer")) of it "
        + "\(answers == 1 ? "is" : "are") kept."
    }
    return lines.isEmpty ? [] : [""] + lines
  }
}
