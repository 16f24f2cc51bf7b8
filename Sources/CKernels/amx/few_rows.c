// Products of quantised weights, as they lie in the file, with some rows of activations, up to 16:
// drafts, replies and requests that decode together.
//
// Here a tile of weights is 16 outputs by a block of k, without the transposition that panels cost, and
// activations stand in columns; so 16 rows take no longer than one. q8_0 is read by the tile itself.
// Sums of four blocks are scaled at a time, in the order of ckernels.h.
//
// Seen on an Emerald Rapids core, q8_0: 37 ns for 16 outputs and a block, 65 while somebody else's thread
// has the other half of the core; up to four rows `dpbusd` is faster, at five the same, from six on slower.
#include "amx.h"
#include "../avx512/bytes.h"
#if defined(__x86_64__)

enum { BLOCKS_AT_ONCE = 4, BLOCK_BYTES = 32 };

// ---- activations: per block `quants[8][m][4]`, `scales[m]`, `sums[m]`

OD_AMX_INLINE size_t group_block_bytes(size_t m) { return m * (BLOCK_BYTES + 8); }

OD_AMX void od_amx_group_quants(const od_quantized_rows *x, void *group) {
  size_t m = x->m, blocks = x->k / 32;
  char *to = group;
  for (size_t block = 0; block < blocks; block++, to += group_block_bytes(m)) {
    for (size_t first = 0; first < m; first += 8) {
      size_t count = m - first < 8 ? m - first : 8;
      __m256i v[8];
#pragma clang loop unroll(full)
      for (size_t r = 0; r < 8; r++)
        v[r] = load32((const char *)x->quants + (first + (r < count ? r : 0)) * x->k + 32 * block);
      od_transpose8(v);
#pragma clang loop unroll(full)
      for (size_t four = 0; four < 8; four++)
        _mm256_mask_storeu_epi32(to + 4 * (four * m + first), (__mmask8)((1u << count) - 1), v[four]);
    }
    for (size_t r = 0; r < m; r++) {
      memcpy(to + BLOCK_BYTES * m + 4 * r, x->scales + r * blocks + block, 4);
      memcpy(to + (BLOCK_BYTES + 4) * m + 4 * r, x->sums + r * blocks + block, 4);
    }
  }
}

// ---- products

/// Tiles 0 to 3 are sums, 4 and 5 weights, 6 and 7 activations, m columns wide.
OD_AMX_INLINE void shape_tiles(size_t outputs, size_t m) {
  tile_shapes shapes = {.palette = 1};
  for (int tile = 0; tile < 4; tile++) set_tile(&shapes, tile, outputs, 4 * m);
  for (int tile = 4; tile < 6; tile++) set_tile(&shapes, tile, outputs, BLOCK_BYTES);
  for (int tile = 6; tile < 8; tile++) set_tile(&shapes, tile, 8, 4 * m);
  _tile_loadconfig(&shapes);
}

typedef struct {
  const char *rows[TILE_ROWS];
  size_t row_bytes, m;
  const char *group;
} few;

typedef struct {
  _Alignas(64) int32_t sums[BLOCKS_AT_ONCE][TILE_ROWS * TILE_ROWS];
  float scales[BLOCKS_AT_ONCE][TILE_ROWS], minimums[BLOCKS_AT_ONCE][TILE_ROWS];
  char weights[BLOCKS_AT_ONCE][TILE_ROWS * BLOCK_BYTES];
} stage;

/// A container of the kind's and the block inside it.
OD_AMX_INLINE size_t container(kind kind, size_t block) {
  return (is_super(kind) ? block / 8 : block) * block_bytes(kind);
}
OD_AMX_INLINE size_t inside(kind kind, size_t block) { return is_super(kind) ? block % 8 : 0; }

OD_AMX_INLINE void prepare_block(kind kind, const few *f, size_t block, super_scales super[2],
                                 size_t slot, stage *s) {
  size_t at = container(kind, block), b = inside(kind, block);
#pragma clang loop unroll(full)
  for (int half = 0; half < 2; half++) {
    const char *const *rows = f->rows + 8 * half;
    if (b == 0) super[half] = load_super(kind, rows, at);
    _mm256_storeu_ps(s->scales[slot] + 8 * half, block_scales(kind, &super[half], rows, at, b));
    if (minimums_per_block(kind))
      _mm256_storeu_ps(s->minimums[slot] + 8 * half,
                       block_minimums(kind, &super[half], rows, at, b, 1));
  }
  if (kind == Q8_0) return;
#pragma clang loop unroll(full)
  for (int r = 0; r < TILE_ROWS; r++)
    _mm256_storeu_si256((__m256i *)(s->weights[slot] + BLOCK_BYTES * r),
                        signed_quants(kind, f->rows[r] + at, b));
}

// A tile's number is part of the instruction.
#define SUM_BLOCK(SUMS, W, X)                                                            \
  if (kind == Q8_0)                                                                      \
    _tile_loadd(W, f->rows[0] + container(Q8_0, block + (SUMS)) + 2, f->row_bytes);      \
  else                                                                                   \
    _tile_loadd(W, s->weights[SUMS], BLOCK_BYTES);                                       \
  _tile_loadd(X, f->group + (block + (SUMS)) * group_block_bytes(f->m), 4 * f->m);       \
  _tile_zero(SUMS);                                                                      \
  _tile_dpbssd(SUMS, W, X);                                                              \
  _tile_stored(SUMS, s->sums[SUMS], 4 * TILE_ROWS)

