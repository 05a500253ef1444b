"""Quotations: pairs of marks, apostrophes, paragraph breaks and forgotten marks."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.units.quotations import Quotation, find_quotations

ARTICLES = Path(__file__).parents[1] / "evals" / "articles"


def quotations(text: str) -> list[str]:
    return [text[found.start : found.end] for found in find_quotations(text)]


def assert_marked(marked: str) -> None:
    """Check that just what stands in ⟦…⟧ is found."""
    expected = [part.split("⟧")[0] for part in marked.split("⟦")[1:]]

    assert quotations(marked.replace("⟦", "").replace("⟧", "")) == expected


def test_a_quotation_says_where_its_words_stand_without_the_marks() -> None:
    text = "He said « we are ready » and ''left''."

    assert find_quotations(text) == [Quotation(8, 24, 10, 22), Quotation(29, 37, 31, 35)]
    assert text[10:22] == "we are ready"


@pytest.mark.parametrize(
    "marked",
    [
        'He said ⟦"we are ready"⟧ and left.',
        "He said ⟦“we are ready”⟧ and left.",
        "He said ⟦„we are ready“⟧ and ⟦„left”⟧.",
        "He said ⟦« we are ready »⟧ and ⟦«left»⟧.",
        "He said ⟦»we are ready«⟧ and left.",
        "⟦‘We are ready,’⟧ he said, and ⟦'left,'⟧ she said.",
        "⟦‚We are ready‘⟧ he said.",
        'It was made ⟦"based on several unique features”⟧ of missiles.',
        "⟦''We are ready,''⟧ he said. ⟦``We are ready,''⟧ she said. ⟦‘‘So are we,’’⟧ they said.",
        '⟦""Doubled,""⟧ he said.',
        "⟦“We go,“⟧ he said. ⟦”We go,”⟧ she said.",
        '(⟦“yes”⟧), —⟦“no”⟧— and **⟦"bold"⟧**; ⟦"perhaps"⟧.',
        'He said:⟦"We go."⟧ She said,⟦“No.”⟧',
        "⟦“Yes.”⟧⟦“No.”⟧",
        '⟦"...and then,"⟧ he said, ⟦“…he left.”⟧ ⟦"[t]here is none"⟧',
        '⟦" Spaced marks , "⟧ he said.',
        "The ⟦“ Knights “⟧, a film, opened.",
        "He said ⟦“it stands.“⟧[Wire]",
        'The ⟦"60 Minutes"⟧ show in ⟦"Room 12"⟧.',
    ],
)
def test_marks_of_every_kind_are_paired(marked: str) -> None:
    assert_marked(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "⟦“He said ‘no’ to me,”⟧ she said. ⟦‘He said “no” to me,’⟧ he said.",
        "⟦\"He said 'no' to me,\"⟧ she said. ⟦'He said \"no\" to me,'⟧ he said.",
        "⟦“He said “no” to me,”⟧ she said.",
        '⟦"He said ""no"" to me,"⟧ she said.',
        "⟦‘He told me ‘no’’⟧ she said.",
        "⟦“He told me “no””⟧ she said.",
        "⟦'I said 'no' to him,'⟧ he said.",
        "⟦“Charles ‘Chuck’ Smith won,”⟧ he said.",
        "⟦«He said “no” to me»⟧, she said.",
        "⟦“One « two”⟧ and » three.",
    ],
)
def test_only_the_outermost_of_nested_quotations_is_returned(marked: str) -> None:
    assert_marked(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "I don’t know N Korea’s ’90s rock ’n’ roll; ’twas the allies’ plan.",
        "I don't know N Korea's '90s rock 'n' roll; 'twas the allies' plan.",
        "The ‘80s, ‘em and ‘twas with marks that lean the wrong way, ‘98 too.",
        "O'Brien and Devil's Curve. U.S.'s doing. The dog 's tail.",
        "⟦'The allies' forces are here,'⟧ he said.",
        "The ⟦'rebels'⟧ and the allies' forces left.",
        "The ⟦‘rebels’⟧ and the ⟦‘heroes’⟧ met at St. James’ place.",
        "⟦‘It’s the boys’ own,’⟧ he said. ⟦'I'm goin' home,'⟧ she said.",
        "⟦“It’s the workers’ right,”⟧ he said.",
        "The ⟦'boys'⟧.",
        "The players' union and the fans' group.",
        "Remove ⟦'illegal'⟧ posts, ⟦‘100 per cent’⟧ of them, ⟦'50,000 at least,'⟧ he said.",
        "The 'many" + " words that go on" * 7 + " of the allies' plan",
        "'We «go ⟦'there''⟧ end",
        "'The man said “we go' and left",
    ],
)
def test_apostrophes_are_no_marks(marked: str) -> None:
    assert_marked(marked)


@pytest.mark.parametrize(
    "marked",
    [
        'He is 6\' 2" tall and has a 12" vinyl and a 7" single.',
        '⟦"I bought a 12" vinyl,"⟧ he said.',
        '⟦"It began in 2012"⟧ and ⟦"ended in 12"⟧ he said.',
        'A 9" x 11" sheet and the ⟦"big one"⟧. A 5\'10" wall.',
        'A word"word and wo“rd.',
    ],
)
def test_feet_inches_and_marks_within_a_word_are_no_quotations(marked: str) -> None:
    assert_marked(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "He said, ⟦“Support is a violation.\n\nThe deployment is too.”⟧ The North has been under sanctions.",
        "He said ⟦“one\n\nand two\r\n\r\nand three”⟧ then.",
        "⟦“One\nline\nbreaks”⟧ it.",
        "⟦« Un.\n\nDeux. »⟧ dit-il.",
        "He said: ⟦“One.\n\n“Two.\n\n“Three,”⟧ he said. ⟦“More.”⟧",
        '⟦"They say, \'Will we be thrown out?\'\n\n"We go to school."⟧ She left.',
        '⟦"It was written “at this time of crisis,” he knows.\n\n"This is all."⟧',
        "⟦‘One.\n\n‘Two,’⟧ he said.",
        "⟦“One.\n\n“Two.\n\nThree.”⟧ he said.",
        "⟦“One.\n\n“Two.\n\n“Three.⟧\n\nThe narrator.",
        "They ⟦“give us hope for peace.\n\n“We see signs.”⟧ The US agreed.",
        "⟦“It will take months,\n\n“and money we do not have,”⟧ he said.",
        "⟦“It will take months,\r\n\r\n“and money we do not have,”⟧ he said.",
        "⟦“It will take months;\n\n“and money.\n\n“And staff —\n\n“more than we have,”⟧ he said.",
        '⟦"It will take months\n\n"and money we do not have,"⟧ he said.',
        "⟦‘It will take months,\n\n‘and money we do not have,’⟧ he said.",
        "⟦“The first thing,”⟧ he said, ⟦“is this,\n\n“and that.”⟧",
    ],
)
def test_a_quotation_over_paragraph_breaks_is_one(marked: str) -> None:
    assert_marked(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "The law.” He left. ⟦“Yes,”⟧ he said.",
        "“Unclosed he said. ⟦“Closed,”⟧ she said.",
        "“We are ready, he said on Monday.\n\n⟦“Yes,”⟧ she said.",
        "He called it “a disaster and left.\n\n“Nothing here ends either",
        "It is short for “Open Network. It was founded last year.\n\n⟦“Yes,”⟧ she said.",
        "The “unclosed\n\na\n\nb\n\nc\n\nd” end.",
        "The “" + "word " * 700 + "\n\nand so on” it goes.",
        "The “unclosed\n\n⟦«and another»⟧ goes” on",
        "The “unclosed\n\n1» and another” goes",
        "‘Merica is great\n\n⟦‘Yes,’⟧ he said.",
        "The ‘unclosed.\n\n⟦‘Yes,’⟧ he said.",
        "‘Unclosed.\n\nAnd so’ on.",
        "He said: “" + "word " * 300 + "end.\n\nThe narrator.",
        "“One.\n\n“Two “three.\n\nFour.",
        "Read more » Home » News « Back",
        "“ ” “” \"\" '' ‘’ «» ”“",
    ],
)
def test_a_mark_without_its_partner_swallows_nothing(marked: str) -> None:
    assert_marked(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "The governor said, ⟦“We put a lot of effort into it. I am disappointed.⟧\n\nThe museum is closed.",
        "⟦“Luis is a fierce competitor.⟧\n\nThe club agreed.",
        "The owner agreed. ⟦“Luis is fierce. (Reuters.)⟧\n\nThe club agreed.",
        "He said: ⟦“It will take months,⟧\n\nThe mayor left.\n\n⟦“Yes,”⟧ she said.",
    ],
)
def test_introduced_speech_that_nothing_closes_ends_with_its_paragraph(marked: str) -> None:
    assert_marked(marked)


def test_a_run_of_paragraphs_that_open_and_never_close_is_bounded() -> None:
    text = "\n\n".join(["“One more thing."] * 40)

    assert max(len(found) for found in quotations(text)) < len(text) / 2
    assert sum(len(found) for found in quotations(text)) > len(text) * 0.9


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("000_nebenzia_questions_council", 8),
        ("001_interaction_not_breach", 13),
        ("002_un_shines_light", 2),
        ("003_seoul_calls_on_un", 9),
        ("004_weapon_transfers_challenged", 8),
    ],
)
def test_the_quotations_of_the_real_articles_are_all_found(name: str, count: int) -> None:
    text = (ARTICLES / f"{name}.txt").read_bytes().decode()

    found = quotations(text)

    assert len(found) == count
    assert sum(text.count(mark) for mark in '“”"') == sum(quote.count(m) for quote in found for m in '“”"')


ANY_TEXT = st.text(st.characters() | st.sampled_from("ab s.,!\"'“”„‘’‚«»`() \n\r\u00a01é😀\u0301"), max_size=300)


@given(ANY_TEXT)
@settings(max_examples=200, deadline=None)
def test_quotations_are_exact_in_order_and_apart(text: str) -> None:
    found = find_quotations(text)

    assert all(left.end <= right.start for left, right in pairwise(found))
    for each in found:
        assert 0 <= each.start <= each.inner_start < each.inner_end <= each.end <= len(text)
        inner = text[each.inner_start : each.inner_end]
        assert inner == inner.strip()
        assert any(character.isalnum() for character in inner)


@given(ANY_TEXT.filter(lambda text: not set(text) & set(":\"'“”„‟‘’‚‛«»`´＂")))
@settings(max_examples=50, deadline=None)
def test_a_text_without_marks_and_colons_has_no_quotations(text: str) -> None:
    assert find_quotations(text) == []


@given(st.lists(st.sampled_from(["We go.", "No", "It is the allies’ plan", "at 6", "she’s in"]), max_size=8))
@settings(max_examples=50, deadline=None)
def test_whatever_stands_between_curly_marks_is_found_again(parts: list[str]) -> None:
    assert quotations(" and ".join(f"“{part}”" for part in parts)) == [f"“{part}”" for part in parts]
