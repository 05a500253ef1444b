"""Treaties, charters, resolutions and laws, as an article names them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.schemas.news import Reference

if TYPE_CHECKING:
    from summarizer.analysis import Analysis, Unit

__all__ = ["find_references"]

_LINK = r"(?:\s(?:of|on|for|and|against|the|to)){0,2}\s"
_ALWAYS = r"Charter|Treaty|Convention|Covenant|Protocol|Accords?|Directive|Constitution|Statute|Amendment|Act"
_WITH_BODY = r"[Rr]esolutions?|[Aa]greement"
# No instrument's name runs on into the next one's: "the UN Charter and the Geneva Convention".
_CAPITALISED = rf"(?:(?!(?:{_ALWAYS})\b)[A-Z][\w&]*+(?:[.’'-]\w++)*+\.?)"
_NAMED = re.compile(
    rf"(?<![\w.’'&-])(?P<body>{_CAPITALISED}(?:{_LINK}{_CAPITALISED}){{0,6}})\s(?:\([A-Z]{{2,10}}\)\s)?"
    rf"(?P<type>{_ALWAYS}|{_WITH_BODY})\b(?P<number>\s\d{{1,5}}(?:/\d+)?(?![\d,.]\d))?"
)
_LEADING = re.compile(
    r"^(?:The|A|An|Several|Many|In|Under|Both|That|This|According to the|Its|Their)\s+", re.IGNORECASE
)
_YEARS = re.compile(r"[^.;“”\"]{0,40}?\b(?:from|of|in)\s((?:1[89]|20)\d\d(?:,?\s(?:and\s)?(?:1[89]|20)\d\d)*)")
_OWN_YEAR = re.compile(r"\s(?:of\s|\()((?:1[89]|20)\d\d)\b")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")


def find_references(analysis: Analysis) -> list[Reference]:
    """The instruments that the article names; one for each year where it gives several ("from 2006 and 2009").

    A resolution has its body as the article gives it, and never a number or a year that the article does not give.
    """
    found: dict[tuple[str, int | None], tuple[str | None, list[Unit]]] = {}
    for sentence in analysis.sentences:
        text = analysis.article.text[sentence.start : sentence.end]
        for match in _NAMED.finditer(text):
            name = _LEADING.sub("", " ".join(match.group().split()))
            if name == match["type"]:
                continue
            body = _LEADING.sub("", " ".join(match["body"].split()))
            resolution = match["type"].casefold().startswith("resolution")
            for year in _years(text, match):
                _, evidence = found.setdefault((name, year), (body if resolution else None, []))
                if sentence not in evidence[-1:]:
                    evidence.append(sentence)
    return [
        Reference(name=name, year=year, body=body, evidence=tuple(analysis.cut(unit) for unit in evidence))
        for (name, year), (body, evidence) in found.items()
    ]


def _years(text: str, match: re.Match[str]) -> list[int | None]:
    number = (match["number"] or "").strip()
    if _YEAR.fullmatch(number):
        return [int(number)]
    following = _YEARS.match(text, match.end())
    if following and match["type"].casefold().startswith("resolution"):
        return [int(year) for year in _YEAR.findall(following[1])]
    own = _OWN_YEAR.match(text, match.end())
    return [int(own[1]) if own else None]
