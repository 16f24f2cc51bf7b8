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
    if (has_halves(kind)) half_scales[r] = half_scales_of(super->halves[r], b);
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

#define INLINE OD_AVX2_INLINE
#define OUTPUTS 8
typedef __m256 vector;
#define zero_vector _mm256_setzero_ps
#define store_vector _mm256_storeu_ps
#define first_of(v) _mm_cvtss_f32(_mm256_castps256_ps128(v))
#include "../shared/int8_rows.h"

#define MULTIPLY(name, KIND)                                                               \
  OD_AVX2 void od_avx2_multiply_##name(const void *w, size_t row_bytes, size_t n,          \
                                       const od_quantized_rows *x, float *y, size_t y_stride) { \
    multiply(KIND, w, row_bytes, n, x, y, y_stride);                                       \
  }
OD_AVX2_QUANTISED(MULTIPLY)
#endif
