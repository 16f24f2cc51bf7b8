#pragma once
#include "../internal.h"

// Lanes of an attention over tiles of absolute positions (see scalar/attention.c), the part that all
// instruction sets share. Included by files that define
//   INLINE         the attributes of its functions,
//   WIDTH_STEP     what the width of a head is rounded up to,
//   Q8_TO_FLOAT, HALVES_TO_FLOAT   (row, count, out): a row of the cache as floats.
//
// A lane is one head of one query. All lanes that share a key-value head go through a tile together,
// so its keys and values are widened once; what a lane computes does not depend on the others.

enum { TILE = OD_ATTENTION_TILE };

typedef struct {
  size_t lanes, group, width;  // width rounded up to WIDTH_STEP, the rest zero
  float *rows;                 // [TILE][width], keys, then values
  float *queries;              // [lanes][width]
  float *values;               // [lanes][width], sums of weight * value row
  float *scores;               // [lanes][TILE], then weights
  float *largest, *sums, *keep;  // [lanes]
} lanes;

/// Bytes of one head's row in the cache.
INLINE size_t row_bytes(const od_attention *a) {
  if (a->cache_type == OD_Q8_0) return a->head_width / 32 * sizeof(od_block_q8_0);
  return a->head_width * (a->cache_type == OD_F16 ? 2 : 4);
}

INLINE const char *row_at(const od_attention *a, const void *base, size_t kv_head,
                          size_t position) {
  size_t at = position * a->position_stride + kv_head * a->head_stride;
  if (a->cache_type == OD_Q8_0) return (const char *)base + at / 32 * sizeof(od_block_q8_0);
  return (const char *)base + at * (a->cache_type == OD_F16 ? 2 : 4);
}

/// Rows of positions `from ..< to` of one head as floats, at `rows + (from - tile) * width`.
INLINE void load_rows(const od_attention *a, const void *base, size_t kv_head, size_t tile,
                      size_t from, size_t to, size_t width, float *rows) {
  for (size_t p = from; p < to; p++) {
    const char *row = row_at(a, base, kv_head, p);
    float *out = rows + (p - tile) * width;
    if (a->cache_type == OD_Q8_0)
      Q8_TO_FLOAT(row, a->head_width, out);
    else if (a->cache_type == OD_F16)
      HALVES_TO_FLOAT(row, a->head_width, out);
    else
      memcpy(out, row, a->head_width * sizeof *out);
  }
}

/// Asks for the rows that come next: they lie a position's stride apart, which the hardware's own
/// prefetcher does not follow.
INLINE void prefetch_rows(const od_attention *a, const void *base, size_t kv_head, size_t from,
                          size_t to) {
  for (size_t p = from; p < to; p++) {
    const char *row = row_at(a, base, kv_head, p);
    for (size_t line = 0; line < row_bytes(a); line += 64) __builtin_prefetch(row + line);
  }
}

INLINE lanes prepare(const od_attention *a, size_t kv_head, size_t begin, size_t end,
                     float *scratch) {
  lanes l = {.group = a->heads / a->kv_heads,
             .width = (a->head_width + WIDTH_STEP - 1) / WIDTH_STEP * WIDTH_STEP};
  l.lanes = (end - begin) * l.group;
  l.rows = scratch;
  l.queries = l.rows + TILE * l.width;
  l.values = l.queries + l.lanes * l.width;
  l.scores = l.values + l.lanes * l.width;
  l.largest = l.scores + l.lanes * TILE;
  l.sums = l.largest + l.lanes;
  l.keep = l.sums + l.lanes;
  // Numbers past a head's width are multiplied with, so they start as zero; where there are none only
  // sums do. Rows of positions that nobody sees hold anything: what is made of them weighs nothing.
  float *zero_from = l.width > a->head_width ? l.rows : l.values;
  memset(zero_from, 0, (size_t)((char *)l.scores - (char *)zero_from));
  for (size_t lane = 0; lane < l.lanes; lane++) {
    size_t query = begin + lane / l.group, head = kv_head * l.group + lane % l.group;
    memcpy(l.queries + lane * l.width, a->queries + query * a->query_stride + head * a->head_width,
           a->head_width * sizeof(float));
    l.largest[lane] = -INFINITY;
    l.sums[lane] = 0;
  }
  return l;
}

INLINE size_t first_seen(const od_attention *a, size_t query) {
  size_t past = a->first + query + 1;
  return a->window && past > a->window ? past - a->window : 0;
}
