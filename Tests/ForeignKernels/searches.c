// The largest value, the logarithm of a sum of powers, and the reading of bytes.
#include "check.h"

static void check_argmax(const subject *s, generator *g, size_t count) {
  place p = place_of(s, "argmax", OD_TYPE_COUNT, "count %zu", count);
  static const float values[] = {NAN, -INFINITY, -1, -0.f, 0, 1, INFINITY};
  float *x = guard_floats(count);
  for (int pass = 0; pass < 60; pass++) {
    // Few different values, so that equal ones, NaNs and infinities meet in every place.
    size_t kinds = 1 + below(g, 7), first = below(g, 8 - kinds);
    for (size_t i = 0; i < count; i++) x[i] = values[first + below(g, kinds)];
    if (pass % 3 == 0)
      for (size_t i = 0; i < count; i++) x[i] = between(g, -5, 5);
    same_number(&p, s->scalar->argmax(x, count), s->table->argmax(x, count));
  }
  for (size_t i = 0; i < count; i++) x[i] = NAN;
  same_number(&p, 0, s->table->argmax(x, count));
  release_all(&p);
}

static void check_log_sum_exp(const subject *s, generator *g, size_t count) {
  place p = place_of(s, "log_sum_exp", OD_TYPE_COUNT, "count %zu", count);
  float *x = random_floats(g, count, -20, 20);
  double sum = 0;
  for (size_t i = 0; i < count; i++) sum += exp((double)x[i]);
  near(&p, 0, log(sum), (double)s->table->log_sum_exp(x, count), 32 * 0x1p-23);
  static const float odd[] = {NAN, INFINITY, -INFINITY};
  for (size_t i = 0; i < 3; i++) {
    x[below(g, count)] = odd[i];
    float expected = s->scalar->log_sum_exp(x, count), found = s->table->log_sum_exp(x, count);
    if (i < 2) same_floats(&p, &expected, &found, 1);
    if (i == 0)
      for (size_t e = 0; e < count; e++) x[e] = between(g, -20, 20);
  }
  for (size_t i = 0; i < count; i++) x[i] = -INFINITY;
  near(&p, 0, 0, s->table->log_sum_exp(x, count) == -INFINITY ? 0 : 1, 0);
  release_all(&p);
}

static void check_reading(const subject *s, generator *g, size_t count) {
  place p = place_of(s, "read_bytes", OD_TYPE_COUNT, "count %zu", count);
  unsigned char *bytes = guard(count, below(g, 64)).bytes;
  for (size_t i = 0; i < count; i++) bytes[i] = (unsigned char)next(g);
  same_number(&p, s->scalar->read_bytes(bytes, count), s->table->read_bytes(bytes, count));
  for (size_t i = 0; i < count; i += 1 + below(g, 7)) {
    uint64_t before = s->table->read_bytes(bytes, count);
    bytes[i] ^= 1;
    if (s->table->read_bytes(bytes, count) == before) fail(&p, "a byte does not matter");
    comparisons++;
  }
  release_all(&p);
}

void check_searches(const subject *s) {
  generator g = {107};
  for (size_t count = 1; count <= (s->quick ? 40 : 200); count++) {
    check_argmax(s, &g, count);
    check_log_sum_exp(s, &g, count);
  }
  check_argmax(s, &g, 5003);
  check_log_sum_exp(s, &g, 5003);
  for (size_t count = 256; count <= 1280; count += 256) check_reading(s, &g, count);
}
