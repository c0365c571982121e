"""The books (M9, M11): the named places of money, and how each movement is posted."""
