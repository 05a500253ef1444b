"""The English words that dates and quantities are written with, and nothing but words.

Another language is another module with the same names. All words are in lower case; a name that ends in
`_PATTERN` is a regular expression that holds only those words, for use inside a larger one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "CALLED",
    "CALLING",
    "CENTURY_WORDS",
    "CONTESTS",
    "CURRENCY_CODES",
    "CURRENCY_SUFFIXES",
    "CURRENCY_SYMBOLS",
    "CURRENCY_WORDS",
    "DATED_TEXTS",
    "DAY_PARTS",
    "DESIGNATORS",
    "FRACTIONS",
    "FUNCTION_WORDS",
    "FUTURE_CUES",
    "GAP",
    "INVARIANT_PLURALS",
    "LARGE_NUMBERS",
    "MEASURES",
    "MONTHS",
    "MONTHS_THAT_ARE_WORDS",
    "MONTH_ABBREVIATIONS",
    "NUMBER_SUFFIXES",
    "ONES",
    "PARTS",
    "PAST_CUES",
    "PERCENT_WORDS",
    "QUALIFIERS_AFTER",
    "QUALIFIERS_BEFORE",
    "SEASONS",
    "STREETS",
    "TEENS",
    "TENS",
    "TIME_UNITS",
    "UNCOUNTED_COMPOUNDS",
    "VAGUE_NUMBERS",
    "WEAK_DESIGNATORS",
    "WEEKDAYS",
    "WEEKDAY_ABBREVIATIONS",
    "WEEKDAY_NAMES_AFTER",
    "WEEKDAY_NAMES_BEFORE",
    "WORD_DECADES",
    "YEAR_PREPOSITIONS",
    "any_of",
    "words_of",
]

# White space inside an expression: a line may break in it, a paragraph may not.
GAP: Final = r"(?:[^\S\n]{1,3}|[^\S\n]{0,3}\n[^\S\n]{0,3})"


def any_of(words: Iterable[str]) -> str:
    """Return a pattern that matches one of the words or phrases, the longest first, spaces as any gap."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", GAP) for word in ordered) + ")"


def words_of(line: str) -> frozenset[str]:
    """Return the words of a line, which white space separates."""
    return frozenset(line.split())


MONTHS: Final = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6,
    "july": 7, "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
}  # fmt: skip
MONTH_ABBREVIATIONS: Final = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7,
    "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
MONTHS_THAT_ARE_WORDS: Final = frozenset({"march", "may", "mar"})
WEEKDAYS: Final = {
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6,
}  # fmt: skip
WEEKDAY_ABBREVIATIONS: Final = {
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6,
}  # fmt: skip
# "Black Friday", "Sheffield Wednesday", "the Sunday Times": names with a weekday in them.
WEEKDAY_NAMES_BEFORE: Final = words_of(
    "ash black bloody cyber easter fat giving good holy maundy palm sheffield shrove super whit"
)
WEEKDAY_NAMES_AFTER: Final = words_of("express herald independent mail mirror post telegraph times tribune")
SEASONS: Final = frozenset({"spring", "summer", "autumn", "fall", "winter"})
DAY_PARTS: Final = frozenset({"morning", "afternoon", "evening", "night"})
PARTS: Final = frozenset({"early", "mid", "late", "earlier", "later"})
WORD_DECADES: Final = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50,
    "sixties": 60, "seventies": 70, "eighties": 80, "nineties": 90,
}  # fmt: skip
CENTURY_WORDS: Final = {
    "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19,
    "twentieth": 20, "twenty-first": 21, "twenty first": 21,
}  # fmt: skip
YEAR_PREPOSITIONS: Final = words_of(
    "in since during until till by from of after before between through around circa to for and or year "
    "years early late mid spring summer autumn fall winter throughout as into fiscal"
)

# What is named after its year: "the Convention of 1949".
DATED_TEXTS: Final = words_of(
    "accord accords act acts agreement armistice charter code constitution convention conventions covenant "
    "declaration law laws pact proclamation protocol protocols statute treaty treaties"
)

