import Autograd
import TestSupport

@testable import Views

extension Seeded {
  private mutating func list(_ count: Int) -> String {
    let numbers = (0..<count).map { _ in
      let scale: Double = [1.0, 10, 1000].randomElement(using: &self) ?? 1
      return "\((Double.random(in: -1...1, using: &self) * scale * 100).rounded() / 100)"
    }
    return "[\(numbers.joined(separator: ", "))]"
  }

  /// A network of random size, or a model that is none, at times edited by hand.
  mutating func moment() throws -> Moment {
    let n = Int.random(in: 1...5, using: &self), m = Int.random(in: 1...4, using: &self)
    let rows = (0..<m).map { _ in list(n) }.joined(separator: ", ")
    let activation = ["σ", "tanh", "relu", "step"].randomElement(using: &self) ?? "σ"
    let layers = """
      given x : [\(n)] = \(list(n))
      given y = 1
      weight W : [\(m), \(n)] = [\(rows)]
      weight b : [\(m)] = \(list(m))
      weight v : [\(m)] = \(list(m))
      h = \(activation)(W x + b)   # the hidden units
      o = σ(v · h)
      loss = (o - y)^2
      update v = v - 0.1 grad(v)
      """
    let other = """
      given a = \(Int.random(in: -9...9, using: &self))
      given b : [\(n)] = \(list(n))
      c = a b + 2
      loss = sum(c ∘ c)
      """
    let text = Int.random(in: 0..<4, using: &self) == 0 ? other : layers
    var moment = try Moment(text)
    if Bool.random(using: &self) {
      moment.model = moment.model.learning(with: .adam(rate: 0.1), clipping: .norm(1))
    }
    if Bool.random(using: &self), let leaf = moment.model.declarations.first {
      let shape = moment.model.graph[leaf.node].shape
      moment.edits[leaf.node] = Matrix(shape, repeating: 0.25)
    }
    return moment
  }
}
