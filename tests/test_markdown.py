from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from summarizer.brief import Brief
from summarizer.markdown import to_html, to_markdown
from summarizer.schemas.brief import ArticleInfo, Provenance, Tokens, WarningCode, WarningNote
from summarizer.schemas.news import (
    Date,
    Dispute,
    Entity,
    EntityKind,
    Event,
    Figure,
    Manner,
    Precision,
    Qualifier,
    Reference,
    Stance,
    Statement,
    Status,
    SummarySentence,
)
from summarizer.schemas.spans import Span

PROVENANCE = Provenance(
    kind="news",
    model="small-model",
    backend="openai",
    prompts="0" * 12,
    schema_="1" * 12,
    library="9.9",
    recorded=datetime(2024, 2, 3, tzinfo=UTC),
    calls=1,
    retries=0,
    reasks=0,
    tokens=Tokens(input=0, cached=0, output=0),
    cost=None,
    seconds=0.1,
    created=datetime(2024, 2, 4, tzinfo=UTC),
)
TRAPS = [
    "<script>alert(1)</script>",
    "[click](javascript:alert(1)) ![x](http://e.vil/x.png) <http://e.vil>",
    "**bold** __bold__ *em* _em_ `code` ~~gone~~ ``` ~~~",
    "a | b || c \\| d \\\\| \\",
    "first\n\n# second\n\n- third\n===\n---\n| x |\n|---|",
    "- - - list",
    "---",
    "+ plus",
    "1. one",
    "2024) item",
    "2024. A year",
    "> quote",
    "# title #",
    "    indented code",
    "\tindented code",
    "\x1b[31mred\x1b[0m \x07 \x9b1m \x00",
    "\u202egnorw \u200b\u2066 soft\u00adly \ufeff",
    "line\u2028separator\u2029paragraph\x85next\r\nline",
    "&lt;b&gt; &amp; &#60; &copy;",
    "[^1]: note [1]: http://e.vil",
    "{{ 7*7 }} {% raw %} $x^2$ $$y$$ :smile: @someone",
    "\ud800 lone",
    "\\",
    "*",
    "“quoted” ‘single’ … –",
    "Ünïcödé 👩‍👩‍👧 ﷽ e\u0301",
]


def span(start: int, text: str) -> Span:
    return Span(start=start, end=start + len(text), text=text)


def day(text: str) -> Date:
    return Date(text=span(900, text), start=date(2024, 1, 8), end=date(2024, 1, 8), precision=Precision.DAY)


def brief(text: str = "x", **changes: object) -> Brief:
    """A brief that says `text` wherever an article or a model can say something."""
    statement = {
        "speaker_text": None,
        "cue": None,
        "reported_by": "E2",
        "venue": text,
        "date": day(text),
    }
    given: dict[str, object] = {
        "article": ArticleInfo(
            id="0" * 64,
            source=text,
            title=text,
            publisher=text,
            authors=(text, text),
            published=None,
            language=None,
            characters=0,
        ),
        "chrome": (),
        "warnings": (WarningNote(code=WarningCode.LEFT_OUT, message=text, where=text),),
        "provenance": PROVENANCE,
        "summary": (
            SummarySentence(text=text, evidence=(span(0, text),), checks=(), verbatim=False),
            SummarySentence(text=text, evidence=(span(0, text), span(1000, text)), checks=(), verbatim=True),
        ),
        "entities": (
            Entity(
                id="E1",
                name=text,
                kind=EntityKind.PERSON,
                role=text,
                affiliation=f"of {text}",
                aliases=(text, text),
                mentions=(span(0, text),),
            ),
            Entity(
                id="E2",
                name=text,
                kind=EntityKind.OTHER,
                role=None,
                affiliation=None,
                aliases=(),
                mentions=(),
            ),
        ),
        "statements": (
            Statement(
                id="A1",
                speaker="E1",
                manner=Manner.INDIRECT,
                stance=Stance.ASSERTS,
                claim=text,
                quotes=(),
                evidence=(span(2000, text),),
                **statement,
            ),
            Statement(
                id="A2",
                speaker=None,
                manner=Manner.DIRECT,
                stance=Stance.DENIES,
                claim=f"No {text}",
                quotes=(span(3000, text),),
                evidence=(span(3000, text),),
                **statement,
            ),
        ),
        "events": (
            Event(
                id="V1",
                description=text,
                status=Status.OCCURRED,
                date=day(text),
                place=text,
                participants=(),
                according_to="E1",
                evidence=(span(4000, text),),
            ),
        ),
        "figures": (
            Figure(
                id="F1",
                text=span(5000, text),
                minimum=1.0,
                maximum=2.0,
                qualifier=Qualifier.RANGE,
                unit=text,
                measures=text,
                according_to="E2",
                as_of=None,
                evidence=(span(5000, text),),
            ),
        ),
        "references": (Reference(name=text, year=2006, body=None, evidence=(span(0, text),)),),
        "disputes": (Dispute(proposition=text, asserted_by=("A1",), denied_by=("A2",)),),
    }
    return Brief.model_validate(given | changes)


