"""An eval set: a folder with articles, their gold, recordings of a model's answers, and the baseline."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from summarizer.api import summarize_all
from summarizer.article import Article
from summarizer.errors import SettingsError, SummarizerError
from summarizer.evaluation.runs import Run, read_gold_set, score_run
from summarizer.gold.files import find_gold
from summarizer.settings import EXTRACTIVE, load_settings
from summarizer.terminal import shown_path

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from summarizer.scoring.case import Labelled
    from summarizer.settings import Settings

__all__ = ["AFTER_REPAIR", "FIRST_ANSWER", "RULES_ALONE", "EvalSet", "Made"]

FIRST_ANSWER = "first answer"
"""A run without asking again: what the prompts alone bring."""
AFTER_REPAIR = "after repair"
"""A run as users have it, each faulty item asked about once more."""
RULES_ALONE = "rules alone"
"""A run without any model, which no recording can make stale: a rule that got worse shows in it."""


@dataclass(frozen=True, slots=True)
class Made:
    """A run that was made here.

    Attributes:
        run: the briefs and their scores; None where no article at all came to a brief.
        failures: why an article has no brief, by the gold's name.
    """

    run: Run | None
    failures: Mapping[str, SummarizerError] = field(default_factory=dict)


@dataclass(frozen=True)
class EvalSet:
    """A folder to evaluate by.

    Attributes:
        root: the folder. In it: `articles/<name>.txt`, `gold/<name>.yaml`, `recordings/`, `summarizer.toml`
            (the settings that the recordings were made with) and `baseline.json`.
    """

    root: Path

    @property
    def baseline(self) -> Path:
        """Where the baseline is kept."""
        return self.root / "baseline.json"

    @property
    def recordings(self) -> Path:
        """Where the recordings are kept."""
        return self.root / "recordings"

    @cached_property
    def gold(self) -> Mapping[str, Labelled]:
        """All gold, by the SHA-256 of its article."""
        return read_gold_set(self.root / "gold", self.root / "articles")

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the articles that there is gold for.

        Raises:
            GoldError: there is no gold.
        """
        return tuple(path.stem for path in find_gold(self.root / "gold"))

    def how_to_record(self) -> tuple[str, ...]:
        """The commands that say what is stale, and record it, as lines to show."""
        root = shown_path(self.root)
        flags = f"--config {root}/summarizer.toml --recordings {root}/recordings --llm record --base-url URL --out OUT"
        return (
            f"what is stale, and what recording it takes: summarizer impact {root}",
            f"to record it, while the model's server is up: summarizer batch '{root}/articles/*.txt' {flags}",
            "and the same once more with --reasks 0, for first answers",
        )

    @cached_property
    def articles(self) -> tuple[Article, ...]:
        """The articles that there is gold for, in the order of their names."""
        labelled = sorted(self.gold.values(), key=lambda one: one.gold.article)
        return tuple(Article(source=f"{one.gold.article}.txt", text=one.text, encoding="utf-8") for one in labelled)

    def settings(self, **changes: object) -> Settings:
        """The settings of the set's own `summarizer.toml`, replaying its recordings unless changed.

        A replay takes nothing from the environment, so that it is the same on every machine.

        Raises:
            SettingsError: one cannot be used.
        """
        config = self.root / "summarizer.toml"
        given = {"llm": "replay", "recordings": self.recordings, **changes}
        if given.get("model") is None and not config.is_file():
            raise SettingsError(f'{shown_path(config)} is not there: say in it which model, or model = "extractive"')
        environ: dict[str, str] | None = {} if given["llm"] == "replay" else None
        return load_settings(given, config=config if config.is_file() else None, environ=environ)

    def replays(self) -> dict[str, Made]:
        """The runs that the baseline is of: after repair, as a first answer, and by rules alone.

        Raises:
            SettingsError: one of the set's settings cannot be used.
            GoldError: gold cannot be read.
        """
        settings = self.settings()
        if settings.model == EXTRACTIVE:
            return {RULES_ALONE: self.make(RULES_ALONE, settings)}
        return {
            AFTER_REPAIR: self.make(AFTER_REPAIR, settings),
            FIRST_ANSWER: self.make(FIRST_ANSWER, self.settings(reasks=0)),
            RULES_ALONE: self.make(RULES_ALONE, self.settings(model=EXTRACTIVE)),
        }

    def make(self, name: str, settings: Settings, samples: int = 1) -> Made:
        """Make briefs of all articles and score them.

        Args:
            name: what to call the run.
            settings: how to make them.
            samples: how often each article is briefed; each time with a seed of its own where there is one.

        Raises:
            SettingsError: no article can be briefed with such settings.
            GoldError: gold cannot be read.
        """
        names = [self.gold[article.id].gold.article for article in self.articles]
        briefs = []
        failures: dict[str, SummarizerError] = {}
        for number in range(samples):
            seeded = settings.model_copy(update={"seed": (settings.seed or 0) + number}) if samples > 1 else settings
            for article, brief in zip(names, summarize_all(self.articles, seeded), strict=True):
                if isinstance(brief, SummarizerError):
                    failures[article] = brief
                else:
                    briefs.append(brief)
        return Made(score_run(name, briefs, self.gold) if briefs else None, failures)
