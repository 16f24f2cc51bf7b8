// Products of bfloat16 weights, as they lie in the file, with activations rounded to bfloat16.
//
// A tile of weights is 16 outputs by 32 of k, straight from the file; a tile of activations 32 of k, two
// side by side, by up to 16 rows. Their products stay in tiles until k ends. An instruction adds, for
// each output and row, the even and the odd of its 32 products by themselves and in order, then both to
// the sum; so k goes by steps of 32 whatever the number of rows.
#include "amx.h"
#if defined(__x86_64__)

enum { STEP = 32, PAIRS = STEP / 2 };

// ---- activations

OD_AMX_INLINE __m512i rounded(const float *x) {
  return (__m512i)_mm512_cvtne2ps_pbh(_mm512_loadu_ps(x + 16), _mm512_loadu_ps(x));
}

OD_AMX void od_amx_group_bfloats(const float *x, size_t x_stride, size_t rows, size_t k,
                                 uint16_t *out) {
  __mmask16 live = (__mmask16)((1u << rows) - 1);
  for (size_t e = 0; e < k; e += STEP) {
    __m512i v[16];
    if (rows == 1) {
      _mm512_storeu_si512(out + e, rounded(x + e));
      continue;
    }
#pragma clang loop unroll(full)
    for (size_t r = 0; r < 16; r++)
      v[r] = r < rows ? rounded(x + r * x_stride + e) : _mm512_setzero_si512();
    od_transpose16(v);
#pragma clang loop unroll(full)
    for (size_t pair = 0; pair < PAIRS; pair++)
      _mm512_mask_storeu_epi32(out + (e + 2 * pair) * rows, live, v[pair]);
  }
}

// ---- products

/// `sums[outputs][rows]` to `y[row][output]`.
OD_AMX_INLINE void store_sums(const float *sums, size_t outputs, size_t rows, float *y,
                              size_t y_stride) {
  if (rows == TILE_ROWS) {
    __m512i v[16];
#pragma clang loop unroll(full)
    for (size_t o = 0; o < 16; o++)
      v[o] = o < outputs ? _mm512_loadu_si512(sums + o * TILE_ROWS) : _mm512_setzero_si512();
    od_transpose16(v);
    __mmask16 live = (__mmask16)((1u << outputs) - 1);
#pragma clang loop unroll(full)
    for (size_t r = 0; r < TILE_ROWS; r++)
      _mm512_mask_storeu_epi32(y + r * y_stride, live, v[r]);
    return;
  }
  for (size_t r = 0; r < rows; r++)
    for (size_t o = 0; o < outputs; o++) y[r * y_stride + o] = sums[o * rows + r];
}

static size_t least(size_t a, size_t b) { return a < b ? a : b; }

typedef struct {
  const char *w;
  size_t row_bytes, k;
  const uint16_t *x;
  float *y;
  size_t y_stride;
} product;

/// Two groups of rows times 32 outputs: tiles 0 to 3 are sums, 4 and 5 weights, 6 and 7 activations.
OD_AMX_INLINE void multiply_two_groups(const product *p, size_t second_rows) {
  _Alignas(64) float sums[4][16 * 16];
  size_t row_bytes = p->row_bytes, second_bytes = 4 * second_rows;
  const char *w = p->w;
  const uint16_t *second = p->x + TILE_ROWS * p->k;
  _tile_zero(0);
  _tile_zero(1);
  _tile_zero(2);
  _tile_zero(3);
  for (size_t e = 0; e < p->k; e += STEP) {
    _tile_loadd(4, w + 2 * e, row_bytes);
    _tile_loadd(6, p->x + e * TILE_ROWS, 4 * TILE_ROWS);
    _tile_dpbf16ps(0, 4, 6);
    _tile_loadd(7, second + e * second_rows, second_bytes);
    _tile_dpbf16ps(1, 4, 7);
    _tile_loadd(5, w + TILE_ROWS * row_bytes + 2 * e, row_bytes);
    _tile_dpbf16ps(2, 5, 6);
    _tile_dpbf16ps(3, 5, 7);
  }
  _tile_stored(0, sums[0], 4 * TILE_ROWS);
  _tile_stored(1, sums[1], second_bytes);
  _tile_stored(2, sums[2], 4 * TILE_ROWS);
  _tile_stored(3, sums[3], second_bytes);
  float *y = p->y, *below = p->y + TILE_ROWS * p->y_stride;
  store_sums(sums[0], TILE_ROWS, TILE_ROWS, y, p->y_stride);
  store_sums(sums[2], TILE_ROWS, TILE_ROWS, y + TILE_ROWS, p->y_stride);
  store_sums(sums[1], TILE_ROWS, second_rows, below, p->y_stride);
  store_sums(sums[3], TILE_ROWS, second_rows, below + TILE_ROWS, p->y_stride);
}