def parsed(markdown: str) -> list[tuple[str, ...]]:
    """The kinds of blocks, each with the kinds of what stands in it, text aside."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)
    return [
        (token.type, *(child.type for child in token.children or () if not child.type.startswith("text")))
        for token in tokens
    ]


class Tags(HTMLParser):
    """The tags of a page, with their attributes, in order; and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(f"{tag} {attrs}")

    def handle_data(self, data: str) -> None:
        self.words += data


def visible(text: str) -> str:
    """What a reader sees of a text that stands in one line."""
    kinds = {"Cc": " ", "Cs": " ", "Zl": " ", "Zp": " ", "Cf": ""}
    return " ".join("".join(kinds.get(unicodedata.category(letter), letter) for letter in text).split())


def is_inert(text: str) -> None:
    page = brief(text)
    shown = to_markdown(page)
    assert parsed(shown) == parsed(to_markdown(brief()))
    html = Tags(to_html(page))
    assert html.tags == Tags(to_html(brief())).tags
    assert visible(text) in " ".join(html.words.split())
    for letter in shown:
        assert letter == "\n" or unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}
    shown.encode()


@pytest.mark.parametrize("text", TRAPS)
def test_markup_and_escapes_in_a_text_are_text(text: str) -> None:
    is_inert(text)


@given(st.text(min_size=1, max_size=30).filter(visible))
@settings(max_examples=50, deadline=None)
def test_any_text_is_text_in_every_place(text: str) -> None:
    is_inert(text)


@given(st.text(alphabet=st.sampled_from(list("\\`*_[]<>|#~&-+=1.) \n\t!:$x")), min_size=1).filter(visible))
@settings(max_examples=80, deadline=None)
def test_no_mix_of_marks_is_markup(text: str) -> None:
    is_inert(text)


@given(title=st.text(max_size=40), claim=st.text(min_size=1, max_size=40))
@settings(max_examples=50, deadline=None)
def test_a_title_and_a_claim_are_shown_as_they_are(title: str, claim: str) -> None:
    page = brief("x")
    article = page.article.model_copy(update={"title": title})
    said = page.statements[0].model_copy(update={"claim": claim})
    shown = to_html(page.model_copy(update={"article": article, "statements": (said,)}))
    words = " ".join(Tags(shown).words.split())
    assert words.startswith(visible(title) or "Untitled article")
    assert f"asserts: {visible(claim)}".strip() in words


@pytest.mark.parametrize("text", ["x", *TRAPS])
def test_every_reference_number_has_its_line(text: str) -> None:
    shown = to_markdown(brief(text))
    body, _, evidence = shown.partition("## Where it stands")
    cited = {int(number) for number in re.findall(r"(?<!\\)\\\[(\d+)\\\]", body)}
    listed = [int(number) for number in re.findall(r"^(\d+)\. ", evidence, re.MULTILINE)]
    assert listed == list(range(1, len(listed) + 1))
    assert set(listed) <= cited
    assert [int(start) for start in re.findall(r"\(characters (\d+) to \d+\)$", evidence, re.MULTILINE)] == [
        0,
        1000,
        2000,
        3000,
        4000,
        5000,
    ]


