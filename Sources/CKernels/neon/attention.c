// Attention in vectors of four.
#include "neon.h"
#if defined(__aarch64__)
#define INLINE OD_NEON_INLINE
#define WIDTH_STEP 8
#define Q8_TO_FLOAT od_neon_q8_0_to_float
#define HALVES_TO_FLOAT od_neon_f16_to_float
#include "../shared/attention_lanes.h"

INLINE void score_lanes(const lanes *l, size_t lane, size_t count) {
  od_neon_multiply_f32(l->rows, l->width * sizeof(float), TILE, l->queries + lane * l->width,
                       l->width, count, l->width, l->scores + lane * TILE, TILE);
}

/// Scores of one lane become weights; positions outside `from ..< to` weigh nothing.
OD_NEON_INLINE void weigh(lanes *l, size_t lane, const od_attention *a, size_t tile, size_t from,
                          size_t to) {
  static const uint32_t first[4] = {0, 1, 2, 3};
  float *scores = l->scores + lane * TILE;
  float32x4_t v[TILE / 4], largest = vdupq_n_f32(-INFINITY);
#pragma clang loop unroll(full)
  for (int i = 0; i < TILE / 4; i++) {
    uint32x4_t position = vaddq_u32(vld1q_u32(first), vdupq_n_u32(4 * (uint32_t)i));
    uint32x4_t seen = vandq_u32(vcltq_u32(position, vdupq_n_u32((uint32_t)(to - tile))),
                                vcgeq_u32(position, vdupq_n_u32((uint32_t)(from - tile))));
    v[i] = vmulq_n_f32(vld1q_f32(scores + 4 * i), a->scale);
    if (a->softcap != 0) v[i] = od_softcap4(v[i], a->softcap);
    v[i] = vbslq_f32(seen, v[i], vdupq_n_f32(-INFINITY));
    largest = vmaxq_f32(largest, v[i]);
  }
  float before = l->largest[lane], now = vmaxvq_f32(largest);
  if (before > now) now = before;
  l->largest[lane] = now;
  l->keep[lane] = vgetq_lane_f32(od_exp4(vdupq_n_f32(before - now)), 0);
  float32x4_t sum = vdupq_n_f32(0);
#pragma clang loop unroll(full)
  for (int i = 0; i < TILE / 4; i++) {
    v[i] = od_exp4(vsubq_f32(v[i], vdupq_n_f32(now)));
    vst1q_f32(scores + 4 * i, v[i]);
    sum = vaddq_f32(sum, v[i]);
  }
  l->sums[lane] = l->sums[lane] * l->keep[lane] + vaddvq_f32(sum);
}

/// `values = values * keep + weights * rows` for C lanes and V vectors of their width.
OD_NEON_INLINE void add_values(int C, int V, lanes *l, size_t lane, size_t column, size_t from,
                               size_t to) {
  float32x4_t sums[3][4];
#pragma clang loop unroll(full)
  for (int c = 0; c < C; c++)
#pragma clang loop unroll(full)
    for (int v = 0; v < V; v++)
      sums[c][v] = vmulq_n_f32(
          vld1q_f32(l->values + (lane + (size_t)c) * l->width + column + 4 * (size_t)v),
          l->keep[lane + (size_t)c]);
  for (size_t p = from; p < to; p++) {
    const float *row = l->rows + p * l->width + column;
#pragma clang loop unroll(full)
    for (int v = 0; v < V; v++) {
      float32x4_t value = vld1q_f32(row + 4 * v);
#pragma clang loop unroll(full)
      for (int c = 0; c < C; c++)
        sums[c][v] = vfmaq_n_f32(sums[c][v], value, l->scores[(lane + (size_t)c) * TILE + p]);
    }
  }
#pragma clang loop unroll(full)
  for (int c = 0; c < C; c++)
#pragma clang loop unroll(full)
    for (int v = 0; v < V; v++)
      vst1q_f32(l->values + (lane + (size_t)c) * l->width + column + 4 * (size_t)v, sums[c][v]);
}

/// `count` lanes that see the same positions of the tile.
OD_NEON_INLINE void add_values_of(lanes *l, size_t lane, size_t count, size_t from, size_t to) {
  for (size_t past = lane + count; lane < past;) {
    size_t column = 0;
    if (past - lane >= 3) {
      for (; column + 16 <= l->width; column += 16) add_values(3, 4, l, lane, column, from, to);
      for (; column < l->width; column += 4) add_values(3, 1, l, lane, column, from, to);
      lane += 3;
    } else if (past - lane == 2) {
      for (; column + 16 <= l->width; column += 16) add_values(2, 4, l, lane, column, from, to);
      for (; column < l->width; column += 4) add_values(2, 1, l, lane, column, from, to);
      lane += 2;
    } else {
      for (; column + 16 <= l->width; column += 16) add_values(1, 4, l, lane, column, from, to);
      for (; column < l->width; column += 4) add_values(1, 1, l, lane, column, from, to);
      lane += 1;
    }
  }
}

#include "../shared/attention_tiles.h"

void od_neon_attend(const od_attention *a, size_t kv_head, size_t begin, size_t end,
                    float *scratch) {
  attend(a, kv_head, begin, end, scratch);
}
#endif
