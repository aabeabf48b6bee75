/// A key the student pressed, whatever bytes the terminal sent for it.
package enum Key: Hashable, Sendable {
  /// A printable character, the space among them.
  case character(Character)
  case enter
  case escape
  case tab
  case backTab
  case backspace
  case delete
  case insert
  case up
  case down
  case left
  case right
  case pageUp
  case pageDown
  case home
  case end
  /// F1 to F12 and beyond.
  case function(Int)
  /// Control with a small letter or one of `@ [ \ ] ^ _`.
  case control(Character)
  /// Alt with a character.
  case alt(Character)
  /// What the terminal sent and nobody knows; the bytes without control characters.
  case unknown(String)

  package static let space = Key.character(" ")
}
