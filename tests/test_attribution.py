from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.analysis import analyse
from summarizer.article import article_from_text
from summarizer.attribution import (
    Attribution,
    Manner,
    Stance,
    find_attributions,
    resolve_speakers,
    spoken_stance,
    stance_of,
)
from summarizer.entities import merge_names
from summarizer.names import find_names
from summarizer.units.quotations import find_quotations
from summarizer.units.sentences import find_sentences

quick = settings(max_examples=100, deadline=None)


@dataclass(frozen=True)
class Reading:
    """An attribution in words."""

    speaker: str | None
    cue: str | None
    content: str
    manner: Manner
    reported_by: str | None
    entity: str | None
    quotations: tuple[int, ...]


def read(text: str) -> list[Reading]:
    sentences, quotations = find_sentences(text), find_quotations(text)
    names = find_names(text, sentences)
    entities = merge_names(text, names)
    found = find_attributions(text, sentences, quotations, names)
    resolved = resolve_speakers(text, found, entities, sentences, quotations)

    def cut(span: tuple[int, int] | None) -> str | None:
        return text[slice(*span)] if span else None

    return [
        Reading(
            cut(one.speaker),
            cut(one.cue),
            text[slice(*one.content)],
            one.manner,
            cut(one.reported_by),
            None if who is None else entities[who].name,
            one.quotations,
        )
        for one, who in zip(found, resolved, strict=True)
    ]


def quoted(text: str) -> list[tuple[str | None, str | None]]:
    return [(one.speaker, one.cue) for one in read(text) if one.quotations]


