"""Notices (M5, M16): what each party is told, kept in its inbox and sent by other channels."""
