"""The sentences, by code and language: one folder a language, one file a step.

A code has an entry in every language (a test says so). A sentence may name facts in braces; each
refusal says what was found, what would have to be true, and what to do next.
"""
