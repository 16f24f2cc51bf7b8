// Products of bfloat16 weights, as they lie in the file, with activations rounded to bfloat16.
//
// Memory is the limit where rows of x are few: an instruction takes 64 bytes of a weight.
#include "bfloat.h"
#if defined(__x86_64__)

OD_BFLOAT_INLINE void multiply_tile(int R, int C, const char *w, size_t row_bytes, const uint16_t *x,
                                    size_t x_stride, size_t k, float *y, size_t y_stride) {
  __m512 sums[4][4];
  __m512i activations[4];
#pragma clang loop unroll(full)
  for (int r = 0; r < 4; r++)
#pragma clang loop unroll(full)
    for (int c = 0; c < C; c++) sums[c][r] = _mm512_setzero_ps();
  const char *next = w + (size_t)R * row_bytes;  // the rows after these, a stretch per step
  for (size_t e = 0; e < k; e += 32) {
    size_t live = k - e;
    for (int line = 0; line < R; line++)
      _mm_prefetch(next + 2 * e * (size_t)R + 64 * line, _MM_HINT_T0);
#pragma clang loop unroll(full)
    for (int c = 0; c < C; c++) {
      const uint16_t *row = x + (size_t)c * x_stride + e;
      activations[c] = live >= 32 ? load_bfloats(row) : load_some_bfloats(row, live);
    }
#pragma clang loop unroll(full)
    for (int r = 0; r < R; r++) {
      const uint16_t *row = (const uint16_t *)(w + (size_t)r * row_bytes) + e;
      __m512i weight = live >= 32 ? load_bfloats(row) : load_some_bfloats(row, live);
#pragma clang loop unroll(full)
      for (int c = 0; c < C; c++)
        sums[c][r] = add_bfloat_products(sums[c][r], weight, activations[c]);
    }
  }
#pragma clang loop unroll(full)
  for (int c = 0; c < C; c++)
    store_bfloat_outputs(sums[c], (size_t)R, y + (size_t)c * y_stride);
}

OD_BFLOAT_INLINE void multiply_columns(int C, const char *w, size_t row_bytes, size_t n,
                                       const uint16_t *x, size_t x_stride, size_t k, float *y,
                                       size_t y_stride) {
  size_t i = 0;
  for (; i + 4 <= n; i += 4)
    multiply_tile(4, C, w + i * row_bytes, row_bytes, x, x_stride, k, y + i, y_stride);
  for (; i < n; i++)
    multiply_tile(1, C, w + i * row_bytes, row_bytes, x, x_stride, k, y + i, y_stride);
}

OD_BFLOAT void od_avx512_multiply_bfloat(const void *w, size_t row_bytes, size_t n,
                                         const uint16_t *x, size_t x_stride, size_t m, size_t k,
                                         float *y, size_t y_stride) {
  size_t j = 0;
  for (; j + 4 <= m; j += 4)
    multiply_columns(4, w, row_bytes, n, x + j * x_stride, x_stride, k, y + j * y_stride, y_stride);
  for (; j + 2 <= m; j += 2)
    multiply_columns(2, w, row_bytes, n, x + j * x_stride, x_stride, k, y + j * y_stride, y_stride);
  if (j < m)
    multiply_columns(1, w, row_bytes, n, x + j * x_stride, x_stride, k, y + j * y_stride, y_stride);
}

OD_BFLOAT void od_avx512_to_bfloat(const float *x, size_t count, uint16_t *out) {
  for (size_t i = 0; i < count; i += 16) {
    size_t live = count - i;
    __mmask16 mask = (__mmask16)(live >= 16 ? 0xffff : (1u << live) - 1);
    __m256i halves = (__m256i)_mm512_cvtneps_pbh(_mm512_maskz_loadu_ps(mask, x + i));
    _mm256_mask_storeu_epi16(out + i, mask, halves);
  }
}
#endif