def speakers(text: str) -> list[str | None]:
    return [one.entity for one in read(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We will win,” Ann Lee said.", [("Ann Lee", "said")]),
        ("“We will win,” said Ann Lee.", [("Ann Lee", "said")]),
        ("“We will win,” she said.", [("she", "said")]),
        ("Ann Lee said: “We will win.”", [("Ann Lee", "said")]),
        ("“We will win,” Ann Lee told reporters. “You will see.”", [("Ann Lee", "told reporters")]),
        ("“We,” Ann Lee said, “will win.”", [("Ann Lee", "said")]),
        ("“We will win,” said Ann Lee, a minister. “We must.”", [("Ann Lee", "said")]),
        ("Then Ann Lee, the US envoy to the UN, called the plan “unlawful.”", [("Ann Lee", "called")]),
        ("“We will win,” stated South Korea’s U.N. Ambassador Ann Lee.", [("Ann Lee", "stated")]),
        ("“We will win,” said a former senior official.", [("a former senior official", "said")]),
        ("“We will win,” said a spokesman for the group.", [("a spokesman", "said")]),
        ("“We will win,” a spokesman for Mr. Lee said.", [("a spokesman for Mr. Lee", "said")]),
        ("“We will win,” mused host Ann Lee.", [("Ann Lee", "mused")]),
        ("According to Ann Lee, the plan is “a great step for us.”", [("Ann Lee", "According to")]),
        ("According to her, the plan is “a great step for us.”", [("her", "According to")]),
        ("In the words of Ann Lee, “it is over.”", [("Ann Lee", "words of")]),
        ("The plan is “a great step for us,” per Reuters.", [("Reuters", "per")]),
        ("Lee spoke alongside Ann Roe, who urged the “immediate withdrawal” of troops.", [("who", "urged")]),
        ("In a speech, Ann Lee attacked the plan, calling it “a bad joke.”", [("Ann Lee", "calling")]),
        ("The envoy issued a warning to Kim Song, stating, “We will win.”", [("The envoy", "stating")]),
        (
            "It came as Ann Lee met Kim Song, with Seoul saying it was “a very good day.”",
            [("Seoul", "saying")],
        ),
        ("Ann Lee went to Kyiv to say it was “a very good day.”", [("Ann Lee", "say")]),
        ("Some attacked her remark that “there is no way out.”", [("her", "remark")]),
        ("It is Ann Lee’s warning that “there is no way out.”", [("Ann Lee", "warning")]),
        ("The plan was described by Ann Lee as “a very good idea.”", [("Ann Lee", "described by")]),
        ("The plan, the minister said, was “a very good idea.”", [("the minister", "said")]),
        ("The reports were “barefaced lies”, the minister said.", [("the minister", "said")]),
        ("The authors (all of them) said the plan was “a joke.”", [("The authors", "said")]),
        ("A report that said “we will win” came.", [("A report", "said")]),
        ("Ann Lee: “We will win.”", [("Ann Lee", None)]),
        ("“We will win.” — Ann Lee", [("Ann Lee", None)]),
        ("Ann Lee zigzagged about “a very very long road.”", [("Ann Lee", None)]),
        ("Ann Lee said it was bad; the group said it was “a very good day.”", [("the group", "said")]),
        ("“We will win,” Ann Lee and Kim Song said.", [("Ann Lee and Kim Song", "said")]),
        ("Ann Lee slams Kim Song, praises Jo Roe as a “work horse.”", [("Ann Lee", "praises")]),
        ("“We will win,” Ann Lee of Acme Corp said.", [("Ann Lee", "said")]),
        ("“We will win,” officials this week said.", [("officials", "said")]),
        ("They met Kim of Acme Corp as Ann Lee said “we will win.”", [("Ann Lee", "said")]),
        ("“We will win,” then said Ann Lee.", [("Ann Lee", "said")]),
        ("The plan is bad, according to Mr. Lee, and “a great step for us.”", [("Lee", "according to")]),
        ("Russia accused Mr. Lee of “a very bad plan.”", [("Russia", "accused")]),
        (
            "“We will win”, as a very old and very tired man of the village once long ago said.",
            [("man", "said")],
        ),
        ("The plan requested by Seoul was for Ann Lee “a very good idea.”", [(None, None)]),
        ("Even if he spent his years on “a very good policy for us.”", [("he", None)]),
        ("Western nations asserting “our right to win” left.", [("Western nations", "asserting")]),
        ("The “bad” plan of the old and very old town of the old men was over, Lee said.", [("Lee", "said")]),
        (
            "The “bad” plan of the old and very old town of the old men fell in time as Lee said it must.",
            [(None, None)],
        ),
        ("“No,” 1 2 3 Lee said.", [("Lee", "said")]),
        (
            "“A b c d” Lee said “e f g h” to it, the one that Lee called “i j k l.”",
            [("Lee", "said"), ("Lee", "called")],
        ),
        ("Ann Lee, in a speech, praised it, Jo Roe said, as “a good plan for us.”", [("Jo Roe", "said")]),
        ("The minister emailed supporters saying: “We will win.”", [("The minister", "saying")]),
        ("Ann Lee left; on Monday, saying “we will win,” they left.", [("Ann Lee", "saying")]),
        ("“It is over,” it said.", [("it", "said")]),
        ("“We will win,” was what Ann Lee said.", [("Ann Lee", "said")]),
        ("That said “we will win.”", [(None, None)]),
        ("The plan, which said “we will win,” is old.", [(None, None)]),
        ("To say “we will win” is easy.", [(None, None)]),
        (
            "An official who asked not to be named to discuss strategy said “we will win.”",
            [("An official", "said")],
        ),
        ("The plan was “bad,” and Lee saw it.", [(None, None)]),
        ("The mayor, Ann Lee, said it was “bad.”", [("The mayor", "said")]),
        ("The town) said “we will win.”", [("The town", "said")]),
        ("“We will win,” the head of the group on Monday said.", [("the head of the group", "said")]),
    ],
)
def test_a_quotation_has_its_speaker_and_cue(text: str, expected: list[tuple[str | None, str | None]]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "The bank will close, according to three people familiar with the move.",
            "three people familiar with the move",
        ),
        (
            "It is for sale, according to people familiar with the city's plans, and soon.",
            "people familiar with the city's plans",
        ),
        (
            "It is for sale, according to people close to the regulators' talks.",
            "people close to the regulators' talks",
        ),
        ("The deal is nearly done, according to a person close to the talks.", "a person close to the talks"),
        ("The law will change in May, said an official briefed on the plans.", "an official briefed on the plans"),
        ("An official briefed on the plans said the law would change in May.", "An official briefed on the plans"),
        (
            "Sources with direct knowledge of the matter said the bank would close.",
            "Sources with direct knowledge of the matter",
        ),
        (
            "According to officials aware of the talks between Oslo and Berlin, nothing was signed.",
            "officials aware of the talks between Oslo and Berlin",
        ),
        ("Officials involved in the talks said on Monday that a deal was close.", "Officials involved in the talks"),
        ("The bank will close, according to people familiar with the plan on Monday.", "people familiar with the plan"),
        ("The bank will close, according to three people with umbrellas.", "three people"),
        ("The bank will close, according to Ann Lee.", "Ann Lee"),
        ("The man who sat close to the door left, police said.", "police"),
    ],
)
def test_what_says_how_an_unnamed_source_knows_is_part_of_the_mention(text: str, speaker: str) -> None:
    assert [one.speaker for one in read(text)] == [speaker]


