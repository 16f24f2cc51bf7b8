// The layouts of all element types that GGUF files may hold, computed with or not.
#include "internal.h"

// Blocks that no kernel reads yet are described by the sum of their parts, in the order in which
// they lie in the file.
enum { HALF = 2, K = 256 };

static const od_type_layout layouts[] = {
    {OD_F32, "f32", 1, sizeof(float)},
    {OD_F16, "f16", 1, HALF},
    {OD_Q4_0, "q4_0", 32, sizeof(od_block_q4_0)},
    {OD_Q4_1, "q4_1", 32, sizeof(od_block_q4_1)},
    {OD_Q5_0, "q5_0", 32, sizeof(od_block_q5_0)},
    {OD_Q5_1, "q5_1", 32, sizeof(od_block_q5_1)},
    {OD_Q8_0, "q8_0", 32, sizeof(od_block_q8_0)},
    {9, "q8_1", 32, HALF + HALF + 32},
    {OD_Q2_K, "q2_K", K, sizeof(od_block_q2_k)},
    {OD_Q3_K, "q3_K", K, sizeof(od_block_q3_k)},
    {OD_Q4_K, "q4_K", K, sizeof(od_block_q4_k)},
    {OD_Q5_K, "q5_K", K, sizeof(od_block_q5_k)},
    {OD_Q6_K, "q6_K", K, sizeof(od_block_q6_k)},
    {15, "q8_K", K, sizeof(float) + K + K / 16 * 2},
    {16, "iq2_xxs", K, HALF + K / 8 * 2},
    {17, "iq2_xs", K, HALF + K / 8 * 2 + K / 32},
    {18, "iq3_xxs", K, HALF + K / 4 + K / 8},
    {19, "iq1_s", K, HALF + K / 8 + K / 16},
    {OD_IQ4_NL, "iq4_nl", 32, sizeof(od_block_iq4_nl)},
    {21, "iq3_s", K, HALF + K / 4 + K / 32 + K / 8 + K / 64},
    {22, "iq2_s", K, HALF + K / 4 + K / 16},
    {OD_IQ4_XS, "iq4_xs", K, sizeof(od_block_iq4_xs)},
    {24, "i8", 1, 1},
    {25, "i16", 1, 2},
    {26, "i32", 1, 4},
    {27, "i64", 1, 8},
    {28, "f64", 1, 8},
    {29, "iq1_m", K, K / 8 + K / 16 + K / 32},
    {OD_BF16, "bf16", 1, 2},
    {34, "tq1_0", K, (K - 4 * K / 64) / 5 + K / 64 + HALF},
    {35, "tq2_0", K, K / 4 + HALF},
    {OD_MXFP4, "mxfp4", 32, sizeof(od_block_mxfp4)},
    {40, "nvfp4", 64, 4 + 32},
    {41, "q1_0", 128, HALF + 128 / 8},
    {42, "q2_0", 64, HALF + 64 / 4},
};

enum { LAYOUTS = sizeof layouts / sizeof layouts[0] };

const od_type_layout *od_type_layout_of(uint32_t type) {
  for (size_t i = 0; i < LAYOUTS; i++)
    if (layouts[i].type == type) return &layouts[i];
  return NULL;
}

const od_type_layout *od_type_layouts(size_t *count) {
  *count = LAYOUTS;
  return layouts;
}
