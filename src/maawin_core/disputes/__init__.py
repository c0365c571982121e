"""Disputes (M10): who is right, and what the guarantee gives back."""
