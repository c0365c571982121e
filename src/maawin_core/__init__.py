"""The pure core of maawin: aggregates, rules of law and the ports that surround them."""
