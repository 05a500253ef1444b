"""From capitalised runs to names.

Nothing is known of the world but countries, demonyms, title and organization words: the rest is capitals,
places in the sentence, and how the same word is written elsewhere in the text.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from summarizer.english.places import DEMONYMS, GROUPS, PLACE_WORDS
from summarizer.english.titles import HONORIFICS, PORTFOLIO, TITLE_MODIFIERS, TITLES
from summarizer.english.words import COMMON_ENDINGS, NEW_PLACES, RARE_ENDINGS, SENTENCE_STARTERS
from summarizer.names.parts import is_organization, name_parts
from summarizer.names.runs import KNOWN, capitalised_runs, fused, is_capitalised
from summarizer.tokens import Range, Token, bare, possessive_stem, tokenize

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["find_names"]

# A run of more words than this is a headline or a list in capitals.
_LONGEST_RUN = 14
_LONGEST_NAME = 8
# Marks after which a capital says nothing, as at the start of a sentence.
_OPENING = frozenset("\"“”„«»‘’'‹›([{:.?!…•·*|-–—―>")


def find_names(text: str, sentences: Sequence[Range]) -> list[Range]:
    """Find the mentions of proper names in the sentences.

    Titles and honorifics ("Ambassador", "Mr."), possessive endings, demonyms that stand alone, days and
    months are no part of a name. A word that only begins a sentence counts when the text shows elsewhere that
    it is a name, or when it is no common English word. In a heading with capitals throughout, only names that
    the text or the lexicon knows count.

    Args:
        text: the article as given.
        sentences: ranges in `text`, ordered and not overlapping. Names are looked for in these only.

    Returns:
        Ranges in characters, ordered, not overlapping.
    """
    tokenized = [fused(tokenize(text, start, end)) for start, end in sentences]
    headings = [_is_heading(tokens) for tokens in tokenized]
    if all(headings):
        headings = [False] * len(headings)
    body = [tokens for tokens, heading in zip(tokenized, headings, strict=True) if not heading]
    usage = _Usage(body)
    found: list[Range] = []
    for tokens in body:
        for run in capitalised_runs(text, tokens):
            if len(run) <= _LONGEST_RUN:
                found.extend(_names_in_run(tokens, run, usage))
    known = {_key(text[start:end]) for start, end in found} | KNOWN
    for tokens, heading in zip(tokenized, headings, strict=True):
        if heading:
            found.extend(_known_names(text, tokens, known))
    return sorted(found)


class _Usage:
    """How often each word is written with a capital in mid-sentence, and how often without."""

    def __init__(self, sentences: Sequence[Sequence[Token]]) -> None:
        self.capitalised: Counter[str] = Counter()
        self.lower: Counter[str] = Counter()
        for tokens in sentences:
            for place, token in enumerate(tokens):
                if not token.is_word:
                    continue
                if not is_capitalised(token):
                    self.lower[bare(token.text)] += 1
                elif not _begins(tokens, place):
                    self.capitalised[bare(token.text)] += 1

    def only_begins_sentences(self, word: str) -> bool:
        """Whether the word is common English as far as this text shows."""
        if word in SENTENCE_STARTERS:
            return True
        if self.capitalised[word]:
            return False
        plural = word.endswith("s") and not word.endswith(("ss", "us", "is", "'s", "’s"))
        return self.lower[word] > 0 or plural or (word.endswith(COMMON_ENDINGS) and word not in RARE_ENDINGS)


def _begins(tokens: Sequence[Token], place: int) -> bool:
    return place == 0 or tokens[place - 1].text in _OPENING


def _is_heading(tokens: Sequence[Token]) -> bool:
    """Whether the line is in Title Case or capitals throughout, so that capitals say nothing."""
    words = [token for token in tokens if token.is_word and token.text[0].isalpha()]
    if not words:
        return False
    if len(words) > 1 and all(token.text.isupper() for token in words):
        return any(len(token.text) > 3 for token in words)
    if tokens[-1].text in '.!?…”"' or len(words) < 4:
        return False
    long = [token for token in words if len(token.text) > 3]
    capitals = sum(is_capitalised(token) for token in long)
    return len(long) > 3 and capitals >= 0.85 * len(long)


def _key(name: str) -> str:
    return " ".join(name.replace("’", "'").split())


def _known_names(text: str, tokens: Sequence[Token], known: set[str] | frozenset[str]) -> list[Range]:
    """The longest known names in a heading, left to right; none in capitals, where "US" may be "us"."""
    if all(token.text.isupper() for token in tokens if token.is_word):
        return []
    names: list[Range] = []
    place = 0
    while place < len(tokens):
        end = _longest_known(text, tokens, place, known) if is_capitalised(tokens[place]) else None
        if end is not None:
            names.append(_trimmed(tokens[place : end + 1]))
        place = place + 1 if end is None else end + 1
    return names


def _longest_known(text: str, tokens: Sequence[Token], first: int, known: set[str] | frozenset[str]) -> int | None:
    for last in range(min(len(tokens), first + _LONGEST_NAME) - 1, first - 1, -1):
        if not tokens[last].is_word:
            continue
        start, end = _trimmed(tokens[first : last + 1])
        if _key(text[start:end]) in known or text[start:end].rstrip(".") in known:
            return last
    return None


def _names_in_run(tokens: Sequence[Token], run: list[int], usage: _Usage) -> list[Range]:
    run = _without_opening(tokens, run, usage)
    if not run:
        return []
    words = [tokens[place] for place in run]
    if len(words) == 1:
        return _single(words[0], opens=_begins(tokens, run[0]), usage=usage)
    before = [bare(token.text) for token in tokens[max(0, run[0] - 2) : run[0]]]
    if before[-1:] in (["of"], ["for"]) and before[0] in TITLES and all(map(_is_topic, words)):
        return []
    names: list[Range] = []
    for part in name_parts(words, after_to=bool(before) and (before[-1] == "to" or before == ["to", "the"])):
        if len(part) == 1:
            names.extend(_single(part[0], opens=False, usage=usage))
        elif " ".join(bare(token.text) for token in part) not in DEMONYMS:
            names.append(_trimmed(part))
    return names


def _is_topic(token: Token) -> bool:
    """Whether the word may stand in what an office is of or for."""
    word = bare(token.text)
    return word in PORTFOLIO or word in TITLE_MODIFIERS


def _without_opening(tokens: Sequence[Token], run: list[int], usage: _Usage) -> list[int]:
    """The run without "The" and without a common word that has its capital from the start of a sentence."""
    words = [bare(tokens[place].text) for place in run]
    if words[0] == "the" and len(run) > 1:
        return run[1:]
    if not _begins(tokens, run[0]) or len(run) == 1:
        return run
    if words[0] in {"new", "great", "long"} and words[1] in NEW_PLACES:
        return run
    if tokens[run[0]].text in KNOWN or words[0] in TITLES or words[0] in HONORIFICS:
        return run
    if words[0] in SENTENCE_STARTERS or (usage.lower[words[0]] and not usage.capitalised[words[0]]):
        rest = run[1:]
        while rest and not is_capitalised(tokens[rest[0]]):
            rest = rest[1:]
        whole = [tokens[place] for place in run]
        is_body = is_organization(whole) or words[-1] in PLACE_WORDS
        return run if is_body and words[0] not in SENTENCE_STARTERS else rest
    return run


def _single(token: Token, *, opens: bool, usage: _Usage) -> list[Range]:
    """The name that a lone capitalised word is, if it is one; two for "Russia-Ukraine"."""
    pieces = token.text.replace("‑", "-").split("-")
    if len(pieces) > 1:
        return _hyphenated(token, pieces, usage)
    word = bare(token.text)
    if token.text.rstrip(".") in KNOWN or possessive_stem(token.text) in KNOWN:
        return [_trimmed([token])]
    if word in DEMONYMS or word in GROUPS or word in TITLES or word in HONORIFICS or len(word) < 2:
        return []
    if _is_common(token, word, opens=opens, usage=usage):
        return []
    return [_trimmed([token])]


def _is_common(token: Token, word: str, *, opens: bool, usage: _Usage) -> bool:
    """Whether the capital says nothing, as far as the text shows."""
    if not opens:
        return word in SENTENCE_STARTERS and usage.lower[word] > 0
    if word in TITLE_MODIFIERS and not usage.capitalised[word]:
        return True
    acronym = word.isalpha() and possessive_stem(token.text).rstrip(".").isupper()
    return not acronym and usage.only_begins_sentences(word)


def _hyphenated(token: Token, pieces: list[str], usage: _Usage) -> list[Range]:
    first, last = pieces[0], possessive_stem(pieces[-1])
    if first in KNOWN and last in KNOWN:
        at = token.start + len(first)
        return [(token.start, at), (token.end - len(pieces[-1]), token.end - len(pieces[-1]) + len(last))]
    if last[:1].islower() and last.endswith(
        ("ed", "ing", "led", "made", "born", "run", "wide", "style", "era", "like")
    ):
        known = first in KNOWN or usage.capitalised[first.lower()] > 0
        return [(token.start, token.start + len(first))] if known and first.lower() not in DEMONYMS else []
    if first.lower() in DEMONYMS or first.lower() in GROUPS or len(first) < 2 or bare(token.text) in TITLES:
        return []
    if usage.only_begins_sentences(first.lower()) and last[:1].islower():
        return []
    return [_trimmed([token])]


def _trimmed(words: Sequence[Token]) -> Range:
    """From the first word to the last, without a possessive ending or the full stop of a lone initial."""
    last = words[-1]
    stem = possessive_stem(last.text)
    if len(stem) == 2 and stem.endswith("."):
        stem = stem[:-1]
    return words[0].start, last.start + max(1, len(stem))
