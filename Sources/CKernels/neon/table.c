// The tables for arm64: any processor, one with products of bytes by fours (dotprod), one that also
// multiplies blocks of bytes (i8mm).
#include "neon.h"
#include "../scalar/scalar.h"
#if defined(__aarch64__)

#define ROW(product_set, pack_set, name, minimums, two)       \
  {.to_float = od_neon_##name##_to_float,                     \
   .multiply_q8 = od_##product_set##_multiply_##name,         \
   .pack = od_##pack_set##_pack_##name,                       \
   .minimums_per_block = minimums,                            \
   .halves = two}

/// `two` is whether bytes keep integer scales of halves beside them.
#define WEIGHTS(product_set, pack_set, two)                                                  \
  {                                                                                          \
    [OD_F32] = {.to_float = od_scalar_f32_to_float, .multiply_f32 = od_neon_multiply_f32},   \
    [OD_F16] = {.to_float = od_neon_f16_to_float, .multiply_f32 = od_neon_multiply_f16},     \
    [OD_BF16] = {.to_float = od_neon_bf16_to_float, .multiply_f32 = od_neon_multiply_bf16},  \
    [OD_Q8_0] = ROW(product_set, pack_set, q8_0, 0, 0),                                      \
    [OD_Q4_0] = ROW(product_set, pack_set, q4_0, 0, 0),                                      \
    [OD_Q4_1] = ROW(product_set, pack_set, q4_1, 1, 0),                                      \
    [OD_Q5_0] = ROW(product_set, pack_set, q5_0, 0, 0),                                      \
    [OD_Q5_1] = ROW(product_set, pack_set, q5_1, 1, 0),                                      \
    [OD_Q2_K] = ROW(product_set, pack_set, q2_k, 2, two),                                    \
    [OD_Q3_K] = ROW(product_set, pack_set, q3_k, 0, two),                                    \
    [OD_Q4_K] = ROW(product_set, pack_set, q4_k, 1, 0),                                      \
    [OD_Q5_K] = ROW(product_set, pack_set, q5_k, 1, 0),                                      \
    [OD_Q6_K] = ROW(product_set, pack_set, q6_k, 0, two),                                    \
    [OD_IQ4_NL] = ROW(product_set, pack_set, iq4_nl, 0, 0),                                  \
    [OD_IQ4_XS] = ROW(product_set, pack_set, iq4_xs, 0, 0),                                  \
    [OD_MXFP4] = ROW(product_set, pack_set, mxfp4, 0, 0),                                    \
  }

#define TABLE(its_name, rows_from, product_set, pack_set, two)                               \
  {                                                                                          \
    .name = its_name,                                                                        \
    .panel_rows_from = rows_from,                                                            \
    .float_panel_rows_from = 4,                                                              \
    .weights = WEIGHTS(product_set, pack_set, two),                                          \
    .quantize = od_neon_quantize,                                                            \
    .multiply_panel = od_##pack_set##_multiply_panel,                                        \
    .rms_norm = od_neon_rms_norm,                                                            \
    .rope = od_neon_rope,                                                                    \
    .silu_multiply = od_neon_silu_multiply,                                                  \
    .gelu_multiply = od_neon_gelu_multiply,                                                  \
    .softcap = od_neon_softcap,                                                              \
    .add = od_neon_add,                                                                      \
    .scale = od_neon_scale,                                                                  \
    .to_half = od_neon_to_half,                                                              \
    .argmax = od_neon_argmax,                                                                \
    .log_sum_exp = od_neon_log_sum_exp,                                                      \
    .attend = od_neon_attend,                                                                \
    .sigmoid_multiply = od_neon_sigmoid_multiply,                                            \
    .delta_rule = od_neon_delta_rule,                                                        \
    .read_bytes = od_neon_read_bytes,                                                        \
  }

const od_kernels od_table_neon = TABLE("neon", 8, neon, neon, 0);
const od_kernels od_table_neon_dotprod = TABLE("neon-dotprod", 8, dotprod, dotprod, 1);
const od_kernels od_table_neon_i8mm = TABLE("neon-i8mm", 6, dotprod, i8mm, 1);
#endif
