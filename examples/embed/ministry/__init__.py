"""A system of its own that embeds maawin's core."""
