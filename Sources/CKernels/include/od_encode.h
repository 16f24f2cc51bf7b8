#pragma once
#include <stddef.h>
#include <stdint.h>

// Floats to the blocks of a type. Those of less than eight bits are searched: scales and minimums are
// those with the least weighted square error among some, so results are closer than plain rounding.
//
// The same bits on every machine: eight lanes, added in one order, no contraction.

/// Whether `od_encode` writes the type: f32, f16, bf16, q8_0, q4_0, q4_1, q5_0, q5_1, q4_K, q5_K, q6_K.
int od_encodes(uint32_t type);

/// Writes `k` finite numbers, a whole number of blocks. `importance` holds a weight of at least 0 for
/// each (what its square error costs), or is NULL for equal ones. Returns `k`, or the first element
/// that does not fit the type, or of the block whose scale does not fit half precision.
size_t od_encode(uint32_t type, const float *_Nonnull x, const float *_Nullable importance, size_t k,
                 void *_Nonnull out);
