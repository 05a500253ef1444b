from __future__ import annotations

import pytest

from summarizer.outlook import Outlook, cue_around, outlook_around


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("the court ruled on ", "", Outlook.PAST),
        ("a decision is expected on ", "", Outlook.FUTURE),
        ("the exhibit is to run from ", "", Outlook.FUTURE),
        ("On ", ", it’ll be over", Outlook.FUTURE),
        ("was scheduled for ", "", Outlook.UNCLEAR),
        ("it would end on ", "", Outlook.UNCLEAR),
        ("was killed by ", "", Outlook.UNCLEAR),
        ("will be done by ", "", Outlook.FUTURE),
        ("", "", Outlook.UNSAID),
        ("talks in red on ", " with men", Outlook.UNSAID),
        ("they said he will come on ", "", Outlook.FUTURE),
    ],
)
def test_the_nearest_cue_decides(before: str, after: str, expected: Outlook) -> None:
    assert outlook_around(before, after) is expected


def test_a_cue_stays_in_its_sentence() -> None:
    text = "It will come. They met on Friday. It will go."
    assert cue_around(text, 26, 32) == "They met on Friday"


def test_a_cue_reaches_no_further_than_asked() -> None:
    assert cue_around("they met on Friday at noon", 12, 18, reach=3) == "on Friday at"
