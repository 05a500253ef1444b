"""The library as its users have it."""

from __future__ import annotations

import asyncio
import os
import re
from importlib import import_module
from pathlib import Path

import pytest

import summarizer
from summarizer import (
    Article,
    Brief,
    EvalSet,
    Labelled,
    Settings,
    Span,
    Summarizer,
    SummarizerError,
    asummarize,
    load_settings,
    read_gold,
    score_brief,
    summarize,
    summarize_all,
)
from summarizer.article import article_from_text
from summarizer.errors import (
    ArticleError,
    ArticleTooLargeError,
    EmptyArticleError,
    MissingArticleError,
    NoModelError,
    SettingsError,
)
from tests.briefs import Answering, spans_are_exact
from tests.servers import serving

ROOT = Path(__file__).parents[1]
TEXT = """Bridge to be rebuilt by May

“We will rebuild the bridge,” mayor Ana Torres told reporters. Some 40 houses were destroyed, she said.
"""


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith(("SUMMARIZER_", "OPENAI_")):
            monkeypatch.delenv(name)


def told(brief: Brief) -> str:
    """What a brief says, without how and when it was made."""
    return brief.model_dump_json(exclude={"provenance"})


def test_a_text_is_summarized_where_no_event_loop_runs() -> None:
    brief = summarize(TEXT, model="extractive")
    assert isinstance(brief, Brief)
    assert brief.article.source == "text"
    assert spans_are_exact(brief.model_dump_json(), TEXT)


async def test_a_text_is_summarized_inside_a_running_event_loop() -> None:
    assert told(summarize(TEXT, model="extractive")) == told(await asummarize(TEXT, model="extractive"))


async def test_an_error_inside_a_running_event_loop_is_the_same() -> None:
    with pytest.raises(EmptyArticleError):
        summarize(" ", model="extractive")


def test_a_path_is_read_and_named() -> None:
    path = Path("bridge.txt")
    path.write_text(TEXT, encoding="utf-8")
    brief = summarize(path, model="extractive")
    assert brief.article.source == "bridge.txt"
    assert brief.article.id == summarize(TEXT, model="extractive").article.id


def test_an_article_read_before_is_taken_as_it_is() -> None:
    article = article_from_text(TEXT, "my own name")
    assert summarize(article, model="extractive").article.source == "my own name"


def test_a_string_that_names_a_file_is_refused_with_what_to_do() -> None:
    Path("bridge.txt").write_text(TEXT, encoding="utf-8")
    with pytest.raises(ArticleError, match=r"bridge\.txt: a str is taken .* for a file give pathlib\.Path"):
        summarize("bridge.txt", model="extractive")


@pytest.mark.parametrize("text", ["bridge.txt", "x" * 5000, "half\0way.txt"])
def test_one_word_that_names_no_file_is_a_text(text: str) -> None:
    try:
        brief = summarize(text, model="extractive", keep_chrome=True)
    except EmptyArticleError:
        return
    assert brief.article.characters == len(text)


@pytest.mark.parametrize("text", ["", " \n"])
def test_no_text_is_an_empty_article(text: str) -> None:
    with pytest.raises(EmptyArticleError, match="text: the article is empty"):
        summarize(text, model="extractive")


def test_a_missing_or_large_file_is_an_error() -> None:
    with pytest.raises(MissingArticleError):
        summarize(Path("gone.txt"), model="extractive")
    Path("large.txt").write_text(TEXT, encoding="utf-8")
    with pytest.raises(ArticleTooLargeError):
        summarize(Path("large.txt"), model="extractive", max_bytes=10)


def test_several_articles_come_back_in_their_order_with_errors_in_place() -> None:
    path = Path("bridge.txt")
    path.write_text(TEXT.replace("40", "50"), encoding="utf-8")
    articles: list[str | Path | Article] = [
        TEXT,
        Path("gone.txt"),
        path,
        "",
        article_from_text(TEXT.replace("40", "60")),
    ]
    results = summarize_all(articles, model="extractive", concurrency=2)
    figures = [one.figures[0].text.text if isinstance(one, Brief) else type(one).__name__ for one in results]
    assert figures == ["Some 40", "MissingArticleError", "Some 50", "EmptyArticleError", "Some 60"]
    assert summarize_all([], model="extractive") == []


