"""Words that report what someone said, by stance, with their inflections."""

from __future__ import annotations

from summarizer.english.listing import words

__all__ = [
    "BASE",
    "GERUND",
    "LABELLING",
    "PARTICIPLE",
    "PAST",
    "PERFORMATIVE",
    "PHRASES",
    "PRESENT",
    "RECORD_NOUNS",
    "SPEECH_NOUNS",
    "STANCES",
    "VERB_FORMS",
    "WEAK",
    "WEAK_AS_GERUND",
    "WITH_CLAUSE",
]

# Lemmas by stance. The first stance that lists a lemma has it.
STANCES: dict[str, tuple[str, ...]] = {
    name: tuple(lemmas.split())
    for name, lemmas in {
        "denies": "deny refute rebut dismiss reject disavow disclaim contradict dispute repudiate disagree",
        "accuses": "accuse blame charge allege fault impugn indict",
        "condemns": """
            condemn denounce criticize criticise slam blast decry deplore lambast lambaste rebuke chastise
            castigate deride mock ridicule attack knock bash rip assail scold berate excoriate lament
            protest object complain disparage belittle scoff sneer bristle oppose vilify trash chide
            admonish
            """,
        "demands": """
            demand urge insist implore beg plead exhort order instruct require press petition beseech
            recommend advise appeal request
            """,
        "warns": "warn caution threaten alert fear worry",
        "supports": """
            support back endorse praise hail welcome applaud commend laud celebrate defend approve agree
            thank congratulate salute tout champion extol concur encourage cheer compliment vouch
            """,
        "promises": "promise vow pledge guarantee assure swear undertake commit",
        "questions": "ask question inquire enquire query wonder challenge doubt",
        "declines": "decline refuse demur",
        "asserts": """
            say tell state add note write tweet retweet remark comment observe explain assert claim argue
            maintain contend declare announce report reveal disclose confirm acknowledge admit concede
            affirm reaffirm reiterate repeat stress emphasize emphasise underline underscore highlight
            describe call label dub brand term characterize characterise refer suggest indicate hint imply
            mention continue conclude recall recount respond reply answer retort counter joke quip laugh
            muse reckon estimate believe think feel predict forecast expect hope speculate inform brief
            testify post blog text email e-mail whisper shout yell scream cry exclaim boast brag regret
            sigh interject elaborate clarify specify detail posit opine proclaim profess propose summarize
            summarise point cite quote signal trumpet portray paint cast stipulate rule find read go begin
            start volunteer offer suspect figure fume thunder rail gush enthuse deadpan chime counsel
            confess confide marvel theorize theorise surmise assume calculate chant sing tease snap bark
            mutter murmur grumble bemoan rejoin pronounce publish broadcast telegraph relate narrate
            intone ask lecture preach shoot cut fire push vent invoke liken compare attest warrant caution
            forewarn crow promote use apologize apologise vote wish foresee echo declaim notify advertise
            bill hold raise express outline see deem deliver voice put speak talk ponder reason reflect show
            demonstrate sum weigh allow venture hit lash recite tick rattle spell
            """,
    }.items()
}

_IRREGULAR = {
    "say": "says said said saying",
    "tell": "tells told told telling",
    "write": "writes wrote written writing",
    "think": "thinks thought thought thinking",
    "feel": "feels felt felt feeling",
    "swear": "swears swore sworn swearing",
    "find": "finds found found finding",
    "go": "goes went gone going",
    "begin": "begins began begun beginning",
    "read": "reads read read reading",
    "cast": "casts cast cast casting",
    "rebut": "rebuts rebutted rebutted rebutting",
    "forecast": "forecasts forecast forecast forecasting",
    "broadcast": "broadcasts broadcast broadcast broadcasting",
    "undertake": "undertakes undertook undertaken undertaking",
    "beseech": "beseeches beseeched beseeched beseeching",
    "hit": "hits hit hit hitting",
    "shoot": "shoots shot shot shooting",
    "cut": "cuts cut cut cutting",
    "sing": "sings sang sung singing",
    "hold": "holds held held holding",
    "foresee": "foresees foresaw foreseen foreseeing",
    "see": "sees saw seen seeing",
    "put": "puts put put putting",
    "speak": "speaks spoke spoken speaking",
    "show": "shows showed shown showing",
    "forewarn": "forewarns forewarned forewarned forewarning",
    "spell": "spells spelled spelled spelling",
}
_DOUBLED = words("""
    admit beg brag quip refer rip slam demur dub rebut tut blog commit snap sum
    """)

PAST, PRESENT, BASE, GERUND, PARTICIPLE = "past", "present", "base", "gerund", "participle"


