// Panels of floats: two outputs side by side in a vector, so that each keeps the eight lanes in which
// a sum runs on every table.
#include "avx512.h"
#if defined(__x86_64__)
#define INLINE OD_AVX512_INLINE
#define NUMBER float
#define STEP 8
#define OPERAND __m512
#define SUMS __m512
#define OUTPUTS 2
#define TILE_OPERANDS 4
#define TILE_ROWS 6
#define SLICE 1024  // 32 KiB of a panel

INLINE __m512 no_sums(void) { return _mm512_setzero_ps(); }
INLINE __m512 load_sums(const float *p) { return _mm512_loadu_ps(p); }
INLINE void store_sums(float *p, __m512 sums) { _mm512_storeu_ps(p, sums); }
INLINE __m512 load_weights(const float *p) { return _mm512_loadu_ps(p); }

INLINE __m512 load_activations(const float *x) {
  return _mm512_broadcast_f32x8(_mm256_loadu_ps(x));
}

INLINE __m512 load_some_activations(const float *x, size_t live) {
  return _mm512_broadcast_f32x8(_mm256_maskload_ps(x, od_mask8(live)));
}

INLINE __m512 add_products(__m512 sums, __m512 w, __m512 x) { return _mm512_fmadd_ps(w, x, sums); }

INLINE void store_outputs(const __m512 sums[4], size_t live, float *y) {
  __m256 v[8];
#pragma clang loop unroll(full)
  for (int i = 0; i < 4; i++) {
    v[2 * i] = _mm512_castps512_ps256(sums[i]);
    v[2 * i + 1] = _mm512_extractf32x8_ps(sums[i], 1);
  }
  __m256 out =
      _mm256_set_m128(od_sum8x4(v[4], v[5], v[6], v[7]), od_sum8x4(v[0], v[1], v[2], v[3]));
  _mm256_mask_storeu_ps(y, (__mmask8)(live >= 8 ? 0xff : (1u << live) - 1), out);
}
#include "../shared/lane_panels.h"

OD_AVX512 void od_avx512_multiply_float_panels(const float *panels, size_t n, const float *x,
                                               size_t x_stride, size_t m, size_t k, float *y,
                                               size_t y_stride, float *aside) {
  multiply_lane_panels(panels, n, x, x_stride, m, k, y, y_stride, aside);
}
#endif
