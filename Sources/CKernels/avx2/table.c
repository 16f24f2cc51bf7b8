// The table for AVX2, FMA and F16C.
#include "avx2.h"
#include "../scalar/scalar.h"
#if defined(__x86_64__)

const od_kernels od_table_avx2 = {
    .name = "avx2",
    .panel_rows_from = 10,
    .float_panel_rows_from = 4,
    .weights =
        {
            [OD_F32] = {.to_float = od_scalar_f32_to_float, .multiply_f32 = od_avx2_multiply_f32},
            [OD_F16] = {.to_float = od_avx2_f16_to_float, .multiply_f32 = od_avx2_multiply_f16},
            [OD_BF16] = {.to_float = od_avx2_bf16_to_float, .multiply_f32 = od_avx2_multiply_bf16},
            [OD_Q8_0] = {.to_float = od_avx2_q8_0_to_float,
                         .multiply_q8 = od_avx2_multiply_q8_0,
                         .pack = od_avx2_pack_q8_0},
            [OD_Q4_0] = {.to_float = od_avx2_q4_0_to_float,
                         .multiply_q8 = od_avx2_multiply_q4_0,
                         .pack = od_avx2_pack_q4_0},
        },
    .quantize = od_avx2_quantize,
    .multiply_panel = od_avx2_multiply_panel,
    .rms_norm = od_avx2_rms_norm,
    .rope = od_avx2_rope,
    .silu_multiply = od_avx2_silu_multiply,
    .add = od_avx2_add,
    .scale = od_avx2_scale,
    .to_half = od_avx2_to_half,
    .argmax = od_avx2_argmax,
    .log_sum_exp = od_avx2_log_sum_exp,
    .attend = od_avx2_attend,
    .read_bytes = od_avx2_read_bytes,
};
#endif
