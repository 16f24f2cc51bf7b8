// Products of weights and activations, split into tiles of outputs.
//
// Three kinds of numbers, chosen by weight type, each straight from the file where rows are few and
// from panels where they are many, in the order of sums that ckernels.h promises: int8, bfloat16
// where the table has it, float.
#include "lanes.h"

// Rows of x whose partial sums (16 floats each) stay in the L1 cache beside a slice of the panel.
enum { TOKENS_AT_ONCE = 128, TILE_BYTES = 64 * 1024, CACHE_LINE = 64, PANELS_AT_ONCE_BELOW = 32,
       TWO_PANELS_FROM = 12, FEW_ROWS_FROM = 5 };

typedef enum {
  STRAIGHT_INT8,
  GROUPED_INT8,
  PANEL_INT8,
  STRAIGHT_BFLOAT,
  PANEL_BFLOAT,
  GROUPED_BFLOAT,
  STRAIGHT_FLOAT,
  PANEL_FLOAT,
} way;

typedef struct {
  way way;
  size_t tile_rows, tiles;
} product_plan;

typedef struct {
  const od_multiply_job *job;
  od_quantized_rows x;
  od_quantized_rows rest;  // what rounding x left, rounded in its turn
  int quantizes, groups_quants, rounds_to_bfloat, groups_bfloats;
  product_plan plans[OD_PRODUCTS_LIMIT];
} plan;

static size_t line(size_t bytes) { return (bytes + CACHE_LINE - 1) / CACHE_LINE * CACHE_LINE; }

static size_t panel_bytes(size_t k) { return line(OD_PANEL_BYTES * k); }
static size_t panel_scale_bytes(size_t k) { return line(OD_PANEL_ROWS * (k / 32) * sizeof(float)); }
static size_t panel_minimum_bytes(size_t k) { return 2 * panel_scale_bytes(k); }

static size_t whole_panel_bytes(size_t k) {
  return panel_bytes(k) + panel_scale_bytes(k) + panel_minimum_bytes(k);
}

static size_t partial_bytes(void) { return line(OD_PANEL_ROWS * TOKENS_AT_ONCE * sizeof(float)); }

size_t od_multiply_scratch(size_t m, size_t k) {
  (void)m;
  size_t integer = 2 * whole_panel_bytes(k) + 4 * partial_bytes();
  size_t floating = od_lanes_scratch(k);
  return integer > floating ? integer : floating;
}

// A weight of four bits is what its maker published (gpt-oss), and errors of its inputs change which
// experts the next layers choose: activations keep 16 bits, as a number and its remainder.
int od_rounds_twice(uint32_t type) { return type == OD_MXFP4; }

int od_rounds_activations(const od_kernels *table, uint32_t type) {
  if (type >= OD_TYPE_COUNT) return 0;
  const od_weight_kernels *kernels = &table->weights[type];
  return (kernels->multiply_q8 && kernels->pack) || kernels->multiply_bfloat;
}

/// How many rows of a weight are packed and multiplied at a time.
static size_t packed_rows(const od_multiply_job *job, const od_weight_kernels *kernels) {
  int two = job->table->multiply_two_panels && !kernels->halves && job->m >= TWO_PANELS_FROM;
  return two ? 2 * OD_PANEL_ROWS : OD_PANEL_ROWS;
}

static int multiplies_bfloats(const od_multiply_job *job, const od_product *p) {
  return !job->float32 && !job->exact_bfloat && job->table->weights[p->type].multiply_bfloat;
}

/// Whether rows of bytes may lie together: `wide`, where they do, is not wanted for bfloat16.
static int may_group_quants(const od_multiply_job *job) {
  if (job->m < FEW_ROWS_FROM || job->m > OD_GROUP_ROWS) return 0;
  for (size_t i = 0; i < job->product_count; i++)
    if (multiplies_bfloats(job, &job->products[i])) return 0;
  return 1;
}

