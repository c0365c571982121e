"""Selection and contracts (M8): reserved once, concluded by all, attested by the Ministry."""
