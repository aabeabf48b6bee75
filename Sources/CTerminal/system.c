#define _XOPEN_SOURCE 700  // wcwidth
#define _DEFAULT_SOURCE    // TIOCGWINSZ
#define _DARWIN_C_SOURCE

#include "CTerminal.h"

#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

void terminal_heal(int input, int output) {
  struct termios modes;
  if (tcgetattr(input, &modes) != 0 || (modes.c_lflag & (ICANON | ECHO))) return;
  modes.c_iflag |= ICRNL | IXON | BRKINT;
  modes.c_oflag |= OPOST | ONLCR;
  modes.c_lflag |= ICANON | ECHO | ECHOE | ECHOK | ISIG | IEXTEN;
  tcsetattr(input, TCSADRAIN, &modes);
  static const char modes_off[] = "\033[?1006;1002;1000l\033[?2004l";
  ssize_t ignored = write(output, modes_off, sizeof modes_off - 1);
  (void)ignored;
}

bool terminal_size(int descriptor, int *columns, int *rows) {
  struct winsize size;
  if (ioctl(descriptor, TIOCGWINSZ, &size) != 0) return false;
  *columns = size.ws_col;
  *rows = size.ws_row;
  return size.ws_col > 0 && size.ws_row > 0;
}

int terminal_character_width(wchar_t character) { return wcwidth(character); }
