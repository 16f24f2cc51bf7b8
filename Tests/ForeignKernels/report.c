// Comparisons, counted, and the message of the first that fails.
#include "check.h"
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

size_t comparisons;
uint64_t scalar_digest = 0xcbf29ce484222325u;

place place_of(const subject *s, const char *entry, uint32_t type, const char *shape, ...) {
  place p = {.s = s, .entry = entry, .type = type};
  va_list arguments;
  va_start(arguments, shape);
  vsnprintf(p.shape, sizeof p.shape, shape, arguments);
  va_end(arguments);
  return p;
}

static void start(const place *p) {
  fflush(stdout);
  fprintf(stderr, "%s: %s", p->s->table->name, p->entry);
  if (p->type < OD_TYPE_COUNT) fprintf(stderr, " of %s", name_of(p->type));
  fprintf(stderr, ", %s: ", p->shape);
}

_Noreturn void fail(const place *p, const char *message) {
  start(p);
  fprintf(stderr, "%s\n", message);
  exit(1);
}

void same_floats(const place *p, const float *expected, const float *found, size_t count) {
  comparisons += count;
  for (size_t i = 0; i < count; i++) {
    if (od_bits(expected[i]) == od_bits(found[i])) continue;
    if (expected[i] != expected[i] && found[i] != found[i]) continue;
    start(p);
    fprintf(stderr, "at %zu expected %a (%08" PRIx32 "), found %a (%08" PRIx32 ")\n", i,
            (double)expected[i], od_bits(expected[i]), (double)found[i], od_bits(found[i]));
    exit(1);
  }
}

void same_bytes(const place *p, const void *expected, const void *found, size_t count) {
  comparisons += count;
  const unsigned char *a = expected, *b = found;
  for (size_t i = 0; i < count; i++) {
    if (a[i] == b[i]) continue;
    start(p);
    fprintf(stderr, "at byte %zu expected %02x, found %02x\n", i, a[i], b[i]);
    exit(1);
  }
}

void same_number(const place *p, uint64_t expected, uint64_t found) {
  comparisons += 1;
  if (expected == found) return;
  start(p);
  fprintf(stderr, "expected %" PRIu64 ", found %" PRIu64 "\n", expected, found);
  exit(1);
}

void near(const place *p, size_t index, double expected, double found, double bound) {
  comparisons += 1;
  if (fabs(expected - found) <= bound || (expected != expected && found != found)) return;
  start(p);
  fprintf(stderr, "at %zu expected %.9g within %.3g, found %.9g\n", index, expected, bound, found);
  exit(1);
}

void digest(const float *x, size_t count) {
  for (size_t i = 0; i < count; i++) {
    uint32_t bits = x[i] == x[i] ? od_bits(x[i]) : 0x7fc00000u;
    scalar_digest = (scalar_digest ^ bits) * 0x100000001b3u;  // FNV-1a, a word at a time
  }
}
