import Autograd
import Screen
import Testing

@testable import Views

/// What the ledger says, compared with arithmetic done by hand.
@Suite("A ledger") struct LedgerTests {
  private func draw(
    _ context: ViewContext, _ width: Int = 100, _ height: Int = 22
  ) throws -> (text: String, places: [Place]) {
    let drawn = try Drawn("ledger", context, width, height)
    return (drawn.text, drawn.places)
  }

  private func end(_ text: String) throws -> Moment {
    var moment = try Moment(text)
    moment.ticks = moment.context().timeline.ticks.count
    return moment
  }

  private func rows(_ text: String, with part: String) -> [[Substring]] {
    text.split(separator: "\n").filter { $0.contains(part) }.map { $0.split(separator: " ") }
  }

  /// c = 2b and b = 2a: ∂loss/∂b = 1 + 1, ∂loss/∂a = 2 + 2.
  @Test("adds up the shares of each use")
  func reuse() throws {
    let rows = rows(try draw(try end(Sample.reuse).context()).text, with: "in b")
    #expect(rows.map { $0.last } == ["2", "4"])
    #expect(rows.allSatisfy { $0.contains("∂loss/∂b") })
  }

  @Test("covers what has not come yet")
  func covered() throws {
    var moment = try end(Sample.reuse)
    moment.ticks -= 1
    let text = try draw(moment.context()).text
    #expect(rows(text, with: "in b").map { $0.last } == ["2", "·"])
    #expect(text.contains("1 of 2 shares") && text.contains("so far"))
    moment.ticks = 0
    let start = try draw(moment.context()).text
    #expect(rows(start, with: "in b").map { $0.last } == ["·", "·"])
    #expect(start.contains("0 of 2 shares"))
  }

  @Test("shows by its bars that shares halve with every step back in time")
  func halving() throws {
    let text = try draw(try end(Sample.halving(4)).context()).text
    let bars = text.split(separator: "\n").filter { $0.contains("in h[") }
      .map { $0.filter { $0 == "█" }.count }
    // Shares 1, 0.5, 0.25, 0.125 of a full bar, the newest time step first.
    let full = try #require(bars.first)
    #expect(full >= 8 && bars == [full, full / 2, full / 4, full / 8])
    #expect(rows(text, with: "in h[").map { $0.last } == ["1", "1.5", "1.75", "1.88"])
  }

  /// loss = 2a − 3a: the shares are −3 and 2, the last use first.
  @Test("draws negative shares to the left of the axis")
  func signed() throws {
    let lines = try draw(try end(Sample.signed).context()).text.split(separator: "\n")
    let q = try #require(lines.first { $0.contains("in q") })
    let p = try #require(lines.first { $0.contains("in p") })
    let (left, right) = (q.split(separator: "│"), p.split(separator: "│"))
    #expect(left[0].contains("█") && !left[1].contains("█"))
    #expect(!right[0].contains("█") && right[1].contains("█"))
    #expect(q.contains("−3") && q.hasSuffix("−3") && p.hasSuffix("−1"))
  }

  @Test("tells of the pinned quantity, wherever the cursor and the steps go")
  func pinned() throws {
    var moment = try end(Loops.scalar)
    let count = moment.ticks
    for ticks in [0, count / 2, count] {
      moment.ticks = ticks
      var context = moment.context()
      context.pinned = Entry(.value(try moment.node("u")))
      context.kept = Entry(.gradient(try moment.node("w")))
      context.cursor = context.kept
      #expect(try draw(context).text.contains("∂loss/∂u "))
    }
  }

  @Test("tells of the quantity that is asked for")
  func asked() throws {
    let moment = try end(Loops.scalar)
    for name in ["w", "u", "h[1]"] {
      var context = moment.context()
      context.kept = Entry(.value(try moment.node(name)))
      let (text, places) = try draw(context)
      #expect(text.contains("∂loss/∂\(name) "))
      #expect(places.contains { $0.entry == Entry(.gradient(context.kept!.quantity.node)) })
    }
  }

  @Test("marks the share of a stable form, and that of what it passes by")
  func stable() throws {
    let text = "given x = 1\nweight w = 0.5\nz = w x\np = σ(z)\nloss = bce(p, 1)"
    var context = try end(text).context()
    for (name, remark) in [("z", "stable form, straight from z"), ("p", "shown only")] {
      context.kept = Entry(.value(try #require(context.graph.node(named: name))))
      #expect(try draw(context).text.contains(remark))
    }
  }

  @Test("of a thousand shares shows the newest at once", .timeLimit(.minutes(1)))
  func long() throws {
    var moment = try Moment(Sample.halving(1000))
    let context = moment.context(), count = context.timeline.ticks.count
    let back = try #require(context.timeline.firstTick(.backward))
    for ticks in [back + 1, (back + count) / 2, count] {
      moment.ticks = ticks
      var context = moment.context()
      context.kept = Entry(.value(try moment.node("u")))
      let text = try draw(context, 78, 12).text
      let ledger = try #require(
        Ledger(of: Entry(.gradient(try moment.node("u"))), in: context))
      let newest = max(1, ledger.doneCount)
      #expect(rows(text, with: "in h[").contains { $0.contains("\(newest)") }, "\(text)")
    }
  }

  @Test("keeps its columns where they are at every tick", arguments: [40, 78, 100])
  func still(width: Int) throws {
    var moment = try Moment(Loops.scalar)
    var ends: Set<Int> = []
    for ticks in 0...moment.context().timeline.ticks.count {
      moment.ticks = ticks
      var context = moment.context()
      context.kept = Entry(.value(try moment.node("w")))
      let heads = try draw(context, width).text.split(separator: "\n")
      let head = try #require(heads.first { $0.contains("share ") && $0.contains("use") })
      ends.insert(head.count)
    }
    #expect(ends.count == 1)
  }

  @Test("has bars of whole and half columns to the left, of eighths to the right")
  func bars() {
    let bar = SignedBar(reach: 4, largest: 2)
    #expect(bar.text(2, .unicode) == "    │████")
    #expect(bar.text(-1, .unicode) == "  ██│    ")
    #expect(bar.text(-0.75, .unicode) == "  ▐█│    ")
    #expect(bar.text(0.25, .unicode) == "    │▌   ")
    #expect(bar.text(0, .unicode) == "    │    ")
    #expect(bar.text(nil, .unicode) == "    │    ")
    #expect(bar.text(.infinity, .unicode) == "    │████")
    #expect(bar.text(-2, .ascii) == "####|    ")
  }
}
