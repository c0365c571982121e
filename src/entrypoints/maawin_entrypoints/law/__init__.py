"""The commands of `maawin law`, one module a kind of question."""
