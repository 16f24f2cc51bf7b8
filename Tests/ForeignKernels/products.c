// Quantised products and the rounding of activations, bit for bit against the scalar table.
#include "check.h"
#include <stdlib.h>

typedef enum { UNIFORM, EQUAL, HUGE_AND_ZERO, SUBNORMAL, NOT_FINITE, ACTIVATION_MODES } activations;

/// Rows that become every kind of block: all 127, all zero, no number at all.
static float *random_x(generator *g, size_t m, size_t stride, activations mode) {
  float *x = random_floats(g, m * stride, -2, 2);
  for (size_t i = 0; i < m * stride; i++) {
    if (mode == EQUAL) x[i] = x[i] < 0 ? -1 : 1;
    if (mode == HUGE_AND_ZERO) x[i] *= i / 32 % 3 == 0 ? 0 : i / 32 % 3 == 1 ? 1e30f : 1;
    if (mode == SUBNORMAL) x[i] *= i / 32 % 2 == 0 ? 1e-38f : 3e-30f;
    if (mode == NOT_FINITE && below(g, 97) == 0)
      x[i] = below(g, 2) ? NAN : below(g, 2) ? INFINITY : -INFINITY;
  }
  return x;
}

typedef struct {
  int8_t *quants;
  int16_t *wide;
  float *scales;
  int32_t *sums;
} rounded;

static rounded room(size_t m, size_t k) {
  return (rounded){guard(m * k, 0).bytes, guard(2 * m * k, 0).bytes, guard_floats(m * k / 32),
                   guard(m * k / 8, 0).bytes};
}

void check_quantise(const subject *s) {
  generator g = {101};
  static const size_t lengths[] = {32, 64, 96, 128, 160, 288, 1024};
  for (int pass = 0; pass < (s->quick ? 1 : 20); pass++)
    for (size_t l = 0; l < sizeof lengths / sizeof lengths[0]; l++)
      for (int mode = 0; mode < ACTIVATION_MODES; mode++) {
        size_t k = lengths[l];
        float *x = random_x(&g, 1, k, (activations)mode);
        if (mode == UNIFORM)  // ties: the largest is 127, the others stand between two integers
          for (size_t i = 0; i < k; i++) x[i] = i % 32 ? floorf(x[i] * 60) + 0.5f : 127;
        place p = place_of(s, "quantize", OD_TYPE_COUNT, "k %zu, activations %d", k, mode);
        rounded a = room(1, k), b = room(1, k), c = room(1, k);
        s->scalar->quantize(x, k, a.quants, a.wide, a.scales, a.sums);
        s->table->quantize(x, k, b.quants, b.wide, b.scales, b.sums);
        s->table->quantize(x, k, c.quants, NULL, c.scales, c.sums);
        same_bytes(&p, a.quants, b.quants, k);
        same_bytes(&p, a.wide, b.wide, 2 * k);
        same_bytes(&p, a.sums, b.sums, k / 8);
        same_floats(&p, a.scales, b.scales, k / 32);
        same_bytes(&p, a.quants, c.quants, k);
        same_floats(&p, a.scales, c.scales, k / 32);
        digest(a.scales, k / 32);
        release_all(&p);
      }
}

/// `multiply_q8` of both tables, with gaps between rows of the result.
static void multiply(const subject *s, generator *g, uint32_t type, size_t n, size_t m, size_t k,
                     weight_mode weights, activations mode) {
  place p = place_of(s, "multiply_q8", type, "n %zu, m %zu, k %zu, weights %d, activations %d", n,
                     m, k, weights, mode);
  // Rows in a file follow one another; a padded stride makes sure that it is the one that is used.
  size_t row_bytes = row_bytes_of(type, k) + (below(g, 3) ? 0 : 2 * (1 + below(g, 5)));
  const void *w = random_weights(g, type, n, k, row_bytes, weights);
  float *x = random_x(g, m, k, mode);
  rounded r = room(m, k);
  for (size_t j = 0; j < m; j++)
    s->scalar->quantize(x + j * k, k, r.quants + j * k, r.wide + j * k, r.scales + j * (k / 32),
                        r.sums + j * (k / 32));
  od_quantized_rows rows = {r.quants, r.wide, r.scales, r.sums, m, k};
  size_t stride = n + below(g, 4), floats = (m - 1) * stride + n;
  float *expected = guard_floats(floats), *found = guard_floats(floats);
  for (size_t i = 0; i < floats; i++) expected[i] = found[i] = 77;
  s->scalar->weights[type].multiply_q8(w, row_bytes, n, &rows, expected, stride);
  s->table->weights[type].multiply_q8(w, row_bytes, n, &rows, found, stride);
  same_floats(&p, expected, found, floats);
  digest(expected, floats);
  release_all(&p);
}