def test_references_are_numbered_as_they_are_read() -> None:
    shown = to_markdown(brief())
    assert shown.index(r"\[1\]") < shown.index(r"\[2\]") < shown.index(r"\[3\]")
    assert r"\[1\]\[2\] (verbatim)" in shown
    assert r"- x (2006) \[1\]" in shown


@pytest.mark.parametrize("text", ["x", *TRAPS])
def test_a_table_row_has_as_many_cells_as_its_head(text: str) -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(to_markdown(brief(text)))
    kinds = [token.type for token in tokens]
    assert kinds.count("th_open") == 10
    assert kinds.count("td_open") == 15


def test_an_empty_brief_is_a_headline_and_a_foot() -> None:
    sections = ["summary", "entities", "statements", "events", "figures", "references", "disputes", "warnings"]
    article = ArticleInfo(
        id="0",
        source="dam.txt",
        title=None,
        publisher=None,
        authors=(),
        published=None,
        language=None,
        characters=0,
    )
    provenance = PROVENANCE.model_copy(update={"recorded": None})
    assert to_markdown(
        brief(article=article, provenance=provenance).model_copy(update=dict.fromkeys(sections, ()))
    ) == (
        "# Untitled article\n\npublisher not stated · no date of its own · dam.txt\n\n---\n\n"
        "Made by summarizer 9.9 with small-model."
        " Numbers in brackets point at the article's own words, above.\n"
    )


def test_the_head_says_where_the_article_is_from() -> None:
    article = brief().article.model_copy(
        update={
            "title": "The dam",
            "publisher": "The Post",
            "published": date(2024, 1, 9),
            "authors": ("A", "B"),
        }
    )
    shown = to_markdown(brief(article=article))
    assert shown.startswith("# The dam\n\nThe Post · 2024-01-09 · by A, B · x\n")
    assert "with small-model, recorded 2024-02-03." in shown


def test_a_quotation_is_not_said_twice_and_a_gist_stands_before_it() -> None:
    said = brief("Nobody left").statements[1]
    quoted = said.model_copy(update={"claim": "“Nobody left.”", "venue": None, "date": None, "reported_by": None})
    shown = to_markdown(brief("Nobody left", statements=(quoted,)))
    assert "- *denies:* “Nobody left” \\[" in shown
    gist = quoted.model_copy(update={"claim": "They stayed."})
    assert "- *denies:* They stayed. “Nobody left” \\[" in to_markdown(brief("Nobody left", statements=(gist,)))
    part = quoted.model_copy(update={"claim": "All agree that nobody left the town."})
    assert "- *denies:* All agree that nobody left the town. \\[" in to_markdown(
        brief("Nobody left", statements=(part,))
    )


def test_a_very_long_quotation_is_cut_and_stays_whole_in_its_evidence() -> None:
    text = "word " * 200
    shown = to_markdown(brief(text.strip()))
    assert "word …" in shown
    assert f"4. {text.strip()} (characters 3000 to" in shown


def test_statements_stand_under_their_speaker() -> None:
    shown = to_markdown(brief("Ana"))
    assert "**Ana**, Ana, of Ana\n\n- *asserts:* Ana (Ana, 2024-01-08, reported by Ana) \\[3\\]" in shown
    assert "**Speaker not found**\n\n- *denies:* No Ana" in shown


def test_a_role_that_says_the_affiliation_says_it_once() -> None:
    entity = brief("Ana").entities[0].model_copy(update={"role": "envoy of Peru", "affiliation": "Peru"})
    assert "**Ana**, envoy of Peru\n" in to_markdown(brief("Ana", entities=(entity,)))


