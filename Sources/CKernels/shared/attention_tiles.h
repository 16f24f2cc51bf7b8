#pragma once
#include "attention_lanes.h"

// The way of lanes through tiles. Included by files that define, after attention_lanes.h,
//   score_lanes    products of `count` lanes from `lane` on with all rows of a tile,
//   weigh          the scores of one lane become weights,
//   add_values_of  `values = values * keep + weights * rows` of lanes that see the same positions,
// and, where a table has them, FEW_LANES: up to so many lanes read rows of halves where they lie, as
// widening them first would cost more than all the rest, by
//   score_halves   as score_lanes, of rows `from ..< to` of the tile,
//   add_halves     as add_values_of.
#ifndef FEW_LANES
#define FEW_LANES 0
#define score_halves(l, a, kv_head, tile, from, to, lane, count)
#define add_halves(l, a, kv_head, tile, lane, count, from, to)
#endif

INLINE void attend(const od_attention *a, size_t kv_head, size_t begin, size_t end,
                   float *scratch) {
  lanes l = prepare(a, kv_head, begin, end, scratch);
  size_t start = first_seen(a, begin), past = a->first + end;
  int in_place = l.lanes <= FEW_LANES && a->cache_type == OD_F16 && a->head_width % WIDTH_STEP == 0;
  for (size_t tile = start / TILE * TILE; tile < past; tile += TILE) {
    size_t load_from = tile > start ? tile : start;
    size_t load_to = tile + TILE < past ? tile + TILE : past;
    // Queries that see something of this tile; they stand side by side.
    size_t q = begin, q_past = end;
    while (q < end && a->first + q + 1 <= tile) q++;
    while (q_past > q && first_seen(a, q_past - 1) >= tile + TILE) q_past--;
    if (q == q_past) continue;
    size_t lane = (q - begin) * l.group, count = (q_past - q) * l.group;

    if (in_place) {
      score_halves(&l, a, kv_head, tile, load_from - tile, load_to - tile, lane, count);
    } else {
      prefetch_rows(a, a->values, kv_head, load_from, load_to);
      load_rows(a, a->keys, kv_head, tile, load_from, load_to, l.width, l.rows);
      score_lanes(&l, lane, count);
    }
    int all_see_all = 1;
    for (size_t i = q; i < q_past; i++) {
      size_t from = first_seen(a, i) > tile ? first_seen(a, i) : tile;
      size_t to = a->first + i + 1 < tile + TILE ? a->first + i + 1 : tile + TILE;
      all_see_all &= from == tile && to == tile + TILE;
      for (size_t h = 0; h < l.group; h++)
        weigh(&l, (i - begin) * l.group + h, a, tile, from, to);
    }

    if (!in_place) {
      size_t next = load_to + TILE < past ? load_to + TILE : past;
      prefetch_rows(a, a->keys, kv_head, load_to, next);
      load_rows(a, a->values, kv_head, tile, load_from, load_to, l.width, l.rows);
    }
    if (all_see_all) {
      if (in_place)
        add_halves(&l, a, kv_head, tile, lane, count, 0, TILE);
      else
        add_values_of(&l, lane, count, 0, TILE);
      continue;
    }
    for (size_t i = q; i < q_past; i++) {
      size_t from = (first_seen(a, i) > tile ? first_seen(a, i) : tile) - tile;
      size_t to = (a->first + i + 1 < tile + TILE ? a->first + i + 1 : tile + TILE) - tile;
      if (in_place)
        add_halves(&l, a, kv_head, tile, (i - begin) * l.group, l.group, from, to);
      else
        add_values_of(&l, (i - begin) * l.group, l.group, from, to);
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