OD_AMX_INLINE void sum_blocks(kind kind, const few *f, size_t block, size_t count, stage *s) {
  SUM_BLOCK(0, 4, 6);
  if (count == 1) return;
  SUM_BLOCK(1, 5, 7);
  SUM_BLOCK(2, 4, 6);
  SUM_BLOCK(3, 5, 7);
}

OD_AMX_INLINE void add_block(kind kind, const few *f, size_t block, size_t slot, const stage *s,
                             __m512 out[TILE_ROWS]) {
  __mmask16 live = (__mmask16)((1u << f->m) - 1);
  const char *behind = f->group + block * group_block_bytes(f->m) + BLOCK_BYTES * f->m;
  __m512 row_scales = _mm512_maskz_loadu_ps(live, behind);
  __m512 totals = _mm512_cvtepi32_ps(_mm512_maskz_loadu_epi32(live, behind + 4 * f->m));
#pragma clang loop unroll(full)
  for (int o = 0; o < TILE_ROWS; o++) {  // lanes past m hold anything, times a scale of zero
    __m512 products = _mm512_cvtepi32_ps(_mm512_load_si512(s->sums[slot] + o * TILE_ROWS));
    __m512 scale = _mm512_mul_ps(_mm512_set1_ps(s->scales[slot][o]), row_scales);
    out[o] = _mm512_fmadd_ps(products, scale, out[o]);
    if (!minimums_per_block(kind)) continue;
    __m512 minimum = _mm512_mul_ps(_mm512_set1_ps(s->minimums[slot][o]), row_scales);
    out[o] = _mm512_fmadd_ps(totals, minimum, out[o]);
  }
}

OD_AMX_INLINE void add_blocks(kind kind, const few *f, size_t block, size_t count,
                              super_scales super[2], stage *s, __m512 out[TILE_ROWS]) {
#pragma clang loop unroll(full)
  for (size_t slot = 0; slot < count; slot++)
    prepare_block(kind, f, block + slot, super, slot, s);
  sum_blocks(kind, f, block, count, s);
#pragma clang loop unroll(full)
  for (size_t slot = 0; slot < count; slot++) add_block(kind, f, block + slot, slot, s, out);
}

/// Up to 16 outputs times all rows.
OD_AMX_INLINE void multiply_outputs(kind kind, const few *f, size_t n, size_t k, float *y,
                                    size_t y_stride) {
  stage s;
  super_scales super[2];
  __m512 out[TILE_ROWS];
#pragma clang loop unroll(full)
  for (int o = 0; o < TILE_ROWS; o++) out[o] = _mm512_setzero_ps();
  size_t blocks = k / 32, block = 0, stretch = TILE_ROWS * f->row_bytes / blocks;
  const char *next = f->rows[0] + TILE_ROWS * f->row_bytes;  // the rows after these, a stretch a block
  for (; block + BLOCKS_AT_ONCE <= blocks; block += BLOCKS_AT_ONCE) {
    for (size_t line = 0; line < BLOCKS_AT_ONCE * stretch; line += 64)
      _mm_prefetch(next + block * stretch + line, _MM_HINT_T1);
    add_blocks(kind, f, block, BLOCKS_AT_ONCE, super, &s, out);
  }
  for (; block < blocks; block++) add_blocks(kind, f, block, 1, super, &s, out);
  __m512i v[TILE_ROWS];
#pragma clang loop unroll(full)
  for (int o = 0; o < TILE_ROWS; o++) v[o] = _mm512_castps_si512(out[o]);
  od_transpose16(v);
  __mmask16 live = (__mmask16)((1u << n) - 1);
#pragma clang loop unroll(full)
  for (size_t r = 0; r < TILE_ROWS; r++)
    if (r < f->m) _mm512_mask_storeu_epi32(y + r * y_stride, live, v[r]);
}

OD_AMX_INLINE void multiply_few(kind kind, const char *w, size_t row_bytes, size_t n,
                                const void *group, size_t m, size_t k, float *y,
                                size_t y_stride) {
  size_t shaped = 0;
  for (size_t i = 0; i < n; i += TILE_ROWS) {
    size_t outputs = n - i < TILE_ROWS ? n - i : TILE_ROWS;
    if (outputs != shaped) shape_tiles(outputs, m);
    shaped = outputs;
    few f = {.row_bytes = row_bytes, .m = m, .group = group};
    for (size_t r = 0; r < TILE_ROWS; r++)  // the last row stands in for absent ones
      f.rows[r] = w + (i + (r < outputs ? r : outputs - 1)) * row_bytes;
    multiply_outputs(kind, &f, outputs, k, y + i, y_stride);
  }
  if (n) _tile_release();
}

#define MULTIPLY(name, KIND)                                                                   \
  OD_AMX void od_amx_multiply_few_##name(const void *w, size_t row_bytes, size_t n,            \
                                         const void *group, size_t m, size_t k, float *y,      \
                                         size_t y_stride) {                                    \
    multiply_few(KIND, w, row_bytes, n, group, m, k, y, y_stride);                             \
  }
OD_AMX_FEW(MULTIPLY)
#endif
