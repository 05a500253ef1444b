"""Treaties, charters, resolutions and laws, as an article names them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from summarizer.schemas.news import Reference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.analysis import Analysis, Unit

__all__ = ["find_references"]

_Key: TypeAlias = tuple[str, int | None]
"""A name and a year."""

_LINK = r"(?:\s(?:of|on|for|and|against|the|to)){0,2}\s"
_ALWAYS = r"Charter|Treaty|Convention|Covenant|Protocol|Accords?|Directive|Constitution|Statute|Amendment|Act"
_WITH_BODY = r"[Rr]esolutions?|[Aa]greement"
# No instrument's name runs on into the next one's: "the UN Charter and the Geneva Convention".
_CAPITALISED = rf"(?:(?!(?:{_ALWAYS}|Resolutions?|Agreement)\b)[A-Z][\w&]*+(?:[.’'-]\w++)*+\.?)"
_NUMBER = r"(?P<number>\s\d{1,5}(?:/\d+)?(?![\d,.]\d))"
_NAMED = re.compile(
    rf"(?<![\w.’'&-])(?P<body>{_CAPITALISED}(?:{_LINK}{_CAPITALISED}){{0,6}})\s(?:\((?P<short>[A-Z]\w{{1,9}})\)\s)?"
    rf"(?P<type>{_ALWAYS}|{_WITH_BODY})\b{_NUMBER}?"
)
_NAMED_AFTER = re.compile(
    rf"(?<![\w.’'&-])(?P<body>)(?P<short>)(?:(?P<type>Treaty|Convention|Covenant|Charter|Protocol|Statute|Declaration)"
    rf"\s(?:of|on|for|against|concerning|relating\sto)\s(?:the\s)?{_CAPITALISED}(?:{_LINK}{_CAPITALISED}){{0,6}}"
    rf"|(?:Resolution){_NUMBER})"
)
# "Convention Centre", "Constitution Hall": a name that goes on is another thing's.
_GOES_ON = re.compile(r"\s(?!Article|Chapter|Section|Annex|Title|Part|Protocol)[A-Z][a-z]")
_PARTY = re.compile(r"(?:National|Party|State|Democratic|Republican|Libertarian)$")
_CASE = re.compile(
    rf"(?<![\w.’'&-])(?P<name>{_CAPITALISED}(?:{_LINK}{_CAPITALISED}){{0,5}}"
    rf"\s(?:vs?\.?|versus)\s(?:the\s)?{_CAPITALISED}(?:{_LINK}{_CAPITALISED}){{0,5}})"
)
# What is looked for first, since most sentences name nothing: a type's word, a case's "versus".
_TYPE = re.compile(f"{_ALWAYS}|Resolution|resolution|Agreement|agreement|Declaration")
_VERSUS = re.compile(r"\s(?:vs?\.?|versus)\s")
_COURT = re.compile(
    r"\b(?:courts?|cases?|rul(?:ed|es|ing|ings)|judge?ments?|judges?|justices?|lawsuit|appeal|verdict)\b", re.IGNORECASE
)
_SHORTENED = frozenset({"inc.", "ltd.", "co.", "corp.", "bros.", "jr.", "sr.", "st."})
_MOST_VAGUE = 40
_LAST_RUN = re.compile(rf"{_CAPITALISED}(?:\s{_CAPITALISED}){{0,6}}$")
_LEADING = re.compile(
    r"^(?:The|A|An|Several|Many|In|Under|Both|That|This|According to the|Its|Their)\s+", re.IGNORECASE
)
_YEARS = re.compile(r"[^.;“”\"]{0,40}?\b(?:from|of|in)\s((?:1[89]|20)\d\d(?:,?\s(?:and\s)?(?:1[89]|20)\d\d)*)")
_OWN_YEAR = re.compile(r"\s(?:of\s|\()((?:1[89]|20)\d\d)\b")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")


def find_references(analysis: Analysis) -> list[Reference]:
    """The instruments and the cases in court that the article names; one for each year where it gives several.

    A resolution has its body as the article gives it, and never a number or a year that the article does not give.
    Resolutions without numbers that one name holds the other of are one: "U.N. resolutions" and "UN Security Council
    resolutions".
    """
    found: dict[_Key, _Found] = {}
    for sentence in analysis.sentences:
        for name, year, one in _in_sentence(analysis.article.text[sentence.start : sentence.end]):
            known = found.setdefault((name, year), one)
            if sentence not in known.evidence[-1:]:
                known.evidence.append(sentence)
    return [
        Reference(name=name, year=year, body=one.body, evidence=tuple(analysis.cut(unit) for unit in one.evidence))
        for (name, year), one in _merged(found).items()
    ]


@dataclass(slots=True)
class _Found:
    """An instrument: the body that made it, whether it is a resolution, and the sentences that name it."""

    body: str | None = None
    is_resolution: bool = False
    evidence: list[Unit] = field(default_factory=list)


def _in_sentence(text: str) -> Iterator[tuple[str, int | None, _Found]]:
    """What a sentence names: the name, the year, and what else is known of it."""
    if _TYPE.search(text):
        yield from _instruments(text)
    if _VERSUS.search(text) and _COURT.search(text):
        for match in _CASE.finditer(text):
            yield _without_stop(_LEADING.sub("", " ".join(match["name"].split()))), None, _Found()


def _instruments(text: str) -> Iterator[tuple[str, int | None, _Found]]:
    is_heading = text.rstrip("\"'”’»)")[-1:] not in {".", "!", "?", "…", ":"}
    before = [match for match in _NAMED.finditer(text) if _LEADING.sub("", f"{match['body']} ")]
    taken = {start for match in before for start in range(*match.span())}
    after = [match for match in _NAMED_AFTER.finditer(text) if match.start() not in taken]
    for match in (*before, *after):
        kind = match["type"] or "Resolution"
        is_resolution = kind.casefold().startswith("resolution")
        if not match["number"] and _GOES_ON.match(text, match.end()) and not is_heading:
            continue
        body = _LEADING.sub("", " ".join((match["body"] or "").split()))
        name = _without_stop(_LEADING.sub("", " ".join(match.group().split())))
        if is_heading and is_resolution and (run := _LAST_RUN.search(body)):
            body, name = run.group(), f"{run.group()} {kind}{match['number'] or ''}"
        if name == kind or (kind == "Convention" and _PARTY.search(body)):
            continue
        for year in _years(text, match, kind):
            yield name, year, _Found((body or None) if is_resolution else None, is_resolution)


def _without_stop(name: str) -> str:
    """A name without the full stop of its sentence; "Inc." and "U.S." keep theirs."""
    last = name.rsplit(maxsplit=1)[-1]
    return name.removesuffix(".") if last.count(".") == 1 and last.casefold() not in _SHORTENED else name


def _merged(found: dict[_Key, _Found]) -> dict[_Key, _Found]:
    """The same, with what the article calls by several names under the fullest."""
    kept: dict[_Key, _Found] = {}
    spelled: dict[tuple[tuple[str, ...], int | None], _Key] = {}
    vague: list[tuple[_Key, set[str]]] = []
    for key in sorted(found, key=lambda key: -len(key[0])):
        words, year = _words(key[0]), key[1]
        fuller = spelled.get((words, year)) or spelled.get((words, None))
        if found[key].is_resolution and not any(map(str.isdecimal, key[0])):
            fuller = fuller or next(
                (other for other, more in vague if year == other[1] and more.issuperset(words)), None
            )
            if fuller is None and len(vague) < _MOST_VAGUE:
                vague.append((key, set(words)))
        if fuller is None:
            kept[key] = found[key]
            spelled[words, year] = key
        else:
            units = {*kept[fuller].evidence, *found[key].evidence}
            kept[fuller].evidence = sorted(units, key=lambda unit: unit.start)
    return {key: kept[key] for key in found if key in kept}


def _words(name: str) -> tuple[str, ...]:
    """The words of a name to compare by: no capitals, no dots, "United Nations" as its letters."""
    plain = name.casefold().replace(".", "").replace("united nations", "un").replace("resolutions", "resolution")
    return tuple(plain.split())


def _years(text: str, match: re.Match[str], kind: str) -> list[int | None]:
    number = (match["number"] or "").strip()
    if _YEAR.fullmatch(number):
        return [int(number)]
    following = _YEARS.match(text, match.end())
    if following and kind.casefold().startswith("resolution"):
        return [int(year) for year in _YEAR.findall(following[1])]
    own = _OWN_YEAR.match(text, match.end())
    return [int(own[1]) if own else None]
