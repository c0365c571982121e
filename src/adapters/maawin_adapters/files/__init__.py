"""Where the bytes of files are kept: one file each."""
