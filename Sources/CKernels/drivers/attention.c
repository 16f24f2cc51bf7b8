// Attention, split into tiles of (key-value head, some queries).
#include "../internal.h"

// Queries of one tile: each tile of keys is converted once for all of them and their heads.
enum { QUERIES_AT_ONCE = 32, CACHE_LINE = 64 };

typedef struct {
  const od_kernels *table;
  const od_attention *attention;
  unsigned char *scratch;
  size_t scratch_stride, query_tiles;
} attend_job;

size_t od_attention_scratch(size_t heads_per_kv_head, size_t head_width) {
  size_t lanes = QUERIES_AT_ONCE * heads_per_kv_head, width = head_width + 16;
  // keys and values as floats; per lane: query, scores, largest, sum, values
  size_t floats = 2 * OD_ATTENTION_TILE * width +
                  lanes * (2 * width + OD_ATTENTION_TILE + 16);
  return (floats * sizeof(float) + CACHE_LINE - 1) / CACHE_LINE * CACHE_LINE;
}

static void attend_tile(void *context, size_t thread, size_t tile) {
  const attend_job *job = context;
  const od_attention *a = job->attention;
  // The last queries see the most: they go first, so that no thread ends with the longest tile.
  size_t query_tile = job->query_tiles - 1 - tile / a->kv_heads, kv_head = tile % a->kv_heads;
  size_t begin = query_tile * QUERIES_AT_ONCE, end = begin + QUERIES_AT_ONCE;
  job->table->attend(a, kv_head, begin, end < a->m ? end : a->m,
                     (float *)(job->scratch + thread * job->scratch_stride));
}

void od_attend(od_pool *pool, const od_kernels *table, const od_attention *a,
               unsigned char *scratch, size_t scratch_stride, const od_cancel_flag *cancel) {
  if (a->m == 0 || a->kv_heads == 0) return;
  attend_job job = {table, a, scratch, scratch_stride,
                    (a->m + QUERIES_AT_ONCE - 1) / QUERIES_AT_ONCE};
  size_t work = a->m * a->heads * a->head_width * (a->first + a->m);
  if (work < 64 * 1024) {  // a few positions: a region costs more
    for (size_t tile = 0; tile < job.query_tiles * a->kv_heads; tile++) {
      if (cancel && od_cancel_get(cancel)) return;
      attend_tile(&job, 0, tile);
    }
    return;
  }
  od_pool_run(pool, attend_tile, &job, job.query_tiles * a->kv_heads, cancel);
}
