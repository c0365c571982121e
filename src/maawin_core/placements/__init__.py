"""Placements (M4, M16): from visa to hand-over to the end; hand-over starts the guarantee."""