def test_the_body_whose_plans_an_unnamed_source_knows_does_not_speak() -> None:
    text = "Apex Corporation closed. The sale is near, according to people familiar with Apex Corporation’s plans."
    assert speakers(text) == [None]


def test_the_original_report_is_the_only_outlet_s_that_was_cited_before() -> None:
    later = " According to the original report, it will be sold in May."
    assert speakers(f"According to the Harbour Times, the bank has closed.{later}")[-1] == "Harbour Times"
    both = "According to the Harbour Times, the bank has closed. The Quay Gazette said the bank was sold."
    assert speakers(f"{both}{later}")[-1] is None
    assert speakers(f"According to Ann Lee, the bank has closed.{later}")[-1] is None


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “green zone” is closed.",
        "They saw “The Sound of Music” on Friday.",
        "Two points of the “plan” stood.",
        "A robot, called “Hope” by all, won.",
    ],
)
def test_scare_quotes_and_titles_have_no_speaker(text: str) -> None:
    assert [one.speaker for one in read(text) if one.quotations] in ([None], ["all"])


def test_every_quotation_of_a_sentence_is_in_an_attribution() -> None:
    text = "The “zone” is shut. “We will win,” Lee said. “Yes.” He left “it”."
    found = {index for one in read(text) for index in one.quotations}
    assert found == set(range(len(find_quotations(text))))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“One is enough,” Lee said. “Two is more.”", [(0, 1)]),
        ("“One is enough,” Lee said.\n\n“Two is more.”", [(0,), (1,)]),
        ("Lee said:\n\n“One is enough.”", [(0,)]),
        ("Lee was defiant. “One is enough.”", [(0,)]),
        ("Lee said in a statement. “One is enough for us.”", [(0,)]),
        ("Lee says he was told. “One is enough for us.”", [(0,)]),
        ("Lee argued it was bad. There is still “one too many of them.”", [(0,)]),
    ],
)
def test_a_quotation_without_a_cue_goes_on_with_the_speaker_before(text: str, expected: list[tuple[int, ...]]) -> None:
    found = [one for one in read(text) if one.quotations]
    assert [one.quotations for one in found] == expected
    assert {one.speaker for one in found} == {"Lee"}


