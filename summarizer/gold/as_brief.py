"""A brief made of labels: the perfect one, by which a scorer is tested and two labellers are compared."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

from summarizer.gold.facts import holds_stems
from summarizer.gold.labels import choices
from summarizer.gold.places import find_chrome, find_words, words_of
from summarizer.schemas.brief import ArticleInfo, ChromeReason, ChromeSpan, Provenance, Tokens
from summarizer.schemas.news import (
    Date,
    Dispute,
    Entity,
    Event,
    Figure,
    Manner,
    News,
    Precision,
    Qualifier,
    Reference,
    Stance,
    Statement,
    Status,
    SummarySentence,
)
from summarizer.schemas.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summarizer.gold.labels import (
        AnyOf,
        GoldArticle,
        GoldEntity,
        GoldEvent,
        GoldFact,
        GoldFigure,
        GoldItem,
        GoldStatement,
        Words,
    )

__all__ = ["brief_of"]

ItemT = TypeVar("ItemT", bound="GoldItem")
ValueT = TypeVar("ValueT")


def brief_of(gold: GoldArticle, text: str, *, optional: bool = False) -> News:
    """The brief that the labels ask for, with the first of several right answers.

    Args:
        gold: the labels; `summarizer.gold.check.find_problems` finds nothing wrong with them.
        text: the article's text.
        optional: whether it gives what is optional too, but for the summary, which has to be short.
    """
    return _Maker(gold, text, optional=optional).brief()


def _first(value: ValueT | AnyOf[ValueT]) -> ValueT:
    return choices(value)[0]


class _Maker:
    def __init__(self, gold: GoldArticle, text: str, *, optional: bool) -> None:
        self._gold = gold
        self._text = text
        self._optional = optional
        self._dates = {label.id: label for label in gold.dates}

    def brief(self) -> News:
        gold, about = self._gold, self._gold.about
        disputed = {unit for item in self._given(gold.disputes) for unit in (*item.asserted_by, *item.denied_by)}
        named = self._named(disputed)
        return News(
            article=ArticleInfo(
                id=gold.sha256,
                source=gold.article,
                title=_first(about.title),
                publisher=_first(about.publisher),
                authors=about.authors,
                published=_first(about.published),
                language="en",
                characters=len(self._text),
            ),
            chrome=tuple(
                ChromeSpan(span=Span.cut(self._text, *place), reason=_first(item.reason) or ChromeReason.MENU)
                for item in gold.chrome
                if not item.optional
                for place in find_chrome(self._text, [item])
            ),
            warnings=(),
            provenance=_by_hand(),
            summary=tuple(self._sentence(fact) for fact in gold.summary.facts if not (fact.optional or fact.forbidden)),
            entities=tuple(
                self._entity(label) for label in gold.entities if self._is_given(label) or label.id in named
            ),
            statements=tuple(
                self._statement(label) for label in gold.statements if self._is_given(label) or label.id in disputed
            ),
            events=tuple(self._event(label) for label in self._given(gold.events)),
            figures=tuple(self._figure(number, label) for number, label in enumerate(self._given(gold.figures))),
            references=tuple(
                Reference(
                    name=_first(label.name),
                    year=_first(label.year),
                    body=_first(label.body),
                    evidence=self._spans(label.evidence[:1]),
                )
                for label in self._given(gold.references)
            ),
            disputes=tuple(
                Dispute(proposition=label.proposition, asserted_by=label.asserted_by, denied_by=label.denied_by)
                for label in self._given(gold.disputes)
            ),
        )

    def _given(self, labels: Iterable[ItemT]) -> list[ItemT]:
        return [label for label in labels if self._is_given(label)]

    def _is_given(self, label: GoldItem) -> bool:
        return not label.forbidden and (self._optional or not label.optional)

    def _named(self, disputed: set[str]) -> set[str | None]:
        """The entities that what is given names, optional or not."""
        gold = self._gold
        said = [item for item in gold.statements if self._is_given(item) or item.id in disputed]
        named = {_first(item.speaker) for item in said} | {_first(item.reported_by) for item in said}
        named |= {_first(item.according_to) for item in self._given(gold.events)}
        named |= {unit for item in self._given(gold.events) for unit in item.participants}
        return named | {_first(item.according_to) for item in self._given(gold.figures)}

    def _spans(self, several: Iterable[Words]) -> tuple[Span, ...]:
        found = (find_words(self._text, words)[0] for words in several)
        return tuple(Span.cut(self._text, *place) for place in found)

    def _span(self, words: Words | None) -> Span | None:
        return None if words is None else self._spans([words])[0]

    def _date(self, label_id: str | None) -> Date | None:
        label = self._dates.get(label_id or "")
        if label is None:
            return None
        return Date(
            text=self._spans([label.text])[0],
            start=_first(label.start),
            end=_first(label.end),
            precision=_first(label.precision) or Precision.UNKNOWN,
        )

    def _entity(self, label: GoldEntity) -> Entity:
        return Entity(
            id=label.id,
            name=_first(label.name),
            kind=_first(label.kind),
            role=_first(label.role),
            affiliation=_first(label.affiliation),
            aliases=label.aliases,
            mentions=self._spans([_first(label.name)]),
        )

    def _statement(self, label: GoldStatement) -> Statement:
        return Statement(
            id=label.id,
            speaker=_first(label.speaker),
            speaker_text=self._span(_first(label.speaker_text)),
            cue=self._span(_first(label.cue)),
            reported_by=_first(label.reported_by),
            manner=_first(label.manner) or Manner.INDIRECT,
            stance=_first(label.stance) or Stance.ASSERTS,
            claim=label.claim or words_of(label.evidence[0]),
            quotes=self._spans(label.quotes),
            venue=_first(label.venue),
            date=self._date(_first(label.date)),
            evidence=self._spans(label.evidence[:1]),
        )

    def _event(self, label: GoldEvent) -> Event:
        return Event(
            id=label.id,
            description=label.description or words_of(label.evidence[0]),
            status=_first(label.status) or Status.OCCURRED,
            date=self._date(_first(label.date)),
            place=_first(label.place),
            participants=label.participants,
            according_to=_first(label.according_to),
            evidence=self._spans(label.evidence[:1]),
        )

    def _figure(self, number: int, label: GoldFigure) -> Figure:
        place = self._spans([label.text])
        return Figure(
            id=f"f{number}",
            text=place[0],
            minimum=_first(label.minimum),
            maximum=_first(label.maximum),
            qualifier=_first(label.qualifier) or Qualifier.EXACT,
            unit=_first(label.unit),
            measures=_first(label.measures),
            according_to=_first(label.according_to),
            as_of=self._date(_first(label.as_of)),
            evidence=place,
        )

    def _sentence(self, fact: GoldFact) -> SummarySentence:
        """The sentence of the article that tells the fact, as it stands."""
        tellers = [words for words in fact.evidence if holds_stems(words_of(words), fact)]
        evidence = self._spans((tellers or list(fact.evidence))[:1])
        return SummarySentence(text=evidence[0].text, evidence=evidence, checks=(), verbatim=True)


def _by_hand() -> Provenance:
    return Provenance(
        kind="news",
        model="gold",
        backend="by hand",
        prompts="",
        schema_="",
        library="",
        recorded=None,
        calls=0,
        retries=0,
        reasks=0,
        tokens=Tokens(input=0, cached=0, output=0),
        cost=None,
        seconds=0.0,
        created=datetime(1970, 1, 1, tzinfo=UTC),
    )
