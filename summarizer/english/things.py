"""Words at the head of a name that say what kind of thing it is."""

from __future__ import annotations

from summarizer.english.listing import words

__all__ = ["AREA_NOUNS", "COMMON_ACRONYMS", "DIRECTIONS", "LOCAL_PREPOSITIONS", "THING_WORDS"]

# A name with one of these at its head is no person, body or place.
THING_WORDS: frozenset[str] = words("""
    program programme project initiative conference summit games cup championship championships festival
    prize award awards act treaty charter agreement accord accords directive resolution resolutions
    constitution convention protocol pact plan report bill code amendment declaration war battle
    revolution day anniversary series show film movie book novel song album survey shuttle telescope
    satellite rocket missile missiles virus disease syndrome disorder disorders season tournament match
    race marathon exhibition collection law laws scandal crisis election elections referendum dream
    spring uprising operation storm hurricane typhoon cyclone tank jet helicopter
    """)

# What follows the name of a place in small letters ("Kursk region"), stands before it ("the city of …") or
# says what it is ("…, a town near …").
AREA_NOUNS: frozenset[str] = words("""
    region province district county city town village island oblast peninsula area suburb borough port
    municipality prefecture neighborhood neighbourhood valley state capital settlement hamlet
    archipelago
    """)

# Before the name of a place: "eastern …", "downtown …".
DIRECTIONS: frozenset[str] = words("""
    eastern western northern southern central northeastern northwestern southeastern southwestern
    north-eastern north-western south-eastern south-western downtown nearby neighboring neighbouring
    mainland east west north south
    """)

# What stands before a place sooner than before a person.
LOCAL_PREPOSITIONS: frozenset[str] = words(
    "in at on near to from of inside outside around through across past toward towards"
)

# In capitals, and still common nouns.
COMMON_ACRONYMS: frozenset[str] = frozenset(
    word.upper()
    for word in words("""
    iq tv tvs dna rna mrna qc sc kc vr ar ai gdp gnp phd suv ev rv atv phev vpn gps pc os cpu gpu ram rom ssd usb led
    lcd oled hd uhd hdr dvd cd pdf url html http https api sdk ip it ict iot ui ux seo sms qr atm pin id faq diy pr hr
    ipo etf roi kpi vat esg dei mvp rpg fps npc dlc nft ufo uav vip icu er gp ivf bmi cpr
    cpap mri ecg ekg eeg ptsd adhd ocd ldl hdl ppe hvac bbq rsvp asap aka tbd tba lgbt lgbtq bipoc dj
    mpg mph rpm kw kwh wmd icbm ied llm llms agi
    """)
)