/// One group of up to 16 rows times T tiles of outputs: tiles 0 to 3 are sums, 4 and 5 weights, 6 the
/// activations. A sum waits 52 cycles for the one before it, so four run side by side; memory is the
/// limit where rows are few.
OD_AMX_INLINE void multiply_group(int T, const product *p, size_t outputs, size_t rows) {
  _Alignas(64) float sums[4][16 * 16];
  size_t row_bytes = p->row_bytes, x_bytes = 4 * rows, tile_bytes = TILE_ROWS * row_bytes;
  const char *next = p->w + (size_t)T * tile_bytes;  // a stretch per step
  _tile_zero(0);
  _tile_zero(1);
  _tile_zero(2);
  _tile_zero(3);
  for (size_t e = 0; e < p->k; e += STEP) {
    const char *w = p->w + 2 * e;
    for (size_t line = 0; line < (size_t)T * TILE_ROWS; line++)
      _mm_prefetch(next + 2 * e * (size_t)T * TILE_ROWS + 64 * line, _MM_HINT_T1);
    _tile_loadd(6, p->x + e * rows, x_bytes);
    _tile_loadd(4, w, row_bytes);
    _tile_dpbf16ps(0, 4, 6);
    if (T == 1) continue;
    _tile_loadd(5, w + tile_bytes, row_bytes);
    _tile_dpbf16ps(1, 5, 6);
    _tile_loadd(4, w + 2 * tile_bytes, row_bytes);
    _tile_dpbf16ps(2, 4, 6);
    _tile_loadd(5, w + 3 * tile_bytes, row_bytes);
    _tile_dpbf16ps(3, 5, 6);
  }
  _tile_stored(0, sums[0], x_bytes);
  _tile_stored(1, sums[1], x_bytes);
  _tile_stored(2, sums[2], x_bytes);
  _tile_stored(3, sums[3], x_bytes);
  for (int t = 0; t < T; t++)
    store_sums(sums[t], outputs, rows, p->y + t * TILE_ROWS, p->y_stride);
}

OD_AMX_INLINE void shape_two_groups(size_t second_rows) {
  tile_shapes shapes = {.palette = 1};
  for (int tile = 0; tile < TILE_COUNT; tile++)
    set_tile(&shapes, tile, TILE_ROWS, tile % 2 && tile != 5 ? 4 * second_rows : 4 * TILE_ROWS);
  _tile_loadconfig(&shapes);
}

OD_AMX_INLINE void shape_group(size_t outputs, size_t rows) {
  tile_shapes shapes = {.palette = 1};
  for (int tile = 0; tile < 4; tile++) set_tile(&shapes, tile, outputs, 4 * rows);
  for (int tile = 4; tile < 6; tile++) set_tile(&shapes, tile, outputs, 2 * STEP);
  set_tile(&shapes, 6, PAIRS, 4 * rows);
  _tile_loadconfig(&shapes);
}

/// One group of rows times outputs `i ..< n`.
OD_AMX_INLINE void multiply_outputs(product p, size_t i, size_t n, size_t rows) {
  p.w += i * p.row_bytes;
  p.y += i;
  if (n - i >= TILE_ROWS) shape_group(TILE_ROWS, rows);
  for (; n - i >= 4 * TILE_ROWS; i += 4 * TILE_ROWS) {
    multiply_group(4, &p, TILE_ROWS, rows);
    p.w += 4 * TILE_ROWS * p.row_bytes;
    p.y += 4 * TILE_ROWS;
  }
  while (i < n) {
    size_t outputs = least(n - i, TILE_ROWS);
    if (outputs < TILE_ROWS) shape_group(outputs, rows);
    multiply_group(1, &p, outputs, rows);
    i += outputs;
    p.w += outputs * p.row_bytes;
    p.y += outputs;
  }
}

OD_AMX void od_amx_multiply_bfloat_groups(const void *w, size_t row_bytes, size_t n,
                                          const uint16_t *x, size_t m, size_t k, float *y,
                                          size_t y_stride) {
  for (size_t j = 0; j < m; j += 2 * TILE_ROWS) {
    size_t rows = least(m - j, 2 * TILE_ROWS), i = 0;
    product p = {w, row_bytes, k, x + j * k, y + j * y_stride, y_stride};
    if (rows > TILE_ROWS && n >= 2 * TILE_ROWS) {
      shape_two_groups(rows - TILE_ROWS);
      for (; i + 2 * TILE_ROWS <= n; i += 2 * TILE_ROWS) {
        product part = p;
        part.w += i * row_bytes;
        part.y += i;
        multiply_two_groups(&part, rows - TILE_ROWS);
      }
    }
    multiply_outputs(p, i, n, least(rows, TILE_ROWS));
    if (rows <= TILE_ROWS || i == n) continue;
    p.x += TILE_ROWS * k;
    p.y += TILE_ROWS * y_stride;
    multiply_outputs(p, i, n, rows - TILE_ROWS);
  }
  if (m) _tile_release();
}
#endif
