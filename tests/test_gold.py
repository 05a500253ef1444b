from __future__ import annotations

import hashlib
import json
import re
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from ruamel.yaml import YAML

from summarizer.cli import cli
from summarizer.errors import GoldError, OutputError
from summarizer.gold.as_brief import brief_of
from summarizer.gold.check import find_problems
from summarizer.gold.facts import has_stem, holds_stems
from summarizer.gold.files import (
    SCHEMA_FILE,
    find_gold,
    gold_schema,
    read_article_of,
    read_gold,
    schema_problem,
    write_schema,
)
from summarizer.gold.labels import (
    AnyOf,
    GoldArticle,
    GoldChrome,
    GoldDecision,
    GoldFact,
    GoldStatement,
    Place,
    Ruling,
    choices,
)
from summarizer.gold.places import find_chrome, find_words, occurrences, words_of
from summarizer.scoring.case import Labelled
from summarizer.scoring.score import score_brief
from summarizer.scoring.verdicts import Outcome
from tests.golds import whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from click.testing import Result

ROOT = Path(__file__).parents[1]
OUR_GOLD, OUR_ARTICLES = ROOT / "evals" / "gold", ROOT / "evals" / "articles"

TEXT = """\
Menu
Kim Ono said on Monday that ten ships sank. Kim Ono is the envoy.
“It is false,” said Al Roe on Tuesday. Some 30 ships sailed.
The Sea Act holds. See more and
more of the same.
"""
GOLD = f"""\
article: ships
sha256: {hashlib.sha256(TEXT.encode()).hexdigest()}
labelled_by: [A]
about: {{title: null, authors: []}}
chrome:
- {{text: Menu, reason: menu}}
- {{start: See more, end: the same., reason: related}}
entities:
- {{id: ono, name: Kim Ono, kind: person, role: envoy}}
- {{id: roe, name: Al Roe, kind: person, aliases: [Roe]}}
dates:
- {{id: monday, text: Monday}}
- {{id: tuesday, text: Tuesday, start: 2024-01-02, end: 2024-01-02, precision: day}}
statements:
- id: sank
  speaker: ono
  cue: {{text: said, within: said on}}
  date: monday
  evidence: [Kim Ono said on Monday that ten ships sank.]
- id: false_it_is
  speaker: {{any_of: [roe, null]}}
  quotes: [It is false]
  date: tuesday
  evidence: ["“It is false,” said Al Roe on Tuesday."]
events:
- {{id: sailing, description: Some 30 ships sailed., participants: [ono], evidence: [Some 30 ships sailed.]}}
figures:
- {{text: Some 30, minimum: 30, maximum: 30, qualifier: about, unit: ships}}
references:
- {{name: Sea Act, evidence: [The Sea Act holds.]}}
disputes:
- {{proposition: Ships sank., asserted_by: [sank], denied_by: [false_it_is]}}
summary:
  facts:
  - {{fact: Ships sank., words: [ship, sank], evidence: [Kim Ono said on Monday that ten ships sank.]}}
  forbidden:
  - {{words: [menu], why: the menu}}
"""


def read(text: str) -> GoldArticle:
    return GoldArticle.model_validate(YAML(typ="safe", pure=True).load(text))


def problems(*changes: tuple[str, str]) -> list[str]:
    text = GOLD
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return find_problems(read(text), TEXT)


def test_good_gold_has_no_problems() -> None:
    assert problems() == []


def test_labels_of_another_text_are_told_before_all_else() -> None:
    assert find_problems(read(GOLD), f"{TEXT}\n") == ["sha256: the labels are of another text"]


