// Products of quantised weights, as they lie in the file, with int8 activations.
//
// Eight outputs at a time as in avx2/products_int8.c, two of them in one vector: rows r and r + 4 lie
// side by side, so that one `dpbusd` serves both and the tree of sums is half as deep. The order of
// sums is the one of ckernels.h.
#include "bytes.h"
#if defined(__x86_64__)

/// The sums of rows 0 to 7, where v[r] holds row r in its low half and row r + 4 in its high half.
OD_AVX512_INLINE __m256i sum_rows(const __m512i v[4]) {
  __m512i a = _mm512_add_epi32(_mm512_unpacklo_epi32(v[0], v[1]), _mm512_unpackhi_epi32(v[0], v[1]));
  __m512i b = _mm512_add_epi32(_mm512_unpacklo_epi32(v[2], v[3]), _mm512_unpackhi_epi32(v[2], v[3]));
  // per quarter: a part of the sums of four rows, in order
  __m512i s = _mm512_add_epi32(_mm512_unpacklo_epi64(a, b), _mm512_unpackhi_epi64(a, b));
  s = _mm512_add_epi32(s, _mm512_shuffle_i64x2(s, s, 0xb1));
  return _mm512_castsi512_si256(_mm512_shuffle_i64x2(s, s, 0x88));
}

/// Quants of eight rows times a block of activations: eight exact sums.
OD_AVX512_INLINE __m256i block_sums(kind kind, const __m512i w[4], const __m512i half_scales[4],
                                    __m512i x, int32_t x_sum) {
  __m512i v[4], start = _mm512_setzero_si512();
  if (has_halves(kind) && excess(kind))  // paid back before a half's scale multiplies
    start = _mm512_sub_epi32(
        start, _mm512_dpbusd_epi32(start, _mm512_set1_epi8((char)excess(kind)), x));
#pragma clang loop unroll(full)
  for (int r = 0; r < 4; r++) {
    v[r] = _mm512_dpbusd_epi32(start, w[r], x);
    if (has_halves(kind)) v[r] = _mm512_mullo_epi32(v[r], half_scales[r]);
  }
  __m256i sums = sum_rows(v);
  if (has_halves(kind) || !excess(kind)) return sums;
  return _mm256_sub_epi32(sums, _mm256_set1_epi32(excess(kind) * x_sum));
}

/// The integer scales of both halves of a block: four times the first, four times the second.
OD_AVX512_INLINE __m256i half_scales_at(kind kind, const char *at, size_t b) {
  if (kind == Q3_K) {
    const uint8_t *scales = (const uint8_t *)at + 96;
    return _mm256_setr_m128i(_mm_set1_epi32(od_q3_k_scale(scales, 2 * b)),
                             _mm_set1_epi32(od_q3_k_scale(scales, 2 * b + 1)));
  }
  uint16_t two;
  memcpy(&two, at + (kind == Q6_K ? 192 : 0) + 2 * b, 2);
  __m128i bytes = _mm_shuffle_epi8(_mm_cvtsi32_si128(kind == Q2_K ? two & 0x0f0f : two),
                                   _mm_set1_epi64x(0x0101010100000000));
  return _mm256_cvtepi8_epi32(bytes);
}

/// Adds block `b` of eight rows' containers times C rows of activations to `sums`.
OD_AVX512_INLINE void multiply_block(kind kind, int C, const char *const rows[8], size_t at,
                                     size_t b, const super_scales *super,
                                     const od_quantized_rows *x, size_t j, size_t block,
                                     __m256 *sums) {
  __m512i weights[4], half_scales[4];
#pragma clang loop unroll(full)
  for (int r = 0; r < 4; r++) {
    weights[r] = both(unsigned_quants(kind, rows[r] + at, b), unsigned_quants(kind, rows[r + 4] + at, b));
    if (has_halves(kind))
      half_scales[r] = both(half_scales_at(kind, rows[r] + at, b),
                            half_scales_at(kind, rows[r + 4] + at, b));
  }
  __m256 weight_scales = block_scales(kind, super, rows, at, b);
#pragma clang loop unroll(full)
  for (int c = 0; c < C; c++) {
    size_t row = j + (size_t)c, index = row * (x->k / 32) + block;
    const int8_t *quants = x->quants + row * x->k + 32 * block;
    __m512i activations = _mm512_broadcast_i64x4(load32((const char *)quants));
    __m256 scale = _mm256_set1_ps(x->scales[index]);
    int32_t total = x->sums[index];
    __m256i products = block_sums(kind, weights, half_scales, activations, total);
    sums[c] = _mm256_fmadd_ps(_mm256_cvtepi32_ps(products), _mm256_mul_ps(weight_scales, scale),
                              sums[c]);
    if (minimums_per_block(kind) == 2) {
      int32_t low = half_sum(quants);
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

#define INLINE OD_AVX512_INLINE
#define OUTPUTS 8
typedef __m256 vector;
#define zero_vector _mm256_setzero_ps
#define store_vector _mm256_storeu_ps
#define first_of(v) _mm_cvtss_f32(_mm256_castps256_ps128(v))
#include "../shared/int8_rows.h"

#define MULTIPLY(name, KIND)                                                                 \
  OD_AVX512 void od_avx512_multiply_##name(const void *w, size_t row_bytes, size_t n,        \
                                           const od_quantized_rows *x, float *y,             \
                                           size_t y_stride) {                                \
    multiply(KIND, w, row_bytes, n, x, y, y_stride);                                         \
  }
OD_AVX2_QUANTISED(MULTIPLY)
#endif
