// Attention, split into tiles of (key-value head, some queries), and where these are fewer than
// threads (a token of a model with one key-value head) also of some of the heads that share it.
#include "../internal.h"

// Queries of one tile: each tile of keys is converted once for all of them and their heads.
enum { QUERIES_AT_ONCE = 32, CACHE_LINE = 64 };

typedef struct {
  const od_kernels *table;
  const od_attention *attention;
  unsigned char *scratch;
  size_t scratch_stride, query_tiles, parts;
} attend_job;

size_t od_attention_scratch(size_t heads_per_kv_head, size_t head_width) {
  size_t lanes = QUERIES_AT_ONCE * heads_per_kv_head, width = head_width + 16;
  // keys and values as floats; per lane: query, scores, largest, sum, values
  size_t floats = 2 * OD_ATTENTION_TILE * width +
                  lanes * (2 * width + OD_ATTENTION_TILE + 16);
  return (floats * sizeof(float) + CACHE_LINE - 1) / CACHE_LINE * CACHE_LINE;
}

/// Heads `from ..< to` of those that share a key-value head, as an attention of their own. What a head
/// computes does not depend on who is computed beside it.
static od_attention some_heads(const od_attention *a, size_t kv_head, size_t from, size_t to) {
  size_t first = kv_head * (a->heads / a->kv_heads) + from, at = kv_head * a->head_stride;
  size_t bytes = a->cache_type == OD_Q8_0  ? at / 32 * sizeof(od_block_q8_0)
                 : a->cache_type == OD_F16 ? 2 * at
                                           : 4 * at;
  od_attention part = *a;
  part.queries += first * a->head_width;
  part.out += first * a->head_width;
  part.keys = (const char *)a->keys + bytes;
  part.values = (const char *)a->values + bytes;
  if (a->sinks) part.sinks += first;
  part.heads = to - from;
  part.kv_heads = 1;
  return part;
}

static void attend_tile(void *context, size_t thread, size_t tile) {
  const attend_job *job = context;
  const od_attention *a = job->attention;
  float *scratch = (float *)(job->scratch + thread * job->scratch_stride);
  size_t part = tile % job->parts;
  tile /= job->parts;
  // The last queries see the most: they go first, so that no thread ends with the longest tile.
  size_t query_tile = job->query_tiles - 1 - tile / a->kv_heads, kv_head = tile % a->kv_heads;
  size_t begin = query_tile * QUERIES_AT_ONCE, end = begin + QUERIES_AT_ONCE;
  if (end > a->m) end = a->m;
  if (job->parts == 1) return job->table->attend(a, kv_head, begin, end, scratch);
  size_t group = a->heads / a->kv_heads;
  od_attention some = some_heads(a, kv_head, group * part / job->parts, group * (part + 1) / job->parts);
  job->table->attend(&some, 0, begin, end, scratch);
}

void od_attend(od_pool *pool, const od_kernels *table, const od_attention *a,
               unsigned char *scratch, size_t scratch_stride, const od_cancel_flag *cancel) {
  if (a->m == 0 || a->kv_heads == 0) return;
  attend_job job = {table, a, scratch, scratch_stride,
                    (a->m + QUERIES_AT_ONCE - 1) / QUERIES_AT_ONCE, 1};
  size_t work = a->m * a->heads * a->head_width * (a->first + a->m);
  if (work < 64 * 1024) {  // a few positions: a region costs more
    for (size_t tile = 0; tile < job.query_tiles * a->kv_heads; tile++) {
      if (cancel && od_cancel_get(cancel)) return;
      attend_tile(&job, 0, tile);
    }
    return;
  }
  size_t tiles = job.query_tiles * a->kv_heads, threads = od_pool_threads(pool);
  size_t group = a->heads / a->kv_heads;
  if (tiles < threads) job.parts = (threads + tiles - 1) / tiles;
  if (job.parts > group) job.parts = group;
  od_pool_run(pool, attend_tile, &job, tiles * job.parts, cancel);
}