PROBLEMS = [
    (
        "quotes: [It is false]",
        "quotes: [It was false]",
        "statements/false_it_is.quotes: not in the article: 'It was false'",
    ),
    (
        "evidence: [Some 30 ships sailed.]",
        "evidence: [Some 30 ships sailed by.]",
        "events/sailing.evidence: not in the article: 'Some 30 ships sailed by.'; it is up to 'Some 30 ships sailed'",
    ),
    ("text: Some 30", "text: About 30", "figures/1.text: not in the article: 'About 30'"),
    ("text: Menu", "text: Menus", "chrome/1.text: not in the article: 'Menus'; it is up to 'Menu'"),
    ("evidence: [The Sea", "evidence: [A Sea", "references/1.evidence: not in the article: 'A Sea Act holds.'"),
    ("within: said on", "within: said", "statements/sank.cue: `within` stands 2 times in the article: 'said'"),
    ("within: said on", "within: said by", "statements/sank.cue: `within` stands 0 times in the article: 'said by'"),
    (
        "{text: said, within: said on}",
        "{text: said, within: Some 30}",
        "statements/sank.cue: `within` holds 'said' 0 times",
    ),
    (
        "{text: said, within: said on}",
        "{any_of: [null, said, spoke]}",
        "statements/sank.cue: not in the article: 'spoke'",
    ),
    ("title: null", "title: Ships", "about.title: not in the article: 'Ships'"),
    (
        "authors: []",
        "publisher: {any_of: [Menu, Sea]}, authors: [Al Re]",
        "about.authors: not in the article: 'Al Re'",
    ),
    ("title: null", "title: null, publisher: {any_of: [Menu, Sun]}", "about.publisher: not in the article: 'Sun'"),
    (
        "name: Kim Ono",
        "name: {any_of: [Kim Ono, Kim]}, aliases: [Mr. Ono]",
        "entities/ono: not in the article: 'Mr. Ono'",
    ),
    ("aliases: [Roe]", "forbidden_aliases: [Ray]", "entities/roe: not in the article: 'Ray'"),
    ("speaker: ono", "speaker: onno", "statements/sank.speaker: there is no 'onno'"),
    ("[roe, null]", "[null, row]", "statements/false_it_is.speaker: there is no 'row'"),
    ("date: monday", "date: ono", "statements/sank.date: there is no 'ono'"),
    ("participants: [ono]", "optional_participants: [one]", "events/sailing.optional_participants: there is no 'one'"),
    ("unit: ships", "according_to: monday", "figures/1.according_to: there is no 'monday'"),
    ("unit: ships", "as_of: sunday", "figures/1.as_of: there is no 'sunday'"),
    ("denied_by: [false_it_is]", "denied_by: [sailing]", "disputes/1.denied_by: there is no 'sailing'"),
    ("{id: roe,", "{id: ono,", "ono: 2 items have this id"),
    ("id: sailing", "id: sailing, optional: true, forbidden: true", "events/sailing: both optional and forbidden"),
    ("text: Tuesday", "text: Monday", "dates/tuesday: stands where 'monday' does; say `within`"),
    (
        "figures:",
        "figures:\n- {text: '30'}\n- {text: '30', optional: true}",
        "figures/30: stands where '30' does; say `within`",
    ),
    (
        "aliases: [Roe]",
        "aliases: [Roe, Kim Ono]",
        "entities: 'Kim Ono' is a form of 2 entities; keep it with one, or make it optional",
    ),
    ("aliases: [Roe]", "aliases: [Roe], forbidden_aliases: [Roe]", "entities/roe: 'Roe' is both right and forbidden"),
    ("end: 2024-01-02", "end: 2024-01-01", "dates/tuesday: start and end do not go together"),
    ("end: 2024-01-02, ", "", "dates/tuesday: start and end do not go together"),
    ("text: Menu, ", "", "chrome/1: give either `text`, or `start` and `end`"),
    ("text: Menu, ", "text: Menu, start: Menu, end: Kim, ", "chrome/1: give either `text`, or `start` and `end`"),
    ("end: the same., ", "", "chrome/2: give either `text`, or `start` and `end`"),
    ("end: the same.", "end: the other.", "chrome/2: no stretch from 'See more' to 'the other.'"),
    (
        "words: [ship, sank]",
        "words: [ship, {any_of: [float, swim]}]",
        "summary.facts/1: none of its evidence holds all its stems, so quoting it would not do",
    ),
]


@pytest.mark.parametrize(("old", "new", "problem"), PROBLEMS, ids=[one[2][:50] for one in PROBLEMS])
def test_each_kind_of_problem_is_told_and_nothing_beside_it(old: str, new: str, problem: str) -> None:
    found = problems((old, new))
    assert problem in found
    assert len(found) == (2 if "items have this id" in problem else 1)