static void run_job(const subject *s, const od_kernels *table, const od_product *product,
                    const float *x, size_t m, size_t k, size_t threads) {
  rounded r = room(2 * m, k);
  size_t scratch_bytes = od_multiply_scratch(m, k);
  unsigned char *scratch = guard(threads * scratch_bytes, 0).bytes;
  od_multiply_job job = {.table = table, .products = product, .product_count = 1, .x = x,
                         .x_stride = k, .m = m, .k = k, .quants = r.quants, .wide = r.wide,
                         .scales = r.scales, .sums = r.sums, .scratch = scratch,
                         .scratch_stride = scratch_bytes};
  od_multiply(s->pools[threads - 1], &job);
}

/// The whole way of a product: rounding, panels, tiles, threads.
static void multiply_whole(const subject *s, generator *g, uint32_t type, size_t n, size_t m,
                           size_t k, weight_mode weights, activations mode, size_t threads) {
  place p = place_of(s, "od_multiply", type,
                     "n %zu, m %zu, k %zu, weights %d, activations %d, threads %zu", n, m, k,
                     weights, mode, threads);
  size_t row_bytes = row_bytes_of(type, k);
  const void *w = random_weights(g, type, n, k, row_bytes, weights);
  float *x = random_x(g, m, k, mode);
  float *expected = guard_floats(m * n), *found = guard_floats(m * n);
  od_product product = {w, type, n, row_bytes, expected, n};
  run_job(s, s->scalar, &product, x, m, k, 1);
  product.out = found;
  run_job(s, s->table, &product, x, m, k, threads);
  same_floats(&p, expected, found, m * n);
  digest(expected, m * n);
  release_all(&p);
}

void check_quantised_products(const subject *s) {
  generator g = {102};
  static const size_t lengths[] = {32, 64, 96, 256, 288, 512, 544, 1024, 1280};
  static const size_t outputs[] = {1, 2, 3, 4, 5, 7, 8, 9, 12, 15, 16, 17, 23, 31, 33, 48};
  static const size_t batches[] = {2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 20, 24, 33, 64, 130};
  enum { N = sizeof outputs / sizeof outputs[0], B = sizeof batches / sizeof batches[0],
         K = sizeof lengths / sizeof lengths[0] };
  for (size_t t = 0; t < sizeof quantised_types / sizeof quantised_types[0]; t++) {
    uint32_t type = quantised_types[t];
    if (!od_rounds_activations(s->table, type)) continue;
    for (size_t l = 0; l < K; l++) {
      size_t k = lengths[l];
      if (k % block_length_of(type) != 0) continue;
      for (int w = 0; w < WEIGHT_MODES; w++)
        for (size_t m = 1; m <= 9; m++)
          for (int pass = 0; pass < (s->quick ? 1 : 4); pass++)
            multiply(s, &g, type, outputs[below(&g, N)], m, k, (weight_mode)w,
                     (activations)below(&g, ACTIVATION_MODES));
      for (int pass = 0; pass < (s->quick ? 2 : 3 * B); pass++)
        multiply_whole(s, &g, type, outputs[below(&g, N)],
                       s->quick ? batches[below(&g, B - 1)] : batches[(size_t)pass % B], k,
                       (weight_mode)below(&g, WEIGHT_MODES),
                       (activations)below(&g, ACTIVATION_MODES), 1 + below(&g, 2));
    }
    for (size_t n = 1; n <= 17; n++)  // each number of outputs meets one row and a batch
      for (size_t m = 1; m <= 21; m += 20)
        multiply_whole(s, &g, type, n, m, 256, EXTREME, EQUAL, 1);
  }
}
