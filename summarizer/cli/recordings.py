"""The commands on recordings of model servers' answers."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from summarizer.cli.options import CONFIG, RECORDINGS, load, settings_flags
from summarizer.cli.output import SOME_FAILED, emit

if TYPE_CHECKING:
    from summarizer.evaluation.survey import Survey
    from summarizer.recording.store import RecordingStore

__all__ = ["impact", "recordings"]


@click.group(invoke_without_command=True)
@RECORDINGS
@CONFIG
@click.pass_context
def recordings(ctx: click.Context, recordings: Path | None, config: Path | None) -> None:
    """List the recordings of model servers' answers; or check them."""
    if ctx.invoked_subcommand is not None:
        return
    from summarizer.recording.store import RecordingStore
    from summarizer.terminal import columns, say, shown_path

    folder = load(config, {"recordings": recordings}).recordings
    store = RecordingStore(folder)
    rows = [
        (one.article.source, one.section, one.model, one.recorded.isoformat(), str(store.path_of(one))) for one in store
    ]
    emit(columns(("article", "section", "model", "recorded", "file"), rows))
    say(f"{len(rows)} recordings in {shown_path(folder)}")


@recordings.command()
@click.argument("articles", nargs=-1, required=True)
@settings_flags
def check(articles: tuple[str, ...], config: Path | None, **flags: object) -> None:
    """Say which exchanges about ARTICLES have no recording any more, and which recordings nothing asks for.

    For each stale exchange: what changed (template, schema, article, setting or library), and what recording
    it anew will take. Nothing is sent anywhere. Exits with 1 if anything is stale or unused.
    """
    from summarizer.article import read_article
    from summarizer.errors import ArticleError
    from summarizer.evaluation.survey import survey_recordings
    from summarizer.inputs.walk import find_sources
    from summarizer.recording.store import RecordingStore
    from summarizer.terminal import say

    settings = load(config, {**flags, "llm": "replay"})
    read = []
    for source in find_sources(articles):
        if isinstance(source, ArticleError):
            raise source
        read.append(read_article(source, limit_bytes=settings.max_bytes))
    found = survey_recordings(settings, read)
    _show(found, RecordingStore(settings.recordings))
    if found.stale or found.unused:
        sys.exit(SOME_FAILED)
    say(f"{found.used} recordings in use, none stale, none unused")


def _show(found: Survey, store: RecordingStore) -> None:
    from summarizer.terminal import columns, say

    if found.stale:
        emit(columns(("stale: article", "section", "of", "in", "out", "seconds", "changed"), list(found.stale_rows())))
        say(f"to record anew: {found.cost()}")
    if found.unused:
        rows = [(one.article.source, one.section, str(store.path_of(one))) for one in found.unused]
        emit(columns(("asked for no more: article", "section", "file"), rows))


@click.command(short_help="Say what a change touches.")
@click.argument("evals", type=click.Path(path_type=Path), default="evals")
def impact(evals: Path) -> None:
    """Say what a change to a template, a schema, a rule or a setting touches in EVALS, an eval set's folder.

    While exchanges have no recording: which, of which articles, and what recording them anew will take. Once all
    are recorded: how each section's and each field's score moved against the baseline.
    """
    from summarizer.evaluation.evalset import EvalSet
    from summarizer.evaluation.moves import moved_rows
    from summarizer.evaluation.survey import survey_recordings
    from summarizer.recording.store import RecordingStore
    from summarizer.terminal import columns, say

    evalset = EvalSet(evals)
    found = survey_recordings(evalset.settings(), evalset.articles)
    _show(found, RecordingStore(evalset.recordings))
    if found.stale:
        say("how scores move can be said once these are recorded: --llm record while the model's server is up")
        sys.exit(SOME_FAILED)
    if not evalset.baseline.exists():
        say("there is no baseline to compare scores with: pytest --bless writes one")
        return
    rows = list(moved_rows(evalset))
    if rows:
        emit(columns(("run", "measure", "baseline", "now", "articles up", "articles down"), rows))
    say(f"{len(rows)} scores moved against the baseline")
