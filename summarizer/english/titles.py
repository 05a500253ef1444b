"""Words that stand before or beside a person's name: honorifics, offices and what offices are about."""

from __future__ import annotations

from summarizer.english.listing import words

__all__ = [
    "DOCUMENT_NOUNS",
    "FEMALE_TITLES",
    "GROUP_NOUNS",
    "HONORIFICS",
    "MALE_TITLES",
    "PERSON_NOUNS",
    "PORTFOLIO",
    "SAME_OFFICE",
    "TITLES",
    "TITLE_MODIFIERS",
]


# Without the final full stop, lower case.
HONORIFICS = words("""
    mr mrs ms miss mx dr sir dame lord lady prof rev hon sheikh imam ayatollah rabbi pope sister
    brother father madam madame monsieur baroness viscount viscountess
    """)

# Titles that say a sex. "Chairman" and "spokesman" do not.
MALE_TITLES = words("""
    mr sir lord baron viscount king prince duke emperor sultan monsieur father brother imam sheikh ayatollah
    congressman councilman pope
    """)
FEMALE_TITLES = words("""
    mrs ms miss lady dame baroness viscountess queen princess duchess madam madame sister congresswoman
    councilwoman chairwoman spokeswoman
    """)

# Heads of a title: what follows in the same run is the person's name.
TITLES = words("""
    president vice-president premier chancellor minister ministers secretary under-secretary
    undersecretary under-secretary-general secretary-general ambassador envoy representative rep sen gov
    senator senators congressman congresswoman governor mayor councillor councilman councilwoman
    commissioner chairman chairwoman chairperson chair chief director director-general manager head leader
    spokesman spokeswoman spokesperson king queen prince princess duke duchess emperor sultan emir general
    gen colonel col major maj captain capt lieutenant lt sergeant sgt admiral commander marshal brigadier
    corporal officer judge justice attorney prosecutor sheriff inspector detective constable
    superintendent professor doctor reverend bishop archbishop cardinal pastor deacon rabbi pope imam
    ayatollah speaker whip deputy editor correspondent reporter author analyst economist researcher
    scientist engineer astronaut coach striker goalkeeper midfielder defender administrator coordinator
    counsel counselor advisor adviser aide ceo cfo founder co-founder owner treasurer provost candidate
    nominee congressperson lawmaker delegate diplomat consul ombudsman senior-general taoiseach pm
    foreign-minister committeeman committeewoman barrister lawyer physician nurse
    historian curator artist actor actress singer host co-host
    """)

# Words of a title that stand before its head.
TITLE_MODIFIERS = words("""
    former then ex vice deputy acting interim assistant associate permanent prime foreign defense defence
    finance interior home health justice education trade energy environment culture sports labour labor
    agriculture transport economy industry chief executive managing general attorney press supreme special
    senior lead high top staff first second lieutenant rear major brigadier campaign national security
    majority minority house senate state party republican democratic presidential opposition under crown
    commercial operating marketing medical technology information product revenue creative legal
    lord field police fire air military armed environmental financial economic cultural agricultural
    industrial presiding honorary technical regional federal foreign-policy shadow
    """)

# What an office is of or for, between the title and the name.
PORTFOLIO = words("""
    affairs state defense defence foreign exchequer health human services treasury interior homeland
    security intelligence national political disarmament justice education trade energy environment
    commerce labor labour transportation transport agriculture finance the and for economic public safety
    development housing urban diplomacy policy management budget house representatives commons senate army
    navy staff veterans humanitarian peacebuilding peacekeeping operations communications science
    technology culture sport sports women equality immigration industry general
    """)

