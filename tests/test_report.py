from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.errors import OutputError
from summarizer.evaluation.runs import Run, score_run
from summarizer.gold.as_brief import brief_of
from summarizer.gold.labels import (
    GoldAbout,
    GoldArticle,
    GoldChrome,
    GoldEntity,
    GoldFigure,
    GoldStatement,
    GoldSummary,
)
from summarizer.report.data import is_error
from summarizer.report.page import render_report, write_report
from summarizer.report.spans import Claim, cut
from summarizer.scoring.case import Labelled
from summarizer.scoring.score import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from summarizer.schemas.news import News

CALM = (
    "Advertisement: buy 😀 now\n\n"
    "Ana Ruiz met Oto Beck in Lima. “We agree on 12 ships,” Ruiz said.\n\n"
    "Beck denied it on Friday. Ruiz left Lima.\n"
)
HOSTILE = (
    "Ana Ruiz <b>met</b> Oto Beck in Lima. </script><script>window.struck = 1</script>\n"
    '<img src="x" onerror="window.struck = 2"> <!-- <script> ]]> &lt;b&gt; \u2028 and \u2029 "\u202e"\r\n'
    "“We agree on 12 ships,” Ruiz said. {{ 7 * 7 }} {% raw %} 😀 Ruiz left </textarea></style></title> Lima.\n"
)


def labels_of(text: str, name: str = "article", *, lima: str = "Lima") -> Labelled:
    """Gold for a text in which Ana Ruiz and Oto Beck are in Lima and Ruiz speaks of 12 ships."""
    gold = GoldArticle(
        article=name,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        labelled_by=("a test",),
        about=GoldAbout(),
        chrome=(GoldChrome(text="Advertisement: buy 😀 now"),) if "Advertisement" in text else (),
        entities=(
            GoldEntity(id="ruiz", name="Ana Ruiz", kind="person", aliases=("Ruiz",)),
            GoldEntity(id="beck", name="Oto Beck", kind="person", optional_aliases=("Beck",)),
            GoldEntity(id="lima", name=lima, kind="place"),
        ),
        dates=(),
        statements=(
            GoldStatement(
                id="agree",
                speaker="ruiz",
                speaker_text="Ruiz",
                cue="said",
                manner="direct",
                stance="asserts",
                claim="They agree on 12 ships.",
                quotes=("We agree on 12 ships,",),
                evidence=("“We agree on 12 ships,” Ruiz said.",),
            ),
        ),
        events=(),
        figures=(GoldFigure(text="12 ships", minimum=12, maximum=12, qualifier="exact", unit="ships"),),
        references=(),
        disputes=(),
        summary=GoldSummary(),
    )
    return Labelled(gold, text)


def perfect(name: str, *labelled: Labelled) -> Run:
    return run_of(name, labelled, [brief_of(one.gold, one.text) for one in labelled])


def flawed(name: str, *labelled: Labelled) -> Run:
    """Lima missed, Ana Ruiz called an organization, and an item that no label is like."""
    return run_of(name, labelled, [_spoilt(one) for one in labelled])


def _spoilt(labelled: Labelled) -> News:
    brief = brief_of(labelled.gold, labelled.text)
    ruiz, beck, lima = brief.entities
    wrong_kind = ruiz.model_copy(update={"kind": "organization"})
    here = lima.mentions[0].cut(labelled.text, labelled.text.index("left"), labelled.text.index("left") + 4)
    invented = lima.model_copy(update={"id": "E9", "name": "left", "mentions": (here,)})
    return brief.model_copy(update={"entities": (wrong_kind, beck, invented)})


def run_of(name: str, labelled: Sequence[Labelled], briefs: Sequence[News]) -> Run:
    return score_run(name, briefs, {one.gold.sha256: one for one in labelled})


