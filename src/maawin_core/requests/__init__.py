"""Requests (M4): what an employer asks of an office, from receipt to completion."""