def test_long_words_are_cut_in_messages() -> None:
    (found,) = problems(("quotes: [It is false]", f"quotes: [{'It was ' * 30}]"))
    assert len(found) < 150
    assert found.endswith("…")


def test_what_is_forbidden_may_stand_where_a_right_label_does() -> None:
    assert problems(("figures:", "figures:\n- {text: Some 30, forbidden: true, why: x}")) == []
    assert problems(("entities:", "entities:\n- {id: x, name: Kim Ono, kind: place, forbidden: true}")) == []


# -- labels


def test_one_value_or_several_are_choices() -> None:
    assert choices("a") == ("a",)
    assert choices(None) == (None,)
    several: str | AnyOf[str] = AnyOf[str](any_of=("a", "b"))
    assert choices(several) == ("a", "b")


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("kind: person, role", "kind: {any_of: [person, animal]}, role", "kind"),
        ("kind: person, role", "kind: {any_of: [person]}, role", "kind"),
        ("minimum: 30", "minimum: {any_of: [30, many]}", "minimum"),
        ("start: 2024-01-02", "start: {any_of: [2024-01-02, soon]}", "start"),
        ("id: sank", "id: Sank", "id"),
        ("id: sank", "id: sank\n  stanza: x", "stanza"),
        ("within: said on", "within: ''", "within"),
        ("labelled_by: [A]", "labelled_by: []", "labelled_by"),
        ("article: ships", "article: ships\ndecided: [{section: x, item: x, verdict: none, who: x}]", "verdict"),
        ("article: ships", "article: ships\ndecided: [{section: x, item: '', verdict: gold, who: x}]", "item"),
    ],
)
def test_values_are_validated_also_inside_of_any_of(old: str, new: str, where: str) -> None:
    assert old in GOLD
    with pytest.raises(ValidationError) as caught:
        read(GOLD.replace(old, new))
    assert any(where in map(str, problem["loc"]) for problem in caught.value.errors())


def test_nothing_is_decided_until_somebody_decides_it() -> None:
    assert read(GOLD).decided == ()
    entry = "{section: dates, item: monday, field: days, verdict: both, who: Eva, why: it could be}"
    assert read(f"{GOLD}decided:\n- {entry}\n").decided == (
        GoldDecision(section="dates", item="monday", field="days", verdict=Ruling.BOTH, who="Eva", why="it could be"),
    )


# -- places


def test_plain_words_mean_each_place_where_they_stand() -> None:
    assert [TEXT[start:end] for start, end in find_words(TEXT, "ships")] == ["ships", "ships"]
    assert find_words(TEXT, "boats") == ()


def test_words_within_others_mean_the_one_place() -> None:
    place = Place(text="ships", within="30 ships")
    start = TEXT.index("30 ships") + 3
    assert find_words(TEXT, place) == ((start, start + 5),)
    assert find_words(TEXT, Place(text="boats", within="30 ships")) == ()
    assert words_of(place) == words_of("ships") == "ships"


def test_chrome_is_words_or_all_from_the_first_to_the_last() -> None:
    labels = [
        GoldChrome(text="Menu"),
        GoldChrome(start="See more", end="more"),
        GoldChrome(start="No such", end="more"),
        GoldChrome(start="See more", end="no such"),
        GoldChrome(),
    ]
    assert [TEXT[start:end] for start, end in find_chrome(TEXT, labels)] == ["Menu", "See more and\nmore"]


@given(st.text(alphabet="ab", max_size=60), st.text(alphabet="ab", min_size=1, max_size=4))
@settings(max_examples=100, deadline=None)
def test_occurrences_are_the_words_and_do_not_overlap(text: str, words: str) -> None:
    found = occurrences(text, words)
    assert all(text[start:end] == words for start, end in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))
    assert len(found) == text.count(words)


# -- facts


@pytest.mark.parametrize(
    ("text", "stem", "has"),
    [
        ("Ten ships sank.", "ship", True),
        ("The flagship sank.", "ship", False),
        ("“Ships” sank.", "SHIP", True),
        ("the U.N. met", "u.n.", True),
        ("Straße", "STRASS", True),
        ("some 10,000 men", "10,000", True),
        ("some 110,000 men", "10,000", False),
    ],
)
def test_a_stem_begins_a_word(text: str, stem: str, has: bool) -> None:
    assert has_stem(text, stem) is has


