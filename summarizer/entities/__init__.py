"""The persons, bodies and places that an article names: mentions merged into one entity a thing."""

from __future__ import annotations

from summarizer.entities.match import match_name, resolve_mention
from summarizer.entities.merge import merge_names
from summarizer.entities.records import EntityKind, NamedEntity, Sex

__all__ = ["EntityKind", "NamedEntity", "Sex", "match_name", "merge_names", "resolve_mention"]
