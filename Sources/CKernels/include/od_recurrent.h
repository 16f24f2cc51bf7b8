#pragma once
#include <stddef.h>

// Layers that carry a state from position to position instead of a cache of all positions.

enum {
  /// Value columns of a state that lie together, and are updated together.
  OD_DELTA_BLOCK = 32,
  /// The longest kernel of a convolution over positions.
  OD_CONVOLUTION_LIMIT = 16,
};

/// One run of the gated delta rule over `m` positions of one sequence.
///
/// Per head and position, with state S of [key_width][value_width]:
///   S = decay * S;  d = beta * (v - S^T k);  S = S + k d^T;  out = S^T q
/// Yang, Kautz and Hatamizadeh, "Gated delta networks" (2024). Positions follow one another, and a
/// sum over keys runs in order of the keys, so that no cut of the positions changes a bit.
///
/// A state is kept as `[head][block][key_width][OD_DELTA_BLOCK]`; columns past the value's width
/// are zeros.
typedef struct {
  const float *_Nonnull queries;  // [m][key_heads][key_width], rows `stride` apart
  const float *_Nonnull keys;     // [m][key_heads][key_width]
  const float *_Nonnull values;   // [m][heads][value_width]
  size_t stride;
  const float *_Nonnull decays;   // [m][heads]
  const float *_Nonnull betas;    // [m][heads]
  const float *_Nullable before;  // the state before the first position; NULL: `after` holds it
  float *_Nonnull after;          // the state behind the last
  float *_Nonnull out;            // [m][heads][value_width]
  size_t m, heads, key_heads, key_width, value_width;
  /// Which key head serves value head `h`: `h / (heads / key_heads)`, or `h % key_heads` if not 0.
  int tiled;
} od_delta_rule;

/// Floats of the state of one head.
static inline size_t od_delta_state(size_t key_width, size_t value_width) {
  return (value_width + OD_DELTA_BLOCK - 1) / OD_DELTA_BLOCK * OD_DELTA_BLOCK * key_width;
}

/// A causal convolution over positions, each channel for itself: `out[j][c] = bias[c] +` the sum
/// over `t` of `weight[t][c]` times row `j + t - (kernel - 1)` of x, where rows below 0 are the
/// window's.
typedef struct {
  const float *_Nonnull window;   // [kernel - 1][channels], the positions before the first
  const float *_Nonnull x;        // [m][channels], rows `stride` apart
  size_t stride;
  const float *_Nonnull weight;   // [kernel][channels]
  const float *_Nullable bias;    // [channels]
  size_t m, channels, kernel;
  float *_Nonnull out;            // [m][channels], not x
  float *_Nonnull window_after;   // [kernel - 1][channels]; not the window
} od_convolution;