# What stands near a date and says on which side of the publication it lies.
FUTURE_CUES: Final = words_of(
    "will shall 'll ’ll won't won’t upcoming forthcoming scheduled slated due expected plans planned "
    "planning "
    "intends aims hopes going tomorrow next deadline starting effective begins opens starts launches resumes expires"
)
PAST_CUES: Final = words_of(
    "was were had did has have said says told ago since earlier previously back began took went came "
    "met held won lost struck hit left made wrote fell rose found broke fought killed sent led saw"
)

ONES: Final = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
}  # fmt: skip
TEENS: Final = {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS: Final = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
LARGE_NUMBERS: Final = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0,
}  # fmt: skip
NUMBER_SUFFIXES: Final = {
    "k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "bln": 1e9, "b": 1e9, "tn": 1e12, "trn": 1e12,
}  # fmt: skip
FRACTIONS: Final = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5,
    "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8, "ninth": 9, "ninths": 9,
    "tenth": 10, "tenths": 10,
}  # fmt: skip
VAGUE_NUMBERS: Final = frozenset(
    {"tens", "dozens", "scores", "hundreds", "thousands", "millions", "billions", "trillions"}
)

PERCENT_WORDS: Final = {
    "%": "percent", "percent": "percent", "per cent": "percent", "pct": "percent",
    "percentage points": "percentage points", "percentage point": "percentage points",
    "basis points": "basis points", "basis point": "basis points",
}  # fmt: skip
CURRENCY_SYMBOLS: Final = {
    "US$": "USD", "U.S.$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "NZ$": "NZD",
    "HK$": "HKD", "S$": "SGD", "NT$": "TWD", "R$": "BRL", "$": "$", "€": "EUR", "£": "GBP", "¥": "¥",
    "₹": "INR", "Rs": "INR", "Rs.": "INR", "₽": "RUB", "₴": "UAH", "₩": "₩", "₪": "ILS", "₺": "TRY",
    "₦": "NGN",
}  # fmt: skip
CURRENCY_CODES: Final = words_of(
    "USD EUR GBP JPY CNY RMB CHF AUD CAD NZD INR RUB UAH KRW BRL ZAR SEK NOK DKK PLN TRY MXN NGN KES"
)
CURRENCY_WORDS: Final = {
    "us dollars": "USD", "u.s. dollars": "USD", "american dollars": "USD", "canadian dollars": "CAD",
    "australian dollars": "AUD", "hong kong dollars": "HKD", "dollars": "dollars", "dollar": "dollars",
    "euros": "EUR", "euro": "EUR", "pounds sterling": "GBP", "british pounds": "GBP", "pounds": "pounds",
    "rubles": "rubles", "ruble": "rubles", "roubles": "rubles", "rouble": "rubles", "yen": "yen",
    "yuan": "yuan",
    "renminbi": "renminbi", "rupees": "rupees", "rupee": "rupees", "won": "won", "francs": "francs",
    "swiss francs": "CHF", "pesos": "pesos", "peso": "pesos", "lira": "lira", "liras": "lira",
    "hryvnia": "hryvnia", "hryvnias": "hryvnia", "naira": "naira", "rand": "rand", "shekels": "shekels",
    "shekel": "shekels", "kronor": "kronor", "kroner": "kroner", "zloty": "zloty", "zlotys": "zloty",
    "dirhams": "dirhams", "riyals": "riyals", "dinars": "dinars", "shillings": "shillings", "reais": "reais",
    "baht": "baht", "ringgit": "ringgit", "rupiah": "rupiah", "cents": "cents", "cent": "cents",
    "pence": "pence", "crore": "crore", "lakh": "lakh",
}  # fmt: skip

# What is written right after a number, in this case only: "45p".
CURRENCY_SUFFIXES: Final = {"p": "pence"}


def _spelled(canonical: str, *spellings: str) -> dict[str, str]:
    return dict.fromkeys((canonical, *spellings), canonical)


