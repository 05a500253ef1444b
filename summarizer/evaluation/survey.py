"""What a change touches: exchanges that have no recording any more, and recordings that nothing asks for."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.opening import open_model
from summarizer.pipeline import Summarizer
from summarizer.recording.store import RecordingStore
from summarizer.recording.transport import RecordingTransport
from summarizer.settings import EXTRACTIVE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.article import Article
    from summarizer.recording.store import Recording
    from summarizer.recording.transport import StaleExchange
    from summarizer.settings import Settings

__all__ = ["Survey", "survey_recordings"]


@dataclass(frozen=True, slots=True)
class Survey:
    """What was found.

    Attributes:
        used: how many recordings answer what is asked now.
        stale: exchanges without a recording, with the nearest one.
        unused: recordings of the same model and the same articles that nothing asks for.
    """

    used: int
    stale: tuple[StaleExchange, ...]
    unused: tuple[Recording, ...]

    def stale_rows(self) -> Iterator[tuple[str, ...]]:
        """A row for each stale exchange: article, section, ids asked about, what it will take, what changed."""
        for one in self.stale:
            tokens_in, tokens_out = _tokens(one.nearest)
            took = (f"{tokens_in:,}", f"{tokens_out:,}", f"{one.nearest.seconds:.1f}")
            yield one.source, one.section, " ".join(one.ids), *took, one.why

    def cost(self) -> str:
        """What recording anew will take, in words, by what the nearest recordings took."""
        tokens = [_tokens(one.nearest) for one in self.stale]
        return (
            f"{len(self.stale)} calls for {len({one.source for one in self.stale})} articles, about "
            f"{sum(one for one, _ in tokens):,} tokens in, {sum(other for _, other in tokens):,} out, "
            f"{sum(one.nearest.seconds for one in self.stale):,.0f} seconds one after the other"
        )


def _tokens(recording: Recording) -> tuple[int, int]:
    usage = recording.response.body.get("usage")
    counts = usage if isinstance(usage, dict) else {}
    found = [counts.get(name) for name in ("prompt_tokens", "completion_tokens")]
    one, other = (count if isinstance(count, int) else 0 for count in found)
    return one, other


def survey_recordings(settings: Settings, articles: Sequence[Article]) -> Survey:
    """Ask all that briefs of the articles would ask, with and without asking again, of the recordings alone.

    What has no recording is answered by the nearest one, so that what would be asked after it is found too; what
    hangs on that answer may still turn out otherwise.

    Args:
        settings: how the briefs are made; `recordings` says where the recordings are.
        articles: all that there should be recordings of.

    Raises:
        SettingsError: no article can be briefed with such settings, or they name no model.
        RecordingError: a recording cannot be read, or a section of an article has none at all.
    """
    if settings.model == EXTRACTIVE:
        return Survey(0, (), ())
    store = RecordingStore(settings.recordings)
    transport = RecordingTransport(store, "survey")
    asyncio.run(_ask_all(settings, articles, transport))
    ids = {article.id for article in articles}
    unused = tuple(
        recording
        for recording in store.find_unused(transport.used_keys)
        if recording.model == settings.model and recording.article.id in ids
    )
    return Survey(len(transport.used_keys), transport.stale, unused)


async def _ask_all(settings: Settings, articles: Sequence[Article], transport: RecordingTransport) -> None:
    for reasks in dict.fromkeys((settings.reasks, 0)):
        asked = settings.model_copy(update={"reasks": reasks})
        async with Summarizer(asked, model=open_model(asked, transport=transport)) as summarizer:
            for article in articles:
                await summarizer.brief(article)
