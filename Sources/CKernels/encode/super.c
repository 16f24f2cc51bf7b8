// Super-blocks of 256: the scales of their groups are whole multiples of a half.
//
// Groups are fitted alone; then the multiples are searched around the nearest ones by the error
// that they give, and the half is solved for again by least squares over the whole super-block.
#include "encode.h"
#pragma clang fp contract(off)

enum {
  ROUNDS = 3,
  REACH = 2,  // multiples that are tried on each side of the nearest one
};

// ---- q4_K, q5_K: 8 groups of 32, scale and minimum of six bits

typedef struct {
  uint16_t scale, minimum;  // halves
  int scales[8], minimums[8];
} affine_super;

OD_INLINE od_affine group_affine(float scale, float minimum, int s, int m) {
  return (od_affine){scale * (float)s, -(minimum * (float)m)};
}

OD_INLINE int limited(float v, int low, int high) {
  if (!(v > (float)low)) return low;
  if (v > (float)high) return high;
  return (int)rintf(v);
}

/// The best multiples of one group around those nearest to its fit.
OD_INLINE float search_group(const od_group *g, od_affine fit, float scale, float minimum, float top,
                             int *best_scale, int *best_minimum) {
  int s0 = limited(fit.scale * od_inverse(scale), 0, 63);
  int m0 = limited(-fit.minimum * od_inverse(minimum), 0, 63);
  float least = INFINITY;
  for (int s = s0 > REACH ? s0 - REACH : 0; s <= s0 + REACH && s <= 63; s++)
    for (int m = m0 > REACH ? m0 - REACH : 0; m <= m0 + REACH && m <= 63; m++) {
      float error = od_error(g, 4, group_affine(scale, minimum, s, m), 0, top);
      if (error < least) {
        least = error;
        *best_scale = s;
        *best_minimum = m;
      }
    }
  return least;
}

/// Scale and minimum of the super-block for the roundings that its groups have now.
static void solve_super(const od_group g[8], const affine_super *b, float top, float *scale,
                        float *minimum) {
  double aa = 0, ab = 0, bb = 0, ax = 0, bx = 0;
  float s = od_half_to_float(b->scale), m = od_half_to_float(b->minimum);
  for (int i = 0; i < 8; i++) {
    od_moments sums =
        od_moments_of(&g[i], 4, group_affine(s, m, b->scales[i], b->minimums[i]), 0, top);
    od_f8 w_sum = od_splat(0), wx_sum = od_splat(0);
    for (int v = 0; v < 4; v++) {
      w_sum += g[i].w[v];
      wx_sum += g[i].w[v] * g[i].x[v];
    }
    double ls = b->scales[i], lm = b->minimums[i];
    aa += ls * ls * (double)sums.qq;
    ab -= ls * lm * (double)sums.q;
    bb += lm * lm * (double)od_sum_lanes(w_sum);
    ax += ls * (double)sums.qx;
    bx -= lm * (double)od_sum_lanes(wx_sum);
  }
  double determinant = aa * bb - ab * ab;
  *scale = s;
  *minimum = m;
  if (bb > 0 && determinant > 1e-12 * aa * bb) {
    double a = (bb * ax - ab * bx) / determinant, c = (aa * bx - ab * ax) / determinant;
    if (a > 0 && c > 0) {
      *scale = (float)a;
      *minimum = (float)c;
    }
  } else if (aa > 0 && bb == 0 && ax > 0) {
    *scale = (float)(ax / aa);
  }
}

static int fit_super(const od_group g[8], float top, affine_super *best) {
  od_affine fits[8];
  float most_scale = 0, most_minimum = 0, least = INFINITY;
  for (int i = 0; i < 8; i++) {
    fits[i] = od_fit_affine(&g[i], 4, top, 1);
    most_scale = fits[i].scale > most_scale ? fits[i].scale : most_scale;
    most_minimum = -fits[i].minimum > most_minimum ? -fits[i].minimum : most_minimum;
  }
  float scale = most_scale / 63, minimum = most_minimum / 63;
  for (int round = 0; round < ROUNDS; round++) {
    affine_super b = {od_float_to_half(scale), od_float_to_half(minimum), {0}, {0}};
    if (!od_half_is_finite(b.scale) || !od_half_is_finite(b.minimum)) return round > 0;
    float s = od_half_to_float(b.scale), m = od_half_to_float(b.minimum), error = 0;
    for (int i = 0; i < 8; i++)
      error += search_group(&g[i], fits[i], s, m, top, &b.scales[i], &b.minimums[i]);
    if (error < least) {
      least = error;
      *best = b;
    } else if (round > 0) {
      break;
    } else {
      *best = b;  // errors that are no numbers: weights too large to square
    }
    solve_super(g, best, top, &scale, &minimum);
  }
  return 1;
}

