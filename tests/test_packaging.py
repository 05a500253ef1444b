"""What is built is what is needed, and works away from the checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

from summarizer.prompt import digest

ROOT = Path(__file__).parents[1]
NEEDED = ("pyproject.toml", "README.md", "LICENSE", "prompts", "schemas", "summarizer")
TEXT = """Bridge to be rebuilt by May

“We will rebuild the bridge,” mayor Ana Torres told reporters. Some 40 houses were destroyed, she said.
"""
USERS_CODE = """
import asyncio
from collections.abc import Sequence
from pathlib import Path

from summarizer import (
    Article, Brief, Settings, Span, Summarizer, SummarizerError, asummarize, load_settings, summarize, summarize_all,
)


def quotes(brief: Brief) -> list[Span]:
    return [quote for statement in brief.statements for quote in statement.quotes]


def briefs(paths: Sequence[Path]) -> list[Brief]:
    return [one for one in summarize_all(paths, model="extractive") if not isinstance(one, SummarizerError)]


async def one(text: str) -> Brief:
    async with Summarizer(load_settings({"model": "extractive"})) as maker:
        return await maker.brief(Article(source="mine", text=text, encoding="utf-8"))


def main(text: str) -> str:
    brief = summarize(text, Settings(model="extractive"), keep_chrome=True)
    loaded: Brief = Brief.model_validate_json(brief.model_dump_json())
    start: int = quotes(loaded)[0].start
    asyncio.run(asummarize(Path("x.txt")))
    return loaded.to_markdown() + str(start)
"""

RENDER = """
from importlib.resources import files
from pathlib import Path

import summarizer
from summarizer.prompt import Asked, Prompt, digest, render

print(Path(summarizer.__file__).parent.parent)
print(digest("news"))
asked = (Asked("Q1", "“Yes”"),)
prompt = Prompt("news", "speakers", before="", text="[Q1]“Yes”, he said.", items=asked, keyed=False, example_first=True)
print(render(prompt)[-1].content.startswith("Text:"))
"""


@dataclass(frozen=True)
class Built:
    """What was built, and a user's environment in which nothing of this project is but the wheel."""

    wheel: Path
    sdist: Path
    project: Path
    python: Path
    installed: Path

    def run(self, *arguments: str) -> str:
        """What the user's Python prints."""
        done = subprocess.run(
            [self.python, *arguments],
            cwd=self.project,
            env={"PATH": os.environ["PATH"]},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


def run(*command: str) -> None:
    done = subprocess.run([sys.executable, "-m", *command], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def _is_new_enough(package: str, major: int) -> bool:
    try:
        return int(version(package).partition(".")[0]) >= major
    except PackageNotFoundError:
        return False


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("packaging")
    source = folder / "source"
    source.mkdir()
    # A copy, with its links as links: building leaves its own files beside the sources.
    for name in NEEDED:
        if (ROOT / name).is_dir():
            leave_out = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, source / name, symlinks=True, ignore=leave_out)
        else:
            shutil.copy(ROOT / name, source / name)
    isolation = ["--no-isolation"] if _is_new_enough("setuptools", 77) else []
    # With neither --wheel nor --sdist the wheel is built from the sdist: both are shown to be whole.
    run("build", *isolation, "--outdir", str(folder / "dist"), str(source))
    (wheel,) = (folder / "dist").glob("*.whl")
    (sdist,) = (folder / "dist").glob("*.tar.gz")
    project = folder / "project"
    project.mkdir()
    run("venv", "--without-pip", str(folder / "users"))
    installed = Path(sysconfig.get_path("purelib", "venv", {"base": str(folder / "users")}))
    pip = ("pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--no-index")
    run(*pip, "--target", str(installed), str(wheel))
    # The other packages are those at hand. A path in a .pth file is only looked into: this project's own
    # editable install, which hooks into imports, stays out.
    (installed / "at_hand.pth").write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    return Built(wheel, sdist, project, folder / "users" / "bin" / "python", installed)


def names_in(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_every_template_schema_and_module(built: Built) -> None:
    wanted = {f"summarizer/{path.relative_to(ROOT)}" for path in (ROOT / "prompts").rglob("*.j2")}
    wanted |= {f"summarizer/{path.relative_to(ROOT)}" for path in (ROOT / "schemas").glob("*.py")}
    wanted |= {str(path.relative_to(ROOT)) for path in (ROOT / "summarizer").rglob("*.py")}
    held = names_in(built.wheel)
    assert wanted - held == set()
    assert "summarizer/prompts/news/speakers.j2" in held
    assert {"summarizer/py.typed", "summarizer/report/page.css", "summarizer/report/page.js"} <= held


def test_the_wheel_puts_nothing_else_into_site_packages(built: Built) -> None:
    tops = {name.partition("/")[0] for name in names_in(built.wheel)}
    (info,) = tops - {"summarizer"}
    assert info.endswith(".dist-info")
    assert not [name for name in names_in(built.wheel) if "test" in name.casefold().replace("pytest_plugin", "")]


def test_the_sdist_holds_what_a_wheel_is_built_from(built: Built) -> None:
    with tarfile.open(built.sdist) as archive:
        held = {name.partition("/")[2] for name in archive.getnames()}
    assert {"pyproject.toml", "README.md", "LICENSE"} <= held
    assert any(name.endswith("prompts/news/speakers.j2") for name in held)
    assert any(name.endswith("schemas/news.py") for name in held)


def test_an_installed_package_renders_the_same_prompts(built: Built) -> None:
    assert built.run("-c", RENDER).splitlines() == [str(built.installed), digest("news"), "True"]


def test_an_installed_package_makes_a_brief(built: Built) -> None:
    (built.project / "bridge.txt").write_text(TEXT, encoding="utf-8")
    printed = built.run("-m", "summarizer", "brief", "bridge.txt", "--model", "extractive")
    assert printed.startswith("# Bridge to be rebuilt by May\n")
    assert "Ana Torres" in printed
    assert built.run("-m", "summarizer", "--version").startswith("summarizer 0.")


def test_types_check_in_a_users_project(built: Built) -> None:
    (built.project / "users.py").write_text(USERS_CODE, encoding="utf-8")
    wrong = "from summarizer import summarize\n\nx: int = summarize(3)\n"
    (built.project / "wrong.py").write_text(wrong, encoding="utf-8")
    checker = (sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "--cache-dir", ".mypy_cache")
    done = subprocess.run(
        [*checker, "--python-executable", built.python, "users.py", "wrong.py"],
        cwd=built.project,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )
    places = [line.partition(": error: ")[0] for line in done.stdout.splitlines()]
    assert places == ["wrong.py:3", "wrong.py:3"], done.stdout + done.stderr
    assert 'expected "str | Path | Article"' in done.stdout
    assert 'expression has type "Brief", variable has type "int"' in done.stdout


def test_what_decides_on_a_change_is_the_readmes_second_command() -> None:
    decides = ROOT / ".ci" / "run"
    assert os.access(decides, os.X_OK)
    assert decides.read_text(encoding="utf-8").splitlines()[-1] == "make test"
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "\ntest: lint types layers tests evals\n" in makefile
    assert "    make test\n" in (ROOT / "README.md").read_text(encoding="utf-8")
