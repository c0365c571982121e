"""Wages (M11): what is due each month, and whether it was paid as the law asks."""
