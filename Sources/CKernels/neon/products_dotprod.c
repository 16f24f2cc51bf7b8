// Quantised products where four products of bytes are added at once (ARMv8.2's `sdot`).
#include "weights.h"
#if defined(__aarch64__)
#define SET dotprod
#define TARGET OD_DOTPROD
#define INLINE OD_DOTPROD_INLINE

INLINE int32x4_t dot16(int8x16_t w, int8x16_t x) { return vdotq_s32(vdupq_n_s32(0), w, x); }

INLINE int32x4_t dot32(block32 w, block32 x) {
  return vdotq_s32(dot16(w.half[0], x.half[0]), w.half[1], x.half[1]);
}

#include "products_int8.h"
#endif
