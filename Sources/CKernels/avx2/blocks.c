// Quantised rows as floats, and the rounding of activations.
#include "weights.h"
#if defined(__x86_64__)

/// `scale * quants + minimum`; the product is exact.
OD_AVX2_INLINE void store_scaled(kind kind, __m256i quants, float scale, float minimum, float *out) {
  __m256 factor = _mm256_set1_ps(scale), offset = _mm256_set1_ps(minimum);
  __m128i halves[2] = {_mm256_castsi256_si128(quants), _mm256_extracti128_si256(quants, 1)};
#pragma clang loop unroll(full)
  for (int h = 0; h < 2; h++) {
    __m256 product = _mm256_mul_ps(_mm256_cvtepi32_ps(_mm256_cvtepi16_epi32(halves[h])), factor);
    if (minimums_per_block(kind)) product = _mm256_add_ps(product, offset);
    _mm256_storeu_ps(out + 8 * h, product);
  }
}

OD_AVX2_INLINE void to_float(kind kind, const char *row, size_t k, float *out) {
  const char *rows[8] = {row, row, row, row, row, row, row, row};
  size_t inner = is_super(kind) ? 8 : 1;
  for (size_t first = 0, at = 0; first < k / 32; first += inner, at += block_bytes(kind)) {
    super_scales super = load_super(kind, rows, at);
    for (size_t b = 0; b < inner; b++) {
      float scale = _mm256_cvtss_f32(block_scales(kind, &super, rows, at, b));
#pragma clang loop unroll(full)
      for (int half = 0; half < 2; half++) {
        float minimum = 0;
        if (minimums_per_block(kind))
          minimum = _mm256_cvtss_f32(block_minimums(kind, &super, rows, at, b, half));
        store_scaled(kind, half_block(kind, row + at, b, half), scale, minimum,
                     out + 32 * (first + b) + 16 * half);
      }
    }
  }
}

#define TO_FLOAT(name, KIND)                                                   \
  OD_AVX2 void od_avx2_##name##_to_float(const void *row, size_t k, float *out) { \
    to_float(KIND, row, k, out);                                               \
  }
OD_AVX2_QUANTISED(TO_FLOAT)

OD_AVX2 void od_avx2_quantize(const float *x, size_t k, int8_t *quants, int16_t *wide,
                              float *scales, int32_t *sums) {
  const __m256i magnitude_bits = _mm256_set1_epi32(0x7fffffff);
  for (size_t block = 0; block < k / 32; block++) {
    __m256 v[4];
    __m256i largest = _mm256_setzero_si256();
#pragma clang loop unroll(full)
    for (int i = 0; i < 4; i++) {
      v[i] = _mm256_loadu_ps(x + 32 * block + 8 * i);
      // as integers, magnitudes keep their order and a NaN is above all
      largest = _mm256_max_epi32(largest, _mm256_and_si256(_mm256_castps_si256(v[i]),
                                                           magnitude_bits));
    }
    __m128i m = _mm_max_epi32(_mm256_castsi256_si128(largest),
                              _mm256_extracti128_si256(largest, 1));
    m = _mm_max_epi32(m, _mm_shuffle_epi32(m, 0x4e));
    m = _mm_max_epi32(m, _mm_shuffle_epi32(m, 0xb1));
    float magnitude = od_from_bits((uint32_t)_mm_cvtsi128_si32(m));
    int zero = magnitude <= OD_SMALLEST_BLOCK;
    scales[block] = zero ? 0 : magnitude / 127;
    __m256 inverse = _mm256_set1_ps(zero ? 0 : 127 / magnitude);
    __m256i q[4];
#pragma clang loop unroll(full)
    for (int i = 0; i < 4; i++) {
      __m256 scaled = _mm256_mul_ps(v[i], inverse);
      __m256 numbers = _mm256_cmp_ps(scaled, scaled, _CMP_ORD_Q);  // a NaN becomes 0
      q[i] = _mm256_cvtps_epi32(_mm256_and_ps(scaled, numbers));
    }
    __m256i sum = _mm256_add_epi32(_mm256_add_epi32(q[0], q[1]), _mm256_add_epi32(q[2], q[3]));
    __m128i s = _mm_add_epi32(_mm256_castsi256_si128(sum), _mm256_extracti128_si256(sum, 1));
    s = _mm_add_epi32(s, _mm_shuffle_epi32(s, 0x4e));
    s = _mm_add_epi32(s, _mm_shuffle_epi32(s, 0xb1));
    sums[block] = _mm_cvtsi128_si32(s);
    __m256i bytes = _mm256_packs_epi16(_mm256_packs_epi32(q[0], q[1]),
                                       _mm256_packs_epi32(q[2], q[3]));
    bytes = _mm256_permutevar8x32_epi32(bytes, _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7));
    _mm256_storeu_si256((__m256i *)(quants + 32 * block), bytes);
    if (!wide) continue;
    _mm256_storeu_si256((__m256i *)(wide + 32 * block),
                        _mm256_cvtepi8_epi16(_mm256_castsi256_si128(bytes)));
    _mm256_storeu_si256((__m256i *)(wide + 32 * block + 16),
                        _mm256_cvtepi8_epi16(_mm256_extracti128_si256(bytes, 1)));
  }
}
#endif
