"""Offices (M1): the office's file, its authorised staff, its licence."""
