"""Workers (M2): who may be recruited, and their files."""