def test_a_fact_is_told_by_all_its_stems_or_one_of_several() -> None:
    fact = GoldFact(fact="x", words=("ship", AnyOf[str](any_of=("sank", "lost"))), evidence=("x",))
    assert holds_stems("The ships are lost.", fact)
    assert holds_stems("Sank did the ships.", fact)
    assert not holds_stems("They are lost.", fact)
    assert not holds_stems("The ships sail.", fact)


# -- files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("gold", "articles"):
        (tmp_path / name).mkdir()
    (tmp_path / "gold" / "ships.yaml").write_text(GOLD)
    (tmp_path / "articles" / "ships.txt").write_text(TEXT)
    write_schema(tmp_path / "gold")
    return tmp_path


def test_gold_is_found_in_its_folder_alone_by_name(folder: Path) -> None:
    (folder / "gold" / "below").mkdir()
    (folder / "gold" / "below" / "c.yaml").touch()
    (folder / "gold" / "a.yaml").touch()
    assert [path.name for path in find_gold(folder / "gold")] == ["a.yaml", "ships.yaml"]
    with pytest.raises(GoldError, match=r"no gold \(\*\.yaml\) in .*articles"):
        find_gold(folder / "articles")


def test_gold_is_read_as_it_is_written_also_with_other_line_ends_and_a_mark_of_byte_order(folder: Path) -> None:
    path = folder / "gold" / "ships.yaml"
    plain = read_gold(path)
    path.write_bytes(b"\xef\xbb\xbf" + GOLD.replace("\n", "\r\n").encode())
    assert read_gold(path) == plain == read(GOLD)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\xff", r"bad\.yaml: cannot be read: .*utf-8"),
        (b"a: 1\nb: [1,\nc: 2", r"bad\.yaml, line \d: "),
        (b"a: 1\na: 2\n", r"bad\.yaml, line 2: found duplicate key"),
        (b"a: \x07", r"bad\.yaml: not YAML: unacceptable character"),
        (b"a: !!python/name:os.system x", r"bad\.yaml, line 1: could not determine a constructor"),
        (b"", r"bad\.yaml: file: "),
        (b"- 1", r"bad\.yaml: file: "),
        (b"article: x", r"bad\.yaml: sha256: is not there; .*\n(.*\n)*.*bad\.yaml: summary: is not there"),
        (GOLD.replace("id: sank", "id: '1'").encode(), r"bad\.yaml: statements/1/id: String should match"),
    ],
)
def test_a_file_that_is_no_gold_is_told_with_its_place(folder: Path, content: bytes, message: str) -> None:
    path = folder / "bad.yaml"
    path.write_bytes(content)
    with pytest.raises(GoldError, match=message):
        read_gold(path)


def test_a_file_that_is_not_there_is_told(folder: Path) -> None:
    with pytest.raises(GoldError, match=r"no\.yaml: cannot be read"):
        read_gold(folder / "no.yaml")
    (folder / "articles" / "ships.txt").unlink()
    with pytest.raises(GoldError, match=r"ships: its article .*ships\.txt cannot be read"):
        read_article_of(read(GOLD), folder / "articles")


def test_an_article_is_read_with_its_line_ends(folder: Path) -> None:
    (folder / "articles" / "ships.txt").write_bytes(b"a\r\nb\r")
    assert read_article_of(read(GOLD), folder / "articles") == "a\r\nb\r"


def test_the_schema_names_every_field_and_says_what_it_is() -> None:
    schema = json.loads(gold_schema())
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert {*schema["properties"]} == {*GoldArticle.model_fields}
    assert {*schema["$defs"]["GoldStatement"]["properties"]} == {*GoldStatement.model_fields}
    assert "decided" not in schema["required"]


def test_a_schema_that_is_missing_or_out_of_date_is_a_problem(folder: Path) -> None:
    gold = folder / "gold"
    assert schema_problem(gold) is None
    (gold / SCHEMA_FILE).write_text("{}")
    assert "out of date" in str(schema_problem(gold))
    (gold / SCHEMA_FILE).unlink()
    assert "not there" in str(schema_problem(gold))
    with pytest.raises(OutputError, match=r"no/schema\.json cannot be written"):
        write_schema(folder / "no")


