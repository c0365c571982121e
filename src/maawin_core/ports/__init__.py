"""The outline of the hexagon: what the core needs from outside, one file a port.

Only use cases may reach for one. A port uses the kernel and nothing of any step.
"""
