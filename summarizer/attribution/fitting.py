"""Which cue a quotation belongs to, within one passage."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from summarizer.attribution.cue import labels
from summarizer.attribution.passages import Item, Kind
from summarizer.attribution.phrases import Phrase, phrase_after, sentence_subject
from summarizer.attribution.records import Manner
from summarizer.english.words import AUXILIARIES, DETERMINERS, OBJECT_PRONOUNS, PERSON_PRONOUNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.attribution.cue import Cue
    from summarizer.attribution.passages import QuotationLike
    from summarizer.tokens import Range

__all__ = ["Fit", "content_start", "fit_quotations", "is_title"]

_DASHES = frozenset({"—", "–", "―", "-", "--"})
# A quotation of fewer words is a fragment: it is somebody's words only beside a cue.
_FRAGMENT = 4
# No more cues than these before or after a quotation are looked at.
_NEAR = 12
_CONNECTING = frozenset(["and", "but", "so", "yet", "then"])
_CLAUSE_OPENERS = frozenset(["and", "but", "or", "while", "when", "because", "that", "who", "which"])
_INTRODUCING = frozenset(["that", "as", "of"])
_TELLING = frozenset(["tell", "inform", "remind", "assure", "notify", "brief"])
_PROMISED = OBJECT_PRONOUNS - {"it"}
_SUBJECTS = DETERMINERS | PERSON_PRONOUNS
_SMALL_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "de",
        "for",
        "from",
        "in",
        "is",
        "la",
        "le",
        "of",
        "on",
        "or",
        "the",
        "to",
        "with",
        "v",
        "vs",
    ]
)


class Fit(NamedTuple):
    """Quotations of one passage that one cue, or one speaker without a cue, accounts for.

    Attributes:
        quotations: their indices.
        content: from the first to the last, or the clause that holds them.
        cue: the cue, or None.
        speaker: who speaks where there is no cue, or None.
        manner: direct or mixed.
        spoken: whether it reads like somebody's words: no title, no mere fragment.
    """

    quotations: tuple[int, ...]
    content: Range
    cue: Cue | None
    speaker: Phrase | None
    manner: Manner
    spoken: bool = True


def fit_quotations(
    text: str, items: Sequence[Item], cues: Sequence[Cue], quotations: Sequence[QuotationLike]
) -> list[Fit]:
    """Give each quotation of a passage to a cue, to a speaker without one, or to nobody.

    Args:
        text: the article.
        items: the passage.
        cues: its cues, in order.
        quotations: all of the article's.

    Returns:
        One fit for each cue that has quotations, and one for each quotation that has none.
    """
    by_cue: dict[Cue, list[int]] = {}
    fits: list[Fit] = []
    for place, item in enumerate(items):
        if item.kind is not Kind.QUOTATION:
            continue
        words = text[quotations[item.number].inner_start : quotations[item.number].inner_end]
        cue = _cue_for(items, place, cues, words)
        if cue is not None:
            by_cue.setdefault(cue, []).append(place)
            continue
        spoken = not is_title(words) and len(words.split()) >= _FRAGMENT
        speaker = _speaker_without_cue(items, place, spoken=spoken)
        manner = Manner.DIRECT if _is_whole(words) else Manner.MIXED
        fits.append(Fit((item.number,), (item.start, item.end), None, speaker, manner, spoken))
    fits.extend(_fit(items, cue, places) for cue, places in by_cue.items())
    return sorted(fits, key=lambda fit: fit.quotations)


def _fit(items: Sequence[Item], cue: Cue, places: list[int]) -> Fit:
    indices = tuple(items[place].number for place in places)
    if all(_stands_alone(items, place, cue) for place in places):
        return Fit(indices, (items[places[0]].start, items[places[-1]].end), cue, None, Manner.DIRECT)
    return Fit(indices, clause_of(items, cue, places), cue, None, Manner.MIXED)


def _stands_alone(items: Sequence[Item], place: int, cue: Cue) -> bool:
    """Whether nothing but the attribution and marks is said around the quotation."""
    if place > cue.end:
        between = items[cue.end + 1 : place]
        # 'told the council, "…"': after a comma or colon it stands alone whatever was said before.
        if not between:
            return not _runs_on(items, place)
        return between[-1].low in {",", ":"} or between[-1].kind is Kind.QUOTATION
    opens = all(item.kind in {Kind.MARK, Kind.QUOTATION} or item.low in _CONNECTING for item in items[:place])
    return opens and _only_titles(items, _after_marks(items, place), cue.start)


def _runs_on(items: Sequence[Item], place: int) -> bool:
    """Whether the clause goes on after the quotation, as in 'said "three men" were seen'."""
    return place + 1 < len(items) and items[place + 1].kind is Kind.WORD and items[place + 1].low in AUXILIARIES


def _after_marks(items: Sequence[Item], place: int) -> int:
    start = place + 1
    while start < len(items) and items[start].low in {",", *_DASHES, "(", "..."}:
        start += 1
    return start


def clause_of(items: Sequence[Item], cue: Cue, places: Sequence[int]) -> Range:
    """The clause that the cue reports, with the quotations at `places` in it."""
    first, last = places[0], places[-1]
    start = min(first, content_start(items, cue)) if first > cue.first else 0
    end = last
    while (
        end + 1 < len(items) and items[end + 1].kind is not Kind.MARK and end + 1 < _next_bound(cue, last, len(items))
    ):
        end += 1
    return items[start].start, items[end].end


def _next_bound(cue: Cue, last: int, length: int) -> int:
    return cue.start if cue.start > last else length


def content_start(items: Sequence[Item], cue: Cue) -> int:
    """Where what is reported begins: after the cue, whoever was told, and "that"."""
    start = (
        cue.end + 1
        if cue.lemma == "according"
        else max(cue.last, cue.end if cue.speaker and cue.start == cue.first else cue.last) + 1
    )
    promised = cue.lemma == "promise" and start < len(items) and items[start].low in _PROMISED
    if cue.lemma in _TELLING or promised:
        that = next((at for at in range(start, min(len(items), start + 12)) if items[at].low == "that"), None)
        told = phrase_after(items, start)
        if that is not None and all(item.low != "," for item in items[start:that]):
            start = that + 1
        elif told is not None and cue.last == cue.first and not promised:
            start = _past_place(items, told.last + 1)
    while start < len(items) and items[start].low in {"that", ",", ":", "of"}:
        start += 1
    return start


def _past_place(items: Sequence[Item], start: int) -> int:
    """Where the clause begins after who was told and where: "told a crowd in Ohio she would win"."""
    place = phrase_after(items, start + 1) if start < len(items) and items[start].low in {"in", "at", "near"} else None
    if place is None or place.last + 1 >= len(items) or items[place.last + 1].low not in _SUBJECTS:
        return start
    return place.last + 1


def _cue_for(items: Sequence[Item], place: int, cues: Sequence[Cue], words: str) -> Cue | None:
    after = _directly_after(items, place, cues)
    before = _nearest_before(items, place, cues)
    title = is_title(words)
    if before is not None and title and before.weak:
        before = None
    if before is not None and _introduces(items, before, place):
        return before
    if after is not None and (before is None or words.rstrip()[-1:] in ",?!—" or _is_whole(words)):
        return after
    return before or after or (None if title else _later(items, place, cues))


def _first(cue: Cue) -> int:
    return cue.first


def _directly_after(items: Sequence[Item], place: int, cues: Sequence[Cue]) -> Cue | None:
    """The cue whose speaker or verb comes right after the quotation."""
    start = _after_marks(items, place)
    after = bisect_left(cues, place, key=_first)
    for cue in cues[after : after + _NEAR]:
        if cue.finite and cue.first > place and start <= cue.start and _only_titles(items, start, cue.start):
            return cue
        if cue.start > start + 12:
            break
    return None


def _only_titles(items: Sequence[Item], start: int, end: int) -> bool:
    """Whether only titles, adjectives and names of the speaker's phrase stand in between."""
    between = items[start:end]
    if len(between) > 8:
        return False
    return all(
        item.kind in {Kind.NAME, Kind.POSSESSIVE}
        or (item.kind is Kind.WORD and item.low.isalpha() and item.low not in _CLAUSE_OPENERS)
        or item.low == "."
        for item in between
    )


