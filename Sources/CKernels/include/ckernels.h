#pragma once
#include <stddef.h>
#include <stdint.h>
#include "od_blocks.h"
#include "od_encode.h"
#include "od_pool.h"
#include "od_recurrent.h"

// Leaf kernels, one table per instruction set.
//
// In every file: `m` rows of activations, `n` outputs (rows of a weight), `k` the summed index,
// `i` an element. Strides count elements unless the name says bytes. Kernels are pure functions of
// pointers and counts: they do not allocate, lock or fail. Swift checks shapes before the call.
//
// The order of every sum is part of the contract, because a row's result must not depend on the
// number of rows, threads or tiles:
// - float products: eight lanes, lane `l` sums `k = l (mod 8)` in order; lanes are then added as
//   ((0+4)+(2+6)) + ((1+5)+(3+7)).
// - bfloat16 weights, where a table multiplies them with activations rounded to bfloat16: sixteen
//   lanes, lane `l` sums `k = 2 l (mod 32)` and the number beside it, in order and as the instruction
//   does; lanes are then added by halves. Where it multiplies groups of rows, the even and the odd
//   products of 32 of k are summed in order, then added to the sum. Such a table agrees with itself,
//   not with others.
// - quantised products: the 32 integer products of a block are summed exactly; blocks are added in
//   order to one accumulator, `sum = fma(block, weight scale * activation scale, sum)`. Types with
//   minimums then add `sum = fma(sum of the activations, minimum * activation scale, sum)`, q2_K
//   once for each half of the block. Where halves have scales of their own, the integer scale
//   multiplies the integer sum of its half: at most 128 * 32 * 127 * 32 < 2^24, exact as a float.
//   A weight's scale and minimum are the exact products of what its file holds. So all tables
//   agree on quantised products bit for bit.

enum {
  /// Elements of an activation block.
  OD_ACTIVATION_BLOCK = 32,
  /// Outputs of one packed panel.
  OD_PANEL_ROWS = 16,
  /// Rows of activations that lie together where a table multiplies groups.
  OD_GROUP_ROWS = 16,
  /// Outputs of a panel whose products are summed in lanes of k.
  OD_LANE_PANEL_ROWS = 8,
  /// Bytes of a packed panel for each k, scales and minimums aside.
  OD_PANEL_BYTES = 2 * OD_PANEL_ROWS,
  /// Cached positions that are attended to at once; tiles start at multiples of it.
  OD_ATTENTION_TILE = 32,
  /// Weights that may share one `od_multiply`.
  OD_PRODUCTS_LIMIT = 64,
};

/// Activations rounded to int8 in blocks of 32, each block with a float32 scale.
typedef struct {
  const int8_t *_Nonnull quants;     // [m][k]
  const int16_t *_Nullable wide;     // [m][k], the same numbers
  const float *_Nonnull scales;      // [m][k / 32]
  const int32_t *_Nonnull sums;      // [m][k / 32], sums of the block's quants
  size_t m, k;
} od_quantized_rows;

