from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.entities import EntityKind, NamedEntity, Sex, match_name, merge_names, resolve_mention
from summarizer.names import find_names
from summarizer.units.sentences import find_sentences

quick = settings(max_examples=100, deadline=None)


def merged(text: str) -> list[NamedEntity]:
    return merge_names(text, find_names(text, find_sentences(text)))


def forms(text: str) -> list[tuple[str, ...]]:
    return [(entity.name, *entity.aliases) for entity in merged(text)]


def role_of(text: str, name: str) -> tuple[str | None, str | None]:
    entity = next(entity for entity in merged(text) if name in (entity.name, *entity.aliases))
    role, affiliation = (text[slice(*found)] if found else None for found in (entity.role, entity.affiliation))
    return role, affiliation


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Then Robert Wood left. Later Wood came.", [("Robert Wood", "Wood")]),
        (
            "Then Vasily Nebenzya left. Russia’s Nebenzya came.",
            [("Vasily Nebenzya", "Nebenzya"), ("Russia",)],
        ),
        ("We saw Kim Jong Un. They saw Kim Jong-Un.", [("Kim Jong Un", "Kim Jong-Un")]),
        ("We saw Song Kim. They saw Kim Song.", [("Song Kim", "Kim Song")]),
        ("We saw Kim Yong-hyun. Later Kim left.", [("Kim Yong-hyun", "Kim")]),
        ("We saw Donald J. Trump and Donald Trump.", [("Donald J. Trump", "Donald Trump")]),
        ("We saw Brent Bozell III, and Bozell saw us.", [("Brent Bozell III", "Bozell")]),
        ("We saw Eva Lang-Roth. Later Lang-Roth left.", [("Eva Lang-Roth", "Lang-Roth")]),
        ("Ms. Lee came before Ann Lee.", [("Ann Lee", "Lee")]),
        ("He saw Hillary Clinton, 68, and Hillary saw him.", [("Hillary Clinton", "Hillary")]),
    ],
)
def test_spellings_and_short_forms_of_one_person_are_one(text: str, expected: list[tuple[str, ...]]) -> None:
    assert forms(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The UN, the U.N. and the United Nations met.", [("United Nations", "UN", "U.N.")]),
        ("The U.S. and the US are the United States.", [("United States", "U.S.", "US")]),
        ("The UK was Britain.", [("Britain", "UK")]),
        (
            "The UNSC is the U.N. Security Council, the UN Security Council or the Security Council.",
            [("U.N. Security Council", "UNSC", "UN Security Council", "Security Council")],
        ),
        ("We saw the DPRK and North Korea.", [("North Korea", "DPRK")]),
        ("The U.N. Charter is the UN Charter.", [("U.N. Charter", "UN Charter")]),
        (
            "We asked Conflict Armament Research (CAR). Then CAR told us.",
            [("Conflict Armament Research", "CAR")],
        ),
        ("We asked the Johnson Space Center. Then JSC told us.", [("Johnson Space Center", "JSC")]),
    ],
)
def test_abbreviations_are_merged_with_what_they_abbreviate(text: str, expected: list[tuple[str, ...]]) -> None:
    assert forms(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "We saw Kim Song, Kim Yong-hyun and Kim Jong Un.",
        "We saw the U.S. National Security Council and the UN Security Council.",
        "We saw South Korea and North Korea.",
        "We saw Andy Warhol of the Andy Warhol Foundation.",
        "We saw Robert Wood and Evan Wood.",
        "We saw Eva Lang-Roth and Ida Roth, and Jo Jung-Roth.",
        "We saw the Chicago Board (XYZ) and Ann Lee (NATO).",
    ],
)
def test_different_things_stay_apart(text: str) -> None:
    assert all(not entity.aliases for entity in merged(text))