def _metric(canonical: str, stem: str) -> dict[str, str]:
    """Return the spellings of a unit in -metre, -litre: "kilo" gives kilometre(s) and kilometer(s)."""
    turned = f"{stem[:-2]}er" if stem.endswith("re") else stem
    return _spelled(canonical, stem, f"{stem}s", turned, f"{turned}s")


MEASURES: Final[dict[str, str]] = {
    **_metric("km", "kilometre"), "kms": "km", "kilometre-long": "km", "kilometer-long": "km",
    **_metric("m", "metre"), **_metric("cm", "centimetre"), **_metric("mm", "millimetre"),
    **_metric("litres", "litre"), "liters": "litres", "liter": "litres",
    **_spelled("miles", "mile", "mi"), **_spelled("nautical miles", "nautical mile"),
    **_spelled("light years", "light-years", "light year", "light-year"),
    **_spelled("feet", "foot", "ft"), **_spelled("inches", "inch"), **_spelled("yards", "yard"),
    **_spelled("square km", "sq km", "km2", "km²", "sq. km", "square kilometres", "square kilometers",
               "square kilometre", "square kilometer"),
    **_spelled("square miles", "square mile", "sq miles", "sq. miles"),
    **_spelled("square m", "square metres", "square meters", "sq m", "m2", "m²"),
    **_spelled("square feet", "square foot", "sq ft", "sq. ft"),
    **_spelled("cubic m", "cubic metres", "cubic meters", "m3", "m³"),
    **_spelled("hectares", "hectare", "ha"), **_spelled("acres", "acre"),
    **_spelled("kg", "kgs", "kilogram", "kilograms", "kilogramme", "kilogrammes", "kilos", "kilo"),
    **_spelled("g", "gram", "grams", "grammes"), **_spelled("mg", "milligram", "milligrams"),
    **_spelled("tonnes", "tonne", "metric tons", "metric tonnes", "metric ton"), **_spelled("tons", "ton"),
    **_spelled("kilotons", "kiloton"), **_spelled("lb", "lbs"), **_spelled("ounces", "ounce", "oz"),
    **_spelled("gallons", "gallon"), **_spelled("barrels", "barrel"), **_spelled("bushels", "bushel"),
    **_spelled("ml", "millilitres", "milliliters"),
    **_spelled("mph", "miles per hour", "miles an hour"),
    **_spelled("km/h", "kph", "kmh", "kilometres per hour", "kilometers per hour", "kilometres an hour",
               "kilometers an hour"),
    **_spelled("knots", "knot"),
    **_spelled("°C", "degrees celsius", "degrees centigrade", "degree celsius", "℃"),
    **_spelled("°F", "degrees fahrenheit", "degree fahrenheit", "℉"), **_spelled("degrees", "degree", "°"),
    **_spelled("milliseconds", "millisecond", "ms"), **_spelled("seconds", "second", "secs", "sec"),
    **_spelled("minutes", "minute", "mins", "min"), **_spelled("hours", "hour", "hrs", "hr"),
    **_spelled("days", "day"), **_spelled("weeks", "week"), **_spelled("months", "month"),
    **_spelled("years", "year", "yrs"), **_spelled("decades", "decade"), **_spelled("centuries", "century"),
    **_spelled("watts", "watt"), **_spelled("kW", "kilowatt", "kilowatts"),
    **_spelled("MW", "megawatt", "megawatts"),
    **_spelled("GW", "gigawatt", "gigawatts"), **_spelled("kWh", "kilowatt-hours", "kilowatt hours"),
    **_spelled("MWh", "megawatt-hours", "megawatt hours"), **_spelled("volts", "volt"),
    **_spelled("Hz", "hertz"), **_spelled("MHz", "megahertz"), **_spelled("GHz", "gigahertz"),
    **_spelled("MB", "megabytes", "megabyte"), **_spelled("GB", "gigabytes", "gigabyte"),
    **_spelled("TB", "terabytes", "terabyte"), **_spelled("megabits", "megabit"),
    **_spelled("gigabits", "gigabit"), **_spelled("Mbps"), **_spelled("Gbps"),
}  # fmt: skip

