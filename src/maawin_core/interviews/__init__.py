"""Interviews (M7): arranged, held and recorded, in both time zones, with no wrong door."""
