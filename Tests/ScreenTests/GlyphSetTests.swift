import Screen
import TestSupport
import Testing

@Suite("A glyph set")
struct GlyphSetTests {
  @Test(
    "in ASCII spells out formulas",
    arguments: [
      ("σ(0.575) ≈ 0.6399", "sigmoid(0.575) ~= 0.6399"),
      ("∂L/∂w₁₂", "dL/dw12"),
      ("w ← w − η ∂L/∂w", "w <- w - eta dL/dw"),
      ("2ηx", "2 eta x"),
      ("Σk a·b", "sum k a*b"),
      ("W · h + U · x", "W . h + U . x"),
      ("f ∘ c", "f o c"),
      ("3×4 ≤ 5 ≥ 1 ≠ 2", "3x4 <= 5 >= 1 != 2"),
      ("x² y⁻¹⁰ Wᵀ hₜ₋₁", "x^2 y^-10 W' ht-1"),
      ("Δw → θ", "Delta w -> theta"),
    ])
  func formulas(unicode: String, ascii: String) {
    #expect(GlyphSet.ascii.text(unicode) == ascii)
    #expect(GlyphSet.unicode.text(unicode) == unicode)
  }

  @Test(
    "in ASCII keeps prose readable",
    arguments: [
      ("“Naïve” – that’s it…", "\"Naive\" - that's it..."),
      ("« déjà vu » — Gödel, Šimić", "\" deja vu \" -- Godel, Simic"),
      ("Straße, Ångström, Łódź, e\u{301}", "Strasse, Angstrom, Lodz, e"),
      ("漢字 🙂", "?? ?"),
      ("●●○ ✓ ▶ ┌─┐ █░", "**o v > +-+ #."),
      ("step\u{A0}12", "step 12"),
      ("plain ~ text", "plain ~ text"),
    ])
  func prose(unicode: String, ascii: String) {
    #expect(GlyphSet.ascii.text(unicode) == ascii)
  }

  @Test("in ASCII is ASCII whatever it is given")
  func random() {
    var random = Seeded(7)
    for _ in 0..<300 {
      #expect(GlyphSet.ascii.text(random.text(upTo: 20)).allSatisfy { $0.isASCII })
    }
  }

  @Test("has signs one column wide in Unicode")
  func widths() {
    for child in Mirror(reflecting: GlyphSet.unicode).children {
      if let sign = child.value as? String { #expect(TextWidth.of(sign) == 1) }
      if let signs = child.value as? [Character] {
        #expect(signs.count == 9 && signs.allSatisfy { TextWidth.of($0) == 1 })
      }
    }
  }

  @Test("is spelled by its own ASCII twin")
  func twins() {
    let plain = GlyphSet.ascii
    for child in Mirror(reflecting: plain).children {
      if let sign = child.value as? String { #expect(sign.allSatisfy { $0.isASCII }) }
    }
    #expect(plain.rowEighths.count == 9 && plain.columnEighths.count == 9)
  }

  @Test("draws bars to an eighth of a column")
  func bars() {
    #expect(GlyphSet.unicode.bar(0.5, width: 4) == "██░░")
    #expect(GlyphSet.unicode.bar(0.53125, width: 4) == "██▏░")
    #expect(GlyphSet.unicode.bar(1, width: 3) == "███")
    #expect(GlyphSet.unicode.bar(.nan, width: 2) == "░░")
    #expect(GlyphSet.unicode.bar(7, width: 2) == "██")
    #expect(GlyphSet.unicode.bar(1, width: -2) == "")
    #expect(GlyphSet.ascii.bar(0.5, width: 4) == "##..")
    #expect(GlyphSet.unicode.column(0.5) == "▄")
    #expect(GlyphSet.unicode.column(-1) == " ")
  }

  @Test("can be forced on a finished frame")
  func lastResort() {
    var frame = Frame(size: Size(width: 9, height: 3))
    frame.box(Rect(x: 0, y: 0, width: 3, height: 3))
    frame.put("●○█→漢", x: 3, y: 1)
    frame.restrictToASCII()
    #expect(frame.plainText == "+-+\n| |*o#>?\n+-+\n")
  }
}
