#pragma once
#include "avx512.h"
#if defined(__x86_64__)

// What straight products and panels of bfloat16 share.
#define OD_BFLOAT_FEATURES OD_AVX512_FEATURES ",avx512bf16"
#define OD_BFLOAT __attribute__((target(OD_BFLOAT_FEATURES)))
#define OD_BFLOAT_INLINE static inline __attribute__((always_inline, target(OD_BFLOAT_FEATURES)))

OD_BFLOAT_INLINE __m512i load_bfloats(const uint16_t *p) { return _mm512_loadu_si512(p); }

OD_BFLOAT_INLINE __m512i load_some_bfloats(const uint16_t *p, size_t live) {
  return _mm512_maskz_loadu_epi16((__mmask32)(((uint64_t)1 << live) - 1), p);
}

OD_BFLOAT_INLINE __m512 add_bfloat_products(__m512 sums, __m512i w, __m512i x) {
  return _mm512_dpbf16_ps(sums, (__m512bh)w, (__m512bh)x);
}

OD_BFLOAT_INLINE void store_bfloat_outputs(const __m512 sums[4], size_t live, float *y) {
  __m128 out = od_sum16x4(sums[0], sums[1], sums[2], sums[3]);
  _mm_mask_storeu_ps(y, (__mmask8)(live >= 4 ? 0xf : (1u << live) - 1), out);
}
#endif
