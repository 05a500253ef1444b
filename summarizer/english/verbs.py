"""The forms of English verbs that tell that something happened, is happening or is to happen."""

from __future__ import annotations

from summarizer.english.listing import words

__all__ = [
    "BE_PAST",
    "BE_PRESENT",
    "FUTURE",
    "FUTURE_BEFORE_TO",
    "HAVE",
    "IRREGULAR_PARTICIPLES",
    "IRREGULAR_PASTS",
    "NEGATIONS",
    "NOT_DEEDS",
    "NOT_VERBS",
]

BE_PRESENT = words("is are am")
BE_PAST = words("was were been being")
HAVE = words("has have had")
FUTURE = words("will shall")
FUTURE_BEFORE_TO = words("""
    is are was were plans planned intends intended aims vowed agreed set scheduled due expected ordered preparing
    prepares poised
    """)
NEGATIONS = words("not never no hardly barely nor neither without unable failed")

IRREGULAR_PASTS = words("""
    arose ate awoke beat became began bent bid bit bled blew bought bound broke brought built burnt burst came
    caught chose clung cost crept cut dealt died drank drew drove dug fed fell fled flew forbade forgave forgot
    fought found froze gave got grew held hid hit hung hurt kept knelt laid leapt led left lent let lit lost
    made met outran overran overthrew overtook paid put quit ran rang rebuilt resold retook rode rose sang sank
    sat saw sent set shook shot shrank shut slept slew slid sold sought span spent split sprang spread spun
    stole stood struck stuck stung sued swam swept swore swung taught threw tied took tore trod undercut
    undertook underwent upheld upset withdrew withheld withstood woke won wound wrote
    """)
IRREGULAR_PARTICIPLES = words("""
    arisen awoken beaten become begun bid bitten blown bought bound broken brought built burnt burst caught
    chosen come cost cut dealt died drawn driven drunk dug eaten fallen fed fled flown forbidden forgotten
    fought found frozen given gone grown held hidden hit hung hurt kept laid led left lent let lit lost made met
    overrun overtaken overthrown paid put quit rebuilt retaken ridden risen run rung sat seen sent set shaken
    shot shown shut slain slept sold sought spent split spread sprung spun stolen stood struck stuck stung sued
    sung sunk swept sworn swum swung taken taught thrown tied torn trodden undergone undertaken upheld upset
    withdrawn withheld withstood woken won wound written
    """)

# Said, thought, meant or so: what follows may be a deed, these are none.
NOT_DEEDS = words("""
    said told added stated asked noted claimed insisted stressed warned explained argued acknowledged admitted
    described commented tweeted replied responded concluded continued observed remarked reiterated emphasized
    emphasised recalled reminded informed indicated suggested estimated conceded complained mentioned
    highlighted believed wanted needed seemed appeared hoped remained contained included involved concerned
    deserved belonged lacked owned preferred loved liked hated depended resembled consisted supposed allowed
    considered cited mattered aimed based located known related called named titled entitled dubbed according
    regarding concerning saying telling adding calling citing describing arguing claiming insisting noting
    stressing warning wondering discussing aiming thinking considering hoping looking trying seeking facing
    going being having becoming showing demonstrating doing using wanting needing expecting working reported
    expressed voiced showed revealed
    """)

# What only looks like a verb.
NOT_VERBS = words("""
    hundred indeed need seed speed feed breed deed weed exceed proceed succeed infrared kindred sacred naked
    wicked rugged united limited armed guided unprecedented unnamed during morning evening meeting building
    nothing something anything everything thing spring string
    """)
