#pragma once
#include "fit.h"

// The encoders by type: each takes one block's numbers and weights and returns whether its scales
// fit half precision.

int od_encode_q8_0(const float *x, const float *w, void *out);
int od_encode_q4_0(const float *x, const float *w, void *out);
int od_encode_q4_1(const float *x, const float *w, void *out);
int od_encode_q5_0(const float *x, const float *w, void *out);
int od_encode_q5_1(const float *x, const float *w, void *out);
int od_encode_q4_k(const float *x, const float *w, void *out);
int od_encode_q5_k(const float *x, const float *w, void *out);
int od_encode_q6_k(const float *x, const float *w, void *out);

OD_INLINE od_group od_group_of(const float *x, const float *w, int vectors) {
  od_group g;
  for (int v = 0; v < vectors; v++) {
    memcpy(&g.x[v], x + 8 * v, sizeof g.x[v]);
    memcpy(&g.w[v], w + 8 * v, sizeof g.w[v]);
  }
  return g;
}

/// The quants of a group as bytes, `bias` added.
OD_INLINE void od_quants(const od_group *g, int vectors, od_affine a, float low, float high,
                         float bias, uint8_t *out) {
  float inverse = od_inverse(a.scale);
  for (int v = 0; v < vectors; v++) {
    od_f8 q = od_quant(g->x[v], inverse, a.minimum, low, high) + od_splat(bias);
    for (int lane = 0; lane < 8; lane++) out[8 * v + lane] = (uint8_t)q[lane];
  }
}

OD_INLINE int od_half_is_finite(uint16_t half) { return (half & 0x7c00) != 0x7c00; }
