"""The programs that wire the core to its adapters."""
