"""What must hold of scores for any article and any gold."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from summarizer.gold.as_brief import brief_of
from summarizer.gold.check import find_problems
from summarizer.gold.labels import GoldArticle
from summarizer.schemas.brief import ChromeSpan
from summarizer.schemas.news import Dispute, Entity, Event, Figure, News, Reference, Statement, SummarySentence
from summarizer.schemas.spans import Span
from summarizer.scoring.case import Labelled
from summarizer.scoring.headlines import ERRORS
from summarizer.scoring.score import SECTIONS, score_brief
from summarizer.scoring.verdicts import Counts, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hypothesis.strategies import DrawFn

    from summarizer.scoring.verdicts import ArticleScore

Label: TypeAlias = dict[str, object]

LISTS = ("entities", "statements", "events", "figures", "references", "disputes", "summary", "chrome")
PEOPLE = {"ruiz": ("Ana Ruiz", "Ruiz"), "beck": ("Oto Beck", "Beck"), "holt": ("Mia Holt", "Holt")}
OPENING = "Ana Ruiz of South Korea met Oto Beck of North Korea and Mia Holt in Lima."
SPARE = "Nobody watched the quiet kettle at number 77."
NOUNS = (
    *("anchor", "basket", "candle", "dragon", "engine", "falcon", "garden", "hammer", "island", "jacket", "kitten"),
    *("ladder", "magnet", "napkin", "orchid", "pillow", "quartz", "rabbit", "saddle", "tunnel", "urchin", "violin"),
    *("walnut", "yogurt", "zipper", "barrel", "copper", "donkey", "fabric", "goblet", "helmet", "insect", "jungle"),
)
STATUSES = ("occurred", "planned", "alleged")

quick = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@dataclass
class Drafted:
    """An article as it is invented, sentence by sentence, with its labels."""

    draw: DrawFn
    sentences: list[str] = field(default_factory=list)
    labels: dict[str, list[Label]] = field(default_factory=lambda: {name: [] for name in (*LISTS, "dates")})
    facts: list[Label] = field(default_factory=list)

    def flag(self) -> bool:
        return self.draw(st.booleans())

    def of(self, *values: str) -> str:
        return self.draw(st.sampled_from(values))

    def loosely(self, value: object, other: object) -> object:
        """A right answer, alone or as the first of several."""
        return {"any_of": [value, other]} if self.flag() else value

    def nouns(self) -> tuple[str, str]:
        at = 2 * len(self.sentences)
        return NOUNS[at], NOUNS[at + 1]

    def add(self, section: str, **label: object) -> Label:
        label["optional"] = self.draw(st.integers(0, 3)) == 0
        self.labels[section].append(label)
        return label

    def trap(self, section: str, **label: object) -> None:
        if self.flag():
            self.labels[section].append({"forbidden": True, "why": "a trap", **label})

    def say(self, sentence: str) -> None:
        self.sentences.append(sentence)
        if self.flag():
            noun = NOUNS[2 * len(self.sentences) - 2]
            words = [self.loosely(noun[:5], "elsewhere")]
            fact: Label = {"fact": f"Something of the {noun}.", "words": words, "evidence": [sentence]}
            self.facts.append({**fact, "optional": self.flag()})

    def date(self) -> tuple[str | None, str]:
        """A date of its own: its id, and the words to write."""
        number = len(self.sentences)
        if number < 6 and self.flag():
            words = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")[number]
            label = self.add("dates", id=f"d{number}", text=words)
        else:
            words, day = f"{10 + number} May 2021", f"2021-05-{10 + number}"
            label = self.add("dates", id=f"d{number}", text=words, start=day, end=day, precision="day")
        if self.flag():
            label["optional"] = False
        wrong = {"start": "2020-01-01", "end": "2020-01-01", "precision": "day"}
        self.trap("dates", id=f"no_d{number}", text=words, **wrong)
        return (f"d{number}" if self.flag() else None), words


def _speakers(draft: Drafted) -> tuple[str, str, str]:
    speaker = draft.of(*PEOPLE)
    other = next(name for name in PEOPLE if name != speaker)
    return speaker, PEOPLE[speaker][1], other


def quoted(draft: Drafted) -> None:
    (one, two), (speaker, name, other) = draft.nouns(), _speakers(draft)
    broken = draft.flag()
    quotes = [f"We will keep the {one},", f"and sell the {two}."] if broken else [f"We will keep the {one} and {two},"]
    sentence = f"“{quotes[0]}” {name} said, “{quotes[1]}”" if broken else f"“{quotes[0]}” {name} said."
    number = len(draft.sentences)
    draft.add(
        "statements",
        id=f"s{number}",
        speaker=draft.loosely(speaker, None),
        speaker_text=name,
        cue=draft.loosely("said", None),
        manner=draft.loosely("direct", "mixed"),
        stance=draft.loosely("promises", "asserts"),
        claim=f"They keep the {one} and do something with the {two}." if draft.flag() else None,
        quotes=quotes,
        evidence=[sentence],
    )
    draft.trap("statements", id=f"no_s{number}", speaker=other, quotes=quotes[:1], evidence=[sentence])
    draft.say(sentence)


def told(draft: Drafted) -> None:
    (one, two), (speaker, name, other) = draft.nouns(), _speakers(draft)
    date, words = draft.date()
    sentence = f"{name} denied on {words} that the {one} reached the {two}."
    number = len(draft.sentences)
    draft.add(
        "statements",
        id=f"s{number}",
        speaker=speaker,
        cue="denied",
        manner="indirect",
        stance=draft.loosely("denies", "asserts"),
        claim=f"The {one} did not reach the {two}.",
        venue=draft.loosely(None, "Lima"),
        date=date,
        evidence=[sentence],
    )
    draft.trap("statements", id=f"no_s{number}", speaker=other, evidence=[sentence])
    draft.say(sentence)


def happened(draft: Drafted) -> None:
    one, two = draft.nouns()
    date, words = draft.date()
    sentence = f"On {words} the {one} struck the {two} in Lima."
    number = len(draft.sentences)
    draft.add(
        "events",
        id=f"e{number}",
        description=f"The {one} struck the {two}.",
        status=draft.loosely("occurred", "confirmed"),
        date=date,
        place=draft.loosely("Lima", None),
        participants=["lima"] if draft.flag() else [],
        optional_participants=["ruiz"],
        evidence=[sentence],
    )
    draft.trap("events", id=f"no_e{number}", status="denied", evidence=[sentence])
    draft.say(sentence)


def counted(draft: Drafted) -> None:
    (one, two), (speaker, name, other) = draft.nouns(), _speakers(draft)
    number = 100 + 11 * len(draft.sentences)
    sentence = f"{name} counted some {number} {one} shops near the {two}."
    draft.add(
        "figures",
        text=f"some {number}",
        minimum=number,
        maximum=draft.loosely(number, None),
        qualifier="about",
        unit=draft.loosely(f"{one} shops", "shops"),
        measures=draft.loosely(None, f"shops near the {two}"),
        according_to=speaker,
    )
    draft.trap("figures", text=f"some {number}", according_to=other)
    draft.say(sentence)


def named(draft: Drafted) -> None:
    one, two = draft.nouns()
    name, year = f"{one.title()} Treaty", 1980 + len(draft.sentences)
    sentence = f"The {name} of {year} covers the {two}."
    draft.add("references", name=draft.loosely(name, f"{name} of {year}"), year=year, body=None, evidence=[sentence])
    draft.trap("references", name=f"{name}s", evidence=[sentence])
    draft.say(sentence)


KINDS: tuple[Callable[[Drafted], None], ...] = (quoted, told, happened, counted, named)


@st.composite
def worlds(draw: DrawFn) -> Labelled:
    """An article of invented sentences, and gold for it that the checker finds nothing wrong with."""
    draft = Drafted(draw)
    for kind in draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=9)):
        kind(draft)
    for unit, (name, alias) in PEOPLE.items():
        aliases = {"aliases": [alias]} if draft.flag() else {"optional_aliases": [alias]}
        foreign = [] if unit == "holt" else ["Mia Holt"]
        kind_of = draft.loosely("person", "other")
        draft.add("entities", id=unit, name=name, kind=kind_of, forbidden_aliases=foreign, **aliases)
    draft.add("entities", id="lima", name="Lima", kind="place", role=None)
    draft.trap("entities", id="no_ruiz", name="Ruiz", kind="place")
    said = [
        str(label["id"])
        for label in draft.labels["statements"]
        if not (label.get("forbidden") or label.get("optional"))
    ]
    if len(said) > 1:
        draft.add("disputes", proposition="which one", asserted_by=said[:1], denied_by=said[1:2])
        draft.trap("disputes", proposition="the other way", asserted_by=said[1:2], denied_by=said[:1])
    top = ["Buy lamps now", "Share this page"]
    draft.labels["chrome"] = [{"text": top[0], "reason": "advertisement"}, {"text": top[1], "optional": draft.flag()}]
    text = "\n\n".join([*top, OPENING, " ".join(draw(st.permutations(draft.sentences))), SPARE]) + "\n"
    traps = [{"words": ["kettle", "lima"], "why": "they have nothing in common"}] if draft.flag() else []
    data = {
        "article": "invented",
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "labelled_by": ["a test"],
        "about": {"title": draft.loosely(None, "Lima"), "authors": ["Ana Ruiz"] if draft.flag() else []},
        **{name: labels for name, labels in draft.labels.items() if name != "summary"},
        "summary": {"facts": draft.facts, "forbidden": traps},
    }
    gold = GoldArticle.model_validate(data)
    assert not find_problems(gold, text)
    return Labelled(gold, text)


def spare(labelled: Labelled, words: str = SPARE) -> Span:
    start = labelled.text.index(words, labelled.text.index(SPARE))
    return Span.cut(labelled.text, start, start + len(words))


def wrong_items(labelled: Labelled) -> dict[str, object]:
    """For each section an item that rests on the one sentence that no label speaks of."""
    here, kettle = (spare(labelled),), spare(labelled, "quiet kettle")
    entity = Entity(id="w1", name="kettle", kind="other", role="cook", affiliation=None, aliases=(), mentions=(kettle,))
    said = {"reported_by": None, "manner": "direct", "stance": "asserts", "claim": "The kettle was quiet."}
    rest = {"speaker_text": None, "cue": None, "venue": None, "date": None, "evidence": here}
    statement = Statement.model_validate({"id": "w2", "speaker": None, **said, **rest, "quotes": (kettle,)})
    event = Event(
        id="w3",
        description="A kettle was watched.",
        status="occurred",
        date=None,
        place=None,
        participants=(),
        according_to=None,
        evidence=here,
    )
    figure = Figure(
        id="w4",
        text=spare(labelled, "77"),
        minimum=77,
        maximum=77,
        qualifier="exact",
        unit=None,
        measures=None,
        according_to=None,
        as_of=None,
        evidence=here,
    )
    return {
        "entities": entity,
        "statements": statement,
        "events": event,
        "figures": figure,
        "references": Reference(name="Kettle Charter", year=None, body=None, evidence=here),
        "disputes": Dispute(proposition="kettles", asserted_by=("w2",), denied_by=("w9",)),
        "summary": SummarySentence(text=SPARE, evidence=here, checks=(), verbatim=True),
        "chrome": ChromeSpan(span=here[0], reason="menu"),
    }


def items_of(brief: News, section: str) -> tuple[object, ...]:
    found: tuple[object, ...] = getattr(brief, section)
    return found


def with_items(brief: News, section: str, items: Sequence[object]) -> News:
    return brief.model_copy(update={section: tuple(items)})


@st.composite
def flawed(draw: DrawFn) -> tuple[Labelled, News]:
    """Gold, and a brief that is right in part: items are missing, wrong in a field, or like no label."""
    labelled = draw(worlds())
    brief = brief_of(labelled.gold, labelled.text, optional=draw(st.booleans()))
    extra = wrong_items(labelled)
    for section in LISTS:
        items = [item for item in items_of(brief, section) if draw(st.integers(0, 4))]
        items += [extra[section]] if not draw(st.integers(0, 3)) else []
        brief = with_items(brief, section, items)
    statements = tuple(_misheard(draw, item) for item in brief.statements)
    events = tuple(item.model_copy(update={"status": draw(st.sampled_from(STATUSES))}) for item in brief.events)
    figures = tuple(item.model_copy(update={"qualifier": "exact"}) for item in brief.figures)
    return labelled, brief.model_copy(update={"statements": statements, "events": events, "figures": figures})


def _misheard(draw: DrawFn, item: Statement) -> Statement:
    if draw(st.booleans()):
        return item
    quotes = tuple(span.model_copy(update={"text": span.text.swapcase()}) for span in item.quotes)
    return item.model_copy(update={"speaker": draw(st.sampled_from([None, *PEOPLE])), "quotes": quotes})


Numbers: TypeAlias = dict[str, object]


def numbers(score: ArticleScore) -> Numbers:
    """All counts in a score, by name."""
    found: Numbers = {name: section.counts for name, section in score.sections.items()}
    for name, section in score.sections.items():
        found |= {f"{name}.{key}": counts for key, counts in section.fields.items()}
    return found | {name: (headline.hits, headline.total) for name, headline in score.headlines.items()}


def share(score: ArticleScore, headline: str) -> float:
    found = score.headlines[headline].share
    return 1.0 if found is None else found


@quick
@given(worlds(), st.booleans())
def test_gold_against_itself_is_right_in_everything_and_springs_no_trap(labelled: Labelled, optional: bool) -> None:
    score = score_brief(brief_of(labelled.gold, labelled.text, optional=optional), labelled)
    assert set(score.sections) == set(SECTIONS)
    for section in score.sections.values():
        assert (section.counts.precision, section.counts.recall, section.counts.f1) == (1, 1, 1), section
        assert all(counts.f1 == 1 for counts in section.fields.values()), section
        assert not [verdict for verdict in section.verdicts if verdict.trap]
    for name, headline in score.headlines.items():
        assert headline.hits == 0 if name in ERRORS else headline.share in {None, 1.0}, headline


def twins(brief: News) -> News:
    """The brief with a second reading of each item: as like its label as the first, and other in a field."""
    others = {"entities": {"kind": "country"}, "statements": {"stance": "warns"}, "events": {"status": "expected"}}
    for section, change in others.items():
        items = [item for item in items_of(brief, section) if isinstance(item, BaseModel)]
        again = [item.model_copy(update={"id": f"again_{n}", **change}) for n, item in enumerate(items)]
        brief = with_items(brief, section, [*items, *again])
    return brief


@quick
@given(flawed(), st.booleans(), st.randoms(use_true_random=False))
def test_the_order_of_items_and_of_labels_changes_nothing(
    pair: tuple[Labelled, News], twice: bool, random: object
) -> None:
    labelled, brief = pair
    brief = twins(brief) if twice else brief
    shuffle: Callable[[list[object]], None] = getattr(random, "shuffle")  # noqa: B009 -- hypothesis types it loosely
    other = brief
    for section in LISTS:
        items = list(items_of(brief, section))
        shuffle(items)
        other = with_items(other, section, items)
    labels = {}
    for section in ("entities", "dates", "statements", "events", "figures", "references", "disputes", "chrome"):
        labels[section] = list(getattr(labelled.gold, section))
        shuffle(labels[section])
    turned = Labelled(
        labelled.gold.model_copy(update={key: tuple(some) for key, some in labels.items()}), labelled.text
    )
    assert numbers(score_brief(other, labelled)) == numbers(score_brief(brief, labelled))
    assert numbers(score_brief(brief, turned)) == numbers(score_brief(brief, labelled))


@quick
@given(flawed(), st.sampled_from(LISTS))
def test_a_wrong_item_never_raises_a_score(pair: tuple[Labelled, News], section: str) -> None:
    labelled, brief = pair
    wrong = wrong_items(labelled)[section]
    assume(wrong not in items_of(brief, section))
    before = score_brief(brief, labelled)
    after = score_brief(with_items(brief, section, [*items_of(brief, section), wrong]), labelled)
    for name in SECTIONS:
        old, new = before.sections[name].counts, after.sections[name].counts
        assert (new.precision <= old.precision) & (new.recall <= old.recall) & (new.f1 <= old.f1), (name, old, new)
    assert after.sections[section].counts.false > before.sections[section].counts.false
    for name in before.headlines:
        if name in ERRORS:
            assert after.headlines[name].hits >= before.headlines[name].hits, name
        else:
            assert share(after, name) <= share(before, name), name


@quick
@given(flawed(), st.data())
def test_a_right_item_taken_away_never_raises_recall_or_f1(pair: tuple[Labelled, News], data: st.DataObject) -> None:
    labelled, brief = pair
    before = score_brief(brief, labelled)
    right = [
        (section, verdict.item)
        for section in ("entities", "statements", "events", "figures", "references", "disputes", "summary")
        for verdict in before.sections[section].verdicts
        if verdict.outcome is Outcome.FOUND and not any(one.counts.false or one.counts.missed for one in verdict.fields)
    ]
    assume(right)
    section, item = data.draw(st.sampled_from(right))
    kept = [one for one in items_of(brief, section) if _id_of(one) != item]
    assert len(kept) == len(items_of(brief, section)) - 1
    after = score_brief(with_items(brief, section, kept), labelled)
    for name in SECTIONS:
        old, new = before.sections[name].counts, after.sections[name].counts
        assert (new.recall <= old.recall) & (new.f1 <= old.f1), (name, old, new)
    for name, counts in after.sections[section].fields.items():
        assert counts.f1 <= before.sections[section].fields[name].f1


def _id_of(item: object) -> object:
    keys = ("id", "proposition", "name", "text")
    return next(getattr(item, key) for key in keys if hasattr(item, key))


@quick
@given(worlds())
def test_something_against_nothing_is_0_and_nothing_against_nothing_1(labelled: Labelled) -> None:
    full = brief_of(labelled.gold, labelled.text)
    empty = full.model_copy(update=dict.fromkeys(LISTS, ()))
    nothing = {name: () for name in (*LISTS, "dates") if name != "summary"}
    bare = Labelled(
        labelled.gold.model_copy(update={**nothing, "summary": type(labelled.gold.summary)()}), labelled.text
    )
    missed, invented, none = score_brief(empty, labelled), score_brief(full, bare), score_brief(empty, bare)
    of_full = score_brief(full, labelled)
    for name in set(SECTIONS) - {"about"}:
        wanted = of_full.sections[name].counts.true
        assert missed.sections[name].counts == Counts(missed=wanted)
        assert missed.sections[name].counts.f1 == float(not wanted)
        assert invented.sections[name].counts.true == 0
        assert invented.sections[name].counts.f1 == float(not invented.sections[name].counts.false)
        assert invented.sections[name].counts.false >= wanted
        assert none.sections[name].counts.f1 == none.sections[name].counts.precision == 1


@quick
@given(worlds())
def test_shuffled_speakers_cost_the_speaker_and_nothing_else(labelled: Labelled) -> None:
    # With a trap on who says what, another speaker falls into it: that is one loss more, and right.
    bare = tuple(label for label in labelled.gold.statements if not label.forbidden)
    labelled = Labelled(labelled.gold.model_copy(update={"statements": bare}), labelled.text)
    brief = brief_of(labelled.gold, labelled.text)
    assume(brief.statements)
    following = dict(zip(PEOPLE, [*list(PEOPLE)[1:], next(iter(PEOPLE))], strict=True))
    entities = brief_of(labelled.gold, labelled.text, optional=True).entities
    brief = brief.model_copy(update={"entities": entities})
    turned = tuple(item.model_copy(update={"speaker": following[item.speaker or ""]}) for item in brief.statements)
    before = numbers(score_brief(brief, labelled))
    after = numbers(score_brief(with_items(brief, "statements", turned), labelled))
    changed = {name for name in before if before[name] != after[name]}
    quotes = any(item.quotes for item in brief.statements)
    assert changed == {"statements.speaker"} | ({"right speaker among found"} if quotes else set())


@quick
@given(worlds())
def test_items_like_no_label_are_paired_with_none_even_if_nothing_else_is_there(labelled: Labelled) -> None:
    wrong = wrong_items(labelled)
    brief = brief_of(labelled.gold, labelled.text).model_copy(update={name: (wrong[name],) for name in LISTS})
    score = score_brief(brief, labelled)
    for name in LISTS:
        outcomes = {verdict.outcome for verdict in score.sections[name].verdicts}
        assert outcomes <= {Outcome.INVENTED, Outcome.MISSED}
        assert score.sections[name].counts.true == 0
        assert score.sections[name].counts.false > 0


@quick
@given(worlds(), st.data())
def test_one_quotation_is_not_found_by_two_labels(labelled: Labelled, data: st.DataObject) -> None:
    quoting = [label for label in labelled.gold.statements if label.quotes and not (label.forbidden or label.optional)]
    assume(quoting)
    label = data.draw(st.sampled_from(quoting))
    twin = label.model_copy(update={"id": "twin"})
    doubled = Labelled(labelled.gold.model_copy(update={"statements": (label, twin)}), labelled.text)
    once = [item for item in brief_of(labelled.gold, labelled.text).statements if item.id == label.id]
    score = score_brief(with_items(brief_of(labelled.gold, labelled.text), "statements", once), doubled)
    assert score.sections["statements"].counts == Counts(true=1, missed=1)
    assert score.headlines["quotations found"].hits == len(label.quotes)


@given(*[st.integers(0, 50)] * 3)
@example(0, 0, 0)
def test_precision_recall_and_f1_keep_their_places(true: int, false: int, missed: int) -> None:
    counts = Counts(true, false, missed)
    assert all(0 <= value <= 1 for value in (counts.precision, counts.recall, counts.f1))
    assert min(counts.precision, counts.recall) - 1e-12 <= counts.f1 <= max(counts.precision, counts.recall) + 1e-12
    assert Counts(true, false + 1, missed).f1 <= counts.f1
    assert Counts(true, false, missed + 1).f1 <= counts.f1
    assert (counts.f1 == 1) == (not false and not missed)
    assert counts + Counts() == counts
