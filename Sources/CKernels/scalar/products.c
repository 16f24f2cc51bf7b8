// Float products, packed panels, and the rounding of activations.
#include "scalar.h"

void od_scalar_multiply_f32(const void *w, size_t row_bytes, size_t n, const float *x,
                            size_t x_stride, size_t m, size_t k, float *y, size_t y_stride) {
  for (size_t i = 0; i < n; i++) {
    const float *row = (const float *)((const char *)w + i * row_bytes);
    for (size_t j = 0; j < m; j++) {
      const float *activations = x + j * x_stride;
      float lanes[8] = {0};
      size_t e = 0;
      for (; e + 8 <= k; e += 8)
        for (size_t lane = 0; lane < 8; lane++) lanes[lane] += row[e + lane] * activations[e + lane];
      for (size_t lane = 0; e + lane < k; lane++) lanes[lane] += row[e + lane] * activations[e + lane];
      y[j * y_stride + i] = od_add_lanes(lanes);
    }
  }
}

void od_scalar_multiply_panel(const od_panel *panel, size_t n, const od_quantized_rows *x, float *y,
                              size_t y_stride, float *partial) {
  (void)partial;
  size_t blocks = x->k / 32;
  for (size_t j = 0; j < x->m; j++) {
    const int16_t *activations = x->wide + j * x->k, *quants = panel->quants;
    float sums[OD_PANEL_ROWS] = {0};
    for (size_t block = 0; block < blocks; block++) {
      int32_t products[OD_PANEL_ROWS] = {0};
      for (size_t e = 32 * block; e < 32 * block + 32; e++)
        for (size_t i = 0; i < OD_PANEL_ROWS; i++)
          products[i] += quants[(e / 2 * OD_PANEL_ROWS + i) * 2 + e % 2] * activations[e];
      float scale = x->scales[j * blocks + block];
      for (size_t i = 0; i < OD_PANEL_ROWS; i++)
        sums[i] = fmaf((float)products[i], panel->scales[block * OD_PANEL_ROWS + i] * scale, sums[i]);
      if (!panel->minimums_per_block) continue;
      int32_t total = x->sums[j * blocks + block];
      int32_t first = od_half_sum(x->quants + j * x->k + 32 * block);
      int halves = panel->minimums_per_block == 2;
      const float *minimums = panel->minimums + block * OD_PANEL_ROWS * (halves ? 2 : 1);
      for (size_t i = 0; i < OD_PANEL_ROWS; i++)
        sums[i] = fmaf((float)(halves ? first : total), minimums[i] * scale, sums[i]);
      for (size_t i = 0; halves && i < OD_PANEL_ROWS; i++)
        sums[i] = fmaf((float)(total - first), minimums[OD_PANEL_ROWS + i] * scale, sums[i]);
    }
    memcpy(y + j * y_stride, sums, n * sizeof *y);
  }
}

void od_scalar_quantize(const float *x, size_t k, int8_t *quants, int16_t *wide, float *scales,
                        int32_t *sums) {
  for (size_t block = 0; block < k / 32; block++) {
    const float *in = x + 32 * block;
    uint32_t largest = 0;  // as bits: the order of magnitudes, with NaN above all
    for (size_t i = 0; i < 32; i++) {
      uint32_t magnitude = od_bits(in[i]) & 0x7fffffffu;
      if (magnitude > largest) largest = magnitude;
    }
    float magnitude = od_from_bits(largest);
    int zero = magnitude <= OD_SMALLEST_BLOCK;
    float inverse = zero ? 0 : 127 / magnitude;
    scales[block] = zero ? 0 : magnitude / 127;
    int32_t sum = 0;
    for (size_t i = 0; i < 32; i++) {
      float scaled = in[i] * inverse;
      int32_t quant = scaled == scaled ? (int32_t)rintf(scaled) : 0;
      quants[32 * block + i] = (int8_t)quant;
      if (wide) wide[32 * block + i] = (int16_t)quant;
      sum += quant;
    }
    sums[block] = sum;
  }
}
