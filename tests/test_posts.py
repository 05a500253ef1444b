from __future__ import annotations

import pytest

from summarizer.news.posts import post_of


@pytest.mark.parametrize(
    ("description", "post", "owner"),
    [
        ("Norway’s envoy", "envoy", "Norway"),
        ("the South Korean ambassador", "ambassador", "South Korean"),
        ("an unnamed Polish border guard official", "border guard official", "Polish"),
        ("a White House spokesman", "spokesman", "White House"),
        ("the U.K. representative for trade", "representative for trade", "U.K."),
        ("the country’s representative to the court", "representative to the court", None),
        ("a Polish official", None, "Polish"),
        ("a man", None, None),
        ("its source", None, None),
        ("residents", None, None),
        ("", None, None),
    ],
)
def test_a_description_gives_the_post_and_the_side_of_somebody_without_a_name(
    description: str, post: str | None, owner: str | None
) -> None:
    assert post_of(description) == (post, owner)