# -- commands


def run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["gold", *arguments, "--articles", str(folder / "articles")], catch_exceptions=False)


def test_the_check_command_passes_good_gold(folder: Path) -> None:
    result = run(folder, "check", "--gold", str(folder / "gold"))
    assert (result.exit_code, result.stdout) == (0, "")
    assert "1 gold files: nothing wrong" in result.stderr


def test_the_check_command_lists_what_is_wrong_and_fails(folder: Path) -> None:
    gold = folder / "gold"
    (gold / "ships.yaml").write_text(GOLD.replace("speaker: ono", "speaker: onno").replace("Some 30,", "About 30,"))
    (gold / "bad.yaml").write_text("a: [\n\x1b[31m")
    (gold / SCHEMA_FILE).unlink()
    result = run(folder, "check", "--gold", str(gold))
    assert result.exit_code == 1
    assert "ships.yaml: statements/sank.speaker: there is no 'onno'\n" in result.stdout
    assert "ships.yaml: figures/1.text: not in the article: 'About 30'\n" in result.stdout
    assert "bad.yaml" in result.stdout
    assert "schema.json: not there" in result.stdout
    assert "\x1b" not in result.stdout


def test_the_check_command_can_look_at_one_file_alone(folder: Path) -> None:
    (folder / "gold" / "bad.yaml").write_text("a: [")
    (folder / "gold" / SCHEMA_FILE).unlink()
    assert run(folder, "check", str(folder / "gold" / "ships.yaml")).exit_code == 0
    assert run(folder, "check", str(folder / "gold" / "bad.yaml")).exit_code == 1


def test_the_check_command_fails_where_there_is_no_gold(folder: Path) -> None:
    result = run(folder, "check", "--gold", str(folder / "articles"))
    assert result.exit_code == 3
    assert "there is no gold" in result.stderr


def test_the_schema_command_writes_the_schema(folder: Path) -> None:
    path = folder / "gold" / SCHEMA_FILE
    path.unlink()
    result = CliRunner().invoke(cli, ["gold", "schema", "--gold", str(folder / "gold")])
    assert result.exit_code == 0
    assert path.read_text() == gold_schema()


def test_the_agreement_command_compares_two_labellers(folder: Path) -> None:
    (folder / "other").mkdir()
    other = GOLD.replace("kind: person, role", "kind: other, role").replace(
        "figures:\n- {text: Some 30, minimum: 30, maximum: 30, qualifier: about, unit: ships}", "figures: []"
    )
    (folder / "other" / "ships.yaml").write_text(other)
    same = run(folder, "agreement", str(folder / "gold"), str(folder / "gold"))
    assert same.exit_code == 0
    assert [line.split()[0] for line in same.stdout.splitlines()] == ["article", "ships", "all"]
    assert {*same.stdout.splitlines()[1].split()[1:]} == {"1.00"}
    result = run(folder, "agreement", str(folder / "gold"), str(folder / "other"), "--explain")
    assert "figures, only the first: Some 30" in result.stdout
    assert "entities, Kim Ono: kind: the first: person; the second: other" in result.stdout
    assert "0.00" in result.stdout


def test_the_agreement_command_fails_without_a_common_article(folder: Path) -> None:
    (folder / "other").mkdir()
    (folder / "other" / "boats.yaml").write_text(GOLD)
    result = run(folder, "agreement", str(folder / "gold"), str(folder / "other"))
    assert result.exit_code == 3
    assert "no article that both" in result.stderr


# -- the project's own gold


def ours() -> list[str]:
    return [path.name for path in find_gold(OUR_GOLD)]


def test_every_article_has_gold() -> None:
    assert {Path(name).stem for name in ours()} == {path.stem for path in OUR_ARTICLES.glob("*.txt")}


def test_the_schema_beside_the_gold_is_up_to_date() -> None:
    assert schema_problem(OUR_GOLD) is None


