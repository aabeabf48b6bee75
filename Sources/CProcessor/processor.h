// What the processor that the program is built for does at once. Portable builds take what every
// processor of the architecture has; `make NATIVE=1` takes what this computer's has.
//
// Functions, not constants: Swift would call the code for other processors unreachable.
#ifndef PROCESSOR_H
#define PROCESSOR_H

#include <stdbool.h>

/// How many numbers of 64 bits fit into one register.
__attribute__((always_inline)) static inline int processor_width(void) {
#if defined(__AVX512F__)
  return 8;
#elif defined(__AVX2__)
  return 4;
#else
  return 2;
#endif
}

/// Whether a·b + c is rounded once. It is then another number than a·b rounded, plus c; so only
/// builds for a certain processor do it.
__attribute__((always_inline)) static inline bool processor_fuses(void) {
#if defined(__FMA__)
  return true;
#else
  return false;
#endif
}

/// Begins to bring what lies at an address into the cache, without waiting for it.
__attribute__((always_inline)) static inline void processor_fetch(const void *address) {
  __builtin_prefetch(address);
}

#endif
