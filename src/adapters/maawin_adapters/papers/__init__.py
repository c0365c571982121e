"""Presses: what prints papers."""