def _forms(lemma: str) -> tuple[str, str, str, str]:
    """The third person, past, participle and gerund of a verb."""
    if lemma in _IRREGULAR:
        third, past, participle, gerund = _IRREGULAR[lemma].split()
        return third, past, participle, gerund
    if lemma in _DOUBLED:
        stem = lemma + lemma[-1]
        return lemma + "s", stem + "ed", stem + "ed", stem + "ing"
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return lemma[:-1] + "ies", lemma[:-1] + "ied", lemma[:-1] + "ied", lemma + "ing"
    if lemma.endswith("e"):
        gerund = lemma + "ing" if lemma.endswith(("ee", "oe")) else lemma[:-1] + "ing"
        return lemma + "s", lemma + "d", lemma + "d", gerund
    third = lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z")) else "s")
    return third, lemma + "ed", lemma + "ed", lemma + "ing"


def _table() -> dict[str, tuple[str, str, str]]:
    table: dict[str, tuple[str, str, str]] = {}
    for stance, lemmas in STANCES.items():
        for lemma in lemmas:
            third, past, participle, gerund = _forms(lemma)
            named = {lemma: BASE, gerund: GERUND, third: PRESENT, participle: PARTICIPLE, past: PAST}
            for form, tense in named.items():
                table.setdefault(form, (lemma, stance, tense))
    return table


# Inflected form to lemma, stance and tense. "said" is past, though a participle too.
VERB_FORMS: dict[str, tuple[str, str, str]] = _table()

# Verb and particle, where together they show another stance or are one cue.
PHRASES: dict[str, str] = {
    "call on": "demands",
    "call for": "demands",
    "call upon": "demands",
    "call out": "condemns",
    "press for": "demands",
    "push for": "demands",
    "push back": "denies",
    "rule out": "denies",
    "hit out": "condemns",
    "lash out": "condemns",
    "speak out": "condemns",
    "fire back": "asserts",
    "shoot back": "asserts",
    "point out": "asserts",
    "go on": "asserts",
    "chime in": "asserts",
    "cut in": "asserts",
    "raise concern": "asserts",
    "raise concerns": "asserts",
    "raise doubts": "questions",
    "raise objections": "condemns",
    "raise questions": "questions",
    "voice concern": "asserts",
    "voice concerns": "asserts",
    "express concern": "asserts",
    "express concerns": "asserts",
}

# Verbs that give a thing a name: 'called the plan "absurd"'.
LABELLING: frozenset[str] = words("""
    call describe label dub brand term characterize characterise refer portray paint cast deem denounce
    dismiss condemn slam blast mock deride
    """)

# Verbs of much else: they report speech only beside a quotation (or, for some, before "that").
WEAK: frozenset[str] = words("""
    respond call hit lash continue go begin start laugh find show offer note cite point cut put see use
    speak talk vote hold deliver express think feel figure promote shoot fire push text post email e-mail
    read label dub brand term cast paint portray refer describe publish broadcast relate sing cry sigh
    back support attack press order charge approve defend celebrate question challenge record bill
    advertise bark snap knock rip bash trash rule estimate quote compare liken commit champion cheer
    demonstrate invoke echo repeat answer require reflect reason weigh allow tick spell sum vent rail
    raise oppose protest object worry fear wish hope detail report outline voice brief calculate assume suspect
    doubt concede encourage signal volunteer reveal tease fault threaten
    """)

# Verbs that as participles seldom report speech: "flew there, observing the rescue".
WEAK_AS_GERUND: frozenset[str] = words("observe confirm mention")

# Verbs that tell only what holds a verb of its own: "added a floor", "wrote a song" and "maintained order" do not.
WITH_CLAUSE: frozenset[str] = words("add boast explain guarantee maintain write")

# What somebody does by saying that they do it: "we condemn", "I call on".
PERFORMATIVE: frozenset[str] = words("""
    condemn denounce deplore reject deny demand urge call appeal warn promise pledge vow swear welcome support
    endorse thank congratulate refuse decline protest
    """)

# What else tells something: "records show that …".
RECORD_NOUNS: frozenset[str] = words("""
    records documents files data figures polls surveys papers studies reports emails filings statistics findings
    """)

# Nouns for what someone said: 'her remark that "…"'.
SPEECH_NOUNS: frozenset[str] = words("""
    statement statements remark remarks comment comments claim claims assertion warning message speech
    words phrase call calls tweet tweets post letter email memo suggestion argument accusation declaration
    promise pledge vow question answer response reply reference description insistence contention
    testimony appeal demand belief view denial admission explanation complaint criticism prediction plea
    """)
