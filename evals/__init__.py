"""The project's own eval set, and the runs that are compared on it."""
