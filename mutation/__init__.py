"""Faults planted in the law and in every rule: what the tests find, and what they do not."""