/// What one weight type needs. A type without the three integer entries is multiplied in float.
typedef struct {
  /// `out[0 ..< k]` = the row's numbers. NULL: the type cannot be computed with.
  void (*_Nullable to_float)(const void *_Nonnull row, size_t k, float *_Nonnull out);
  /// `y[j * y_stride + i]` = row `i` of the weight times row `j` of x. NULL: rows are converted
  /// with `to_float` first.
  void (*_Nullable multiply_f32)(const void *_Nonnull w, size_t row_bytes, size_t n,
                                 const float *_Nonnull x, size_t x_stride, size_t m, size_t k,
                                 float *_Nonnull y, size_t y_stride);
  /// The same with activations rounded to bfloat16, where a table has instructions for that. Made
  /// for few rows of x.
  void (*_Nullable multiply_bfloat)(const void *_Nonnull w, size_t row_bytes, size_t n,
                                    const uint16_t *_Nonnull x, size_t x_stride, size_t m, size_t k,
                                    float *_Nonnull y, size_t y_stride);
  /// The same with int8 activations. Made for few rows of x.
  void (*_Nullable multiply_q8)(const void *_Nonnull w, size_t row_bytes, size_t n,
                                const od_quantized_rows *_Nonnull x, float *_Nonnull y,
                                size_t y_stride);
  /// The same with 5 to `OD_GROUP_ROWS` rows of x, all of them and as the table's `group_quants` lays
  /// them together; NULL: none.
  void (*_Nullable multiply_few)(const void *_Nonnull w, size_t row_bytes, size_t n,
                                 const void *_Nonnull group, size_t m, size_t k,
                                 float *_Nonnull y, size_t y_stride);
  /// Packs `n`, 1 to 16, rows as the table's `multiply_panel` reads them: `scales[k / 32][16]`,
  /// `minimums[k / 32][minimums_per_block][16]`, and quants in at most `OD_PANEL_BYTES` for each k:
  /// `int16_t[k / 2][16][2]` where the table has no way of its own. The last row stands in for
  /// absent ones.
  void (*_Nullable pack)(const void *_Nonnull w, size_t row_bytes, size_t n, size_t k,
                         void *_Nonnull panel, float *_Nonnull scales, float *_Nonnull minimums);
  /// Offsets of a block of 32: none, one, or one for each half.
  int minimums_per_block;
  /// How much packed quants exceed the weight's, where the table wants them unsigned.
  int excess;
  /// Whether the panel keeps integer scales of halves beside the quants.
  int halves;
  /// How many groups of four products the table's panel sums in 16 bits; 0 where it sums in 32.
  int fours;
  /// From this many rows of x on they are packed to panels; 0: from the table's number on.
  size_t panel_rows_from;
} od_weight_kernels;

/// 16 outputs as `pack` lays them out.
typedef struct {
  const void *_Nonnull quants;
  const float *_Nonnull scales;
  const float *_Nonnull minimums;
  int minimums_per_block, excess, halves, fours;
} od_panel;

/// One attention over a cache. Query `j` stands at absolute position `first + j` and sees positions
/// `max(0, first + j + 1 - window) ... first + j` (`window` 0: from 0).
typedef struct {
  const float *_Nonnull queries;     // [m][heads][head_width], rows `query_stride` apart
  size_t query_stride;
  const void *_Nonnull keys;         // [position][kv_head][head_width] by the strides below
  const void *_Nonnull values;
  uint32_t cache_type;               // OD_F32, OD_F16, or OD_Q8_0: then widths and strides are whole blocks
  size_t position_stride;            // elements between positions, keys and values alike
  size_t head_stride;                // elements between kv heads
  size_t heads, kv_heads, head_width;
  size_t m, first, window;
  float scale;
  float softcap;                     // not 0: a score becomes softcap * tanh(score / softcap)
  const float *_Nullable sinks;      // [heads]: a score that takes part in the sum alone, or NULL
  float *_Nonnull out;               // [m][heads][head_width], rows `out_stride` apart
  size_t out_stride;
} od_attention;

