// Row operations against their formulas in double precision, with the bounds of the Swift tests.
#include "check.h"

static const double ulp = 0x1p-23;
static const size_t lengths[] = {1,  2,  3,  4,  5,  7,  8,  9,   12,  15,  16,
                                 17, 31, 32, 33, 63, 64, 65, 127, 129, 1023};
enum { LENGTHS = sizeof lengths / sizeof lengths[0] };

static void check_norm(const subject *s, generator *g, size_t width) {
  place p = place_of(s, "rms_norm", OD_TYPE_COUNT, "width %zu", width);
  float *x = random_floats(g, width, -3, 3), *weight = random_floats(g, width, -1, 1);
  float *y = guard_floats(width);
  s->table->rms_norm(x, weight, 1e-5f, width, y);
  double squares = 0;
  for (size_t i = 0; i < width; i++) squares += (double)x[i] * (double)x[i];
  double factor = 1 / sqrt(squares / (double)width + (double)1e-5f);
  for (size_t i = 0; i < width; i++) {
    double exact = (double)x[i] * factor * (double)weight[i];
    near(&p, i, exact, (double)y[i], (double)(width + 8) * ulp * fabs(exact));
  }
  s->table->rms_norm(x, weight, 1e-5f, width, x);
  same_floats(&p, y, x, width);  // in place
  release_all(&p);
}

static void check_rope(const subject *s, generator *g, size_t half, int halves) {
  place p = place_of(s, "rope", OD_TYPE_COUNT, "half %zu, halves %d", half, halves);
  float *x = random_floats(g, 2 * half, -1, 1), *before = guard_floats(2 * half);
  float *cosines = random_floats(g, half, -1, 1), *sines = random_floats(g, half, -1, 1);
  memcpy(before, x, 2 * half * sizeof *x);
  s->table->rope(x, cosines, sines, half, halves);
  for (size_t i = 0; i < half; i++) {
    size_t a = halves ? i : 2 * i, b = halves ? i + half : 2 * i + 1;
    double c = (double)cosines[i], sine = (double)sines[i];
    double first = (double)before[a], second = (double)before[b];
    near(&p, a, first * c - second * sine, (double)x[a], 4 * ulp);
    near(&p, b, first * sine + second * c, (double)x[b], 4 * ulp);
  }
  release_all(&p);
}

static void check_gates(const subject *s, generator *g, size_t width) {
  place p = place_of(s, "silu_multiply", OD_TYPE_COUNT, "width %zu", width);
  float *gate = random_floats(g, width, -90, 90), *up = random_floats(g, width, -1, 1);
  float *y = guard_floats(width);
  s->table->silu_multiply(gate, up, width, y);
  for (size_t i = 0; i < width; i++) {
    double exact = (double)gate[i] / (1 + exp(-(double)gate[i])) * (double)up[i];
    // exp may be 2 units off, and loses what is below the smallest normal number
    near(&p, i, exact, (double)y[i], 8 * ulp * fabs(exact) + 1e-35);
  }
  p.entry = "sigmoid_multiply";
  s->table->sigmoid_multiply(gate, up, width, y);
  for (size_t i = 0; i < width; i++) {
    double exact = (double)up[i] / (1 + exp(-(double)gate[i]));
    near(&p, i, exact, (double)y[i], 8 * ulp * fabs(exact) + 1e-35);
  }
  p.entry = "gelu_multiply";
  for (size_t i = 0; i < width; i++) gate[i] = between(g, -12, 12);
  s->table->gelu_multiply(gate, up, width, y);
  for (size_t i = 0; i < width; i++) {
    double x = (double)gate[i], inner = 0.7978845608028654 * (x + 0.044715 * x * x * x);
    double exact = 0.5 * x * (1 + tanh(inner)) * (double)up[i];
    // 1 + tanh loses what is small beside 1, as it does in the makers' code
    near(&p, i, exact, (double)y[i], 64 * ulp * fabs((double)(gate[i] * up[i])) + 1e-35);
  }
  s->table->gelu_multiply(gate, up, width, gate);
  same_floats(&p, y, gate, width);  // in place
  p.entry = "softcap";
  for (size_t i = 0; i < width; i++) gate[i] = y[i] = between(g, -200, 200);
  s->table->softcap(30, width, y);
  for (size_t i = 0; i < width; i++)
    near(&p, i, 30 * tanh((double)gate[i] / 30), (double)y[i], 16 * 30 * ulp);
  release_all(&p);
}

