#pragma once
#include "../../Sources/CKernels/internal.h"

// A test of kernel tables that needs no Swift, so that it can be built for a foreign processor and
// run in its emulator. Every table is compared with the scalar one, which the Swift tests compare
// with the reference, or with the formula in double precision.

/// What is under test. `table` is never the scalar one.
typedef struct {
  const od_kernels *scalar, *table;
  od_pool *pools[2];  // of one and of two threads
  int quick;
} subject;

/// Where a comparison stands, for the message of the first that fails.
typedef struct {
  const subject *s;
  const char *entry;
  uint32_t type;
  char shape[96];
} place;

__attribute__((format(printf, 4, 5))) place place_of(const subject *s, const char *entry,
                                                     uint32_t type, const char *shape, ...);

// Each counts what it compares, and ends the program with a message at the first difference.

/// Bit for bit; one NaN is as good as another.
void same_floats(const place *p, const float *expected, const float *found, size_t count);
void same_bytes(const place *p, const void *expected, const void *found, size_t count);
void same_number(const place *p, uint64_t expected, uint64_t found);
/// `found` within `bound` of `expected`; both NaN agree.
void near(const place *p, size_t index, double expected, double found, double bound);
_Noreturn void fail(const place *p, const char *message);
extern size_t comparisons;

/// A digest of what the scalar table gave for quantised products, the same on every processor.
void digest(const float *x, size_t count);
extern uint64_t scalar_digest;

// ---- memory.c: buffers that end at a page that cannot be touched, with known bytes before them

typedef struct {
  void *bytes;
  size_t count;
} guarded;

/// `count` bytes; the last lies `before_end` bytes before the page. Lives until `release_all`.
guarded guard(size_t count, size_t before_end);
float *guard_floats(size_t count);
/// Ends the program if a byte before any buffer changed; then gives all of them back.
void release_all(const place *p);

// ---- random.c: SplitMix64 (Steele, Lea and Flood, 2014)

typedef struct {
  uint64_t state;
} generator;

uint64_t next(generator *g);
size_t below(generator *g, size_t bound);
float between(generator *g, float low, float high);
/// Floats that end at a guard page.
float *random_floats(generator *g, size_t count, float low, float high);

// ---- weights.c

/// What the integers and scales of a quantised weight are like.
typedef enum { MODERATE, ANY_BITS, EXTREME, TINY_SCALES, WEIGHT_MODES } weight_mode;

/// `rows` rows, `row_bytes` apart, the last of which ends at a guard page.
const void *random_weights(generator *g, uint32_t type, size_t rows, size_t columns,
                           size_t row_bytes, weight_mode mode);
size_t row_bytes_of(uint32_t type, size_t columns);
size_t block_length_of(uint32_t type);
const char *name_of(uint32_t type);

/// Types that a table may multiply with int8 activations, and in float.
extern const uint32_t quantised_types[13], float_types[3];

// ---- what is checked

void check_quantise(const subject *s);
void check_quantised_products(const subject *s);
void check_bfloat_products(const subject *s);
void check_float_products(const subject *s);
void check_to_float(const subject *s);
void check_rows(const subject *s);
void check_searches(const subject *s);
void check_attention(const subject *s);
void check_recurrent(const subject *s);
/// A digest of rows of every type that can be written, the same on every processor.
uint64_t encoding_digest(void);