def test_a_bare_family_name_of_several_goes_to_the_one_of_that_country() -> None:
    text = (
        "North Korea’s ambassador Kim Song spoke. South Korea’s minister Kim Yong-hyun listened. "
        "Then South Korea’s Kim left. In the end Chairman Kim laughed."
    )
    assert [(entity.name, entity.aliases) for entity in merged(text) if entity.kind is EntityKind.PERSON] == [
        ("Kim Song", ()),
        ("Kim Yong-hyun", ("Kim",)),
        ("Chairman Kim", ()),
    ]


def test_a_bare_family_name_stays_with_whom_it_was_first_used_for() -> None:
    text = "Then Donald Trump spoke. Again Trump spoke. His son Eric Trump, 32, came. Later Trump left."
    assert forms(text)[0] == ("Donald Trump", "Trump")
    assert len(merged(text)[0].mentions) == 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Mr. John Smith quit. “No,” Smith said. Mrs. Smith, who is not related to him, left.",
            [("John Smith", "Smith"), ("Mrs. Smith",)],
        ),
        ("Gov. Mike Dale spoke. Mrs. Dale also spoke.", [("Mike Dale",), ("Mrs. Dale",)]),
        ("Lord Hall and Lady Hall came. Lady Hall left.", [("Lord Hall",), ("Lady Hall",)]),
        ("Then Mr. Vasko Dale and Ms. Dale left.", [("Vasko Dale",), ("Ms. Dale",)]),
        ("Hillary Clinton met Mr. Clinton. Mrs. Clinton left.", [("Hillary Clinton", "Clinton"), ("Mr. Clinton",)]),
        ("They saw Mary Smith and John Smith. Mrs. Smith left.", [("Mary Smith", "Smith"), ("John Smith",)]),
        ("Then Mrs. Lou left. Later Lou came.", [("Lou",)]),
        ("Mr. and Mrs. Smith left. They saw John Smith.", [("John Smith", "Smith")]),
        ("Then Sir Keir spoke. They saw Keir Starmer, 61.", [("Keir Starmer", "Keir")]),
    ],
)
def test_a_name_under_a_title_of_the_other_sex_is_somebody_else(text: str, expected: list[tuple[str, ...]]) -> None:
    assert forms(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Federal Safety Service (FBD) left. Then the FBD came.", [("Federal Safety Service", "FBD")]),
        ("The Laser Relay Demonstration (LRD) works.", [("Laser Relay Demonstration", "LRD")]),
        ("They built LRD (Laser Relay Demonstration).", [("Laser Relay Demonstration", "LRD")]),
        ("The Court of Audit (Corte Quuxa) met.", [("Court of Audit", "Corte Quuxa")]),
        ("The Court of Audit (Ann Lee) met.", [("Court of Audit",), ("Ann Lee",)]),
        ("The Oslo Bank (Norway) met.", [("Oslo Bank",), ("Norway",)]),
        ("The Nordic Court of Audit met. The Court of Audit left.", [("Nordic Court of Audit", "Court of Audit")]),
        (
            "The Nordic Court of Audit met. Oslo’s Court of Audit left.",
            [("Nordic Court of Audit",), ("Oslo",), ("Court of Audit",)],
        ),
        ("They saw Quuxograd and Quuxograd, then Quuxograd and Quuxagrad.", [("Quuxograd", "Quuxagrad")]),
        ("They saw Kristina, Kristina, Kristina and Kristine.", [("Kristina",), ("Kristine",)]),
        ("Then @foo_bar (Foo Bar) left.", [("Foo Bar", "@foo_bar")]),
        ("Then Foo Bar (@foo_bar) left.", [("Foo Bar", "@foo_bar")]),
        ("They like Perú. Then Peru left.", [("Perú", "Peru")]),
        ("They saw Quux Games. Quux hired him.", [("Quux Games", "Quux")]),
        ("They saw Quux News LLC, then Quux News, then Quux.", [("Quux News LLC", "Quux News", "Quux")]),
        ("The Quux Otters won. They like the Otters.", [("Quux Otters", "Otters")]),
        ("Then Boston Otters won. They like the Otters.", [("Boston Otters", "Otters")]),
        ("Bob Quux owns Quux News. They like Quux.", [("Bob Quux", "Quux"), ("Quux News",)]),
        ("They saw Boston and Boston News.", [("Boston",), ("Boston News",)]),
    ],
)
def test_other_names_of_one_thing_are_its_aliases(text: str, expected: list[tuple[str, ...]]) -> None:
    assert forms(text) == expected


