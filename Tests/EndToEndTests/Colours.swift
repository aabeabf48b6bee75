extension String {
  /// Whether a sequence sets a colour of the text or its background: 30…38, 40…48, 90…107.
  var hasColours: Bool {
    matches(of: /\u{1B}\[([0-9;:]*)m/).contains { match in
      match.output.1.split(whereSeparator: { ";:".contains($0) }).compactMap { Int($0) }.contains {
        (30...38).contains($0) || (40...48).contains($0) || (90...107).contains($0)
      }
    }
  }
}