static void put_scales(const affine_super *b, uint8_t out[12]) {
  for (int i = 0; i < 4; i++) {
    out[i] = (uint8_t)(b->scales[i] | b->scales[i + 4] >> 4 << 6);
    out[i + 4] = (uint8_t)(b->minimums[i] | b->minimums[i + 4] >> 4 << 6);
    out[i + 8] = (uint8_t)((b->scales[i + 4] & 15) | (b->minimums[i + 4] & 15) << 4);
  }
}

/// The whole of both types: quants of `top` + 1 levels in 256 bytes, scales, halves.
OD_INLINE int encode_affine(const float *x, const float *w, float top, affine_super *b,
                            uint8_t scales[12], uint8_t quants[256]) {
  od_group g[8];
  for (int i = 0; i < 8; i++) g[i] = od_group_of(x + 32 * i, w + 32 * i, 4);
  if (!fit_super(g, top, b)) return 0;
  float s = od_half_to_float(b->scale), m = od_half_to_float(b->minimum);
  for (int i = 0; i < 8; i++)
    od_quants(&g[i], 4, group_affine(s, m, b->scales[i], b->minimums[i]), 0, top, 0,
              quants + 32 * i);
  put_scales(b, scales);
  return 1;
}

int od_encode_q4_k(const float *x, const float *w, void *out) {
  od_block_q4_k *b = out;
  affine_super super = {0};
  uint8_t q[256];
  if (!encode_affine(x, w, 15, &super, b->scales, q)) return 0;
  b->scale = super.scale;
  b->minimum = super.minimum;
  for (int i = 0; i < 128; i++)
    b->quants[i] = (uint8_t)(q[i / 32 * 64 + i % 32] | q[i / 32 * 64 + 32 + i % 32] << 4);
  return 1;
}

int od_encode_q5_k(const float *x, const float *w, void *out) {
  od_block_q5_k *b = out;
  affine_super super = {0};
  uint8_t q[256];
  if (!encode_affine(x, w, 31, &super, b->scales, q)) return 0;
  b->scale = super.scale;
  b->minimum = super.minimum;
  memset(b->high, 0, sizeof b->high);
  for (int i = 0; i < 256; i++) b->high[i % 32] |= (uint8_t)(q[i] >> 4 << i / 32);
  for (int i = 0; i < 128; i++)
    b->quants[i] =
        (uint8_t)((q[i / 32 * 64 + i % 32] & 15) | (q[i / 32 * 64 + 32 + i % 32] & 15) << 4);
  return 1;
}

// ---- q6_K: 16 groups of 16, scales of eight bits with a sign

int od_encode_q6_k(const float *x, const float *w, void *out) {
  od_block_q6_k *b = out;
  od_group g[16];
  float fits[16], extreme = 0, least = INFINITY;
  for (int i = 0; i < 16; i++) {
    g[i] = od_group_of(x + 16 * i, w + 16 * i, 2);
    fits[i] = od_fit_scale(&g[i], 2, 32);
    if (fabsf(fits[i]) > fabsf(extreme)) extreme = fits[i];
  }
  float scale = extreme / -128;
  for (int round = 0; round < ROUNDS; round++) {
    uint16_t half = od_float_to_half(scale);
    if (!od_half_is_finite(half)) return round > 0;
    float s = od_half_to_float(half), error = 0;
    int8_t scales[16] = {0};
    double aa = 0, ax = 0;
    for (int i = 0; i < 16; i++) {
      int nearest = limited(fits[i] * od_inverse(s), -128, 127);
      float least_here = INFINITY;
      for (int c = nearest - 1; c <= nearest + 1; c++) {
        if (c < -128 || c > 127) continue;
        float e = od_error(&g[i], 2, (od_affine){s * (float)c, 0}, -32, 31);
        if (e < least_here) {
          least_here = e;
          scales[i] = (int8_t)c;
        }
      }
      error += least_here;
      od_moments m = od_moments_of(&g[i], 2, (od_affine){s * (float)scales[i], 0}, -32, 31);
      aa += (double)scales[i] * scales[i] * (double)m.qq;
      ax += (double)scales[i] * (double)m.qx;
    }
    if (round > 0 && !(error < least)) break;
    least = error;
    b->scale = half;
    memcpy(b->scales, scales, sizeof scales);
    if (!(aa > 0)) break;
    scale = (float)(ax / aa);
  }
  uint8_t q[256];
  for (int i = 0; i < 16; i++)
    od_quants(&g[i], 2, (od_affine){od_half_to_float(b->scale) * (float)b->scales[i], 0}, -32, 31,
              32, q + 16 * i);
  memset(b->low, 0, sizeof b->low);
  memset(b->high, 0, sizeof b->high);
  for (int i = 0; i < 256; i++) {
    int block = i / 32, e = i % 32;
    b->low[64 * (block / 4) + 32 * (block % 2) + e] |=
        (uint8_t)((q[i] & 15) << 4 * (block % 4 / 2));
    b->high[32 * (block / 4) + e] |= (uint8_t)(q[i] >> 4 << 2 * (block % 4));
  }
  return 1;
}
