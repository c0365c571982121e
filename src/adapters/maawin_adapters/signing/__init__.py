"""Signatures on decision records."""
