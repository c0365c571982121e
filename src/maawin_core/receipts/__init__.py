"""Receipts and refund letters (M9, M10): numbered without a gap, and never more than was booked."""
