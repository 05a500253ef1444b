"""Quotations without marks: posts, excerpts and their translations, transcripts."""

from __future__ import annotations

import pytest

from summarizer.analysis import analyse
from summarizer.article import article_from_text
from summarizer.units.quotations import find_quotations
from tests.steps import grows_no_faster_than_the_text

POST = "The whole quay is under water and nobody from the town has come."
SPANISH = "Todo el muelle está bajo el agua y nadie de la ciudad ha venido por aquí."


def set_off(text: str) -> list[str]:
    found = find_quotations(text)
    return [text[one.start : one.end] for one in found if one.start == one.inner_start]


@pytest.mark.parametrize(
    "introduction",
    [
        "@harbourgirl:",
        "Ana Torres (@anatorres):",
        "Ana Torres @anatorres:",
        "On her blog, Ana Torres of Quay Notes writes:",
        "The union said in a statement:",
        "It was late. Ana Torres tweeted on Monday:",
        "The mayor wrote [es]:",
        "The union released a statement which read:",
        "The union said on Monday in a letter to the town:",
        "Prado replied to her the next day. Torres then posted the following:",
    ],
)
def test_the_paragraph_that_an_introduction_gives_to_somebody_is_a_quotation(introduction: str) -> None:
    assert set_off(f"{introduction}\n\n{POST}\n\nThe town hall did not answer.") == [POST]


@pytest.mark.parametrize(
    "text",
    [
        f"Key findings:\n\n{POST}",
        f"Here is what you need to know about the flood:\n\n{POST}",
        f"The police said the following items were lost:\n\n{POST}",
        f"Related Articles:\n\n{POST}",
        f"Ana Torres:\n\n{POST}",
        "The union said:\n\n- the whole quay is under water\n\n- nobody has come",
        "The union said:\n\n1. The whole quay is under water.",
        "The union wrote:\n\nRead more",
        f"The union said:\n\n“{POST}”\n\nThe hall did not answer.",
        f"He said that it was late.\n\n{POST}",
        "Here is what the court said:\n\nThe judges found that the town had lied about the quay.",
        "What happens next, the mayor said:\n\nThe council will meet on Monday and vote.",
        "This is why, the mayor said:\n\nShe had told the council that “we have lost the quay” in May.",
    ],
)
def test_a_heading_a_list_and_what_has_marks_are_not_set_off(text: str) -> None:
    assert set_off(text) == []


def test_what_somebody_is_said_to_have_said_is_theirs_where_it_speaks_of_i_or_we() -> None:
    said = "We have lost the whole quay, and nobody from the town has come."
    assert set_off(f"Ana Torres said:\n\n{said}\n\nThe town hall did not answer.") == [said]


def test_an_original_in_another_language_and_its_translation_are_two_quotations() -> None:
    text = (
        f"Ana Torres compiles the news of the day on her blog:\n\n{SPANISH}\n\n{POST}\n\nThe town hall did not answer."
    )
    assert set_off(text) == [SPANISH, POST]


def test_an_original_of_two_paragraphs_has_a_translation_of_two() -> None:
    text = f"Ana Torres wrote:\n\n{SPANISH}\n\n{SPANISH}\n\n{POST}\n\n{POST}\n\nThe town hall did not answer then."
    assert set_off(text) == [f"{SPANISH}\n\n{SPANISH}", f"{POST}\n\n{POST}"]


def test_a_bare_name_is_a_label_where_it_goes_on_a_series() -> None:
    text = f"@harbourgirl:\n\n{POST}\n\nLuis Prado:\n\nWe saw the boats go down one by one.\n\nThe hall is shut."
    assert set_off(text) == [POST, "We saw the boats go down one by one."]


def test_a_fragment_in_marks_is_part_of_an_excerpt_and_speech_of_others_ends_it() -> None:
    fragment = "There is talk of a “big wave” in the town."
    assert set_off(f"@harbourgirl:\n\n{fragment}") == [fragment]
    text = "@harbourgirl:\n\nThe mayor blames the sea for it. “The sea is all to blame” said Torres"
    assert [text[one.start : one.end] for one in find_quotations(text)] == [
        "The mayor blames the sea for it.",
        "“The sea is all to blame”",
    ]


@pytest.mark.parametrize(
    ("introduction", "speaker", "cue"),
    [
        ("@harbourgirl:", "@harbourgirl", None),
        ("Ana Torres (@anatorres):", "Ana Torres", None),
        ("On the web, Ana Torres of Quay Notes writes:", "Ana Torres", "writes"),
    ],
)
def test_an_excerpt_and_its_translation_are_the_introduced_ones(
    introduction: str, speaker: str, cue: str | None
) -> None:
    text = f"{introduction}\n\n{SPANISH}\n\n{POST}\n\nThe town hall did not answer."
    found = analyse(article_from_text(text), keep_chrome=True).attributions
    given = [
        (text[slice(*one.speaker or (0, 0))], text[slice(*one.cue)] if one.cue else None, text[slice(*one.content)])
        for one in found
    ]
    assert given == [(speaker, cue, SPANISH), (speaker, cue, POST)]


INTERVIEW = """Mayor Ana Torres met reporter Luis Prado at the harbour.

Prado: What will you do about the quay?

Torres: We will rebuild it. The quay is all we have.

Prado: And when does the work begin?

Torres: It begins in May or not at all."""


def test_the_turns_of_a_transcript_are_quotations_of_who_is_named_before_them() -> None:
    analysis = analyse(article_from_text(INTERVIEW), keep_chrome=True)
    said = [
        (analysis.entities[who].name if who is not None else None, INTERVIEW[slice(*one.content)])
        for one, who in zip(analysis.attributions, analysis.speakers, strict=True)
    ]
    assert said == [
        ("Luis Prado", "What will you do about the quay?"),
        ("Ana Torres", "We will rebuild it. The quay is all we have."),
        ("Luis Prado", "And when does the work begin?"),
        ("Ana Torres", "It begins in May or not at all."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Pros: The screen is very bright.\n\nCons: The battery is very weak.\n\n" * 3,
        "Kings: Lost the last match at home.\n\nBulls: Won the last match away.\n\nThe Kings left.\n\n" * 2,
        (
            "Ann Lee: born in 1960, she studied law.\n\nBob Ray: born in 1962, he studied medicine.\n\n"
            "Ann Lee: she went to the senate in 2001.\n\nBob Ray: he has run the town since 2010."
        ),
        "Name: Ana Torres\nAge: 31\nCity: Oslo\n\nName: Luis Prado\nAge: 27\nCity: Lima",
    ],
)
def test_labels_of_other_things_make_no_transcript(text: str) -> None:
    assert set_off(text) == []


@pytest.mark.parametrize(
    "piece",
    [
        '@a:\n\nfoo "x b c d e" ',
        f"The union wrote:\n\n{SPANISH}\n\n{POST}\n\n",
        "Ann Lee: we go there now.\n\nJo Roe: we go there too.\n\n",
        "said at :",
    ],
)
def test_much_text_takes_little_time(piece: str) -> None:
    assert grows_no_faster_than_the_text(find_quotations, lambda many: piece * many, 20_000 // len(piece))
