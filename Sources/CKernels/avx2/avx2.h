#pragma once
#include "../internal.h"
#if defined(__x86_64__)
#include <immintrin.h>

// Kernels for AVX2 with FMA and F16C. Every function that touches a vector carries the target, since
// the files themselves are compiled for the baseline.
#define OD_AVX2 __attribute__((target("avx2,fma,f16c")))
#define OD_AVX2_INLINE static inline __attribute__((always_inline, target("avx2,fma,f16c")))

/// The lanes in the order of `od_add_lanes`.
OD_AVX2_INLINE float od_sum8(__m256 v) {
  __m128 s = _mm_add_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps(v, 1));
  s = _mm_add_ps(s, _mm_movehl_ps(s, s));
  return _mm_cvtss_f32(_mm_add_ss(s, _mm_movehdup_ps(s)));
}

/// `od_sum8` of four vectors at once.
OD_AVX2_INLINE __m128 od_sum8x4(__m256 a, __m256 b, __m256 c, __m256 d) {
  __m256 ab = _mm256_add_ps(_mm256_permute2f128_ps(a, b, 0x20), _mm256_permute2f128_ps(a, b, 0x31));
  __m256 cd = _mm256_add_ps(_mm256_permute2f128_ps(c, d, 0x20), _mm256_permute2f128_ps(c, d, 0x31));
  // per half: [a02 a13 c02 c13], in the upper half of b and d
  __m256 s = _mm256_add_ps(_mm256_shuffle_ps(ab, cd, 0x44), _mm256_shuffle_ps(ab, cd, 0xee));
  s = _mm256_add_ps(_mm256_shuffle_ps(s, s, 0x88), _mm256_shuffle_ps(s, s, 0xdd));
  return _mm_unpacklo_ps(_mm256_castps256_ps128(s), _mm256_extractf128_ps(s, 1));
}

/// Transposes 8 x 8 int32: row r of the input becomes column r.
OD_AVX2_INLINE void od_transpose8(__m256i v[8]) {
  __m256i a[8], b[8];
#pragma clang loop unroll(full)
  for (int i = 0; i < 8; i += 2) {
    a[i] = _mm256_unpacklo_epi32(v[i], v[i + 1]);
    a[i + 1] = _mm256_unpackhi_epi32(v[i], v[i + 1]);
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < 8; i += 4) {
    b[i] = _mm256_unpacklo_epi64(a[i], a[i + 2]);
    b[i + 1] = _mm256_unpackhi_epi64(a[i], a[i + 2]);
    b[i + 2] = _mm256_unpacklo_epi64(a[i + 1], a[i + 3]);
    b[i + 3] = _mm256_unpackhi_epi64(a[i + 1], a[i + 3]);
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < 4; i++) {
    v[i] = _mm256_permute2x128_si256(b[i], b[i + 4], 0x20);
    v[i + 4] = _mm256_permute2x128_si256(b[i], b[i + 4], 0x31);
  }
}

