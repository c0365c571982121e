"""Channels to people outside the platform: one file each."""
