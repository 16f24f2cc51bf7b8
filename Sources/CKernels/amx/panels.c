// Products of packed panels of signed bytes with many rows of activations.
//
// A tile of 16 rows of activations times 16 outputs takes one instruction a block, 8192 products. Scales
// are a block's own, so its 256 sums are stored, then converted, scaled and added by AVX-512, in the
// order of ckernels.h. Two panels and twice 16 rows share what they load; sums of four blocks are added
// at a time.
//
// Seen on an Emerald Rapids core, products a nanosecond beside those that `dpbusd` makes: q8_0, q4_0 and
// q5_0 290 and 208, q4_K 210 and 167, q6_K 160 and 114; about the same in both while somebody else's
// thread has the other half of the core. A tile takes 16 cycles whether a block fills it or, as here,
// half of it; storing it takes 16 more, its scales 24.
#include "amx.h"
#include "../avx512/packing.h"
#if defined(__x86_64__)

enum { BLOCKS_AT_ONCE = 4 };

#define PACK(name, KIND)                                                                   \
  OD_AMX void od_amx_pack_##name(const void *w, size_t row_bytes, size_t n, size_t k,      \
                                 void *panel, float *scales, float *minimums) {            \
    pack(KIND, 1, w, row_bytes, n, k, panel, scales, minimums);                            \
  }
OD_AMX_QUANTISED(PACK)

typedef struct {
  const od_panel *panels;
  const od_quantized_rows *x;
  size_t j, block;  // the first row, the first block
} place;

typedef enum { PLAIN, WITH_MINIMUMS, WITH_HALVES } sort;

typedef int32_t tile_sums[TILE_ROWS * OD_PANEL_ROWS];
typedef float tile_products[TILE_ROWS * OD_PANEL_ROWS];

/// Tiles 0 to 3 are sums, 4 and 5 activations, 6 and 7 weights, of a block or of its halves.
OD_AMX_INLINE void shape_tiles(size_t rows, int halves) {
  tile_shapes shapes = {.palette = 1};
  for (int tile = 0; tile < 4; tile++) set_tile(&shapes, tile, rows, 4 * OD_PANEL_ROWS);
  for (int tile = 4; tile < 6; tile++) set_tile(&shapes, tile, rows, halves ? 16 : 32);
  for (int tile = 6; tile < 8; tile++)
    set_tile(&shapes, tile, halves ? 4 : 8, 4 * OD_PANEL_ROWS);
  _tile_loadconfig(&shapes);
}

/// The integer sums of a block: T tiles of rows by P panels, `sums[2 * t + p]`.
OD_AMX_INLINE void sum_block(int T, int P, const place *at, size_t block, tile_sums sums[4]) {
  size_t k = at->x->k;
  const int8_t *x = at->x->quants + at->j * k + 32 * block;
  const char *first = (const char *)at->panels[0].quants + block * QUANT_BYTES;
  const char *second = (const char *)at->panels[P - 1].quants + block * QUANT_BYTES;
  _tile_loadd(4, x, k);
  _tile_loadd(6, first, 4 * OD_PANEL_ROWS);
  _tile_zero(0);
  _tile_dpbssd(0, 4, 6);
  if (P > 1) {
    _tile_loadd(7, second, 4 * OD_PANEL_ROWS);
    _tile_zero(1);
    _tile_dpbssd(1, 4, 7);
  }
  if (T > 1) {
    _tile_loadd(5, x + TILE_ROWS * k, k);
    _tile_zero(2);
    _tile_dpbssd(2, 5, 6);
  }
  if (T > 1 && P > 1) {
    _tile_zero(3);
    _tile_dpbssd(3, 5, 7);
  }
  _tile_stored(0, sums[0], 4 * OD_PANEL_ROWS);
  if (P > 1) _tile_stored(1, sums[1], 4 * OD_PANEL_ROWS);
  if (T > 1) _tile_stored(2, sums[2], 4 * OD_PANEL_ROWS);
  if (T > 1 && P > 1) _tile_stored(3, sums[3], 4 * OD_PANEL_ROWS);
}

