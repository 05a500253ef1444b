"""How English captions say what a picture shows."""

from __future__ import annotations

import re

from summarizer.english.words import CONJUNCTIONS, DETERMINERS, PREPOSITIONS

__all__ = ["has_news_day", "is_dated_scene", "is_reported", "places_people", "points_at_picture", "shows_scene"]

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
# The day on which it was so, not one by which, since which or until which something is.
_TAKEN_ON = re.compile(
    rf"(?:,|\bon|(?:, |\bon |[a-z] ){_DAY},?|\b[A-Z][\w.]{{1,20}}) "
    rf"(?:{_MONTH} \d{{1,2}},? (?:19|20)\d\d|\d{{1,2}} {_MONTH},? (?:19|20)\d\d)\b"
)
_YEAR = re.compile(r"19\d\d|20\d\d")
# What is to be seen in pictures: what takes effect, opens or is signed on a day is news.
_BEING = (
    "arrive|billow|blast off|burn|celebrate|chant|cheer|clash|climb|crouch|dance|demonstrate|dive|drift|dunk"
    "|embrace|fish|float|fly|gather|gesture|hang|huddle|hover|jog|jump|kneel|lie|lift off|line up|listen|look on"
    "|look out|look up"
    "|march|mourn|parade|participate|pass|pause|pose|pray|protest|queue|rally|react|relax|rest|ride|rise|sail|scuffle"
    "|search|shake hands|shelter|shop|sing|sit|skate|ski|sleep|smile|speak|sprint|stand|stare|stroll|surf|swim"
    "|take cover|take off|take part|talk|testify|wade|wait|walk|warm up|watch|wave|weep|work"
)
_DOING = (
    "address|adjust|aim|approach|attend|battle|board|carry|catch|check|clean|clear|collect|comfort|console|cross"
    "|decorate|dig|douse|dribble|drive|embrace|escort|examine|extinguish|feed|fight|fill|greet|guard|handle|harvest|help"
    "|hold up|hug|inspect|kick|kiss|lay|light|load|navigate|paint|pass|patrol|photograph|pick|place|pour|prepare"
    "|pull|push|raise|read|remove|repair|ride|salute|shake|shoot|shovel|sort|spray|survey|sweep|throw|toss|tow|unload"
    "|visit|watch|water|wave|wear|welcome"
)
_BEFORE_NAMES = (
    r"(?:a|an|the|his|her|their|its|one|two|three|some|hands|with|over|through|past|for|out|[A-Z]\w*|[a-z]+s)"
)
_PLACED = (
    r"(?:(?:together|silently|quietly|slowly|side by side|hand in hand|up|down|out|away|back|in|on) )?"
    r"(?:aboard|above|across|after|against|ahead|along|alongside|amid|among|around|as|at|atop|before|behind|below|beneath"
    r"|beside|between|by|down|during|for|from|in|inside|into|near|next|off|on|onto|outside|over|past|through|toward"
    r"|towards|under|underneath|up|while|with)"
)


def _forms(verbs: str) -> str:
    """Write "carry|look at" as a pattern of both present forms: "carry", "carries", "look at", "looks at"."""
    forms: list[str] = []
    for verb in verbs.split("|"):
        head, space, rest = verb.partition(" ")
        stem, ending = (head[:-1], "ies") if head[-1] == "y" and head[-2] not in "aeiou" else (head, "s")
        ending = "es" if head.endswith(("s", "sh", "ch", "x")) else ending
        forms += [verb, f"{stem}{ending}{space}{rest}"]
    return "|".join(sorted(forms, key=len, reverse=True))


