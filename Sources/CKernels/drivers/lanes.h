#pragma once
#include "../internal.h"

// Many rows of floats, or of bfloat16, by panels whose sums run in lanes of k (shared/lane_panels.h).

/// A tile's outputs: rows of x pass from the L2 cache by that many.
enum { OD_LANE_TILE_ROWS = 32 };

/// Bytes of scratch that `od_multiply_lanes` needs.
size_t od_lanes_scratch(size_t k);

/// Products of `n <= OD_LANE_TILE_ROWS` rows of a weight, at `w`, from `first` on with the job's rows:
/// as floats, or where these are NULL as bfloat16.
void od_multiply_lanes(const od_multiply_job *job, const od_product *p, const float *floats,
                       const uint16_t *bfloats, const char *w, size_t first, size_t n,
                       unsigned char *scratch);
