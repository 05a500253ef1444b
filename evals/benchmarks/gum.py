"""Score entities, dates and attributions on GUM's hand-annotated Wikinews articles, by rules alone or from briefs.

An annotated entity counts when a mention of it has a proper name at its head; those of one Wikipedia identity are
one. A brief's entity counts for the one whose mentions it shares most, and for no other. An attribution counts
when its words can be found, it is no image credit, and no "I" or "we" makes it. What the brief takes for chrome
(headlines above the text, captions) is left out. Run by hand:

    python evals/benchmarks/gum.py [FOLDER] [--briefs FOLDER_OF_A_BATCH] [--only NAME ...] [--errors]
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from summarizer.analysis import analyse
from summarizer.api import summarize
from summarizer.article import Article, article_from_text
from summarizer.brief import Brief
from summarizer.evaluation.statistics import estimate_level
from summarizer.news.dating import Calendar
from summarizer.schemas.news import EntityKind, Manner

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from summarizer.evaluation.statistics import Estimate
    from summarizer.schemas.news import Entity, News, Statement

DEFAULT_FOLDER = Path(__file__).parents[3] / "shared" / "data" / "gum-news"

Span = tuple[int, int]
Annotation = dict[str, list[dict[str, Any]]]

_KINDS = {
    "person": {EntityKind.PERSON},
    "organization": {EntityKind.ORGANIZATION},
    "place": {EntityKind.PLACE, EntityKind.COUNTRY},
}
# What GUM calls a place, and a newspaper as often a body.
_FACILITY = re.compile(
    r"\b(?:museum|cent(?:er|re)|university|college|school|institute|hospital|gallery|factory|base|facility)\b",
    re.IGNORECASE,
)
_CREDIT = re.compile(r"(?:image|photo|file|source|credit)s?:\s*\Z", re.IGNORECASE)
_FIRST_PERSON = re.compile(r"\s*(?:\W)?\b(?:i|we|i'm|i’m|my|our)\b", re.IGNORECASE)
_BEFORE_NAME = re.compile(r"(\w[\w.]*)(?:\s|[-–])\Z")
# "captain Ann Lee": the head is the title, and the name stands beside it.
_NAME_AFTER_TITLE = re.compile(r" ([A-Z][\w’'-]+)")
_REACH = 3


class Marked(NamedTuple):
    """One mention: where it is, and the word at its head; characters, end exclusive."""

    start: int
    end: int
    head: Span
    proper: bool


class Label(NamedTuple):
    """One annotated entity."""

    ids: frozenset[str]
    etype: str
    mentions: tuple[Marked, ...]

    @property
    def named(self) -> bool:
        """Whether a proper name is at the head of a mention; days and years are left to the dates."""
        return self.etype != "time" and any(mention.proper for mention in self.mentions)


class Count(NamedTuple):
    """Right ones, given ones and wanted ones of one measure in one article."""

    right: int
    given: int
    wanted: int


Scores = dict[str, Count]


def read_labels(record: Annotation, text: str, chrome: Sequence[Span]) -> list[Label]:
    """The annotated entities that the body mentions, those of one Wikipedia identity joined."""
    joined: dict[str, Label] = {}
    for entity in record["entities"]:
        key = str(entity["wiki"] or f"#{entity['id']}")
        before = joined.get(key)
        label = Label(frozenset([str(entity["id"])]), str(entity["etype"]), tuple(_marks(entity, text, chrome)))
        joined[key] = (
            label if before is None else Label(before.ids | label.ids, before.etype, before.mentions + label.mentions)
        )
    return list(joined.values())


def _marks(entity: Mapping[str, Any], text: str, chrome: Sequence[Span]) -> Iterator[Marked]:
    for mention in entity["mentions"]:
        start, end = int(mention["start"]), int(mention["end"])
        if _meets((start, start + 1), chrome):
            continue
        head = re.compile(rf"(?<!\w){re.escape(str(mention['head']))}(?!\w)").search(text, start, end)
        place, proper = head.span() if head else (start, end), mention["head_upos"] == "PROPN"
        named = None if proper else _NAME_AFTER_TITLE.match(text, place[1], end)
        yield Marked(start, end, named.span(1) if named else place, proper or named is not None)


def _fits(text: str, given: Span, mention: Marked, *, person: bool) -> bool:
    """Whether a name stands in an annotated mention, has its head, and lacks no word of the name."""
    start, end = given
    if start < mention.start or end > mention.end + _REACH or not (start < mention.head[1] and mention.head[0] < end):
        return False
    before = _BEFORE_NAME.search(text, mention.start, start)
    cut = before is not None and before.group(1)[0].isupper() and before.group(1).lower() not in {"the", "a", "an"}
    after = text[end : mention.end].lstrip("-– ")
    return person or not (cut or (after[:1].isupper() and text[end : end + 1] in " -–"))


def _owner(text: str, given: Span, labels: Sequence[Label]) -> int | None:
    fitting = [
        (mention.end - mention.start, index)
        for index, label in enumerate(labels)
        for mention in label.mentions
        if _fits(text, given, mention, person=label.etype == "person")
    ]
    return min(fitting)[1] if fitting else None


def _has_name(entity: Entity) -> bool:
    """Whether the brief gives a name, no description: "Japan", not "Japan's envoy" or "a man"."""
    last = entity.name.split()[-1]
    return any(letter.isupper() for letter in last) or not last[0].isalpha()


def score_entities(text: str, labels: Sequence[Label], entities: Sequence[Entity]) -> tuple[Scores, list[str]]:
    """Compare the named entities of a brief with the annotated ones."""
    named = [entity for entity in entities if _has_name(entity)]
    owners = [[_owner(text, (span.start, span.end), labels) for span in entity.mentions] for entity in named]
    shares = sorted(
        ((count, -place, index) for place, own in enumerate(owners) for index, count in Counter(own).items()
         if index is not None and labels[index].named),
        reverse=True,
    )  # fmt: skip
    pairs: dict[int, int] = {}
    for _, place, index in shares:
        if -place not in pairs and index not in pairs.values():
            pairs[-place] = index
    mentions = aliases = given_aliases = kinds = 0
    errors = [f"invented {entity.name}" for place, entity in enumerate(named) if place not in pairs]
    for place, index in pairs.items():
        entity, right = named[place], [owner == index for owner in owners[place]]
        mentions += sum(right)
        good = {span.text for span, is_right in zip(entity.mentions, right, strict=True) if is_right}
        given_aliases += len(entity.aliases)
        aliases += sum(alias in good for alias in entity.aliases)
        errors += [f"alias {alias} of {entity.name}" for alias in entity.aliases if alias not in good]
        if _kind_right(entity, labels[index]):
            kinds += 1
        else:
            errors.append(f"kind {entity.kind} of {entity.name}, {labels[index].etype}")
    wanted = [index for index, label in enumerate(labels) if label.named]
    errors += [f"missed {_shown(text, labels[index])}" for index in wanted if index not in pairs.values()]
    hit = [{place for place, own in enumerate(owners) if index in own} for index in wanted]
    proper = sum(mention.proper for index in wanted for mention in labels[index].mentions)
    return {
        "entities": Count(len(pairs), len(named), len(wanted)),
        "mentions": Count(mentions, sum(map(len, owners)), proper),
        "aliases": Count(aliases, given_aliases, given_aliases),
        "kept as one": Count(sum(len(places) == 1 for places in hit), sum(map(bool, hit)), sum(map(bool, hit))),
        "kind": Count(kinds, len(pairs), len(pairs)),
    }, errors


def _shown(text: str, label: Label) -> str:
    proper = min(
        (mention for mention in label.mentions if mention.proper), key=lambda mention: mention.end - mention.start
    )
    return f"{text[proper.start : proper.end]} ({label.etype})"


def _kind_right(entity: Entity, label: Label) -> bool:
    facility = label.etype == "place" and _FACILITY.search(entity.name) is not None
    right = _KINDS.get(label.etype, {EntityKind.OTHER})
    return entity.kind in right or (facility and entity.kind is EntityKind.ORGANIZATION)


def score_dates(record: Annotation, article: Article, chrome: Sequence[Span]) -> tuple[Scores, list[str]]:
    """Compare the dates that code finds in the body, and what the calendar makes of them, with the annotated ones."""
    analysis = analyse(article)
    calendar = Calendar(analysis)
    wanted = found = right = is_open = left_open = open_right = 0
    errors: list[str] = []
    for label in record["dates"]:
        start, end = int(str(label["start"])), int(str(label["end"]))
        if _meets((start, start + 1), chrome):
            continue
        wanted += 1
        units = [unit for unit in analysis.dates if unit.start < end and start < unit.end]
        days = _days(label["attrs"])
        is_open += days is None
        if not units:
            errors.append(f"date missed {label['text']!r}")
            continue
        found += 1
        given = calendar.date(units[0], "benchmark")
        left_open += given.start is None
        open_right += given.start is None and days is None
        good = given.start is not None and (given.start, given.end) == days
        right += good
        errors += [f"date {given.start}, {days}: {label['text']!r}"] * (not good and days is not None)
    closed = found - left_open
    return {
        "dates": Count(found, wanted, wanted),
        "resolved right": Count(right, closed, closed),
        "left open": Count(open_right, left_open, is_open),
    }, errors


def _days(attributes: Mapping[str, str]) -> tuple[date, date] | None:
    first, last = (attributes.get(key, attributes.get("when")) for key in ("from", "to"))
    if first is None or last is None:
        return None
    return _day(first, last=False), _day(last, last=True)


def _day(given: str, *, last: bool) -> date:
    year, month, day = (*map(int, given.split("-")), 0, 0)[:3]
    if not last or day:
        return date(year, month or 1, day or 1)
    return date(year + (month or 12) // 12, (month or 12) % 12 + 1, 1) - timedelta(days=1)


class Told(NamedTuple):
    """One annotated attribution: where the words of its content are, and every mention of its source."""

    content: Span
    sources: tuple[Span, ...]
    direct: bool


def read_attributions(record: Annotation, text: str, chrome: Sequence[Span]) -> Iterator[Told]:
    """The attributions whose words stand in the text, without image credits and what an "I" says of itself."""
    mentions = {
        str(entity["id"]): tuple((int(one["start"]), int(one["end"])) for one in entity["mentions"])
        for entity in record["entities"]
    }
    quoted = [match.span() for match in re.finditer(r"[\"“][^\"“”\n]+[\"”]?", text)]
    for one in record["attributions"]:
        contents, sources = _places(text, str(one["content_head_edu"])), _places(text, str(one["source_edu"]))
        near = [(abs(a[0] - b[1]), a, b) for a in contents for b in sources]
        if not near or _FIRST_PERSON.match(str(one["source_edu"])):
            continue
        _, content, source = min(near)
        if _meets(content, chrome) or _CREDIT.search(text, max(0, source[0] - 12), source[0]):
            continue
        direct = any(start < content[1] and content[0] < end for start, end in quoted)
        yield Told(content, (*mentions.get(str(one["source_entity"]), ()), source), direct)


def _places(text: str, words: str) -> list[Span]:
    pattern = r"\W+".join(map(re.escape, re.findall(r"\w+", words)))
    return [match.span() for match in re.finditer(pattern, text)] if pattern else []


def score_attributions(told: Sequence[Told], brief: News, text: str) -> tuple[Scores, list[str]]:
    """Compare the statements of a brief with the annotated attributions."""
    entities = {entity.id: entity for entity in brief.entities}
    counts: Counter[tuple[str, str]] = Counter()
    errors: list[str] = []
    for one in told:
        manner = "direct" if one.direct else "indirect"
        counts[manner, "wanted"] += 1
        found = [statement for statement in brief.statements if _tells(statement, one)]
        if not found:
            errors.append(f"{manner} missed {text[slice(*one.content)]!r}")
            continue
        counts[manner, "found"] += 1
        good = any(_meets(span, one.sources) for statement in found for span in _voices(statement, entities))
        counts[manner, "right"] += good
        if not good:
            said = ", ".join(str(statement.speaker_text and statement.speaker_text.text) for statement in found)
            errors.append(f"{manner} source {said}: {text[slice(*one.content)]!r}")
    scores: Scores = {}
    for manner in ("direct", "indirect"):
        wanted, hit, right = (counts[manner, what] for what in ("wanted", "found", "right"))
        scores[f"{manner} found"] = Count(hit, wanted, wanted)
        scores[f"{manner} source"] = Count(right, hit, hit)
    return scores, errors


def _tells(statement: Statement, told: Told) -> bool:
    if told.direct:
        spans: Sequence[Span] = [(span.start, span.end) for span in statement.quotes]
    else:
        spans = [(span.start, span.end) for span in statement.evidence] if statement.manner is not Manner.DIRECT else []
    return _meets(told.content, spans)


def _voices(statement: Statement, entities: Mapping[str, Entity]) -> list[Span]:
    entity = entities.get(statement.speaker or "")
    spans = [*(entity.mentions if entity else ()), *([statement.speaker_text] if statement.speaker_text else ())]
    return [(span.start, span.end) for span in spans]


def _meets(one: Span, others: Sequence[Span]) -> bool:
    return any(start < one[1] and one[0] < end for start, end in others)


def score_article(path: Path, brief: News, article: Article) -> tuple[Scores, list[str]]:
    """All measures of one article, and what is wrong in words."""
    record = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    text = article.text
    chrome = [(piece.span.start, piece.span.end) for piece in brief.chrome]
    parts = (
        score_entities(text, read_labels(record, text, chrome), brief.entities),
        score_dates(record, article, chrome),
        score_attributions(list(read_attributions(record, text, chrome)), brief, text),
    )
    return {name: count for scores, _ in parts for name, count in scores.items()}, [
        e for _, errors in parts for e in errors
    ]


def print_table(articles: Sequence[Scores]) -> None:
    """Print what all articles say together, in Markdown, with intervals at 95 % over articles."""
    print(f"| {len(articles)} articles | right | given | wanted | precision | recall | F1 |")
    print("|---|---|---|---|---|---|---|")
    for name in articles[0]:
        counts = [scores[name] for scores in articles]
        right, given, wanted = map(sum, zip(*counts, strict=True))
        cells = [
            _level(counts, _precision, given),
            _level(counts, _recall, wanted),
            _level(counts, _f1, given + wanted - right, f1=True),
        ]
        if all(count.given == count.wanted for count in counts):
            cells[1:] = ["", ""]
        print(f"| {name} | {right} | {given} | {wanted} | {' | '.join(cells)} |")


def _level(counts: Sequence[Count], level: Callable[[Sequence[Count]], float], trials: int, *, f1: bool = False) -> str:
    found: Estimate = estimate_level(counts, level, trials, of_pairs=f1)
    return f"{found.value:.2f} [{found.low:.2f}, {found.high:.2f}]"


def _precision(counts: Sequence[Count]) -> float:
    return sum(one.right for one in counts) / (sum(one.given for one in counts) or 1)


def _recall(counts: Sequence[Count]) -> float:
    return sum(one.right for one in counts) / (sum(one.wanted for one in counts) or 1)


def _f1(counts: Sequence[Count]) -> float:
    return 2 * sum(one.right for one in counts) / (sum(one.given + one.wanted for one in counts) or 1)


def read_briefs(folder: Path) -> dict[str, News]:
    """The briefs of a batch's output folder, by the id of their article."""
    lines = (folder / "briefs.jsonl").read_text(encoding="utf-8").splitlines()
    briefs = map(Brief.model_validate_json, lines)
    return {brief.article.id: brief for brief in briefs}


def main() -> None:
    """Score every article of the folder, and print the table."""
    parser = argparse.ArgumentParser(description="Score entities, dates and attributions on GUM's news.")
    parser.add_argument("folder", nargs="?", type=Path, default=DEFAULT_FOLDER)
    parser.add_argument("--briefs", type=Path, help="the output folder of a batch; without it, rules")
    parser.add_argument("--errors", action="store_true", help="say what is wrong, article by article")
    parser.add_argument("--only", nargs="*", help="names of articles")
    given = parser.parse_args()
    paths = [path for path in sorted(given.folder.glob("*.txt")) if not given.only or path.stem in given.only]
    if not paths:
        print(f"skipped: no GUM in {given.folder}")
        return
    briefs = read_briefs(given.briefs) if given.briefs else {}
    scored: list[Scores] = []
    for path in paths:
        article = article_from_text(path.read_text(encoding="utf-8"), path.name)
        brief = briefs[article.id] if given.briefs else summarize(article, model="extractive")
        scores, errors = score_article(path, brief, article)
        scored.append(scores)
        if given.errors:
            print(f"{path.stem}\n" + "\n".join(f"  {error}" for error in errors))
    print_table(scored)


if __name__ == "__main__":
    main()
