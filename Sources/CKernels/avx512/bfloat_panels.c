// Panels of bfloat16, as the file holds them.
#include "bfloat.h"
#if defined(__x86_64__)
#define INLINE OD_BFLOAT_INLINE
#define NUMBER uint16_t
#define STEP 32
#define OPERAND __m512i
#define SUMS __m512
#define OUTPUTS 1
#define TILE_OPERANDS 4
#define TILE_ROWS 6
#define SLICE 2048  // 32 KiB of a panel

INLINE __m512 no_sums(void) { return _mm512_setzero_ps(); }
INLINE __m512 load_sums(const float *p) { return _mm512_loadu_ps(p); }
INLINE void store_sums(float *p, __m512 sums) { _mm512_storeu_ps(p, sums); }
#define load_weights load_bfloats
#define load_activations load_bfloats
#define load_some_activations load_some_bfloats
#define add_products add_bfloat_products
#define store_outputs store_bfloat_outputs
#include "../shared/lane_panels.h"

OD_BFLOAT void od_avx512_multiply_bfloat_panels(const uint16_t *panels, size_t n, const uint16_t *x,
                                                size_t x_stride, size_t m, size_t k, float *y,
                                                size_t y_stride, float *aside) {
  multiply_lane_panels(panels, n, x, x_stride, m, k, y, y_stride, aside);
}
#endif
