// Attention with a running softmax over tiles of positions.
//
// Per query and head: `largest` is the largest score so far, `sum` and `values` are sums of
// exp(score - largest) and of the same times the value rows. A tile that brings a larger score
// scales both down first. Source: Milakov and Gimelshein, "Online normalizer calculation for
// softmax" (2018).
#include "scalar.h"

static float element(const void *base, uint32_t type, size_t index) {
  if (type == OD_Q8_0) {
    const od_block_q8_0 *block = (const od_block_q8_0 *)base + index / 32;
    return od_half_to_float(block->scale) * block->quants[index % 32];
  }
  return type == OD_F16 ? od_half_to_float(((const uint16_t *)base)[index])
                        : ((const float *)base)[index];
}

void od_scalar_attend(const od_attention *a, size_t kv_head, size_t begin, size_t end,
                      float *scratch) {
  (void)scratch;
  size_t group = a->heads / a->kv_heads, width = a->head_width;
  for (size_t query = begin; query < end; query++) {
    size_t past = a->first + query + 1;  // positions below it are seen
    size_t start = a->window && past > a->window ? past - a->window : 0;
    for (size_t head = kv_head * group; head < (kv_head + 1) * group; head++) {
      const float *q = a->queries + query * a->query_stride + head * width;
      float *out = a->out + query * a->out_stride + head * width;
      float largest = -INFINITY, sum = 0;
      memset(out, 0, width * sizeof *out);
      for (size_t tile = start - start % OD_ATTENTION_TILE; tile < past;
           tile += OD_ATTENTION_TILE) {
        size_t from = tile > start ? tile : start;
        size_t to = tile + OD_ATTENTION_TILE < past ? tile + OD_ATTENTION_TILE : past;
        float scores[OD_ATTENTION_TILE], before = largest;
        for (size_t p = from; p < to; p++) {
          size_t row = p * a->position_stride + kv_head * a->head_stride;
          float lanes[8] = {0};
          for (size_t i = 0; i < width; i++)
            lanes[i % 8] += q[i] * element(a->keys, a->cache_type, row + i);
          float score = od_add_lanes(lanes) * a->scale;
          if (a->softcap != 0) score = a->softcap * tanhf(score / a->softcap);
          scores[p - tile] = score;
          if (!(score <= largest)) largest = score;  // a NaN stays
        }
        float keep = expf(before - largest);
        sum *= keep;
        for (size_t i = 0; i < width; i++) out[i] *= keep;
        for (size_t p = from; p < to; p++) {
          size_t row = p * a->position_stride + kv_head * a->head_stride;
          float weight = expf(scores[p - tile] - largest);
          sum += weight;
          for (size_t i = 0; i < width; i++)
            out[i] += weight * element(a->values, a->cache_type, row + i);
        }
      }
      float inverse = od_softmax_factor(largest, sum, a->sinks ? a->sinks + head : NULL);
      for (size_t i = 0; i < width; i++) out[i] *= inverse;
    }
  }
}
