"""Chrome: what is in the text but is not the article. It is marked, never deleted, so that offsets hold."""

from __future__ import annotations

from summarizer.chrome.find import body_regions, find_chrome
from summarizer.chrome.model import Chrome, ChromeReason

__all__ = ["Chrome", "ChromeReason", "body_regions", "find_chrome"]
