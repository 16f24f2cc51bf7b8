// The thread pool: see od_pool.h for what it promises.
#include "od_pool.h"
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

// A pause takes 40 to 140 cycles, so this is 50 to 150 microseconds: longer than the serial work
// between two regions of a token, shorter than a scheduler's slice.
enum { SPINS = 4000 };

struct od_cancel_flag {
  _Atomic int32_t value;
};

typedef struct {
  od_pool *pool;
  size_t index;
  pthread_t thread;
} worker;

// The tiles of a region that one thread takes first. They follow each other, so what a tile asks for
// ahead of itself is in the cache of who takes the next one: handed out one by one to two threads,
// q4_0 rows of 4096 were read at 12 GB/s instead of 23.
typedef struct {
  _Alignas(64) _Atomic size_t next;
  size_t end;
} share;

struct od_pool {
  size_t threads;  // workers and the caller
  int spins;
  worker *workers;
  pthread_mutex_t turn;  // held by the caller whose region runs

  // One region. Written by the caller before `epoch` moves, read by workers after.
  od_task task;
  void *context;
  const od_cancel_flag *cancel;
  share *shares;  // one of each thread
  _Alignas(64) _Atomic size_t running;  // workers that have not finished this region
  _Alignas(64) _Atomic uint32_t epoch;
  _Atomic int stopping;
  _Atomic uint32_t sleepers;  // workers that may be asleep
  _Atomic int caller_sleeps;
  pthread_mutex_t lock;
  pthread_cond_t work, done;
};

static _Thread_local struct {
  od_pool *pool;
  size_t index;
} inside;  // the region that this thread works for

// Arm's `yield` does nothing on most cores and would make the wait ten times too short; refetching
// instructions takes some tens of cycles.
static void breathe(void) {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("isb");
#endif
}

// Cuts the tiles of a region into shares of equal size.
static void share_out(od_pool *pool, size_t tiles) {
  size_t each = tiles / pool->threads, more = tiles % pool->threads, first = 0;
  for (size_t i = 0; i < pool->threads; i++) {
    atomic_store_explicit(&pool->shares[i].next, first, memory_order_relaxed);
    first += each + (i < more);
    pool->shares[i].end = first;
  }
}

// A thread takes its own share, then what others have not begun.
static void take_tiles(od_pool *pool, size_t thread) {
  for (size_t i = 0; i < pool->threads; i++) {
    share *s = &pool->shares[(thread + i) % pool->threads];
    for (;;) {
      if (pool->cancel && od_cancel_get(pool->cancel)) return;
      if (atomic_load_explicit(&s->next, memory_order_relaxed) >= s->end) break;
      size_t tile = atomic_fetch_add_explicit(&s->next, 1, memory_order_relaxed);
      if (tile >= s->end) break;
      pool->task(pool->context, thread, tile);
    }
  }
}

static void wait_for_work(od_pool *pool, uint32_t seen) {
  for (int spin = 0; spin < pool->spins; spin++) {
    if (atomic_load_explicit(&pool->epoch, memory_order_acquire) != seen) return;
    breathe();
  }
  pthread_mutex_lock(&pool->lock);
  atomic_fetch_add(&pool->sleepers, 1);
  while (atomic_load(&pool->epoch) == seen) pthread_cond_wait(&pool->work, &pool->lock);
  atomic_fetch_sub(&pool->sleepers, 1);
  pthread_mutex_unlock(&pool->lock);
}

static void *work(void *argument) {
  worker *self = argument;
  od_pool *pool = self->pool;
  inside.pool = pool;
  inside.index = self->index;
  for (uint32_t seen = 0;;) {
    wait_for_work(pool, seen);
    seen = atomic_load_explicit(&pool->epoch, memory_order_acquire);
    if (atomic_load_explicit(&pool->stopping, memory_order_acquire)) return NULL;
    take_tiles(pool, self->index);
    if (atomic_fetch_sub(&pool->running, 1) == 1 && atomic_load(&pool->caller_sleeps)) {
      pthread_mutex_lock(&pool->lock);
      pthread_cond_signal(&pool->done);
      pthread_mutex_unlock(&pool->lock);
    }
  }
}

