// Row operations, split over the pool when there is enough to do.
#include "../internal.h"

// Elements below which a region costs more than it saves, and elements of one tile.
enum { WORTH_A_REGION = 32 * 1024, TILE_ELEMENTS = 8 * 1024 };

typedef struct {
  const od_kernels *table;
  const float *x, *second;
  float *out;
  void *stored;
  size_t x_stride, second_stride, out_stride;
  size_t rows, rows_per_tile, segments, width, half;
  const float *cosines, *sines;
  float epsilon;  // of a norm, or the cap
  int halves;
  uint32_t type;
  void (*row)(const void *job, size_t row);
  void (*gate_multiply)(const float *gate, const float *up, size_t count, float *out);
} rows_job;

static void run_tile(void *context, size_t thread, size_t tile) {
  (void)thread;
  const rows_job *job = context;
  size_t first = tile * job->rows_per_tile, past = first + job->rows_per_tile;
  for (size_t row = first; row < past && row < job->rows; row++) job->row(job, row);
}

static void run(od_pool *pool, rows_job *job, size_t row_elements) {
  if (job->rows == 0 || row_elements == 0) return;
  if (job->rows * row_elements < WORTH_A_REGION) {
    for (size_t row = 0; row < job->rows; row++) job->row(job, row);
    return;
  }
  job->rows_per_tile = TILE_ELEMENTS / row_elements + 1;
  od_pool_run(pool, run_tile, job, (job->rows + job->rows_per_tile - 1) / job->rows_per_tile,
              NULL);
}

static void norm_row(const void *context, size_t row) {
  const rows_job *job = context;
  for (size_t s = 0; s < job->segments; s++)
    job->table->rms_norm(job->x + row * job->x_stride + s * job->width, job->second, job->epsilon,
                         job->width, job->out + row * job->out_stride + s * job->width);
}

void od_rms_norm(od_pool *pool, const od_kernels *table, const float *x, size_t x_stride,
                 const float *weight, float epsilon, size_t rows, size_t segments, size_t width,
                 float *out, size_t out_stride) {
  rows_job job = {.table = table, .x = x, .second = weight, .out = out, .x_stride = x_stride,
                  .out_stride = out_stride, .rows = rows, .segments = segments, .width = width,
                  .epsilon = epsilon, .row = norm_row};
  run(pool, &job, segments * width);
}

static void rope_row(const void *context, size_t row) {
  const rows_job *job = context;
  for (size_t head = 0; head < job->segments; head++)
    job->table->rope(job->out + row * job->out_stride + head * job->width,
                     job->cosines + row * job->second_stride,
                     job->sines + row * job->second_stride, job->half, job->halves);
}

void od_rope(od_pool *pool, const od_kernels *table, float *x, size_t x_stride, size_t rows,
             size_t heads, size_t head_width, size_t half, const float *cosines,
             const float *sines, size_t table_stride, int halves) {
  rows_job job = {.table = table, .out = x, .out_stride = x_stride, .second_stride = table_stride,
                  .rows = rows, .segments = heads, .width = head_width, .half = half,
                  .cosines = cosines, .sines = sines, .halves = halves, .row = rope_row};
  run(pool, &job, heads * head_width);
}

static void gate_row(const void *context, size_t row) {
  const rows_job *job = context;
  job->gate_multiply(job->x + row * job->x_stride, job->second + row * job->second_stride,
                     job->width, job->out + row * job->out_stride);
}

void od_gate_multiply(od_pool *pool,
                      void (*multiply)(const float *, const float *, size_t, float *),
                      const float *gate, size_t gate_stride, const float *up, size_t up_stride,
                      size_t rows, size_t width, float *out, size_t out_stride) {
  rows_job job = {.gate_multiply = multiply, .x = gate, .second = up, .out = out,
                  .x_stride = gate_stride, .second_stride = up_stride, .out_stride = out_stride,
                  .rows = rows, .width = width, .row = gate_row};
  run(pool, &job, width);
}

static void softcap_row(const void *context, size_t row) {
  const rows_job *job = context;
  job->table->softcap(job->epsilon, job->width, job->out + row * job->out_stride);
}

void od_softcap(od_pool *pool, const od_kernels *table, float cap, size_t rows, size_t width,
                float *y, size_t y_stride) {
  rows_job job = {.table = table, .out = y, .out_stride = y_stride, .rows = rows, .width = width,
                  .epsilon = cap, .row = softcap_row};
  run(pool, &job, width);
}

static void add_row(const void *context, size_t row) {
  const rows_job *job = context;
  job->table->add(job->x + row * job->x_stride, job->width, job->out + row * job->out_stride);
}

void od_add(od_pool *pool, const od_kernels *table, const float *x, size_t x_stride, size_t rows,
            size_t width, float *y, size_t y_stride) {
  rows_job job = {.table = table, .x = x, .out = y, .x_stride = x_stride, .out_stride = y_stride,
                  .rows = rows, .width = width, .row = add_row};
  run(pool, &job, width);
}

/// One block of 32 as q8_0 is defined: the largest magnitude is 127 steps. A number that is none makes
/// the step NaN, so that it is not hidden.
static void store_block(const float *x, od_block_q8_0 *out) {
  float largest = 0, odd = 0;
  for (int i = 0; i < 32; i++) {
    float magnitude = fabsf(x[i]);
    largest = magnitude > largest ? magnitude : largest;
    odd += x[i] - x[i];  // 0, or NaN for NaN and infinity
  }
  float step = largest / 127, inverse = step > 0 ? 1 / step : 0;
  out->scale = od_float_to_half(odd == 0 ? step : NAN);
  for (int i = 0; i < 32; i++) out->quants[i] = odd == 0 ? (int8_t)lrintf(x[i] * inverse) : 0;
}

static void store_row(const void *context, size_t row) {
  const rows_job *job = context;
  const float *x = job->x + row * job->x_stride;
  if (job->type == OD_Q8_0) {
    od_block_q8_0 *out = (od_block_q8_0 *)job->stored + row * job->out_stride / 32;
    for (size_t i = 0; i < job->width / 32; i++) store_block(x + 32 * i, out + i);
  } else if (job->type == OD_F16)
    job->table->to_half(x, job->width, (uint16_t *)job->stored + row * job->out_stride);
  else
    memcpy((float *)job->stored + row * job->out_stride, x, job->width * sizeof *x);
}

void od_store(od_pool *pool, const od_kernels *table, const float *x, size_t x_stride, size_t rows,
              size_t width, uint32_t type, void *out, size_t out_stride) {
  rows_job job = {.table = table, .x = x, .stored = out, .x_stride = x_stride,
                  .out_stride = out_stride, .rows = rows, .width = width, .type = type,
                  .row = store_row};
  run(pool, &job, width);
}

typedef struct {
  const od_kernels *table;
  const char *bytes;
  size_t count, chunk;
  _Atomic uint64_t sum;
} read_job;

static void read_tile(void *context, size_t thread, size_t tile) {
  (void)thread;
  read_job *job = context;
  size_t at = tile * job->chunk;
  size_t count = job->count - at < job->chunk ? job->count - at : job->chunk;
  job->sum += job->table->read_bytes(job->bytes + at, count / 256 * 256);
}

uint64_t od_read_all(od_pool *pool, const od_kernels *table, const void *bytes, size_t count,
                     size_t chunk) {
  read_job job = {.table = table, .bytes = bytes, .count = count, .chunk = chunk};
  od_pool_run(pool, read_tile, &job, (count + chunk - 1) / chunk, NULL);
  return job.sum;
}
