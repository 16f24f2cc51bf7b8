#pragma once
#include "../internal.h"

// Products of panels of eight outputs with many rows of activations, summed in lanes of k. Included
// by files that define
//   INLINE            the attributes of its functions,
//   NUMBER, STEP      what weights and activations are, and how many k one step takes,
//   OPERAND, SUMS     STEP numbers of one output, or of several outputs side by side, and their lanes,
//   OUTPUTS           how many outputs,
//   TILE_OPERANDS, TILE_ROWS   operands of a panel's step, and rows of x, that a tile multiplies,
//   SLICE             k of a slice,
//   no_sums, load_sums(p), store_sums(p, sums)
//   load_weights(p), load_activations(x), load_some_activations(x, live)   one operand; the numbers
//                     of a row of x stand there once for each of the outputs,
//   add_products(sums, weights, activations)
//   store_outputs(sums, live, y)   TILE_OPERANDS sums as at most `live` outputs, lanes added in their
//                     one order.
//
// A slice of a panel stays in the L1 cache while all rows of x pass; lanes are put aside between
// slices.

enum {
  STEP_OPERANDS = OD_LANE_PANEL_ROWS / OUTPUTS,
  STEP_NUMBERS = OD_LANE_PANEL_ROWS * STEP,
  LANES = sizeof(SUMS) / sizeof(float),
};

typedef struct {
  const NUMBER *panel, *x;
  size_t x_stride, k, from, past;  // from, past: steps
  float *aside;                    // [m][STEP_OPERANDS][LANES]
} slice;

INLINE void add_step(int C, const NUMBER *weights, const OPERAND *activations, SUMS *sums) {
#pragma clang loop unroll(full)
  for (int v = 0; v < TILE_OPERANDS; v++) {
    OPERAND weight = load_weights(weights + v * OUTPUTS * STEP);
#pragma clang loop unroll(full)
    for (int c = 0; c < C; c++)
      sums[v * C + c] = add_products(sums[v * C + c], weight, activations[c]);
  }
}

INLINE void add_slice(int C, const slice *s, size_t j, size_t tile, SUMS *sums) {
  size_t whole = s->k / STEP < s->past ? s->k / STEP : s->past, step = s->from;
  const NUMBER *weights = s->panel + step * STEP_NUMBERS + tile * TILE_OPERANDS * OUTPUTS * STEP;
  const NUMBER *x = s->x + j * s->x_stride + step * STEP;
  OPERAND activations[TILE_ROWS];
  for (; step < whole; step++, weights += STEP_NUMBERS, x += STEP) {
#pragma clang loop unroll(full)
    for (int c = 0; c < C; c++) activations[c] = load_activations(x + (size_t)c * s->x_stride);
    add_step(C, weights, activations, sums);
  }
  if (step == s->past) return;
#pragma clang loop unroll(full)
  for (int c = 0; c < C; c++)
    activations[c] = load_some_activations(x + (size_t)c * s->x_stride, s->k % STEP);
  add_step(C, weights, activations, sums);
}

/// C rows of x from row `j` on, with `n` outputs of a panel.
INLINE void multiply_rows(int C, const slice *s, size_t j, size_t n, float *y, size_t y_stride) {
  for (size_t tile = 0; tile < STEP_OPERANDS / TILE_OPERANDS; tile++) {
    SUMS sums[TILE_OPERANDS * TILE_ROWS];
    float *aside = s->aside + (j * STEP_OPERANDS + tile * TILE_OPERANDS * (size_t)C) * LANES;
#pragma clang loop unroll(full)
    for (int i = 0; i < TILE_OPERANDS * C; i++)
      sums[i] = s->from ? load_sums(aside + i * LANES) : no_sums();
    add_slice(C, s, j, tile, sums);
    if (s->past * STEP < s->k) {
#pragma clang loop unroll(full)
      for (int i = 0; i < TILE_OPERANDS * C; i++) store_sums(aside + i * LANES, sums[i]);
      continue;
    }
    size_t first = tile * TILE_OPERANDS * OUTPUTS;
    if (first >= n) return;
#pragma clang loop unroll(full)
    for (int c = 0; c < C; c++) {
      SUMS column[TILE_OPERANDS];
#pragma clang loop unroll(full)
      for (int v = 0; v < TILE_OPERANDS; v++) column[v] = sums[v * C + c];
      store_outputs(column, n - first, y + (j + (size_t)c) * y_stride + first);
    }
  }
}

INLINE void multiply_lane_panels(const NUMBER *panels, size_t n, const NUMBER *x, size_t x_stride,
                                 size_t m, size_t k, float *y, size_t y_stride, float *aside) {
  size_t steps = (k + STEP - 1) / STEP;
  for (size_t from = 0; from < steps; from += SLICE / STEP) {
    size_t past = from + SLICE / STEP < steps ? from + SLICE / STEP : steps;
    slice s = {panels, x, x_stride, k, from, past, aside};
    for (size_t i = 0; i < n; i += OD_LANE_PANEL_ROWS) {
      size_t j = 0;
      for (; j + TILE_ROWS <= m; j += TILE_ROWS)
        multiply_rows(TILE_ROWS, &s, j, n - i, y + i, y_stride);
      for (; j + 2 <= m; j += 2) multiply_rows(2, &s, j, n - i, y + i, y_stride);
      if (j < m) multiply_rows(1, &s, j, n - i, y + i, y_stride);
      s.panel += steps * STEP_NUMBERS;
      s.aside += m * STEP_OPERANDS * LANES;
    }
  }
}