TIME_UNITS: Final = frozenset(
    unit for unit in MEASURES if MEASURES[unit] in ("seconds", "minutes", "days", "weeks", "months", "years", "decades")
) | {"hour", "hours"}

# Each qualifier's words, by the value they stand for in a figure.
QUALIFIERS_BEFORE: Final = {
    "about": (
        "about", "around", "approximately", "approx", "approx.", "roughly", "some", "nearly", "almost",
        "circa",
        "an estimated", "estimated", "close to", "in the region of", "~", "≈",
    ),
    "at_least": ("at least", "no fewer than", "no less than", "not less than", "a minimum of", "≥"),
    "at_most": (
        "up to", "at most", "no more than", "not more than", "a maximum of", "as many as", "as much as",
        "a record high of", "within", "≤",
    ),
    "more_than": (
        "more than", "over", "above", "upwards of", "upward of", "in excess of", "greater than", "exceeding",
        "well over", "just over", "slightly over", "a little over", "well above", "just above",
        "slightly more than",
        "a little more than", "far more than", "well more than", ">",
    ),
    "less_than": (
        "less than", "fewer than", "under", "below", "just under", "well under", "just below", "well below",
        "slightly under", "slightly less than", "a little less than", "far fewer than", "<",
    ),
    "exact": ("exactly", "precisely"),
    "range": ("plus or minus", "give or take", "±", "+/-", "+/−"),
}  # fmt: skip
QUALIFIERS_AFTER: Final = {
    "about": ("or so",),
    "at_least": ("or more", "or greater", "or higher"),
    "at_most": ("or less", "or fewer"),
}

# A number after one of these names a thing: "Article 5", "No. 5", "Route 66"; after the second kind
# it does so
# only where it counts nothing itself: "Day 5", but "the day 62 people died".
DESIGNATORS: Final = words_of(
    "annex appendix apartment article articles category channel chapter clause episode flight formula "
    "gate grade "
    "highway hole issue level lot no nos number numbers page pages part phase pier platform psalm resolution "
    "resolutions route rule schedule season section stage studio suite terminal tier title type unit version "
    "vol volume ward windows zone"
)
WEAK_DESIGNATORS: Final = words_of(
    "act bus complex day figure game group line model question room round step table track war week"
)
STREETS: Final = words_of("street st avenue ave road rd place drive lane boulevard blvd square way court")
# Who is called by a few digits: "call 911", "999 operators".
CALLING: Final = words_of(
    "call calls called calling dial dials dialed dialled dialing dialling phone phoned ring rang text texted"
)
CALLED: Final = words_of("call calls caller callers dispatch dispatcher dispatchers operator operators")
# The votes and scores of "voted 7-2" and "a 51-49 vote".
CONTESTS: Final = words_of(
    "vote votes voted voting win wins won winning beat beats beaten beating defeat defeats defeated defeating "
    "score scores scored scoring lose loses lost losing loss victory"
)
# "one-sided", "two-way": compounds that count nothing.
UNCOUNTED_COMPOUNDS: Final = words_of("dimensional faced fold piece sided some timer way wheel")
INVARIANT_PLURALS: Final = words_of(
    "people troops police children men women personnel aircraft spacecraft staff feet teeth fish "
    "sheep cattle "
    "servicemen servicewomen policemen policewomen firefighters fishermen militants spokespeople crew"
)
FUNCTION_WORDS: Final = words_of(
    "a about above across after again against ago all almost along already also although always among "
    "amid an "
    "and another any are around as at away back be because been before behind being below between "
    "beyond both "
    "but by can could did do does down due during each earlier either else even ever every few first "
    "for from "
    "further had has have he her here him his how however i if in including inside instead into is it its "
    "just killed last later least less like many may me meanwhile might more most much must my near nearly "
    "neither next no nor not now of off on once one only onto or other others our out over overnight "
    "own past "
    "per perhaps plus rather remain she should since so some soon still such than that the their them then "
    "there these they this those though through throughout thus till to today together toward towards under "
    "unless until up upon us versus very via was we were what when where whether which while who whom whose "
    "why will with within without would yet you your yesterday"
)
