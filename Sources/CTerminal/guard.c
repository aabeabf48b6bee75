#include "CTerminal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

// Everything here is either set before the handlers are installed, or atomic: handlers may run at
// any moment, on any thread.

static int input = -1;
static int output = -1;
static struct termios found_modes;
static int wake_up[2] = {-1, -1};

static atomic_bool is_installed;
static atomic_bool is_armed;
/// The signal that asked the program to end, and the same until it has been reported.
static atomic_int ending;
static atomic_int unreported_ending;
static atomic_int reports;

static const int crashes[] = {SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGQUIT};
static const int endings[] = {SIGINT, SIGTERM, SIGHUP};
static const int others[] = {SIGTSTP, SIGCONT, SIGWINCH, SIGALRM};
#define COUNT(list) ((int)(sizeof(list) / sizeof((list)[0])))

/// By signal number, what was there before us.
static struct sigaction previous[NSIG];
static bool is_taken[NSIG];

/// A crash because the stack is full needs another one.
static char crash_stack[64 * 1024];

// MARK: - Inside handlers: async-signal-safe functions only

/// Mouse and paste modes off, plain attributes, cursor shown, main screen, first column.
static const char farewell[] =
  "\033[?1006;1002;1000l\033[?2004l\033[0m\033[?25h\033[?1049l\r";

static void restore(void) {
  if (!atomic_exchange(&is_armed, false)) return;
  ssize_t ignored = write(output, farewell, sizeof farewell - 1);
  (void)ignored;
  tcsetattr(input, TCSANOW, &found_modes);
}

static void wake(void) {
  int saved = errno;
  ssize_t ignored = write(wake_up[1], "", 1);  // full is as good as written
  (void)ignored;
  errno = saved;
}

static bool is_fault(int number, const siginfo_t *info) {
  if (info == NULL || info->si_code <= 0 || info->si_code == SI_USER) return false;
  return number == SIGILL || number == SIGSEGV || number == SIGBUS || number == SIGFPE;
}

/// Restores, then leaves the signal to the previous handler. A fault happens again by itself
/// when the instruction is repeated, which keeps its address true; others are sent again.
static void on_crash(int number, siginfo_t *info, void *context) {
  (void)context;
  restore();
  sigaction(number, &previous[number], NULL);
  if (!is_fault(number, info)) raise(number);
}

static void on_ending(int number) {
  if (atomic_exchange(&ending, number) != 0) {
    restore();
    _exit(128 + number);
  }
  atomic_store(&unreported_ending, number);
  alarm(1);
  wake();
}

static void on_alarm(int number) {
  (void)number;
  restore();
  _exit(128 + (atomic_load(&ending) & GUARD_ENDING));
}

static void on_report(int number) {
  int report = number == SIGWINCH ? GUARD_RESIZED
    : number == SIGTSTP           ? GUARD_SUSPEND
                                  : GUARD_CONTINUED;
  atomic_fetch_or(&reports, report);
  wake();
}

// MARK: - Outside handlers

static void take(int number, void (*handler)(int), void (*crash)(int, siginfo_t *, void *)) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  sigaction(number, NULL, &previous[number]);
  if (crash == NULL && previous[number].sa_handler == SIG_IGN) return;
  if (crash != NULL) {
    action.sa_sigaction = crash;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    // Others wait; so does SIGTTOU, or restoring from the background would stop the program.
    sigfillset(&action.sa_mask);
  } else {
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigfillset(&action.sa_mask);
  }
  is_taken[number] = sigaction(number, &action, NULL) == 0;
}

static void provide_crash_stack(void) {
  stack_t current;
  if (sigaltstack(NULL, &current) == 0 && !(current.ss_flags & SS_DISABLE)) return;
  stack_t own = {.ss_sp = crash_stack, .ss_size = sizeof crash_stack};
  sigaltstack(&own, NULL);
}

static bool open_wake_up(void) {
  if (wake_up[0] >= 0) return true;
  if (pipe(wake_up) != 0) return false;
  for (int end = 0; end < 2; end++) {
    fcntl(wake_up[end], F_SETFD, FD_CLOEXEC);
    fcntl(wake_up[end], F_SETFL, O_NONBLOCK);
  }
  return true;
}

int guard_install(int in, int out) {
  if (atomic_load(&is_installed) || !open_wake_up()) return -1;
  if (tcgetattr(in, &found_modes) != 0) return -1;
  input = in;
  output = out;
  provide_crash_stack();
  for (int i = 0; i < COUNT(crashes); i++) take(crashes[i], NULL, on_crash);
  for (int i = 0; i < COUNT(endings); i++) take(endings[i], on_ending, NULL);
  for (int i = 0; i < COUNT(others); i++) {
    take(others[i], others[i] == SIGALRM ? on_alarm : on_report, NULL);
  }
  atomic_store(&is_installed, true);
  return wake_up[0];
}

void guard_remove(void) {
  if (!atomic_exchange(&is_installed, false)) return;
  atomic_store(&is_armed, false);
  alarm(0);
  for (int number = 1; number < NSIG; number++) {
    if (is_taken[number]) sigaction(number, &previous[number], NULL);
    is_taken[number] = false;
  }
}

void guard_arm(void) { atomic_store(&is_armed, true); }

void guard_disarm(void) { atomic_store(&is_armed, false); }

int guard_take_signals(void) {
  char bytes[64];
  while (read(wake_up[0], bytes, sizeof bytes) > 0) {}
  int number = atomic_exchange(&unreported_ending, 0) & GUARD_ENDING;
  if (number != 0) alarm(5);
  return atomic_exchange(&reports, 0) | number;
}

void guard_stop(void) {
  struct sigaction action, ours;
  memset(&action, 0, sizeof action);
  action.sa_handler = SIG_DFL;
  sigaction(SIGTSTP, &action, &ours);
  // The whole foreground group, as the terminal itself would: a `make` or a script that started
  // us would else wait for us, and the shell for it.
  kill(0, SIGTSTP);
  sigaction(SIGTSTP, &ours, NULL);
  atomic_fetch_and(&reports, ~(GUARD_CONTINUED | GUARD_SUSPEND));
}