_SCENE = re.compile(
    rf" (?:(?:{_forms(_BEING)}) {_PLACED}|(?:{_forms(_DOING)}) {_BEFORE_NAMES}"
    r"|meets? with|holds? (?:signs|placards|banners|flags|candles|portraits|hands)"
    r"|(?:is|are)(?: \w+)? (?:seen|pictured|shown|photographed|displayed))\b"
)
_MEETING = re.compile(rf" (?:meets?|convenes?) {_PLACED}\b")
# What makes the verb another clause's, or gives the sentence another.
_OTHER_CLAUSE = re.compile(
    r"\b(?:that|who|whom|which|what|when|where|why|how|if|because|although|but|am|is|are|was|were|been|has|have|had|do"
    r"|does|did|will|would|can|could|may|might|must|should|shall|made|went|came|took|gave|got|won|lost|saw|found|began"
    r"|fell|met|not|I|[Ww]e|[Yy]ou|[Ii]t|[Tt]here)\b"
)
_BEFORE_VERB = re.compile(r"\b(?:to|[Hh]e|[Ss]he|[Tt]hey)\b")
_PAST = re.compile(r"\b(\w+),? [a-z]+ed\b(?! (?:by|during|after)\b)")
_LAST_WORD = re.compile(r"(\w+)\W*$")
_NO_SUBJECT = DETERMINERS | PREPOSITIONS | CONJUNCTIONS
# Captions give the full date; "on Tuesday" and "this week" count from the article's own day.
_NEWS_DAY = re.compile(
    rf"\b{_DAY}\b(?!,? (?:{_MONTH}|\d))|\b(?:today|yesterday|tomorrow|tonight|(?:this|last|next) (?:week|month|year))\b"
)
_REPORTED = re.compile(
    r"[\"“”«»]|\b(?:sa(?:id|ys?)|t(?:old|ells?)|according|announced|added|warned|claim(?:s|ed)|w(?:ill|ould)|should"
    r"|I|we|you)\b"
)
_CLOCK = re.compile(r"\d ?[ap]\.?m\b|\bnoon\b")
_STOP = re.compile(r"[a-z]{4}[.!?] [A-Z]")
_PICTURE = r"(?:photo|photograph|picture|image|frame ?grab|screen ?(?:grab|shot)|illustration|rendering|micrograph)"
_POINTS = re.compile(
    rf"(?:In t|T)his (?:[\w.'’-]+,? ){{0,5}}(?:{_PICTURE},? (?:shows|depicts|taken|provided|released|supplied|obtained"
    r"|made available|from)|file photo(?:graph)?,)"
)
_IN_THIS = re.compile(r"(?:^|[.!?] )In this (?:video|clip|photo|photograph|illustration),")
_PLACE_IN_PICTURE = re.compile(
    r"\b[A-Z][\w’'-]{1,30} \((?:L|C|[Ll]eft|[Rr]ight|[Cc]ent(?:er|re)|pictured|(?:back|fore)ground)\)"
    r"|(?<!left)(?<!right), (?:(?:far|second|third|top|bottom|front|back)(?: from)? )?(?:left|right|center|centre), "
    r"(?!(?:and )?(?:the )?(?:left|right|cent))"
)
_SEEN = 600
_BESIDE = 30
_LONGEST_WORD = 40


def is_reported(text: str) -> bool:
    """Say whether somebody speaks in a line, or it tells what is to come: no caption does."""
    return _REPORTED.search(text[:_SEEN]) is not None


def has_news_day(text: str) -> bool:
    """Say whether a line tells time from the day of publication, as articles do and captions do not."""
    return _NEWS_DAY.search(text[:_SEEN]) is not None


def places_people(text: str) -> bool:
    """Say whether a line says who stands where in a picture: "Ann Lee, left, greets …", "Bo Holt (C) at …"."""
    placed = _PLACE_IN_PICTURE.search(text[:_SEEN])
    return placed is not None and (shows_scene(text) or not (_OTHER_CLAUSE.search(text) or _is_past(text[:_SEEN])))


def points_at_picture(text: str) -> bool:
    """Say whether a line points at a picture beside it: "This file photo shows …", "In this video, …"."""
    return _POINTS.match(text) is not None or _IN_THIS.search(text[:_SEEN]) is not None


def shows_scene(text: str) -> bool:
    """Say whether a line's first verb tells, in the present tense, what somebody is doing somewhere."""
    return _scene_end(text, _SCENE) is not None or _scene_end(text, _MEETING) is not None


def is_dated_scene(text: str) -> bool:
    """Say whether a scene in the present tense ends in a full date: agencies write captions so, and no prose.

    With an hour beside the day it is an event to come.
    """
    dated = _YEAR.search(text[:_SEEN]) and _TAKEN_ON.search(text[:_SEEN])
    end = _scene_end(text, _SCENE) if dated else None
    taken = None if end is None else _TAKEN_ON.search(text[:_SEEN], end)
    if end is None or taken is None or _STOP.search(text, end, taken.start()):
        return False
    between = text[end : taken.start()]
    return not (_OTHER_CLAUSE.search(between) or _is_past(between) or _CLOCK.search(text, end, taken.end() + _BESIDE))


def _scene_end(text: str, scene: re.Pattern[str]) -> int | None:
    """Find the end of the first verb that tells of a scene, where no other verb stands before it."""
    if not text[0].isupper():
        return None
    for found in scene.finditer(text[:_SEEN]):
        before = text[: found.start()]
        subject = _LAST_WORD.search(before[-_LONGEST_WORD:])
        if subject is not None and subject[1].lower() not in _NO_SUBJECT:
            other = _OTHER_CLAUSE.search(before) or _BEFORE_VERB.search(before) or _is_past(before)
            return None if other else found.end()
    return None


def _is_past(text: str) -> bool:
    """Say whether a word in "-ed" is no adjective: "arrested a man", not "damaged by fire" or "the damaged cars"."""
    return any(found[1].lower() not in _NO_SUBJECT for found in _PAST.finditer(text))
