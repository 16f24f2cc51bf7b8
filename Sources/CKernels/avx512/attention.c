// Attention with a running softmax over tiles of absolute positions (see scalar/attention.c).
//
// As avx2/attention.c, with vectors of sixteen: a lane is one head of one query, all lanes that share
// a key-value head go through a tile together, and what a lane computes does not depend on the others.
// A score is summed in sixteen lanes, `k = l (mod 16)` in order, then by halves.
#include "avx512.h"
#if defined(__x86_64__)

enum { TILE = OD_ATTENTION_TILE };

typedef struct {
  size_t lanes, group, width;  // width rounded up to 16, the rest zero
  float *rows;                 // [TILE][width], keys, then values
  float *queries;              // [lanes][width]
  float *values;               // [lanes][width], sums of weight * value row
  float *scores;               // [lanes][TILE], then weights
  float *largest, *sums, *keep;  // [lanes]
} lanes;

/// Bytes of one head's row in the cache.
OD_AVX512_INLINE size_t row_bytes(const od_attention *a) {
  if (a->cache_type == OD_Q8_0) return a->head_width / 32 * sizeof(od_block_q8_0);
  return a->head_width * (a->cache_type == OD_F16 ? 2 : 4);
}

OD_AVX512_INLINE const char *row_at(const od_attention *a, const void *base, size_t kv_head,
                                    size_t position) {
  size_t at = position * a->position_stride + kv_head * a->head_stride;
  if (a->cache_type == OD_Q8_0) return (const char *)base + at / 32 * sizeof(od_block_q8_0);
  return (const char *)base + at * (a->cache_type == OD_F16 ? 2 : 4);
}

OD_AVX512_INLINE __mmask16 first_lanes(size_t live) {
  return (__mmask16)(live >= 16 ? 0xffff : (1u << live) - 1);
}

OD_AVX512_INLINE void halves_to_float(const char *row, size_t count, float *out) {
  for (size_t i = 0; i < count; i += 16) {
    __mmask16 live = first_lanes(count - i);
    __m256i halves = _mm256_maskz_loadu_epi16(live, row + 2 * i);
    _mm512_mask_storeu_ps(out + i, live, _mm512_cvtph_ps(halves));
  }
}

/// Rows of positions `from ..< to` of one head as floats, at `rows + (from - tile) * width`.
OD_AVX512_INLINE void load_rows(const od_attention *a, const void *base, size_t kv_head,
                                size_t tile, size_t from, size_t to, size_t width, float *rows) {
  for (size_t p = from; p < to; p++) {
    const char *row = row_at(a, base, kv_head, p);
    float *out = rows + (p - tile) * width;
    if (a->cache_type == OD_Q8_0)
      od_avx2_q8_0_to_float(row, a->head_width, out);
    else if (a->cache_type == OD_F16)
      halves_to_float(row, a->head_width, out);
    else
      memcpy(out, row, a->head_width * sizeof *out);
  }
}

/// Asks for the rows that come next: they lie a position's stride apart, which the hardware's own
/// prefetcher does not follow.
OD_AVX512_INLINE void prefetch_rows(const od_attention *a, const void *base, size_t kv_head,
                                    size_t from, size_t to) {
  for (size_t p = from; p < to; p++) {
    const char *row = row_at(a, base, kv_head, p);
    for (size_t line = 0; line < row_bytes(a); line += 64) _mm_prefetch(row + line, _MM_HINT_T0);
  }
}

/// The sums of four vectors.
OD_AVX512_INLINE __m128 sum16x4(__m512 a, __m512 b, __m512 c, __m512 d) {
  __m512 ab = _mm512_add_ps(_mm512_shuffle_f32x4(a, b, 0x44), _mm512_shuffle_f32x4(a, b, 0xee));
  __m512 cd = _mm512_add_ps(_mm512_shuffle_f32x4(c, d, 0x44), _mm512_shuffle_f32x4(c, d, 0xee));
  // quarters: a, a, b, b and c, c, d, d; then one of each
  __m512 s = _mm512_add_ps(_mm512_shuffle_f32x4(ab, cd, 0x88), _mm512_shuffle_f32x4(ab, cd, 0xdd));
  s = _mm512_add_ps(s, _mm512_permute_ps(s, 0x4e));
  s = _mm512_add_ps(s, _mm512_permute_ps(s, 0xb1));
  const __m512i firsts = _mm512_setr_epi32(0, 4, 8, 12, 0, 4, 8, 12, 0, 4, 8, 12, 0, 4, 8, 12);
  return _mm512_castps512_ps128(_mm512_permutexvar_ps(firsts, s));
}

