// The fits of groups: rounding with several scales, least squares for each.
#include "fit.h"
#pragma clang fp contract(off)

// Scales that are tried: spanning the group with `levels - 1`, and on in steps, to `levels + 1`
// steps. More steps than there are levels clip the extremes, fewer leave levels unused; both may be
// closer. With a minimum beside the scale, the finer the levels, the less there is to find. Without
// one, finer levels are worth a wider search: the error of 16 numbers in 64 levels falls by 6 % from
// 9 trials to these, on Gaussian, heavy-tailed and trained rows alike.
OD_INLINE int affine_trials(float top) { return top < 20 ? 17 : 9; }
OD_INLINE float affine_change(int trial, float top) {
  return -1 + (top < 20 ? 0.125f : 0.25f) * (float)trial;
}
OD_INLINE int scale_trials(float levels) { return levels < 20 ? 17 : 33; }
OD_INLINE float scale_change(int trial) { return -1 + 0.125f * (float)trial; }

enum { REPEATS = 1 };

OD_INLINE od_affine solve(od_moments m, float w, float wx, int negative) {
  float determinant = w * m.qq - m.q * m.q;
  od_affine a = {0, 0};
  if (determinant > 0) {
    a.scale = (w * m.qx - wx * m.q) / determinant;
    a.minimum = (m.qq * wx - m.q * m.qx) / determinant;
  }
  if (negative && a.minimum > 0) a = (od_affine){m.qq > 0 ? m.qx / m.qq : 0, 0};
  return a;
}

OD_INLINE od_affine fit_affine(const od_group *g, int vectors, float top, int negative) {
  od_f8 least = g->x[0], most = g->x[0], w_sum = od_splat(0), wx_sum = od_splat(0);
  for (int v = 0; v < vectors; v++) {
    least = __builtin_elementwise_min(least, g->x[v]);
    most = __builtin_elementwise_max(most, g->x[v]);
    w_sum += g->w[v];
    wx_sum += g->w[v] * g->x[v];
  }
  float low = least[0], high = most[0], w = od_sum_lanes(w_sum), wx = od_sum_lanes(wx_sum);
  for (int lane = 1; lane < 8; lane++) {
    low = least[lane] < low ? least[lane] : low;
    high = most[lane] > high ? most[lane] : high;
  }
  if (negative && low > 0) low = 0;
  float range = high - low;
  if (!(range > 0)) return (od_affine){0, low};
  od_affine best = {range / top, low};
  float most_saved = -INFINITY;  // of the error that zeros would have
  for (int trial = 0; trial < affine_trials(top); trial++) {
    od_affine a = {range / (top + affine_change(trial, top)), low};
    od_moments m = od_moments_of(g, vectors, a, 0, top);
    a = solve(m, w, wx, negative);
    float saved = a.scale * m.qx + a.minimum * wx;
    if (!(a.scale > 0) || !(saved > most_saved)) continue;
    most_saved = saved;
    best = a;
  }
  for (int repeat = 0; repeat < REPEATS; repeat++) {
    od_affine a = solve(od_moments_of(g, vectors, best, 0, top), w, wx, negative);
    if (a.scale > 0) best = a;
  }
  return best;
}

od_affine od_fit_affine(const od_group *g, int vectors, float top, int negative) {
  return vectors == 4 ? fit_affine(g, 4, top, negative) : fit_affine(g, 2, top, negative);
}

OD_INLINE float fit_scale(const od_group *g, int vectors, float levels) {
  float x[32], extreme = 0;
  memcpy(x, g->x, (size_t)vectors * sizeof g->x[0]);
  for (int i = 0; i < 8 * vectors; i++)
    if (fabsf(x[i]) > fabsf(extreme)) extreme = x[i];
  if (extreme == 0) return 0;
  // The extreme becomes the lowest quant, or the highest.
  float best = extreme / -levels, most_saved = -INFINITY;
  for (int trial = 0; trial < scale_trials(levels); trial++)
    for (int turn = 0; turn < 2; turn++) {
      float steps = (turn ? levels - 1 : -levels) + scale_change(trial);
      od_affine a = {extreme / steps, 0};
      od_moments m = od_moments_of(g, vectors, a, -levels, levels - 1);
      float saved = m.qx * m.qx / m.qq;
      if (!(m.qq > 0) || !(saved > most_saved)) continue;
      most_saved = saved;
      best = m.qx / m.qq;
    }
  for (int repeat = 0; repeat < REPEATS; repeat++) {
    od_moments m = od_moments_of(g, vectors, (od_affine){best, 0}, -levels, levels - 1);
    if (m.qq > 0) best = m.qx / m.qq;
  }
  return best;
}

float od_fit_scale(const od_group *g, int vectors, float levels) {
  return vectors == 4 ? fit_scale(g, 4, levels) : fit_scale(g, 2, levels);
}
