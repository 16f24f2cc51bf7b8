#pragma once
#include <stddef.h>
#include <stdint.h>

// A pool of threads for parallel regions of microseconds.
//
// Workers spin for some tens of microseconds after a region, then sleep. The caller works too, as
// thread 0. A region that is started inside a region runs serially on the thread that started it;
// a region that is started while another thread's region runs waits for it.

typedef struct od_pool od_pool;

/// Set by anyone (also by a signal handler), read before each tile.
typedef struct od_cancel_flag od_cancel_flag;

/// One tile of a region. `thread` is below the pool's thread count, and no two tiles run at the
/// same time under the same `thread`.
typedef void (*od_task)(void *_Nullable context, size_t thread, size_t tile);

/// A pool of `threads` threads, the caller counted. `may_spin` is 0 where spinning would burn a
/// CPU quota. Gives a smaller pool when the system refuses threads, NULL when memory lacks.
od_pool *_Nullable od_pool_create(size_t threads, int may_spin);
void od_pool_destroy(od_pool *_Nonnull pool);
size_t od_pool_threads(const od_pool *_Nonnull pool);

/// Runs `task` for tiles `0 ..< tiles` and returns when all are done. Each thread begins with a share
/// of tiles that follow each other, and then takes what others have not begun, one at a time.
/// After `cancel` is set no further tile starts.
void od_pool_run(od_pool *_Nonnull pool, od_task _Nonnull task, void *_Nullable context,
                 size_t tiles, const od_cancel_flag *_Nullable cancel);

od_cancel_flag *_Nullable od_cancel_create(void);
void od_cancel_destroy(od_cancel_flag *_Nonnull flag);
void od_cancel_set(od_cancel_flag *_Nonnull flag, int32_t value);
int32_t od_cancel_get(const od_cancel_flag *_Nonnull flag);