@dataclass
class Parsed(HTMLParser):
    """What a browser would see: elements with their attributes, and what scripts and styles hold."""

    page: str
    elements: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    held: dict[str, str] = field(default_factory=dict)
    _inside: str = ""

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.elements.append((tag, named))
        self._inside = (named.get("type") or tag) if tag in {"script", "style"} else ""

    def handle_endtag(self, tag: str) -> None:
        if tag in {"script", "style"}:
            self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.held[self._inside] = self.held.get(self._inside, "") + data
        else:
            self.words.append(data)

    @property
    def policy(self) -> str:
        return next(named["content"] or "" for tag, named in self.elements if named.get("http-equiv"))

    @property
    def data(self) -> Any:
        return json.loads(self.held["application/json"])

    @property
    def shown(self) -> str:
        return " ".join(" ".join(self.words).split())


def test_the_page_allows_its_own_style_and_script_by_their_hashes_and_nothing_else() -> None:
    page = Parsed(render_report([perfect("one", labels_of(CALM))]))
    hashes = {
        kind: f"'sha256-{base64.b64encode(hashlib.sha256(page.held[kind].encode()).digest()).decode()}'"
        for kind in ("style", "script")
    }
    assert page.policy.startswith("default-src 'none'; ")
    assert f"style-src {hashes['style']};" in page.policy
    assert f"script-src {hashes['script']};" in page.policy
    assert "unsafe" not in page.policy


def test_the_page_asks_nobody_for_anything() -> None:
    html = render_report([perfect("one", labels_of(CALM))])
    assert not re.search(r"(?i)https?:|url\(|@import|xmlns", html)
    addresses = [
        named[name] for _, named in Parsed(html).elements for name in ("href", "src", "action") if name in named
    ]
    assert all(address == "data:," or (address or "").startswith("#") for address in addresses)


def test_the_page_has_no_style_attributes_and_no_handlers() -> None:
    elements = Parsed(render_report([perfect("a", labels_of(CALM)), flawed("b", labels_of(CALM))])).elements
    assert not [name for _, named in elements for name in named if name == "style" or name.startswith("on")]


def test_the_script_never_writes_markup() -> None:
    script = Parsed(render_report([perfect("one", labels_of(CALM))])).held["script"]
    assert not re.search(r"innerHTML|outerHTML|insertAdjacent|document\.write|eval|Function\(|fetch|import\(", script)


def test_an_article_full_of_markup_adds_no_element() -> None:
    tame = HOSTILE.translate(str.maketrans("<>&", "()+"))
    calm, hostile = (Parsed(render_report([flawed("one", labels_of(text))])) for text in (tame, HOSTILE))
    assert [tag for tag, _ in hostile.elements] == [tag for tag, _ in calm.elements]
    assert hostile.data["articles"][0]["text"] == HOSTILE


def test_the_data_hold_no_character_that_could_end_their_script() -> None:
    held = Parsed(render_report([flawed("one", labels_of(HOSTILE))])).held["application/json"]
    assert held.isascii()
    assert not set(held) & set("<>&")


def test_names_of_runs_are_text_too() -> None:
    name = "<script>alert(1)</script>\u202e\udcff"
    page = Parsed(render_report([perfect("first", labels_of(CALM)), flawed(name, labels_of(CALM))]))
    assert "<script>alert(1)</script>\\u202e\\udcff" in page.shown
    assert page.data["runs"] == ["first", "<script>alert(1)</script>\\u202e\\udcff"]


def test_words_of_the_article_among_the_headlines_are_text() -> None:
    text = HOSTILE.replace("We agree on 12 ships,", "We <i>agree</i> on 12 ships,")
    labelled = labels_of(text)
    statement = labelled.gold.statements[0].model_copy(
        update={"quotes": ("We <i>agree</i> on 12 ships,",), "evidence": ("“We <i>agree</i> on 12 ships,” Ruiz said.",)}
    )
    gold = labelled.gold.model_copy(update={"statements": (statement,)})
    silent = brief_of(gold, text).model_copy(update={"statements": ()})
    page = Parsed(render_report([run_of("silent", [Labelled(gold, text)], [silent])]))
    assert "We <i>agree</i> on 12 ships," in page.shown
    assert "i" not in {tag for tag, _ in page.elements}


