import Courseware
import Diagnostics
import Foundation
import Testing

@Suite("The catalogue of lessons")
struct CatalogueTests {
  private func withLessons(_ body: (String) throws -> Void) throws {
    try withTemporaryFolder { folder in
      for name in ["02-rnn", "10-vanishing", "01-perceptron", "extra"] {
        try write(
          Sample.lesson.replacing("The LSTM cell", with: "On \(name)"),
          to: "\(folder)/\(name)/lesson.md")
        try write("", to: "\(folder)/\(name)/lstm.eqn")
      }
      try body(folder)
    }
  }

  @Test("is in the order of the folders' numbers")
  func order() throws {
    try withLessons { folder in
      let catalogue = Catalogue(directory: folder)
      #expect(catalogue.diagnostics.map(\.line) == [])
      #expect(catalogue.entries.map(\.name) == ["perceptron", "rnn", "vanishing", "extra"])
      let first = try #require(catalogue.entries.first)
      #expect(first.title == "On 01-perceptron")
      #expect(first.number == 1 && first.minutes == 25 && first.needs == ["rnn", "vanishing"])
      #expect(first.pages.map(\.id) == ["forget-gate"])
      #expect(first.pages.map(\.title) == ["The forget gate"])
    }
  }

  @Test(
    "finds a lesson by every name of it",
    arguments: ["perceptron", "01-perceptron", "1", "01", "Perceptron"])
  func names(_ name: String) throws {
    try withLessons { folder in
      let entry = try Catalogue(directory: folder).entry(named: name)
      #expect(entry.name == "perceptron")
    }
  }

  @Test("suggests the nearest name")
  func nearest() throws {
    try withLessons { folder in
      let catalogue = Catalogue(directory: folder)
      let error = #expect(throws: UnknownLesson.self) {
        try catalogue.entry(named: "percepton")
      }
      #expect(error?.message == "there is no lesson `percepton`; did you mean `perceptron`?")
      let other = #expect(throws: UnknownLesson.self) { try catalogue.entry(named: "99") }
      #expect(
        other?.message == "there is no lesson `99`; there are perceptron, rnn, vanishing, extra")
    }
  }

  @Test("reads a whole lesson, translated where it is")
  func lesson() throws {
    try withLessons { folder in
      try write(
        Sample.lesson.replacing("The LSTM cell", with: "Перцептрон"),
        to: folder + "/01-perceptron/lesson.ru.md")
      let catalogue = Catalogue(directory: folder)
      let entry = try catalogue.entry(named: "1")
      #expect(catalogue.lesson(entry).lesson?.title == "On 01-perceptron")
      #expect(catalogue.lesson(entry).lesson?.pages.first?.scenes.count == 1)
      #expect(catalogue.lesson(entry, language: "ru").lesson?.title == "Перцептрон")
      #expect(catalogue.lesson(entry, language: "de").lesson?.title == "On 01-perceptron")
      #expect(catalogue.lesson(entry, language: "../../x").lesson?.title == "On 01-perceptron")
      #expect(Course(directory: folder).translations.map(\.title) == ["Перцептрон"])
    }
  }

  @Test("says what it cannot read, and shows the rest")
  func unreadable() throws {
    try withLessons { folder in
      let files = FileManager.default
      try files.createDirectory(atPath: folder + "/03-empty", withIntermediateDirectories: true)
      try files.createSymbolicLink(
        atPath: folder + "/04-loop", withDestinationPath: folder + "/04-loop")
      try files.createDirectory(
        atPath: folder + "/05-folder/lesson.md", withIntermediateDirectories: true)
      try write("no pages", to: folder + "/06-none/lesson.md")
      try files.createSymbolicLink(atPath: folder + "/up", withDestinationPath: folder)
      mkfifo(folder + "/pipe", 0o600)
      let catalogue = Catalogue(directory: folder + "/")
      #expect(catalogue.entries.map(\.name) == ["perceptron", "rnn", "vanishing", "extra"])
      let places = catalogue.diagnostics.map { $0.file.dropFirst(folder.count + 1) }
      #expect(
        Set(places) == ["03-empty", "04-loop", "05-folder/lesson.md", "06-none/lesson.md"])
    }
  }

  @Test("passes over a chapter to come, which has models and no text yet")
  func toCome() throws {
    try withLessons { folder in
      try write("given x = 1\n", to: folder + "/05-gru/gru.eqn")
      try write("x\n", to: folder + "/06-notes/notes.txt")
      let catalogue = Catalogue(directory: folder)
      #expect(catalogue.entries.map(\.name) == ["perceptron", "rnn", "vanishing", "extra"])
      #expect(catalogue.diagnostics.map(\.file) == [folder + "/06-notes"])
      #expect(Course(directory: folder).lessons.map(\.name) == catalogue.entries.map(\.name))
    }
  }

  @Test("of a folder that is missing or empty says so")
  func missing() throws {
    try withTemporaryFolder { folder in
      #expect(Catalogue(directory: folder).diagnostics.count == 1)
      #expect(Catalogue(directory: folder + "/no").diagnostics.count == 1)
      #expect(Course(directory: folder + "/no").lint().count == 1)
    }
  }

  @Test("of a single lesson's folder has that lesson")
  func single() throws {
    try withLessons { folder in
      let course = Course(directory: folder + "/02-rnn")
      #expect(course.lessons.map(\.name) == ["rnn"])
      #expect(course.directory == folder)
      #expect(course.names.contains("vanishing"))
    }
  }

  @Test("of a course can be linted and recorded on disk")
  func course() throws {
    try withLessons { folder in
      let before = Course(directory: folder)
      // Every copy of the sample needs itself or a neighbour, which is another rule's business.
      #expect(Set(before.lint().map(\.rule)) == ["needs"])
      try before.recordIDs()
      #expect(Course(directory: folder).recorded.ids.count == 8)
    }
  }
}

