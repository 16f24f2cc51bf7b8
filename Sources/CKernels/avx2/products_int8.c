// Products of quantised weights, as they lie in the file, with int8 activations.
//
// Eight outputs at a time, one in each lane: per block, eight vectors of partial products are
// reduced to one vector of eight exact sums, which meets eight scales in one multiplication. The
// order of sums is the one of ckernels.h.
#include "weights.h"
#if defined(__x86_64__)

/// The sums of eight vectors of int32, one in each lane.
OD_AVX2_INLINE __m256i sum_lanes32(const __m256i v[8]) {
  __m256i four[2];
#pragma clang loop unroll(full)
  for (int i = 0; i < 2; i++) {
    const __m256i *p = v + 4 * i;
    __m256i a = _mm256_add_epi32(_mm256_unpacklo_epi32(p[0], p[1]),
                                 _mm256_unpackhi_epi32(p[0], p[1]));
    __m256i b = _mm256_add_epi32(_mm256_unpacklo_epi32(p[2], p[3]),
                                 _mm256_unpackhi_epi32(p[2], p[3]));
    four[i] = _mm256_add_epi32(_mm256_unpacklo_epi64(a, b), _mm256_unpackhi_epi64(a, b));
  }
  return _mm256_add_epi32(_mm256_permute2x128_si256(four[0], four[1], 0x20),
                          _mm256_permute2x128_si256(four[0], four[1], 0x31));
}

/// The same for int16: sums of two products each, of at most 31 * 127, so that four times as many
/// still fit 16 bits.
OD_AVX2_INLINE __m256i sum_lanes16(const __m256i v[8]) {
  __m256i four[2];
#pragma clang loop unroll(full)
  for (int i = 0; i < 2; i++) {
    const __m256i *p = v + 4 * i;
    __m256i a = _mm256_add_epi16(_mm256_unpacklo_epi32(p[0], p[1]),
                                 _mm256_unpackhi_epi32(p[0], p[1]));
    __m256i b = _mm256_add_epi16(_mm256_unpacklo_epi32(p[2], p[3]),
                                 _mm256_unpackhi_epi32(p[2], p[3]));
    __m256i ab = _mm256_add_epi16(_mm256_unpacklo_epi64(a, b), _mm256_unpackhi_epi64(a, b));
    four[i] = _mm256_madd_epi16(ab, _mm256_set1_epi16(1));
  }
  return _mm256_add_epi32(_mm256_permute2x128_si256(four[0], four[1], 0x20),
                          _mm256_permute2x128_si256(four[0], four[1], 0x31));
}

/// Quants of eight rows times a block of activations: eight exact sums.
OD_AVX2_INLINE __m256i block_sums(kind kind, const __m256i w[8], const __m256i half_scales[8],
                                  __m256i x, int32_t x_sum) {
  const __m256i ones = _mm256_set1_epi16(1);
  __m256i v[8];
  if (is_signed(kind)) {
    // |weight| is unsigned and the activation takes its sign: 128 * 127 * 2 fits 16 bits, so
    // nothing saturates.
#pragma clang loop unroll(full)
    for (int r = 0; r < 8; r++)
      v[r] = _mm256_madd_epi16(
          _mm256_maddubs_epi16(_mm256_abs_epi8(w[r]), _mm256_sign_epi8(x, w[r])), ones);
    return sum_lanes32(v);
  }
  if (has_halves(kind)) {
    __m256i excess = _mm256_maddubs_epi16(_mm256_set1_epi8((char)bias(kind)), x);
#pragma clang loop unroll(full)
    for (int r = 0; r < 8; r++) {
      __m256i products = _mm256_maddubs_epi16(w[r], x);
      if (bias(kind)) products = _mm256_sub_epi16(products, excess);
      v[r] = _mm256_madd_epi16(products, half_scales[r]);
    }
    return sum_lanes32(v);
  }
#pragma clang loop unroll(full)
  for (int r = 0; r < 8; r++) v[r] = _mm256_maddubs_epi16(w[r], x);
  __m256i sums = sum_lanes16(v);
  return bias(kind) ? _mm256_sub_epi32(sums, _mm256_set1_epi32(bias(kind) * x_sum)) : sums;
}

OD_AVX2_INLINE int32_t half_sum(__m256i x) {
  // bytes 0 ... 255 are summed by groups of 8, so 128 is added to each and taken off again
  __m128i low = _mm_xor_si128(_mm256_castsi256_si128(x), _mm_set1_epi8((char)0x80));
  __m128i sums = _mm_sad_epu8(low, _mm_setzero_si128());
  return _mm_cvtsi128_si32(sums) + _mm_extract_epi16(sums, 4) - 16 * 128;
}

