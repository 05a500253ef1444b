"""Closed classes of English, and capitalised words that are no names."""

from __future__ import annotations

from summarizer.english.listing import words

__all__ = [
    "ADVERBS",
    "AUXILIARIES",
    "CALENDAR",
    "CLAUSE_OPENERS",
    "COMMON_ENDINGS",
    "CONJUNCTIONS",
    "DETERMINERS",
    "ENGLISH_FUNCTION_WORDS",
    "FAMILY_NAMES_FIRST",
    "FOREIGN_FUNCTION_WORDS",
    "MEDIA_WORDS",
    "NAME_PARTICLES",
    "NEW_PLACES",
    "NOT_NAMES",
    "NUMBERS",
    "OBJECT_PRONOUNS",
    "OF_HEADS",
    "ORGANIZATION_WORDS",
    "OUTLETS",
    "PEOPLE_PLURALS",
    "PERSON_PRONOUNS",
    "PERSON_SUFFIXES",
    "POSSESSIVES",
    "PREPOSITIONS",
    "RARE_ENDINGS",
    "SENTENCE_STARTERS",
    "TIME_WORDS",
    "TOPIC_SUFFIXES",
]


DETERMINERS = words("""
    a an the this that these those some any no every each either neither another one its his her their our
    my your
    """)
POSSESSIVES = words("his her their its our my your")
OBJECT_PRONOUNS = words("him her them")
PERSON_PRONOUNS = words("i he she they we you it who")
PREPOSITIONS = words("""
    about above across after against along alongside amid amidst among around as at atop before behind
    below beneath beside besides between beyond by despite down during except for from in inside into like
    near of off on onto opposite out outside over past per since than through throughout till to toward
    towards under underneath until unto up upon versus via with within without regarding concerning
    including following ahead
    """)
CONJUNCTIONS = words("""
    and but or nor so yet then while whereas although though because if unless when whenever where
    wherever whether that which once as since until after before
    """)
CLAUSE_OPENERS = words("""
    while whereas although though because if unless when whenever where whether as since until after
    before once despite
    """)
AUXILIARIES = words("""
    has have had is was are were be been being am do does did will would shall should can could may might
    must not n't never ever hasn't haven't hadn't isn't wasn't aren't weren't doesn't didn't won't
    wouldn't can't couldn't hasn’t haven’t hadn’t isn’t wasn’t aren’t weren’t doesn’t didn’t won’t
    wouldn’t can’t couldn’t cannot
    """)
TIME_WORDS = words("""
    today yesterday tomorrow tonight week weeks month months year years day days hour hours minute minutes
    morning afternoon evening night noon midnight weekend ago time moment earlier later recently now then
    century decade
    """)
# What may stand between a subject and its verb.
ADVERBS = words("""
    also then later further now still once even just again soon already always often sometimes never ever
    thus hence instead meanwhile too both all indeed perhaps maybe first next yet reportedly though
    however similarly today yesterday twice back
    """)
# Family names of countries where they stand first.
FAMILY_NAMES_FIRST = words("""
    kim lee park choi choe cho jung chung jeong kang yoon yun moon lim han oh seo shin kwon hwang ahn song
    yoo hong ri pak jang jo ryu xi li wang zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo lin
    luo gao zheng liang xie tang deng feng peng zeng xiao cai pan tian dong yu jiang hua lou nguyen tran
    pham hoang phan vu dang bui ngo duong
    """)
NUMBERS = words("""
    two three four five six seven eight nine ten eleven twelve dozen dozens hundred hundreds thousand
    thousands
    """)
# Nouns for people end with these.
PERSON_SUFFIXES = (
    "ist",
    "ists",
    "ologist",
    "ician",
    "icians",
    "crat",
    "crats",
    "woman",
    "women",
    "man",
    "men",
    "person",
)
CALENDAR = words("""
    monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays
    saturdays sundays january february march april may june july august september october november
    december jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun
    christmas easter ramadan thanksgiving gmt utc est edt pst pdt bst cet am pm a.m p.m a.m. p.m. ad bc
    """)

# Lower-case pieces inside a person's name.
NAME_PARTICLES = words("""
    de del della der den des di da do dos du van von vom zu zur ten ter la le el al bin ibn bint ben y e
    ul ud
    """)

# Capitalised where they stand, and still no names.
NOT_NAMES = words("""
    i i'm i'd i've i'll i’m i’d i’ve i’ll god ok okay yes no ex mr mrs ms dr mr. mrs. ms. dr. vs tv
    internet web am pm file photo image credit source video audio read more related advertisement share
    follow subscribe
    """)

# A word that names the body when a run holds it.
ORGANIZATION_WORDS = words("""
    ministry department office agency bureau commission committee council court courts senate congress
    parliament assembly cabinet administration authority authorities service services force forces army
    navy guard corps police party union federation confederation association organization organisation
    society foundation institute institution university college school academy center centre hospital
    church bank fund group company corporation corp inc ltd llc plc holdings industries airlines airways
    motors energy partners network news press times post journal herald tribune gazette guardian telegraph
    magazine radio television media club league team museum gallery library laboratory lab labs
    observatory board panel trust alliance coalition campaign movement front brigade battalion division
    regiment command house embassy consulate mission secretariat tribunal exchange research program
    programme project initiative conference summit staff station studios international republic kingdom
    emirates states
    """)
