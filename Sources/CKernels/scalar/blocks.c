// Element types as numbers, and their products with int8 activations.
#include "scalar.h"

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

// A block's integers, -128 ... 127, and its scale: all that a product needs to know of a type.
typedef float (*unpack_block)(const void *row, size_t block, int8_t quants[32]);

static float unpack_q8_0(const void *row, size_t block, int8_t quants[32]) {
  const od_block_q8_0 *b = (const od_block_q8_0 *)row + block;
  memcpy(quants, b->quants, 32);
  return od_half_to_float(b->scale);
}

static float unpack_q4_0(const void *row, size_t block, int8_t quants[32]) {
  const od_block_q4_0 *b = (const od_block_q4_0 *)row + block;
  for (size_t i = 0; i < 16; i++) {
    quants[i] = (int8_t)((b->quants[i] & 15) - 8);
    quants[i + 16] = (int8_t)((b->quants[i] >> 4) - 8);
  }
  return od_half_to_float(b->scale);
}

static inline void to_float(unpack_block unpack, const void *row, size_t k, float *out) {
  int8_t quants[32];
  for (size_t block = 0; block < k / 32; block++) {
    float scale = unpack(row, block, quants);
    for (size_t i = 0; i < 32; i++) out[32 * block + i] = scale * (float)quants[i];
  }
}

static inline void multiply(unpack_block unpack, const void *w, size_t row_bytes, size_t n,
                            const od_quantized_rows *x, float *y, size_t y_stride) {
  size_t blocks = x->k / 32;
  int8_t quants[32];
  for (size_t i = 0; i < n; i++) {
    const char *row = (const char *)w + i * row_bytes;
    for (size_t j = 0; j < x->m; j++) y[j * y_stride + i] = 0;
    for (size_t block = 0; block < blocks; block++) {
      float scale = unpack(row, block, quants);
      for (size_t j = 0; j < x->m; j++) {
        const int8_t *activations = x->quants + j * x->k + 32 * block;
        int32_t product = 0;
        for (size_t e = 0; e < 32; e++) product += quants[e] * activations[e];
        float *sum = &y[j * y_stride + i];
        *sum = fmaf((float)product, scale * x->scales[j * blocks + block], *sum);
      }
    }
  }
}

static inline void pack(unpack_block unpack, const void *w, size_t row_bytes, size_t n, size_t k,
                        int16_t *panel, float *scales) {
  int8_t quants[32];
  for (size_t i = 0; i < OD_PANEL_ROWS; i++) {
    const char *row = (const char *)w + (i < n ? i : n - 1) * row_bytes;
    for (size_t block = 0; block < k / 32; block++) {
      scales[block * OD_PANEL_ROWS + i] = unpack(row, block, quants);
      for (size_t e = 0; e < 32; e++)
        panel[((32 * block + e) / 2 * OD_PANEL_ROWS + i) * 2 + e % 2] = quants[e];
    }
  }
}

void od_scalar_q8_0_to_float(const void *row, size_t k, float *out) {
  to_float(unpack_q8_0, row, k, out);
}

void od_scalar_q4_0_to_float(const void *row, size_t k, float *out) {
  to_float(unpack_q4_0, row, k, out);
}

void od_scalar_multiply_q8_0(const void *w, size_t row_bytes, size_t n, const od_quantized_rows *x,
                             float *y, size_t y_stride) {
  multiply(unpack_q8_0, w, row_bytes, n, x, y, y_stride);
}

void od_scalar_multiply_q4_0(const void *w, size_t row_bytes, size_t n, const od_quantized_rows *x,
                             float *y, size_t y_stride) {
  multiply(unpack_q4_0, w, row_bytes, n, x, y, y_stride);
}

void od_scalar_pack_q8_0(const void *w, size_t row_bytes, size_t n, size_t k, int16_t *panel,
                         float *scales) {
  pack(unpack_q8_0, w, row_bytes, n, k, panel, scales);
}

void od_scalar_pack_q4_0(const void *w, size_t row_bytes, size_t n, size_t k, int16_t *panel,
                         float *scales) {
  pack(unpack_q4_0, w, row_bytes, n, k, panel, scales);
}
