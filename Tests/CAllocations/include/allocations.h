#pragma once
#include <stddef.h>

// Counts what a thread asks of the heap: linked into tests only, where it stands before the C library.

/// Starts at zero for the calling thread; allocations of other threads are not counted.
void allocations_begin(void);
/// Allocations of this thread since `allocations_begin`, which it ends; -1 where they cannot be counted.
ptrdiff_t allocations_end(void);
