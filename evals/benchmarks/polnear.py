"""Score the attribution of quotations on PolNeAR's labelled news, by rules alone.

A labelled attribution counts when its content holds double quotation marks and its source is given. It is
found when more than half of what is quoted in it has a speaker; right when the speaker of most of it overlaps
the head of the labelled source. Two articles of three are for developing, the third is held out. Run by hand:

    python evals/benchmarks/polnear.py [FOLDER]
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from summarizer.attribution import find_attributions
from summarizer.names import find_names
from summarizer.units.quotations import find_quotations
from summarizer.units.sentences import find_sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summarizer.attribution import Attribution

DEFAULT_FOLDER = Path(__file__).parents[3] / "shared" / "data" / "polnear-train"
HELD_OUT_EVERY = 3

Span = tuple[int, int]

_RECORD = re.compile(r"\n(?=[TEAR]\d+\t)")
_QUOTED = re.compile(r"(?:''|[\"“])([^\"“”\n]+?)(?:''|[\"”]|(?=\n)|\Z)")
_AFTER_HEAD = re.compile(r",|\s(?:of|for|at|from|in|with|to|on|who|that|which|and)\s|\s[(\[]")


class Label(NamedTuple):
    """One labelled attribution with a quotation: the quoted stretches, and the head of its source."""

    quoted: tuple[Span, ...]
    source: Span


class Score(NamedTuple):
    """Labels, those found, and those found with the right speaker."""

    labels: int
    found: int
    right: int

    def __str__(self) -> str:
        labels = max(1, self.labels)
        return (
            f"{self.labels} quoted attributions, found {self.found} ({self.found / labels:.3f}), "
            f"right speaker {self.right} ({self.right / labels:.3f})"
        )


def read_labels(text: str, annotation: str) -> Iterator[Label]:
    """Read the quoted attributions with a source from brat standoff."""
    pieces: dict[str, list[Span]] = {}
    events: list[list[str]] = []
    for record in _RECORD.split(annotation):
        name, _, rest = record.partition("\t")
        if name.startswith("T"):
            offsets = rest.split("\t")[0].partition(" ")[2]
            pieces[name] = [(int(a), int(b)) for a, b in (pair.split() for pair in offsets.split(";"))]
        elif name.startswith("E"):
            events.append(rest.split())
    marked = [match.span(1) for match in _QUOTED.finditer(text)]
    for event in events:
        parts = [part.split(":") for part in event]
        content = [span for role, name in parts if role.startswith("Content") for span in pieces[name]]
        source = [span for role, name in parts if role.startswith("Source") for span in pieces[name]]
        quoted = tuple(shared for span in content for other in marked if (shared := _shared(span, other)))
        if parts[0][0] == "Attribution" and quoted and source:
            yield Label(quoted, _head(text, min(source)))


def _shared(one: Span, other: Span) -> Span | None:
    start, end = max(one[0], other[0]), min(one[1], other[1])
    return (start, end) if start < end else None


def _head(text: str, source: Span) -> Span:
    """The last word of the source before what is attached to it: "official" of "an official in Ohio"."""
    words = text[slice(*source)]
    attached = _AFTER_HEAD.search(words, 1)
    phrase = words[: attached.start() if attached else len(words)].rstrip()
    start = max(phrase.rfind(" "), phrase.rfind("\u00a0")) + 1
    return source[0] + start, source[0] + len(phrase)


def score_article(text: str, labels: Iterable[Label]) -> Score:
    """Attribute the quotations of an article by rules, and count."""
    sentences, quotations = find_sentences(text), find_quotations(text)
    given = find_attributions(text, sentences, quotations, find_names(text, sentences))
    total = found = right = 0
    for label in labels:
        length = sum(end - start for start, end in label.quoted)
        covered: list[tuple[int, Attribution]] = []
        for one in given:
            spans = [(quotations[index].start, quotations[index].end) for index in one.quotations]
            shared = [_shared(span, quoted) for span in spans for quoted in label.quoted]
            covered.append((sum(end - start for start, end in filter(None, shared)), one))
        attributed = [(size, one) for size, one in covered if size and one.speaker is not None]
        total += 1
        if 2 * sum(size for size, _ in attributed) <= length:
            continue
        found += 1
        speaker = max(attributed, key=lambda pair: pair[0])[1].speaker
        right += speaker is not None and _shared(speaker, label.source) is not None
    return Score(total, found, right)


def main(folder: Path) -> None:
    """Print the scores of both parts."""
    if not folder.is_dir():
        print(f"skipped: no PolNeAR in {folder}")
        return
    parts: dict[str, list[Score]] = {"developed on": [], "held out": []}
    for number, path in enumerate(sorted((folder / "text").glob("*.txt"))):
        with path.open(encoding="utf-8", newline="") as file:
            text = file.read()
        with (folder / "attributions" / f"{path.stem}.ann").open(encoding="utf-8", newline="") as file:
            labels = list(read_labels(text, file.read()))
        held_out = number % HELD_OUT_EVERY == HELD_OUT_EVERY - 1
        parts["held out" if held_out else "developed on"].append(score_article(text, labels))
    for name, scores in parts.items():
        print(f"{name}, {len(scores)} articles: {Score(*map(sum, zip(*scores, strict=True)))}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_FOLDER)