typedef struct {
  const char *_Nonnull name;
  /// From this many rows of x on, quantised weights are packed to panels.
  size_t panel_rows_from;
  /// From this many rows of x on, weights that are multiplied in float, or as bfloat16, are laid out
  /// in panels.
  size_t float_panel_rows_from;

  od_weight_kernels weights[OD_TYPE_COUNT];

  /// Rounds `m` rows of `k` floats (a multiple of 32) to int8. A NaN gives its block a NaN scale.
  void (*_Nonnull quantize)(const float *_Nonnull x, size_t k, int8_t *_Nonnull quants,
                            int16_t *_Nullable wide, float *_Nonnull scales,
                            int32_t *_Nonnull sums);
  /// Lays up to `OD_GROUP_ROWS` rows together for `multiply_few`, in at most 2 bytes for each number.
  void (*_Nullable group_quants)(const od_quantized_rows *_Nonnull x, void *_Nonnull group);
  /// `y[j * y_stride + i]`, `i < n <= 16`, of a packed panel and activations with `wide`.
  /// `partial` is scratch of 16 floats per row of x.
  void (*_Nonnull multiply_panel)(const od_panel *_Nonnull panel, size_t n,
                                  const od_quantized_rows *_Nonnull x, float *_Nonnull y,
                                  size_t y_stride, float *_Nonnull partial);
  /// The same of two panels, `n <= 32`, without halves, for many rows of x; `partial` is scratch of 32
  /// floats per row. NULL: one after the other.
  void (*_Nullable multiply_two_panels)(const od_panel *_Nonnull panels, size_t n,
                                        const od_quantized_rows *_Nonnull x, float *_Nonnull y,
                                        size_t y_stride, float *_Nonnull partial);
  /// `y[j * y_stride + i]` of panels of floats `[n / 8][k / 8][8 outputs][8]`, missing outputs and
  /// numbers zero. `aside` is scratch of 8 floats for each of the panels' outputs and row of x. NULL:
  /// weights are converted a tile at a time and multiplied by `multiply_f32`.
  void (*_Nullable multiply_float_panels)(const float *_Nonnull panels, size_t n,
                                          const float *_Nonnull x, size_t x_stride, size_t m,
                                          size_t k, float *_Nonnull y, size_t y_stride,
                                          float *_Nonnull aside);
  /// The same of bfloat16, `[n / 8][k / 32][8 outputs][32]`, with 16 floats aside. A table that has
  /// it does not read `wide`, which holds the rounded activations.
  void (*_Nullable multiply_bfloat_panels)(const uint16_t *_Nonnull panels, size_t n,
                                           const uint16_t *_Nonnull x, size_t x_stride, size_t m,
                                           size_t k, float *_Nonnull y, size_t y_stride,
                                           float *_Nonnull aside);
  /// Rounds to bfloat16, to nearest even; subnormal numbers become zero.
  void (*_Nullable to_bfloat)(const float *_Nonnull x, size_t count, uint16_t *_Nonnull out);
  /// The same of a group of up to `OD_GROUP_ROWS` rows, as `[k / 32][16][rows][2]`; k a multiple of
  /// 32.
  void (*_Nullable group_bfloats)(const float *_Nonnull x, size_t x_stride, size_t rows, size_t k,
                                  uint16_t *_Nonnull out);
  /// `y[j * y_stride + i]` of bfloat16 weights as they lie in the file and groups of rows, few or
  /// many. A table that has it takes it wherever k is a multiple of 32.
  void (*_Nullable multiply_bfloat_groups)(const void *_Nonnull w, size_t row_bytes, size_t n,
                                           const uint16_t *_Nonnull x, size_t m, size_t k,
                                           float *_Nonnull y, size_t y_stride);
  /// `out[i] = x[i] / sqrt(mean(x^2) + epsilon) * weight[i]`; may be in place.
  void (*_Nonnull rms_norm)(const float *_Nonnull x, const float *_Nonnull weight, float epsilon,
                            size_t count, float *_Nonnull out);
  /// Rotates pairs `(x[i], x[i + half])` (`halves` = 1) or `(x[2i], x[2i + 1])` (0) in place by the
  /// angles whose cosines and sines are given, `i < half`.
  void (*_Nonnull rope)(float *_Nonnull x, const float *_Nonnull cosines,
                        const float *_Nonnull sines, size_t half, int halves);
  /// `out[i] = gate[i] / (1 + exp(-gate[i])) * up[i]`; may be in place.
  void (*_Nonnull silu_multiply)(const float *_Nonnull gate, const float *_Nonnull up,
                                 size_t count, float *_Nonnull out);
  /// The same with gate / 2 * (1 + tanh(sqrt(2 / pi) * (gate + 0.044715 * gate^3))).
  void (*_Nonnull gelu_multiply)(const float *_Nonnull gate, const float *_Nonnull up,
                                 size_t count, float *_Nonnull out);
  /// `y[i] = cap * tanh(y[i] / cap)`
  void (*_Nonnull softcap)(float cap, size_t count, float *_Nonnull y);
  /// `y[i] += x[i]`
  void (*_Nonnull add)(const float *_Nonnull x, size_t count, float *_Nonnull y);
  /// `y[i] *= factor`
  void (*_Nonnull scale)(float factor, size_t count, float *_Nonnull y);
  /// Rounds to half precision, to nearest even.
  void (*_Nonnull to_half)(const float *_Nonnull x, size_t count, uint16_t *_Nonnull out);
  /// Index of the largest value, the first of equal ones; NaN never wins. 0 when all are NaN.
  size_t (*_Nonnull argmax)(const float *_Nonnull x, size_t count);
  /// `log(sum(exp(x)))`
  float (*_Nonnull log_sum_exp)(const float *_Nonnull x, size_t count);
  /// Attention of queries `begin ..< end` for the heads that share `kv_head`. `scratch` holds
  /// `od_attention_scratch` floats. Tiles of positions are absolute, so that a query's bits do not
  /// depend on who is computed beside it.
  void (*_Nonnull attend)(const od_attention *_Nonnull a, size_t kv_head, size_t begin, size_t end,
                          float *_Nonnull scratch);
  /// `out[i] = x[i] / (1 + exp(-gate[i]))`; may be in place.
  void (*_Nonnull sigmoid_multiply)(const float *_Nonnull gate, const float *_Nonnull x,
                                    size_t count, float *_Nonnull out);
  /// One block of columns of one head, over all positions.
  void (*_Nonnull delta_rule)(const od_delta_rule *_Nonnull a, size_t head, size_t block);
  /// Loads `count` bytes (a multiple of 256) and returns something that depends on all of them.
  uint64_t (*_Nonnull read_bytes)(const void *_Nonnull bytes, size_t count);
} od_kernels;

