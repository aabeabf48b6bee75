import Screen

extension State {
  /// The picture of this moment.
  package func frame() -> Frame {
    var frame = picture()
    if glyphs.isASCII { frame.restrictToASCII() }
    return frame
  }

  private func picture() -> Frame {
    if isTooSmall { return tooSmall() }
    var frame: Frame
    switch screen {
    case .map(let selection):
      frame = Frame(size: size)
      MapPicture(self, selection: selection).draw(into: &frame)
    case .lesson:
      frame = now.picture(of: self)?.frame ?? Frame(size: size)
    case .quiz(let quiz):
      frame = now.picture(of: self)?.frame ?? QuizPicture(self, quiz).frame
    }
    if let overview, let picture = OverviewPicture(self, chosen: overview) {
      picture.draw(into: &frame)
    }
    if isHelpOpen {
      HelpPicture(self).draw(into: &frame)
      frame.cursor = nil
    }
    return frame
  }

  private func tooSmall() -> Frame {
    var frame = Frame(size: size)
    let text = StyledText(
      "Unroll needs \(Self.smallest.width)\(glyphs.times)\(Self.smallest.height); this is "
        + "\(size.width)\(glyphs.times)\(size.height). Enlarge the window, or q to leave.")
    for (row, line) in text.wrapped(width: max(1, size.width)).enumerated() {
      frame.put(line, x: 0, y: row)
    }
    return frame
  }
}
