/* What a machine can do at most, measured by loops that share no code with the kernels. */
#ifndef LOOPS_H
#define LOOPS_H

/* Bytes per second that `threads` threads read of memory that no cache holds (1 GiB, best of
   `passes`); 0 where memory or a thread lacks. */
double loops_read(int threads, int passes);

/* Float32 operations per second (a fused multiply-add is two), best of `passes`; 0 where this
   machine has no loop for it. */
double loops_float(int threads, int passes);

/* Operations per second on bytes (a product and its addition to a 32-bit sum are two), best of
   `passes`; 0 where this machine has no loop for it. */
double loops_bytes(int threads, int passes);

/* The instructions that loops_bytes takes, a constant. */
const char *loops_bytes_name(void);

#endif
