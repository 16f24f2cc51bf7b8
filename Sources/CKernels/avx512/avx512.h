#pragma once
#include "../avx2/avx2.h"
#if defined(__x86_64__)

// Kernels for AVX-512 with VNNI. What is bound by memory, or is a small share of a pass, stays with
// the AVX2 functions, which may be inlined here: their features are a part of these.
#define OD_AVX512_FEATURES \
  "avx512f,avx512bw,avx512dq,avx512vl,avx512vnni,avx2,fma,f16c"
#define OD_AVX512 __attribute__((target(OD_AVX512_FEATURES)))
#define OD_AVX512_INLINE static inline __attribute__((always_inline, target(OD_AVX512_FEATURES)))

/// The sums of four vectors, each by halves.
OD_AVX512_INLINE __m128 od_sum16x4(__m512 a, __m512 b, __m512 c, __m512 d) {
  __m512 ab = _mm512_add_ps(_mm512_shuffle_f32x4(a, b, 0x44), _mm512_shuffle_f32x4(a, b, 0xee));
  __m512 cd = _mm512_add_ps(_mm512_shuffle_f32x4(c, d, 0x44), _mm512_shuffle_f32x4(c, d, 0xee));
  // quarters: a, a, b, b and c, c, d, d; then one of each
  __m512 s = _mm512_add_ps(_mm512_shuffle_f32x4(ab, cd, 0x88), _mm512_shuffle_f32x4(ab, cd, 0xdd));
  s = _mm512_add_ps(s, _mm512_permute_ps(s, 0x4e));
  s = _mm512_add_ps(s, _mm512_permute_ps(s, 0xb1));
  const __m512i firsts = _mm512_setr_epi32(0, 4, 8, 12, 0, 4, 8, 12, 0, 4, 8, 12, 0, 4, 8, 12);
  return _mm512_castps512_ps128(_mm512_permutexvar_ps(firsts, s));
}

#define OD_AVX512_DECLARE(name, KIND)                                                  \
  void od_avx512_multiply_##name(const void *w, size_t row_bytes, size_t n,            \
                                 const od_quantized_rows *x, float *y, size_t y_stride); \
  void od_avx512_pack_##name(const void *w, size_t row_bytes, size_t n, size_t k,      \
                             void *panel, float *scales, float *minimums);
OD_AVX2_QUANTISED(OD_AVX512_DECLARE)
#undef OD_AVX512_DECLARE
void od_avx512_multiply_panel(const od_panel *panel, size_t n, const od_quantized_rows *x, float *y,
                              size_t y_stride, float *partial);
void od_avx512_multiply_two_panels(const od_panel *panels, size_t n, const od_quantized_rows *x,
                                   float *y, size_t y_stride, float *partial);
void od_avx512_multiply_float_panels(const float *panels, size_t n, const float *x, size_t x_stride,
                                     size_t m, size_t k, float *y, size_t y_stride, float *aside);
void od_avx512_multiply_bfloat(const void *w, size_t row_bytes, size_t n, const uint16_t *x,
                               size_t x_stride, size_t m, size_t k, float *y, size_t y_stride);
void od_avx512_multiply_bfloat_panels(const uint16_t *panels, size_t n, const uint16_t *x,
                                      size_t x_stride, size_t m, size_t k, float *y,
                                      size_t y_stride, float *aside);
void od_avx512_to_bfloat(const float *x, size_t count, uint16_t *out);

void od_avx512_attend(const od_attention *a, size_t kv_head, size_t begin, size_t end,
                      float *scratch);
#endif
