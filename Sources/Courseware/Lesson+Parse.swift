import Diagnostics

extension Lesson {
  /// Reads a lesson file.
  ///
  /// Everything that is wrong is reported at once, in the order of the file, and what is right is
  /// kept: a lesson with a mistake in one scene can still be shown. No input stops the program.
  ///
  /// - Parameter folder: the path of the folder the file lies in.
  /// - Returns: the lesson, or none where there is no page to show or the format is a newer one.
  package static func parse(
    _ source: SourceText, folder: String
  ) -> (lesson: Lesson?, diagnostics: [Diagnostic]) {
    read(source, folder: folder, readsBlocks: true)
  }

  /// Reads the front matter and the headings only, as a course map needs them.
  static func outline(
    _ source: SourceText, folder: String
  ) -> (lesson: Lesson?, diagnostics: [Diagnostic]) {
    read(source, folder: folder, readsBlocks: false)
  }

  private static func read(
    _ source: SourceText, folder: String, readsBlocks: Bool
  ) -> (lesson: Lesson?, diagnostics: [Diagnostic]) {
    var report = Report(file: source.name)
    CharacterCheck.refuseControls(in: source, &report)
    let (frontMatter, body) = FrontMatterReader.read(source, &report)
    var reader = PageReader(source, body: body, readsBlocks: readsBlocks)
    reader.read()
    report.merge(reader.report)
    refuseUnusable(frontMatter, reader.pages, &report)
    let name = LessonName(path: folder)
    let lesson = Lesson(
      name: name.name, folder: name.folder, directory: folder,
      language: language(of: source.name), source: source,
      frontMatter: frontMatter, pages: reader.pages, unshown: reader.unshown)
    let isUsable = frontMatter.format <= FrontMatter.newestFormat && !reader.pages.isEmpty
    return (isUsable ? lesson : nil, Diagnostics(report.diagnostics).all)
  }

  private static func refuseUnusable(
    _ frontMatter: FrontMatter, _ pages: [Page], _ report: inout Report
  ) {
    if frontMatter.format > FrontMatter.newestFormat {
      report.add(
        .frontMatter, at: frontMatter.range,
        "this lesson has format \(frontMatter.format), and this program reads format "
          + "\(FrontMatter.newestFormat)", advice: "use a newer program")
    } else if pages.isEmpty {
      report.add(
        .pageStructure, at: SourceRange(at: .start), "this lesson has no page",
        advice: "begin one: `## Title <!-- #some-words -->`")
    }
  }

  /// `ru` in `lessons/01-perceptron/lesson.ru.md`.
  private static func language(of file: String) -> String? {
    let parts = (file.split(separator: "/").last ?? "").split(separator: ".")
    return parts.count == 3 ? String(parts[1]) : nil
  }
}