def test_a_bare_family_name_is_that_of_the_only_one_named_in_its_paragraph() -> None:
    text = "Then Kim Song left.\n\nThen they warned Kim Jong Un. Nobody asked Chairman Kim.\n\nLater Kim came."
    assert forms(text) == [("Kim Song",), ("Kim Jong Un", "Chairman Kim"), ("Kim",)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("Mrs. Smith", "Mrs. Smith"), ("Mr. Smith", "John Smith"), ("Smith", "John Smith"), ("Ms. Smith", "Mrs. Smith")],
)
def test_a_typed_title_chooses_between_two_of_one_name(typed: str, expected: str | None) -> None:
    entities = merged("Mr. John Smith quit. Smith said no. Mrs. Smith, who is not related to him, left.")
    found = match_name(typed, entities)
    assert (None if found is None else entities[found].name) == expected


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("Then Mr. Lou left.", Sex.MALE),
        ("Then Dame Helen Roe left.", Sex.FEMALE),
        ("Then Ann Lee left.", Sex.FEMALE),
        ("Then Dr. Lou left.", None),
        ("Then Kim Yong-hyun left.", None),
        ("Then Mr. Ann Lee left.", Sex.MALE),
    ],
)
def test_titles_and_first_names_say_the_sex(text: str, sex: Sex | None) -> None:
    assert merged(text)[0].sex is sex


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“No,” Eve Lane said.", EntityKind.PERSON),
        ("Then Carla West told them.", EntityKind.PERSON),
        ("“No,” said Zadie Lane.", EntityKind.PERSON),
        ("“No,” said Eve Lane.", EntityKind.PERSON),
        ("They saw Grace Lake, 34, there.", EntityKind.PERSON),
        ("Then Orange County said so.", EntityKind.PLACE),
        ("Then Virginia Beach said so.", EntityKind.PLACE),
        ("They live in Eve Lane.", EntityKind.PLACE),
        ("LONDON — They met.", EntityKind.PLACE),
        ("RENO, Nev. (AP) — They met.", EntityKind.PLACE),
        ("FAIRBANKS (AP) - They met.", EntityKind.PLACE),
        ("They saw LONDON.", EntityKind.PLACE),
        ("They saw FAIRBANKS.", None),
        ("NATO — They met.", EntityKind.ORGANIZATION),
    ],
)
def test_speakers_are_no_places_and_datelines_no_bodies(text: str, kind: EntityKind | None) -> None:
    assert merged(text)[0].kind is kind


def test_a_bare_family_name_that_could_be_several_is_nobodys() -> None:
    text = "Then Thomas Sam and Manju Sam left. Later Sam came."
    assert forms(text) == [("Thomas Sam",), ("Manju Sam",), ("Sam",)]


