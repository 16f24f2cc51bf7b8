// The table for AVX2, FMA and F16C.
#include "avx2.h"
#include "../scalar/scalar.h"
#if defined(__x86_64__)

#define ROW(name, minimums)                                                     \
  {.to_float = od_avx2_##name##_to_float, .multiply_q8 = od_avx2_multiply_##name, \
   .pack = od_avx2_pack_##name, .minimums_per_block = minimums}

#define NARROW(name, minimums, less, groups)                                    \
  {.to_float = od_avx2_##name##_to_float, .multiply_q8 = od_avx2_multiply_##name, \
   .pack = od_avx2_pack_##name, .minimums_per_block = minimums, .excess = less, \
   .fours = groups, .panel_rows_from = 6}

const od_kernels od_table_avx2 = {
    .name = "avx2",
    .panel_rows_from = 10,
    .float_panel_rows_from = 12,
    .weights =
        {
            [OD_F32] = {.to_float = od_scalar_f32_to_float, .multiply_f32 = od_avx2_multiply_f32},
            [OD_F16] = {.to_float = od_avx2_f16_to_float, .multiply_f32 = od_avx2_multiply_f16},
            [OD_BF16] = {.to_float = od_avx2_bf16_to_float, .multiply_f32 = od_avx2_multiply_bf16},
            [OD_Q8_0] = ROW(q8_0, 0),
            [OD_Q4_0] = NARROW(q4_0, 0, 8, 8),
            [OD_Q4_1] = NARROW(q4_1, 1, 0, 8),
            [OD_Q5_0] = NARROW(q5_0, 0, 16, 4),
            [OD_Q5_1] = NARROW(q5_1, 1, 0, 4),
            [OD_Q2_K] = ROW(q2_k, 2),
            [OD_Q3_K] = ROW(q3_k, 0),
            [OD_Q4_K] = NARROW(q4_k, 1, 0, 8),
            [OD_Q5_K] = NARROW(q5_k, 1, 0, 4),
            [OD_Q6_K] = ROW(q6_k, 0),
            [OD_IQ4_NL] = ROW(iq4_nl, 0),
            [OD_IQ4_XS] = ROW(iq4_xs, 0),
            [OD_MXFP4] = ROW(mxfp4, 0),
        },
    .quantize = od_avx2_quantize,
    .multiply_panel = od_avx2_multiply_panel,
    .rms_norm = od_avx2_rms_norm,
    .rope = od_avx2_rope,
    .silu_multiply = od_avx2_silu_multiply,
    .gelu_multiply = od_avx2_gelu_multiply,
    .softcap = od_avx2_softcap,
    .add = od_avx2_add,
    .scale = od_avx2_scale,
    .to_half = od_avx2_to_half,
    .argmax = od_avx2_argmax,
    .log_sum_exp = od_avx2_log_sum_exp,
    .attend = od_avx2_attend,
    .sigmoid_multiply = od_avx2_sigmoid_multiply,
    .delta_rule = od_avx2_delta_rule,
    .read_bytes = od_avx2_read_bytes,
};
#endif