static product_plan plan_product(const od_multiply_job *job, const od_product *p, size_t threads,
                                 int may_group) {
  const od_weight_kernels *kernels = &job->table->weights[p->type];
  product_plan plan;
  int many = job->m >= job->table->float_panel_rows_from;
  size_t lane_rows = OD_LANE_TILE_ROWS;
  if (multiplies_bfloats(job, p)) {
    plan.way = job->table->multiply_bfloat_groups && job->k % 32 == 0 ? GROUPED_BFLOAT
               : many                                                 ? PANEL_BFLOAT
                                                                      : STRAIGHT_BFLOAT;
  } else if (!job->float32 && kernels->multiply_q8 && kernels->pack) {
    plan.way = may_group && kernels->multiply_few ? GROUPED_INT8
               : job->m >= (kernels->panel_rows_from ? kernels->panel_rows_from
                                                     : job->table->panel_rows_from)
                   ? PANEL_INT8
                   : STRAIGHT_INT8;
  } else {
    int panels = job->table->multiply_float_panels != NULL;
    if (!panels) lane_rows = OD_PANEL_ROWS;
    plan.way = kernels->multiply_f32 && (!many || (p->type == OD_F32 && !panels)) ? STRAIGHT_FLOAT
                                                                                  : PANEL_FLOAT;
  }
  plan.tile_rows = plan.way == PANEL_BFLOAT || plan.way == PANEL_FLOAT ? lane_rows
                   : plan.way == PANEL_INT8                            ? packed_rows(job, kernels)
                   : plan.way == GROUPED_BFLOAT                        ? 2 * OD_PANEL_ROWS
                                                                       : OD_PANEL_ROWS;
  // Where few rows of x make a tile short work, memory is the limit, and long stretches read best.
  int straight = plan.way == STRAIGHT_INT8 || plan.way == STRAIGHT_BFLOAT || plan.way == STRAIGHT_FLOAT;
  int either = plan.way == PANEL_INT8 || plan.way == GROUPED_BFLOAT;
  if (straight || plan.way == GROUPED_INT8 || (either && job->m < PANELS_AT_ONCE_BELOW)) {
    // Long enough to amortise the hand-out, short enough that threads finish together.
    size_t fair = p->rows / (threads * 4), cached = TILE_BYTES / p->row_bytes;
    if (plan.way == GROUPED_BFLOAT) cached *= 4;  // 64 rows run side by side
    size_t rows = (fair < cached ? fair : cached) / OD_PANEL_ROWS * OD_PANEL_ROWS;
    if (rows > plan.tile_rows) plan.tile_rows = rows;
  }
  plan.tiles = (p->rows + plan.tile_rows - 1) / plan.tile_rows;
  return plan;
}

static od_quantized_rows some_rows(const od_quantized_rows *x, size_t from, size_t count) {
  size_t blocks = x->k / 32;
  return (od_quantized_rows){x->quants + from * x->k, x->wide + from * x->k,
                             x->scales + from * blocks, x->sums + from * blocks, count, x->k};
}

static void add_partial(float *out, size_t stride, const float *partial, size_t partial_stride,
                        size_t m, size_t n) {
  for (size_t j = 0; j < m; j++)
    for (size_t i = 0; i < n; i++) out[j * stride + i] += partial[j * partial_stride + i];
}

// The products with what rounding left are added to those with the rounded numbers.
static void multiply_fine(const plan *plan, const od_product *p, const od_quantized_rows *rest,
                          const char *w, size_t first, size_t n, float *partial) {
  const od_weight_kernels *kernels = &plan->job->table->weights[p->type];
  for (size_t j = 0; j < rest->m; j += TOKENS_AT_ONCE) {
    od_quantized_rows x =
        some_rows(rest, j, rest->m - j < TOKENS_AT_ONCE ? rest->m - j : TOKENS_AT_ONCE);
    for (size_t i = 0; i < n; i += OD_PANEL_ROWS) {
      size_t rows = n - i < OD_PANEL_ROWS ? n - i : OD_PANEL_ROWS;
      kernels->multiply_q8(w + i * p->row_bytes, p->row_bytes, rows, &x, partial, OD_PANEL_ROWS);
      add_partial(p->out + j * p->out_stride + first + i, p->out_stride, partial, OD_PANEL_ROWS, x.m,
                  rows);
    }
  }
}

