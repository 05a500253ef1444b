from __future__ import annotations

import hashlib
import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from summarizer.errors import GoldError, OutputError
from summarizer.gold.edit import Draft, read_draft, save_draft
from summarizer.gold.files import read_gold
from summarizer.gold.written import written
from summarizer.schemas.news import Stance

if TYPE_CHECKING:
    from pathlib import Path

    from summarizer.gold.edit import Where
    from summarizer.gold.written import Value

ARTICLE = "Ann Lee met Bo Ray on Monday in Oslo.\nOslo\u00a0is cold, said Ann Lee.\n"
GOLD = f"""\
# a gold file
article: oslo
sha256: {hashlib.sha256(ARTICLE.encode()).hexdigest()}
labelled_by: [A, B]

about: {{title: null, authors: []}}   # nothing told

chrome: []   # none at all

entities:
# people first
- id: ann
  name: 'Ann Lee'   # as it stands

  # her kind
  kind: person  # certain
# between
- {{id: bo, name: Bo Ray, kind: person}}  # him

- id: oslo
  name:
    any_of:
    - Oslo
    # with a no-break space
    - "Oslo\\u00A0is"
  kind: place
  why: >-
    the town

    itself

# dates now
dates:
- {{id: monday, text: Monday}}

statements:
- id: cold
  speaker: ann
  quotes: []
  evidence: ["Oslo\\u00A0is cold, said Ann Lee."]
events: []
figures: []
references: []
disputes: []
summary:
  facts:
  - fact: It is cold.
    words: [cold]
    evidence:
    - "Oslo\\u00A0is cold, said Ann Lee."
# the end
"""
GULF = {"id": "gulf", "name": "Gulf", "kind": "place"}


