"""A brief as a reader wants it: Markdown, and the same as HTML for a notebook.

Text from the article is escaped, so that nothing in it is taken for markup.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from summarizer.schemas.brief import WarningCode
from summarizer.schemas.news import Date, Entity, Event, Figure, Manner, News, Reference, Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from summarizer.schemas.spans import Span

__all__ = ["to_html", "to_markdown"]

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~&])")
# What begins a list or a rule where a line begins with it.
_STARTS_A_BLOCK = re.compile(r"^([-+](?=[-\s]|$)|\d{1,9}(?=[.)](?:\s|$)))")
# By Unicode category: control characters and halves of characters are a space, what has no width is nothing.
_SHOWN = {"Cc": " ", "Cs": " ", "Zl": " ", "Zp": " ", "Cf": ""}
_MARKS = frozenset("\"'“‘„«‹")
_LONGEST_QUOTE = 420
_MINOR = frozenset({WarningCode.ASKED_AGAIN})
_WARNING_TITLES = {
    WarningCode.DECODED: "Encoding",
    WarningCode.LEFT_OUT: "Left out",
    WarningCode.UNANSWERED: "Not answered",
    WarningCode.UNKNOWN_SPEAKER: "Speaker unknown",
    WarningCode.UNSUPPORTED: "Not borne out",
    WarningCode.UNRESOLVED_DATE: "Date left open",
    WarningCode.SECTION_FAILED: "Not to be had",
}


def to_markdown(brief: News) -> str:
    """The brief as Markdown, its references numbered and given in full at the end."""
    page = _Page(brief)
    blocks = [
        *page.head(),
        *page.summary(),
        *page.statements(),
        *page.disputes(),
        *page.events(),
        *page.figures(),
        *page.references(),
        *page.people(),
        *page.doubts(),
        *page.evidence(),
        page.foot(),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def to_html(brief: News) -> str:
    """The brief as an HTML fragment; text from the article in it is text, no markup and no formula."""
    page = MarkdownIt("commonmark", {"html": False}).enable("table").render(to_markdown(brief))
    # A notebook would typeset what stands between two dollar signs.
    return f'<div class="tex2jax_ignore mathjax_ignore">\n{page}</div>\n'


def _plain(text: str) -> str:
    """Text in one line: what Markdown would read as markup escaped, what a terminal would obey gone."""
    line = " ".join("".join(_SHOWN.get(unicodedata.category(letter), letter) for letter in text).split())
    line = _SPECIAL.sub(r"\\\1", line)
    return _STARTS_A_BLOCK.sub(lambda found: found[1] + "\\" if found[1].isdigit() else "\\" + found[1], line)


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTE else text[:_LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"


def _quoted(text: str) -> str:
    """Quoted words in marks, those too that the article sets off as a paragraph."""
    return text if text[:1] in _MARKS else f"“{text}”"


def _bare(text: str) -> str:
    """Text to compare by: its letters and digits alone, in lower case."""
    return "".join(character for character in text.casefold() if character.isalnum())


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _when(date: Date | None) -> str:
    if date is None:
        return ""
    text = _plain(date.text.text)
    if date.start is None:
        return text
    if date.end is None or date.end == date.start:
        return date.start.isoformat()
    return f"{text} ({date.start.isoformat()} to {date.end.isoformat()})"


@dataclass(slots=True)
class _Page:
    brief: News
    cited: dict[tuple[int, int], int] = field(default_factory=dict)
    names: dict[str, Entity] = field(init=False)

    def __post_init__(self) -> None:
        self.names = {entity.id: entity for entity in self.brief.entities}

    def cite(self, spans: Sequence[Span]) -> str:
        numbers = [self.cited.setdefault((span.start, span.end), len(self.cited) + 1) for span in spans]
        return "".join(f"\\[{number}\\]" for number in dict.fromkeys(numbers))

    def name(self, entity: str | None) -> str:
        return _plain(self.names[entity].name) if entity in self.names else ""

    def head(self) -> Iterator[str]:
        article = self.brief.article
        yield f"# {_plain(article.title or '') or 'Untitled article'}"
        known = [
            _plain(article.publisher) if article.publisher else "publisher not stated",
            article.published.isoformat() if article.published else "no date of its own",
            f"by {_plain(', '.join(article.authors))}" if article.authors else "",
            _plain(article.source),
        ]
        yield " · ".join(part for part in known if part)

    def summary(self) -> Iterator[str]:
        if self.brief.summary:
            yield "## In short"
            yield "\n".join(
                f"- {_plain(sentence.text)} {self.cite(sentence.evidence)}"
                + (" (verbatim)" if sentence.verbatim else "")
                for sentence in self.brief.summary
            )

    def statements(self) -> Iterator[str]:
        if not self.brief.statements:
            return
        yield "## Who says what"
        by_speaker: dict[str | None, list[Statement]] = {}
        for statement in self.brief.statements:
            by_speaker.setdefault(statement.speaker, []).append(statement)
        for speaker, said in by_speaker.items():
            yield self._speaker(speaker)
            yield "\n".join(self._statement(statement) for statement in said)

    def _speaker(self, speaker: str | None) -> str:
        entity = self.names.get(speaker or "")
        if entity is None:
            return "**Speaker not found**"
        about = _about(entity)
        return f"**{_plain(entity.name)}**" + (f", {about}" if about else "")

    def _statement(self, statement: Statement) -> str:
        quotes = " … ".join(_quoted(_plain(_shortened(quote.text))) for quote in statement.quotes)
        claim = _plain(statement.claim)
        told = claim if statement.manner is Manner.INDIRECT or _bare(claim) not in _bare(quotes) else ""
        whole = all(len(quote.text) <= _LONGEST_QUOTE for quote in statement.quotes)
        if told and whole and all(_bare(quote.text) in _bare(claim) for quote in statement.quotes):
            quotes = ""
        beside = [
            _plain(statement.venue) if statement.venue else "",
            _when(statement.date),
            f"reported by {self.name(statement.reported_by)}" if self.name(statement.reported_by) else "",
        ]
        details = ", ".join(part for part in beside if part)
        words = " ".join(part for part in (told, quotes) if part)
        return (
            f"- *{statement.stance}:* {words}"
            + (f" ({details})" if details else "")
            + f" {self.cite(statement.evidence)}"
        )

    def disputes(self) -> Iterator[str]:
        if self.brief.disputes:
            yield "## Disputed"
            yield "\n".join(
                f"- {_plain(dispute.proposition).rstrip('.')}: asserted by {self._speakers(dispute.asserted_by)},"
                f" denied by {self._speakers(dispute.denied_by)}."
                for dispute in self.brief.disputes
            )

    def _speakers(self, statements: Sequence[str]) -> str:
        said_by = {statement.id: self.name(statement.speaker) for statement in self.brief.statements}
        names = [said_by.get(unit) or "somebody not found" for unit in statements]
        return ", ".join(dict.fromkeys(names))

    def events(self) -> Iterator[str]:
        if self.brief.events:
            yield "## What happened"
            yield "\n".join(self._event(event) for event in self.brief.events)

    def _event(self, event: Event) -> str:
        beside = [event.status.value, _when(event.date), _plain(event.place or "")]
        source = self.name(event.according_to)
        details = ", ".join(part for part in (*beside, f"according to {source}" if source else "") if part)
        return f"- {_plain(event.description)} ({details}) {self.cite(event.evidence)}"

    def figures(self) -> Iterator[str]:
        if self.brief.figures:
            yield "## Figures"
            rows = [_row(("Figure", "Of what", "Read as", "According to", "Source")), _row(("---",) * 5)]
            rows += [
                _row(
                    (
                        _plain(figure.text.text),
                        _plain(figure.measures or ""),
                        _reading(figure),
                        self.name(figure.according_to) or "the article",
                        self.cite(figure.evidence),
                    )
                )
                for figure in self.brief.figures
            ]
            yield "\n".join(rows)

    def references(self) -> Iterator[str]:
        if self.brief.references:
            yield "## Treaties, resolutions, laws"
            yield "\n".join(self._reference(reference) for reference in self.brief.references)

    def _reference(self, reference: Reference) -> str:
        year = f" ({reference.year})" if reference.year else ""
        return f"- {_plain(reference.name)}{year} {self.cite(reference.evidence)}"

    def people(self) -> Iterator[str]:
        if self.brief.entities:
            yield "## Names"
            rows = [_row(("Name", "What", "Role", "Also as", "Mentions")), _row(("---",) * 5)]
            rows += [
                _row(
                    (
                        _plain(entity.name),
                        entity.kind.value,
                        _about(entity),
                        ", ".join(_plain(alias) for alias in entity.aliases),
                        str(len(entity.mentions)),
                    )
                )
                for entity in self.brief.entities
            ]
            yield "\n".join(rows)

    def doubts(self) -> Iterator[str]:
        notes = [note for note in self.brief.warnings if note.code not in _MINOR]
        if notes:
            yield "## Not sure of"
            yield "\n".join(
                f"- {_WARNING_TITLES[note.code]}: {_plain(note.message)} ({_plain(note.where)})" for note in notes
            )

    def evidence(self) -> Iterator[str]:
        spans = {(span.start, span.end): span.text for span in self._all_evidence()}
        if self.cited:
            yield "## Where it stands"
            yield "\n".join(
                f"{number}. {_plain(spans[start, end])} (characters {start} to {end})"
                for (start, end), number in self.cited.items()
            )

    def _all_evidence(self) -> Iterator[Span]:
        brief = self.brief
        yield from (span for sentence in brief.summary for span in sentence.evidence)
        yield from (span for statement in brief.statements for span in statement.evidence)
        yield from (span for event in brief.events for span in event.evidence)
        yield from (span for figure in brief.figures for span in figure.evidence)
        yield from (span for reference in brief.references for span in reference.evidence)

    def foot(self) -> str:
        made = self.brief.provenance
        recorded = f", recorded {made.recorded.date().isoformat()}" if made.recorded else ""
        repaired = sum(note.code in _MINOR for note in self.brief.warnings)
        answers = "One answer was" if repaired == 1 else f"{repaired} answers were"
        again = f" {answers} asked for again." if repaired else ""
        return (
            f"---\n\nMade by summarizer {made.library} with {_plain(made.model)}{recorded}."
            f" Numbers in brackets point at the article's own words, above.{again}"
        )


def _about(entity: Entity) -> str:
    """Role and affiliation, the affiliation only where the role does not say it."""
    role, affiliation = entity.role or "", entity.affiliation or ""
    told = affiliation.casefold() in role.casefold()
    return _plain(", ".join(part for part in (role, "" if told else affiliation) if part))


def _reading(figure: Figure) -> str:
    low, high = (f"{value:,.15g}" if value is not None else "" for value in (figure.minimum, figure.maximum))
    number = low if low == high else " to ".join(part for part in (low, high) if part)
    qualifier = "" if figure.qualifier in {"exact", "range"} else figure.qualifier.value.replace("_", " ")
    return " ".join(part for part in (qualifier, number, _plain(figure.unit or "")) if part) if number else ""