/// The same of one panel by halves, `sums[2 * t + half]`.
OD_AMX_INLINE void sum_halves(int T, const place *at, size_t block, tile_sums sums[4]) {
  size_t k = at->x->k;
  const int8_t *x = at->x->quants + at->j * k + 32 * block;
  const char *weights = (const char *)at->panels->quants + block * packed_block_bytes(1);
  _tile_loadd(4, x, k);
  _tile_loadd(6, weights, 4 * OD_PANEL_ROWS);
  _tile_zero(0);
  _tile_dpbssd(0, 4, 6);
  _tile_loadd(5, x + 16, k);
  _tile_loadd(7, weights + QUANT_BYTES / 2, 4 * OD_PANEL_ROWS);
  _tile_zero(1);
  _tile_dpbssd(1, 5, 7);
  if (T > 1) {
    _tile_loadd(4, x + TILE_ROWS * k, k);
    _tile_zero(2);
    _tile_dpbssd(2, 4, 6);
    _tile_loadd(5, x + TILE_ROWS * k + 16, k);
    _tile_zero(3);
    _tile_dpbssd(3, 5, 7);
  }
  _tile_stored(0, sums[0], 4 * OD_PANEL_ROWS);
  _tile_stored(1, sums[1], 4 * OD_PANEL_ROWS);
  if (T > 1) _tile_stored(2, sums[2], 4 * OD_PANEL_ROWS);
  if (T > 1) _tile_stored(3, sums[3], 4 * OD_PANEL_ROWS);
}

/// Adds a block's sums of C rows, those of its halves times their scales, to `out`.
OD_AMX_INLINE void add_halves(size_t C, const od_panel *panel, const od_quantized_rows *x,
                              size_t j, size_t block, const tile_sums sums[2], __m512 *out) {
  const float *half_scales = (const float *)((const char *)panel->quants +
                                             block * packed_block_bytes(1) + QUANT_BYTES);
  __m512 low_scales = _mm512_loadu_ps(half_scales);
  __m512 high_scales = _mm512_loadu_ps(half_scales + OD_PANEL_ROWS);
  __m512 scales = _mm512_loadu_ps(panel->scales + block * OD_PANEL_ROWS);
#pragma clang loop unroll(full)
  for (size_t c = 0; c < C; c++) {  // whole numbers below 2^24: exact in any order
    __m512 low = _mm512_cvtepi32_ps(_mm512_load_si512(sums[0] + c * OD_PANEL_ROWS));
    __m512 high = _mm512_cvtepi32_ps(_mm512_load_si512(sums[1] + c * OD_PANEL_ROWS));
    __m512 products = _mm512_fmadd_ps(low, low_scales, _mm512_mul_ps(high, high_scales));
    __m512 scale = _mm512_set1_ps(x->scales[(j + c) * (x->k / 32) + block]);
    out[c] = _mm512_fmadd_ps(products, _mm512_mul_ps(scales, scale), out[c]);
  }
}

/// Adds a block's sums of C rows with one panel, scaled, to `out`.
OD_AMX_INLINE void add_block(size_t C, int has_minimums, const od_panel *panel,
                             const od_quantized_rows *x, size_t j, size_t block,
                             const int32_t *sums, __m512 *out) {
  size_t blocks = x->k / 32;
  __m512 scales = _mm512_loadu_ps(panel->scales + block * OD_PANEL_ROWS), minimums;
  if (has_minimums) minimums = _mm512_loadu_ps(panel->minimums + block * OD_PANEL_ROWS);
#pragma clang loop unroll(full)
  for (size_t c = 0; c < C; c++) {
    size_t at = (j + c) * blocks + block;
    __m512 scale = _mm512_set1_ps(x->scales[at]);
    __m512 products = _mm512_cvtepi32_ps(_mm512_load_si512(sums + c * OD_PANEL_ROWS));
    out[c] = _mm512_fmadd_ps(products, _mm512_mul_ps(scales, scale), out[c]);
    if (!has_minimums) continue;
    out[c] = _mm512_fmadd_ps(whole(x->sums[at]), _mm512_mul_ps(minimums, scale), out[c]);
  }
}