/// `n` rows of a weight from `first` on, of one panel or of two.
static void multiply_panels(const plan *plan, const od_product *p, const od_quantized_rows *x_all,
                            const od_quantized_rows *rest, const char *w, size_t first, size_t n,
                            unsigned char *scratch) {
  const od_kernels *table = plan->job->table;
  size_t k = plan->job->k, m = plan->job->m, count = (n + OD_PANEL_ROWS - 1) / OD_PANEL_ROWS;
  const od_weight_kernels *kernels = &table->weights[p->type];
  od_panel panels[2];
  for (size_t i = 0; i < count; i++) {
    unsigned char *quants = scratch + i * whole_panel_bytes(k);
    float *scales = (float *)(quants + panel_bytes(k));
    float *minimums = (float *)(quants + panel_bytes(k) + panel_scale_bytes(k));
    size_t before = i * OD_PANEL_ROWS, rows = n - before < OD_PANEL_ROWS ? n - before : OD_PANEL_ROWS;
    kernels->pack(w + before * p->row_bytes, p->row_bytes, rows, k, quants, scales, minimums);
    panels[i] = (od_panel){quants, scales, minimums, kernels->minimums_per_block, kernels->excess,
                           kernels->halves, kernels->fours};
  }
  void (*multiply)(const od_panel *, size_t, const od_quantized_rows *, float *, size_t, float *) =
      count == 2 ? table->multiply_two_panels : table->multiply_panel;
  float *partial = (float *)(scratch + 2 * whole_panel_bytes(k));
  float *second = partial + 2 * partial_bytes() / sizeof *partial;
  for (size_t j = 0; j < m; j += TOKENS_AT_ONCE) {
    od_quantized_rows x =
        some_rows(x_all, j, m - j < TOKENS_AT_ONCE ? m - j : TOKENS_AT_ONCE);
    float *out = p->out + j * p->out_stride + first;
    multiply(panels, n, &x, out, p->out_stride, partial);
    if (!od_rounds_twice(p->type)) continue;
    od_quantized_rows left = some_rows(rest, j, x.m);
    size_t stride = count * OD_PANEL_ROWS;
    multiply(panels, n, &left, second, stride, partial);
    add_partial(out, p->out_stride, second, stride, x.m, n);
  }
}

static void multiply_tile(void *context, size_t thread, size_t tile) {
  const plan *plan = context;
  const od_multiply_job *job = plan->job;
  size_t index = 0;
  while (tile >= plan->plans[index].tiles) tile -= plan->plans[index++].tiles;
  const od_product *p = &job->products[index];
  const od_weight_kernels *kernels = &job->table->weights[p->type];
  size_t rows = plan->plans[index].tile_rows, first = tile * rows;
  size_t n = p->rows - first < rows ? p->rows - first : rows;
  const char *w = (const char *)p->base + first * p->row_bytes;
  unsigned char *scratch = job->scratch + thread * job->scratch_stride;
  const float *floats = job->x + index * job->x_step;
  size_t own = job->x_step ? index * job->m : 0;
  od_quantized_rows x = some_rows(&plan->x, own, job->m);
  od_quantized_rows rest = some_rows(&plan->rest, own, job->m);
  switch (plan->plans[index].way) {
    case STRAIGHT_INT8:
      kernels->multiply_q8(w, p->row_bytes, n, &x, p->out + first, p->out_stride);
      if (od_rounds_twice(p->type)) multiply_fine(plan, p, &rest, w, first, n, (float *)scratch);
      break;
    case GROUPED_INT8:
      kernels->multiply_few(w, p->row_bytes, n, x.wide, job->m, job->k, p->out + first, p->out_stride);
      break;
    case PANEL_INT8: {
      size_t step = packed_rows(job, kernels);
      for (size_t i = 0; i < n; i += step)
        multiply_panels(plan, p, &x, &rest, w + i * p->row_bytes, first + i,
                        n - i < step ? n - i : step, scratch);
      break;
    }
    case STRAIGHT_BFLOAT:
      kernels->multiply_bfloat(w, p->row_bytes, n, (const uint16_t *)x.wide, job->k, job->m, job->k,
                               p->out + first, p->out_stride);
      break;
    case PANEL_BFLOAT:
      od_multiply_lanes(job, p, NULL, (const uint16_t *)x.wide, w, first, n, scratch);
      break;
    case GROUPED_BFLOAT:
      job->table->multiply_bfloat_groups(w, p->row_bytes, n, (const uint16_t *)x.wide, job->m, job->k,
                                         p->out + first, p->out_stride);
      break;
    case STRAIGHT_FLOAT:
      kernels->multiply_f32(w, p->row_bytes, n, floats, job->x_stride, job->m, job->k,
                            p->out + first, p->out_stride);
      break;
    case PANEL_FLOAT: {
      if (job->table->multiply_float_panels) {
        od_multiply_lanes(job, p, floats, NULL, w, first, n, scratch);
        break;
      }
      float *panel = (float *)scratch;
      for (size_t i = 0; i < n; i++)
        kernels->to_float(w + i * p->row_bytes, job->k, panel + i * job->k);
      job->table->weights[OD_F32].multiply_f32(panel, job->k * sizeof(float), n, floats,
                                               job->x_stride, job->m, job->k, p->out + first,
                                               p->out_stride);
      break;
    }
  }
}