def test_a_quotation_after_a_paragraph_of_the_narrators_has_no_speaker() -> None:
    text = "“One is enough,” Lee said.\n\nIt rained.\n\n“Two is more.”"
    assert [one.speaker for one in read(text) if one.quotations] == ["Lee", None]


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("Ann Lee said that the war is over.", "Ann Lee", "the war is over"),
        ("Ann Lee told the council that the war is over.", "Ann Lee", "the war is over"),
        ("Ann Lee told the council the war is over.", "Ann Lee", "the war is over"),
        ("According to Ann Lee, the war is over.", "Ann Lee", "the war is over"),
        ("The war is over, according to Ann Lee.", "Ann Lee", "The war is over"),
        ("The war is over, officials said.", "officials", "The war is over"),
        ("The war is over, said Ann Lee, a minister.", "Ann Lee", "The war is over"),
        ("The war is over, governor Ann Lee said on Monday.", "Ann Lee", "The war is over"),
        ("Ann Lee called on Iran to leave.", "Ann Lee", "Iran to leave"),
        ("Russia denied that it was there.", "Russia", "it was there"),
        ("Ann Lee said on Monday the war is over.", "Ann Lee", "the war is over"),
        ("Ann Lee of Yale and contributor to Wired wrote that the war is over.", "Ann Lee", "the war is over"),
        ("One site, Planet.com, claims the war is over.", "Planet.com", "the war is over"),
        ("Many Peruvians wonder what comes next.", "Many Peruvians", "what comes next"),
        ("Ann Lee estimated this would take a day.", "Ann Lee", "this would take a day"),
        ("Soldiers also reported at the time that the war was over.", "Soldiers", "the war was over"),
        ("The envoy raised concerns on Monday about the lack of aid.", "The envoy", "the lack of aid"),
        ("A sailor said the war is over.", "A sailor", "the war is over"),
        ("Companies say that the war is over.", "Companies", "the war is over"),
        ("Sources close to Ann Lee say the war is over.", "Sources close to Ann Lee", "the war is over"),
        ("Supporters of the law hope this is a start.", "Supporters of the law", "this is a start"),
        ("Ann Lee thinks the war in Mali will end.", "Ann Lee", "the war in Mali will end"),
        ("A poll found last week that the war is over.", "A poll", "the war is over"),
        ("Polls show that the war is over.", "Polls", "the war is over"),
        ("The hall was sold in May, records show.", "records", "The hall was sold in May"),
        ("Acme itself said the war is over.", "Acme", "the war is over"),
        ("Ann Lee told the family he was well.", "Ann Lee", "he was well"),
        ("Ann Lee told a crowd in Ohio she would win.", "Ann Lee", "she would win"),
        ("Minister Jo Roe told him the war is over.", "Jo Roe", "the war is over"),
        ("The White House said Ann Lee would go, but declined to say when.", "White House", "Ann Lee would go"),
        ("A spokesman in Oslo, who asked not to be named, said it is over.", "A spokesman in Oslo", "it is over"),
        ("He met an envoy, and an official who said the war is over.", "an official", "the war is over"),
        ("A few senators said the bill was good.", "A few senators", "the bill was good"),
        ("Ann Lee said no minister was there.", "Ann Lee", "no minister was there"),
        ("According to the Budget Office, it will add $5 billion.", "Budget Office", "it will add $5 billion"),
        ("OSLO, Feb. 6 (Reuters) - Norbank cut jobs and warned that more would go.", "Norbank", "more would go"),
        ("Norbank forecast growth of 3 percent in the year.", "Norbank", "growth of 3 percent in the year"),
        ("Ann Lee promised them in writing that the school would stay.", "Ann Lee", "the school would stay"),
        ("It is asserted by the prosecutor that both knew it.", "the prosecutor", "both knew it"),
        ("The ministry announced the capture of a village.", "The ministry", "the capture of a village"),
    ],
)
def test_reported_speech_has_its_speaker_and_clause(text: str, speaker: str, content: str) -> None:
    found = read(text)
    assert [(one.speaker, one.content, one.manner) for one in found] == [(speaker, content, Manner.INDIRECT)]


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee has not said what it is.",
        "Russia has not refuted the claim of Kyiv.",
        "Ann Lee was told of it by phone.",
        "He was not authorised to disclose the plan.",
        "The reported plan and its claims are known.",
        "Ann Lee put the cup on the table.",
        "On demand, the calls of the state go out.",
        "The group scored two points there.",
        "What Ann Lee said or did is unknown.",
        "Ann Lee said on Monday.",
        "I said that it was over.",
        "Leaders of union member states met in Oslo on Monday.",
        "Seven member states had bid to host the office of the group.",
        "Lee flew to Oslo on Monday, observing the work and visiting the camp.",
        "The aid came with Western nations asserting their right to help.",
        "Ann Lee added a third floor to the house on the hill.",
        "Acme Corp wrote a letter directly to the owners of the yard.",
        "Morris refused to leave the car and pleaded guilty on Friday.",
        "Ann Lee wrote to the mayor of the town in May.",
        "The wind picked up at sea (Ann Lee told (via Planet).",
        "Kim Lee conceded a penalty in the first minutes of the match.",
        "No minister said that the bank had failed.",
        "Few senators said the bill was good.",
        "None of the ministers denied that the bank had failed.",
        "Neither Ann Lee nor Jo Roe would say if the bill was good.",
        "Not one senator said the bill was good.",
        "LONDON, Feb 6 - Norbank beat the analysts' average forecast of 3 million, and cut its jobs.",
        "The average forecast was 3 million.",
    ],
)
def test_what_reports_nothing_is_no_attribution(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Both Ghana and Togo have denied the claims of the union.",
            [("Ghana", "the claims of the union"), ("Togo", "the claims of the union")],
        ),
        (
            "Ghana, Togo and Benin said the union is over.",
            [("Ghana", "the union is over"), ("Togo", "the union is over"), ("Benin", "the union is over")],
        ),
        (
            "The bureau says it has found no trace of gas despite Planet.com claiming the leak was large.",
            [("The bureau", "it has found no trace of gas"), ("Planet.com", "the leak was large")],
        ),
    ],
)
def test_who_speaks_together_or_against_each_other_is_told_apart(text: str, told: list[tuple[str, str]]) -> None:
    assert [(one.speaker, one.content) for one in read(text)] == told


