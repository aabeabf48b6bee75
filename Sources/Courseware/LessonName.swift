/// What a lesson's folder says of it: `01-perceptron` is number 1, named `perceptron`.
struct LessonName: Hashable {
  let folder: String
  let name: String
  let number: Int?

  init(path: String) {
    let folder = path.split(separator: "/").last.map(String.init) ?? path
    self.folder = folder
    if let match = folder.wholeMatch(of: /([0-9]{1,9})[-_. ](.+)/) {
      self.number = Int(match.output.1)
      self.name = String(match.output.2)
    } else {
      self.number = nil
      self.name = folder
    }
  }
}
