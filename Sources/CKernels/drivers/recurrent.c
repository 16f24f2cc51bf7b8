// Convolutions over positions and the gated delta rule, split over the pool.
#include "../internal.h"

// Elements below which a region costs more than it saves, and elements of one tile.
enum { WORTH_A_REGION = 32 * 1024, TILE_ELEMENTS = 8 * 1024 };

typedef struct {
  const od_convolution *c;
  size_t rows_per_tile;
} convolve_job;

static void convolve_row(const od_convolution *c, size_t row) {
  const float *rows[OD_CONVOLUTION_LIMIT];
  for (size_t t = 0; t < c->kernel; t++) {
    size_t at = row + t;  // counted from the window's first row
    rows[t] = at < c->kernel - 1 ? c->window + at * c->channels
                                 : c->x + (at - (c->kernel - 1)) * c->stride;
  }
  float *out = c->out + row * c->channels;
  for (size_t i = 0; i < c->channels; i++) out[i] = rows[0][i] * c->weight[i];
  for (size_t t = 1; t < c->kernel; t++) {
    const float *x = rows[t], *weight = c->weight + t * c->channels;
    for (size_t i = 0; i < c->channels; i++) out[i] += x[i] * weight[i];
  }
  if (c->bias)
    for (size_t i = 0; i < c->channels; i++) out[i] += c->bias[i];
}

static void convolve_tile(void *context, size_t thread, size_t tile) {
  (void)thread;
  const convolve_job *job = context;
  size_t first = tile * job->rows_per_tile, past = first + job->rows_per_tile;
  for (size_t row = first; row < past && row < job->c->m; row++) convolve_row(job->c, row);
}

void od_convolve(od_pool *pool, const od_convolution *c) {
  if (c->m == 0 || c->channels == 0) return;
  convolve_job job = {c, c->m};
  if (c->m * c->channels < WORTH_A_REGION) {
    convolve_tile(&job, 0, 0);
  } else {
    job.rows_per_tile = TILE_ELEMENTS / c->channels + 1;
    od_pool_run(pool, convolve_tile, &job, (c->m + job.rows_per_tile - 1) / job.rows_per_tile,
                NULL);
  }
  for (size_t t = 0; t + 1 < c->kernel; t++) {  // the last rows of the window and of x
    size_t at = c->m + t;
    const float *row = at < c->kernel - 1 ? c->window + at * c->channels
                                          : c->x + (at - (c->kernel - 1)) * c->stride;
    memcpy(c->window_after + t * c->channels, row, c->channels * sizeof *row);
  }
}

typedef struct {
  const od_kernels *table;
  const od_delta_rule *a;
  size_t blocks;
} delta_job;

static void delta_tile(void *context, size_t thread, size_t tile) {
  (void)thread;
  const delta_job *job = context;
  job->table->delta_rule(job->a, tile / job->blocks, tile % job->blocks);
}

void od_delta(od_pool *pool, const od_kernels *table, const od_delta_rule *a,
              const od_cancel_flag *cancel) {
  if (a->m == 0 || a->heads == 0) return;
  delta_job job = {table, a, (a->value_width + OD_DELTA_BLOCK - 1) / OD_DELTA_BLOCK};
  size_t tiles = a->heads * job.blocks;
  if (a->m * tiles * a->key_width * OD_DELTA_BLOCK >= WORTH_A_REGION)
    return od_pool_run(pool, delta_tile, &job, tiles, cancel);
  for (size_t tile = 0; tile < tiles; tile++) delta_tile(&job, 0, tile);
}

void od_l2_norm(float *x, size_t stride, size_t rows, size_t segments, size_t width,
                float epsilon, float factor) {
  for (size_t row = 0; row < rows; row++)
    for (size_t s = 0; s < segments; s++) {
      float *part = x + row * stride + s * width, lanes[8] = {0};
      size_t whole = width / 8 * 8;
      for (size_t i = 0; i < whole; i += 8)
        for (size_t l = 0; l < 8; l++) lanes[l] += part[i + l] * part[i + l];
      for (size_t i = whole; i < width; i++) lanes[i % 8] += part[i] * part[i];
      float scale = factor / sqrtf(od_add_lanes(lanes) + epsilon);
      for (size_t i = 0; i < width; i++) part[i] *= scale;
    }
}

void od_delta_gates(float *decays, float *betas, size_t rows, size_t heads, const float *rates,
                    const float *biases) {
  for (size_t row = 0; row < rows; row++)
    for (size_t h = 0; h < heads; h++) {
      float *decay = decays + row * heads + h, *beta = betas + row * heads + h;
      float step = *decay + biases[h];
      // ln(1 + exp(step)) without overflow
      float softplus = (step > 0 ? step : 0) + log1pf(expf(-fabsf(step)));
      *decay = expf(rates[h] * softplus);
      *beta = 1 / (1 + expf(-*beta));
    }
}

void od_multiply_elements(const float *x, size_t x_stride, const float *y, size_t y_stride,
                          size_t rows, size_t width, float *out, size_t out_stride) {
  for (size_t row = 0; row < rows; row++)
    for (size_t i = 0; i < width; i++)
      out[row * out_stride + i] = x[row * x_stride + i] * y[row * y_stride + i];
}