def test_who_is_cited_speaks_and_who_cites_reports() -> None:
    first, second = read(
        "Ann Lee dismissed the claims and cited an unnamed official who stated that the port was safe."
    )
    assert (first.speaker, first.content, first.reported_by) == ("Ann Lee", "the claims", None)
    assert (second.speaker, second.content) == ("an unnamed official", "the port was safe")
    assert second.reported_by == "Ann Lee"


def test_who_tells_of_another_s_words_reports_them() -> None:
    found = read("Governor Ann Lee said Mayor Jo Roe had promised him in writing that the school would stay.")
    assert [(one.speaker, one.reported_by) for one in found] == [("Ann Lee", None), ("Jo Roe", "Ann Lee")]
    beside = read("Ann Lee said the plan was late, and Jo Roe said that it was early.")
    assert [(one.speaker, one.reported_by) for one in beside] == [("Ann Lee", None), ("Jo Roe", None)]
    herself = read("Ann Lee said she feared that the school would close.")
    assert {one.reported_by for one in herself} == {None}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jo Roe, a leader, said that the bank had sent a letter to staff. The letter said jobs would go.", None),
        ("Jo Roe said that Norbank had sent a letter to staff. The letter said jobs would go.", "Norbank"),
        ("Jo Roe was sent a letter on Monday. The letter said jobs would go.", None),
        ("Norbank, which had lost a case, issued a statement. The statement said jobs would go.", "Norbank"),
        ("Norbank met the union and issued a statement. The statement said jobs would go.", "Norbank"),
    ],
)
def test_a_document_is_of_the_subject_of_the_verb_that_issued_it(text: str, expected: str | None) -> None:
    assert speakers(text)[-1] == expected


def test_who_told_somebody_speaks_and_not_who_was_told() -> None:
    (one,) = read(
        "In a meeting that day he was told by minister Jo Roe of “forty people under the rubble”, which he wept at."
    )
    assert (one.speaker, one.cue, one.entity) == ("Jo Roe", "told by", "Jo Roe")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“No,” said one Trump adviser.", "one Trump adviser"),
        ("“No,” said Ohio-based strategist Al Cardenas.", "Al Cardenas"),
        ("Sam Lau, the director for the party said. “No way at all.”", "Sam Lau"),
        ("The comments called her party rotten and termed her a “lousy traitor”.", "The comments"),
        ("They criticized Ann Lee for saying “never again at all.”", "Ann Lee"),
    ],
)
def test_the_subject_is_the_whole_phrase_and_no_part_of_it(text: str, speaker: str) -> None:
    assert [one.speaker for one in read(text) if one.quotations] == [speaker]


def test_clauses_side_by_side_are_attributions_of_their_own() -> None:
    found = read("Austin said the troops are there, but warned that Moscow will use them.")
    assert [(one.cue, one.content) for one in found] == [
        ("said", "the troops are there"),
        ("warned", "Moscow will use them"),
    ]


@pytest.mark.parametrize(
    ("text", "manner"),
    [
        ("“We will win,” Lee said.", Manner.DIRECT),
        ("Lee told the council, “We will win.”", Manner.DIRECT),
        ("Lee said they “will win” the war.", Manner.MIXED),
        ("The war was “a mistake”, Lee said.", Manner.MIXED),
        ("Lee said they will win.", Manner.INDIRECT),
    ],
)
def test_the_manner_says_how_much_is_quoted(text: str, manner: Manner) -> None:
    assert [one.manner for one in read(text)] == [manner]