static void check_sums(const subject *s, generator *g, size_t width) {
  place p = place_of(s, "add, scale", OD_TYPE_COUNT, "width %zu", width);
  float *x = random_floats(g, width, -1, 1), *y = random_floats(g, width, -1, 1);
  float *expected = guard_floats(width);
  memcpy(expected, y, width * sizeof *y);
  s->scalar->add(x, width, expected);
  s->table->add(x, width, y);
  same_floats(&p, expected, y, width);
  s->scalar->scale(0.3f, width, expected);
  s->table->scale(0.3f, width, y);
  same_floats(&p, expected, y, width);
  release_all(&p);
}

static void same_halves(const place *p, const uint16_t *expected, const uint16_t *found,
                        size_t count) {
  for (size_t i = 0; i < count; i++) {
    int none = (expected[i] & 0x7fff) > 0x7c00 && (found[i] & 0x7fff) > 0x7c00;
    if (!none && expected[i] != found[i]) same_bytes(p, expected + i, found + i, 2);
  }
  comparisons += count;
}

/// Each half, what lies in the middle of two, and the floats beside both.
static void check_to_half(const subject *s) {
  enum { COUNT = 1 << 16 };
  place p = place_of(s, "to_half", OD_TYPE_COUNT, "all halves and their middles");
  float *x = guard_floats(COUNT);
  uint16_t *expected = guard(2 * COUNT, 0).bytes, *found = guard(2 * COUNT, 0).bytes;
  static const int32_t offsets[] = {0, 1, -1, 0x1000, 0x1001, 0xfff, 0x7ff};
  for (size_t o = 0; o < sizeof offsets / sizeof offsets[0]; o++) {
    for (uint32_t h = 0; h < COUNT; h++)
      x[h] = od_from_bits(od_bits(od_half_to_float((uint16_t)h)) + (uint32_t)offsets[o]);
    s->scalar->to_half(x, COUNT, expected);
    s->table->to_half(x, COUNT, found);
    same_halves(&p, expected, found, COUNT);
  }
  generator g = {105};
  for (size_t i = 0; i < COUNT; i++) x[i] = od_from_bits((uint32_t)next(&g));
  s->scalar->to_half(x, COUNT, expected);
  s->table->to_half(x, COUNT, found);
  same_halves(&p, expected, found, COUNT);
  release_all(&p);
  for (size_t l = 0; l < LENGTHS; l++) {  // tails
    place q = place_of(s, "to_half", OD_TYPE_COUNT, "count %zu", lengths[l]);
    float *y = random_floats(&g, lengths[l], -100, 100);
    uint16_t *a = guard(2 * lengths[l], 0).bytes, *b = guard(2 * lengths[l], 0).bytes;
    s->scalar->to_half(y, lengths[l], a);
    s->table->to_half(y, lengths[l], b);
    same_halves(&q, a, b, lengths[l]);
    release_all(&q);
  }
}

void check_rows(const subject *s) {
  generator g = {106};
  for (int pass = 0; pass < (s->quick ? 1 : 20); pass++)
    for (size_t l = 0; l < LENGTHS; l++) {
      check_norm(s, &g, lengths[l]);
      check_rope(s, &g, lengths[l], 0);
      check_rope(s, &g, lengths[l], 1);
      check_gates(s, &g, lengths[l]);
      check_sums(s, &g, lengths[l]);
    }
  check_to_half(s);
}
