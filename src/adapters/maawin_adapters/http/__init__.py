"""The core over HTTP: one controller a step. Translate in, call one use case, translate out."""
