"""Offers (M3): what an office proposes, and the prices and wages that the law allows."""
