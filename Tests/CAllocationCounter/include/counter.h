// Counts what a thread allocates, in place of the C library's functions, which it calls.
#ifndef ALLOCATION_COUNTER_H
#define ALLOCATION_COUNTER_H

#include <stdbool.h>

/// Whether allocations are counted: only where the C library is GNU's.
bool allocations_are_counted(void);

/// How often the calling thread has allocated memory so far.
long allocations_of_this_thread(void);

#endif