// ---- choice of a table

/// Tables that this build holds, best last; NULL past the end. Supported or not.
const od_kernels *_Nullable od_table_at(size_t index);
/// Whether this processor (and system) can run the table.
int od_table_supported(const od_kernels *_Nonnull table);
/// What the table has for a type, or NULL when it cannot be computed with.
const od_weight_kernels *_Nullable od_weight_kernels_of(const od_kernels *_Nonnull table,
                                                        uint32_t type);
/// The processor's own name, nothing when it does not tell. Writes at most `capacity` bytes with
/// NUL, and returns the length.
size_t od_cpu_brand(char *_Nonnull out, size_t capacity);
/// The core type that OpenBLAS should take this processor for, as `OPENBLAS_CORETYPE` spells it, or
/// NULL when its own guess is good enough. Distributions' libraries are older than the processors
/// they run on, and take what they do not know for something smaller.
const char *_Nullable od_openblas_core_type(void);

// ---- drivers: split an operation into tiles for the pool

/// One weight `[rows = outputs][columns = inputs]` and where its product goes.
typedef struct {
  const void *_Nonnull base;
  uint32_t type;
  size_t rows;
  size_t row_bytes;
  float *_Nonnull out;  // [m][rows]
  size_t out_stride;
} od_product;

/// Products of several weights with the same x, or with columns of x of their own. The caller owns
/// all scratch.
typedef struct {
  const od_kernels *_Nonnull table;
  const od_product *_Nonnull products;
  size_t product_count;              // at most OD_PRODUCTS_LIMIT
  const float *_Nonnull x;           // [m][k]
  size_t x_stride, m, k;
  size_t x_step;                     // product i reads x + i * x_step; 0: all read the same
  int float32;                       // not 0: activations are never rounded
  int exact_bfloat;                  // not 0: they are not rounded to bfloat16
  // One set of m rows, or one for each product if they read different columns; as many behind them
  // for what rounding leaves, where a weight's type asks for that (od_rounds_twice).
  int8_t *_Nonnull quants;           // [m][k]
  int16_t *_Nonnull wide;            // [m][k]
  float *_Nonnull scales;            // [m][k / 32]
  int32_t *_Nonnull sums;            // [m][k / 32]
  unsigned char *_Nonnull scratch;   // [threads], each od_multiply_scratch bytes, 64-byte aligned
  size_t scratch_stride;
  const od_cancel_flag *_Nullable cancel;
} od_multiply_job;

size_t od_multiply_scratch(size_t m, size_t k);
void od_multiply(od_pool *_Nonnull pool, const od_multiply_job *_Nonnull job);
/// Whether this table multiplies the type with activations rounded to int8 or bfloat16.
int od_rounds_activations(const od_kernels *_Nonnull table, uint32_t type);
/// Whether activations keep 16 bits for the type, as a number and its remainder.
int od_rounds_twice(uint32_t type);