@pytest.mark.parametrize(
    ("text", "name", "role", "affiliation"),
    [
        ("Then US Defense Secretary Lloyd Austin left.", "Lloyd Austin", "US Defense Secretary", "US"),
        (
            "Then Robert Wood, the US deputy envoy to the UN, left.",
            "Robert Wood",
            "US deputy envoy to the UN",
            "US",
        ),
        (
            "Then Jonah Leff, executive director at Conflict Armament Research (CAR), left.",
            "Jonah Leff",
            "executive director at Conflict Armament Research",
            "Conflict Armament Research",
        ),
        ("Then Russia’s Nebenzya left.", "Nebenzya", None, "Russia"),
        (
            "He met South Korea’s U.N. Ambassador Joonkook Hwang.",
            "Joonkook Hwang",
            "South Korea’s U.N. Ambassador",
            "South Korea",
        ),
        (
            "He met his South Korean counterpart, Kim Yong-hyun, there.",
            "Kim Yong-hyun",
            "South Korean counterpart",
            "South Korean",
        ),
        ("He saw regional governor Oleh Syniehubov.", "Oleh Syniehubov", "regional governor", None),
        (
            "It is led by the Deputy Chief of the General Staff, Kim Yong Bok.",
            "Kim Yong Bok",
            "Deputy Chief of the General Staff",
            "General Staff",
        ),
        ("Presidents Ann Lee of Chad and Jo Roe of Mali left.", "Jo Roe", "Presidents", "Mali"),
        ("They saw photographers Ada Fink, Jo Bo and Max Po.", "Max Po", "photographers", None),
        ("He saw Ann Lee, a NASA ice and snow architect.", "Ann Lee", "NASA ice and snow architect", "NASA"),
        ("He saw Ann Lee, a mother of two and keen singer.", "Ann Lee", "mother of two", None),
        ("They met (tribal leader) Xolani.", "Xolani", "tribal leader", None),
        ("They met the [Chadian President Ann] Lee there.", "Lee", "Chadian President", "Chadian"),
        ("Ann Lee of the University of Utrecht wrote it.", "Ann Lee", None, "University of Utrecht"),
        ("Ann Lee of course wrote it.", "Ann Lee", None, None),
        ("Italian Prime Minister Ann Lee left. Italy is far.", "Ann Lee", "Italian Prime Minister", "Italy"),
        ("He saw Ann Lee, 53, a Ghanaian lawyer.", "Ann Lee", "Ghanaian lawyer", "Ghanaian"),
        ("In the U.S. Sen. Ted Cruz won.", "Ted Cruz", "U.S. Sen", "U.S."),
        ("He saw Ann Lee, who sings.", "Ann Lee", None, None),
        ("He saw Ann Lee, \nminister", "Ann Lee", None, None),
        ("For years, Ann Lee sang; the town, Ann Lee said, is small.", "Ann Lee", None, None),
        ("He saw Ann Lee, minister. The end.", "Ann Lee", "minister", None),
        ("The lawyer talked with them, Ann Lee said.", "Ann Lee", None, None),
    ],
)
def test_roles_and_affiliations_stand_beside_a_mention(
    text: str, name: str, role: str | None, affiliation: str | None
) -> None:
    assert role_of(text, name) == (role, affiliation)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Then Russia left.", [EntityKind.COUNTRY]),
        ("Then NATO left.", [EntityKind.ORGANIZATION]),
        ("They saw the Ministry of Defence.", [EntityKind.ORGANIZATION]),
        ("They saw Seoul and the Black Sea.", [EntityKind.PLACE, EntityKind.PLACE]),
        ("They live in Bakhmut.", [EntityKind.PLACE]),
        ("They saw Mr. Lou.", [EntityKind.PERSON]),
        ("Then Ann Lee said so.", [EntityKind.PERSON]),
        ("They saw the Deputy Chief of the General Staff.", [EntityKind.ORGANIZATION]),
        ("They saw Easy Rider.", [None]),
        ("They read Reuters and XYZ.", [EntityKind.ORGANIZATION, EntityKind.ORGANIZATION]),
        ("They saw Wolfgang Quux.", [EntityKind.PERSON]),
        ("They saw Qwe R. Quux.", [EntityKind.PERSON]),
        ("They saw Kim Foo-bar.", [EntityKind.PERSON]),
        ("Then Quuxenko left.", [EntityKind.PERSON]),
        ("Then Quux urged his allies on.", [EntityKind.PERSON]),
        ("They fled the Quux region.", [EntityKind.PLACE]),
        ("They fled the village of Quux.", [EntityKind.PLACE]),
        ("They saw Quux, a town near the coast.", [EntityKind.PLACE]),
        ("They come from Quux, Oregon.", [EntityKind.PLACE, EntityKind.PLACE]),
        ("They read the newspaper Quux.", [EntityKind.ORGANIZATION]),
        ("They saw Quux, an agency of the state.", [EntityKind.ORGANIZATION]),
        ("They read QuuxNews and the news site quux.at.", [EntityKind.ORGANIZATION, EntityKind.ORGANIZATION]),
        ("They saw McQuux.", [None]),
        ("They signed the Quux Charter.", [EntityKind.OTHER]),
        ("They like the Summer Games. Then Quux Games hired him.", [EntityKind.OTHER, None]),
        ("They saw QUX on a wall.", [None]),
        ("They told QUX so.", [EntityKind.ORGANIZATION]),
        ("Then QUX wrote to his aunt.", [EntityKind.ORGANIZATION]),
        ("They put him in Quux County Jail.", [EntityKind.PLACE]),
        ("They saw the Quux International Airport.", [EntityKind.PLACE]),
        ("They saw the Quux Museum of Flight.", [EntityKind.ORGANIZATION]),
        ("They saw Oslo, Quuxville and Bar.", [EntityKind.PLACE, EntityKind.PLACE, EntityKind.PLACE]),
        ("They saw Ann Foo, Quux Bar and Baz Zab.", [EntityKind.PERSON, EntityKind.PERSON, EntityKind.PERSON]),
        ("In Oslo, Foo and Bar met.", [EntityKind.PLACE, None, None]),
        ("The foo bar is old. They saw Foo Bar. The Bar is old.", [None]),
    ],
)
def test_kinds_are_guessed_by_the_name_and_what_stands_beside_it(text: str, kinds: list[EntityKind | None]) -> None:
    assert [entity.kind for entity in merged(text)] == kinds