def lines_changed(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that only one of the two has, those that both begin or end with left out."""
    old, new = before.splitlines(), after.splitlines()
    while old and new and old[0] == new[0]:
        old, new = old[1:], new[1:]
    while old and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    return old, new


def loaded(text: str) -> object:
    value: object = YAML(typ="safe", pure=True).load(text)
    return value


PUTS: list[tuple[Where, Value, list[str], list[str]]] = [
    (("entities", 0, "name"), "Ann", ["  name: 'Ann Lee'   # as it stands"], ["  name: Ann   # as it stands"]),
    (("entities", 0, "optional"), True, [], ["  optional: true"]),
    (
        ("entities", 1, "optional"),
        True,
        ["- {id: bo, name: Bo Ray, kind: person}  # him"],
        ["- {id: bo, name: Bo Ray, kind: person, optional: true}  # him"],
    ),
    (("entities", 2, "name", "any_of"), ["Oslo", "Oslo\u00a0is", "cold"], [], ["    - cold"]),
    (
        ("entities", 2, "name", "any_of"),
        ["Oslo\u00a0is", "cold"],
        ["    - Oslo", "    # with a no-break space", '    - "Oslo\\u00A0is"'],
        ["    # with a no-break space", '    - "Oslo\\u00A0is"', "    - cold"],
    ),
    (("entities", 2, "why"), "a town", ["  why: >-", "    the town", "", "    itself"], ["  why: a town"]),
    (("entities", 2, "role"), None, [], ["  role: null"]),
    (
        ("dates", 0, "start"),
        date(2024, 1, 1),
        ["- {id: monday, text: Monday}"],
        ["- {id: monday, text: Monday, start: 2024-01-01}"],
    ),
    (("statements", 0, "quotes"), ["cold", "is: x"], ["  quotes: []"], ['  quotes: [cold, "is: x"]']),
    (
        ("statements", 0, "evidence", 0),
        "cold",
        ['  evidence: ["Oslo\\u00A0is cold, said Ann Lee."]'],
        ["  evidence: [cold]"],
    ),
    (
        ("about", "title"),
        "Oslo",
        ["about: {title: null, authors: []}   # nothing told"],
        ["about: {title: Oslo, authors: []}   # nothing told"],
    ),
    (("summary", "facts", 0, "why"), "x", [], ["    why: x"]),
]


@pytest.mark.parametrize(("where", "value", "gone", "come"), PUTS)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_value_is_put_in_its_own_lines_and_no_others(
    where: Where, value: Value, gone: list[str], come: list[str], line_end: str
) -> None:
    text = GOLD.replace("\n", line_end)
    draft = Draft.of(text).put(where, value)
    assert lines_changed(text, draft.text) == (gone, come)
    assert draft.get(where) == value
    assert not re.search(r"(?<!\r)\n", draft.text) or line_end == "\n"


def test_a_list_over_several_lines_becomes_one_value_and_keeps_the_comment_before_it() -> None:
    text = "a:  # several\n  - x\n  - y\nb: 1\n"
    assert Draft.of(text).put(("a",), "z").text == "a: z  # several\nb: 1\n"
    assert Draft.of(text).put(("a",), []).text == "a: []  # several\nb: 1\n"


def test_a_key_without_a_value_gets_one() -> None:
    assert Draft.of("a:   # nothing\nb: {c: , d: 1}\n").put(("a",), 1).text == "a: 1   # nothing\nb: {c: , d: 1}\n"
    assert Draft.of("b: {c: , d: 1}\n").put(("b", "c"), 2).get(("b", "c")) == 2


def test_what_stands_there_already_is_left_as_it_is_written() -> None:
    draft = Draft.of(GOLD)
    assert draft.put(("entities", 0, "name"), "Ann Lee") is draft
    assert draft.put(("about", "title"), None) is draft


def test_a_new_key_of_the_file_comes_at_its_end() -> None:
    for text in (GOLD, GOLD.rstrip("\n")):
        draft = Draft.of(text).put(("decided",), []).append(("decided",), {"section": "dates"})
        assert draft.text.rstrip("\n") == f"{GOLD}\ndecided:\n- {{section: dates}}"
    assert Draft.of("{a: 1}").put(("b",), []).append(("b",), {"c": 1}).text == "{a: 1, b: [{c: 1}]}"
    assert Draft.of("a: {}\n").put(("a", "b"), 1).text == "a: {b: 1}\n"


APPENDS: list[tuple[Where, Value, list[str], list[str]]] = [
    (("entities",), GULF, [], ["- id: gulf", "  name: Gulf", "  kind: place"]),
    (("dates",), {"id": "x", "text": "cold"}, [], ["- {id: x, text: cold}"]),
    (("chrome",), {"text": "cold"}, ["chrome: []   # none at all"], ["chrome:   # none at all", "- {text: cold}"]),
    (
        ("events",),
        {"id": "x", "evidence": ["c" * 120]},
        ["events: []"],
        ["events:", "- id: x", f"  evidence: [{'c' * 120}]"],
    ),
    (
        ("summary", "facts"),
        {"fact": "Ann: cold", "words": ["ann"]},
        [],
        ['  - fact: "Ann: cold"', "    words: [ann]"],
    ),
    (
        ("statements", 0, "evidence"),
        "cold",
        ['  evidence: ["Oslo\\u00A0is cold, said Ann Lee."]'],
        ['  evidence: ["Oslo\\u00A0is cold, said Ann Lee.", cold]'],
    ),
    (("statements", 0, "quotes"), "cold", ["  quotes: []"], ["  quotes: [cold]"]),
]


@pytest.mark.parametrize(("where", "value", "gone", "come"), APPENDS)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_an_item_comes_after_the_others_in_their_style(
    where: Where, value: Value, gone: list[str], come: list[str], line_end: str
) -> None:
    text = GOLD.replace("\n", line_end)
    draft = Draft.of(text).append(where, value)
    assert lines_changed(text, draft.text) == (gone, come)


def test_an_item_is_indented_as_its_neighbours_are() -> None:
    assert Draft.of("a:\n  -   x: 1\nb: 2\n").append(("a",), {"c": 1, "z": 2}).text == (
        "a:\n  -   x: 1\n  -   c: 1\n      z: 2\nb: 2\n"
    )
    assert Draft.of("a:\n  -\n    x: 1\n").append(("a",), {"c": 1}).text == "a:\n  -\n    x: 1\n  - c: 1\n"
    assert Draft.of("a:\n  - x: 1\nb: []").append(("b",), {"c": 1}).text == "a:\n  - x: 1\nb:\n  - {c: 1}"


REMOVALS: list[tuple[Where, list[str], list[str]]] = [
    (
        ("entities", 0),
        ["- id: ann", "  name: 'Ann Lee'   # as it stands", "", "  # her kind", "  kind: person  # certain"],
        [],
    ),
    (("entities", 1), ["- {id: bo, name: Bo Ray, kind: person}  # him"], []),
    (("dates", 0), ["dates:", "- {id: monday, text: Monday}"], ["dates: []"]),
    (("summary", "facts", 0, "words", 0), ["    words: [cold]"], ["    words: []"]),
    (("entities", 2, "name", "any_of", 0), ["    - Oslo"], []),
]


@pytest.mark.parametrize(("where", "gone", "come"), REMOVALS)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_an_item_goes_with_its_own_lines_and_no_others(
    where: Where, gone: list[str], come: list[str], line_end: str
) -> None:
    text = GOLD.replace("\n", line_end)
    assert lines_changed(text, Draft.of(text).remove(where).text) == (gone, come)


def test_items_go_from_a_list_in_brackets_with_one_comma_each() -> None:
    draft = Draft.of("a: [x, 'y', z]\n")
    assert draft.remove(("a", 0)).text == "a: ['y', z]\n"
    assert draft.remove(("a", 1)).text == "a: [x, z]\n"
    assert draft.remove(("a", 2)).text == "a: [x, 'y']\n"
    assert Draft.of("a: [x,]\n").remove(("a", 0)).text == "a: []\n"


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        ("a: &x [1]\nb: *x\n", lambda draft: draft.append(("b",), 2)),
        ("a: &x {k: 1}\nb: *x\n", lambda draft: draft.put(("b", "k"), 2)),
        ("- 1\n", lambda draft: draft),
        ("a: [\n", lambda draft: draft),
        ("a: 2024-02-31\n", lambda draft: draft),
        ("a: 1\n", lambda draft: draft.append(("a",), 2)),
        ("a: 1\n", lambda draft: draft.append(("b",), 2)),
        ("a: 1\n", lambda draft: draft.put(("b", "c"), 2)),
        ("a: [1]\n", lambda draft: draft.remove(("a", 1))),
        ("a: {b: 1}\n", lambda draft: draft.remove(("a", "b"))),
        ("a:\n- - x\n", lambda draft: draft.remove(("a", 0, 0))),
        ("a: {b}\n", lambda draft: draft.put(("a", "b"), 1)),
    ],
)
def test_an_edit_that_cannot_be_made_is_refused(text: str, edit: object) -> None:
    assert callable(edit)
    with pytest.raises(GoldError):
        edit(Draft.of(text))


def test_only_what_is_there_can_be_had() -> None:
    draft = Draft.of(GOLD)
    assert draft.get(("entities", 1, "name")) == "Bo Ray"
    assert draft.get(("entities", 9)) is None
    assert draft.get(("entities", "name")) is None
    assert draft.get(("decided",)) is None


SOME_TEXT = st.text(st.characters(exclude_categories=["Cs"]))
VALUES: st.SearchStrategy[Value] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | SOME_TEXT
    | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(SOME_TEXT.filter(bool), inner, max_size=3),
    max_leaves=6,
)


@given(VALUES)
@settings(max_examples=150, deadline=None)
def test_any_value_survives_being_written(value: Value) -> None:
    assert loaded(f"a:\n- b: {written(value)}\n- {{b: {written(value)}, c: 1}}\n") == {
        "a": [{"b": value}, {"b": value, "c": 1}]
    }


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("North Korean troops", "North Korean troops"),
        ("Russia’s envoy (UN)", "Russia’s envoy (UN)"),
        ("no", '"no"'),
        ("Null", '"Null"'),
        ("2006", '"2006"'),
        ("a, b", '"a, b"'),
        ("a: b", '"a: b"'),
        (" a", '" a"'),
        ("a\u00a0b\u200d\x07", '"a\\u00A0b\\u200D\\x07"'),
        ('"a\\b"\n\t', '"\\"a\\\\b\\"\\n\\t"'),
        ("\U000e0001", '"\\U000E0001"'),
        (Stance.ASSERTS, "asserts"),
        (10_000.0, "10000"),
        (1.5, "1.5"),
        (1e300, str(int(1e300))),
        (True, "true"),
        (date(2024, 1, 2), "2024-01-02"),
        ({"any_of": ["a", None]}, "{any_of: [a, null]}"),
    ],
)
def test_values_are_written_plainly_where_that_is_safe(value: Value, text: str) -> None:
    assert written(value) == text


PLACES: list[Where] = [
    ("entities", 0, "name"),
    ("entities", 0, "why"),
    ("entities", 1, "why"),
    ("entities", 2, "kind"),
    ("entities", 2, "why"),
    ("statements", 0, "evidence", 0),
    ("summary", "facts", 0, "fact"),
]


def item_bounds(text: str, where: Where) -> tuple[int, int]:
    """Where the item stands that a place is in: from its first line to the next item or section."""
    heads = {
        ("entities", 0): ("- id: ann", "# between"),
        ("entities", 1): ("- {id: bo", "  # him"),
        ("entities", 2): ("- id: oslo", "\n# dates now"),
        ("statements", 0): ("- id: cold", "events:"),
        ("summary", "facts"): ("  - fact", "# the end"),
    }
    first, last = heads[(str(where[0]), where[1] if where[0] == "summary" else int(where[1]))]
    return text.index(first), text.index(last)


@given(st.sampled_from(PLACES), SOME_TEXT, st.sampled_from(["\n", "\r\n"]))
@settings(max_examples=100, deadline=None)
def test_whatever_is_put_nothing_outside_of_its_item_changes(where: Where, value: str, line_end: str) -> None:
    text = GOLD.replace("\n", line_end)
    draft = Draft.of(text).put(where, value)
    assert draft.get(where) == value
    start, end = item_bounds(GOLD, where)
    before, after = GOLD[:start].replace("\n", line_end), GOLD[end:].replace("\n", line_end)
    assert draft.text.startswith(before)
    assert draft.text.endswith(after)


@given(
    st.sampled_from(["entities", "dates", "events", "chrome"]),
    st.dictionaries(SOME_TEXT.filter(bool), SOME_TEXT, min_size=1),
)
@settings(max_examples=100, deadline=None)
def test_an_item_added_and_taken_out_again_leaves_the_file_as_it_was(section: str, item: dict[str, str]) -> None:
    draft = Draft.of(GOLD)
    known = draft.get((section,))
    assert isinstance(known, list)
    after = draft.append((section,), item).remove((section, len(known)))
    assert re.sub(r" *\[\]", "", after.text) == re.sub(r" *\[\]", "", GOLD)
    assert after.data == draft.data


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "oslo.yaml"
    path.write_bytes(GOLD.replace("\n", "\r\n").encode())
    return path


def test_an_edited_file_is_written_whole_and_keeps_its_line_ends_and_mode(path: Path) -> None:
    path.chmod(0o640)
    before = read_draft(path)
    save_draft(path, before, before.put(("entities", 0, "why"), "she\u00a0speaks"), ARTICLE)
    assert read_gold(path).entities[0].why == "she\u00a0speaks"
    assert path.read_bytes().count(b"\n") == path.read_bytes().count(b"\r\n")
    assert path.stat().st_mode & 0o777 == 0o640
    assert [one.name for one in path.parent.iterdir()] == ["oslo.yaml"]


def test_a_link_to_a_gold_file_stays_a_link(path: Path) -> None:
    link = path.with_name("link.yaml")
    link.symlink_to(path)
    before = read_draft(link)
    save_draft(link, before, before.put(("entities", 0, "why"), "x"), ARTICLE)
    assert link.is_symlink()
    assert read_gold(path).entities[0].why == "x"


@pytest.mark.parametrize(
    ("where", "value", "message"),
    [
        (("entities", 0, "kind"), "animal", "no gold: entities.0.kind"),
        (("entities", 0, "name"), "Ann Leigh", "not in the article: 'Ann Leigh'"),
        (("statements", 0, "speaker"), "nobody", "there is no 'nobody'"),
    ],
)
def test_an_edit_that_makes_the_gold_wrong_is_not_written(path: Path, where: Where, value: Value, message: str) -> None:
    before, content = read_draft(path), path.read_bytes()
    with pytest.raises(GoldError, match=message):
        save_draft(path, before, before.put(where, value), ARTICLE)
    assert path.read_bytes() == content


def test_problems_that_were_there_before_do_not_forbid_an_edit(path: Path) -> None:
    path.write_text(
        GOLD.replace("words: [cold]", "words: [warm]").replace(
            "  facts:\n", "  facts:\n  - {fact: x, words: [hot], evidence: [cold]}\n"
        )
    )
    before = read_draft(path)
    save_draft(path, before, before.remove(("summary", "facts", 0)), ARTICLE)
    assert len(read_gold(path).summary.facts) == 1


def test_what_somebody_else_has_written_meanwhile_is_not_overwritten(path: Path) -> None:
    before = read_draft(path)
    path.write_text(GOLD)
    with pytest.raises(GoldError, match="in the meantime"):
        save_draft(path, before, before.put(("entities", 0, "why"), "x"), ARTICLE)
    assert path.read_text() == GOLD


def test_a_file_that_cannot_be_read_or_written_is_told(path: Path) -> None:
    before = read_draft(path)
    after = before.put(("entities", 0, "why"), "x")
    path.unlink()
    with pytest.raises(OutputError, match="cannot be written"):
        save_draft(path, before, after, ARTICLE)
    with pytest.raises(GoldError, match="cannot be read"):
        read_draft(path)
    path.write_bytes(b"\xff")
    with pytest.raises(GoldError, match="cannot be read"):
        read_draft(path)
    path.write_text("a: [")
    with pytest.raises(GoldError, match=r"oslo\.yaml: not YAML"):
        read_draft(path)
