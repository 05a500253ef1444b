"""Which entity each speaker is: names directly, pronouns and offices by who came before."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from summarizer.attribution.documents import issuer
from summarizer.attribution.indirect import is_outlet
from summarizer.attribution.mentions import MentionIndex, role_matches
from summarizer.attribution.sources import opens_description
from summarizer.english.places import DEMONYMS
from summarizer.english.titles import DOCUMENT_NOUNS, GROUP_NOUNS, PERSON_NOUNS
from summarizer.english.words import PREPOSITIONS
from summarizer.entities.groups import country_of
from summarizer.entities.keys import canonical
from summarizer.entities.records import EntityKind, Sex
from summarizer.entities.sexes import clash
from summarizer.tokens import bare, tokenize

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from summarizer.attribution.passages import QuotationLike
    from summarizer.attribution.records import Attribution
    from summarizer.entities.records import NamedEntity
    from summarizer.tokens import Range

__all__ = ["resolve_speakers"]

_SINGULAR = {"he": Sex.MALE, "him": Sex.MALE, "his": Sex.MALE, "she": Sex.FEMALE, "her": Sex.FEMALE}
_PLURAL = frozenset({"they", "them"})
_RELATIVE = frozenset({"who", "whom"})
_PRONOUNS = frozenset(_SINGULAR) | _PLURAL | _RELATIVE | {"it"}
_INDEFINITE = frozenset({"a", "an", "one", "some", "another", "any", "several", "many", "other", "no", "two", "three"})
_OWN = frozenset({"his", "her", "their", "its", "my", "our", "your"})
_COMPANY = ("along with", "together with", "and ")
_ANY_BODY = frozenset({"group", "company", "firm", "organization", "organisation", "charity", "watchdog"})
_MEMORY = 60
# Someone whom the article names only later is named within this many attributions.
_LOOK_AHEAD = 2
_SENTENCES_LATER = 1


def resolve_speakers(
    text: str,
    attributions: Sequence[Attribution],
    entities: Sequence[NamedEntity],
    sentences: Sequence[Range],
    quotations: Sequence[QuotationLike],
) -> list[int | None]:
    """Say which entity each attribution's speaker is.

    Pronouns are the last person who was a subject or spoke and is not known to be of the other sex; "it" is
    the last such body. "The company" is the only one it can be, or the only one of them that acts. "The
    minister" or "the envoy" is the last person of that office; "Japan's envoy" and "an official" are nobody
    the article names, unless their country's holder of that office is named.

    Args:
        text: the article.
        attributions: as `find_attributions` gives them.
        entities: as `merge_names` gives them.
        sentences: ordered, not overlapping.
        quotations: ordered, not overlapping; a name inside one is no subject of the article's own sentences.

    Returns:
        An index into `entities` for each attribution, or None for speakers that the article leaves unnamed.
    """
    resolver = _Resolver(text, entities, MentionIndex(text, entities, sentences, quotations))
    order = sorted(range(len(attributions)), key=lambda place: _anchor(attributions[place]))
    resolved: list[int | None] = [None] * len(attributions)
    for place in order:
        resolved[place] = resolver.resolve(attributions[place])
    for rank, place in enumerate(order):
        if resolved[place] is None:
            ahead = [resolved[other] for other in order[rank + 1 : rank + 1 + _LOOK_AHEAD]]
            resolved[place] = resolver.named_later(attributions[place], ahead)
    return resolved


def _anchor(attribution: Attribution) -> int:
    return attribution.speaker[0] if attribution.speaker else attribution.content[0]


@dataclass(frozen=True, slots=True)
class _Turn:
    """Somebody spoke: where, which entity if named, whether it was one person or one body, and of what sex.

    What they were said to say reaches to `reach`: its subjects are not the article's own.
    """

    place: int
    reach: int
    entity: int | None
    singular: bool
    body: bool
    sex: Sex | None


@dataclass(slots=True)
class _Resolver:
    """Resolves speakers in the order of the text."""

    text: str
    entities: Sequence[NamedEntity]
    index: MentionIndex
    # What each mention was found to be, for quotations that go on.
    seen: dict[Range, int | None] = field(default_factory=dict)
    turns: list[_Turn] = field(default_factory=list)

    def resolve(self, attribution: Attribution) -> int | None:
        """The entity that spoke, or None; remembered as the last to speak."""
        mention = attribution.speaker
        if mention is None:
            return None
        if mention not in self.seen:
            words = self._words(mention)
            found = self._resolve(mention, words)
            self.seen[mention] = found
            reach = max(mention[0], attribution.content[1])
            self.turns.append(self._turn(mention[0], reach, words, found))
        return self.seen[mention]

    def _words(self, mention: Range) -> list[str]:
        return [bare(token.text) for token in tokenize(self.text, *mention) if token.is_word]

    def _turn(self, place: int, reach: int, words: list[str], found: int | None) -> _Turn:
        head = _head(words)
        one_body = self._is_body(found) if found is not None else head in GROUP_NOUNS and not head.endswith("s")
        sex = _SINGULAR.get(head, _sex_of_noun(head)) if found is None else self.entities[found].sex
        return _Turn(place, reach, found, self._is_one_person(words, found), one_body, sex)

    def _is_one_person(self, words: list[str], found: int | None) -> bool:
        if found is not None:
            return self._may_be_person(found)
        return _head(words) in PERSON_NOUNS or words[:1] in (["he"], ["she"])

    def _resolve(self, mention: Range, words: list[str]) -> int | None:
        exact = self.index.exact(mention)
        if exact is not None or not words:
            return exact
        if (joint := self._first_of_two(mention)) is not None:
            return joint
        if words[-1] == "latter":
            return self._found(mention[0], self._may_be_person)
        if len(words) > 1 or words[0] not in _PRONOUNS:
            return self._by_office(mention, words)
        return self._by_pronoun(mention[0], words[0])

    def _first_of_two(self, mention: Range) -> int | None:
        """The first of two names that "and" joins: what they say together is told once, as the first one's."""
        named = self.index.inside(mention)
        if named is None or named[0][0] != mention[0] or self.text[named[0][1] :][:5] != " and ":
            return None
        return named[1] if self.index.exact((named[0][1] + 5, mention[1])) is not None else None

    def _by_pronoun(self, place: int, pronoun: str) -> int | None:
        if pronoun in _RELATIVE:
            return self.index.named_right_before(place)
        if pronoun in _SINGULAR:
            return self._last_person(place, _SINGULAR[pronoun])
        if pronoun == "it":
            return self._last_acting_body(place)
        return self._last_body(place)

    def _is_person(self, entity: int) -> bool:
        return self.entities[entity].kind is EntityKind.PERSON

    def _may_be_person(self, entity: int) -> bool:
        return self.entities[entity].kind in {EntityKind.PERSON, None}

    def _is_body(self, entity: int) -> bool:
        return self.entities[entity].kind in {EntityKind.ORGANIZATION, EntityKind.COUNTRY}

    def _last_person(self, place: int, sex: Sex) -> int | None:
        """The last person who was a subject or spoke; nobody if that was somebody unnamed."""

        def fits(entity: int, *, kinds: Callable[[int], bool] = self._is_person) -> bool:
            return kinds(entity) and not clash(self.entities[entity].sex, sex)

        subject = self.index.last_before(place, fits, subjects=True)
        turn = self._last_turn(place, lambda turn: turn.singular and not clash(turn.sex, sex))
        if turn is not None and (subject is None or turn.reach >= subject[0]):
            return turn.entity
        subject = subject or self.index.last_before(
            place, lambda entity: fits(entity, kinds=self._may_be_person), subjects=True
        )
        return subject[1] if subject else None

    def _last_turn(self, place: int, fits: Callable[[_Turn], bool]) -> _Turn | None:
        return next((turn for turn in reversed(self.turns[-_MEMORY:]) if turn.place < place and fits(turn)), None)

    def _last_acting_body(self, place: int) -> int | None:
        """The last body that was a subject or spoke, nobody if that was one unnamed; else the last one named."""
        subject = self.index.last_before(place, self._is_body, subjects=False, opening=True)
        turn = self._last_turn(place, lambda turn: turn.body)
        if turn is not None and (subject is None or turn.place >= subject[0]):
            return turn.entity
        last = subject or self.index.last_before(place, self._is_body, subjects=False, bare=True)
        return last[1] if last else None

    def _last_body(self, place: int) -> int | None:
        """The last body that was a subject or spoke; nobody if those were several unnamed people."""
        subject = self.index.last_before(place, lambda _: True, subjects=True)
        if subject is not None and not self._is_body(subject[1]):
            return subject[1] if self._has_company(*subject) else None
        turn = self.turns[-1] if self.turns else None
        if turn is not None and not turn.singular and (subject is None or turn.place >= subject[0]):
            return turn.entity
        return subject[1] if subject else None

    def _has_company(self, place: int, entity: int) -> bool:
        """Whether the subject named at `place` acts with others: "Ann Lee, along with two ministers, …"."""
        end = next((end for start, end in self.entities[entity].mentions if start == place), place)
        return self.text[end : end + 16].lstrip(", ").startswith(_COMPANY)

    def _by_office(self, mention: Range, words: list[str]) -> int | None:
        """Who "the minister", "Japan's envoy" or "the group" is."""
        head = _head(words)
        apposed = self.index.apposed(mention[1])
        if apposed is not None and head in PERSON_NOUNS and self._may_be_person(apposed):
            return apposed
        owner = self._owner(mention)
        if head in DOCUMENT_NOUNS and words[:2] == ["the", "original"]:
            return self._only_outlet(mention[0])
        if head in DOCUMENT_NOUNS:
            return self._issuer(mention, head, words[0]) if owner is None else owner
        if words[0] in _INDEFINITE or head.endswith("s") or words[0] in _OWN:
            return None
        country = self._country(mention, owner)
        if head in PERSON_NOUNS:
            unknown_owner = owner is not None and country is None
            return None if unknown_owner else self._holder(mention[0], head, country)
        definite = country is None and owner is None and words[0] in {"the", "this", "that"}
        return self._body(mention[0], head) if definite else None

    def _only_outlet(self, place: int) -> int | None:
        """Whose "the original report" is: the one outlet's that the article has cited so far."""
        spoke = {turn.entity for turn in self.turns if turn.place < place and turn.entity is not None}
        outlets = [entity for entity in spoke if is_outlet(self.entities[entity].name)]
        return outlets[0] if len(outlets) == 1 else None

    def _issuer(self, mention: Range, head: str, opens_with: str) -> int | None:
        """Whose "the statement" or "the NASA report" is."""
        named = self.index.inside(mention)
        return named[1] if named is not None else issuer(self.text, self.index, mention, head, opens_with)

    def _body(self, place: int, head: str) -> int | None:
        """The last country or body that "the country" or "the group" can be."""
        if head in {"country", "nation"}:
            return self._found(place, lambda entity: self.entities[entity].kind is EntityKind.COUNTRY)
        if head in _ANY_BODY:
            return self._only_body(place, head)
        if head in GROUP_NOUNS:
            return self._found(place, lambda entity: self._is_such_a_body(entity, head))
        return None

    def _only_body(self, place: int, head: str) -> int | None:
        """The one body that the noun can mean; of several, the one that acts or speaks, where no other does."""
        recent = [(named, body) for named, body in self.index.recent(place) if self._is_such_a_body(body, head)]
        fitting = {body for _, body in recent}
        acting = {body for named, body in recent if self.index.acts(named)}
        acting |= {turn.entity for turn in self.turns[-_MEMORY:] if turn.entity is not None} & fitting
        unnamed = self._last_turn(place, lambda turn: turn.body)
        if unnamed is not None and unnamed.entity is None and len(fitting) != 1:
            return None
        chosen = fitting if len(fitting) == 1 else acting
        return next(iter(chosen)) if len(chosen) == 1 else None

    def _is_such_a_body(self, entity: int, head: str) -> bool:
        if self.entities[entity].kind is not EntityKind.ORGANIZATION:
            return False
        if head in {"company", "firm"} and canonical(self.entities[entity].name) is not None:
            return False
        return head in _ANY_BODY or head in self.entities[entity].name.lower().split()

    def _found(self, place: int, fits: Callable[[int], bool]) -> int | None:
        last = self.index.last_before(place, fits, subjects=False)
        return last[1] if last else None

    def _owner(self, mention: Range) -> int | None:
        """The entity whose possessive stands in the mention."""
        named = self.index.inside(mention)
        if named is None or self.text[named[0][1] : named[0][1] + 1] not in {"'", "’"}:
            return None
        return named[1]

    def _country(self, mention: Range, owner: int | None) -> str | None:
        if owner is not None and self.entities[owner].kind is EntityKind.COUNTRY:
            return canonical(self.entities[owner].name)
        named = self.index.inside(mention)
        if named is not None and canonical(self.entities[named[1]].name) is not None:
            return canonical(self.entities[named[1]].name)
        words = self._words(mention)
        pairs = [" ".join(pair) for pair in pairwise(words)]
        return next((DEMONYMS[form] for form in (*pairs, *words) if form in DEMONYMS), None)

    def _holder(self, place: int, office: str, country: str | None) -> int | None:
        """The last person named whose role is of the office, and of the country if one is said."""

        def fits(entity: int) -> bool:
            role, affiliation = self.entities[entity].role, self.entities[entity].affiliation
            if role is None or not role_matches(self.text[role[0] : role[1]], office):
                return False
            return country is None or country_of(self.text, affiliation) == country

        turn = self.turns[-1] if self.turns else None
        if country is None and turn is not None and turn.singular and turn.entity is None:
            return None
        return self._found(place, fits)

    def named_later(self, attribution: Attribution, ahead: Sequence[int | None]) -> int | None:
        """Who "the senator" at the top is, where the next to speak is somebody named there first."""
        mention = attribution.speaker
        words = self._words(mention) if mention else []
        if mention is None or not words or _head(words) not in PERSON_NOUNS:
            return None
        owned = self._owner(mention) is not None
        following = self._bare_name_after(mention) if owned else None
        if words[0] == "the" and not owned:
            following = next((entity for entity in ahead if entity is not None), None)
        if following is None or not self._is_person(following):
            return None
        first = self.entities[following].mentions[0]
        earlier = self.index.last_before(mention[0], self._is_person, subjects=False)
        return following if first[0] > mention[0] and earlier is None else None

    def _bare_name_after(self, mention: Range) -> int | None:
        """Who is the subject of the sentence after next at the latest, and given no office of their own."""
        named = self.index.next_subject(mention[1], self._is_person)
        if named is None or self.text[mention[1] : named[0]].count(". ") > _SENTENCES_LATER:
            return None
        return named[1] if self.entities[named[1]].role is None else None


def _sex_of_noun(noun: str) -> Sex | None:
    """The sex that a noun for one person says: "spokeswoman"; "spokesman" is said of both."""
    if noun in {"man", "boy", "father", "brother", "son", "husband", "uncle", "nephew", "king", "prince"}:
        return Sex.MALE
    women = {"girl", "mother", "sister", "daughter", "wife", "aunt", "niece", "queen", "princess", "actress"}
    return Sex.FEMALE if noun in women or noun.endswith("woman") else None


def _head(words: Sequence[str]) -> str:
    """The noun that says what a phrase is: the last word before a preposition, or before "familiar with"."""
    pairs = enumerate(zip(words, (*words[1:], ""), strict=True))
    end = next((at for at, pair in pairs if at and (pair[0] in PREPOSITIONS or opens_description(*pair))), len(words))
    return words[end - 1] if words else ""
