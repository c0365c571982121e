"""Access (M1, M16): who may sign in, who may do what to which thing, who may start new things."""
