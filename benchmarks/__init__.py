"""Benchmarks: every figure a ratio against its yardstick, both measured in one run."""
