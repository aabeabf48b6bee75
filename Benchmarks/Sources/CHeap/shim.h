// How much memory is allocated and not freed. Swift does not see the C library's own statistics.
#ifdef __APPLE__
#include <malloc/malloc.h>
static inline long heap_bytes_in_use(void) { return (long)mstats().bytes_used; }
#else
#include <malloc.h>
static inline long heap_bytes_in_use(void) {
  struct mallinfo2 information = mallinfo2();
  return (long)(information.uordblks + information.hblkhd);
}
#endif
