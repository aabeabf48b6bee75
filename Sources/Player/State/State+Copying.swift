import Autograd
import Screen

extension State {
  /// What a derivation is copied as.
  enum CopyForm: String { case text, latex = "LaTeX" }

  /// Copies how the number under the cursor came about.
  mutating func copy(as form: CopyForm) -> [Effect] {
    guard let stage = lesson?.page.shownStage else {
      say("this page has no numbers to copy")
      return []
    }
    guard let entry = stage.asked else {
      say("put the cursor on a number first")
      return []
    }
    guard stage.known(entry) else {
      say("\(stage.name(of: entry)) is not computed yet")
      return []
    }
    let text = stage.derivation(of: entry, as: form)
    guard text.utf8.count <= Self.mostCopied else {
      say("how \(stage.name(of: entry)) came about is too long to be copied")
      return []
    }
    let count = text.split(separator: "\n", omittingEmptySubsequences: false).count
    say(
      "copied as \(form.rawValue): \(stage.name(of: entry)), \(count) line\(count == 1 ? "" : "s")")
    return [.copy(text)]
  }

  /// Terminals take no more at once.
  private static let mostCopied = 50_000
}

extension StageState {
  /// Line by line without anything but text: models are files from strangers.
  fileprivate func derivation(of entry: Entry, as form: State.CopyForm) -> String {
    let isBefore = inspected.last?.isBefore == true
    let source = isBefore ? entry : context(.unicode, cursor: nil).source(of: entry)
    let told = form == .text ? trace.plainText(of: source) : trace.latex(of: source)
    let remark = overwriting(of: [entry]).map { form == .text ? $0 : "% \($0)" }
    return (told.split(separator: "\n").map(String.init) + [remark].compactMap(\.self))
      .map { sanitised($0) }.joined(separator: "\n")
  }
}
