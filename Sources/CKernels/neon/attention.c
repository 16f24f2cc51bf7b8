// Attention with a running softmax over tiles of absolute positions (see scalar/attention.c).
//
// A lane is one head of one query. All lanes that share a key-value head go through a tile together,
// so its keys and values are widened once; what a lane computes does not depend on the others.
#include "neon.h"
#if defined(__aarch64__)

enum { TILE = OD_ATTENTION_TILE };

typedef struct {
  size_t lanes, group, width;  // width rounded up to 8, the rest zero
  float *rows;                 // [TILE][width], keys, then values
  float *queries;              // [lanes][width]
  float *values;               // [lanes][width], sums of weight * value row
  float *scores;               // [lanes][TILE], then weights
  float *largest, *sums, *keep;  // [lanes]
} lanes;

/// Rows of positions `from ..< to` of one head as floats, at `rows + (from - tile) * width`.
OD_NEON_INLINE void load_rows(const od_attention *a, const void *base, size_t kv_head, size_t tile,
                              size_t from, size_t to, size_t width, float *rows) {
  for (size_t p = from; p < to; p++) {
    size_t at = p * a->position_stride + kv_head * a->head_stride;
    float *out = rows + (p - tile) * width;
    if (a->cache_type == OD_Q8_0)
      od_neon_q8_0_to_float((const od_block_q8_0 *)base + at / 32, a->head_width, out);
    else if (a->cache_type == OD_F16)
      od_neon_f16_to_float((const uint16_t *)base + at, a->head_width, out);
    else
      memcpy(out, (const float *)base + at, a->head_width * sizeof *out);
  }
}

/// Asks for the rows that come next: they lie a position's stride apart, which the hardware's own
/// prefetcher does not follow.
OD_NEON_INLINE void prefetch_rows(const od_attention *a, const void *base, size_t kv_head,
                                  size_t from, size_t to) {
  // Elements of a block and its bytes.
  size_t length = a->cache_type == OD_Q8_0 ? 32 : 1;
  size_t bytes = a->cache_type == OD_Q8_0 ? sizeof(od_block_q8_0) : a->cache_type == OD_F16 ? 2 : 4;
  for (size_t p = from; p < to; p++) {
    const char *row = (const char *)base +
                      (p * a->position_stride + kv_head * a->head_stride) / length * bytes;
    for (size_t line = 0; line < a->head_width / length * bytes; line += 64)
      __builtin_prefetch(row + line);
  }
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

OD_NEON_INLINE lanes prepare(const od_attention *a, size_t kv_head, size_t begin, size_t end,
                             float *scratch) {
  lanes l = {.group = a->heads / a->kv_heads, .width = (a->head_width + 7) / 8 * 8};
  l.lanes = (end - begin) * l.group;
  l.rows = scratch;
  l.queries = l.rows + TILE * l.width;
  l.values = l.queries + l.lanes * l.width;
  l.scores = l.values + l.lanes * l.width;
  l.largest = l.scores + l.lanes * TILE;
  l.sums = l.largest + l.lanes;
  l.keep = l.sums + l.lanes;
  memset(l.rows, 0, (size_t)((char *)l.scores - (char *)l.rows));
  for (size_t lane = 0; lane < l.lanes; lane++) {
    size_t query = begin + lane / l.group, head = kv_head * l.group + lane % l.group;
    memcpy(l.queries + lane * l.width, a->queries + query * a->query_stride + head * a->head_width,
           a->head_width * sizeof(float));
    l.largest[lane] = -INFINITY;
    l.sums[lane] = 0;
  }
  return l;
}

static size_t first_seen(const od_attention *a, size_t query) {
  size_t past = a->first + query + 1;
  return a->window && past > a->window ? past - a->window : 0;
}

void od_neon_attend(const od_attention *a, size_t kv_head, size_t begin, size_t end,
                            float *scratch) {
  lanes l = prepare(a, kv_head, begin, end, scratch);
  size_t start = first_seen(a, begin), past = a->first + end;
  for (size_t tile = start / TILE * TILE; tile < past; tile += TILE) {
    size_t load_from = tile > start ? tile : start;
    size_t load_to = tile + TILE < past ? tile + TILE : past;
    // Queries that see something of this tile; they stand side by side.
    size_t q = begin, q_past = end;
    while (q < end && a->first + q + 1 <= tile) q++;
    while (q_past > q && first_seen(a, q_past - 1) >= tile + TILE) q_past--;
    if (q == q_past) continue;
    size_t lane = (q - begin) * l.group, count = (q_past - q) * l.group;

    prefetch_rows(a, a->values, kv_head, load_from, load_to);
    load_rows(a, a->keys, kv_head, tile, load_from, load_to, l.width, l.rows);
    od_neon_multiply_f32(l.rows, l.width * sizeof(float), TILE, l.queries + lane * l.width,
                         l.width, count, l.width, l.scores + lane * TILE, TILE);
    int all_see_all = 1;
    for (size_t i = q; i < q_past; i++) {
      size_t from = first_seen(a, i) > tile ? first_seen(a, i) : tile;
      size_t to = a->first + i + 1 < tile + TILE ? a->first + i + 1 : tile + TILE;
      all_see_all &= from == tile && to == tile + TILE;
      for (size_t h = 0; h < l.group; h++)
        weigh(&l, (i - begin) * l.group + h, a, tile, from, to);
    }

    size_t next = load_to + TILE < past ? load_to + TILE : past;
    prefetch_rows(a, a->keys, kv_head, load_to, next);
    load_rows(a, a->values, kv_head, tile, load_from, load_to, l.width, l.rows);
    if (all_see_all) {
      add_values_of(&l, lane, count, 0, TILE);
      continue;
    }
    for (size_t i = q; i < q_past; i++) {
      size_t from = first_seen(a, i) > tile ? first_seen(a, i) : tile;
      size_t to = a->first + i + 1 < tile + TILE ? a->first + i + 1 : tile + TILE;
      add_values_of(&l, (i - begin) * l.group, l.group, from - tile, to - tile);
    }
  }
  for (size_t lane = 0; lane < l.lanes; lane++) {
    size_t query = begin + lane / l.group, head = kv_head * l.group + lane % l.group;
    float *out = a->out + query * a->out_stride + head * a->head_width;
    float inverse = od_softmax_factor(l.largest[lane], l.sums[lane],
                                      a->sinks ? a->sinks + head : NULL);
    for (size_t i = 0; i < a->head_width; i++) out[i] = l.values[lane * l.width + i] * inverse;
  }
}
#endif
