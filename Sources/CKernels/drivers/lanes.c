// Lays a tile of a weight's rows in panels, and multiplies them with some rows of x at a time.
#include "lanes.h"

enum { LANE_TOKENS = 64, MOST_LANES = 16, CACHE_LINE = 64 };

// A step of floats is 32 bytes a row, one of bfloat16 64.
static size_t lane_panel_bytes(size_t row_bytes, size_t step_bytes) {
  return OD_LANE_PANEL_ROWS * ((row_bytes + step_bytes - 1) / step_bytes * step_bytes);
}

static size_t lane_panels_bytes(size_t k) {
  size_t floats = lane_panel_bytes(k * sizeof(float), 32), bfloats = lane_panel_bytes(2 * k, 64);
  return OD_LANE_TILE_ROWS / OD_LANE_PANEL_ROWS * (floats > bfloats ? floats : bfloats);
}

static size_t aside_bytes(void) {
  return OD_LANE_TILE_ROWS * LANE_TOKENS * MOST_LANES * sizeof(float);
}

size_t od_lanes_scratch(size_t k) {
  size_t row = (k * sizeof(float) + CACHE_LINE - 1) / CACHE_LINE * CACHE_LINE;
  return lane_panels_bytes(k) + aside_bytes() + row;
}

/// `bytes` of a row to its place in a panel, a step of 32 or 64 bytes to every eighth.
static void lay_row(const char *row, size_t bytes, size_t step_bytes, char *place) {
  size_t past = bytes / step_bytes * step_bytes;
  for (size_t at = 0; at < past; at += step_bytes) {
    char *to = place + at * OD_LANE_PANEL_ROWS;
    memcpy(to, row + at, 32);
    if (step_bytes > 32) memcpy(to + 32, row + at + 32, 32);
  }
  memcpy(place + past * OD_LANE_PANEL_ROWS, row + past, bytes - past);
}

/// Rows of a weight as lane panels of floats, or of bfloat16 as they are.
static void lay_panels(const od_kernels *table, const od_product *p, int floats, const char *w,
                       size_t n, size_t k, char *panels, float *row) {
  size_t row_bytes = k * (floats ? sizeof(float) : 2), step_bytes = floats ? 32 : 64;
  size_t bytes = lane_panel_bytes(row_bytes, step_bytes);
  for (size_t i = 0; i < n; i++) {
    char *panel = panels + i / OD_LANE_PANEL_ROWS * bytes;
    size_t place = i % OD_LANE_PANEL_ROWS;
    if (place == 0 && (n - i < OD_LANE_PANEL_ROWS || row_bytes % step_bytes)) memset(panel, 0, bytes);
    if (floats) table->weights[p->type].to_float(w + i * p->row_bytes, k, row);
    lay_row(floats ? (const char *)row : w + i * p->row_bytes, row_bytes, step_bytes,
            panel + place * step_bytes);
  }
}

void od_multiply_lanes(const od_multiply_job *job, const od_product *p, const float *floats,
                       const uint16_t *bfloats, const char *w, size_t first, size_t n,
                       unsigned char *scratch) {
  size_t k = job->k;
  float *aside = (float *)(scratch + lane_panels_bytes(k));
  lay_panels(job->table, p, floats != NULL, w, n, k, (char *)scratch,
             aside + aside_bytes() / sizeof *aside);
  for (size_t j = 0; j < job->m; j += LANE_TOKENS) {
    size_t m = job->m - j < LANE_TOKENS ? job->m - j : LANE_TOKENS;
    float *out = p->out + j * p->out_stride + first;
    if (floats)
      job->table->multiply_float_panels((const float *)scratch, n, floats + j * job->x_stride,
                                        job->x_stride, m, k, out, p->out_stride, aside);
    else
      job->table->multiply_bfloat_panels((const uint16_t *)scratch, n, bfloats + j * k, k, m, k,
                                         out, p->out_stride, aside);
  }
}
