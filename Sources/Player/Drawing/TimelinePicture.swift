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
    // By their widest the forms are chosen and given room, so that nothing jumps between steps.
    let widest = widest.forms.map { TextWidth.of($0) }
    let place = widest.firstIndex { $0 <= room }
    let right =
      playingText(before: place)
      + StyledText(glyphs.text(place.map { now.forms[$0] } ?? ""), .muted)
    let reserved =
      (place.map { widest[$0] } ?? 0) + (playing.isEmpty ? 0 : TextWidth.of(playing) + 2)
    let length = rect.width - reserved - named - 4
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

  private func playingText(before form: Int?) -> StyledText {
    guard !playing.isEmpty else { return StyledText("", .muted) }
    return StyledText(glyphs.text(playing) + (form == nil ? "" : "  "), .current)
  }

  /// The phases that are stepped, each with its ticks; of a batch, those of its last example.
  private var phases: [(phase: Program.Step.Phase, ticks: Range<Int>)] {
    let timeline = stage.scene.timeline
    let stepped = stage.scene.ticks
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

  /// Where the pass and the training stand.
  private var now: Standing {
    let scene = stage.scene, position = stage.position
    return Standing(
      stage, time: stage.time, step: position.ticks - scene.ticks.lowerBound,
      steps: scene.ticks(at: position.presentation).count,
      example: position.presentation % scene.exampleCount + 1,
      epoch: position.presentation / scene.exampleCount + 1, updates: stage.updateCount)
  }

  /// The same with the largest numbers there can be.
  private var widest: Standing {
    let scene = stage.scene
    return Standing(
      stage, time: scene.stops.latestTime, step: scene.ticks.count, steps: scene.ticks.count,
      example: scene.exampleCount, epoch: (scene.presentations - 1) / scene.exampleCount + 1,
      updates: scene.presentations)
  }
}

/// Where a pass and a training stand, in numbers.
private struct Standing {
  /// From the longest form to the shortest.
  let forms: [String]

  init(
    _ stage: StageState, time: Int?, step: Int, steps: Int, example: Int, epoch: Int, updates: Int
  ) {
    let scene = stage.scene, size = "one \(stage.size.name) a key", step = "step \(step)/\(steps)"
    let place = "example \(example)/\(scene.exampleCount)", epoch = "epoch \(epoch)"
    let training = "\(epoch)  \(place)  updates \(updates)"
    let plain =
      if scene.presentations == 1 {
        ["\(step)  \(size)", step]
      } else if scene.isTraining {
        [
          "\(training)  \(step)  \(size)", "\(training)  \(step)", training,
          "\(epoch)  \(place)", epoch,
        ]
      } else {
        ["\(place)  \(step)  \(size)", "\(place)  \(step)", place, step]
      }
    // With the time step, where a loop has come to one.
    let timed = time.map { time in plain.map { "time \(time)  \($0)" } } ?? plain
    forms = timed + plain.suffix(1)
  }
}