ARTICLE = (
    "Then Ambassador Robert Wood spoke for the U.S. at the United Nations. North Korea’s ambassador Kim Song "
    "answered, and Kim Yong-hyun listened. A spokesman for Wood laughed. Nobody asked Mr. Putin or José Díaz."
)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Robert Wood", "Robert Wood"),
        ("ROBERT WOOD’s", "Robert Wood"),
        ("Ambassador Wood", "Robert Wood"),
        ("the US", "U.S."),
        ("usa", "U.S."),
        ("un", "United Nations"),
        ("DPRK", "North Korea"),
        ("Song Kim", "Kim Song"),
        ("Kim Yong Hyun", "Kim Yong-hyun"),
        ("Vladimir Putin", "Putin"),
        ("Jose Diaz", "José Díaz"),
    ],
)
def test_a_typed_name_finds_its_entity(typed: str, name: str) -> None:
    entities = merged(ARTICLE)
    found = match_name(typed, entities)
    assert found is not None
    assert entities[found].name == name


@pytest.mark.parametrize(
    "typed", ["", "  ", "Kim", "Kim Jong Un", "Evan Wood", "the ambassador", "Security Council", "…"]
)
def test_a_typed_name_of_nobody_or_of_several_finds_nothing(typed: str) -> None:
    assert match_name(typed, merged(ARTICLE)) is None


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("Robert Wood", "Robert Wood"),
        ("Ambassador Robert Wood", "Robert Wood"),
        ("Wood", "Robert Wood"),
        ("Mr. Putin", "Putin"),
        ("A spokesman for Wood", None),
        ("North Korea’s ambassador", None),
        ("Nobody", None),
    ],
)
def test_a_mention_is_resolved_where_it_names_the_whole_thing(mention: str, name: str | None) -> None:
    entities = merged(ARTICLE)
    start = ARTICLE.rindex(mention)
    found = resolve_mention(ARTICLE, (start, start + len(mention)), entities)
    assert (entities[found].name if found is not None else None) == name


PIECES = st.sampled_from(
    [
        "Kim",
        "Kim Song",
        "Ann Lee",
        "Lee",
        "U.N.",
        "UN (",
        "CAR)",
        "Mr. ",
        "said",
        ", the envoy, ",
        "’s ",
        ". ",
        "\n",
        "North Korea",
        "\xa0",
        "é",
        "𝒜",
        "“",
        "in Kyiv",
        "Conflict Armament Research",
        " of the ",
        "President ",
    ]
)


