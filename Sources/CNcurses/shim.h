// What Swift cannot see of ncurses: it does not import macros that compute, nor global variables
// that are not safe to share. Each gets an inline accessor here; nothing is decided in this file.

#ifndef UNROLL_CNCURSES_SHIM_H
#define UNROLL_CNCURSES_SHIM_H

// Without this the header leaves out wide characters. Not every system sets it for us.
#ifndef NCURSES_WIDECHAR
#define NCURSES_WIDECHAR 1
#endif

#if __has_include(<ncursesw/ncurses.h>)
#include <ncursesw/ncurses.h>
#else
#include <ncurses.h>
#endif

/// Opens the terminal of a type on the standard streams. Unlike `initscr`, it returns NULL for
/// an unknown type instead of ending the program.
static inline SCREEN *curses_open(const char *type) { return newterm(type, stdout, stdin); }

static inline WINDOW *curses_window(void) { return stdscr; }
static inline int curses_colours(void) { return COLORS; }

static inline attr_t curses_bold(void) { return A_BOLD; }
static inline attr_t curses_dim(void) { return A_DIM; }
static inline attr_t curses_underline(void) { return A_UNDERLINE; }
static inline attr_t curses_reverse(void) { return A_REVERSE; }

/// Puts one character, with its marks, into a cell without moving the cursor, which at the lower
/// right corner could not move.
static inline int curses_put(
  WINDOW *window, int y, int x, const wchar_t *text, attr_t attributes, short pair) {
  cchar_t cell;
  if (setcchar(&cell, text, attributes, pair, NULL) == ERR) return ERR;
  return mvwadd_wchnstr(window, y, x, &cell, 1);
}

#endif
