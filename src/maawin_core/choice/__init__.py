"""Transparent choice (M6): by price and by record, each figure with its n, each order explained."""
