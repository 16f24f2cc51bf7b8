// Compares kernel tables with the scalar one:
//   foreign-kernels [--quick] [--without TABLE]... [TABLE]...
// A table that is named must be in the build, run on this processor and be compared; one that is
// named after `--without` must not run here. Tables that nobody names are compared when they can be.
#include "check.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { TABLES = 16 };

static void (*const checks[])(const subject *) = {
    check_quantise, check_quantised_products, check_float_products, check_bfloat_products,
    check_to_float,
    check_rows,     check_searches,           check_attention,      check_recurrent,
};

static const od_kernels *find(const char *name) {
  for (size_t i = 0; od_table_at(i); i++)
    if (strcmp(od_table_at(i)->name, name) == 0) return od_table_at(i);
  fprintf(stderr, "%s: no table of that name in this build\n", name);
  exit(2);
}

static size_t check_table(subject *s, const od_kernels *table) {
  s->table = table;
  comparisons = 0;
  scalar_digest = 0xcbf29ce484222325u;
  for (size_t i = 0; i < sizeof checks / sizeof checks[0]; i++) checks[i](s);
  printf("%s: %zu comparisons, digest %016" PRIx64 "\n", table->name, comparisons,
         scalar_digest);
  return comparisons;
}

int main(int count, char **arguments) {
  const od_kernels *wanted[TABLES];
  size_t wanted_count = 0, compared = 0;
  int refused = 0;
  subject s = {.scalar = od_table_at(0)};
  for (int i = 1; i < count; i++) {
    if (strcmp(arguments[i], "--quick") == 0) {
      s.quick = 1;
    } else if (strcmp(arguments[i], "--without") == 0 && i + 1 < count) {
      const od_kernels *table = find(arguments[++i]);
      if (od_table_supported(table)) {
        fprintf(stderr, "%s: taken for supported, and should not be\n", table->name);
        return 1;
      }
      refused = 1;
      printf("%s: not for this processor\n", table->name);
    } else if (wanted_count < TABLES) {
      wanted[wanted_count++] = find(arguments[i]);
    }
  }
  for (size_t i = 0; i < wanted_count; i++)
    if (wanted[i] == s.scalar || !od_table_supported(wanted[i])) {
      fprintf(stderr, "%s: %s\n", wanted[i]->name,
              wanted[i] == s.scalar ? "the others are compared with it"
                                    : "not supported by this processor");
      return 2;
    }
  for (size_t threads = 1; threads <= 2; threads++)
    if (!(s.pools[threads - 1] = od_pool_create(threads, 0))) return 2;
  for (size_t i = 1; od_table_at(i); i++) {
    if (!od_table_supported(od_table_at(i))) continue;
    size_t made = check_table(&s, od_table_at(i));
    for (size_t w = 0; w < wanted_count; w++) compared += wanted[w] == od_table_at(i) && made > 0;
  }
  printf("encoders: digest %016" PRIx64 "\n", encoding_digest());
  for (size_t threads = 1; threads <= 2; threads++) od_pool_destroy(s.pools[threads - 1]);
  if (compared == wanted_count && (wanted_count > 0 || refused)) return 0;
  fprintf(stderr, "%zu of %zu named tables were compared\n", compared, wanted_count);
  return 1;
}
