"""Where interviews are held."""