@pytest.mark.parametrize("name", ours())
def test_our_gold_is_right_agrees_with_itself_and_springs_no_trap(name: str) -> None:
    gold = read_gold(OUR_GOLD / name)
    text = read_article_of(gold, OUR_ARTICLES)
    assert find_problems(gold, text) == []
    labelled = Labelled(gold, text)
    for optional in (False, True):
        score = score_brief(brief_of(gold, text, optional=optional), labelled)
        for section in score.sections.values():
            assert (section.name, section.counts.f1) == (section.name, 1.0)
            assert {field: counts.f1 for field, counts in section.fields.items() if counts.f1 < 1.0} == {}
            wrong = (Outcome.MISSED, Outcome.INVENTED)
            assert [one for one in section.verdicts if one.trap or one.outcome in wrong] == []


def labellers() -> Sequence[Path]:
    return sorted((OUR_GOLD / "labellers").glob("*/*.yaml"))


@pytest.mark.parametrize("path", labellers(), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_what_each_labeller_wrote_can_be_read(path: Path) -> None:
    assert read_gold(path).article == path.stem


class TestNew:
    def test_a_new_file_has_every_section_and_nothing_wrong(self, tmp_path: Path) -> None:
        (tmp_path / "articles").mkdir()
        (tmp_path / "articles" / "ferries.txt").write_text("The ferries are late.\n", encoding="utf-8")
        gold = tmp_path / "gold"
        started = CliRunner().invoke(cli, ["gold", "new", "ferries", "--gold", str(gold)])
        assert started.exit_code == 0, started.output
        assert CliRunner().invoke(cli, ["gold", "check", "--gold", str(gold)]).exit_code == 0
        labels = read_gold(gold / "ferries.yaml")
        assert (labels.article, labels.labelled_by) == ("ferries", ("your name",))

    def test_it_never_writes_over_labels_nor_for_an_article_that_is_not_there(self, tmp_path: Path) -> None:
        (tmp_path / "articles").mkdir()
        (tmp_path / "articles" / "ferries.txt").write_text("The ferries are late.\n", encoding="utf-8")
        where = ["--gold", str(tmp_path / "gold")]
        assert CliRunner().invoke(cli, ["gold", "new", "ferries", *where]).exit_code == 0
        again = CliRunner().invoke(cli, ["gold", "new", "ferries", *where])
        assert (again.exit_code, "is there already" in again.stderr) == (3, True)
        missing = CliRunner().invoke(cli, ["gold", "new", "trains", *where])
        assert (missing.exit_code, "there is no article" in missing.stderr) == (3, True)


def test_the_example_at_the_end_of_the_guide_has_the_form_of_gold() -> None:
    guide = (ROOT / "evals" / "gold" / "GUIDE.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"^```yaml\n(.*?)^```", guide, re.MULTILINE | re.DOTALL)
    data = YAML(typ="safe", pure=True).load(example)
    assert GoldArticle.model_validate({**data, "sha256": "0" * 64}).statements


@pytest.mark.parametrize(
    ("mistake", "said"),
    [
        (("evidence: [Kim", "evidense: [Kim"), "evidense: there is no such field; did you mean evidence?"),
        (("labelled_by: [A]", "labelled_by: A"), "labelled_by: is a list: write it in [ ]"),
    ],
)
def test_a_mistake_in_the_form_is_told_in_words(tmp_path: Path, mistake: tuple[str, str], said: str) -> None:
    assert mistake[0] in GOLD
    path = tmp_path / "bad.yaml"
    path.write_text(GOLD.replace(*mistake), encoding="utf-8")
    with pytest.raises(GoldError, match=re.escape(said)):
        read_gold(path)


def test_files_that_end_otherwise_are_told(tmp_path: Path) -> None:
    (tmp_path / "gold.yml").write_text(GOLD, encoding="utf-8")
    (tmp_path / "gold.yaml").write_text(GOLD, encoding="utf-8")
    assert (
        "gold.yml: gold files end in .yaml"
        in CliRunner().invoke(cli, ["gold", "check", "--gold", str(tmp_path)]).stdout
    )


def test_a_wanted_item_that_says_what_another_says_is_a_problem() -> None:
    one = whole()
    twin = one.gold.events[0].model_copy(update={"id": "twin"})
    gold = one.gold.model_copy(update={"events": (*one.gold.events, twin)})
    assert "events/twin: another item says the same" in find_problems(gold, one.text)