/// Adds block `b` of eight rows' containers times C rows of activations to `sums`.
OD_AVX2_INLINE void multiply_block(kind kind, int C, const char *const rows[8], size_t at, size_t b,
                                   const super_scales *super, const od_quantized_rows *x, size_t j,
                                   size_t block, __m256 *sums) {
  __m256i weights[8], half_scales[8];
#pragma clang loop unroll(full)
  for (int r = 0; r < 8; r++) {
    weights[r] = load_quants(kind, rows[r] + at, b);
    if (has_halves(kind)) half_scales[r] = load_half_scales(kind, rows[r] + at, b);
  }
  __m256 weight_scales = block_scales(kind, super, rows, at, b);
#pragma clang loop unroll(full)
  for (int c = 0; c < C; c++) {
    size_t row = j + (size_t)c, index = row * (x->k / 32) + block;
    __m256i activations = load32((const char *)x->quants + row * x->k + 32 * block);
    __m256 scale = _mm256_set1_ps(x->scales[index]);
    int32_t total = x->sums[index];
    __m256i products = block_sums(kind, weights, half_scales, activations, total);
    sums[c] = _mm256_fmadd_ps(_mm256_cvtepi32_ps(products), _mm256_mul_ps(weight_scales, scale),
                              sums[c]);
    if (minimums_per_block(kind) == 2) {
      int32_t low = half_sum(activations);
      sums[c] = _mm256_fmadd_ps(
          _mm256_set1_ps((float)low),
          _mm256_mul_ps(block_minimums(kind, super, rows, at, b, 0), scale), sums[c]);
      total -= low;
    }
    if (minimums_per_block(kind))
      sums[c] = _mm256_fmadd_ps(
          _mm256_set1_ps((float)total),
          _mm256_mul_ps(block_minimums(kind, super, rows, at, b, 1), scale), sums[c]);
  }
}

/// Eight rows of the weight times C rows of activations from row `j` on.
OD_AVX2_INLINE void multiply_rows(kind kind, int C, const char *w, size_t row_bytes,
                                  const od_quantized_rows *x, size_t j, __m256 *sums) {
  size_t blocks = x->k / 32, inner = is_super(kind) ? 8 : 1;
  const char *rows[8];
#pragma clang loop unroll(full)
  for (size_t r = 0; r < 8; r++) rows[r] = w + r * row_bytes;
#pragma clang loop unroll(full)
  for (int c = 0; c < C; c++) sums[c] = _mm256_setzero_ps();
  const char *next = w + 8 * row_bytes;  // the rows after these, a stretch per container
  size_t stretch = 8 * block_bytes(kind);
  for (size_t first = 0, at = 0; first < blocks; first += inner, at += block_bytes(kind)) {
    super_scales super = load_super(kind, rows, at);
    for (size_t line = 0; line < stretch; line += 64)
      _mm_prefetch(next + 8 * at + line, _MM_HINT_T0);
    if (C == 1 && is_super(kind)) {  // decoding: shifts by constants are worth the code
#pragma clang loop unroll(full)
      for (size_t b = 0; b < 8; b++)
        multiply_block(kind, C, rows, at, b, &super, x, j, first + b, sums);
    } else {
      for (size_t b = 0; b < inner; b++)
        multiply_block(kind, C, rows, at, b, &super, x, j, first + b, sums);
    }
  }
}

OD_AVX2_INLINE void multiply_columns(kind kind, int C, const char *w, size_t row_bytes, size_t n,
                                     const od_quantized_rows *x, size_t j, float *y,
                                     size_t y_stride) {
  __m256 sums[4];
  y += j * y_stride;
  if (n >= 8) {
    for (size_t i = 0; i < n; i += 8) {
      if (i + 8 > n) i = n - 8;  // rows that are computed again get the same bits
      multiply_rows(kind, C, w + i * row_bytes, row_bytes, x, j, sums);
      for (int c = 0; c < C; c++) _mm256_storeu_ps(y + (size_t)c * y_stride + i, sums[c]);
    }
    return;
  }
  for (size_t i = 0; i < n; i++) {  // one row in all lanes
    multiply_rows(kind, C, w + i * row_bytes, 0, x, j, sums);
    for (int c = 0; c < C; c++)
      y[(size_t)c * y_stride + i] = _mm_cvtss_f32(_mm256_castps256_ps128(sums[c]));
  }
}

OD_AVX2_INLINE void multiply(kind kind, const void *w, size_t row_bytes, size_t n,
                             const od_quantized_rows *x, float *y, size_t y_stride) {
  size_t j = 0;
  for (; j + 4 <= x->m; j += 4) multiply_columns(kind, 4, w, row_bytes, n, x, j, y, y_stride);
  if (x->m - j == 3) multiply_columns(kind, 3, w, row_bytes, n, x, j, y, y_stride);
  if (x->m - j == 2) multiply_columns(kind, 2, w, row_bytes, n, x, j, y, y_stride);
  if (x->m - j == 1) multiply_columns(kind, 1, w, row_bytes, n, x, j, y, y_stride);
}

#define MULTIPLY(name, KIND)                                                               \
  OD_AVX2 void od_avx2_multiply_##name(const void *w, size_t row_bytes, size_t n,          \
                                       const od_quantized_rows *x, float *y, size_t y_stride) { \
    multiply(KIND, w, row_bytes, n, x, y, y_stride);                                       \
  }
OD_AVX2_QUANTISED(MULTIPLY)
#endif
