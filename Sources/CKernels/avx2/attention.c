// Attention in vectors of eight.
#include "avx2.h"
#if defined(__x86_64__)
#define INLINE OD_AVX2_INLINE
#define WIDTH_STEP 8
#define Q8_TO_FLOAT od_avx2_q8_0_to_float
#define HALVES_TO_FLOAT od_avx2_f16_to_float
#include "../shared/attention_lanes.h"

INLINE void score_lanes(const lanes *l, size_t lane, size_t count) {
  od_avx2_multiply_f32(l->rows, l->width * sizeof(float), TILE, l->queries + lane * l->width,
                       l->width, count, l->width, l->scores + lane * TILE, TILE);
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

// ---- few lanes: rows of halves as they lie in the cache

OD_AVX2_INLINE __m256 load_halves(const uint16_t *p) {
  return _mm256_cvtph_ps(_mm_loadu_si128((const __m128i *)p));
}

/// Products of C lanes with R rows, in the order of od_avx2_multiply_f32.
OD_AVX2_INLINE void score_tile(int R, int C, const lanes *l, size_t lane, const uint16_t *rows,
                               size_t stride, size_t position) {
  __m256 sums[4][3];
#pragma clang loop unroll(full)
  for (int r = 0; r < R; r++)
#pragma clang loop unroll(full)
    for (int c = 0; c < C; c++) sums[r][c] = _mm256_setzero_ps();
  for (size_t e = 0; e < l->width; e += 8) {
    __m256 queries[3];
#pragma clang loop unroll(full)
    for (int c = 0; c < C; c++)
      queries[c] = _mm256_loadu_ps(l->queries + (lane + (size_t)c) * l->width + e);
#pragma clang loop unroll(full)
    for (int r = 0; r < R; r++) {
      __m256 key = load_halves(rows + (size_t)r * stride + e);
#pragma clang loop unroll(full)
      for (int c = 0; c < C; c++) sums[r][c] = _mm256_fmadd_ps(key, queries[c], sums[r][c]);
    }
  }
#pragma clang loop unroll(full)
  for (int c = 0; c < C; c++) {
    float *out = l->scores + (lane + (size_t)c) * TILE + position;
    if (R == 4)
      _mm_storeu_ps(out, od_sum8x4(sums[0][c], sums[1][c], sums[2][c], sums[3][c]));
    else
      *out = od_sum8(sums[0][c]);
  }
}

OD_AVX2_INLINE void score_columns(int C, const lanes *l, const od_attention *a, size_t kv_head,
                                  size_t tile, size_t from, size_t to, size_t lane) {
  size_t p = from, stride = a->position_stride;
  const uint16_t *base = (const uint16_t *)row_at(a, a->keys, kv_head, tile);
  for (; p + 4 <= to; p += 4) score_tile(4, C, l, lane, base + p * stride, stride, p);
  for (; p < to; p++) score_tile(1, C, l, lane, base + p * stride, stride, p);
}

OD_AVX2_INLINE void score_halves(const lanes *l, const od_attention *a, size_t kv_head,
                                 size_t tile, size_t from, size_t to, size_t lane, size_t count) {
  size_t past = lane + count;
  for (; lane + 3 <= past; lane += 3) score_columns(3, l, a, kv_head, tile, from, to, lane);
  if (past - lane == 2) score_columns(2, l, a, kv_head, tile, from, to, lane);
  if (past - lane == 1) score_columns(1, l, a, kv_head, tile, from, to, lane);
}

/// As add_values.
OD_AVX2_INLINE void add_half_values(int C, int V, lanes *l, const uint16_t *rows, size_t stride,
                                    size_t lane, size_t column, size_t from, size_t to) {
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
    const uint16_t *row = rows + p * stride + column;
    __m256 weights[3];
#pragma clang loop unroll(full)
    for (int c = 0; c < C; c++) weights[c] = _mm256_set1_ps(l->scores[(lane + (size_t)c) * TILE + p]);
#pragma clang loop unroll(full)
    for (int v = 0; v < V; v++) {
      __m256 value = load_halves(row + 8 * v);
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

OD_AVX2_INLINE void add_half_columns(int C, lanes *l, const uint16_t *rows, size_t stride,
                                     size_t lane, size_t from, size_t to) {
  size_t column = 0;
  for (; column + 32 <= l->width; column += 32)
    add_half_values(C, 4, l, rows, stride, lane, column, from, to);
  for (; column < l->width; column += 8)
    add_half_values(C, 1, l, rows, stride, lane, column, from, to);
}

OD_AVX2_INLINE void add_halves(lanes *l, const od_attention *a, size_t kv_head, size_t tile,
                               size_t lane, size_t count, size_t from, size_t to) {
  const uint16_t *rows = (const uint16_t *)row_at(a, a->values, kv_head, tile);
  size_t past = lane + count, stride = a->position_stride;
  for (; lane + 3 <= past; lane += 3) add_half_columns(3, l, rows, stride, lane, from, to);
  if (past - lane == 2) add_half_columns(2, l, rows, stride, lane, from, to);
  if (past - lane == 1) add_half_columns(1, l, rows, stride, lane, from, to);
}

#define FEW_LANES 4
#include "../shared/attention_tiles.h"

OD_AVX2 void od_avx2_attend(const od_attention *a, size_t kv_head, size_t begin, size_t end,
                            float *scratch) {
  attend(a, kv_head, begin, end, scratch);
}
#endif
