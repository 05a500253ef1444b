"""Where something was said."""

from __future__ import annotations

import pytest

from summarizer.analysis import analyse
from summarizer.article import article_from_text
from summarizer.news.statements import find_candidates
from summarizer.news.venues import venue


def venues(text: str) -> list[str | None]:
    analysis = analyse(article_from_text(text), keep_chrome=True)
    return [venue(analysis, one) for one in find_candidates(analysis)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We vote,” Ann Lee said at a meeting of the council.", "at a meeting"),
        ("During a Security Council meeting, Ann Lee said the port was shut.", "During a Security Council meeting"),
        ("At the opening of the trade summit, Ann Lee said the port was shut.", "At the opening of the trade summit"),
        ("During the 3rd Port Forum, Ann Lee called on the town to pay.", "During the 3rd Port Forum"),
        ("Ann Lee told the Security Council that the port was shut.", "the Security Council"),
        ("Ann Lee informed the council, “The port is shut.”", "the council"),
        ("“No,” Ann Lee told Parliament.", "Parliament"),
        ("Ann Lee told the U.S. Senate that the port was shut.", "the U.S. Senate"),
        ("Ann Lee told St. Mary's council that the port was shut.", "St. Mary's council"),
        ("Ann Lee told a House committee that the port was shut.", "a House committee"),
        ("“No,” Ann Lee said in an interview with Reuters.", "in an interview"),
        ("Ann Lee said on Telegram that the port was shut.", "on Telegram"),
        ("Ann Lee called a press conference and said the port was shut.", "a press conference"),
        ("“No,” Ann Lee said at the Pentagon on Monday.", "at the Pentagon"),
        ("At the Pentagon, Ann Lee said the port was shut.", "At the Pentagon"),
    ],
)
def test_the_occasion_beside_what_was_said_is_the_venue(text: str, expected: str) -> None:
    assert venues(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "“No,” Ann Lee said ahead of a Security Council meeting.",
        "After the meeting, Ann Lee said the port was shut.",
        "“No,” Ann Lee said before the meeting.",
        "Ann Lee told Jo Roe that the port was shut.",
        "Ann Lee told the committee member that the port was shut.",
        "Ann Lee told Jo Roe during the day that a meeting was held.",
        "“No,” said Ann Lee, a physicist at the University of Oslo.",
        "“At the next meeting we vote,” Ann Lee said.",
        "After Jo Roe had left in tears during a debate, Ann Lee said the port was shut.",
        "The Lees, whose appearance at a rally of the union in the spring made a stir, say the port is shut.",
        "Ann Lee said the port was shut at the meeting.",
        "“No,” Ann Lee told jurors. The court rose.",
    ],
)
def test_a_time_an_employer_and_what_was_told_are_no_venue(text: str) -> None:
    assert venues(text) == [None]
