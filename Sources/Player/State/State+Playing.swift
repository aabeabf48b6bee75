import Screen

/// Playing and running: what happens by itself, a beat at a time.
extension State {
  /// How many milliseconds lie between two beats; nil where nothing goes on by itself, so that
  /// nobody has to wake up.
  package var beat: Int? {
    guard !isTooSmall, !isHelpOpen, overview == nil, prompt == nil else { return nil }
    switch playing {
    case nil: return nil
    case .steps: return speed.interval
    case .training, .seed: return Self.frame
    }
  }

  /// Milliseconds from one frame to the next, where all is as fast as can be seen.
  private static let frame = 16
  /// The milliseconds of a frame that updates may take, and what is little of it.
  private static let work = (most: 12, little: 5)
  private static let mostUpdates = 1 << 14

  // MARK: Keys

  /// Any key pauses; the one that starts it, space and Escape do nothing else.
  ///
  /// - Returns: whether the key has had its effect.
  mutating func pauses(_ key: Key) -> Bool {
    guard let playing else { return false }
    let command = KeyTable.command(for: key, in: context)
    if playing == .steps, command == .slower || command == .faster { return false }
    self.playing = nil
    let isUsedUp = [.play, .train, .trainSeed, .close].contains(command) || key == .space
    if isUsedUp { say("paused") }
    return isUsedUp
  }

  mutating func play() {
    guard let stage = lesson?.page.stage else { return say("this page has no steps") }
    guard stage.scene.position(after: stage.position, stage.size) != nil else {
      return say("this is the page's last step; home goes to the first")
    }
    follow()
    playing = .steps
  }

  mutating func changeSpeed(to changed: Speed) {
    let isSame = changed == speed
    speed = changed
    say(isSame ? "\(speed.text), which is as far as it goes" : speed.text)
  }

  mutating func train() {
    guard let stage = lesson?.page.stage, stage.scene.isTraining else {
      return say("nothing is learned on this page")
    }
    guard stage.position < stage.scene.end else {
      return say("the training is over; home goes to its beginning")
    }
    follow()
    lesson?.page.forgetWay()
    playing = .training(updates: 1)
  }

  // MARK: Beats

  /// What happens in a beat. Where some were missed, all of them happen, and are shown as one.
  mutating func act(on beat: Beat) -> [Effect] {
    let before = lesson?.place
    switch playing {
    case nil: return []
    case .steps: goOn(beat.count)
    case .training(let updates): goOn(training: updates, beat)
    case .seed(let updates): goOn(seed: updates, beat)
    }
    askForGuess()
    return lesson?.place == before ? [] : saving()
  }

  private mutating func goOn(_ steps: Int) {
    guard let stage = lesson?.page.stage else { return }
    let reached = stage.scene.position(steps, from: stage.position, stage.size)
    lesson?.page.stage?.advance(to: reached, steps: steps)
    guard lesson?.page.stage?.position == reached else { return }
    if stage.scene.position(after: reached, stage.size) == nil { stop("this is the last step") }
  }

  private mutating func goOn(training updates: Int, _ beat: Beat) {
    guard let stage = lesson?.page.stage else { return }
    let count = Self.updates(after: updates, beat)
    playing = .training(updates: count)
    let reached = stage.scene.position(afterUpdates: count, from: stage.position)
    lesson?.page.stage?.go(to: reached)
    if let name = lesson?.page.stage?.notFinite {
      return stop("\(name) is no finite number any more: home, then [ for a lower rate")
    }
    if lesson?.page.stage?.position == stage.scene.end { stop("the training is over") }
  }

  /// How many updates a beat may have, by how long those of the last one took.
  static func updates(after updates: Int, _ beat: Beat) -> Int {
    if beat.busy > work.most { return max(1, updates / 2) }
    return beat.busy < work.little ? min(updates * 2, mostUpdates) : updates
  }

  mutating func stop(_ reason: String) {
    playing = nil
    say(reason)
  }
}
