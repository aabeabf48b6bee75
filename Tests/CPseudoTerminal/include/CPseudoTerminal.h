// A terminal for tests: what Swift cannot do itself, because it must not fork.

#ifndef UNROLL_CPSEUDOTERMINAL_H
#define UNROLL_CPSEUDOTERMINAL_H

#include <stdbool.h>
#include <sys/types.h>

/// Starts a program in a terminal of its own and returns the other side of it, or -1.
int pseudo_terminal_spawn(
  const char *path, char *const arguments[], char *const environment[], int columns, int rows,
  pid_t *process);

/// Changes the size of the terminal, which signals the program.
bool pseudo_terminal_resize(int terminal, int columns, int rows);

/// Whether lines are edited and keys echoed, as a shell expects it.
bool pseudo_terminal_is_sane(int terminal);

/// The status as a shell has it, 128 plus the signal for a program that was killed, 256 plus the
/// signal for one that is stopped; -1 while it runs.
int pseudo_terminal_status(pid_t process);

#endif
