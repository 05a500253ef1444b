from __future__ import annotations

import base64
import hashlib
import itertools
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
from summarizer.evaluation.cost import CLOCK
from summarizer.evaluation.runs import Run, score_run
from summarizer.evaluation.table import rows_of
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
from summarizer.report.picture import HEIGHT, WIDTH, draw
from summarizer.report.spans import Claim, cut
from summarizer.schemas.brief import Tokens
from summarizer.scoring.case import Labelled
from summarizer.scoring.score import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from summarizer.report.picture import Picture
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
    assert re.search(
        r"invented items fewer is better 0 of \d+ 0 % \[0, \d+\] ✕ errors: 6 of \d+ "
        r"\d+ % \[\d+, \d+\] ▼ worse \+0\.\d\d",
        page.shown,
    )


def test_quality_and_cost_of_each_run_stand_in_the_first_table() -> None:
    labelled = labels_of(CALM)
    runs = [taking("ours", labelled, 200), taking("plain", labelled, 1_000)]
    page = Parsed(render_report(runs, runs[1]))
    first = page.shown.partition("Quality and cost ")[2].partition("Runs side by side A level")[0]
    assert re.search(r"overall 1\.00 1\.00 .*Cost \(× is of plain \)", first)
    assert "tokens out an article 200 0.20× 1,000" in first
    assert "US dollars unknown unknown" in first
    assert "quotations found 100 % 100 %" in first
    assert CLOCK in first
    assert "×" not in Parsed(render_report(runs)).shown


def test_what_a_run_was_not_asked_for_is_said_and_has_no_bar() -> None:
    labelled = labels_of(CALM)
    briefs = [brief_of(labelled.gold, labelled.text)]
    run = score_run("little", briefs, {labelled.gold.sha256: labelled}, ("figures", "quotations found"))
    shown = Parsed(render_report([run])).shown
    assert "quotations found not asked" in shown
    assert "figures not asked" in shown
    assert "figures – – not asked" in shown


def test_fields_have_their_intervals() -> None:
    many = [labels_of(CALM + "And so on.\n" * number, f"article {number}") for number in range(9)]
    shown = Parsed(render_report([flawed("one", *many)])).shown
    assert re.search(r"kind 0\.50 0\.50 0\.50 \[0\.50, 0\.50\]", shown)
    assert re.search(r"statements 1\.00 1\.00 1\.00 \[0\.\d\d, 1\.00\] statements, quoted 1\.00", shown)


def test_rules_alone_asked_no_model() -> None:
    labelled = labels_of(CALM)
    brief = brief_of(labelled.gold, labelled.text)
    made = brief.provenance.model_copy(update={"backend": "extractive", "model": "extractive", "calls": 6})
    page = Parsed(render_report([run_of("rules", [labelled], [brief.model_copy(update={"provenance": made})])]))
    assert page.data["results"][0]["made"].startswith("extractive: no model asked, ")


def taking(name: str, labelled: Labelled, tokens: int, **changes: object) -> Run:
    """A run whose one brief took so many tokens out."""
    brief = brief_of(labelled.gold, labelled.text)
    used = Tokens(input=5 * tokens, cached=0, output=tokens)
    made = brief.provenance.model_copy(update={"backend": "openai", "calls": 1, "tokens": used})
    return run_of(name, [labelled], [brief.model_copy(update={"provenance": made, **changes})])


