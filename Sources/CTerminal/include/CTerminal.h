// What must happen inside signal handlers, where Swift cannot go, and three questions to the
// system that Swift has no words for.

#ifndef UNROLL_CTERMINAL_H
#define UNROLL_CTERMINAL_H

#include <stdbool.h>
#include <wchar.h>

// What `guard_take_signals` reports, beside the number of a signal that asks the program to end.
enum {
  GUARD_ENDING = 0xFF,
  GUARD_RESIZED = 0x100,
  GUARD_SUSPEND = 0x200,
  GUARD_CONTINUED = 0x400,
};

/// Remembers the modes of the terminal and takes over its signals:
///
/// - crashes and SIGQUIT restore the terminal, then take their course;
/// - SIGINT, SIGTERM and SIGHUP are reported, so that the program can save. If it does not look
///   within a second, or the signal comes again, the terminal is restored and the program ends
///   with 128 plus the signal's number;
/// - SIGTSTP, SIGCONT and SIGWINCH are reported.
///
/// Signals that the program was started to ignore stay ignored. Returns a descriptor that can be
/// read when something is to be reported, or -1.
int guard_install(int input, int output);

/// Gives all signals back to whoever had them.
void guard_remove(void);

/// From now on a crash has something to restore.
void guard_arm(void);

/// The terminal is as it was found: a crash must leave it alone.
void guard_disarm(void);

/// The signals since the last call. A program told to end then has five seconds left.
int guard_take_signals(void);

/// Stops the program as Ctrl-Z would, and returns when it is continued.
void guard_stop(void);

/// Undoes what a program killed without warning left behind: without line editing and echo, the
/// modes found at the start are not the user's.
void terminal_heal(int input, int output);

/// The real size, whatever the environment says. False if the terminal does not know it.
bool terminal_size(int descriptor, int *columns, int *rows);

/// The columns the system's own tables give a character; -1 if it cannot be printed.
int terminal_character_width(wchar_t character);

#endif
