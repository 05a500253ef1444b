"""What English pages tell their readers about themselves: where a text comes from, who pays, what went wrong."""

from __future__ import annotations

__all__ = ["COMMISSIONS", "NOTICES"]

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DATE = rf"(?:{_MONTH} \d{{1,2}},? \d{{4}}|\d{{1,2}} {_MONTH},? \d{{4}}|\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}})"
_HOUR = r"(?:,? (?:at )?\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?(?: [a-z]{2,4})?)"
# A site's name: words with capitals and the small words between them.
_SITE = (
    r"(?:[\w-]{2,40}\.[a-z][\w.]{1,20}|(?:(?:the|our|sister|partner|site) ){0,4}"
    r"(?-i:[A-Z0-9][\w.'’&-]{0,40}(?: (?:of|the|and|&|for|on|in|at|by"
    r"|[A-Z0-9][\w.'’&-]{0,40})){0,9}))"
)
_AGAIN = r"(?:(?:,| and| and is| and has been) (?:re-?published|reproduced|reprinted|shared) .{2,120})"
_READ_THERE = (
    r"(?:[.:;] ?(?:read|see|view|visit|sign up|subscribe|you can|it (?:is|has been|was) (?:re-?published|updated))\b"
    r".{0,120})"
)
_FEED = (
    r"(?:(?:an?|the|its|wire|news|press|agency|syndicated|unedited|original|automated|(?-i:[A-Z][\w.]{1,20})) ){0,5}"
    r"(?:feeds?|agency|agencies|release|source|services?|wires?|copy)"
)
_UNCHANGED = (
    r"(?: with(?:out)? (?:(?:any|no|only|minor|further) ){0,2}(?:modifications?|changes?|edits?|editing|alterations?)"
    r"[^.,;]{0,40})?(?:[.,] ?(?:only|except|apart|and only)\b.{0,100})?"
)
_WRITE = r"(?:e-?mail|contact|call|text|message|whats ?app|write|send|reach|get in touch|let us|tell us|share|click)"
_OUR_ADDRESS = r"(?:\b(?:us|our|me|newsroom|reporters?|editors?)\b|@|\d{5})"

NOTICES = (
    (
        rf"(?:except for the headline, )?this (?:story|article|report) has (?:not been edited by [\w .'’]{{2,60}}"
        r"(?: (?:,? and is|but is|it is|is) .{2,80})?"
        rf"|been (?:auto-?)?(?:published|generated|adapted)(?: automatically)? from {_FEED}{_UNCHANGED}"
        rf"|been auto-?generated(?: by [\w .'’]{{2,40}})?{_UNCHANGED})"
    ),
    (
        r"this (?:story|article|post|report) was (?:originally |first ){1,2}published (?:at|by|in|on|with)"
        rf" (?:{_DATE}{_HOUR}?|{_SITE})(?:,? on {_DATE}{_HOUR}?)?(?:{_AGAIN}|{_READ_THERE})?"
    ),
    (
        r"(?:have you|do you have|have|got) (?:got )?(?:a|any) (?:story|news tips?|tips?)\b[^.!?\"“]{0,80}"
        rf"(?:[.!?:] ?|[,–—-] ?| )(?:please |you can |then )?(?=.{{0,140}}{_OUR_ADDRESS}){_WRITE}\b[^\"“]{{0,200}}"
    ),
    (
        r"(?:have|got) (?:got )?(?:a|any) (?:story|news tips?|tips?)\? ?[\w .'’]{2,60}@?[\w .'’]{0,60}"
        r"@[\w-]{2,40}\.[\w.]{2,20}.{0,80}"
    ),
    (
        r"(?:if you )?(?:have )?(?:found|find|spotted?|notice|see|report) (?:an? |any )?"
        r"(?:typo|spelling|error|mistake)s?(?: (?:error|mistake))?(?: (?:in|on|with) (?:this|the|our) \w{3,12})?"
        r"(?:[.,!?:…]? ?(?:please|let|tell|select|highlight|click|report|contact|e-?mail|send|help|write|you can)\b"
        r".{0,80})?"
    ),
    (
        r"(?:something went wrong|an error (?:has )?occurred)(?: (?:(?:while|when) (?:\w+ing|you)\b[^.,;]{0,60}"
        r"|(?:with|in|on|during) (?:your |our |the |this )?(?:connection|request|page|site|server|video|player"
        r"|submission|subscription|payment|search|account|login)))?"
        r"(?:[.,!:;-]{0,3} ?(?:please|try|refresh|reload|we)\b.{0,80})?"
    ),
    (
        r"(?:invalid (?:query|e-?mail)|there was (?:a problem|an error) (?:submitting|subscribing|processing|loading"
        r"|with your)).{0,120}"
    ),
)
# Whoever sells by links says so to the reader.
COMMISSIONS = (
    (
        r"^(?=[^\"“]*\b(?:links?|linked|affiliates?|click|buy|bought|purchased?|purchases"
        r"|shop(?:ping)?|products?|retailers?)\b)"
        r"[^\"“]*\bwe (?:may |might |will )?(?:earn|receive|get) (?:an? )?(?:\w+ )?commissions?\b"
    ),
)