def test_disputes_name_both_sides_also_where_one_is_unknown() -> None:
    disputes = (
        Dispute(proposition="It sank.", asserted_by=("A1",), denied_by=("A2", "A9")),
        Dispute(proposition="It rose.", asserted_by=("A1", "A1"), denied_by=("A1",)),
    )
    shown = to_markdown(brief("Ana", disputes=disputes))
    assert "- It sank: asserted by Ana, denied by somebody not found." in shown
    assert "- It rose: asserted by Ana, denied by Ana." in shown


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        (date(2024, 1, 8), date(2024, 1, 8), "2024-01-08"),
        (date(2024, 1, 8), None, "2024-01-08"),
        (date(2024, 1, 1), date(2024, 1, 31), "January (2024-01-01 to 2024-01-31)"),
        (None, None, "January"),
    ],
)
def test_a_date_is_shown_as_far_as_it_is_known(first: date | None, last: date | None, shown: str) -> None:
    when = Date(text=span(900, "January"), start=first, end=last, precision=Precision.MONTH)
    event = brief("It sank").events[0].model_copy(update={"date": when, "place": None, "according_to": None})
    assert f"- It sank (occurred, {shown}) " in to_markdown(brief("It sank", events=(event,)))


@pytest.mark.parametrize(
    ("low", "high", "qualifier", "unit", "shown"),
    [
        (10000.0, 10000.0, Qualifier.EXACT, "troops", "10,000 troops"),
        (10000.0, 10000.0, Qualifier.ABOUT, None, "about 10,000"),
        (4.0, None, Qualifier.AT_LEAST, "men", "at least 4 men"),
        (None, 7.0, Qualifier.LESS_THAN, None, "less than 7"),
        (5.0, 6.5, Qualifier.RANGE, "%", "5 to 6.5 %"),
        (1.3e12, 1.3e12, Qualifier.EXACT, "USD", "1,300,000,000,000 USD"),
        (0.1 + 0.2, None, Qualifier.EXACT, None, "0.3"),
        (None, None, Qualifier.ABOUT, "people", ""),
        (-5.0, -5.0, Qualifier.EXACT, "°C", "-5 °C"),
    ],
)
def test_a_figure_is_read_out(
    low: float | None, high: float | None, qualifier: Qualifier, unit: str | None, shown: str
) -> None:
    figure = (
        brief()
        .figures[0]
        .model_copy(
            update={
                "minimum": low,
                "maximum": high,
                "qualifier": qualifier,
                "unit": unit,
                "according_to": None,
            }
        )
    )
    assert f"| x | x | {shown} | the article | " in to_markdown(brief(figures=(figure,)))


def test_repairs_are_counted_and_doubts_are_listed() -> None:
    repaired = WarningNote(code=WarningCode.ASKED_AGAIN, message="asked again", where="figures/N1")
    doubt = WarningNote(code=WarningCode.UNRESOLVED_DATE, message="“Friday”", where="events/V1")
    shown = to_markdown(brief(warnings=(repaired, doubt)))
    assert "## Not sure of\n\n- Date left open: “Friday” (events/V1)\n\n" in shown
    assert shown.endswith(" One answer was asked for again.\n")
    assert to_markdown(brief(warnings=(repaired, repaired))).endswith(" 2 answers were asked for again.\n")


@pytest.mark.parametrize("code", set(WarningCode) - {WarningCode.ASKED_AGAIN})
def test_every_kind_of_doubt_has_a_title(code: WarningCode) -> None:
    note = WarningNote(code=code, message="so", where="here")
    assert re.search(r"^- [A-Z][a-z ]+: so \(here\)$", to_markdown(brief(warnings=(note,))), re.MULTILINE)


def test_a_notebook_shows_the_brief_and_typesets_no_formula() -> None:
    page = brief("$5 and $6")
    assert page._repr_html_() == to_html(page)
    assert "tex2jax_ignore mathjax_ignore" in to_html(page)
    assert page.to_markdown() == to_markdown(page)