/// Adds `count` blocks of T tiles of C rows by P panels to `products[2 * t + p]`.
OD_AMX_INLINE void add_blocks(int T, int P, size_t C, sort sort, const place *at, size_t count,
                              tile_products products[4]) {
  _Alignas(64) tile_sums sums[BLOCKS_AT_ONCE][4];
#pragma clang loop unroll(full)
  for (size_t b = 0; b < count; b++) {
    if (sort == WITH_HALVES)
      sum_halves(T, at, at->block + b, sums[b]);
    else
      sum_block(T, P, at, at->block + b, sums[b]);
  }
  for (int tile = 0; tile < 4; tile++) {
    int t = tile / 2, p = tile % 2;
    if (t >= T || p >= P) continue;
    __m512 out[TILE_ROWS];
#pragma clang loop unroll(full)
    for (size_t c = 0; c < C; c++)
      out[c] = at->block ? _mm512_load_ps(products[tile] + c * OD_PANEL_ROWS) : _mm512_setzero_ps();
#pragma clang loop unroll(full)
    for (size_t b = 0; b < count; b++) {
      size_t j = at->j + (size_t)t * TILE_ROWS, block = at->block + b;
      if (sort == WITH_HALVES)
        add_halves(C, at->panels, at->x, j, block, &sums[b][tile], out);
      else
        add_block(C, sort == WITH_MINIMUMS, at->panels + p, at->x, j, block, sums[b][tile], out);
    }
#pragma clang loop unroll(full)
    for (size_t c = 0; c < C; c++) _mm512_store_ps(products[tile] + c * OD_PANEL_ROWS, out[c]);
  }
}

/// T tiles of C rows of activations from row `j` on times P panels of `n` outputs.
OD_AMX_INLINE void multiply_tiles(int T, int P, size_t C, sort sort, const od_panel *panels,
                                  size_t n, const od_quantized_rows *x, size_t j, float *y,
                                  size_t y_stride) {
  _Alignas(64) tile_products products[4];
  place at = {panels, x, j, 0};
  size_t blocks = x->k / 32;
  for (; at.block + BLOCKS_AT_ONCE <= blocks; at.block += BLOCKS_AT_ONCE)
    add_blocks(T, P, C, sort, &at, BLOCKS_AT_ONCE, products);
  for (; at.block < blocks; at.block++) add_blocks(T, P, C, sort, &at, 1, products);
  for (int p = 0; p < P; p++) {
    size_t live = n - (size_t)p * OD_PANEL_ROWS;
    __mmask16 mask = (__mmask16)(live >= OD_PANEL_ROWS ? 0xffff : (1u << live) - 1);
    for (size_t c = 0; c < (size_t)T * C; c++)
      _mm512_mask_storeu_ps(
          y + (j + c) * y_stride + p * OD_PANEL_ROWS, mask,
          _mm512_load_ps(products[2 * (c / C) + (size_t)p] + c % C * OD_PANEL_ROWS));
  }
}

OD_AMX_INLINE void multiply_panels(int P, sort sort, const od_panel *panels, size_t n,
                                   const od_quantized_rows *x, float *y, size_t y_stride) {
  size_t j = 0;
  if (x->m >= TILE_ROWS) shape_tiles(TILE_ROWS, sort == WITH_HALVES);
  for (; j + 2 * TILE_ROWS <= x->m; j += 2 * TILE_ROWS)
    multiply_tiles(2, P, TILE_ROWS, sort, panels, n, x, j, y, y_stride);
#pragma clang loop unroll(full)
  for (size_t rows = TILE_ROWS; rows > 0; rows /= 2) {
    if (!(x->m & rows)) continue;
    if (rows < TILE_ROWS) shape_tiles(rows, sort == WITH_HALVES);
    multiply_tiles(1, P, rows, sort, panels, n, x, j, y, y_stride);
    j += rows;
  }
  if (x->m) _tile_release();
}

OD_AMX void od_amx_multiply_two_panels(const od_panel *panels, size_t n,
                                       const od_quantized_rows *x, float *y, size_t y_stride,
                                       float *partial) {
  (void)partial;
  if (panels->minimums_per_block)
    multiply_panels(2, WITH_MINIMUMS, panels, n, x, y, y_stride);
  else
    multiply_panels(2, PLAIN, panels, n, x, y, y_stride);
}

OD_AMX void od_amx_multiply_panel(const od_panel *panel, size_t n, const od_quantized_rows *x,
                                  float *y, size_t y_stride, float *partial) {
  if (panel->minimums_per_block == 2)
    od_avx512_multiply_panel(panel, n, x, y, y_stride, partial);
  else if (panel->halves)
    multiply_panels(1, WITH_HALVES, panel, n, x, y, y_stride);
  else if (panel->minimums_per_block)
    multiply_panels(1, WITH_MINIMUMS, panel, n, x, y, y_stride);
  else
    multiply_panels(1, PLAIN, panel, n, x, y, y_stride);
}
#endif
