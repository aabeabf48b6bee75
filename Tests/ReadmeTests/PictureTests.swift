import Foundation
import Testing

/// A picture of the README: the command that draws it, in a comment, and the file it is kept in.
struct DrawnPicture: CustomTestStringConvertible {
  let command: String
  let file: String

  var testDescription: String { file }
  var url: URL { Package.root.appending(path: file) }

  static let folder = "Tests/ReadmeTests/Pictures"

  /// Each line `<!-- $ command > file -->`.
  static let all: [DrawnPicture] = {
    let readme = try? String(contentsOf: Package.root.appending(path: "README.md"), encoding: .utf8)
    return (readme ?? "").components(separatedBy: "\n").compactMap { line in
      guard line.hasPrefix("<!-- $ "), line.hasSuffix(" -->") else { return nil }
      let parts = line.dropFirst(7).dropLast(4).components(separatedBy: " > ")
      return parts.count == 2 ? DrawnPicture(command: parts[0], file: parts[1]) : nil
    }
  }()
}

@Suite("A picture of the README")
struct PictureTests {
  @Test("is what its command draws; `make pictures` draws all anew", arguments: DrawnPicture.all)
  func isCurrent(picture: DrawnPicture) throws {
    let example = Example(place: picture.file, command: picture.command)
    let (output, status) = try example.run()
    #expect(status == 0)
    let kept = try String(contentsOf: picture.url, encoding: .utf8)
    // Without the pictures themselves: nobody wants to read those.
    let isCurrent = output == kept
    #expect(isCurrent, "\(picture.file) is out of date: make pictures")
    #expect(kept.utf8.count < 150_000)
  }

  @Test("is shown, and none is kept that is not")
  func areShown() throws {
    let readme = try String(contentsOf: Package.root.appending(path: "README.md"), encoding: .utf8)
    let folder = Package.root.appending(path: DrawnPicture.folder).path
    let kept = try FileManager.default.contentsOfDirectory(atPath: folder)
    #expect(kept.count >= 2)
    #expect(Set(DrawnPicture.all.map(\.file)) == Set(kept.map { "\(DrawnPicture.folder)/\($0)" }))
    for picture in DrawnPicture.all { #expect(readme.contains("](\(picture.file))")) }
  }
}
