// SwiftPM links an executable target with `main` set to `<target>_main`, which hides the `main` in
// libFuzzer's own archive. This is that function; the rest is libFuzzer's documented driver.
#include "fuzz_driver.h"

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*test)(const uint8_t *, size_t));

int FUZZ_ENTRY(int argc, char **argv) {
  return LLVMFuzzerRunDriver(&argc, &argv, LLVMFuzzerTestOneInput);
}