def test_each_text_stands_in_the_page_once_however_many_runs_there_are() -> None:
    labelled = labels_of(CALM)
    html = render_report([perfect("a", labelled), flawed("b", labelled), perfect("c", labelled)])
    assert html.count("buy \\ud83d\\ude00 now\\n\\nAna Ruiz met") == 1
    data = Parsed(html).data
    assert [one["article"] for one in data["results"]] == [0, 0, 0]
    assert [one["run"] for one in data["results"]] == [0, 1, 2]


def test_samples_of_one_article_are_told_apart() -> None:
    labelled = labels_of(CALM)
    briefs = [brief_of(labelled.gold, labelled.text)] * 2
    page = Parsed(render_report([run_of("twice", [labelled], briefs)]))
    assert [one["sample"] for one in page.data["results"]] == [1, 2]
    assert "1 article, 2 briefs" in page.shown


def test_pieces_are_counted_as_a_browser_counts_them() -> None:
    data = Parsed(render_report([perfect("one", labels_of(CALM))])).data
    pieces = data["results"][0]["pieces"]
    assert sum(length for length, *_ in pieces) == len(CALM.encode("utf-16-le")) // 2
    assert pieces[0][:2] == [len("Advertisement: buy 😀 now") + 1, 1]
    assert all(chrome == 0 for _, chrome, *_ in pieces[1:])


def test_errors_are_what_is_missed_invented_or_wrong_in_a_field() -> None:
    data = Parsed(render_report([flawed("one", labels_of(CALM))])).data
    shown = {
        data["strings"][verdict.get("wanted", 0)] or data["strings"][verdict["given"]]: verdict.get("error", False)
        for verdict in data["results"][0]["verdicts"]
        if data["sections"][verdict["section"]] == "entities"
    }
    assert shown == {"Ana Ruiz": True, "Oto Beck": False, "Lima": True, "left": True}


def test_wrong_fields_are_told_with_what_was_wanted_and_what_was_given() -> None:
    data = Parsed(render_report([flawed("one", labels_of(CALM))])).data
    [wrong] = [one for verdict in data["results"][0]["verdicts"] for one in verdict.get("wrong", ())]
    assert wrong["outcome"] == "wrong"
    assert [data["strings"][wrong[key]] for key in ("name", "wanted", "given")] == ["kind", "person", "organization"]


def test_a_perfect_run_has_no_errors() -> None:
    run = perfect("one", labels_of(CALM))
    assert not [one for section in run.results[0].score.sections.values() for one in section.verdicts if is_error(one)]


def test_a_section_with_nothing_to_find_and_nothing_given_shows_no_level() -> None:
    page = Parsed(render_report([perfect("one", labels_of(CALM))]))
    assert re.search(r"references nothing there disputes", page.shown.replace(" not in overall", ""))
    assert "events – – –" in page.shown


def test_one_run_is_compared_with_nothing() -> None:
    page = Parsed(render_report([perfect("alone", labels_of(CALM))]))
    assert "1 run over 1 labelled article." in page.shown
    assert "Against the first" not in page.shown


def test_too_few_articles_decide_nothing() -> None:
    page = Parsed(render_report([perfect("a", labels_of(CALM)), flawed("b", labels_of(CALM))]))
    assert "too few articles" in page.shown
    assert not any(named.get("class") == "change is-worse" for _, named in page.elements)


def test_a_difference_has_its_word_its_interval_and_what_would_have_shown() -> None:
    many = [labels_of(CALM + "And so on.\n" * number, f"article {number}") for number in range(9)]
    good = [brief_of(one.gold, one.text) for one in many]
    mixed = [_spoilt(one) if number % 3 else brief for number, (one, brief) in enumerate(zip(many, good, strict=True))]
    page = Parsed(render_report([run_of("good", many, good), run_of("mixed", many, mixed)]))
    assert re.search(r"mixed .*?▼ worse −0\.\d\d \[−0\.\d\d, −0\.\d\d\] would show from 0\.\d\d", page.shown)
    assert re.search(r"invented items fewer is better 0 of \d+ ✕ errors: 6 of \d+ ▼ worse \+0\.\d\d", page.shown)


