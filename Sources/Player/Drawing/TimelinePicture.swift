import Autograd
import Screen

/// How far the pass has come, phase by phase, and where the training stands.
struct TimelinePicture {
  private let stage: StageState
  private let glyphs: GlyphSet
  /// What goes on by itself, in a word; empty where nothing does.
  private let playing: String

  init(_ stage: StageState, _ glyphs: GlyphSet, playing: String = "") {
    self.playing = playing
    self.stage = stage
    self.glyphs = glyphs
  }

  func draw(into frame: inout Frame, in rect: Rect) {
    let bars = phases
    let named = bars.reduce(0) { $0 + $1.phase.rawValue.count + 2 }
    let least = named + 4 * bars.count
    let room = rect.width - least - (playing.isEmpty ? 0 : TextWidth.of(playing) + 2)
    let form = standings.first { TextWidth.of($0) <= room } ?? ""
    let right = playingText(before: form) + StyledText(glyphs.text(form), .muted)
    let length = rect.width - right.width - named - 4
    let ticks = max(1, bars.reduce(0) { $0 + $1.ticks.count })
    var x = rect.x + 1
    for bar in bars {
      x = frame.put("\(bar.phase.rawValue) ", x: x, y: rect.y, bar.phase.style, in: rect)
      let width = min(24, max(2, length * bar.ticks.count / ticks))
      let done = stage.position.ticks - bar.ticks.lowerBound
      let fraction = Double(max(0, min(done, bar.ticks.count))) / Double(max(1, bar.ticks.count))
      x =
        frame.put(glyphs.bar(fraction, width: width), x: x, y: rect.y, bar.phase.style, in: rect)
        + 1
    }
    frame.put(right.runs, x: max(x, rect.maxX - right.width - 1), y: rect.y, in: rect)
  }

  private func playingText(before form: String) -> StyledText {
    guard !playing.isEmpty else { return StyledText("", .muted) }
    return StyledText(glyphs.text(playing) + (form.isEmpty ? "" : "  "), .current)
  }

  /// The phases that are stepped, each with its ticks.
  private var phases: [(phase: Program.Step.Phase, ticks: Range<Int>)] {
    let timeline = stage.scene.timeline
    let stepped = stage.scene.ticks(at: stage.position.presentation)
    let starts = Program.Step.Phase.allCases.compactMap { phase in
      timeline.firstTick(phase).map { (phase: phase, first: $0) }
    }
    // A phase lasts until the next begins.
    let ends = starts.dropFirst().map(\.first) + [timeline.ticks.count]
    return zip(starts, ends).compactMap { start, end in
      let ticks = (start.first..<max(start.first, end)).clamped(to: stepped)
      return ticks.isEmpty ? nil : (start.phase, ticks)
    }
  }

  /// Where the pass and the training stand, from the longest form to the shortest.
  private var standings: [String] {
    let scene = stage.scene, position = stage.position
    let count = scene.ticks(at: position.presentation).count
    let step = "step \(position.ticks - scene.ticks.lowerBound)/\(count)"
    let size = "one \(stage.size.name) a key"
    guard scene.presentations > 1 else { return timed(["\(step)  \(size)", step]) }
    let example = position.presentation % scene.exampleCount + 1
    let place = "example \(example)/\(scene.exampleCount)"
    guard scene.isTraining else {
      return timed(["\(place)  \(step)  \(size)", "\(place)  \(step)", place, step])
    }
    let epoch = "epoch \(position.presentation / scene.exampleCount + 1)"
    let training = "\(epoch)  \(place)  updates \(stage.updateCount)"
    return timed([
      "\(training)  \(step)  \(size)", "\(training)  \(step)", training, "\(epoch)  \(place)",
      epoch,
    ])
  }

  /// The same, with the time step where a loop has come to one.
  private func timed(_ forms: [String]) -> [String] {
    guard let time = stage.time else { return forms }
    return forms.map { "time \(time)  \($0)" } + forms.suffix(1)
  }
}
