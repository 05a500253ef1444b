"""Where the article stands among its lines: the run of prose that outweighs what is around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.chrome.model import ChromeReason

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.chrome.lines import Line

__all__ = ["article_lines"]

_AGAINST = {
    ChromeReason.COMMENTS: -90.0,
    ChromeReason.FOOTER: -40.0,
    ChromeReason.RELATED: -30.0,
    ChromeReason.FORUM: -20.0,
    ChromeReason.BYLINE: -15.0,
    ChromeReason.DATELINE: -15.0,
    ChromeReason.TAGS: -15.0,
    ChromeReason.LANGUAGES: -12.0,
    ChromeReason.SUBSCRIPTION: -12.0,
    ChromeReason.MENU: -8.0,
    ChromeReason.SHARE: -8.0,
    ChromeReason.NOTICE: -6.0,
    ChromeReason.SOURCE: -6.0,
    ChromeReason.ADVERTISEMENT: -3.0,
    ChromeReason.TEASER: -3.0,
    ChromeReason.CAPTION: -2.0,
    ChromeReason.CREDIT: -2.0,
}
_ENDING = frozenset({ChromeReason.COMMENTS, ChromeReason.FOOTER, ChromeReason.RELATED})
_SHORT = -5.0
_MOST = 80
_ALONE = 0.4
_DOUBTED = 0.3
_AN_ARTICLE = 150.0
_TOO_LITTLE = 40.0
_SHORT_ARTICLE = 200.0


def article_lines(lines: Sequence[Line]) -> tuple[int, int]:
    """Find the lines that the article runs from and to.

    Each line counts for the article by its words of prose or against it by its wording; the article is the
    run of lines with the greatest sum (Kadane's algorithm), so time is linear.

    Args:
        lines: all lines of the text.

    Returns:
        The index of the first line and the index after the last; (0, 0) where there is too little prose.
    """
    best, best_range = _TOO_LITTLE, (0, 0)
    total, start = 0.0, 0
    doubtful = False
    weights = list(_weights(lines))
    for index, (weight, run) in enumerate(weights):
        if total <= 0:
            total, start, doubtful = 0.0, index, False
        reason = lines[index].look.reason
        if reason in _ENDING and total >= _AN_ARTICLE:
            doubtful = True
        elif run >= 3 and reason is None:
            doubtful = False
        total += weight * _DOUBTED if doubtful and weight > 0 else weight
        if total > best:
            best, best_range = total, (start, index + 1)
    return (0, 0) if _is_outweighed(lines, weights, best, best_range) else best_range


def _is_outweighed(
    lines: Sequence[Line], weights: Sequence[tuple[float, int]], best: float, found: tuple[int, int]
) -> bool:
    """Say whether a short run of prose is only one of many: a page of lists, with no place to cut it."""
    if best >= _SHORT_ARTICLE:
        return False
    outside = sum(weight for weight, _ in weights[: found[0]] if weight > 0)
    for line, (weight, _) in zip(lines[found[1] :], weights[found[1] :], strict=True):
        if line.look.reason is ChromeReason.COMMENTS:
            break
        outside += max(weight, 0.0)
    return outside > 2 * best


def _weights(lines: Sequence[Line]) -> Iterator[tuple[float, int]]:
    """Yield each line's weight and the length of the run of prose that it stands in."""
    runs = _prose_runs(lines)
    for line, run in zip(lines, runs, strict=True):
        look = line.look
        if look.reason is not None:
            yield _AGAINST[look.reason], 0
        elif not run:
            yield (0.0 if look.is_sentence_like else _SHORT), 0
        elif run == 1:
            yield (0.0 if look.cut_off else min(look.words, _MOST) * _ALONE), run
        else:
            yield float(min(look.words, _MOST)), run


def _prose_runs(lines: Sequence[Line]) -> list[int]:
    runs = [0] * len(lines)
    start = 0
    for index in range(len(lines) + 1):
        if index == len(lines) or not lines[index].look.is_prose:
            runs[start:index] = [index - start] * (index - start)
            start = index + 1
    return runs
