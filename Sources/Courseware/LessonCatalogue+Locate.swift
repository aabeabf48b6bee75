import Diagnostics
import Foundation

extension Catalogue {
  /// Where the lessons are: `--lessons DIR`, then `UNROLL_LESSONS`, then the nearest `lessons/` in
  /// or above the working folder, then where the program was installed.
  ///
  /// What a person named is taken as it is: a mistyped folder is an error, never silently another.
  ///
  /// - Parameters:
  ///   - flag: the value of `--lessons`.
  ///   - executablePath: the program itself, `…/bin/unroll`; its lessons are then in
  ///     `…/share/unroll/lessons`.
  package static func locate(
    flag: String?, environment: [String: String], workingDirectory: String, executablePath: String?
  ) throws(LessonsNotFound) -> String {
    if let flag { return try named(flag, by: "--lessons", workingDirectory) }
    if let variable = environment["UNROLL_LESSONS"], !variable.isEmpty {
      return try named(variable, by: "UNROLL_LESSONS", workingDirectory)
    }
    let places = above(workingDirectory) + installed(executablePath)
    if let found = places.first(where: LessonFolders.isFolder) { return found }
    throw LessonsNotFound(place: nil, source: nil)
  }

  private static func named(
    _ path: String, by source: String, _ workingDirectory: String
  ) throws(LessonsNotFound) -> String {
    let whole = path.hasPrefix("/") ? path : workingDirectory + "/" + path
    guard LessonFolders.isFolder(whole) else { throw LessonsNotFound(place: path, source: source) }
    return path.hasPrefix("/") ? path : whole
  }

  private static func above(_ workingDirectory: String) -> [String] {
    var places: [String] = []
    var folder = workingDirectory
    while let slash = folder.lastIndex(of: "/") {
      places.append((folder == "/" ? "" : folder) + "/lessons")
      if folder == "/" { break }
      folder = slash == folder.startIndex ? "/" : String(folder[..<slash])
    }
    return places
  }

  private static func installed(_ executablePath: String?) -> [String] {
    guard let executablePath else { return [] }
    let program = URL(fileURLWithPath: executablePath).resolvingSymlinksInPath()
    let prefix = program.deletingLastPathComponent().deletingLastPathComponent()
    return [prefix.appendingPathComponent("share/unroll/lessons").path]
  }
}

/// No folder of lessons is where it should be.
package struct LessonsNotFound: Error, Hashable, Sendable {
  /// The folder that was named, and by what.
  package var place: String?
  package var source: String?

  package var message: String {
    if let place, let source { return "\(source): there is no folder `\(place)`" }
    return "no lessons found; name their folder with `--lessons DIR` or UNROLL_LESSONS"
  }
}
