// What floats become in a file. The scalar code is all there is, but processors differ in which
// multiplications and additions a compiler fuses, and files must not.
#include "check.h"

uint64_t encoding_digest(void) {
  enum { LENGTH = 1024 };
  static const uint32_t types[] = {OD_F16,  OD_BF16, OD_Q8_0, OD_Q4_0, OD_Q4_1,
                                   OD_Q5_0, OD_Q5_1, OD_Q4_K, OD_Q5_K, OD_Q6_K};
  static float x[LENGTH], importance[LENGTH];
  static unsigned char out[4 * LENGTH];
  generator g = {110};
  uint64_t digest = 0xcbf29ce484222325u;
  for (size_t t = 0; t < sizeof types / sizeof types[0]; t++)
    for (int pass = 0; pass < 4; pass++) {
      float width = pass == 3 ? 1e-3f : 1;
      for (size_t i = 0; i < LENGTH; i++) {
        // a sum of uniform numbers looks like a trained weight
        x[i] = width * (between(&g, -1, 1) + between(&g, -1, 1) + between(&g, -1, 1));
        if (below(&g, 200) == 0) x[i] *= 20;
        importance[i] = between(&g, 0, 1);
      }
      digest = (digest ^ od_encode(types[t], x, pass % 2 ? importance : NULL, LENGTH, out)) *
               0x100000001b3u;
      size_t bytes = row_bytes_of(types[t], LENGTH);
      for (size_t i = 0; i < bytes; i++) digest = (digest ^ out[i]) * 0x100000001b3u;  // FNV-1a
    }
  return digest;
}
