"""Scoring: how well a brief agrees with the gold of its article, item by item and field by field."""
