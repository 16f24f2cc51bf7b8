// The tables for AVX-512 with VNNI, and with products of bfloat16.
#include "table.h"
#if defined(__x86_64__)

// Four rows of x straight from the file take 0.75 of the time of panels, eight 1.1 to 1.3 of it
// (Emerald Rapids, q8_0).
#define PANELS_FROM .panel_rows_from = 5, .float_panel_rows_from = 8,                         \
  .multiply_panel = od_avx512_multiply_panel,                                                 \
  .multiply_two_panels = od_avx512_multiply_two_panels,                                       \
  .multiply_float_panels = od_avx512_multiply_float_panels

const od_kernels od_table_avx512 = {
    .name = "avx512",
    PANELS_FROM,
    .weights =
        {
            FLOATS QUANTISED
            [OD_BF16] = {.to_float = od_avx2_bf16_to_float, .multiply_f32 = od_avx2_multiply_bf16},
        },
    THE_REST
};

const od_kernels od_table_avx512_bf16 = {
    .name = "avx512-bf16",
    PANELS_FROM,
    .weights = {FLOATS QUANTISED BFLOATS},
    MANY_BFLOATS,
    THE_REST
};
#endif
