"""How English pages credit pictures and reports: captions' ends, credit lines, agencies' sign-offs."""

from __future__ import annotations

__all__ = ["BYLINES", "CAPTIONS", "CREDITS", "PICTURED", "SIGNED"]

_NAME = r"[A-Z][\w.'’-]{1,24}(?: [A-Z][\w.'’-]{0,24}){1,3}"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DATE = rf"(?:{_MONTH} \d{{1,2}},? \d{{4}}|\d{{1,2}} {_MONTH},? \d{{4}}|\d{{1,2}}/\d{{1,2}}/\d{{2,4}})"
_TIME = r"\d{1,2}[:.]\d\d ?(?:[aApP]\.?[mM]\.?)?(?: [A-Z]{2,4})?"
_COMMENTS = r"\d{1,4} [cC]omments?|\d{1,2} [mM]in(?:ute)?s? [rR]ead"

BYLINES = (
    r"(?:(?:analysis|commentary|opinion|posted|story|written) )?by:?$",
    r"(?:commentary|photos? and story|story and photos?|words and pictures?) by (?-i:[A-Z])[^!?:]{1,80}$",
    rf"(?-i:By|BY|by)\s{{1,3}}(?-i:[A-Z])[^!?:]{{1,80}}(?:\b{_TIME}(?:\W{{1,4}}(?:{_COMMENTS}))?)?$",
    # Names and a date without "by": Ann Lee and Bo Holt, Harbour Times - Dec 20, 2023 3:06 pm.
    (
        rf"(?-i:{_NAME}(?:(?:,? and|,| &| [|•·]) {_NAME}){{0,4}}(?:, [A-Z]\w{{1,20}})?(?:\W{{0,4}}{_TIME} on)?"
        rf"\W{{0,4}}(?<!\d){_DATE}(?:,?(?: at)?\s{{1,3}}{_TIME})?(?:\W{{1,4}}(?:{_COMMENTS}))?)$"
    ),
)

SIGNED = (
    r"about the (?:author|writer|reporter)s?|author",
    (
        r"(?:additional )?(?:reporting|writing) by (?-i:[A-Z]).{2,200}"
        r"; ?(?:writing|editing|additional reporting) by .{2,160}"
    ),
    r"(?:with )?(?:additional )?inputs? from (?:agencies|(?-i:[A-Z])[\w ,&]{1,40})",
    r"(?-i:[A-Z])[^\"“”]{2,150} contributed (?:reporting |research )?to this (?:report|story|article)",
)
PICTURED = (
    (
        r"(?:an? )?(?:representational|representative|illustrative|illustration|file) (?:image|photo|picture|pic)"
        r"(?: (?:of|for) .{0,60})?"
    ),
)
CREDITS = (
    (
        r"(?:\(|\[)?(?:main |cover |featured |feature |lead |header )?(?:photos?|photograph"
        r"(?:s|y)?|images?|pictures?|pics?|illustrations?|graphics?|video|file photo"
        r"|screenshot|credits?|photo credits?|image credits?|picture credits?|image source"
        r"|photo source)(?: (?:illustrations?|credits?|copyright|courtesy|caption|sources?"
        r"|provided))?(?:\s?(?::|/|\||©)|\s(?:by|courtesy|via|from)\b|\s(?=[A-Z][a-z]+ [A-Z]))"
    ),
    (
        r"(?-i:[A-Z])[\w.'’&-]{1,20}(?: [\w.'’&-]{1,20}){0,3} ?/ ?(?-i:[A-Z])[\w.'’&-]{1,20}"
        r"(?: [\w.'’&-]{1,20}){0,3}\W?$"
    ),
    r"credits?\s?(?::|\.{2,}|$)|courtesy (?:of|photo)|getty images",
    r"(?:afp|reuters|ap)(?: ?photo)?$|image copyright|(?:image|media) caption|image source,",
    r"(?-i:[A-Z])[\w.'’ -]{2,40} ?[—–] ?(?:afp|ap|reuters|getty(?: images)?)$",
)
CAPTIONS = (
    r"\[[^\]\[]{2,60}/[^\]\[]{2,60}\]$",
    r"\[(?:file|photo|image|courtesy|credit|screengrab)\b[^\]\[]{0,80}\]$",
    (
        r"\((?:[^()]{1,60}/ ?)?(?:ap|afp|reuters|getty(?: images)?|ap photo|epa|epa-efe"
        r"|xinhua|file(?: photo)?)(?: ?/[^()]{1,60}|, file| via [^()]{1,40})?\)$"
    ),
    r"\((?:image|photo|picture|credit|pic|file)s?\b:? ?[^()]{0,100}\)$",
    (
        r"\b(?:photo|image|picture|photograph|illustration)s?(?: credits?)?\s?(?::|by)"
        r" (?-i:[A-Z@])[^.!?]{1,60}$"
    ),
    r"(?:credit|credits|source|photo|copyright)\s?(?::|\.{3}) ?(?-i:[A-Z@])[^!?]{1,60}$",
    (
        r"(?:/ ?|\| ?|\bvia )(?:getty(?: images)?|reuters|afp|ap|shutterstock|epa|bloomberg)"
        r"(?: (?:file|photo))?\)?\.?$"
    ),
    r"^(?:\S+ ){5}[^()]*\((?-i:[A-Z])[^()/]{1,60}/ ?(?-i:[A-Z])[^()]{1,60}\)$",
    r"\b(?:submitted|courtesy|contributed|handout|file) photo$",
    r"[.!?] ?[—–-] ?(?:afp|ap|epa|reuters|xinhua|bernama|getty(?: images)?)(?: (?:file )?(?:photo|pic|picture))?$",
    r"\w{2}[.!?] (?-i:AP|AFP|EPA|PA)$|\w{2}[.!?] (?:getty(?: images)?|afp|reuters|shutterstock|i?stock(?: photo)?)$",
    r"[.!?] ?(?-i:[A-Z])[\w'’-]{1,20}(?: (?-i:[A-Z])[\w.'’-]{0,20}){0,3} ?/ ?(?-i:[A-Z])[\w &'’-]{1,40}$",
)
