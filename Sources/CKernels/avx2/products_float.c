// Float products: f32, f16 and bf16 weights times float activations.
//
// A tile is R outputs x C rows of activations, one vector accumulator each, so an output's sum runs
// over the same eight lanes in the same order in every tile shape (see ckernels.h).
#include "avx2.h"
#if defined(__x86_64__)

typedef enum { FLOAT32, FLOAT16, BFLOAT16 } kind;

OD_AVX2_INLINE size_t element_bytes(kind kind) { return kind == FLOAT32 ? 4 : 2; }

OD_AVX2_INLINE __m256 widen(kind kind, __m128i bits) {
  return kind == FLOAT16
             ? _mm256_cvtph_ps(bits)
             : _mm256_castsi256_ps(_mm256_slli_epi32(_mm256_cvtepu16_epi32(bits), 16));
}

OD_AVX2_INLINE __m256 load(kind kind, const char *p) {
  return kind == FLOAT32 ? _mm256_loadu_ps((const float *)p)
                         : widen(kind, _mm_loadu_si128((const __m128i *)p));
}

OD_AVX2_INLINE __m256 load_some(kind kind, const char *p, size_t live) {
  if (kind == FLOAT32) return _mm256_maskload_ps((const float *)p, od_mask8(live));
  uint16_t padded[8] = {0};
  memcpy(padded, p, 2 * live);
  return widen(kind, _mm_loadu_si128((const __m128i *)padded));
}

OD_AVX2_INLINE void multiply_tile(kind kind, int R, int C, const char *w, size_t row_bytes,
                                  const float *x, size_t x_stride, size_t k, float *y,
                                  size_t y_stride) {
  __m256 sums[4][3], activations[3];
#pragma clang loop unroll(full)
  for (int r = 0; r < R; r++)
#pragma clang loop unroll(full)
    for (int c = 0; c < C; c++) sums[r][c] = _mm256_setzero_ps();
  size_t e = 0;
  const char *next = w + (size_t)R * row_bytes;  // the rows after these, a stretch per step
  for (; e + 8 <= k; e += 8) {
    if (C <= 2)  // with more rows of x, arithmetic is slower than memory
      for (size_t line = 0; line < (size_t)R * 8 * element_bytes(kind); line += 64)
        _mm_prefetch(next + e * (size_t)R * element_bytes(kind) + line, _MM_HINT_T0);
#pragma clang loop unroll(full)
    for (int c = 0; c < C; c++) activations[c] = _mm256_loadu_ps(x + (size_t)c * x_stride + e);
#pragma clang loop unroll(full)
    for (int r = 0; r < R; r++) {
      __m256 weight = load(kind, w + (size_t)r * row_bytes + e * element_bytes(kind));
#pragma clang loop unroll(full)
      for (int c = 0; c < C; c++)
        sums[r][c] = _mm256_fmadd_ps(weight, activations[c], sums[r][c]);
    }
  }
  if (e < k) {
    __m256i mask = od_mask8(k - e);
#pragma clang loop unroll(full)
    for (int c = 0; c < C; c++)
      activations[c] = _mm256_maskload_ps(x + (size_t)c * x_stride + e, mask);
#pragma clang loop unroll(full)
    for (int r = 0; r < R; r++) {
      __m256 weight =
          load_some(kind, w + (size_t)r * row_bytes + e * element_bytes(kind), k - e);
#pragma clang loop unroll(full)
      for (int c = 0; c < C; c++)
        sums[r][c] = _mm256_fmadd_ps(weight, activations[c], sums[r][c]);
    }
  }
#pragma clang loop unroll(full)
  for (int c = 0; c < C; c++) {
    if (R == 4)
      _mm_storeu_ps(y + (size_t)c * y_stride,
                    od_sum8x4(sums[0][c], sums[1][c], sums[2][c], sums[3][c]));
    else
      y[(size_t)c * y_stride] = od_sum8(sums[0][c]);
  }
}

OD_AVX2_INLINE void multiply_columns(kind kind, int C, const char *w, size_t row_bytes, size_t n,
                                     const float *x, size_t x_stride, size_t k, float *y,
                                     size_t y_stride) {
  size_t i = 0;
  for (; i + 4 <= n; i += 4)
    multiply_tile(kind, 4, C, w + i * row_bytes, row_bytes, x, x_stride, k, y + i, y_stride);
  for (; i < n; i++)
    multiply_tile(kind, 1, C, w + i * row_bytes, row_bytes, x, x_stride, k, y + i, y_stride);
}

OD_AVX2_INLINE void multiply(kind kind, const void *w, size_t row_bytes, size_t n, const float *x,
                             size_t x_stride, size_t m, size_t k, float *y, size_t y_stride) {
  size_t j = 0;
  for (; j + 3 <= m; j += 3)
    multiply_columns(kind, 3, w, row_bytes, n, x + j * x_stride, x_stride, k, y + j * y_stride,
                     y_stride);
  if (m - j == 2)
    multiply_columns(kind, 2, w, row_bytes, n, x + j * x_stride, x_stride, k, y + j * y_stride,
                     y_stride);
  else if (m - j == 1)
    multiply_columns(kind, 1, w, row_bytes, n, x + j * x_stride, x_stride, k, y + j * y_stride,
                     y_stride);
}

OD_AVX2 void od_avx2_multiply_f32(const void *w, size_t row_bytes, size_t n, const float *x,
                                  size_t x_stride, size_t m, size_t k, float *y, size_t y_stride) {
  multiply(FLOAT32, w, row_bytes, n, x, x_stride, m, k, y, y_stride);
}

OD_AVX2 void od_avx2_multiply_f16(const void *w, size_t row_bytes, size_t n, const float *x,
                                  size_t x_stride, size_t m, size_t k, float *y, size_t y_stride) {
  multiply(FLOAT16, w, row_bytes, n, x, x_stride, m, k, y, y_stride);
}

OD_AVX2 void od_avx2_multiply_bf16(const void *w, size_t row_bytes, size_t n, const float *x,
                                   size_t x_stride, size_t m, size_t k, float *y,
                                   size_t y_stride) {
  multiply(BFLOAT16, w, row_bytes, n, x, x_stride, m, k, y, y_stride);
}

OD_AVX2_INLINE void to_float(kind kind, const char *row, size_t k, float *out) {
  size_t e = 0;
  for (; e + 8 <= k; e += 8) _mm256_storeu_ps(out + e, load(kind, row + 2 * e));
  if (e < k) _mm256_maskstore_ps(out + e, od_mask8(k - e), load_some(kind, row + 2 * e, k - e));
}

OD_AVX2 void od_avx2_f16_to_float(const void *row, size_t k, float *out) {
  to_float(FLOAT16, row, k, out);
}

OD_AVX2 void od_avx2_bf16_to_float(const void *row, size_t k, float *out) {
  to_float(BFLOAT16, row, k, out);
}
#endif