def test_the_page_is_written_into_a_folder_that_is_made(tmp_path: Path) -> None:
    path = write_report([perfect("one", labels_of(HOSTILE))], tmp_path / "a" / "b")
    assert path == tmp_path / "a" / "b" / "index.html"
    assert path.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert [one.name for one in path.parent.iterdir()] == ["index.html"]


def test_a_page_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "index.html").mkdir()
    with pytest.raises(OutputError, match="cannot be written"):
        write_report([perfect("one", labels_of(CALM))], tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == ["index.html"]


def test_a_folder_that_is_a_file_is_said_to_be_the_matter(tmp_path: Path) -> None:
    (tmp_path / "report").write_text("")
    with pytest.raises(OutputError, match=r"report.*index\.html cannot be written"):
        write_report([perfect("one", labels_of(CALM))], tmp_path / "report")


def test_no_runs_make_no_report(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least one run"):
        write_report([], tmp_path)


claims = st.builds(Claim, st.integers(0, 5), st.integers(-3, 25), st.integers(-3, 25), st.integers(0, 2))
ranges = st.lists(st.tuples(st.integers(-3, 25), st.integers(-3, 25)), max_size=5)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 20), st.lists(claims, max_size=12), ranges)
def test_pieces_cover_the_text_and_each_character_has_those_who_claim_it(
    length: int, claimed: list[Claim], dimmed: list[tuple[int, int]]
) -> None:
    pieces = cut(length, claimed, dimmed)
    covered = [at for piece in pieces for at in range(piece.start, piece.end)]
    assert covered == list(range(length))
    for piece in pieces:
        assert piece.start < piece.end
        for at in range(piece.start, piece.end):
            assert set(piece.owners) == {one.owner for one in claimed if one.start <= at < one.end}
            assert piece.dimmed == any(start <= at < end for start, end in dimmed)
        assert len(set(piece.owners)) == len(piece.owners)


def test_the_shortest_claim_comes_first_and_then_the_lower_rank() -> None:
    [*_, last] = cut(9, [Claim(0, 0, 9), Claim(1, 5, 9, rank=1), Claim(2, 5, 9), Claim(3, 0, 9)])
    assert last.owners == (2, 1, 0, 3)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    api = pytest.importorskip("playwright.sync_api", reason="Playwright for Python is not installed")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("there is no chromium on this machine")
    with api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield started
        started.close()


@dataclass
class Opened:
    page: Page
    complaints: list[str]
    requests: list[str]

    def lit(self) -> list[str]:
        """The words lit in the text, those without a gap between them as one."""
        found: list[str] = self.page.evaluate(
            """() => [...document.querySelectorAll("#text .piece")].reduce((runs, piece, at, all) => {
                if (!piece.classList.contains("lit")) return runs;
                if (at && all[at - 1].classList.contains("lit")) runs[runs.length - 1] += piece.textContent;
                else runs.push(piece.textContent);
                return runs;
            }, [])"""
        )
        return found

    def verdict(self, name: str) -> str:
        """Where the verdict on what is called so is, as a selector."""
        return f".verdict:has(.head:has-text('{name}'))"

    def seen(self) -> list[str]:
        return [" ".join(head.split()) for head in self.page.locator(".verdict:visible .head").all_inner_texts()]


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Opened]:
    hostile, calm = labels_of(HOSTILE, "b hostile"), labels_of(CALM, "a calm")
    runs = [run(name, calm, hostile) for name, run in (("flawed", flawed), ("perfect", perfect), ("same", flawed))]
    path = write_report(runs, tmp_path)
    context = browser.new_context(viewport={"width": 1300, "height": 800}, reduced_motion="reduce")
    page = context.new_page()
    result = Opened(page, [], [])
    page.on("console", lambda message: result.complaints.append(message.text))
    page.on("pageerror", lambda error: result.complaints.append(str(error)))
    page.on("request", lambda request: result.requests.append(request.url))
    page.add_init_script(
        "addEventListener('securitypolicyviolation', (event) => console.error(event.violatedDirective))"
    )
    page.goto(path.as_uri())
    yield result
    context.close()
    assert result.complaints == []
    assert result.requests == [path.as_uri()]


