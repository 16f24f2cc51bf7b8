// Buffers between a canary and a page that cannot be touched. A kernel that reads or writes past the
// end is stopped by the processor, one that writes before the start is found when they are released.
#define _GNU_SOURCE
#include "check.h"
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

enum { BUFFERS = 64, CANARY = 0xa5 };

static struct {
  unsigned char *mapping;
  size_t mapped, start, readable, used;
} buffers[BUFFERS];
static size_t in_use;

static unsigned char *map(size_t bytes, size_t page) {
  void *p = mmap(NULL, bytes + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (p == MAP_FAILED || mprotect((char *)p + bytes, page, PROT_NONE) != 0) {
    perror("no memory for a test");
    exit(2);
  }
  return p;
}

guarded guard(size_t count, size_t before_end) {
  size_t page = (size_t)sysconf(_SC_PAGESIZE);
  size_t readable = (count + before_end + 64 + page - 1) / page * page;
  if (in_use == BUFFERS) {
    fprintf(stderr, "more than %d buffers in one test\n", BUFFERS);
    exit(2);
  }
  size_t i = in_use++;
  // Mappings are kept: a later buffer of that place takes over the one that is there, if it fits.
  if (buffers[i].readable < readable) {
    if (buffers[i].mapping) munmap(buffers[i].mapping, buffers[i].mapped);
    buffers[i].mapping = map(readable, page);
    buffers[i].readable = readable;
    buffers[i].mapped = readable + page;
  }
  buffers[i].start = buffers[i].readable - before_end - count;
  buffers[i].used = buffers[i].start < 256 ? buffers[i].start : 256;
  unsigned char *start = buffers[i].mapping + buffers[i].start;
  memset(start - buffers[i].used, CANARY, buffers[i].used);
  memset(start, 0, count + before_end);
  return (guarded){start, count};
}

float *guard_floats(size_t count) { return guard(count * sizeof(float), 0).bytes; }

void release_all(const place *p) {
  for (size_t i = 0; i < in_use; i++)
    for (size_t b = 1; b <= buffers[i].used; b++)
      if (buffers[i].mapping[buffers[i].start - b] != CANARY) fail(p, "wrote before a buffer");
  in_use = 0;
}
