"""What suits a kind of model: how much of an article it is shown at a time, and what it is asked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_address
from urllib.parse import urlsplit

__all__ = ["PROFILES", "QUESTIONS", "Profile", "is_at_home"]

QUESTIONS = ("speakers", "statements", "entities", "events", "figures", "summary")
"""All that can be put to a model."""
_LEFT_OPEN = ("speakers", "entities", "figures")


class Profile(StrEnum):
    """What kind of model the windows are cut for."""

    HOSTED = "hosted"
    SMALL = "small"


@dataclass(frozen=True, slots=True)
class _Way:
    """The settings that a profile sets, by their names; lengths in characters."""

    window: int
    focus: int
    context: int
    ids_in_schema: bool
    ask: tuple[str, ...]


PROFILES = {
    Profile.HOSTED: _Way(window=24_000, focus=24_000, context=4_000, ids_in_schema=False, ask=QUESTIONS),
    Profile.SMALL: _Way(window=8_000, focus=500, context=800, ids_in_schema=True, ask=_LEFT_OPEN),
}


def is_at_home(address: str) -> bool:
    """Whether an address is one of this machine: the model behind it is taken for a small one."""
    host = urlsplit(address).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
