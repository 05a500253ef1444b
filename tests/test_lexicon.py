from __future__ import annotations

import re

from summarizer.units.lexicon import MEASURES, QUALIFIERS_BEFORE, any_of, words_of


def test_the_longest_phrase_matches_first_and_its_space_is_any_gap() -> None:
    match = re.match(any_of(["more", "more than"]), "more\nthan ten")
    assert match is not None
    assert match.group() == "more\nthan"


def test_a_gap_is_no_paragraph_break() -> None:
    assert re.match(any_of(["more than"]), "more\n\nthan ten") is None


def test_words_are_split_at_white_space() -> None:
    assert words_of("a b\n c") == {"a", "b", "c"}


def test_both_spellings_of_a_metre_are_one_unit() -> None:
    assert {MEASURES[word] for word in ("km", "kilometre", "kilometres", "kilometer", "kilometers")} == {"km"}


def test_no_qualifier_means_two_things() -> None:
    phrases = [phrase for group in QUALIFIERS_BEFORE.values() for phrase in group]
    assert len(phrases) == len(set(phrases))
