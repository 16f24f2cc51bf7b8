#pragma once

/// The entry point of the harness: `FuzzGGUF_main` and the like, to which SwiftPM points `main`.
int FUZZ_ENTRY(int argc, char **argv);
