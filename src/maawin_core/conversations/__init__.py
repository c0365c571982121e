"""Conversations (M5, M14): parties talk about a thing, attach files, tell the platform."""