@quick
@given(st.one_of(st.text(), st.lists(PIECES, max_size=40).map(" ".join), st.lists(PIECES).map("".join)))
def test_entities_share_out_the_mentions_of_any_text(text: str) -> None:
    names = find_names(text, find_sentences(text))
    entities = merge_names(text, names)
    mentions = [mention for entity in entities for mention in entity.mentions]
    assert len(mentions) == len(set(mentions))
    assert set(mentions) <= set(names)
    assert [entity.mentions[0] for entity in entities] == sorted(entity.mentions[0] for entity in entities)
    for index, entity in enumerate(entities):
        shown = {text[slice(*mention)] for mention in entity.mentions}
        assert {entity.name, *entity.aliases} == shown or (entity.sex and entity.name.split()[-1] in shown)
        assert entity.name in text
        assert entity.name not in entity.aliases
        assert resolve_mention(text, entity.mentions[0], entities) == index
        match_name(entity.name, entities)
        for found in (entity.role, entity.affiliation):
            assert found is None or 0 <= found[0] < found[1] <= len(text)


@quick
@given(st.text())
def test_any_typed_name_is_answered(typed: str) -> None:
    assert match_name(typed, merged(ARTICLE)) in {None, *range(10)}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Manager Lee Castle stayed.", "Lee Castle", EntityKind.PERSON),
        ("Roy Temple, a lawyer, came.", "Roy Temple", EntityKind.PERSON),
        ("We saw Jack Tower and his wife.", "Jack Tower", EntityKind.PERSON),
        ("Senator Mary Hill spoke.", "Mary Hill", EntityKind.PERSON),
        ("He met with Jack Tower.", "Jack Tower", EntityKind.PERSON),
        ("It was sold by Mary Hill, a lawyer.", "Mary Hill", EntityKind.PERSON),
        ("Bob Park said no.", "Bob Park", EntityKind.PERSON),
        ("Dilva Award, a lawyer, came.", "Dilva Award", EntityKind.PERSON),
        ("We went to Victoria Park.", "Victoria Park", EntityKind.PLACE),
        ("George Street was shut.", "George Street", EntityKind.PLACE),
        ("Windsor Castle burned.", "Windsor Castle", EntityKind.PLACE),
        ("In Windsor Castle, a guard slept.", "Windsor Castle", EntityKind.PLACE),
        ("He lives in Mary Hill, a suburb of Leeds.", "Mary Hill", EntityKind.PLACE),
        ("She won the Stanley Cup, a trophy.", "Stanley Cup", EntityKind.OTHER),
        ("They freed Republican Spring Convention delegates.", "Spring Convention", EntityKind.OTHER),
    ],
)
def test_a_title_an_apposition_or_a_verb_of_speech_outvotes_a_word_for_a_place(
    text: str, name: str, kind: EntityKind
) -> None:
    assert [entity.kind for entity in merged(text) if entity.name == name] == [kind]


@pytest.mark.parametrize("family", ["Day", "Law", "Spring", "Race", "Temple", "Tower", "Hill", "Port", "West", "Falls"])
def test_a_surname_that_is_a_common_word_goes_with_its_owner(family: str) -> None:
    assert (f"Clara {family}", family) in forms(f"Clara {family}, a lawyer, came. {family} said it was late.")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Then Hartfield Rovers lost.", "Hartfield Rovers"),
        ("They beat Marlow United.", "Marlow United"),
        ("The group Friends of Eastgate met.", "Friends of Eastgate"),
        ("Shares in Norvane fell.", "Norvane"),
        ("It invested in Hargate Securities.", "Hargate Securities"),
        ("He held a stake in Norvane.", "Norvane"),
        ("Police Scotland said no.", "Police Scotland"),
    ],
)
def test_clubs_and_firms_are_bodies(text: str, name: str) -> None:
    assert [entity.kind for entity in merged(text) if entity.name == name] == [EntityKind.ORGANIZATION]


def test_a_typed_name_that_is_a_name_keeps_what_looks_like_a_title() -> None:
    entities = merged("Then Police Scotland came. Scotland won.")
    assert [match_name(name, entities) for name in ("Police Scotland", "Scotland")] == [0, 1]
