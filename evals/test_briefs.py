"""`pytest evals/`: is any article's brief worse than the baseline?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from summarizer import EvalSet

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer.pytest_plugin.session import EvalSession

SET = EvalSet(Path(__file__).parent)


@pytest.mark.parametrize("article", SET.names)
def test_no_article_is_worse_than_the_baseline(article: str, evaluate: Callable[[EvalSet], EvalSession]) -> None:
    evaluate(SET).check(article)
