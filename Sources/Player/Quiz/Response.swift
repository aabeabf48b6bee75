import Autograd

/// What a student answers.
package enum Response: Hashable, Sendable {
  /// The place of one of the options.
  case choice(Int)
  case choices(Set<Int>)
  /// A number as it was typed.
  case number(String)
  /// The places of all options, in the order they were put in.
  case order([Int])
  /// A number of the stage.
  case cell(Autograd.Entry)
  case sign(Sign)
}
