"""From capitalised runs to names.

Nothing is known of the world but countries, demonyms, title and organization words: the rest is capitals,
places in the sentence, and how the same word is written elsewhere in the text.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from summarizer.english.cues import VERB_FORMS
from summarizer.english.first_names import FIRST_NAMES
from summarizer.english.listing import words
from summarizer.english.places import CITIES_AND_REGIONS, DEMONYMS, GROUPS, PLACE_WORDS
from summarizer.english.things import THING_WORDS
from summarizer.english.titles import HONORIFICS, PORTFOLIO, TITLE_MODIFIERS, TITLES
from summarizer.english.words import (
    DETERMINERS,
    MEDIA_WORDS,
    NEW_PLACES,
    OBJECT_PRONOUNS,
    ORGANIZATION_WORDS,
    SENTENCE_STARTERS,
)
from summarizer.names.acronyms import common_acronyms
from summarizer.names.compounds import names_in_compound
from summarizer.names.defined import defined_names, named_sites
from summarizer.names.lines import is_foreign, is_heading, quoted_titles
from summarizer.names.parts import is_organization, name_parts
from summarizer.names.runs import KNOWN, capitalised_runs, fused, without_compound
from summarizer.names.usage import Usage, begins
from summarizer.tokens import Range, Token, possessive_stem, tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["find_names"]

# A run of more words than this is a headline or a list in capitals.
_LONGEST_RUN = 14
_LONGEST_NAME = 8


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
    headings = [is_heading(text, tokens) for tokens in tokenized]
    if all(headings):
        headings = [False] * len(headings)
    headings = [heading or is_foreign(tokens) for heading, tokens in zip(headings, tokenized, strict=True)]
    body = [tokens for tokens, heading in zip(tokenized, headings, strict=True) if not heading]
    usage = Usage(body)
    titles = [quoted_titles(tokens) for tokens in body]
    found = [
        name for tokens, quoted in zip(body, titles, strict=True) for name in _in_body(text, tokens, quoted, usage)
    ]
    common = common_acronyms(body)
    found = [name for name in found if not _is_part(text, name) and text[slice(*name)] not in common]
    known = {_key(text[start:end]) for start, end in found} | KNOWN
    lines = [tokens for tokens, heading in zip(tokenized, headings, strict=True) if heading]
    lines += [tokens[slice(*title)] for tokens, quoted in zip(body, titles, strict=True) for title in quoted]
    in_lines = [name for tokens in lines for name in _known_names(text, tokens, known)]
    return _apart(sorted(found), in_lines)


def _in_body(text: str, tokens: Sequence[Token], quoted: Sequence[Range], usage: Usage) -> list[Range]:
    """The names in a sentence, without those in the titles that it quotes."""
    found: list[Range] = []
    defined = _apart(defined_names(text, tokens), named_sites(text, tokens))
    for run in capitalised_runs(text, tokens):
        if len(run) <= _LONGEST_RUN and not any(first <= run[0] < last for first, last in quoted):
            found.extend(_outside(defined, _names_in_run(tokens, run, usage)))
    return [*found, *defined]


# Words for a body, a place or a thing that are no name alone; "the Senate" and "the Times" are.
_GENERIC = (
    (ORGANIZATION_WORDS | PLACE_WORDS | THING_WORDS)
    - MEDIA_WORDS
    - words("senate congress parliament house army navy west east north south emirates airlines")
) | words("news press media member members state states volunteer volunteers")


_NO_NAMES = _GENERIC | GROUPS | TITLES | HONORIFICS | DEMONYMS.keys()


_REGIONAL = words("north south east west central latin northern southern eastern western southeast middle sub-saharan")
_DESCENT = _REGIONAL | GROUPS | DEMONYMS.keys()


def _is_part(text: str, name: Range) -> bool:
    """Whether a name ends one before it, or begins one after it: "Washington, D.C.", "(Minister Ann) Lee"."""
    start, end = name
    if text[start:end] == "D.C." and text[max(0, start - 12) : start].strip(" ,").endswith("Washington"):
        return True
    return (
        text[end : end + 2] in {") ", "] "}
        and text[start:end].lower() in FIRST_NAMES
        and text[end + 2 : end + 3].isupper()
    )


def _apart(names: Sequence[Range], more: Sequence[Range]) -> list[Range]:
    """Both in order, without those of the second that share something with the first."""
    return sorted([*names, *_outside(names, more)])


def _outside(taken: Sequence[Range], names: Iterable[Range]) -> Iterator[Range]:
    """The names that share nothing with what is taken, which is ordered and does not overlap."""
    for start, end in names:
        after = bisect_left(taken, end, key=lambda piece: piece[0])
        if after == 0 or taken[after - 1][1] <= start:
            yield start, end


def _key(name: str) -> str:
    return " ".join(name.replace("’", "'").split())


def _known_names(text: str, tokens: Sequence[Token], known: set[str] | frozenset[str]) -> list[Range]:
    """The longest known names in a heading, left to right; none in capitals, where "US" may be "us"."""
    if all(token.text.isupper() for token in tokens if token.is_word):
        return []
    names: list[Range] = []
    place = 0
    while place < len(tokens):
        end = _longest_known(text, tokens, place, known) if tokens[place].is_capitalised else None
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


def _names_in_run(tokens: Sequence[Token], run: list[int], usage: Usage) -> list[Range]:
    run = _without_opening(tokens, run, usage)
    if not run:
        return []
    words = [tokens[place] for place in run]
    if len(words) == 1:
        if _is_surname(tokens, run[0], usage):
            return [_trimmed(words)]
        no_name = _is_command(tokens, run[0], usage) or _is_numbered(tokens, run[0], usage)
        return [] if no_name else _single(words[0], opens=begins(tokens, run[0]), usage=usage)
    words[-1] = without_compound(words[-1])
    before = [token.bare for token in tokens[max(0, run[0] - 2) : run[0]]]
    if before[-1:] in (["of"], ["for"]) and before[0] in TITLES and all(map(_is_topic, words)):
        return []
    names: list[Range] = []
    for part in name_parts(words, after_to=bool(before) and (before[-1] == "to" or before == ["to", "the"])):
        if len(part) == 1:
            names.extend(_single(part[0], opens=False, usage=usage))
        elif not _is_adjective(part):
            names.append(_trimmed(part[:-1] if _is_party_member(part) else part))
    return names


def _is_surname(tokens: Sequence[Token], place: int, usage: Usage) -> bool:
    """Whether a common word is used as the surname of somebody in the text: "Day said", "told Castle"."""
    word = tokens[place].bare
    before = tokens[place - 1].bare if place else ""
    if word not in usage.surnames or word not in _GENERIC or before in DETERMINERS:
        return False
    following = tokens[place + 1].text if place + 1 < len(tokens) else ""
    return following in VERB_FORMS or usage.lower[word] <= usage.capitalised[word]


def _is_command(tokens: Sequence[Token], place: int, usage: Usage) -> bool:
    """Whether a word that opens a sentence has what no name there has after it: "Give it", "Proof of"."""
    if not begins(tokens, place) or usage.capitalised[tokens[place].bare]:
        return False
    following = tokens[place + 1].text if place + 1 < len(tokens) else ""
    return following in DETERMINERS or following in OBJECT_PRONOUNS or following in {"it", "of", "me", "us", "you"}


def _is_numbered(tokens: Sequence[Token], place: int, usage: Usage) -> bool:
    """Whether a number follows a common noun, as in "Game 6" and "Phase 2"."""
    counted = place + 1 < len(tokens) and tokens[place + 1].text.isdigit()
    return counted and usage.lower[tokens[place].bare] > 0


def _is_adjective(words: Sequence[Token]) -> bool:
    """Whether a part is a demonym or group alone: "South Korean", "North American", "Member State"."""
    plain = [token.bare for token in words]
    regional = len(plain) == 2 and plain[0] in _DESCENT and (plain[1] in GROUPS or plain[1] in DEMONYMS)
    return " ".join(plain) in DEMONYMS or regional or plain in (["member", "state"], ["member", "states"])


def _is_party_member(words: Sequence[Token]) -> bool:
    """Whether a place is followed by who is of a party there: "Kansas Republican", "U.S. Democrats"."""
    place = " ".join(token.text for token in words[:-1])
    return words[-1].bare in GROUPS and (place in CITIES_AND_REGIONS or place in KNOWN)


def _is_topic(token: Token) -> bool:
    """Whether the word may stand in what an office is of or for."""
    word = token.bare
    return word in PORTFOLIO or word in TITLE_MODIFIERS


def _without_opening(tokens: Sequence[Token], run: list[int], usage: Usage) -> list[int]:
    """The run without "The" and without a common word that has its capital from the start of a sentence."""
    words = [tokens[place].bare for place in run]
    if words[0] == "the" and len(run) > 1:
        return run[1:]
    if not begins(tokens, run[0]) or len(run) == 1:
        return run
    place = words[0] in {"new", "great", "long"} and words[1] in NEW_PLACES
    force = words[0] == "police" and len(run) == 2 and tokens[run[1]].text in KNOWN
    if place or force or tokens[run[0]].text in KNOWN or words[0] in TITLES or words[0] in HONORIFICS:
        return run
    if _describes(tokens, run, usage):
        return run[1:]
    if words[0] in SENTENCE_STARTERS or (usage.lower[words[0]] and not usage.capitalised[words[0]]):
        rest = run[1:]
        while rest and not tokens[rest[0]].is_capitalised:
            rest = rest[1:]
        whole = [tokens[place] for place in run]
        is_body = is_organization(whole) or words[-1] in PLACE_WORDS
        return run if is_body and words[0] not in SENTENCE_STARTERS else rest
    return run


def _describes(tokens: Sequence[Token], run: list[int], usage: Usage) -> bool:
    """Whether the first of two words only says which: "Presumptive GOP nominee"."""
    second = tokens[run[1]].text
    return len(run) == 2 and second in KNOWN and second.isupper() and not usage.capitalised[tokens[run[0]].bare]


def _single(token: Token, *, opens: bool, usage: Usage) -> list[Range]:
    """The name that a lone capitalised word is, if it is one; two for "Russia-Ukraine"."""
    if ("-" in token.text or "‑" in token.text) and token.text not in CITIES_AND_REGIONS:
        return names_in_compound(token, usage)
    word = token.bare
    if token.text.rstrip(".") in KNOWN or possessive_stem(token.text) in KNOWN:
        return [_trimmed([token])]
    if _is_no_name(word) or _is_common(token, word, opens=opens, usage=usage):
        return []
    return [_trimmed([token])]


def _is_no_name(word: str) -> bool:
    """Whether a word alone is a demonym, a title, or a noun for a body, a place or a thing."""
    contraction = "'" in word and word.split("'", 1)[0] in SENTENCE_STARTERS
    return len(word) < 2 or contraction or word in _NO_NAMES


def _is_common(token: Token, word: str, *, opens: bool, usage: Usage) -> bool:
    """Whether the capital says nothing, as far as the text shows."""
    if not opens:
        often = 2 * usage.capitalised[word] if word not in SENTENCE_STARTERS else 0
        return usage.lower[word] > often
    if word in TITLE_MODIFIERS and not usage.capitalised[word]:
        return True
    acronym = word.isalpha() and possessive_stem(token.text).rstrip(".").isupper()
    participle = word.endswith("ed") and not word.endswith(("eed", "med")) and word not in FIRST_NAMES
    return not acronym and (usage.only_begins_sentences(word) or (participle and not usage.capitalised[word]))


def _trimmed(words: Sequence[Token]) -> Range:
    """From the first word to the last, without a possessive ending or the full stop of a lone initial."""
    last = words[-1]
    stem = possessive_stem(last.text)
    if len(stem) == 2 and stem.endswith("."):
        stem = stem[:-1]
    return words[0].start, last.start + max(1, len(stem))