# Heads of a noun phrase that is one person.
PERSON_NOUNS = TITLES | words("""
    official man woman boy girl person mother father brother sister son daughter wife husband nephew niece
    uncle aunt cousin friend neighbor neighbour colleague counterpart resident witness survivor victim
    driver passenger teacher student pupil worker farmer fisherman soldier fighter veteran pilot priest
    activist organizer organiser campaigner supporter critic opponent rival voter pollster strategist
    consultant expert specialist scholar academic lecturer scientist author writer journalist columnist
    blogger commentator pundit broadcaster anchor moderator interviewer presenter producer filmmaker
    musician rapper player athlete winner champion contestant billionaire businessman businesswoman
    entrepreneur tycoon mogul investor executive boss employee staffer operative insider source informant
    whistleblower defendant plaintiff suspect prisoner detainee politician legislator parliamentarian
    statesman incumbent frontrunner hopeful insurgent rebel dictator monarch royal ruler celebrity star
    patient surgeon vet lawyer solicitor magistrate prosecutor juror investigator auditor regulator banker
    trader broker accountant economist statistician demographer biologist chemist physicist geologist
    astronomer climatologist meteorologist psychologist psychiatrist sociologist anthropologist
    archaeologist philosopher theologian user poster commenter caller participant delegate attendee
    volunteer donor fundraiser member citizen refugee migrant immigrant native republican democrat
    conservative liberal socialist libertarian senator newspaperman latter photographer designer novelist
    poet painter sculptor composer dancer comedian model chef referee keeper skipper substitute winger
    forward biographer architect contributor principal headmaster rector
    chaplain undersecretary technician programmer developer trainer carpenter mechanic baker butcher
    shopkeeper landlord tenant motorist cyclist pedestrian climber hiker tourist bystander
    """)

# Heads of a noun phrase that is several people or a body.
GROUP_NOUNS = words("""
    group opposition company firm agency organization organisation ministry department office government
    administration regime cabinet council committee commission court parliament senate congress party
    coalition alliance campaign team club union association federation foundation institute university
    school college hospital church bank board panel body authority authorities police army military navy
    forces force service bureau embassy mission delegation newspaper paper magazine website outlet channel
    network station broadcaster report study poll survey statement memo letter email document documents
    filing lawsuit complaint ruling indictment article editorial op-ed book video post tweet message
    release officials men women people residents witnesses survivors victims families parents critics
    supporters opponents experts analysts researchers scientists doctors economists lawyers prosecutors
    investigators diplomats lawmakers senators democrats republicans conservatives liberals aides advisers
    advisors allies leaders ministers organizers organisers activists protesters protestors workers
    teachers students farmers soldiers rebels fighters voters donors insiders sources observers scholars
    historians authors writers editors journalists reporters commentators pundits others some many several
    most few both two three four five six dozens hundreds thousands country nation state city side sides
    duo trio couple pair crowd staff crew airline manufacturer carmaker retailer chain operator regulator
    watchdog charity think-tank thinktank lobby industry media press spokespeople spokespersons spokesmen
    nations countries governments executives managers directors owners players fans friends colleagues
    members governors mayors judges ambassadors envoys representatives campaigners candidates rivals
    strategists volunteers staffers officers detectives pollsters billboard sign banner placard slogan
    headline caption page blog affidavit transcript
    """)

# Things that say something for whoever they are of.
DOCUMENT_NOUNS = words("""
    report study poll survey statement memo letter email document documents filing lawsuit complaint
    ruling indictment article editorial op-ed book video post tweet message release affidavit transcript
    website page blog
    """)

_OFFICES = (
    "envoy ambassador representative diplomat delegate",
    "spokesman spokeswoman spokesperson",
    "senator sen lawmaker legislator",
    "congressman congresswoman representative rep lawmaker legislator",
    "governor gov",
    "general gen commander",
    "chairman chairwoman chairperson chair",
    "president leader",
    "premier leader",
    "chancellor leader",
    "secretary chief",
    "professor prof academic scholar researcher",
    "researcher scientist author",
    "lawyer attorney barrister solicitor prosecutor",
    "ceo executive boss",
    "director chief boss head",
    "founder co-founder",
    "candidate nominee contender hopeful",
    "doctor dr physician surgeon",
    "official secretary administrator commissioner director",
    "author writer",
    "reporter journalist correspondent",
    "coach manager",
)


def _same_office() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for group in _OFFICES:
        for word in group.split():
            table.setdefault(word, {word}).update(group.split())
    return {word: frozenset(others) for word, others in table.items()}


# An office to the nouns that may stand for it.
SAME_OFFICE: dict[str, frozenset[str]] = _same_office()
