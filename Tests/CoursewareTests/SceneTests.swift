import Courseware
import Diagnostics
import Testing

@Suite("A scene")
struct SceneTests {
  @Test("trains with the fields of the command line's flags")
  func training() throws {
    let (scene, diagnostics) = Sample.scene(
      """
      model: xor.eqn
      data: xor.tsv
      play: training
      train: { steps: 200, rate: 0.30, optimizer: sgd, batch: full, seed: 1, clip-norm: 5, hold-out: 0.2 }
      """)
    #expect(diagnostics.map(\.line) == [])
    let train = try #require(scene?.train)
    #expect(train.steps?.value == 200)
    #expect(train.rate?.value == 0.3)
    #expect(train.optimizer?.value == .sgd)
    #expect(train.batch?.value == .full)
    #expect(train.seed?.value == 1)
    #expect(train.clipNorm?.value == 5)
    #expect(train.holdOut?.value == 0.2)
    #expect(train.shuffle == nil)
    #expect(scene?.data?.text == "xor.tsv")
  }

  @Test("shows several views, covers names and compares")
  func lists() throws {
    let (scene, diagnostics) = Sample.scene(
      """
      name: left
      model: slow.eqn
      view: [equations, plot]
      predict: ["c[3]"]
      compare: { name: right, train: { rate: 3 } }
      """)
    #expect(diagnostics.map(\.line) == [])
    #expect(scene?.views.map(\.text) == ["equations", "plot"])
    #expect(scene?.predict.map(\.text) == ["c[3]"])
    #expect(scene?.compare?.train?.rate?.value == 3)
    #expect(scene?.names == ["left", "right"])
    #expect(Sample.scene("model: a.eqn\ncompare: b.eqn").scene?.compare?.model?.text == "b.eqn")
  }

  @Test("breaks a rule")
  func breaks() {
    let scene = Sample.scene("model: a.eqn\nbreak: { rule: tanh, backward: \"g\" }").scene
    #expect(scene?.break?.rule?.text == "tanh")
    #expect(scene?.break?.backward.map(\.text) == ["g"])
  }

  @Test("with a tool keeps the tool's own fields")
  func tool() {
    let (scene, diagnostics) = Sample.scene("tool: ngrams\nword: слово\nlength: 3")
    #expect(diagnostics.map(\.line) == [])
    #expect(scene?.tool?.kind.value == .ngrams)
    #expect(scene?.tool?.fields.map(\.name.text) == ["word", "length"])
  }

  @Test("keeps values as they are written")
  func written() {
    let scene = Sample.scene("model: a.eqn\nvalues: { a: 0.50, b: no, c: ~, d: 0x10, e: 1_000 }")
      .scene
    #expect(scene?.values?.plain == "{a: 0.50, b: no, c: ~, d: 0x10, e: 1_000}")
  }

  @Test(
    "is reported where a field is wrong",
    arguments: [
      ("model: a.eqn\nfocsu: f", "a scene has no field `focsu`; did you mean `focus`?"),
      ("view: cell", "this scene runs nothing; name a model (`model: lstm.eqn`) or a tool"),
      ("tool: bep", "`tool` cannot be `bep`; did you mean `bpe`?"),
      ("model: a.eqn\nplay: forwards", "`play` cannot be `forwards`; did you mean `forward`?"),
      (
        "model: a.eqn\nvalues: 3",
        "`values` gives values to names; write `{ name: value }`"
      ),
      (
        "model: a.eqn\ntrain: { rate: 0 }",
        "`rate` cannot be `0`; write a number above 0"
      ),
      (
        "model: a.eqn\ntrain: { rate: nan }",
        "`rate` cannot be `nan`; write a number above 0"
      ),
      (
        "model: a.eqn\ntrain: { optimiser: sgd }",
        "`train` has no field `optimiser`; did you mean `optimizer`?"
      ),
      (
        "model:\n",
        "`model` is empty; give it a value; text that begins with # needs quotes"
      ),
      ("just words", "a scene is a list of fields; write `name: value`"),
      ("", "this `scene` block is empty; fill it or take it out"),
    ])
  func wrong(_ fields: String, message: String) {
    let lines = Sample.scene(fields).diagnostics.map { "\($0.message); \($0.advice ?? "")" }
    #expect(lines.first == message)
  }

  @Test("that is indented has its places all the same")
  func indented() throws {
    let (page, _) = Sample.page("  ```scene\n  model: a.eqn\n    \n  at: \"h[1]\"\n  ```\n")
    let at = try #require(page?.scenes.first?.at)
    #expect(at.range == SourceRange(Sample.firstLine + 3, 8, 12))
  }
}