def test_the_content_of_mixed_speech_is_the_clause() -> None:
    assert read("Lee said that they “will win” the war.")[0].content == "they “will win” the war"
    assert read("Lee informed the council that they “will win” the war.")[0].content == "they “will win” the war"


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("An official told The Associated Press that it is over.", "Associated Press"),
        ("“It is over,” Lee said, as reported by AFP.", "AFP"),
        ("According to Yonhap, Lee said that it is over.", "Yonhap"),
        ("As reported by Example.org, Lee blamed his partners for it.", "Example.org"),
        ("An official told the Security Council that it is over.", None),
        ("“It is over,” Reuters reported.", None),
    ],
)
def test_an_outlet_that_passes_words_on_is_not_their_speaker(text: str, outlet: str | None) -> None:
    found = [one for one in read(text) if one.speaker != "Yonhap"]
    assert [one.reported_by for one in found] == [outlet]


@pytest.mark.parametrize(
    ("cue", "stance"),
    [
        ("said", Stance.ASSERTS),
        ("told reporters", Stance.ASSERTS),
        ("according to", Stance.ASSERTS),
        ("tweeted", Stance.ASSERTS),
        ("zigzagged", Stance.ASSERTS),
        ("", Stance.ASSERTS),
        ("has denied", Stance.DENIES),
        ("ruled out", Stance.DENIES),
        ("Accused", Stance.ACCUSES),
        ("condemning", Stance.CONDEMNS),
        ("hit out", Stance.CONDEMNS),
        ("called", Stance.ASSERTS),
        ("called on", Stance.DEMANDS),
        ("calls for", Stance.DEMANDS),
        ("urged", Stance.DEMANDS),
        ("warns", Stance.WARNS),
        ("hailed", Stance.SUPPORTS),
        ("vowed", Stance.PROMISES),
        ("asked", Stance.QUESTIONS),
        ("declined", Stance.DECLINES),
        ("refused", Stance.DECLINES),
    ],
)
def test_the_stance_of_a_cue_is_the_lexicons(cue: str, stance: Stance) -> None:
    assert stance_of(cue) is stance


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“No,” Ann Lee said. She added, “Never.”", ["Ann Lee", "Ann Lee"]),
        ("Ann Lee left the room. “No,” she said.", ["Ann Lee"]),
        ("He spoke with minister Ann Lee, who said “no way at all.”", ["Ann Lee"]),
        ("He spoke with minister Ann Lee (R-Ohio), who said “no way at all.”", ["Ann Lee"]),
        ("He spoke with Ann Lee and others, who said “no way at all.”", [None]),
        ("Ukraine’s Defence Minister Ann Lee left. The minister said: “No.”", ["Ann Lee"]),
        ("The South Korean minister Ann Lee left. South Korea’s minister said: “No.”", ["Ann Lee"]),
        ("The South Korean minister Ann Lee left. Japan’s minister said: “No.”", [None]),
        ("The US envoy Ann Lee left. The American ambassador said: “No.”", ["Ann Lee"]),
        ("Minister Ann Lee met Jo Roe. The latter said: “No.”", ["Jo Roe"]),
        ("A Ukrainian official said: “No.” He added, “Never.”", [None, None]),
        ("Ann Lee left. An official said: “No.” The official added, “Never.”", [None, None]),
        ("We asked Acme Corp about it. The company said: “No.”", ["Acme Corp"]),
        ("We asked the Trade Ministry about it. The ministry said: “No.”", ["Trade Ministry"]),
        ("We asked Acme Corp about it. The ministry said: “No.”", [None]),
        ("We went to Malta. The country said: “No.”", ["Malta"]),
        ("Acme Corp sold the images it said were real.", ["Acme Corp"]),
        ("Acme Corp left. They said: “No.”", ["Acme Corp"]),
        ("Officials said it is over. They added that it was bad.", [None, None]),
        ("Acme Corp spoke. Officials said it is over. They added that it was bad.", [None, None]),
        ("Ann Lee left. They said: “No.”", [None]),
        ("Ann Lee left. His wife said: “No.”", [None]),
        ("The coach, Ann Lee, said: “No.”", ["Ann Lee"]),
        ("According to the team’s coach, Ann Lee, it was “a great day for us.”", ["Ann Lee"]),
        ("Ann Lee’s statement said: “No.”", ["Ann Lee"]),
        ("The statement said: “No.”", [None]),
        ("Paris’s ambassador said: “No.”", [None]),
        ("“No,” Ann Lee and Jo Roe said.", ["Ann Lee"]),
        ("Acme Corp issued a statement on Monday. The statement said: “No.”", ["Acme Corp"]),
        ("The statement, issued by Acme Corp on Monday, said it was over.", ["Acme Corp"]),
        ("“No,” according to a statement from Acme Corp.", ["Acme Corp"]),
        ("Police in Ohio said the man was found.", [None]),
        ("Acme Corp released a statement which read, “No.”", ["Acme Corp"]),
        ("Acme Corp left the room. According to the report, it was late there.", [None]),
        ("The Supreme Court ruled on it. According to the ruling, a host must pay.", ["Supreme Court"]),
        ("Ann Lee, along with two ministers, left. They said: “No.”", ["Ann Lee"]),
        ("Ann Lee said that Jo Roe was ill. She added, “Never.”", ["Ann Lee", "Ann Lee"]),
        ("Malta’s envoy warned that war was near. At the meeting, Ann Lee met others.", ["Ann Lee"]),
        ("Malta’s envoy warned that war was near. Minister Ann Lee met others.", [None]),
        ("“No,” Ann Lee said.\n\n“Never,” she added.\n\n“Not at all.”", ["Ann Lee"] * 3),
        ("They said: “No.” It said: “Never.” He said: “Not.”", [None, None, None]),
        ("It is “so”.", [None]),
    ],
)
def test_speakers_are_resolved_to_entities(text: str, expected: list[str | None]) -> None:
    assert speakers(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gov. Mike Dale spoke. Mrs. Dale also spoke. She said “no.”", ["Mrs. Dale"]),
        ("Mary Jones left. Bob Lee stayed. “I am old,” she said. “I am not,” he said.", ["Mary Jones", "Bob Lee"]),
        ("Mary Jones spoke. “I am old,” he said.", [None]),
        ("Ann Lee spoke. A boy said it was over. She added that it was bad.", [None, "Ann Lee"]),
        ("Ann Lee spoke. A woman said it was over. She added that it was bad.", [None, None]),
    ],
)
def test_a_pronoun_is_nobody_of_the_other_sex(text: str, expected: list[str | None]) -> None:
    assert speakers(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acme Corp was sued. A suit names Beta Inc as well. It said it was ready.", ["Acme Corp"]),
        ("Acme Corp was sued. A suit names Beta Inc as well. The firm said it was ready.", ["Acme Corp"]),
        ("On Monday Acme Corp sued Beta Inc. It said it was ready.", ["Acme Corp"]),
        ("Acme Corp sued Beta Inc. Then Beta Inc laughed. The company said it was ready.", [None]),
        ("Acme Corp was sued. The company said it was ready.", ["Acme Corp"]),
        ("The United Nations met. The company said it was ready.", [None]),
        ("Acme Corp was sued. A union said it was bad. It added that it was over.", [None, None]),
        ("Acme Corp sued Beta Inc. A rival company said it was bad. The company said it was over.", [None, None]),
        ("Then Russia met Acme Corp, and the White House sold images it said were real.", ["White House"]),
    ],
)
def test_a_body_left_unnamed_is_the_one_that_acts(text: str, expected: list[str | None]) -> None:
    assert speakers(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Stone himself was quoted by the Post as saying: “I’m innocent.”",
        "Stone was quoted as saying by the Post: “I’m innocent.”",
        "The Post quoted Stone as saying: “I’m innocent.”",
        "The Post quoted Stone as saying he was innocent of all crimes.",
    ],
)
def test_who_is_quoted_speaks_and_the_outlet_reports(text: str) -> None:
    assert [(one.entity, one.reported_by) for one in read(text)] == [("Stone", "Post")]


