"""Channels for wages: a folder that a bank's software empties, and a sandbox."""