static void quantize_row(void *context, size_t thread, size_t row) {
#pragma clang fp contract(off)
  const plan *plan = context;
  const od_multiply_job *job = plan->job;
  size_t k = job->k, at = row * k, block = row * (k / 32);
  const float *x = job->x + row / job->m * job->x_step + row % job->m * job->x_stride;
  int16_t *wide = job->wide + at;
  if (plan->rounds_to_bfloat) job->table->to_bfloat(x, k, (uint16_t *)wide);
  if (plan->rounds_to_bfloat || plan->groups_bfloats || plan->groups_quants) wide = NULL;
  if (!plan->quantizes) return;
  job->table->quantize(x, k, job->quants + at, wide, job->scales + block, job->sums + block);
  if (!plan->rest.m) return;
  float *left = (float *)(job->scratch + thread * job->scratch_stride);
  for (size_t i = 0; i < k; i++)
    left[i] = x[i] - job->scales[block + i / 32] * (float)job->quants[at + i];
  size_t all = plan->rest.m * k;
  at += all;
  block += all / 32;
  job->table->quantize(left, k, job->quants + at, job->wide + at, job->scales + block,
                       job->sums + block);
}

/// Groups of one set of rows, whose last may be smaller.
static size_t groups_of(size_t m) { return (m + OD_GROUP_ROWS - 1) / OD_GROUP_ROWS; }

static void group_rows(void *context, size_t thread, size_t group) {
  (void)thread;
  const plan *plan = context;
  const od_multiply_job *job = plan->job;
  size_t set = group / groups_of(job->m), first = group % groups_of(job->m) * OD_GROUP_ROWS;
  size_t rows = job->m - first < OD_GROUP_ROWS ? job->m - first : OD_GROUP_ROWS;
  job->table->group_bfloats(job->x + set * job->x_step + first * job->x_stride, job->x_stride, rows,
                            job->k, (uint16_t *)job->wide + (set * job->m + first) * job->k);
}

/// Runs `work` over `count` parts of x, by the calling thread alone where a region would cost more.
static void prepare(od_pool *pool, void (*work)(void *, size_t, size_t), plan *plan, size_t count,
                    size_t x_rows) {
  if (x_rows >= 8) return od_pool_run(pool, work, plan, count, plan->job->cancel);
  for (size_t part = 0; part < count; part++) work(plan, 0, part);
}

void od_multiply(od_pool *pool, const od_multiply_job *job) {
  plan plan = {.job = job,
               .x = {job->quants, job->wide, job->scales, job->sums, job->m, job->k}};
  size_t tiles = 0, x_rows = job->x_step ? job->m * job->product_count : job->m;
  int fine = 0, may_group = may_group_quants(job);
  if (job->m == 0) return;
  for (size_t i = 0; i < job->product_count; i++) {
    plan.plans[i] = plan_product(job, &job->products[i], od_pool_threads(pool), may_group);
    tiles += plan.plans[i].tiles;
    way way = plan.plans[i].way;
    int quantizes = way == STRAIGHT_INT8 || way == GROUPED_INT8 || way == PANEL_INT8;
    plan.quantizes |= quantizes;
    plan.groups_quants |= way == GROUPED_INT8;
    plan.rounds_to_bfloat |= way == STRAIGHT_BFLOAT || way == PANEL_BFLOAT;
    plan.groups_bfloats |= way == GROUPED_BFLOAT;
    fine |= quantizes && od_rounds_twice(job->products[i].type);
  }
  plan.rest = plan.x;
  plan.rest.m = 0;
  if (fine) {
    size_t all = x_rows * job->k;
    plan.rest = (od_quantized_rows){job->quants + all, job->wide + all, job->scales + all / 32,
                                    job->sums + all / 32, x_rows, job->k};
  }
  if (plan.quantizes || plan.rounds_to_bfloat) prepare(pool, quantize_row, &plan, x_rows, x_rows);
  for (size_t row = 0; plan.groups_quants && row < x_rows; row += job->m) {
    od_quantized_rows set = some_rows(&plan.x, row, job->m);
    job->table->group_quants(&set, job->wide + row * job->k);
  }
  if (plan.groups_bfloats)
    prepare(pool, group_rows, &plan, x_rows / job->m * groups_of(job->m), x_rows);
  od_pool_run(pool, multiply_tile, &plan, tiles, job->cancel);
}
