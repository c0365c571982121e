"""What surrounds the core: storage, HTTP, payment, wages, notices. Each can be swapped."""