# What may follow "and" inside a body's name.
TOPIC_SUFFIXES = (
    "tion",
    "ment",
    "ity",
    "ics",
    "ture",
    "ence",
    "ogy",
    "vices",
    "fairs",
    "rade",
    "alth",
    "port",
    "are",
)

# A possessive that is part of the name and does not end it.
PEOPLE_PLURALS = words("people's people’s women's women’s children's children’s men's men’s")

# Words that name something with "of": Chamber of Commerce, Treaty of Rome.
OF_HEADS = words("""
    chamber bill treaty battle tower daughters sons friends declaration charter order port chiefs centers
    centres institutes faculty joint head lord people's democratic lords house voice states isle cape
    straits arab register ark
    """)
# Endings of common words, and names that have them.
COMMON_ENDINGS = (
    "ly",
    "ing",
    "tion",
    "tions",
    "ness",
    "ous",
    "ful",
    "able",
    "ible",
    "less",
    "ment",
    "ments",
    "ical",
)
RARE_ENDINGS = words("""
    beijing boeing wyoming nanjing chongqing reading fleming browning kipling sterling bowling
    """)
# What "New" may begin.
NEW_PLACES = words("""
    york jersey zealand hampshire mexico delhi orleans england brunswick haven britain barrier island
    beach south caledonia guinea bedford yorkers yorker
    """)

MEDIA_WORDS = words("""
    press news times post journal herald tribune gazette guardian telegraph magazine radio television tv
    broadcasting wire weekly daily observer chronicle newspaper reporter agency
    """)
# Outlets and agencies whose name does not say so; lower case.
OUTLETS = words("""
    reuters afp ap bbc cnn nbc abc cbs npr pbs cnbc msnbc bloomberg yonhap tass interfax xinhua kyodo dpa
    efe ansa ria itar-tass ukrinform kcna axios politico politifact vox vice slate salon buzzfeed huffpost
    breitbart newsweek time economist spiegel bild figaro monde haaretz al-jazeera aljazeera itv c-span
    wikinews reddit
    """)

# Sentences begin with these: such a word alone is no name, unless it stands capitalised in mid-sentence.
SENTENCE_STARTERS = words("""
    unofficial typical senior seven eight nine eleven twelve dozens cranes interested a about above
    according across actually additionally after afterwards again against ahead all almost alone along
    alongside already also although always amid among amongst an and another any anyone anything anyway
    apparently are around as asked aside at back based be because been before behind being below beneath
    beside besides best better between beyond big both bring but by call can certainly clearly come
    compared consider considering could critics currently dear death despite did do does don't don’t down
    during each earlier early either else even eventually ever every everybody everyone everything exactly
    except experts expect few fewer finally find first five following for former fortunately four from
    full further furthermore generally get given giving go good got great had half hard has have having he
    he'd he's hence her here here's here’s hers high his historically how however hundreds i if imagine in
    include indeed inside instead investigators is isn't it it's it’s its it'd just keep key know last
    lastly late later latest leading leaders least less let let's let’s like likewise listen little live
    local long look looking lots made major make many maybe me mean meanwhile men might millions moreover
    most mostly much must my naturally near nearly neither never nevertheless new next night no nobody
    none nonetheless nor not nothing notably now nowhere obviously of off officials often oh old on once
    one only onto open or originally other others otherwise our out outside over overall owing part past
    people perhaps plus please police possibly previously probably put quite rather read real really
    recall recent recently regarding regardless remember reports representatives residents right roughly
    said same say saying scientists scores second see seeing separately several shall she she's should
    show similarly simply since sir six small so some somebody someone something sometimes somewhat soon
    sorry speaking still strangely such suddenly supporters sure surely take tell ten than thank thanks
    that that's that’s the their them then there there's there’s therefore these they they're they’re
    thing things think third this those though thousands three through throughout thus to today together
    tomorrow tonight too toward towards turn turns two ultimately under unfortunately unless unlike until
    up upon us use used usually various very voters wait want was watch we we're we’re welcome well were
    what what's what’s whatever when whenever where whereas wherever whether which while white who whoever
    whole whom whose why will with within without witnesses women word work workers would yeah years yes
    yesterday yet you you're you’re your young authors researchers analysts observers
    """)

# Words that no English text does without, and that other languages do not have.
ENGLISH_FUNCTION_WORDS = words("""
    the of and to is are was were that this these those it with they there have has not you your his her
    their our we he she if when what who why how been would could should about from for on by at but
    """)
# The same of the languages that English news quotes most.
FOREIGN_FUNCTION_WORDS = words("""
    el la los las que por para con una unos del se su como más está están hay muy pero
    le les des et est dans pour qui une sur pas nous vous ce cette au aux ils sont avec mais
    der das und ist nicht ein eine den dem mit auf für sich wir sie auch es von zu sind
    il di che per non sono una della delle gli nel è ma
    os uma não em do da dos das são mais você isso
    het een niet zijn voor dat van maar wij
    och att det är inte som jag
    """)
