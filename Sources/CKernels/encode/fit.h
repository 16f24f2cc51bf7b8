#pragma once
#include "../internal.h"

// Scales for a group of 16 or 32 numbers.
//
// A fit tries rounding with several scales around the one that spans the group, solves the weighted
// least squares for each rounding, keeps the best and improves it by rounding and solving again.

// Vectors are passed between functions that are always inlined, so no calling convention is at stake.
#pragma clang diagnostic ignored "-Wpsabi"

// Here too: what stands above a file's own pragma would be contracted, and files would differ where
// the processor's baseline has fused multiplication.
#pragma clang fp contract(off)

#define OD_INLINE static inline __attribute__((always_inline))

typedef float od_f8 __attribute__((vector_size(32), aligned(4)));
typedef int32_t od_i8 __attribute__((vector_size(32), aligned(4)));

/// Numbers and their weights, `vectors` times eight.
typedef struct {
  od_f8 x[4], w[4];
} od_group;

/// `x = scale * q + minimum`
typedef struct {
  float scale, minimum;
} od_affine;

OD_INLINE od_f8 od_splat(float v) { return (od_f8){v, v, v, v, v, v, v, v}; }

OD_INLINE float od_sum_lanes(od_f8 v) {
  return ((v[0] + v[4]) + (v[2] + v[6])) + ((v[1] + v[5]) + (v[3] + v[7]));
}

/// To the nearest whole number, for magnitudes below 2^22: adding 1.5 * 2^23 leaves no fraction.
OD_INLINE od_f8 od_round(od_f8 v) {
  od_f8 big = od_splat(12582912.f);
  return (v + big) - big;
}

OD_INLINE od_f8 od_clamp(od_f8 v, float low, float high) {
  return __builtin_elementwise_min(__builtin_elementwise_max(v, od_splat(low)), od_splat(high));
}

/// What a number is rounded to. `inverse` is 1 / scale, or 0 for a scale of 0.
OD_INLINE od_f8 od_quant(od_f8 x, float inverse, float minimum, float low, float high) {
  // clamped before rounding as well, since large values would not round
  od_f8 scaled = (x - od_splat(minimum)) * od_splat(inverse);
  return od_round(od_clamp(scaled, low, high));
}

OD_INLINE float od_inverse(float scale) {
  float inverse = 1 / scale;
  return inverse - inverse == 0 ? inverse : 0;  // not infinite, not NaN
}

/// The weighted square error of rounding with a given scale and minimum.
OD_INLINE float od_error(const od_group *g, int vectors, od_affine a, float low, float high) {
  float inverse = od_inverse(a.scale);
  od_f8 sum = od_splat(0);
  for (int v = 0; v < vectors; v++) {
    od_f8 q = od_quant(g->x[v], inverse, a.minimum, low, high);
    od_f8 difference = od_splat(a.scale) * q + od_splat(a.minimum) - g->x[v];
    sum += g->w[v] * difference * difference;
  }
  return od_sum_lanes(sum);
}

/// Weighted sums of a rounding.
typedef struct {
  float q, qq, qx;
} od_moments;

OD_INLINE od_moments od_moments_of(const od_group *g, int vectors, od_affine a, float low,
                                   float high) {
  float inverse = od_inverse(a.scale);
  od_f8 q_sum = od_splat(0), qq = od_splat(0), qx = od_splat(0);
  for (int v = 0; v < vectors; v++) {
    od_f8 q = od_quant(g->x[v], inverse, a.minimum, low, high), wq = g->w[v] * q;
    q_sum += wq;
    qq += wq * q;
    qx += wq * g->x[v];
  }
  return (od_moments){od_sum_lanes(q_sum), od_sum_lanes(qq), od_sum_lanes(qx)};
}

/// A scale and a minimum for quants 0 ... top. `negative`: the minimum is at most 0.
od_affine od_fit_affine(const od_group *g, int vectors, float top, int negative);
/// A scale, of either sign, for quants -levels ... levels - 1.
float od_fit_scale(const od_group *g, int vectors, float levels);
