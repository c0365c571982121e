"""Employers (M1): the households that recruit."""