/// Bytes of scratch per thread that `od_attend` needs, a multiple of 64.
size_t od_attention_scratch(size_t heads_per_kv_head, size_t head_width);
void od_attend(od_pool *_Nonnull pool, const od_kernels *_Nonnull table,
               const od_attention *_Nonnull a, unsigned char *_Nonnull scratch,
               size_t scratch_stride, const od_cancel_flag *_Nullable cancel);

void od_convolve(od_pool *_Nonnull pool, const od_convolution *_Nonnull convolution);
/// Tiles are blocks of a head's columns; cancelled, it leaves an undefined state in `after`.
void od_delta(od_pool *_Nonnull pool, const od_kernels *_Nonnull table,
              const od_delta_rule *_Nonnull a, const od_cancel_flag *_Nullable cancel);
/// `x *= factor / sqrt(sum(x^2) + epsilon)` for each of `segments` parts of `width` in each row.
void od_l2_norm(float *_Nonnull x, size_t stride, size_t rows, size_t segments, size_t width,
                float epsilon, float factor);
/// In place, rows of `heads`: `decays = exp(rates * log(1 + exp(decays + biases)))`,
/// `betas = 1 / (1 + exp(-betas))`.
void od_delta_gates(float *_Nonnull decays, float *_Nonnull betas, size_t rows, size_t heads,
                    const float *_Nonnull rates, const float *_Nonnull biases);
/// `out = x * y`, element by element.
void od_multiply_elements(const float *_Nonnull x, size_t x_stride, const float *_Nonnull y,
                          size_t y_stride, size_t rows, size_t width, float *_Nonnull out,
                          size_t out_stride);

/// Normalises `segments` parts of `width` floats in each of `rows` rows, all with one weight.
void od_rms_norm(od_pool *_Nonnull pool, const od_kernels *_Nonnull table, const float *_Nonnull x,
                 size_t x_stride, const float *_Nonnull weight, float epsilon, size_t rows,
                 size_t segments, size_t width, float *_Nonnull out, size_t out_stride);
/// Rotates the first `2 * half` elements of each of `heads` heads in each row; row `j` uses row `j`
/// of the tables of cosines and sines.
void od_rope(od_pool *_Nonnull pool, const od_kernels *_Nonnull table, float *_Nonnull x,
             size_t x_stride, size_t rows, size_t heads, size_t head_width, size_t half,
             const float *_Nonnull cosines, const float *_Nonnull sines, size_t table_stride,
             int halves);
/// `multiply` is the table's `silu_multiply`, `gelu_multiply` or `sigmoid_multiply`.
void od_gate_multiply(od_pool *_Nonnull pool,
                      void (*_Nonnull multiply)(const float *_Nonnull gate,
                                                const float *_Nonnull up, size_t count,
                                                float *_Nonnull out),
                      const float *_Nonnull gate, size_t gate_stride, const float *_Nonnull up,
                      size_t up_stride, size_t rows, size_t width, float *_Nonnull out,
                      size_t out_stride);
/// `y = cap * tanh(y / cap)` for each element.
void od_softcap(od_pool *_Nonnull pool, const od_kernels *_Nonnull table, float cap, size_t rows,
                size_t width, float *_Nonnull y, size_t y_stride);
void od_add(od_pool *_Nonnull pool, const od_kernels *_Nonnull table, const float *_Nonnull x,
            size_t x_stride, size_t rows, size_t width, float *_Nonnull y, size_t y_stride);
/// Writes rows of `width` floats as OD_F32 or OD_F16 with `stride` elements between them.
void od_store(od_pool *_Nonnull pool, const od_kernels *_Nonnull table, const float *_Nonnull x,
              size_t x_stride, size_t rows, size_t width, uint32_t type, void *_Nonnull out,
              size_t out_stride);
/// Reads all bytes with every thread of the pool, `chunk` bytes (a multiple of 256) a tile.
uint64_t od_read_all(od_pool *_Nonnull pool, const od_kernels *_Nonnull table,
                     const void *_Nonnull bytes, size_t count, size_t chunk);
