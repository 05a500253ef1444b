"""Proper names as they stand in a text."""

from __future__ import annotations

from summarizer.names.find import find_names

__all__ = ["find_names"]
