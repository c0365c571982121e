"""The pilot (M15): chosen offices and employers, the whole journey, and whether it is ready."""
