"""Everything that code finds in an article before any model is asked."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from summarizer.attribution import Attribution, find_attributions, resolve_speakers
from summarizer.chrome import Chrome, body_regions, find_chrome
from summarizer.entities import NamedEntity, match_name, merge_names
from summarizer.errors import EmptyArticleError
from summarizer.metadata import Metadata, read_metadata
from summarizer.names import find_names
from summarizer.schemas.spans import Span
from summarizer.units.dates import find_dates
from summarizer.units.paragraphs import find_paragraphs
from summarizer.units.quantities import find_quantities
from summarizer.units.quotations import Quotation, find_quotations
from summarizer.units.sentences import find_sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from summarizer.article import Article

__all__ = ["Analysis", "Unit", "analyse"]

Range = tuple[int, int]


class Unit(NamedTuple):
    """A numbered piece of an article: its id ("Q3"), and its range in characters."""

    id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Analysis:
    """One article with all that was found in it; offsets are into `article.text`."""

    article: Article
    metadata: Metadata
    chrome: tuple[Chrome, ...]
    paragraphs: tuple[Range, ...]
    sentences: tuple[Unit, ...]
    quotations: tuple[Unit, ...]
    quantities: tuple[Unit, ...]
    dates: tuple[Unit, ...]
    entities: tuple[NamedEntity, ...]
    attributions: tuple[Attribution, ...]
    speakers: tuple[int | None, ...]
    """For each attribution, which of `entities` the rules take for its speaker."""
    _by_name: dict[str, int | None] = field(default_factory=dict, repr=False, compare=False)
    _spans: dict[Range, Span] = field(default_factory=dict, repr=False, compare=False)

    def entity_named(self, name: str) -> int | None:
        """Which of `entities` a name stands for, in any spelling; None where it is nobody's."""
        if name not in self._by_name:
            self._by_name[name] = match_name(name, self.entities)
        return self._by_name[name]

    @property
    def published(self) -> date | None:
        """The article's own date."""
        return self.metadata.published

    def cut(self, piece: Range | Unit) -> Span:
        """The span of a unit or a range."""
        place = (piece.start, piece.end) if isinstance(piece, Unit) else piece
        if place not in self._spans:
            self._spans[place] = Span.cut(self.article.text, *place)
        return self._spans[place]

    @property
    def opening(self) -> int:
        """Where the article itself begins: at its title, where it has one; what stands above may be a caption."""
        title = self.metadata.title
        return max(0, self.article.text.find(title)) if title else 0

    def text_of(self, piece: Range | Unit) -> str:
        """The characters of a unit or a range."""
        start, end = (piece.start, piece.end) if isinstance(piece, Unit) else piece
        return self.article.text[start:end]

    def sentence_at(self, offset: int) -> Unit | None:
        """The sentence that holds the character at `offset`, or the last one before it."""
        after = bisect_right(self.sentences, offset, key=lambda unit: unit.start)
        return self.sentences[after - 1] if after else None

    def sentences_over(self, start: int, end: int) -> tuple[Unit, ...]:
        """The sentences that share characters with the range."""
        return _over(self.sentences, start, end)

    def quotations_over(self, start: int, end: int) -> tuple[Unit, ...]:
        """The quotations that share characters with the range."""
        return _over(self.quotations, start, end)

    def dates_over(self, start: int, end: int) -> tuple[Unit, ...]:
        """The dates that share characters with the range."""
        return _over(self.dates, start, end)


def _over(units: tuple[Unit, ...], start: int, end: int) -> tuple[Unit, ...]:
    first = bisect_right(units, start, key=lambda unit: unit.end)
    after = bisect_left(units, end, key=lambda unit: unit.start)
    return units[first:after]


def analyse(article: Article, *, keep_chrome: bool = False) -> Analysis:
    """Find chrome, metadata, units, names and attributions in an article.

    Args:
        article: the article, as read.
        keep_chrome: take all of the text for the article.

    Raises:
        EmptyArticleError: there is nothing in it but chrome.
    """
    text = article.text
    chrome = () if keep_chrome else tuple(find_chrome(text))
    body = body_regions(text, chrome)
    sentences = _in_body(body, text, find_sentences)
    if not sentences:
        raise EmptyArticleError(
            article.source, "nothing in it but chrome; --keep-chrome takes all of it for the article"
        )
    quotations = [
        Quotation(*(start + offset for offset in (found.start, found.end, found.inner_start, found.inner_end)))
        for start, end in body
        for found in find_quotations(text[start:end])
    ]
    dates = _in_body(body, text, find_dates)
    quantities = [
        (start + first, start + last)
        for start, end in body
        for first, last in find_quantities(
            text[start:end], [(a - start, b - start) for a, b in dates if start <= a < end]
        )
    ]
    names = find_names(text, sentences)
    entities = merge_names(text, names)
    attributions = find_attributions(text, sentences, quotations, names)
    return Analysis(
        article=article,
        metadata=read_metadata(text, chrome),
        chrome=chrome,
        paragraphs=tuple(_in_body(body, text, find_paragraphs)),
        sentences=_numbered("S", sentences),
        quotations=_numbered("Q", [(found.start, found.end) for found in quotations]),
        quantities=_numbered("N", quantities),
        dates=_numbered("D", dates),
        entities=tuple(entities),
        attributions=tuple(attributions),
        speakers=tuple(resolve_speakers(text, attributions, entities, sentences, quotations)),
    )


def _in_body(body: Sequence[Range], text: str, find: Callable[[str], Sequence[Range]]) -> list[Range]:
    def found() -> Iterator[Iterator[Range]]:
        for start, end in body:
            yield ((start + first, start + last) for first, last in find(text[start:end]))

    return list(chain.from_iterable(found()))


def _numbered(letter: str, ranges: Sequence[Range]) -> tuple[Unit, ...]:
    return tuple(Unit(f"{letter}{number}", *piece) for number, piece in enumerate(ranges, start=1))
