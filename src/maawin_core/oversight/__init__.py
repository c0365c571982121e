"""Oversight (M13): figures with their cases, alerts, and what the Ministry does at once."""
