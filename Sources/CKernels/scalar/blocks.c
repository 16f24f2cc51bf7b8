// Element types as numbers, and their products with int8 activations.
#include "scalar.h"
#include "unpack.h"

void od_scalar_f32_to_float(const void *row, size_t k, float *out) {
  memcpy(out, row, k * sizeof *out);
}

void od_scalar_f16_to_float(const void *row, size_t k, float *out) {
  const uint16_t *halves = row;
  for (size_t i = 0; i < k; i++) out[i] = od_half_to_float(halves[i]);
}

void od_scalar_bf16_to_float(const void *row, size_t k, float *out) {
  const uint16_t *bits = row;
  for (size_t i = 0; i < k; i++) out[i] = od_bfloat_to_float(bits[i]);
}

typedef void (*unpack_block)(const void *row, size_t block, od_unpacked *out);

static inline void to_float(unpack_block unpack, int minimums, const void *row, size_t k,
                            float *out) {
  od_unpacked b;
  for (size_t block = 0; block < k / 32; block++) {
    unpack(row, block, &b);
    for (size_t i = 0; i < 32; i++) {
      float product = b.scale * (float)b.quants[i];
      out[32 * block + i] = minimums ? product + b.minimums[i / 16] : product;
    }
  }
}

static inline void multiply(unpack_block unpack, int minimums, const void *w, size_t row_bytes,
                            size_t n, const od_quantized_rows *x, float *y, size_t y_stride) {
  size_t blocks = x->k / 32;
  od_unpacked b;
  for (size_t i = 0; i < n; i++) {
    const char *row = (const char *)w + i * row_bytes;
    for (size_t j = 0; j < x->m; j++) y[j * y_stride + i] = 0;
    for (size_t block = 0; block < blocks; block++) {
      unpack(row, block, &b);
      for (size_t j = 0; j < x->m; j++) {
        const int8_t *activations = x->quants + j * x->k + 32 * block;
        int32_t product = 0;
        for (size_t e = 0; e < 32; e++) product += b.quants[e] * activations[e];
        float *sum = &y[j * y_stride + i], scale = x->scales[j * blocks + block];
        *sum = fmaf((float)product, b.scale * scale, *sum);
        int32_t total = x->sums[j * blocks + block];
        if (minimums == 1) *sum = fmaf((float)total, b.minimums[0] * scale, *sum);
        if (minimums == 2) {
          int32_t first = od_half_sum(activations);
          *sum = fmaf((float)first, b.minimums[0] * scale, *sum);
          *sum = fmaf((float)(total - first), b.minimums[1] * scale, *sum);
        }
      }
    }
  }
}

static inline void pack(unpack_block unpack, int minimums, const void *w, size_t row_bytes,
                        size_t n, size_t k, int16_t *panel, float *scales, float *all_minimums) {
  od_unpacked b;
  for (size_t i = 0; i < OD_PANEL_ROWS; i++) {
    const char *row = (const char *)w + (i < n ? i : n - 1) * row_bytes;
    for (size_t block = 0; block < k / 32; block++) {
      unpack(row, block, &b);
      scales[block * OD_PANEL_ROWS + i] = b.scale;
      for (int half = 0; half < minimums; half++)
        all_minimums[(block * (size_t)minimums + (size_t)half) * OD_PANEL_ROWS + i] =
            b.minimums[half];
      for (size_t e = 0; e < 32; e++)
        panel[((32 * block + e) / 2 * OD_PANEL_ROWS + i) * 2 + e % 2] = b.quants[e];
    }
  }
}

#define TYPE(name, minimums)                                                                      \
  void od_scalar_##name##_to_float(const void *row, size_t k, float *out) {                       \
    to_float(od_unpack_##name, minimums, row, k, out);                                            \
  }                                                                                               \
  void od_scalar_multiply_##name(const void *w, size_t row_bytes, size_t n,                       \
                                 const od_quantized_rows *x, float *y, size_t y_stride) {         \
    multiply(od_unpack_##name, minimums, w, row_bytes, n, x, y, y_stride);                        \
  }                                                                                               \
  void od_scalar_pack_##name(const void *w, size_t row_bytes, size_t n, size_t k, void *panel,    \
                             float *scales, float *all_minimums) {                                \
    pack(od_unpack_##name, minimums, w, row_bytes, n, k, panel, scales, all_minimums);            \
  }
OD_QUANTISED_TYPES(TYPE)
