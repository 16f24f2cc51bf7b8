// Products in float, in the order of sums that ckernels.h promises, and rows as floats.
//
// Lanes are summed with fused multiplications on every table but the scalar one, so the expected
// bits are computed here.
#include "check.h"

static float product(const float *w, const float *x, size_t k) {
  float lanes[8] = {0};
  for (size_t e = 0; e < k; e++) lanes[e % 8] = fmaf(w[e], x[e], lanes[e % 8]);
  return od_add_lanes(lanes);
}

static void compare(const place *p, const char *w, uint32_t type, size_t row_bytes, size_t n,
                    const float *x, size_t x_stride, size_t m, size_t k, const float *y,
                    size_t y_stride) {
  float *row = guard_floats(k), *expected = guard_floats(m * n);
  for (size_t i = 0; i < n; i++) {
    p->s->scalar->weights[type].to_float(w + i * row_bytes, k, row);
    for (size_t j = 0; j < m; j++) {
      expected[j * n + i] = product(row, x + j * x_stride, k);
      double exact = 0, magnitude = 0;
      for (size_t e = 0; e < k; e++) {
        exact += (double)row[e] * (double)x[j * x_stride + e];
        magnitude += fabs((double)row[e] * (double)x[j * x_stride + e]);
      }
      double bound = magnitude * (double)(k / 8 + 8) * 0x1p-23 + 0x1p-149 * (double)k;
      if (magnitude < 0x1p126)  // else the floats overflow
        near(p, j * n + i, exact, (double)y[j * y_stride + i], bound);
    }
  }
  for (size_t j = 0; j < m; j++) same_floats(p, expected + j * n, y + j * y_stride, n);
}

static void multiply(const subject *s, generator *g, uint32_t type, size_t n, size_t m, size_t k,
                     weight_mode mode) {
  if (!s->table->weights[type].multiply_f32) return;
  place p = place_of(s, "multiply_f32", type, "n %zu, m %zu, k %zu, weights %d", n, m, k, mode);
  size_t unit = type == OD_F32 ? 4 : 2, row_bytes = unit * (k + below(g, 4));
  const void *w = random_weights(g, type, n, k, row_bytes, mode);
  size_t x_stride = k + below(g, 3), y_stride = n + below(g, 3);
  float *x = random_floats(g, (m - 1) * x_stride + k, -1, 1);
  float *y = guard_floats((m - 1) * y_stride + n);
  s->table->weights[type].multiply_f32(w, row_bytes, n, x, x_stride, m, k, y, y_stride);
  compare(&p, w, type, row_bytes, n, x, x_stride, m, k, y, y_stride);
  release_all(&p);
}

static void multiply_whole(const subject *s, generator *g, uint32_t type, size_t n, size_t m,
                           size_t k) {
  place p = place_of(s, "od_multiply in float32", type, "n %zu, m %zu, k %zu", n, m, k);
  size_t row_bytes = row_bytes_of(type, k), scratch = od_multiply_scratch(m, k);
  const void *w = random_weights(g, type, n, k, row_bytes, MODERATE);
  float *x = random_floats(g, m * k, -1, 1), *y = guard_floats(m * n);
  od_product product = {w, type, n, row_bytes, y, n};
  od_multiply_job job = {.table = s->table, .products = &product, .product_count = 1, .x = x,
                         .x_stride = k, .m = m, .k = k, .float32 = 1,
                         .quants = guard(2 * m * k, 0).bytes, .wide = guard(4 * m * k, 0).bytes,
                         .scales = guard_floats(m * k / 16 + 16),
                         .sums = guard(m * k / 4 + 64, 0).bytes,
                         .scratch = guard(2 * scratch, 0).bytes, .scratch_stride = scratch};
  od_multiply(s->pools[below(g, 2)], &job);
  compare(&p, w, type, row_bytes, n, x, k, m, k, y, n);
  release_all(&p);
}

void check_float_products(const subject *s) {
  generator g = {103};
  static const size_t lengths[] = {1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 65, 127, 200, 1023};
  for (size_t t = 0; t < sizeof float_types / sizeof float_types[0]; t++)
    for (size_t l = 0; l < sizeof lengths / sizeof lengths[0]; l++) {
      for (size_t m = 1; m <= 9; m++)
        for (int pass = 0; pass < (s->quick ? 1 : 4); pass++)
          for (int mode = 0; mode < WEIGHT_MODES; mode++)
            multiply(s, &g, float_types[t], 1 + below(&g, 20), m, lengths[l], (weight_mode)mode);
      multiply_whole(s, &g, float_types[t], 1 + below(&g, 40), 1 + below(&g, 20), lengths[l]);
    }
  for (size_t t = 0; t < sizeof float_types / sizeof float_types[0]; t++) {
    multiply_whole(s, &g, float_types[t], 37, 13, 2055);  // more than a slice of a panel
    multiply_whole(s, &g, float_types[t], 37, 70, 96);    // more rows of x than a tile takes at once
  }
  for (size_t t = 0; t < sizeof quantised_types / sizeof quantised_types[0]; t++)
    for (size_t m = 1; m <= 6; m++)
      multiply_whole(s, &g, quantised_types[t], 1 + below(&g, 40), m, 512);
}

static void convert(const subject *s, uint32_t type, const void *w, size_t k, const char *what) {
  place p = place_of(s, "to_float", type, "k %zu, %s", k, what);
  float *expected = guard_floats(k), *found = guard_floats(k);
  s->scalar->weights[type].to_float(w, k, expected);
  s->table->weights[type].to_float(w, k, found);
  same_floats(&p, expected, found, k);
  release_all(&p);
}

void check_to_float(const subject *s) {
  generator g = {104};
  for (size_t i = 0; i < 16; i++) {
    uint32_t type = i < 3 ? float_types[i] : quantised_types[i - 3];
    if (!od_weight_kernels_of(s->table, type)) continue;
    size_t length = block_length_of(type);
    for (size_t blocks = 1; blocks <= (length == 1 ? 40 : 9); blocks++)
      for (int mode = 0; mode < WEIGHT_MODES; mode++) {
        size_t k = blocks * length;
        const void *w =
            random_weights(&g, type, 1, k, row_bytes_of(type, k), (weight_mode)mode);
        convert(s, type, w, k, "random");
      }
    if (type != OD_F16 && type != OD_BF16) continue;
    uint16_t *all = guard(2 << 16, 0).bytes;  // every number that there is
    for (size_t bits = 0; bits < 1 << 16; bits++) all[bits] = (uint16_t)bits;
    convert(s, type, all, 1 << 16, "all numbers");
  }
}
