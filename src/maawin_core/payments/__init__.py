"""Payments (M9): the recruitment fee, due, being paid, paid, and what of it is given back."""
