// Float products: f32, f16 and bf16 weights times float activations.
//
// A tile is R outputs x C rows of activations, eight lanes each, so an output's sum runs over the
// same lanes in the same order in every tile shape (see ckernels.h).
#include "neon.h"
#if defined(__aarch64__)

typedef enum { FLOAT32, FLOAT16, BFLOAT16 } kind;

OD_NEON_INLINE size_t element_bytes(kind kind) { return kind == FLOAT32 ? 4 : 2; }

OD_NEON_INLINE od_lanes8 load(kind kind, const char *p) {
  if (kind == FLOAT32) return od_load8((const float *)p);
  uint16x8_t bits = vreinterpretq_u16_u8(vld1q_u8((const uint8_t *)p));
  if (kind == FLOAT16)
    return (od_lanes8){od_halves4(vget_low_u16(bits)), od_halves4(vget_high_u16(bits))};
  return (od_lanes8){vreinterpretq_f32_u32(vshll_n_u16(vget_low_u16(bits), 16)),
                     vreinterpretq_f32_u32(vshll_n_u16(vget_high_u16(bits), 16))};
}

OD_NEON_INLINE od_lanes8 load_some(kind kind, const char *p, size_t live) {
  char padded[32] = {0};
  memcpy(padded, p, live * element_bytes(kind));
  return load(kind, padded);
}

OD_NEON_INLINE void add_products(int R, int C, const od_lanes8 w[4], const od_lanes8 x[2],
                                 od_lanes8 sums[4][2]) {
#pragma clang loop unroll(full)
  for (int r = 0; r < R; r++)
#pragma clang loop unroll(full)
    for (int c = 0; c < C; c++) {
      sums[r][c].low = vfmaq_f32(sums[r][c].low, w[r].low, x[c].low);
      sums[r][c].high = vfmaq_f32(sums[r][c].high, w[r].high, x[c].high);
    }
}

OD_NEON_INLINE void multiply_tile(kind kind, int R, int C, const char *w, size_t row_bytes,
                                  const float *x, size_t x_stride, size_t k, float *y,
                                  size_t y_stride) {
  od_lanes8 sums[4][2], weights[4], activations[2];
#pragma clang loop unroll(full)
  for (int r = 0; r < R; r++)
#pragma clang loop unroll(full)
    for (int c = 0; c < C; c++) sums[r][c] = (od_lanes8){vdupq_n_f32(0), vdupq_n_f32(0)};
  size_t e = 0, bytes = element_bytes(kind);
  const char *next = w + (size_t)R * row_bytes;  // the rows after these, a stretch per step
  for (; e + 8 <= k; e += 8) {
    for (size_t line = 0; line < (size_t)R * 8 * bytes; line += 64)
      __builtin_prefetch(next + e * (size_t)R * bytes + line);
#pragma clang loop unroll(full)
    for (int c = 0; c < C; c++) activations[c] = od_load8(x + (size_t)c * x_stride + e);
#pragma clang loop unroll(full)
    for (int r = 0; r < R; r++) weights[r] = load(kind, w + (size_t)r * row_bytes + e * bytes);
    add_products(R, C, weights, activations, sums);
  }
  if (e < k) {
#pragma clang loop unroll(full)
    for (int c = 0; c < C; c++)
      activations[c] = load_some(FLOAT32, (const char *)(x + (size_t)c * x_stride + e), k - e);
#pragma clang loop unroll(full)
    for (int r = 0; r < R; r++)
      weights[r] = load_some(kind, w + (size_t)r * row_bytes + e * bytes, k - e);
    add_products(R, C, weights, activations, sums);
  }
#pragma clang loop unroll(full)
  for (int c = 0; c < C; c++) {
    if (R == 4)
      vst1q_f32(y + (size_t)c * y_stride,
                od_sum8x4(sums[0][c], sums[1][c], sums[2][c], sums[3][c]));
    else
      y[(size_t)c * y_stride] = od_sum8(sums[0][c]);
  }
}

OD_NEON_INLINE void multiply_columns(kind kind, int C, const char *w, size_t row_bytes, size_t n,
                                     const float *x, size_t x_stride, size_t k, float *y,
                                     size_t y_stride) {
  size_t i = 0;
  for (; i + 4 <= n; i += 4)
    multiply_tile(kind, 4, C, w + i * row_bytes, row_bytes, x, x_stride, k, y + i, y_stride);
  for (; i < n; i++)
    multiply_tile(kind, 1, C, w + i * row_bytes, row_bytes, x, x_stride, k, y + i, y_stride);
}

OD_NEON_INLINE void multiply(kind kind, const void *w, size_t row_bytes, size_t n, const float *x,
                             size_t x_stride, size_t m, size_t k, float *y, size_t y_stride) {
  size_t j = 0;
  for (; j + 2 <= m; j += 2)
    multiply_columns(kind, 2, w, row_bytes, n, x + j * x_stride, x_stride, k, y + j * y_stride,
                     y_stride);
  if (j < m)
    multiply_columns(kind, 1, w, row_bytes, n, x + j * x_stride, x_stride, k, y + j * y_stride,
                     y_stride);
}

void od_neon_multiply_f32(const void *w, size_t row_bytes, size_t n, const float *x,
                          size_t x_stride, size_t m, size_t k, float *y, size_t y_stride) {
  multiply(FLOAT32, w, row_bytes, n, x, x_stride, m, k, y, y_stride);
}

void od_neon_multiply_f16(const void *w, size_t row_bytes, size_t n, const float *x,
                          size_t x_stride, size_t m, size_t k, float *y, size_t y_stride) {
  multiply(FLOAT16, w, row_bytes, n, x, x_stride, m, k, y, y_stride);
}

void od_neon_multiply_bf16(const void *w, size_t row_bytes, size_t n, const float *x,
                           size_t x_stride, size_t m, size_t k, float *y, size_t y_stride) {
  multiply(BFLOAT16, w, row_bytes, n, x, x_stride, m, k, y, y_stride);
}

OD_NEON_INLINE void to_float(kind kind, const char *row, size_t k, float *out) {
  for (size_t e = 0; e < k; e += 8) {
    size_t live = k - e < 8 ? k - e : 8;
    od_lanes8 v = live == 8 ? load(kind, row + 2 * e) : load_some(kind, row + 2 * e, live);
    od_store_some(out + e, live, v.low);
    if (live > 4) od_store_some(out + e + 4, live - 4, v.high);
  }
}

void od_neon_f16_to_float(const void *row, size_t k, float *out) {
  to_float(FLOAT16, row, k, out);
}

void od_neon_bf16_to_float(const void *row, size_t k, float *out) {
  to_float(BFLOAT16, row, k, out);
}
#endif