@Suite("The lessons are looked for")
struct LocateTests {
  private func locate(
    _ folder: String, flag: String? = nil, variable: String? = nil, executable: String? = nil
  ) throws -> String {
    try Catalogue.locate(
      flag: flag, environment: variable.map { ["UNROLL_LESSONS": $0] } ?? [:],
      workingDirectory: folder, executablePath: executable)
  }

  private func make(_ path: String) throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  @Test("where the flag says, then the variable, then upwards, then where it was installed")
  func order() throws {
    try withTemporaryFolder { folder in
      for name in ["flag", "variable", "desk/lessons", "desk/a/b", "p/share/unroll/lessons"] {
        try make(folder + "/" + name)
      }
      let (flag, variable) = (folder + "/flag", folder + "/variable")
      let executable = folder + "/p/bin/unroll"
      #expect(try locate(folder, flag: flag, variable: variable) == flag)
      #expect(try locate(folder, flag: "flag") == flag)
      #expect(try locate(folder, variable: variable) == variable)
      #expect(try locate(folder + "/desk/a/b", variable: "") == folder + "/desk/lessons")
      #expect(
        try locate(folder + "/p", executable: executable) == folder + "/p/share/unroll/lessons")
    }
  }

  @Test("nowhere else when a named folder is missing")
  func missing() throws {
    try withTemporaryFolder { folder in
      try make(folder + "/lessons")
      let flag = #expect(throws: LessonsNotFound.self) { try locate(folder, flag: "no") }
      #expect(flag?.message == "--lessons: there is no folder `no`")
      let variable = #expect(throws: LessonsNotFound.self) { try locate(folder, variable: "/no") }
      #expect(variable?.message == "UNROLL_LESSONS: there is no folder `/no`")
    }
    let nothing = #expect(throws: LessonsNotFound.self) { try locate("relative") }
    #expect(nothing?.message.contains("--lessons DIR") == true)
  }
}