OD_AVX512_INLINE float sum16(__m512 v) {
  return _mm_cvtss_f32(sum16x4(v, v, v, v));
}

/// Scores of C lanes with all positions of a tile.
OD_AVX512_INLINE void score(int C, const lanes *l, size_t lane) {
  size_t width = l->width;
  const float *queries = l->queries + lane * width;
  for (size_t p = 0; p < TILE; p += 4) {
    const float *rows = l->rows + p * width;
    __m512 sums[4][4];
#pragma clang loop unroll(full)
    for (int r = 0; r < 4; r++)
#pragma clang loop unroll(full)
      for (int c = 0; c < C; c++) sums[r][c] = _mm512_setzero_ps();
    for (size_t i = 0; i < width; i += 16) {
      __m512 query[4];
#pragma clang loop unroll(full)
      for (int c = 0; c < C; c++) query[c] = _mm512_loadu_ps(queries + (size_t)c * width + i);
#pragma clang loop unroll(full)
      for (int r = 0; r < 4; r++) {
        __m512 key = _mm512_loadu_ps(rows + (size_t)r * width + i);
#pragma clang loop unroll(full)
        for (int c = 0; c < C; c++) sums[r][c] = _mm512_fmadd_ps(key, query[c], sums[r][c]);
      }
    }
#pragma clang loop unroll(full)
    for (int c = 0; c < C; c++)
      _mm_storeu_ps(l->scores + (lane + (size_t)c) * TILE + p,
                    sum16x4(sums[0][c], sums[1][c], sums[2][c], sums[3][c]));
  }
}

