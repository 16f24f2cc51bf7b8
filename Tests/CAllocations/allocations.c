#include "allocations.h"

#if defined(__GLIBC__)
#include <errno.h>

// A program's own `malloc` takes the place of the library's everywhere; glibc keeps its own under
// these names for that purpose.
extern void *__libc_malloc(size_t), *__libc_calloc(size_t, size_t), *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);

static _Thread_local int counting;
static _Thread_local ptrdiff_t count;

void allocations_begin(void) { count = 0, counting = 1; }
ptrdiff_t allocations_end(void) {
  counting = 0;
  return count;
}

void *malloc(size_t size) {
  count += counting;
  return __libc_malloc(size);
}

void *calloc(size_t n, size_t size) {
  count += counting;
  return __libc_calloc(n, size);
}

void *realloc(void *old, size_t size) {
  count += counting;
  return __libc_realloc(old, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
  count += counting;
  return __libc_memalign(alignment, size);
}

int posix_memalign(void **out, size_t alignment, size_t size) {
  count += counting;
  void *made = __libc_memalign(alignment, size);
  if (!made) return ENOMEM;
  *out = made;
  return 0;
}
#else
void allocations_begin(void) {}
ptrdiff_t allocations_end(void) { return -1; }
#endif