/// Lanes below `live` set, for masked loads and stores.
OD_AVX2_INLINE __m256i od_mask8(size_t live) {
  return _mm256_cmpgt_epi32(_mm256_set1_epi32((int)live),
                            _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
}

/// exp(x) within 2 units in the last place; 0 below -87.33, where results would be subnormal, and
/// 2.4e38 from 88.37 on. A NaN stays.
///
/// x = n ln 2 + r, |r| <= ln 2 / 2; exp(r) by a polynomial (Cephes' `expf`).
OD_AVX2_INLINE __m256 od_exp8(__m256 x) {
  __m256 tiny = _mm256_cmp_ps(x, _mm256_set1_ps(-87.33f), _CMP_LT_OQ);
  x = _mm256_max_ps(_mm256_set1_ps(-87.33f), _mm256_min_ps(_mm256_set1_ps(88.37f), x));
  __m256 n = _mm256_round_ps(_mm256_mul_ps(x, _mm256_set1_ps(1.44269504f)),
                             _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
  __m256 r = _mm256_fnmadd_ps(n, _mm256_set1_ps(0.693359375f), x);
  r = _mm256_fnmadd_ps(n, _mm256_set1_ps(-2.12194440e-4f), r);
  __m256 p = _mm256_set1_ps(1.9875691500e-4f);
  p = _mm256_fmadd_ps(p, r, _mm256_set1_ps(1.3981999507e-3f));
  p = _mm256_fmadd_ps(p, r, _mm256_set1_ps(8.3334519073e-3f));
  p = _mm256_fmadd_ps(p, r, _mm256_set1_ps(4.1665795894e-2f));
  p = _mm256_fmadd_ps(p, r, _mm256_set1_ps(1.6666665459e-1f));
  p = _mm256_fmadd_ps(p, r, _mm256_set1_ps(5.0000001201e-1f));
  p = _mm256_add_ps(_mm256_fmadd_ps(p, _mm256_mul_ps(r, r), r), _mm256_set1_ps(1));
  __m256i power = _mm256_slli_epi32(
      _mm256_add_epi32(_mm256_cvtps_epi32(n), _mm256_set1_epi32(127)), 23);
  return _mm256_andnot_ps(tiny, _mm256_mul_ps(p, _mm256_castsi256_ps(power)));
}

/// cap * tanh(x / cap), the hyperbolic tangent as 1 - 2 / (exp(2 x) + 1).
OD_AVX2_INLINE __m256 od_softcap8(__m256 x, float cap) {
  __m256 e = od_exp8(_mm256_mul_ps(x, _mm256_set1_ps(2 / cap)));
  __m256 part = _mm256_div_ps(_mm256_set1_ps(2 * cap), _mm256_add_ps(e, _mm256_set1_ps(1)));
  return _mm256_sub_ps(_mm256_set1_ps(cap), part);
}

void od_avx2_f16_to_float(const void *row, size_t k, float *out);
void od_avx2_bf16_to_float(const void *row, size_t k, float *out);

void od_avx2_multiply_f32(const void *w, size_t row_bytes, size_t n, const float *x,
                          size_t x_stride, size_t m, size_t k, float *y, size_t y_stride);
void od_avx2_multiply_f16(const void *w, size_t row_bytes, size_t n, const float *x,
                          size_t x_stride, size_t m, size_t k, float *y, size_t y_stride);
void od_avx2_multiply_bf16(const void *w, size_t row_bytes, size_t n, const float *x,
                           size_t x_stride, size_t m, size_t k, float *y, size_t y_stride);
/// Quantised types and their kinds in weights.h: those whose panels are bytes, and the others.
#define OD_AVX2_NARROW(TYPE)                                                                \
  TYPE(q4_0, Q4_0) TYPE(q4_1, Q4_1) TYPE(q5_0, Q5_0) TYPE(q5_1, Q5_1) TYPE(q4_k, Q4_K)      \
  TYPE(q5_k, Q5_K)
#define OD_AVX2_WIDE(TYPE)                                                                  \
  TYPE(q8_0, Q8_0) TYPE(q2_k, Q2_K) TYPE(q3_k, Q3_K) TYPE(q6_k, Q6_K) TYPE(iq4_nl, IQ4_NL)  \
  TYPE(iq4_xs, IQ4_XS) TYPE(mxfp4, MXFP4)
#define OD_AVX2_QUANTISED(TYPE) OD_AVX2_NARROW(TYPE) OD_AVX2_WIDE(TYPE)

#define OD_AVX2_DECLARE(name, KIND)                                                         \
  void od_avx2_##name##_to_float(const void *row, size_t k, float *out);                    \
  void od_avx2_multiply_##name(const void *w, size_t row_bytes, size_t n,                   \
                               const od_quantized_rows *x, float *y, size_t y_stride);      \
  void od_avx2_pack_##name(const void *w, size_t row_bytes, size_t n, size_t k,             \
                           void *panel, float *scales, float *minimums);
OD_AVX2_QUANTISED(OD_AVX2_DECLARE)
#undef OD_AVX2_DECLARE
void od_avx2_multiply_panel(const od_panel *panel, size_t n, const od_quantized_rows *x, float *y,
                            size_t y_stride, float *partial);
void od_avx2_multiply_narrow_panel(const od_panel *panel, size_t n, const od_quantized_rows *x,
                                   float *y, size_t y_stride, float *partial);
void od_avx2_quantize(const float *x, size_t k, int8_t *quants, int16_t *wide, float *scales,
                      int32_t *sums);

void od_avx2_rms_norm(const float *x, const float *weight, float epsilon, size_t count, float *out);
void od_avx2_rope(float *x, const float *cosines, const float *sines, size_t half, int halves);
void od_avx2_silu_multiply(const float *gate, const float *up, size_t count, float *out);
void od_avx2_gelu_multiply(const float *gate, const float *up, size_t count, float *out);
void od_avx2_softcap(float cap, size_t count, float *y);
void od_avx2_add(const float *x, size_t count, float *y);
void od_avx2_scale(float factor, size_t count, float *y);
void od_avx2_to_half(const float *x, size_t count, uint16_t *out);
size_t od_avx2_argmax(const float *x, size_t count);
float od_avx2_log_sum_exp(const float *x, size_t count);
uint64_t od_avx2_read_bytes(const void *bytes, size_t count);

void od_avx2_sigmoid_multiply(const float *gate, const float *x, size_t count, float *out);
void od_avx2_delta_rule(const od_delta_rule *a, size_t head, size_t block);

void od_avx2_attend(const od_attention *a, size_t kv_head, size_t begin, size_t end,
                    float *scratch);
#endif