static void announce(od_pool *pool) {
  atomic_fetch_add(&pool->epoch, 1);
  if (atomic_load(&pool->sleepers) == 0) return;
  pthread_mutex_lock(&pool->lock);
  pthread_cond_broadcast(&pool->work);
  pthread_mutex_unlock(&pool->lock);
}

static void wait_for_workers(od_pool *pool) {
  for (int spin = 0; spin < pool->spins; spin++) {
    if (atomic_load_explicit(&pool->running, memory_order_acquire) == 0) return;
    breathe();
  }
  pthread_mutex_lock(&pool->lock);
  atomic_store(&pool->caller_sleeps, 1);
  while (atomic_load(&pool->running) != 0) pthread_cond_wait(&pool->done, &pool->lock);
  atomic_store(&pool->caller_sleeps, 0);
  pthread_mutex_unlock(&pool->lock);
}

od_pool *od_pool_create(size_t threads, int may_spin) {
  if (threads < 1) threads = 1;
  od_pool *pool = aligned_alloc(_Alignof(od_pool), sizeof *pool);
  if (!pool) return NULL;
  *pool = (od_pool){.threads = 1, .spins = may_spin ? SPINS : 0};
  pthread_mutex_init(&pool->turn, NULL);
  pthread_mutex_init(&pool->lock, NULL);
  pthread_cond_init(&pool->work, NULL);
  pthread_cond_init(&pool->done, NULL);
  if (threads == 1) return pool;
  pool->workers = calloc(threads - 1, sizeof *pool->workers);
  pool->shares = aligned_alloc(_Alignof(share), threads * sizeof *pool->shares);
  if (!pool->workers || !pool->shares) return pool;
  for (size_t i = 1; i < threads; i++) {
    worker *w = &pool->workers[i - 1];
    *w = (worker){.pool = pool, .index = i};
    if (pthread_create(&w->thread, NULL, work, w) != 0) break;
    pool->threads = i + 1;
  }
  return pool;
}

void od_pool_destroy(od_pool *pool) {
  atomic_store(&pool->stopping, 1);
  announce(pool);
  for (size_t i = 1; i < pool->threads; i++) pthread_join(pool->workers[i - 1].thread, NULL);
  pthread_cond_destroy(&pool->done);
  pthread_cond_destroy(&pool->work);
  pthread_mutex_destroy(&pool->lock);
  pthread_mutex_destroy(&pool->turn);
  free(pool->workers);
  free(pool->shares);
  free(pool);
}

size_t od_pool_threads(const od_pool *pool) { return pool->threads; }

static void run_serially(od_task task, void *context, size_t thread, size_t tiles,
                         const od_cancel_flag *cancel) {
  for (size_t tile = 0; tile < tiles; tile++) {
    if (cancel && od_cancel_get(cancel)) return;
    task(context, thread, tile);
  }
}

void od_pool_run(od_pool *pool, od_task task, void *context, size_t tiles,
                 const od_cancel_flag *cancel) {
  if (inside.pool == pool) {
    run_serially(task, context, inside.index, tiles, cancel);
    return;
  }
  pthread_mutex_lock(&pool->turn);
  od_pool *outer = inside.pool;
  size_t outer_index = inside.index;
  inside.pool = pool;
  inside.index = 0;
  if (tiles < 2 || pool->threads == 1) {
    run_serially(task, context, 0, tiles, cancel);
  } else {
    pool->task = task;
    pool->context = context;
    pool->cancel = cancel;
    share_out(pool, tiles);
    atomic_store_explicit(&pool->running, pool->threads - 1, memory_order_relaxed);
    announce(pool);
    take_tiles(pool, 0);
    wait_for_workers(pool);
  }
  inside.pool = outer;
  inside.index = outer_index;
  pthread_mutex_unlock(&pool->turn);
}

od_cancel_flag *od_cancel_create(void) { return calloc(1, sizeof(od_cancel_flag)); }

void od_cancel_destroy(od_cancel_flag *flag) { free(flag); }

void od_cancel_set(od_cancel_flag *flag, int32_t value) {
  atomic_store_explicit(&flag->value, value, memory_order_relaxed);
}

int32_t od_cancel_get(const od_cancel_flag *flag) {
  return atomic_load_explicit(&flag->value, memory_order_relaxed);
}
