// Products of bfloat16 with activations rounded to bfloat16, of tables that have them.
//
// What the instruction does between two products is the processor's own, so results are compared with
// the exact product of the rounded numbers, and bit for bit with those of a row alone.
#include "check.h"

static uint16_t rounded(float x) {
  uint32_t bits = od_bits(x), magnitude = bits & 0x7fffffffu;
  if (magnitude > 0x7f800000u) return (uint16_t)((bits >> 16) | 0x40);
  if (magnitude < 0x00800000u) return (uint16_t)((bits >> 16) & 0x8000u);
  return (uint16_t)((bits + 0x7fffu + ((bits >> 16) & 1)) >> 16);
}

static void to_bfloat(const subject *s, generator *g, size_t count) {
  place p = place_of(s, "to_bfloat", OD_BF16, "count %zu", count);
  float *x = random_floats(g, count, -3, 3);
  for (size_t i = 0; i < count; i += 3) x[i] = od_from_bits((uint32_t)next(g));
  uint16_t *expected = guard(2 * count, 0).bytes, *found = guard(2 * count, 0).bytes;
  for (size_t i = 0; i < count; i++) expected[i] = rounded(x[i]);
  s->table->to_bfloat(x, count, found);
  same_bytes(&p, expected, found, 2 * count);
  release_all(&p);
}

/// Scratch for products of up to `m` rows.
static od_multiply_job job_of(const subject *s, size_t m, size_t k) {
  size_t scratch = od_multiply_scratch(m, k);
  return (od_multiply_job){.table = s->table, .product_count = 1, .x_stride = k, .k = k,
                           .quants = guard(m * k, 0).bytes, .wide = guard(2 * m * k, 0).bytes,
                           .scales = guard_floats(m * k / 32 + 16),
                           .sums = guard(m * k / 8 + 64, 0).bytes,
                           .scratch = guard(2 * scratch, 0).bytes, .scratch_stride = scratch};
}

static void multiply(const subject *s, generator *g, size_t n, size_t m, size_t k,
                     weight_mode mode) {
  place p = place_of(s, "od_multiply", OD_BF16, "n %zu, m %zu, k %zu, weights %d", n, m, k, mode);
  const uint16_t *w = random_weights(g, OD_BF16, n, k, 2 * k, mode);
  float *x = random_floats(g, m * k, -1, 1), *y = guard_floats(m * n), *alone = guard_floats(n);
  od_product product = {w, OD_BF16, n, 2 * k, y, n}, one = {w, OD_BF16, n, 2 * k, alone, n};
  od_multiply_job job = job_of(s, m, k);
  job.products = &product, job.x = x, job.m = m;
  od_multiply(s->pools[below(g, 2)], &job);
  job.products = &one, job.m = 1;
  for (size_t j = 0; j < m; j++) {
    job.x = x + j * k;
    od_multiply(s->pools[0], &job);
    same_floats(&p, alone, y + j * n, n);
    for (size_t i = 0; i < n; i++) {
      double exact = 0, magnitude = 0;
      for (size_t e = 0; e < k; e++) {
        double term = (double)od_bfloat_to_float(w[i * k + e]) *
                      (double)od_bfloat_to_float(rounded(x[j * k + e]));
        exact += term;
        magnitude += fabs(term);
      }
      double bound = magnitude * (double)(k / 16 + 8) * 0x1p-23 + 0x1p-125 * (double)k;
      if (magnitude < 0x1p126) near(&p, j * n + i, exact, (double)y[j * n + i], bound);
    }
  }
  release_all(&p);
}

void check_bfloat_products(const subject *s) {
  if (!s->table->weights[OD_BF16].multiply_bfloat) return;
  generator g = {105};
  for (size_t count = 1; count <= 70; count++) to_bfloat(s, &g, count);
  static const size_t lengths[] = {1, 2, 31, 32, 33, 63, 64, 65, 200, 1023, 2100};
  for (size_t l = 0; l < sizeof lengths / sizeof lengths[0]; l++)
    for (size_t m = 1; m <= (s->quick ? 9 : 17); m++)
      for (int mode = 0; mode < (lengths[l] > 200 ? 1 : WEIGHT_MODES); mode++)
        multiply(s, &g, 1 + below(&g, 40), m, lengths[l], (weight_mode)mode);
  multiply(s, &g, 37, 70, 96, MODERATE);  // more rows of x than a tile takes at once
}
