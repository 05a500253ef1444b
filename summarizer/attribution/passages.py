"""Sentences as the rules of attribution read them: a quotation is one item, and so is a name."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple, Protocol

from summarizer.tokens import Range, tokenize

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Item", "Kind", "Passage", "QuotationLike", "find_passages"]


# A sentence of more items than this is no prose: it is read in pieces, to keep time linear.
_LONGEST = 600


class QuotationLike(Protocol):
    """A quotation: where its marks begin and end, and where what was said does."""

    @property
    def start(self) -> int:
        """Offset of the opening mark."""

    @property
    def end(self) -> int:
        """Offset past the closing mark."""

    @property
    def inner_start(self) -> int:
        """Offset of the first character said."""

    @property
    def inner_end(self) -> int:
        """Offset past the last character said."""


class Kind(Enum):
    """What an item is."""

    # Members are compared by identity, and looked up for every word: an Enum's own hash is a function in Python.
    __hash__ = object.__hash__

    WORD = "word"
    MARK = "mark"
    NAME = "name"
    POSSESSIVE = "possessive"
    QUOTATION = "quotation"


class Item(NamedTuple):
    """A word, a mark, a name or a quotation.

    Attributes:
        start: offset of its first character.
        end: offset past its last character.
        low: a word in lower case, a mark as it stands, nothing for names and quotations.
        kind: which of these it is.
        number: which quotation or name of the article, or -1.
    """

    start: int
    end: int
    low: str
    kind: Kind
    number: int = -1


class Passage(NamedTuple):
    """Sentences that quotations hold together; mostly one.

    Attributes:
        items: in order; a quotation is one of them, whatever it holds.
        first: index of its first sentence.
        opens_paragraph: whether a line break stands before it.
    """

    items: tuple[Item, ...]
    first: int
    opens_paragraph: bool

    @property
    def only_quotations(self) -> bool:
        """Whether it holds quotations and no word besides them."""
        quotations = 0
        for item in self.items:
            if item.kind is Kind.QUOTATION:
                quotations += 1
            elif item.kind is not Kind.MARK:
                return False
        return quotations > 0


def find_passages(
    text: str, sentences: Sequence[Range], quotations: Sequence[QuotationLike], names: Sequence[Range]
) -> list[Passage]:
    """Group the sentences that a quotation holds together, and split each group into items.

    Args:
        text: the article.
        sentences: ordered, not overlapping.
        quotations: ordered, not overlapping.
        names: ordered, not overlapping.

    Returns:
        Passages in order; every sentence is in one of them.
    """
    passages: list[Passage] = []
    quotation = name = 0
    before = 0
    for first, start, end in _groups(sentences, quotations):
        while quotation < len(quotations) and quotations[quotation].end <= start:
            quotation += 1
        while name < len(names) and names[name][1] <= start:
            name += 1
        first_quotation = quotation
        while quotation < len(quotations) and quotations[quotation].start < end:
            quotation += 1
        pieces = [_quotation(quotations, at, start) for at in range(first_quotation, quotation)]
        first_name = name
        while name < len(names) and names[name][0] < end:
            name += 1
        pieces.extend(Item(*names[at], "", Kind.NAME, at) for at in range(first_name, name))
        opens = not passages or "\n" in text[before:start]
        items = _items(text, start, end, pieces)
        cuts = range(0, max(1, len(items)), _LONGEST)
        passages.extend(Passage(items[cut : cut + _LONGEST], first, opens and not cut) for cut in cuts)
        before = end
    return passages


def _quotation(quotations: Sequence[QuotationLike], number: int, start: int) -> Item:
    """A quotation as an item; its part before the passage at `start` belongs to the passage before."""
    return Item(max(start, quotations[number].start), quotations[number].end, "", Kind.QUOTATION, number)


def _groups(sentences: Sequence[Range], quotations: Sequence[QuotationLike]) -> Iterator[tuple[int, int, int]]:
    """First sentence, start and end of each group of sentences."""
    quotation = 0
    place = 0
    while place < len(sentences):
        first, (start, end) = place, sentences[place]
        place += 1
        while True:
            while quotation < len(quotations) and quotations[quotation].end <= end:
                quotation += 1
            crossing = quotation < len(quotations) and quotations[quotation].start < end
            if not crossing or place == len(sentences) or sentences[place][0] >= quotations[quotation].end:
                break
            end = sentences[place][1]
            place += 1
        yield first, start, end


def _items(text: str, start: int, end: int, pieces: list[Item]) -> tuple[Item, ...]:
    """The items between `start` and `end`; names inside quotations are theirs."""
    pieces.sort(key=lambda piece: (piece.start, piece.kind is Kind.NAME))
    items: list[Item] = []
    place = start
    for piece in pieces:
        if piece.start < place:
            continue
        items += _words(text, place, piece.start)
        items.append(piece)
        place = piece.end
        suffix = text[place : place + 3]
        if piece.kind is Kind.NAME and suffix[:1] in {"'", "’"}:
            length = 2 if suffix[1:2] == "s" and not suffix[2:].isalnum() else 1
            if length == 2 or not suffix[1:2].isalnum():
                items.append(Item(place, place + length, "'s", Kind.POSSESSIVE))
                place += length
    items += _words(text, place, end)
    return tuple(items)


def _words(text: str, start: int, end: int) -> list[Item]:
    items: list[Item] = []
    for token in tokenize(text, start, end):
        if not token.is_word:
            items.append(Item(token.start, token.end, token.text, Kind.MARK))
        elif token.text.endswith(("'s", "’s")) and len(token.text) > 3:
            stem = token.end - 2
            items.append(Item(token.start, stem, token.bare, Kind.WORD))
            items.append(Item(stem, token.end, "'s", Kind.POSSESSIVE))
        else:
            items.append(Item(token.start, token.end, token.low, Kind.WORD))
    return items