def test_who_is_named_only_later_is_found() -> None:
    text = (
        "The senator told the council that it was over.\n\n"
        "“It is over,” Senator Ann Lee said on Monday.\n\n“No,” a minister said. The teacher said: “Yes.”"
    )
    assert speakers(text) == ["Ann Lee", "Ann Lee", None, None]


def test_a_name_inside_a_quotation_is_no_subject() -> None:
    text = "Minister Ann Lee left. “Senator Jo Roe is wrong.” She added, “Never.”"
    assert speakers(text)[-1] == "Ann Lee"


def test_the_sentence_is_that_of_the_cue() -> None:
    text = "It rained. “We won. We did,” Lee said. It rained again."
    sentences = find_sentences(text)
    found = find_attributions(text, sentences, find_quotations(text), find_names(text, sentences))
    assert [text[slice(*sentences[one.sentence])] for one in found] == ["We did,” Lee said."]


def test_without_sentences_there_are_no_attributions() -> None:
    assert find_attributions("“No,” Lee said.", [], [], []) == []
    assert resolve_speakers("", [], [], [], []) == []


def test_a_sentence_beyond_all_prose_is_read_in_pieces() -> None:
    text = "Kim said “no” and " * 2_000
    sentences = [(0, len(text) - 1)]
    found = find_attributions(text, sentences, find_quotations(text), find_names(text, sentences))
    assert {index for one in found for index in one.quotations} == set(range(2_000))


