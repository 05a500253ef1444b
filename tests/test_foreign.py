from __future__ import annotations

import pytest

from summarizer.english.foreign import is_foreign


@pytest.mark.parametrize(
    "text",
    [
        "El alcalde dijo que los barcos no pueden salir de la bahía.",
        "Der Rat hat am Montag beschlossen, dass die Brücke nicht mehr für Autos ist.",
        "Le maire a dit que les bateaux ne sont pas dans le port.",
    ],
)
def test_a_sentence_with_more_small_words_of_other_languages_is_foreign(text: str) -> None:
    assert is_foreign(text)


@pytest.mark.parametrize(
    "text",
    [
        "The mayor said that the boats could not leave the bay.",
        "The film “La casa de las flores” was shown at the hall on Monday.",
        "Boats sank.",
        "東京の港では月曜日に古い桟橋が閉鎖された。",
        "",
    ],
)
def test_an_english_sentence_or_one_without_small_words_is_not_foreign(text: str) -> None:
    assert not is_foreign(text)