def _nearest_before(items: Sequence[Item], place: int, cues: Sequence[Cue]) -> Cue | None:
    found = None
    before = bisect_left(cues, place, key=_first)
    for cue in cues[max(0, before - _NEAR) : before]:
        if cue.end >= place and cue.lemma != "according":
            continue
        if cue.passive and not _introduces(items, cue, place):
            continue
        if found is None or not cue.weak or found.weak or labels(cue) or _introduces(items, cue, place):
            found = cue
    return found


def _introduces(items: Sequence[Item], cue: Cue, place: int) -> bool:
    """Whether only marks and "that" stand between the cue and the quotation."""
    return all(item.kind is Kind.MARK or item.low in _INTRODUCING for item in items[cue.end + 1 : place])


def _later(items: Sequence[Item], place: int, cues: Sequence[Cue]) -> Cue | None:
    """A cue at the end of the sentence that reports all of it: "…, the minister said"."""
    after = bisect_left(cues, place, key=_first)
    for cue in cues[after : after + _NEAR]:
        if cue.finite and not cue.weak and cue.start > place:
            before = items[cue.start - 1] if cue.start else None
            reaches_end = cue.end + 1 >= len(items) or items[cue.end + 1].kind is Kind.MARK
            if (before is not None and before.low in {",", *_DASHES}) or reaches_end:
                return cue
    return None


def _speaker_without_cue(items: Sequence[Item], place: int, *, spoken: bool) -> Phrase | None:
    """The subject of a sentence whose verb the lexicon does not know, for more than a fragment."""
    if items[0].kind is Kind.NAME and len(items) > 1 and items[1].low == ":":
        return Phrase(0, 0, 0)
    if place + 2 < len(items) and items[place + 1].low in _DASHES and items[place + 2].kind is Kind.NAME:
        return Phrase(place + 2, place + 2, place + 2)
    if not spoken:
        return None
    for at in range(place - 1, max(-1, place - _FRAGMENT * 5), -1):
        if items[at].low in {"he", "she", "they"}:
            return Phrase(at, at, at)
    return sentence_subject(items, 0, place)


def _is_whole(words: str) -> bool:
    """Whether the quotation reads as a sentence of its own."""
    stripped = words.strip()
    return stripped[:1].isupper() and stripped[-1:] in ".,?!…—-" and len(stripped.split()) > 1


def is_title(words: str) -> bool:
    """Whether the words are written like the title of a work."""
    pieces = [piece.rstrip(".,") for piece in words.replace("-", " ").split() if piece[0].isalpha()]
    if not pieces or not pieces[0][0].isupper():
        return False
    long = [piece for piece in pieces if piece.lower() not in _SMALL_WORDS]
    return len(pieces) > 1 and len(long) > 1 and all(piece[0].isupper() for piece in long)
