#pragma once
#include "../internal.h"

// The loops of a product with a weight as it lies in the file, which all instruction sets share.
// Included by files that define
//   INLINE   the attributes of its functions,
//   OUTPUTS  how many rows of the weight go together, one in each lane of a vector,
//   vector   that many floats; zero_vector(), store_vector(p, v), first_of(v),
//   multiply_block  one block of these rows times C rows of activations.

/// Part `b` of `parts` of a stretch. All lines at once would be more than a core waits for at a time.
INLINE void prefetch_part(const char *stretch, size_t bytes, size_t b, size_t parts) {
  for (size_t line = (bytes / 64 + 1) * b / parts; line < (bytes / 64 + 1) * (b + 1) / parts; line++)
    __builtin_prefetch(stretch + 64 * line);
}

/// OUTPUTS rows of the weight times C rows of activations from row `j` on.
INLINE void multiply_rows(kind kind, int C, const char *w, size_t row_bytes,
                          const od_quantized_rows *x, size_t j, vector *sums) {
  size_t blocks = x->k / 32, inner = is_super(kind) ? 8 : 1;
  const char *rows[OUTPUTS];
#pragma clang loop unroll(full)
  for (size_t r = 0; r < OUTPUTS; r++) rows[r] = w + r * row_bytes;
#pragma clang loop unroll(full)
  for (int c = 0; c < C; c++) sums[c] = zero_vector();
  const char *next = w + OUTPUTS * row_bytes;  // the rows after these, a stretch per container
  size_t stretch = OUTPUTS * block_bytes(kind);
  for (size_t first = 0, at = 0; first < blocks; first += inner, at += block_bytes(kind)) {
    super_scales super = load_super(kind, rows, at);
    const char *ahead = next + OUTPUTS * at;
    if (C == 1 && is_super(kind)) {  // decoding: shifts by constants are worth the code
#pragma clang loop unroll(full)
      for (size_t b = 0; b < 8; b++) {
        prefetch_part(ahead, stretch, b, 8);
        multiply_block(kind, C, rows, at, b, &super, x, j, first + b, sums);
      }
    } else {
      for (size_t b = 0; b < inner; b++) {
        prefetch_part(ahead, stretch, b, inner);
        multiply_block(kind, C, rows, at, b, &super, x, j, first + b, sums);
      }
    }
  }
}

INLINE void multiply_columns(kind kind, int C, const char *w, size_t row_bytes, size_t n,
                             const od_quantized_rows *x, size_t j, float *y, size_t y_stride) {
  vector sums[4];
  y += j * y_stride;
  if (n >= OUTPUTS) {
    for (size_t i = 0; i < n; i += OUTPUTS) {
      if (i + OUTPUTS > n) i = n - OUTPUTS;  // rows that are computed again get the same bits
      multiply_rows(kind, C, w + i * row_bytes, row_bytes, x, j, sums);
      for (int c = 0; c < C; c++) store_vector(y + (size_t)c * y_stride + i, sums[c]);
    }
    return;
  }
  for (size_t i = 0; i < n; i++) {  // one row in all lanes
    multiply_rows(kind, C, w + i * row_bytes, 0, x, j, sums);
    for (int c = 0; c < C; c++) y[(size_t)c * y_stride + i] = first_of(sums[c]);
  }
}

INLINE void multiply(kind kind, const void *w, size_t row_bytes, size_t n,
                     const od_quantized_rows *x, float *y, size_t y_stride) {
  size_t j = 0;
  for (; j + 4 <= x->m; j += 4) multiply_columns(kind, 4, w, row_bytes, n, x, j, y, y_stride);
  if (x->m - j == 3) multiply_columns(kind, 3, w, row_bytes, n, x, j, y, y_stride);
  if (x->m - j == 2) multiply_columns(kind, 2, w, row_bytes, n, x, j, y, y_stride);
  if (x->m - j == 1) multiply_columns(kind, 1, w, row_bytes, n, x, j, y, y_stride);
}