async def test_several_articles_are_summarized_inside_a_running_event_loop() -> None:
    with serving(Answering()) as server:
        texts = [TEXT, "", TEXT.replace("40", "50"), TEXT.replace("40", "60")]
        results = summarize_all(texts, model="m", base_url=server.url, profile="hosted", concurrency=3)
    assert [isinstance(one, Brief) for one in results] == [True, False, True, True]
    assert [one.figures[0].minimum for one in results if isinstance(one, Brief)] == [40, 50, 60]


def test_settings_that_no_article_can_be_done_with_are_raised() -> None:
    with pytest.raises(NoModelError):
        summarize_all([TEXT])
    with pytest.raises(SettingsError, match="no section"):
        summarize(TEXT, model="extractive", sections=("weather",))
    with pytest.raises(SettingsError, match="did you mean model"):
        summarize(TEXT, modell="extractive")


def test_settings_go_in_as_a_record_and_single_ones_win(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(model="extractive", sections=("figures",))
    assert summarize(TEXT, settings).summary == ()
    assert summarize(TEXT, settings).figures
    both = summarize(TEXT, settings, sections=("summary",))
    assert both.summary
    assert both.figures == ()
    monkeypatch.setenv("SUMMARIZER_MODEL", "extractive")
    assert summarize(TEXT).provenance.model == "extractive"
    assert load_settings().model == "extractive"


def test_a_summarizer_makes_one_brief_after_the_other() -> None:
    async def both() -> tuple[str, str]:
        async with Summarizer(Settings(model="extractive")) as maker:
            first = await maker.brief(article_from_text(TEXT))
            second = await maker.brief(article_from_text(TEXT))
        return told(first), told(second)

    first, second = asyncio.run(both())
    assert first == second


def test_a_brief_says_briefly_what_it_is() -> None:
    brief = summarize(TEXT, model="extractive")
    expected = (
        f"<Brief of 'Bridge to be rebuilt by May': {len(brief.statements)} statements, "
        f"{len(brief.events)} events, 1 figures, {len(brief.warnings)} warnings>"
    )
    assert repr(brief) == str(brief) == expected
    untitled = brief.model_copy(update={"article": brief.article.model_copy(update={"title": None})})
    assert repr(untitled).startswith("<Brief of 'text': ")


def test_a_brief_shows_itself_in_a_notebook_with_its_article_as_text() -> None:
    html = summarize(TEXT.replace("houses", "<b>houses</b>"), model="extractive")._repr_html_()
    assert "<h1>Bridge to be rebuilt by May</h1>" in html
    assert "<b>" not in html


@pytest.mark.parametrize("name", summarizer.__all__)
def test_every_public_name_is_there_and_at_home_in_one_module(name: str) -> None:
    value = getattr(summarizer, name)
    assert value.__module__.startswith("summarizer.")
    assert getattr(import_module(value.__module__), name) is value


def test_the_public_names_are_these_and_no_others() -> None:
    types: list[type] = [Article, Brief, EvalSet, Labelled, Settings, Span, Summarizer, SummarizerError]
    functions = (asummarize, load_settings, read_gold, score_brief, summarize, summarize_all)
    names = [one.__name__ for one in types] + [one.__name__ for one in functions]
    assert summarizer.__all__ == sorted(names)
    assert dir(summarizer) == summarizer.__all__
    with pytest.raises(AttributeError, match="module 'summarizer' has no attribute 'summarise'"):
        summarizer.summarise  # noqa: B018 -- looking it up is the test


def test_the_example_in_the_readme_runs(capsys: pytest.CaptureFixture[str]) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    example, _ = re.findall(r"^```python\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)
    exec(compile(example, "README.md", "exec"), {"__name__": "__main__"})
    assert capsys.readouterr().out.startswith("# Bridge to be rebuilt by May\n")