def test_the_browser_opens_the_page_without_a_complaint(opened: Opened) -> None:
    assert opened.page.locator("#text").text_content() == CALM
    assert opened.page.locator(".verdict").count() == 6


def test_a_click_on_a_verdict_lights_exactly_the_characters_of_its_spans(opened: Opened) -> None:
    score = flawed("one", labels_of(CALM)).results[0].score
    verdicts = [verdict for name in SECTIONS for verdict in score.sections[name].verdicts]
    for number, verdict in enumerate(verdicts):
        opened.page.click(f"[data-verdict='{number}'] .head")
        assert opened.lit() == [CALM[start:end] for start, end in sorted(set(verdict.spans))]
    opened.page.keyboard.press("Escape")
    assert opened.lit() == []


def test_pointing_at_a_verdict_lights_its_spans_until_the_pointer_leaves(opened: Opened) -> None:
    opened.page.hover(opened.verdict("entities: Oto Beck"))
    assert opened.lit() == ["Oto Beck"]
    opened.page.hover("h1")
    assert opened.lit() == []


def test_pointing_at_words_lights_the_verdicts_on_them(opened: Opened) -> None:
    opened.page.hover("#text .piece:has-text('left')")
    assert opened.page.locator(".verdict.lit .outcome").all_inner_texts() == ["invented"]


def test_the_errors_filter_hides_what_is_right(opened: Opened) -> None:
    opened.page.check("#errors")
    assert [line.split(":")[0] for line in opened.seen()] == [
        "✓ found entities", "○ missed entities", "✕ invented entities",
    ]  # fmt: skip
    assert opened.page.locator("#text .claimed").all_inner_texts().count("Oto Beck") == 0


def test_the_section_filter_leaves_that_section(opened: Opened) -> None:
    opened.page.click(".chip.s-figures")
    assert [line.split(":")[0] for line in opened.seen()] == ["✓ found figures"]
    assert opened.page.locator("#text .claimed").all_inner_texts() == ["12 ships"]
    opened.page.click(".chip.s-disputes")
    assert opened.page.locator(".nothing").is_visible()


def test_another_run_and_another_article_can_be_chosen(opened: Opened) -> None:
    opened.page.select_option("#run", label="perfect")
    opened.page.check("#errors")
    assert opened.seen() == []
    opened.page.select_option("#article", label="b hostile")
    assert opened.page.locator("#text").text_content() == HOSTILE


def test_an_article_full_of_markup_stays_inert(opened: Opened) -> None:
    opened.page.select_option("#article", label="b hostile")
    opened.page.click(opened.verdict("entities: Ana Ruiz"))
    assert opened.page.locator("#text").text_content() == HOSTILE
    assert opened.page.locator("#articles :is(img, script, b:not(.count), textarea)").count() == 0
    assert opened.page.evaluate("window.struck") is None
    assert opened.lit() == ["Ana Ruiz", "Ruiz", "Ruiz"]


def test_the_page_can_be_used_with_keys_alone(opened: Opened) -> None:
    opened.page.focus(f"{opened.verdict('entities: Oto Beck')} .head")
    opened.page.keyboard.press("Enter")
    assert opened.lit() == ["Oto Beck"]
    opened.page.focus("#text")
    opened.page.keyboard.press("Tab")
    assert opened.lit() == ["Ana Ruiz", "Ruiz", "Ruiz"]
    opened.page.keyboard.press("ArrowRight")
    assert opened.lit() == ["Oto Beck"]
    opened.page.keyboard.press("ArrowRight")
    opened.page.keyboard.press("Enter")
    opened.page.focus("#errors")
    assert opened.lit() == ["Lima", "Lima"]


def test_the_page_is_no_wider_than_a_phone(opened: Opened) -> None:
    opened.page.set_viewport_size({"width": 360, "height": 700})
    assert opened.page.evaluate("document.documentElement.scrollWidth") == 360
