"""Score the chrome finder on rendered pages whose body is known, as article-extraction-benchmark does.

Precision and recall are means over the pages of their 4-word shingles; F1 is that of the two. Run by hand:

    python evals/benchmarks/chrome.py [FOLDER]
"""

from __future__ import annotations

import json
import random
import re
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from summarizer.chrome import body_regions, find_chrome

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

DEFAULT_FOLDER = Path(__file__).parents[3] / "shared" / "data" / "chrome"
SPLIT_SEED = 7
DEVELOPED_ON = 90
_WORD = re.compile(r"\w+")


class Score(NamedTuple):
    """Mean precision and recall over pages, each 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def shingles(text: str, size: int = 4) -> Counter[tuple[str, ...]]:
    """Count the runs of words of a text; a shorter text is one run."""
    words = _WORD.findall(text)
    size = min(size, len(words))
    return Counter(tuple(words[i : i + size]) for i in range(len(words) - size + 1)) if size else Counter()


def score(wanted: Mapping[str, str], given: Mapping[str, str], pages: Iterable[str]) -> Score:
    """Compare bodies with those wanted, over some pages."""
    precisions: list[float] = []
    recalls: list[float] = []
    for page in pages:
        want, have = shingles(wanted[page]), shingles(given[page])
        shared = (want & have).total()
        if want or have:
            precisions.append(shared / have.total() if have else 0.0)
            recalls.append(shared / want.total() if want else 0.0)
    return Score(sum(precisions) / len(precisions), sum(recalls) / len(recalls))


def body(text: str) -> str:
    """Take the chrome out of a text."""
    return "\n".join(text[start:end] for start, end in body_regions(text, find_chrome(text)))


def bodies(path: Path, *, within: str | None = None) -> dict[str, str]:
    """Read a file of pages: their texts by their ids."""
    pages = json.loads(path.read_text(encoding="utf-8"))
    return {page: str(record["articleBody"]) for page, record in (pages[within] if within else pages).items()}


def main(arguments: list[str]) -> None:
    """Print a table: plain rendering and cleaned, all pages, those developed on and those held out."""
    folder = Path(arguments[0]) if arguments else DEFAULT_FOLDER
    if not folder.is_dir():
        print(f"skipped: no such folder: {folder}")
        return
    wanted = bodies(folder / "ground-truth.json")
    plain = bodies(folder / "pages-as-text.json", within="output")
    began = time.perf_counter()
    cleaned = {page: body(text) for page, text in plain.items()}
    seconds = time.perf_counter() - began
    pages = sorted(plain)
    shuffled = pages.copy()
    random.Random(SPLIT_SEED).shuffle(shuffled)  # noqa: S311 -- a split, not a secret
    parts = {"all": pages, "developed on": shuffled[:DEVELOPED_ON], "held out": shuffled[DEVELOPED_ON:]}
    print(f"{'pages':<14}{'text':<10}{'precision':>10}{'recall':>10}{'F1':>10}")
    for name, part in parts.items():
        for kind, given in (("plain", plain), ("cleaned", cleaned)):
            result = score(wanted, given, part)
            print(f"{name:<14}{kind:<10}{result.precision:>10.3f}{result.recall:>10.3f}{result.f1:>10.3f}")
    characters = sum(map(len, plain.values()))
    print(f"{len(pages)} pages, {characters:,} characters in {seconds:.2f} s")


if __name__ == "__main__":
    main(sys.argv[1:])