PIECES = st.sampled_from(
    [
        "said",
        "Kim said",
        "“We will win,”",
        "“",
        "”",
        "he",
        "who",
        ",",
        ".",
        ":",
        "\n\n",
        "\r\n",
        "the envoy",
        "told",
        "Ann Lee",
        "according to",
        "saying",
        "to say",
        "and",
        "(",
        ")",
        "’s",
        "remark that",
        "—",
        "\xa0",
        "é",
        "𝒜",
        "by",
        "was",
        "called on",
        "that",
        "Reuters",
        "not",
        "It",
        "“so”",
        "The group",
        "a report",
        "in Kyiv",
        ";",
        "they",
    ]
)


@quick
@given(st.one_of(st.text(), st.lists(PIECES, max_size=60).map(" ".join), st.lists(PIECES).map("".join)))
def test_attributions_are_exact_in_any_text(text: str) -> None:
    sentences, quotations = find_sentences(text), find_quotations(text)
    names = find_names(text, sentences)
    found = find_attributions(text, sentences, quotations, names)
    entities = merge_names(text, names)
    resolved = resolve_speakers(text, found, entities, sentences, quotations)
    assert all(who is None or 0 <= who < len(entities) for who in resolved)
    used = [index for one in found for index in one.quotations]
    assert sorted(used) == list(range(len(quotations)))
    for one in found:
        check_exact(text, one, len(sentences))


def check_exact(text: str, one: Attribution, sentences: int) -> None:
    assert 0 <= one.sentence < sentences
    for span in (one.content, one.speaker, one.cue, one.reported_by):
        assert span is None or 0 <= span[0] < span[1] <= len(text)
        assert span is None or text[slice(*span)].strip() == text[slice(*span)]
    assert (one.manner is Manner.INDIRECT) == (not one.quotations)
    assert one.quotations or (one.speaker is not None and one.cue is not None)


@pytest.mark.parametrize(
    ("words", "stance"),
    [
        ("“Why should we pay for it?”", Stance.QUESTIONS),
        ("“We strongly condemn the attack,”", Stance.CONDEMNS),
        ("“It is late. I call upon them to leave.”", Stance.DEMANDS),
        ("“I call it a day.”", Stance.ASSERTS),
        ("“They condemn us.”", Stance.ASSERTS),
        ("“Is it? It is.”", Stance.ASSERTS),
    ],
)
def test_quoted_words_that_say_what_they_do_show_a_stance(words: str, stance: Stance) -> None:
    assert spoken_stance(words) is stance


@pytest.mark.parametrize(
    "text",
    [
        "Smith said Monday that the dam had burst.",
        "Smith said on Tuesday that the dam had burst.",
        "Smith said late Tuesday night at a meeting in Oslo that the dam had burst.",
        "Smith said earlier this week that the dam had burst.",
    ],
)
def test_when_and_where_it_was_said_is_no_part_of_what_was_said(text: str) -> None:
    (attribution,) = analyse(article_from_text(text)).attributions
    assert text[slice(*attribution.content)] == "the dam had burst"
