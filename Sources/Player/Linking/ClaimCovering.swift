import Autograd
import Courseware
import Equations

extension LinkedPage {
  /// The claims that would give away a number to be guessed, with the numbers they tell.
  var tellingClaims: [Claim: Set<Autograd.Entry>] {
    guard let scene, !scene.predictions.isEmpty else { return [:] }
    let asked = Set(scene.predictions.map(\.entry))
    let telling = page.claims.map { ($0, $0.told(of: scene.model).intersection(asked)) }
    return Dictionary(telling.filter { !$0.1.isEmpty }) { first, _ in first }
  }
}

extension Claim {
  /// The numbers whose names stand in the question. Far ahead in training they are others.
  fileprivate func told(of model: Model) -> Set<Autograd.Entry> {
    guard after == nil else { return [] }
    let names = query.expression.text.matches(of: /grad\([^()]*\)|\w+'*(?:\[[^\]]*\])*/)
    return Set(names.flatMap { model.entries(named: String($0.output)) })
  }
}
