// Quantised products on any arm64 processor: bytes are multiplied to int16 and added by pairs.
#include "weights.h"
#if defined(__aarch64__)
#define SET neon
#define TARGET
#define INLINE OD_NEON_INLINE

/// -128 * 127 * 2 fits 16 bits, so nothing overflows before it is widened.
INLINE int16x8_t products16(int8x16_t w, int8x16_t x) {
  int16x8_t low = vmull_s8(vget_low_s8(w), vget_low_s8(x));
  return vmlal_high_s8(low, w, x);
}

INLINE int32x4_t dot16(int8x16_t w, int8x16_t x) { return vpaddlq_s16(products16(w, x)); }

INLINE int32x4_t dot32(block32 w, block32 x) {
  return vpadalq_s16(dot16(w.half[0], x.half[0]), products16(w.half[1], x.half[1]));
}

#include "products_int8.h"
#endif
