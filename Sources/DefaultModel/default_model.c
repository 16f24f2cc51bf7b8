#include "default_model.h"

#if __has_embed("../../models/default.gguf")
_Alignas(4096) static const uint8_t model[] = {
#embed "../../models/default.gguf"
};
static const size_t model_byte_count = sizeof model;
#else
_Alignas(4096) static const uint8_t model[1] = {0};
static const size_t model_byte_count = 0;
#endif

const uint8_t *od_default_model_bytes(void) { return model; }
size_t od_default_model_byte_count(void) { return model_byte_count; }
