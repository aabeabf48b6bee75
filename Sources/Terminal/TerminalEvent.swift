import Screen

/// Something that happened at the terminal.
package enum TerminalEvent: Hashable, Sendable {
  case key(Key)
  /// Text from the clipboard, in one piece: never commands. Line ends are newlines.
  case paste(String)
  /// The mouse, in the column and row of a cell.
  case mouse(x: Int, y: Int, MouseAction)
  case resized(Size)
  /// The program was stopped and goes on; the screen has been drawn again.
  case resume
  /// The program was told to end: save, close the terminal, exit with 128 plus the signal.
  case terminate(signal: Int32)
  /// The terminal is gone: save and exit. Nothing else will come.
  case hangup
}

package enum MouseAction: Hashable, Sendable {
  /// Button 0 is the left one, 1 the middle, 2 the right.
  case press(button: Int)
  case drag(button: Int)
  case release
  case wheelUp
  case wheelDown
}
