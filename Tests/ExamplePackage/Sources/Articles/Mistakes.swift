import Diagnostics
import Equations

func mistakes() throws {
  let text = """
    given x : [2] = [1, 2]
    weight w : [2]
    weight bias
    s = w x
    z = w · x + bais
    loss = z^2
    """
  let source = SourceText(name: "neuron.eqn", text: text)
  do {
    _ = try Model(source)
  } catch {
    for diagnostic in error.all {
      print(diagnostic.range.lower.line, diagnostic.range.lower.column, diagnostic.message)
    }
  }
  // 4 5 the shapes [2] and [2] do not fit here
  // 5 13 `bais` is not known

  do {
    _ = try Model(source)
  } catch {
    print(error.all[1].rendered(in: source))
  }
  // neuron.eqn:5:13: `bais` is not known; did you mean `bias`?
  //   z = w · x + bais
  //               ^^^^
}
