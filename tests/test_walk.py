from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from summarizer.cli import cli
from summarizer.errors import GoldError
from summarizer.evaluation.disagreements import in_view
from summarizer.evaluation.translation import pointed
from summarizer.evaluation.walk import Walk
from summarizer.gold.as_brief import brief_of
from summarizer.gold.files import read_gold
from summarizer.gold.labels import AnyOf, GoldArticle, GoldDecision, Place, Ruling
from summarizer.gold.places import find_words
from summarizer.schemas.brief import ChromeReason, ChromeSpan
from summarizer.schemas.news import (
    Date,
    Dispute,
    Entity,
    EntityKind,
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
from summarizer.schemas.spans import Record, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from pathlib import Path

TEXT = """\
Menu | Home | News
Bridge opens in Oslo
Ann Lee, mayor of Oslo, said on Monday that the old bridge is open.
“The bridge is safe,” said Bo Ray, whom friends call Bo. On Tuesday some 40 boats left Oslo harbour.
Bo Ray cited the River Act. In 2020 the Harbour Board closed 40 piers.
Later Ann Lee denied that the bridge is safe.
Share this story
"""
OPEN = "Ann Lee, mayor of Oslo, said on Monday that the old bridge is open."
SAFE = "“The bridge is safe,” said Bo Ray, whom friends call Bo."
BOATS = "On Tuesday some 40 boats left Oslo harbour."
CITED = "Bo Ray cited the River Act."
CLOSED = "In 2020 the Harbour Board closed 40 piers."
DENIED = "Later Ann Lee denied that the bridge is safe."
GOLD = f"""\
# labels of a story
article: bridge
sha256: {hashlib.sha256(TEXT.encode()).hexdigest()}
labelled_by: [A, B]

about:
  title: Bridge opens in Oslo
  publisher: null
  authors: []
  published: null

chrome:
- {{text: Menu | Home | News, reason: menu}}  # the menu
- {{text: Share this story, reason: share}}

entities:
- id: ann
  name: Ann Lee
  kind: person
  role: mayor of Oslo
- {{id: bo, name: Bo Ray, kind: person, aliases: [Bo]}}
- {{id: oslo, name: Oslo, kind: place}}  # the town
- {{id: board, name: Harbour Board, kind: organization}}
- {{id: press, name: News, kind: organization, forbidden: true, why: in the menu}}

dates:
- {{id: monday, text: Monday}}
- {{id: tuesday, text: Tuesday}}
- {{id: y2020, text: "2020", start: 2020-01-01, end: 2020-12-31, precision: year}}

statements:
- id: ann_open
  speaker: ann
  speaker_text: {{text: Ann Lee, within: "Ann Lee, mayor"}}
  cue: {{text: said, within: said on}}
  manner: indirect
  stance: asserts
  claim: The old bridge is open.
  date: monday
  evidence: ["{OPEN}"]
- id: bo_safe
  speaker: bo
  manner: direct
  stance: asserts
  claim: The bridge is safe.
  quotes: [{{text: The bridge is safe, within: "“The bridge is safe"}}]
  evidence: ["{SAFE}"]
- id: ann_denies
  speaker: ann
  stance: denies
  claim: It is denied that the bridge is safe.
  evidence: ["{DENIED}"]

events:
- id: boats_left
  description: Some 40 boats left Oslo harbour.
  status: occurred
  date: tuesday
  place: Oslo harbour
  participants: [oslo]
  evidence: ["{BOATS}"]
- id: closing
  description: The Harbour Board closed 40 piers.
  status: occurred
  date: y2020
  participants: [board]
  evidence: ["{CLOSED}"]

figures:
- {{text: some 40, minimum: 40, maximum: 40, qualifier: about, unit: boats}}

references:
- {{name: River Act, evidence: ["{CITED}"]}}

disputes:
- {{proposition: The bridge is safe., asserted_by: [bo_safe], denied_by: [ann_denies]}}

summary:
  facts:
  - {{fact: The bridge is open., words: [bridge, open], evidence: ["{OPEN}"]}}
"""


def span(words: str, after: str = "") -> Span:
    start = TEXT.index(words, TEXT.index(after) if after else 0)
    return Span.cut(TEXT, start, start + len(words))


def day(words: str, start: date | None = None) -> Date:
    return Date(text=span(words), start=start, end=start, precision=Precision.DAY if start else Precision.UNKNOWN)


LABELS = GoldArticle.model_validate(YAML(typ="safe", pure=True).load(GOLD))
PERFECT = brief_of(LABELS, TEXT)


def without(section: str, number: int = 0) -> News:
    items = getattr(PERFECT, section)
    return PERFECT.model_copy(update={section: (*items[:number], *items[number + 1 :])})


def with_more(section: str, item: object) -> News:
    return PERFECT.model_copy(update={section: (*getattr(PERFECT, section), item)})


def with_field(section: str, number: int, **fields: object) -> News:
    items = list(getattr(PERFECT, section))
    items[number] = items[number].model_copy(update=fields)
    return PERFECT.model_copy(update={section: tuple(items)})


@dataclass
class Setting:
    """A folder with a gold file, its article and a run."""

    folder: Path

    def __post_init__(self) -> None:
        for name in ("gold", "articles", "run"):
            (self.folder / name).mkdir()
        (self.folder / "articles" / "bridge.txt").write_text(TEXT)
        self.gold.write_text(GOLD)

    @property
    def gold(self) -> Path:
        return self.folder / "gold" / "bridge.yaml"

    def give(self, *briefs: News) -> None:
        lines = "".join(f"{brief.model_dump_json()}\n" for brief in briefs)
        (self.folder / "run" / "briefs.jsonl").write_text(lines)

    def walk(self, names: Collection[str] = (), sections: Collection[str] = ()) -> Walk:
        return Walk(
            self.folder / "run",
            self.folder / "gold",
            self.folder / "articles",
            "Eva",
            names=names,
            sections=sections,
        )

    def decide(self, brief: News, *answers: str, sections: Collection[str] = ()) -> tuple[int, str]:
        """Walk through a run with these answers; how many decisions were written, and what was shown."""
        self.give(brief)
        shown: list[str] = []
        left = list(answers)

        def ask(question: str) -> str:
            shown.append(f"{question}? ")
            if not left:
                raise EOFError
            return left.pop(0)

        return self.walk(sections=sections).go(ask=ask, show=shown.append), "".join(shown)

    @property
    def labels(self) -> GoldArticle:
        return read_gold(self.gold)


@pytest.fixture
def here(tmp_path: Path) -> Setting:
    return Setting(tmp_path)


def test_a_brief_that_agrees_leaves_nothing_to_ask(here: Setting) -> None:
    assert here.decide(PERFECT) == (0, "")
    assert here.gold.read_text() == GOLD


HARBOUR = Entity(
    id="E9",
    name="River Act",
    kind=EntityKind.OTHER,
    role="law",
    affiliation=None,
    aliases=("Act", "Bo", "Bo", "No Such Form"),
    mentions=(span("River Act"),),
)
DENIAL = Statement(
    id="S9",
    speaker="bo",
    speaker_text=span("Bo Ray", CITED),
    cue=span("cited"),
    reported_by="nobody",
    manner=Manner.INDIRECT,
    stance=Stance.SUPPORTS,
    claim="He cited the River Act.",
    quotes=(),
    venue="Oslo",
    date=day("Later"),
    evidence=(span(CITED),),
)
VISIT = Event(
    id="V9",
    description="Friends call him Bo.",
    status=Status.PLANNED,
    date=day("Monday"),
    place=None,
    participants=("bo", "nobody", "bo"),
    according_to="ann",
    evidence=(span(SAFE),),
)
PIERS = Figure(
    id="F9",
    text=span("40", "closed"),
    minimum=40,
    maximum=40.5,
    qualifier=Qualifier.EXACT,
    unit="piers",
    measures=None,
    according_to=None,
    as_of=Date(text=span("2020"), start=date(2020, 1, 1), end=date(2020, 12, 31), precision=Precision.YEAR),
    evidence=(span("40", "closed"),),
)
ACT = Reference(name="Bridge Law", year=2020, body=None, evidence=(span(CLOSED),))
QUARREL = Dispute(proposition="The bridge is open.", asserted_by=("ann_open",), denied_by=("ann_denies",))
SENTENCE = SummarySentence(text=CLOSED, evidence=(span(CLOSED),), checks=(), verbatim=True)
SHARE = ChromeSpan(span=span("Bo Ray, whom friends"), reason=ChromeReason.NOTICE)

INVENTED: list[tuple[str, object, dict[str, object]]] = [
    (
        "entities",
        HARBOUR,
        {
            "id": "river_act",
            "name": "River Act",
            "kind": "other",
            "role": "law",
            "aliases": ["Act"],
            "optional_aliases": ["Bo"],
        },
    ),
    (
        "statements",
        DENIAL,
        {
            "id": "ray_cited_river_act",
            "speaker": "bo",
            "speaker_text": {"text": "Bo Ray", "within": "Bo Ray cited"},
            "cue": "cited",
            "manner": "indirect",
            "stance": "supports",
            "claim": "He cited the River Act.",
            "venue": "Oslo",
            "evidence": [CITED],
        },
    ),
    (
        "events",
        VISIT,
        {
            "id": "friends_call_bo",
            "description": "Friends call him Bo.",
            "status": "planned",
            "date": "monday",
            "participants": ["bo"],
            "according_to": "ann",
            "evidence": [SAFE],
        },
    ),
    (
        "figures",
        PIERS,
        {
            "text": {"text": "40", "within": "40 piers."},
            "minimum": 40,
            "maximum": 40.5,
            "qualifier": "exact",
            "unit": "piers",
            "as_of": "y2020",
        },
    ),
    ("references", ACT, {"name": "Bridge Law", "year": 2020, "evidence": [CLOSED]}),
    (
        "disputes",
        QUARREL,
        {"proposition": "The bridge is open.", "asserted_by": ["ann_open"], "denied_by": ["ann_denies"]},
    ),
    ("chrome", SHARE, {"text": "Bo Ray, whom friends", "reason": "notice"}),
]


def labels_of(gold: GoldArticle, section: str) -> Sequence[object]:
    found: Sequence[object] = gold.summary.facts if section == "summary" else getattr(gold, section)
    return found


def as_written(label: object) -> object:
    assert isinstance(label, Record)
    return label.model_dump(mode="json", exclude_unset=True)


@pytest.mark.parametrize(("section", "item", "expected"), INVENTED, ids=[one[0] for one in INVENTED])
@pytest.mark.parametrize("answer", ["g", "m", "b"])
def test_an_item_that_the_gold_lacks_becomes_a_label_if_it_is_right(
    here: Setting, section: str, item: object, expected: dict[str, object], answer: str
) -> None:
    count, _ = here.decide(with_more(section, item), answer, "it is so", sections=[section])
    labels = labels_of(here.labels, section)
    known = len(labels_of(LABELS, section))
    more: dict[str, dict[str, object]] = {"m": {"why": "it is so"}, "b": {"optional": True, "why": "it is so"}}
    assert [as_written(label) for label in labels[known:]] == ([expected | more[answer]] if answer in more else [])
    assert count == 1
    assert "the gold has no such item" not in here.decide(with_more(section, item), sections=[section])[1]


def test_a_date_that_the_gold_lacks_becomes_a_label(here: Setting) -> None:
    brief = with_field("statements", 2, date=day("Later", date(2020, 3, 1)))
    here.decide(brief, "m", "vague", sections=["dates"])
    added = here.labels.dates[-1]
    assert (added.id, added.text, added.start, added.precision) == ("later", "Later", date(2020, 3, 1), Precision.DAY)


def test_a_summary_sentence_that_tells_no_fact_becomes_one_known_by_its_rarest_words(here: Setting) -> None:
    here.decide(with_more("summary", SENTENCE), "b", "background")
    fact = here.labels.summary.facts[-1]
    assert (fact.fact, fact.evidence, fact.optional) == (CLOSED, (CLOSED,), True)
    assert fact.words == ("2020", "board", "clos")
    assert here.decide(with_more("summary", SENTENCE))[1] == ""


def test_ids_of_new_labels_are_unique_and_begin_with_a_letter(here: Setting) -> None:
    board = HARBOUR.model_copy(update={"id": "E8", "name": "River Act", "aliases": ()})
    event = VISIT.model_copy(update={"description": "River act"})
    number = VISIT.model_copy(update={"id": "V8", "description": "40 — älter"})
    brief = with_more("entities", board).model_copy(update={"events": (*PERFECT.events, event, number)})
    here.decide(brief, *["m", "x"] * 3)
    assert here.labels.entities[-1].id == "river_act"
    assert [one.id for one in here.labels.events[-2:]] == ["river_act_2", "n_40_alter"]


MISSED: list[tuple[str, News, str]] = [
    ("events", without("events", 1), "closing"),
    ("figures", without("figures"), "some 40"),
    ("references", without("references"), "River Act"),
    ("disputes", without("disputes"), "The bridge is safe."),
    ("summary", without("summary"), "The bridge is open."),
    ("chrome", without("chrome", 1), "Share this story"),
]


def identity(label: object) -> object:
    names = ("id", "fact", "proposition", "name", "text")
    return next(getattr(label, name) for name in names if getattr(label, name, None))


@pytest.mark.parametrize(("section", "brief", "unit"), MISSED, ids=[one[0] for one in MISSED])
@pytest.mark.parametrize("answer", ["g", "m", "b"])
def test_a_label_that_the_brief_lacks_stays_goes_or_becomes_optional(
    here: Setting, section: str, brief: News, unit: str, answer: str
) -> None:
    count, _ = here.decide(brief, answer, "I see", sections=[section])
    found = [label for label in labels_of(here.labels, section) if identity(label) == unit]
    assert count == 1
    if answer == "m":
        assert not found
    else:
        (label,) = found
        assert getattr(label, "optional") is (answer == "b")  # noqa: B009 -- any label has it
        assert getattr(label, "why") == ("I see" if answer == "b" else None)  # noqa: B009 -- the same
    assert here.decide(brief, sections=[section])[1] == ""


@pytest.mark.parametrize(
    ("section", "brief", "message"),
    [
        ("statements", without("statements", 2), "there is no 'ann_denies'"),
        ("entities", without("entities", 3), "there is no 'board'"),
        ("dates", with_field("events", 1, date=None), "there is no 'y2020'"),
    ],
)
def test_a_label_that_others_name_is_not_taken_out(here: Setting, section: str, brief: News, message: str) -> None:
    count, shown = here.decide(brief, "m", "no such thing", "s", sections=[section])
    assert count == 0
    assert "nothing is changed" in shown
    assert message in shown
    assert here.gold.read_text() == GOLD


def _gold(section: str, number: int, name: str) -> Callable[[GoldArticle], object]:
    def read(gold: GoldArticle) -> object:
        found: object = getattr(labels_of(gold, section)[number], name)
        return found

    return read


FIELDS: list[tuple[str, int, dict[str, object], str, object, object]] = [
    # section, which item, what the brief says, the gold's field, after m, after b
    ("entities", 0, {"kind": EntityKind.OTHER}, "kind", "other", AnyOf[object](any_of=("person", "other"))),
    ("entities", 0, {"role": None}, "role", None, AnyOf[object](any_of=("mayor of Oslo", None))),
    ("entities", 3, {"affiliation": "Oslo"}, "affiliation", "Oslo", AnyOf[object](any_of=(None, "Oslo"))),
    ("entities", 1, {"aliases": ("friends",)}, "aliases", ("friends",), ()),
    ("entities", 1, {"aliases": ("friends",)}, "optional_aliases", (), ("Bo", "friends")),
    ("entities", 1, {"aliases": ()}, "aliases", (), ()),
    ("statements", 0, {"speaker": "bo"}, "speaker", "bo", AnyOf[object](any_of=("ann", "bo"))),
    ("statements", 0, {"speaker": None}, "speaker", None, AnyOf[object](any_of=("ann", None))),
    ("statements", 1, {"reported_by": "ann"}, "reported_by", "ann", AnyOf[object](any_of=(None, "ann"))),
    (
        "statements",
        1,
        {"cue": span("said", "said Bo")},
        "cue",
        Place(text="said", within="said Bo"),
        AnyOf[object](any_of=(None, Place(text="said", within="said Bo"))),
    ),
    ("statements", 0, {"stance": Stance.WARNS}, "stance", "warns", AnyOf[object](any_of=("asserts", "warns"))),
    ("statements", 0, {"manner": Manner.MIXED}, "manner", "mixed", AnyOf[object](any_of=("indirect", "mixed"))),
    ("statements", 0, {"claim": "Boats have left."}, "claim", "Boats have left.", None),
    ("statements", 1, {"quotes": (span("The bridge"),)}, "quotes", ("The bridge",), None),
    ("statements", 1, {"quotes": ()}, "quotes", (), None),
    ("statements", 1, {"venue": "Oslo"}, "venue", "Oslo", AnyOf[object](any_of=(None, "Oslo"))),
    ("statements", 0, {"date": day("Tuesday")}, "date", "tuesday", AnyOf[object](any_of=("monday", "tuesday"))),
    ("events", 0, {"place": "town"}, "place", "town", AnyOf[object](any_of=("Oslo harbour", "town"))),
    ("events", 0, {"status": Status.DENIED}, "status", "denied", AnyOf[object](any_of=("occurred", "denied"))),
    ("events", 0, {"participants": ("bo", "ann")}, "participants", ("bo", "ann"), ()),
    ("events", 0, {"participants": ("bo", "ann")}, "optional_participants", (), ("oslo", "bo", "ann")),
    ("events", 0, {"according_to": "bo"}, "according_to", "bo", AnyOf[object](any_of=(None, "bo"))),
    ("figures", 0, {"minimum": None}, "minimum", None, AnyOf[object](any_of=(40.0, None))),
    ("figures", 0, {"minimum": None}, "maximum", 40.0, 40.0),
    ("figures", 0, {"unit": "ships"}, "unit", "ships", AnyOf[object](any_of=("boats", "ships"))),
    ("figures", 0, {"as_of": day("Tuesday")}, "as_of", "tuesday", AnyOf[object](any_of=(None, "tuesday"))),
    ("references", 0, {"year": 1999}, "year", 1999, AnyOf[object](any_of=(None, 1999))),
    ("disputes", 0, {"denied_by": ("ann_open",)}, "denied_by", ("ann_open",), None),
]


@pytest.mark.parametrize("case", FIELDS, ids=[f"{one[0]}-{one[3]}" for one in FIELDS])
@pytest.mark.parametrize("answer", ["m", "b"])
def test_a_field_takes_the_briefs_value_or_allows_both(
    here: Setting, case: tuple[str, int, dict[str, object], str, object, object], answer: str
) -> None:
    section, number, given, field, model, both = case
    brief, read = with_field(section, number, **given), _gold(section, number, field)
    count, shown = here.decide(brief, answer, "as I read it", "s", sections=[section])
    if answer == "b" and both is None:
        assert count == 0
        assert "cannot have several right values" in shown
        assert here.gold.read_text() == GOLD
        return
    labels = here.labels
    assert count == 1
    assert _bare(read(labels)) == _bare(both if answer == "b" else model)
    assert _gold(section, number, "why")(labels) == "as I read it"


def _bare(value: object) -> object:
    return value.any_of if isinstance(value, AnyOf) else value


def test_the_days_of_a_date_are_taken_together(here: Setting) -> None:
    brief = with_field("statements", 0, date=day("Monday", date(2024, 1, 1)))
    here.decide(brief, "b", "told at the top", "m", "the same", sections=["dates"])
    label = here.labels.dates[0]
    assert _bare(label.start) == _bare(label.end) == (None, date(2024, 1, 1))
    assert label.precision is Precision.DAY
    other = with_field("statements", 0, date=day("Monday", date(2024, 1, 8)))
    here.gold.write_text(here.gold.read_text().partition("decided:")[0])
    here.decide(other, "b", "or a week later", sections=["dates"])
    label = here.labels.dates[0]
    assert _bare(label.start) == _bare(label.end) == (None, date(2024, 1, 1), date(2024, 1, 8))
    assert label.why == "told at the top; the same; or a week later"


def test_of_several_readings_of_a_date_the_one_that_was_judged_is_taken(here: Setting) -> None:
    early, late = date(2024, 1, 1), date(2024, 1, 8)
    for statement, event in ((early, late), (late, early)):
        here.gold.write_text(GOLD)
        first = with_field("statements", 0, date=day("Monday", statement)).statements
        events = with_field("events", 0, date=day("Monday", event)).events
        brief = PERFECT.model_copy(update={"statements": first, "events": events})
        here.give(brief)
        asked = here.walk(sections=["dates"]).todo()
        judged = next(one.judged for one in asked if one.judged and one.judged.name == "days")
        skips = ["s"] * [one.judged for one in asked].index(judged)
        here.decide(brief, *skips, "m", "x", sections=["dates"])
        assert str(here.labels.dates[0].start) == judged.given


def test_bounds_of_a_figure_stay_side_by_side(here: Setting) -> None:
    here.decide(with_field("figures", 0, maximum=50.0), "b", "x")
    here.gold.write_text(here.gold.read_text().partition("decided:")[0])
    here.decide(with_field("figures", 0, minimum=30.0, maximum=60.0), "b", "x")
    label = here.labels.figures[0]
    assert (_bare(label.minimum), _bare(label.maximum)) == ((40.0, 40.0, 30.0), (40.0, 50.0, 60.0))
    assert label.why == "x"


@pytest.mark.parametrize(
    ("given", "answer", "title"),
    [("Bridge", "m", "Bridge"), ("Bridge", "b", ("Bridge opens in Oslo", "Bridge")), (None, "m", None)],
)
def test_what_the_text_says_about_the_article_is_decided_too(
    here: Setting, given: str | None, answer: str, title: object
) -> None:
    brief = PERFECT.model_copy(update={"article": PERFECT.article.model_copy(update={"title": given})})
    count, shown = here.decide(brief, answer, "the short one")
    assert count == 1
    assert "⟦Bridge" in shown
    assert _bare(here.labels.about.title) == title
    assert here.decide(brief)[1] == ""


def test_authors_and_what_is_invented_about_the_article_are_decided(here: Setting) -> None:
    article = PERFECT.article.model_copy(update={"authors": ("Bo Ray",), "publisher": "Home"})
    brief = PERFECT.model_copy(update={"article": article})
    count, _ = here.decide(brief, "m", "x", "b", "y", "m", "y")
    assert count == 2
    assert here.labels.about.authors == ("Bo Ray",)
    assert here.labels.about.publisher == "Home"


@pytest.mark.parametrize(
    ("section", "brief", "message"),
    [
        ("statements", with_field("statements", 0, speaker="nobody"), "no entity for 'nobody'"),
        ("events", with_field("events", 0, participants=("oslo", "nobody")), "no entity for 'nobody'"),
        ("statements", with_field("statements", 0, date=day("Later")), "no date where the brief has 'Later'"),
        ("disputes", with_field("disputes", 0, denied_by=("S7",)), "no statement for S7"),
        (
            "statements",
            with_field("statements", 1, quotes=(Span(start=0, end=3, text="Oh!"), span("The bridge"))),
            "does not hold 'Oh!'",
        ),
        (
            "references",
            with_more("references", ACT.model_copy(update={"evidence": (Span(start=0, end=0, text=""),)})),
            "points at nothing",
        ),
        (
            "summary",
            with_more("summary", SENTENCE.model_copy(update={"evidence": ()})),
            "cites nothing that is in the article",
        ),
        (
            "summary",
            with_more("summary", SENTENCE.model_copy(update={"text": "Nobody knew."})),
            "no single piece of its evidence",
        ),
        (
            "entities",
            with_more("entities", HARBOUR.model_copy(update={"name": "News", "kind": EntityKind.ORGANIZATION})),
            "forbids an item like this (in the menu)",
        ),
        ("entities", with_more("entities", HARBOUR.model_copy(update={"name": "Ghost"})), "not in the article"),
    ],
)
def test_what_cannot_be_said_in_terms_of_the_gold_changes_nothing(
    here: Setting, section: str, brief: News, message: str
) -> None:
    count, shown = here.decide(brief, "m", "it is so", "q", sections=[section])
    assert count == 0
    assert message in shown
    assert here.gold.read_text() == GOLD


def test_chrome_over_several_lines_is_left_to_hands(here: Setting) -> None:
    here.gold.write_text(GOLD.replace("{text: Menu | Home | News,", "{start: Menu, end: Bridge opens,"))
    brief = PERFECT.model_copy(update={"chrome": PERFECT.chrome[1:]})
    count, shown = here.decide(brief, "m", "it is article", "s", "s")
    assert count == 0
    assert "covers more than this line" in shown


def test_a_label_that_has_gone_meanwhile_is_told(here: Setting) -> None:
    here.give(without("references"))
    shown: list[str] = []
    answers = iter(["m", "x", "q"])
    walk = here.walk()
    here.gold.write_text(GOLD.replace("name: River Act", "name: Act"))
    assert walk.go(ask=lambda _: next(answers), show=shown.append) == 0
    assert "the gold no longer has 'River Act'" in "".join(shown)


def test_what_was_changed_by_hand_during_the_walk_is_kept(here: Setting) -> None:
    here.give(without("references"))
    walk = here.walk()
    here.gold.write_text(GOLD.replace("# the town", "# the big town"))
    answers = iter(["b", "x"])
    assert walk.go(ask=lambda _: next(answers), show=lambda _: None) == 1
    assert "# the big town" in here.gold.read_text()
    assert here.labels.references[0].optional


THREE = with_field("entities", 0, kind=EntityKind.OTHER).model_copy(update={"references": (), "figures": ()})


def test_a_second_walk_asks_only_what_is_not_decided(here: Setting) -> None:
    count, shown = here.decide(THREE, "g", "", "s", "b", "law at large")
    assert count == 2
    assert [line[:6] for line in shown.split("\n") if line[1:5] == " of "] == ["1 of 3", "2 of 3", "3 of 3"]
    assert here.labels.decided == (
        GoldDecision(section="entities", item="ann", field="kind", verdict=Ruling.GOLD, who="Eva"),
        GoldDecision(section="references", item="River Act", verdict=Ruling.BOTH, who="Eva", why="law at large"),
    )
    count, shown = here.decide(THREE, "m", "in passing")
    assert count == 1
    assert "1 of 1  bridge, figures" in shown
    assert here.decide(THREE) == (0, "")


def test_decisions_come_at_the_end_of_the_file_and_the_rest_stays(here: Setting) -> None:
    here.decide(THREE, "g", "of course")
    noted = "- {section: entities, item: ann, field: kind, verdict: gold, who: Eva, why: of course}"
    assert here.gold.read_text() == f"{GOLD}\ndecided:\n{noted}\n"


def test_several_samples_of_an_article_ask_once(here: Setting) -> None:
    here.give(THREE, THREE)
    assert len(here.walk().todo()) == 3


@pytest.mark.parametrize("answers", [("g", "", "q"), ("g", ""), ("g", "", "m"), ("g", "", "m", "")])
def test_stopping_or_the_end_of_input_keeps_what_is_decided(here: Setting, answers: tuple[str, ...]) -> None:
    count, _ = here.decide(THREE, *answers)
    assert count == 1
    assert len(here.labels.decided) == 1


def test_an_unknown_answer_and_a_missing_reason_are_asked_again(here: Setting) -> None:
    count, shown = here.decide(THREE, "yes", "", "M", " ", "", "it is a group", "q")
    assert count == 1
    assert shown.count("one of g, m, b, s and q") == 2
    assert shown.count("needs its reason") == 2
    assert here.labels.decided[0].why == "it is a group"


def test_the_article_stands_around_what_is_asked(here: Setting) -> None:
    _, shown = here.decide(with_more("figures", PIERS), "q")
    assert "1 of 1  bridge, figures: the gold has no such item" in shown
    assert "brief: F9: 40" in shown
    assert "why: " in shown
    assert "In 2020 the Harbour Board closed ⟦40⟧ piers." in shown
    assert "…" in shown
    _, shown = here.decide(without("disputes"), "q")
    assert "⟦The bridge is safe⟧" in shown
    _, shown = here.decide(
        with_more("entities", HARBOUR.model_copy(update={"name": "News", "kind": EntityKind.ORGANIZATION})), "q"
    )
    assert "trap: in the menu" in shown
    _, shown = here.decide(with_field("entities", 0, kind=EntityKind.OTHER), "q")
    assert "kind in the gold:  person\n  kind in the brief: other\n" in shown


def test_only_the_articles_and_sections_asked_for_are_walked(here: Setting) -> None:
    here.give(THREE)
    assert [one.verdict.section for one in here.walk(["bridge"], ["figures"]).todo()] == ["figures"]
    with pytest.raises(GoldError, match="no section 'figure'; there are entities, "):
        here.walk(sections=["figure"])
    with pytest.raises(GoldError, match="no article of the run 'tunnel'; there are bridge"):
        here.walk(["tunnel"])


def test_other_articles_of_the_run_are_left_alone_where_one_is_named(here: Setting) -> None:
    text = f"{TEXT}The end.\n"
    digest = hashlib.sha256(text.encode()).hexdigest()
    other = GOLD.replace("article: bridge", "article: tunnel").replace(LABELS.sha256, digest)
    (here.folder / "gold" / "tunnel.yaml").write_text(other)
    (here.folder / "articles" / "tunnel.txt").write_text(text)
    here.give(THREE, THREE.model_copy(update={"article": THREE.article.model_copy(update={"id": digest})}))
    assert [one.article for one in here.walk().todo()] == ["bridge"] * 3 + ["tunnel"] * 3
    assert [one.article for one in here.walk(["tunnel"]).todo()] == ["tunnel"] * 3


def test_several_names_of_an_entity_are_no_aliases_of_it(here: Setting) -> None:
    here.gold.write_text(GOLD.replace("name: Bo Ray,", "name: {any_of: [Bo Ray, Ray]},"))
    here.decide(with_field("entities", 1, aliases=("Ray", "friends")), "b", "so called")
    assert here.labels.entities[1].optional_aliases == ("Bo", "friends")


def test_the_command_walks_and_says_how_much_was_written(here: Setting) -> None:
    here.give(THREE)
    command = ["gold", "walk", "run", "--gold", "gold", "--articles", "articles", "--who", "Eva"]
    paths = [str(here.folder / word) if word in {"run", "gold", "articles"} else word for word in command[2:]]
    result = CliRunner().invoke(cli, ["gold", "walk", *paths], input="g\n\nm\nin passing\n")
    assert result.exit_code == 0
    assert "1 of 3" in result.stdout
    assert "why: " in result.stdout
    assert "2 decisions written" in result.stderr
    assert [one.verdict for one in here.labels.decided] == [Ruling.GOLD, Ruling.MODEL]
    result = CliRunner().invoke(cli, ["gold", "walk", *paths, "--section", "references"], input="q\n")
    assert "1 of 1" in result.stdout
    assert "0 decisions written" in result.stderr
    result = CliRunner().invoke(cli, ["gold", "walk", *paths, "--article", "tunnel"])
    assert result.exit_code == 3
    assert "no article of the run" in result.stderr


PIECES = st.text(alphabet="ab \n“é\u00a0", max_size=40)


@given(PIECES, PIECES.filter(bool), PIECES)
@settings(max_examples=150, deadline=None)
def test_words_taken_from_any_place_lead_back_to_it(before: str, words: str, after: str) -> None:
    text = before + words + after
    try:
        found = pointed(text, len(before), len(before) + len(words))
    except GoldError:
        return
    place = Place.model_validate(found) if isinstance(found, dict) else str(found)
    assert find_words(text, place) == ((len(before), len(before) + len(words)),)


@given(st.text(max_size=600), st.lists(st.tuples(st.integers(0, 300), st.integers(0, 50)), max_size=6))
@settings(max_examples=100, deadline=None)
def test_no_terminal_obeys_what_is_shown_of_any_text(text: str, places: list[tuple[int, int]]) -> None:
    shown = in_view(text, [(start, start + length) for start, length in places])
    assert all(mark.isprintable() or mark in "\n\t\u00a0" or ord(mark) > 0xA0 for view in shown for mark in view)
    assert len(shown) <= 4
