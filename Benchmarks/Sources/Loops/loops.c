#define _GNU_SOURCE
#include "loops.h"

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

enum { LIMIT = 256 };
#define READ_BYTES ((size_t)1 << 30)
#define ROUNDS 20000000

typedef struct {
    const uint8_t *base;
    size_t count;
    volatile uint64_t sink; /* so that no loop is left out */
} part;

typedef void *(*loop)(void *);

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Seconds of the fastest of `passes` runs of a loop on all threads; 0 where a thread lacks. */
static double fastest(loop run, part *parts, int threads, int passes) {
    double best = 0;
    for (int pass = 0; pass < passes; pass++) {
        pthread_t others[LIMIT];
        double start = now();
        for (int i = 1; i < threads; i++)
            if (pthread_create(&others[i], NULL, run, &parts[i])) {
                for (int j = 1; j < i; j++) pthread_join(others[j], NULL);
                return 0;
            }
        run(&parts[0]);
        for (int i = 1; i < threads; i++) pthread_join(others[i], NULL);
        double seconds = now() - start;
        if (best == 0 || seconds < best) best = seconds;
    }
    return best;
}

typedef uint64_t words __attribute__((vector_size(32)));

static void *read_part(void *argument) {
    part *p = argument;
    words a = {0}, b = {0}, c = {0}, d = {0};
    const words *at = (const words *)p->base;
    for (size_t i = 0; i + 4 <= p->count / sizeof(words); i += 4) {
        a ^= at[i];
        b ^= at[i + 1];
        c ^= at[i + 2];
        d ^= at[i + 3];
    }
    a ^= b ^ c ^ d;
    p->sink = a[0] ^ a[1] ^ a[2] ^ a[3];
    return NULL;
}

double loops_read(int threads, int passes) {
    if (threads < 1 || threads > LIMIT) return 0;
    void *memory = NULL;
    if (posix_memalign(&memory, 1 << 21, READ_BYTES)) return 0;
#ifdef MADV_HUGEPAGE
    madvise(memory, READ_BYTES, MADV_HUGEPAGE);
#endif
    memset(memory, 1, READ_BYTES);
    part parts[LIMIT];
    size_t each = READ_BYTES / (size_t)threads / 4096 * 4096;
    for (int i = 0; i < threads; i++) {
        parts[i].base = (const uint8_t *)memory + (size_t)i * each;
        parts[i].count = i == threads - 1 ? READ_BYTES - (size_t)i * each : each;
    }
    double seconds = fastest(read_part, parts, threads, passes);
    free(memory);
    return seconds > 0 ? (double)READ_BYTES / seconds : 0;
}

#if defined(__x86_64__)

/* Twelve sums hide a latency of up to six cycles at two operations a cycle. */
#define TWELVE(X) X(0) X(1) X(2) X(3) X(4) X(5) X(6) X(7) X(8) X(9) X(10) X(11)

__attribute__((target("avx2,fma"))) static void *float_avx2(void *argument) {
    __m256 x = _mm256_set1_ps(0.999f), y = _mm256_set1_ps(1e-6f);
#define DECLARE(i) __m256 s##i = _mm256_set1_ps((float)i);
    TWELVE(DECLARE)
#undef DECLARE
    for (int r = 0; r < ROUNDS; r++) {
#define ADD(i) s##i = _mm256_fmadd_ps(s##i, x, y);
        TWELVE(ADD)
#undef ADD
    }
    float out[8] = {0};
#define SUM(i) _mm256_storeu_ps(out, _mm256_add_ps(_mm256_loadu_ps(out), s##i));
    TWELVE(SUM)
#undef SUM
    ((part *)argument)->sink = (uint64_t)out[0];
    return NULL;
}

__attribute__((target("avx512f"))) static void *float_avx512(void *argument) {
    __m512 x = _mm512_set1_ps(0.999f), y = _mm512_set1_ps(1e-6f);
#define DECLARE(i) __m512 s##i = _mm512_set1_ps((float)i);
    TWELVE(DECLARE)
#undef DECLARE
    for (int r = 0; r < ROUNDS; r++) {
#define ADD(i) s##i = _mm512_fmadd_ps(s##i, x, y);
        TWELVE(ADD)
#undef ADD
    }
    float out[16] = {0};
#define SUM(i) _mm512_storeu_ps(out, _mm512_add_ps(_mm512_loadu_ps(out), s##i));
    TWELVE(SUM)
#undef SUM
    ((part *)argument)->sink = (uint64_t)out[0];
    return NULL;
}

/* Products of pairs to 16 bits, their sums to 32, and the addition: AVX2's way to a dot product. */
__attribute__((target("avx2"))) static void *bytes_avx2(void *argument) {
    __m256i x = _mm256_set1_epi8(3), ones = _mm256_set1_epi16(1);
#define DECLARE(i) __m256i s##i = _mm256_set1_epi8(i);
    TWELVE(DECLARE)
#undef DECLARE
    for (int r = 0; r < ROUNDS / 4; r++) {
#define ADD(i) \
    s##i = _mm256_add_epi32(s##i, _mm256_madd_epi16(_mm256_maddubs_epi16(x, s##i), ones));
        TWELVE(ADD)
#undef ADD
    }
#define SUM(i) x = _mm256_xor_si256(x, s##i);
    TWELVE(SUM)
#undef SUM
    ((part *)argument)->sink = (uint64_t)_mm256_extract_epi64(x, 0);
    return NULL;
}

__attribute__((target("avx512f,avx512bw,avx512vnni"))) static void *bytes_vnni(void *argument) {
    __m512i x = _mm512_set1_epi8(3), y = _mm512_set1_epi8(5);
#define DECLARE(i) __m512i s##i = _mm512_set1_epi32(i);
    TWELVE(DECLARE)
#undef DECLARE
    for (int r = 0; r < ROUNDS; r++) {
#define ADD(i) s##i = _mm512_dpbusd_epi32(s##i, x, y);
        TWELVE(ADD)
#undef ADD
    }
#define SUM(i) x = _mm512_xor_si512(x, s##i);
    TWELVE(SUM)
#undef SUM
    ((part *)argument)->sink = (uint64_t)_mm256_extract_epi64(_mm512_castsi512_si256(x), 0);
    return NULL;
}

static double rate(loop run, double operations, int threads, int passes) {
    if (threads < 1 || threads > LIMIT) return 0;
    part parts[LIMIT] = {{0}};
    double seconds = fastest(run, parts, threads, passes);
    return seconds > 0 ? operations * threads / seconds : 0;
}

static int has_vnni(void) {
    return __builtin_cpu_supports("avx512vnni") && __builtin_cpu_supports("avx512bw");
}

double loops_float(int threads, int passes) {
    if (__builtin_cpu_supports("avx512f"))
        return rate(float_avx512, 2.0 * 16 * 12 * ROUNDS, threads, passes);
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        return rate(float_avx2, 2.0 * 8 * 12 * ROUNDS, threads, passes);
    return 0;
}

double loops_bytes(int threads, int passes) {
    if (has_vnni()) return rate(bytes_vnni, 2.0 * 64 * 12 * ROUNDS, threads, passes);
    if (__builtin_cpu_supports("avx2"))
        return rate(bytes_avx2, 2.0 * 32 * 12 * (ROUNDS / 4), threads, passes);
    return 0;
}

const char *loops_bytes_name(void) {
    return has_vnni() ? "dpbusd, 512 bits" : "maddubs, madd and add, 256 bits";
}

#else

double loops_float(int threads, int passes) { return 0; }
double loops_bytes(int threads, int passes) { return 0; }
const char *loops_bytes_name(void) { return "none"; }

#endif