/// `od_exp8` in sixteen lanes: the same polynomial, the same bounds.
OD_AVX512_INLINE __m512 exp16(__m512 x) {
  __mmask16 tiny = _mm512_cmp_ps_mask(x, _mm512_set1_ps(-87.33f), _CMP_LT_OQ);
  x = _mm512_max_ps(_mm512_set1_ps(-87.33f), _mm512_min_ps(_mm512_set1_ps(88.37f), x));
  __m512 n = _mm512_roundscale_ps(_mm512_mul_ps(x, _mm512_set1_ps(1.44269504f)),
                                  _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
  __m512 r = _mm512_fnmadd_ps(n, _mm512_set1_ps(0.693359375f), x);
  r = _mm512_fnmadd_ps(n, _mm512_set1_ps(-2.12194440e-4f), r);
  __m512 p = _mm512_set1_ps(1.9875691500e-4f);
  p = _mm512_fmadd_ps(p, r, _mm512_set1_ps(1.3981999507e-3f));
  p = _mm512_fmadd_ps(p, r, _mm512_set1_ps(8.3334519073e-3f));
  p = _mm512_fmadd_ps(p, r, _mm512_set1_ps(4.1665795894e-2f));
  p = _mm512_fmadd_ps(p, r, _mm512_set1_ps(1.6666665459e-1f));
  p = _mm512_fmadd_ps(p, r, _mm512_set1_ps(5.0000001201e-1f));
  p = _mm512_add_ps(_mm512_fmadd_ps(p, _mm512_mul_ps(r, r), r), _mm512_set1_ps(1));
  __m512i power = _mm512_slli_epi32(
      _mm512_add_epi32(_mm512_cvtps_epi32(n), _mm512_set1_epi32(127)), 23);
  return _mm512_maskz_mul_ps((__mmask16)~tiny, p, _mm512_castsi512_ps(power));
}

/// cap * tanh(x / cap), the hyperbolic tangent as 1 - 2 / (exp(2 x) + 1).
OD_AVX512_INLINE __m512 softcap16(__m512 x, float cap) {
  __m512 e = exp16(_mm512_mul_ps(x, _mm512_set1_ps(2 / cap)));
  __m512 part = _mm512_div_ps(_mm512_set1_ps(2 * cap), _mm512_add_ps(e, _mm512_set1_ps(1)));
  return _mm512_sub_ps(_mm512_set1_ps(cap), part);
}

/// Scores of one lane become weights; positions outside `from ..< to` weigh nothing.
OD_AVX512_INLINE void weigh(lanes *l, size_t lane, const od_attention *a, size_t tile, size_t from,
                            size_t to) {
  float *scores = l->scores + lane * TILE;
  // bits from - tile ..< to - tile, of 32
  uint32_t seen = (uint32_t)((((uint64_t)1 << (to - tile)) - 1) & ~(((uint64_t)1 << (from - tile)) - 1));
  __m512 v[2];
#pragma clang loop unroll(full)
  for (int i = 0; i < 2; i++) {
    v[i] = _mm512_mul_ps(_mm512_loadu_ps(scores + 16 * i), _mm512_set1_ps(a->scale));
    if (a->softcap != 0) v[i] = softcap16(v[i], a->softcap);
    v[i] = _mm512_mask_blend_ps((__mmask16)(seen >> (16 * i)), _mm512_set1_ps(-INFINITY), v[i]);
  }
  float before = l->largest[lane], now = _mm512_reduce_max_ps(_mm512_max_ps(v[0], v[1]));
  if (before > now) now = before;
  l->largest[lane] = now;
  l->keep[lane] = _mm256_cvtss_f32(od_exp8(_mm256_set1_ps(before - now)));
#pragma clang loop unroll(full)
  for (int i = 0; i < 2; i++) {
    v[i] = exp16(_mm512_sub_ps(v[i], _mm512_set1_ps(now)));
    _mm512_storeu_ps(scores + 16 * i, v[i]);
  }
  l->sums[lane] = l->sums[lane] * l->keep[lane] + sum16(_mm512_add_ps(v[0], v[1]));
}

/// `values = values * keep + weights * rows` for C lanes and V vectors of their width.
OD_AVX512_INLINE void add_values(int C, int V, lanes *l, size_t lane, size_t column, size_t from,
                                 size_t to) {
  __m512 sums[4][4];
#pragma clang loop unroll(full)
  for (int c = 0; c < C; c++) {
    __m512 keep = _mm512_set1_ps(l->keep[lane + (size_t)c]);
#pragma clang loop unroll(full)
    for (int v = 0; v < V; v++)
      sums[c][v] = _mm512_mul_ps(keep, _mm512_loadu_ps(l->values + (lane + (size_t)c) * l->width +
                                                       column + 16 * (size_t)v));
  }
  for (size_t p = from; p < to; p++) {
    const float *row = l->rows + p * l->width + column;
    __m512 weights[4];
#pragma clang loop unroll(full)
    for (int c = 0; c < C; c++)
      weights[c] = _mm512_set1_ps(l->scores[(lane + (size_t)c) * TILE + p]);
#pragma clang loop unroll(full)
    for (int v = 0; v < V; v++) {
      __m512 value = _mm512_loadu_ps(row + 16 * v);
#pragma clang loop unroll(full)
      for (int c = 0; c < C; c++) sums[c][v] = _mm512_fmadd_ps(weights[c], value, sums[c][v]);
    }
  }
#pragma clang loop unroll(full)
  for (int c = 0; c < C; c++)
#pragma clang loop unroll(full)
    for (int v = 0; v < V; v++)
      _mm512_storeu_ps(l->values + (lane + (size_t)c) * l->width + column + 16 * (size_t)v,
                       sums[c][v]);
}

OD_AVX512_INLINE void add_columns(int C, lanes *l, size_t lane, size_t from, size_t to) {
  size_t column = 0;
  for (; column + 64 <= l->width; column += 64) add_values(C, 4, l, lane, column, from, to);
  for (; column < l->width; column += 16) add_values(C, 1, l, lane, column, from, to);
}

/// `count` lanes that see the same positions of the tile.
OD_AVX512_INLINE void add_values_of(lanes *l, size_t lane, size_t count, size_t from, size_t to) {
  size_t past = lane + count;
  for (; lane + 4 <= past; lane += 4) add_columns(4, l, lane, from, to);
  for (; lane + 2 <= past; lane += 2) add_columns(2, l, lane, from, to);
  if (lane < past) add_columns(1, l, lane, from, to);
}

OD_AVX512_INLINE lanes prepare(const od_attention *a, size_t kv_head, size_t begin, size_t end,
                               float *scratch) {
  lanes l = {.group = a->heads / a->kv_heads, .width = (a->head_width + 15) / 16 * 16};
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

OD_AVX512 void od_avx512_attend(const od_attention *a, size_t kv_head, size_t begin, size_t end,
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
    size_t lane = (q - begin) * l.group, count = (q_past - q) * l.group, scored = 0;

    prefetch_rows(a, a->values, kv_head, load_from, load_to);
    load_rows(a, a->keys, kv_head, tile, load_from, load_to, l.width, l.rows);
    for (; scored + 4 <= count; scored += 4) score(4, &l, lane + scored);
    for (; scored < count; scored++) score(1, &l, lane + scored);
    int all_see_all = 1;
    for (size_t i = q; i < q_past; i++) {
      size_t from = first_seen(a, i) > tile ? first_seen(a, i) : tile;
      size_t to = a->first + i + 1 < tile + TILE ? a->first + i + 1 : tile + TILE;
      all_see_all &= from == tile && to == tile + TILE;
      for (size_t h = 0; h < l.group; h++) weigh(&l, (i - begin) * l.group + h, a, tile, from, to);
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
