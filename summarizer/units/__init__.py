"""The numbered pieces of an article that a model can point at, found by code."""
