// Attention with a running softmax over tiles of absolute positions (see scalar/attention.c).
//
// A lane is one head of one query. All lanes that share a key-value head go through a tile together,
// so its keys and values are widened once; what a lane computes does not depend on the others.
#include "avx2.h"
#if defined(__x86_64__)

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
OD_AVX2_INLINE void load_rows(const od_attention *a, const void *base, size_t kv_head, size_t tile,
                              size_t from, size_t to, size_t width, float *rows) {
  for (size_t p = from; p < to; p++) {
    size_t at = p * a->position_stride + kv_head * a->head_stride;
    float *out = rows + (p - tile) * width;
    if (a->cache_type == OD_Q8_0)
      od_avx2_q8_0_to_float((const od_block_q8_0 *)base + at / 32, a->head_width, out);
    else if (a->cache_type == OD_F16)
      od_avx2_f16_to_float((const uint16_t *)base + at, a->head_width, out);
    else
      memcpy(out, (const float *)base + at, a->head_width * sizeof *out);
  }
}

/// Asks for the rows that come next: they lie a position's stride apart, which the hardware's own
/// prefetcher does not follow.
OD_AVX2_INLINE void prefetch_rows(const od_attention *a, const void *base, size_t kv_head,
                                  size_t from, size_t to) {
  // Elements of a block and its bytes.
  size_t length = a->cache_type == OD_Q8_0 ? 32 : 1;
  size_t bytes = a->cache_type == OD_Q8_0 ? sizeof(od_block_q8_0) : a->cache_type == OD_F16 ? 2 : 4;
  for (size_t p = from; p < to; p++) {
    const char *row = (const char *)base +
                      (p * a->position_stride + kv_head * a->head_stride) / length * bytes;
    for (size_t line = 0; line < a->head_width / length * bytes; line += 64)
      _mm_prefetch(row + line, _MM_HINT_T0);
  }
}

/// Scores of one lane become weights; positions outside `from ..< to` weigh nothing.
OD_AVX2_INLINE void weigh(lanes *l, size_t lane, const od_attention *a, size_t tile,
                          size_t from, size_t to) {
  float *scores = l->scores + lane * TILE;
  __m256 v[TILE / 8], largest = _mm256_set1_ps(-INFINITY);
  const __m256i index = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
#pragma clang loop unroll(full)
  for (int i = 0; i < TILE / 8; i++) {
    __m256i position = _mm256_add_epi32(index, _mm256_set1_epi32(8 * i));
    __m256i seen = _mm256_and_si256(
        _mm256_cmpgt_epi32(_mm256_set1_epi32((int)(to - tile)), position),
        _mm256_cmpgt_epi32(position, _mm256_set1_epi32((int)(from - tile) - 1)));
    v[i] = _mm256_mul_ps(_mm256_loadu_ps(scores + 8 * i), _mm256_set1_ps(a->scale));
    if (a->softcap != 0) v[i] = od_softcap8(v[i], a->softcap);
    v[i] = _mm256_blendv_ps(_mm256_set1_ps(-INFINITY), v[i], _mm256_castsi256_ps(seen));
    largest = _mm256_max_ps(largest, v[i]);
  }
  __m128 m = _mm_max_ps(_mm256_castps256_ps128(largest), _mm256_extractf128_ps(largest, 1));
  m = _mm_max_ps(m, _mm_movehl_ps(m, m));
  m = _mm_max_ss(m, _mm_movehdup_ps(m));
  float before = l->largest[lane], now = _mm_cvtss_f32(m);
  if (before > now) now = before;
  l->largest[lane] = now;
  l->keep[lane] = _mm256_cvtss_f32(od_exp8(_mm256_set1_ps(before - now)));
  __m256 sum = _mm256_setzero_ps();
#pragma clang loop unroll(full)
  for (int i = 0; i < TILE / 8; i++) {
    v[i] = od_exp8(_mm256_sub_ps(v[i], _mm256_set1_ps(now)));
    _mm256_storeu_ps(scores + 8 * i, v[i]);
    sum = _mm256_add_ps(sum, v[i]);
  }
  l->sums[lane] = l->sums[lane] * l->keep[lane] + od_sum8(sum);
}

/// `values = values * keep + weights * rows` for C lanes and V vectors of their width.
OD_AVX2_INLINE void add_values(int C, int V, lanes *l, size_t lane, size_t column, size_t from,
                               size_t to) {
  __m256 sums[3][4];
#pragma clang loop unroll(full)
  for (int c = 0; c < C; c++) {
    __m256 keep = _mm256_set1_ps(l->keep[lane + (size_t)c]);
#pragma clang loop unroll(full)
    for (int v = 0; v < V; v++)
      sums[c][v] = _mm256_mul_ps(keep, _mm256_loadu_ps(l->values + (lane + (size_t)c) * l->width +
                                                       column + 8 * (size_t)v));
  }
  for (size_t p = from; p < to; p++) {
    const float *row = l->rows + p * l->width + column;
    __m256 weights[3];
#pragma clang loop unroll(full)
    for (int c = 0; c < C; c++) weights[c] = _mm256_set1_ps(l->scores[(lane + (size_t)c) * TILE + p]);
#pragma clang loop unroll(full)
    for (int v = 0; v < V; v++) {
      __m256 value = _mm256_loadu_ps(row + 8 * v);
#pragma clang loop unroll(full)
      for (int c = 0; c < C; c++) sums[c][v] = _mm256_fmadd_ps(weights[c], value, sums[c][v]);
    }
  }
#pragma clang loop unroll(full)
  for (int c = 0; c < C; c++)
#pragma clang loop unroll(full)
    for (int v = 0; v < V; v++)
      _mm256_storeu_ps(l->values + (lane + (size_t)c) * l->width + column + 8 * (size_t)v,
                       sums[c][v]);
}

/// `count` lanes that see the same positions of the tile.
OD_AVX2_INLINE void add_values_of(lanes *l, size_t lane, size_t count, size_t from, size_t to) {
  for (size_t past = lane + count; lane < past;) {
    size_t column = 0;
    if (past - lane >= 3) {
      for (; column + 32 <= l->width; column += 32) add_values(3, 4, l, lane, column, from, to);
      for (; column < l->width; column += 8) add_values(3, 1, l, lane, column, from, to);
      lane += 3;
    } else if (past - lane == 2) {
      for (; column + 32 <= l->width; column += 32) add_values(2, 4, l, lane, column, from, to);
      for (; column < l->width; column += 8) add_values(2, 1, l, lane, column, from, to);
      lane += 2;
    } else {
      for (; column + 32 <= l->width; column += 32) add_values(1, 4, l, lane, column, from, to);
      for (; column < l->width; column += 8) add_values(1, 1, l, lane, column, from, to);
      lane += 1;
    }
  }
}

OD_AVX2_INLINE lanes prepare(const od_attention *a, size_t kv_head, size_t begin, size_t end,
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

OD_AVX2 void od_avx2_attend(const od_attention *a, size_t kv_head, size_t begin, size_t end,
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
    od_avx2_multiply_f32(l.rows, l.width * sizeof(float), TILE, l.queries + lane * l.width,
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