class TestPicture:
    def picture(self, runs: Sequence[Run]) -> Picture:
        (overall,) = rows_of(runs, ("overall",))
        return draw(runs, overall)

    def test_marks_stand_further_right_the_more_tokens_and_higher_the_better(self) -> None:
        labelled = labels_of(CALM)
        worse = taking("worse", labelled, 300, entities=())
        low, high, right = self.picture([worse, taking("cheap", labelled, 0), taking("dear", labelled, 600)]).marks
        assert float(high.x) < float(low.x) < float(right.x)
        assert float(high.y) == float(right.y) < float(low.y)
        assert float(low.top) == float(low.y) == float(low.bottom)

    def test_intervals_are_drawn_from_enough_articles(self) -> None:
        many = [labels_of(CALM + "And so on.\n" * number, f"article {number}") for number in range(9)]
        briefs = [brief_of(one.gold, one.text) for one in many[:6]] + [_spoilt(one) for one in many[6:]]
        (mark,) = self.picture([run_of("mixed", many, briefs)]).marks
        assert float(mark.top) < float(mark.y) < float(mark.bottom)
        assert re.search(r"mixed: overall 0\.\d\d \[0\.\d\d, [01]\.\d\d\] for 0 tokens out an article", mark.told)

    def test_no_two_runs_have_one_shape_or_one_line_for_their_names(self) -> None:
        labelled = labels_of(CALM)
        marks = self.picture([taking(f"run {number}", labelled, 50) for number in range(6)]).marks
        assert len({mark.shape for mark in marks}) == 6
        heights = sorted(float(mark.at) for mark in marks)
        assert all(after - before >= 14 for before, after in itertools.pairwise(heights))
        assert 0 < heights[0] < heights[-1] < HEIGHT

    @pytest.mark.parametrize("count", [1, 2, 13, 60])
    def test_names_stay_in_the_picture_however_many_there_are(self, count: int) -> None:
        marks = self.picture([taking(f"run {number}", labels_of(CALM), 7 * number) for number in range(count)]).marks
        assert all(0 < float(mark.at) < HEIGHT and 0 < float(mark.x) < WIDTH for mark in marks)

    @pytest.mark.parametrize("tokens", [0, 1, 3, 9, 10, 99, 450, 2_973, 4_001, 123_456])
    def test_ticks_are_few_and_reach_as_far_as_the_marks(self, tokens: int) -> None:
        picture = self.picture([taking("one", labels_of(CALM), tokens)])
        assert 2 <= len(picture.across) <= 5
        assert picture.across[0].label == "0"
        assert int(picture.across[-1].label.replace(",", "")) >= tokens
        assert float(picture.marks[0].x) <= float(picture.across[-1].at)

    def test_a_long_name_is_cut_and_stands_whole_in_words(self) -> None:
        name = "a very long name of a run\n indeed"
        (mark,) = self.picture([taking(name, labels_of(CALM), 5)]).marks
        assert mark.name == "a very long name of a…"
        assert mark.told.startswith("a very long name of a run\\n indeed: overall 1.00 for 5 tokens")

    def test_one_run_alone_is_not_drawn(self) -> None:
        labelled = labels_of(CALM)
        alone, two = ([taking(name, labelled, 5) for name in names] for names in (("a",), ("a", "b")))
        assert '<figure class="picture">' not in render_report(alone)
        assert render_report(two).count('<g class="mark">') == 2


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


@pytest.mark.parametrize(("width", "scheme"), [(1300, "light"), (1300, "dark"), (360, "light"), (360, "dark")])
def test_marks_and_names_of_the_picture_can_be_seen_and_read(opened: Opened, width: int, scheme: str) -> None:
    opened.page.set_viewport_size({"width": width, "height": 800})
    opened.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of its literals
    seen = opened.page.evaluate(
        """() => {
            const frame = document.querySelector(".picture svg").getBoundingClientRect();
            const inside = (box) => box.left >= frame.left && box.right <= frame.right + 1
                && box.top >= frame.top && box.bottom <= frame.bottom;
            const of = (name) => [...document.querySelectorAll(`.picture ${name}`)];
            return {
                names: of(".name").map((name) => name.textContent),
                inside: of(".name, .tick, .shape").every((one) => inside(one.getBoundingClientRect())),
                size: Math.min(...of(".name").map((name) => name.getBoundingClientRect().height)),
                tops: of(".name").map((name) => name.getBoundingClientRect().top),
                paint: getComputedStyle(of(".shape")[0]).fill,
                ink: getComputedStyle(of(".name")[0]).fill,
                paper: getComputedStyle(document.body).backgroundColor,
            };
        }"""
    )
    assert seen["names"] == ["flawed", "perfect", "same"]
    assert seen["inside"]
    assert seen["size"] >= 10
    assert len(set(seen["tops"])) == 3
    for key in ("paint", "ink"):
        assert contrast(seen[key], seen["paper"]) >= 4.5


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours as a browser writes them (WCAG 2, relative luminance)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_the_picture_and_all_costs_are_printed(opened: Opened) -> None:
    opened.page.emulate_media(media="print")
    opened.page.set_viewport_size({"width": 700, "height": 1000})
    assert opened.page.locator(".picture").is_visible()
    assert opened.page.locator(".picture .name").all_text_contents() == ["flawed", "perfect", "same"]
    assert opened.page.evaluate("document.querySelector('.both').getBoundingClientRect().right") <= 700
