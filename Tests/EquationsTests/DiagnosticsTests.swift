import Diagnostics
import Testing

@testable import Equations

/// What is wrong in a model, one line an error.
func problems(_ text: String, _ values: [String: Literal] = [:]) -> [String] {
  do {
    _ = try Model(SourceText(name: "m.eqn", text: text), values: values)
    return []
  } catch {
    return error.all.map(\.line)
  }
}

@Suite("A model with mistakes")
struct MistakeTests {
  @Test("is told all of them at once, in the order of the file")
  func all() {
    #expect(
      problems("given x = 1\ny = x + zz\nz = (x\nw = 1; w = 2\n") == [
        "m.eqn:2:9: `zz` is not known; define it above, or declare it with given or weight",
        "m.eqn:3:7: expected `)`, but the line ends",
        "m.eqn:4:8: `w` is defined twice, first in line 4; give one of them another name",
      ])
  }

  @Test(
    "is told what to do",
    arguments: [
      ("given wide = 1\ny = wode", "2:5: `wode` is not known; did you mean `wide`?"),
      ("a = 1\na = 2", "2:1: `a` is defined twice, first in line 1; give one of them another name"),
      (
        "y = q\nq = 1",
        "1:5: `q` is used before it is defined in line 2; move its line above this one"
      ),
      ("given x", "1:7: `x` is given without a value; write `= …` behind it"),
      (
        "given x : [2] = [1, 2, 3]",
        "1:17: shape [2] was declared, but the value has [3]; change one of them"
      ),
      (
        "given a : [2] = [1, 2]\ny = a a",
        "2:5: the shapes [2] and [2] do not fit here; did you mean the dot product `a · b` or "
          + "element by element `a ∘ b`?"
      ),
      (
        "given a : [2] = [1, 2]; given b : [3] = [1, 2, 3]\ny = a + b",
        "2:5: the shapes [2] and [3] do not fit here; element by element, both have one shape, or "
          + "one is a scalar"
      ),
      (
        "given W : [2, 3] = [[1, 2, 3], [4, 5, 6]]; given v : [2] = [1, 2]\ny = W v",
        "2:5: the shapes [2, 3] and [2] do not fit here; in a product the columns of the first "
          + "are the rows of the second; try `Aᵀ`"
      ),
      (
        "given a : [2] = [1, 2]\nloss = a",
        "2:1: the loss is not a scalar, it has shape [2]; add it up: loss = sum(…)"
      ),
      ("f(x) = f(x) + 1\ny = f(2)", "1:8: `f` calls itself; a function may not"),
      ("  y = 1", "1:3: this line is indented, but no block is open; remove the spaces before it"),
      ("y = 1 $ 2", "1:7: “$” has no meaning here; remove it or write a word for it"),
      (
        "x = 2; size z = 3; y = x^x\n",
        "1:26: an exponent is a plain number; write a number such as 2"
      ),
      (
        "given x = 1\ny = x[1]",
        "2:5: `x` has shape []; a scalar has no elements; leave the index out"
      ),
      (
        "given x : [2] = [1, 2]\ny = x[3]",
        "2:7: element 3 of 2 does not exist; count from 1 to 2"
      ),
      ("given x = 1\nupdate x = 2", "2:8: `x` is not a weight; only weights are updated"),
      (
        "weight w\nupdate w = w - grad(w)",
        "2:16: there is no `loss` to take a gradient of; name the loss: loss = …"
      ),
      (
        "weight w : [100000, 100000]",
        "1:1: the model has about 10000 million numbers; at most 10 million fit; make it smaller"
      ),
      (
        "for t = 1...3:\n  y = t",
        "2:3: `y` is defined again in each round of the loop; "
          + "give it the loop's index, such as y[t]"
      ),
      ("y =", "1:4: expected an expression, but the line ends"),
      (
        "y = step()", "1:5: `step` takes 1 argument, not 0; put them between the parentheses"
      ),
      ("size n = 1.5", "1:10: a whole number of 1 or more is needed here"),
    ])
  func advice(text: String, expected: String) {
    #expect(problems(text).contains("m.eqn:\(expected)"), "\(problems(text))")
  }

  @Test("is told of values for names it does not have, and of values of the wrong shape")
  func values() {
    #expect(
      problems("given speed = 1; y = speed", ["sped": .number(1)])
        == [
          "m.eqn:1:1: a value was given for `sped`, which the model does not have; did you mean `speed`?"
        ])
    #expect(
      problems("given x : [2] = [1, 2]; y = x", ["x": .number(1)])
        == [
          "m.eqn:1:7: `x` has shape [2], but the value given for it does not; "
            + "give it a list of shape [2]"
        ])
  }

  @Test("is told of every unknown name of a line")
  func unknownNames() {
    #expect(problems("y = p + q r").count == 3)
  }

  @Test("is not told of what only follows from another mistake")
  func consequences() {
    #expect(problems("given x : [2] = [1]\ny = x\nz = 2 y\n").count == 1)
  }

  @Test("is refused, not followed, where it is nested or chained without end")
  func depth() {
    let deep = String(repeating: "(", count: 100_000)
    #expect(problems("y = \(deep)").count == 1)
    let chain = String(repeating: "1 + ", count: 100_000)
    #expect(problems("y = \(chain)1").count == 1)
    #expect(problems("y = 1\(String(repeating: "'", count: 100_000))").count == 1)
    #expect(problems("y = \(String(repeating: "- ", count: 100_000))1").count == 1)
    #expect(problems("y = \(String(repeating: "[", count: 100_000))").count == 1)
  }
}
