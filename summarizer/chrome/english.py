"""The chrome of English pages: menus, share lines, teasers, credits, comment forms and footers."""

from __future__ import annotations

from summarizer.chrome.credits import BYLINES, CAPTIONS, CREDITS, PICTURED, SIGNED
from summarizer.chrome.lexicon import Lexicon, Phrases, compile_phrases
from summarizer.chrome.model import ChromeReason
from summarizer.chrome.notices import COMMISSIONS, NOTICES

__all__ = ["ENGLISH"]

_NETWORK = (
    r"(?:facebook|twitter|instagram|linked ?in|pinterest|reddit|whats ?app|telegram|you ?tube|tumblr"
    r"|flipboard|digg|e-?mail|print|copy link|link|sms|messenger|stumble ?upon|del\.icio\.us|technorati"
    r"|google bookmarks|google ?\+|tik ?tok|threads|bluesky|rss|pocket|viber|x|snapchat|google plus|google"
    r"|line|vk)"
)
_DAY = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"

_WHOLE: Phrases = (
    (
        ChromeReason.SHARE,
        (
            (
                r"(?:(?:share|tweet|pin|post|send|follow)(?: (?:this|it|us))?(?: (?:on|to|via|by"
                rf"|with))? )?{_NETWORK}(?:[\s,|/•·]+(?:(?:share|tweet)(?: (?:on|via))? )?{_NETWORK}){{0,9}}"
            ),
            (
                r"(?:share|tweet|pin it|e-?mail it|print|print (?:this|version|article|page)|save"
                r"|bookmark|shares?)"
            ),
            r"(?:please )?share (?:this|on|via|with|it|article|story|options|page|link).{0,50}",
            r"(?:copy|copied|get) (?:this |the )?(?:link|url)(?: (?:to|copied).{0,20})?",
            r"(?:\d[\d,.]*k? )?(?:shares?|views?|likes?|retweets?|tweets?)(?: \d[\d,.]*k?)?",
            r"copy link url.{0,20}|(?:share )?(?:close )?(?:all|extra|more) sharing options.{0,160}",
            r"send (?:this|us).{0,40}e-?mail.{0,20}",
            r"click (?:here )?to (?:share|tweet|print|e-?mail|copy).{0,60}",
        ),
    ),
    (
        ChromeReason.COMMENTS,
        (
            (
                r"(?:leave|post|write|add|submit|make)(?: (?:a|your))? (?:comments?|repl(?:y|ies)"
                r"|response)(?: .{0,30})?"
            ),
            r"\(?(?:no|\d[\d,]*) (?:comments?|repl(?:y|ies)|responses?)\)?(?: (?:on|to) .{0,120})?",
            r"(?:\(\d[\d,]*\) )?comments?(?: ?\(?\d*\)?)?",
            (
                r"(?:view|read|show|see|load|hide|join|open)(?: \w+){0,2} (?:comments?|conversation"
                r"|discussion)(?: \(?\d*\)?)?"
            ),
            r"(?:latest|recent|reader|your|top|new|user|readers?['’]s?) comments?",
            r"your e-?mail address will not be published.{0,80}|required fields are marked.{0,10}",
            r"(?:name|e-?mail|website|comment)(?: \([^)]{1,40}\)| ?\*){1,3}",
            (
                r"(?:you must|please|you need to) (?:be )?(?:log|logged|sign|signed|register)"
                r"(?:ged)?[- ]?in.{0,80}"
            ),
            r"(?:log|sign) ?in to (?:comment|reply|leave|post).{0,40}|cancel(?: this)? reply",
            r"join the (?:conversation|discussion)|reply|what do you think|save my name.{0,100}",
            r"notify me of.{0,80}",
            (
                r"(?:all )?comments (?:are (?:closed|moderated|subject|off|welcome|disabled)|on this"
                r" (?:article|story|post)).{0,60}"
            ),
            r"disqus.{0,40}|discussion|subscribe to comments.{0,40}|this site uses akismet.{0,90}",
        ),
    ),
    (
        ChromeReason.RELATED,
        (
            (
                r"(?:related|similar|recommended|recent|suggested|associated|further|latest|popular"
                r"|featured|trending|editors?['’]?s?|staff) (?:articles?|stor(?:y|ies)|posts?|news"
                r"|content|links?|topics?|terms?|reading|videos?|coverage|picks?|items?|headlines"
                r"|reads?|stocks|events|galleries|choice|searches)(?: (?:also )?(?:in|from|on|about"
                r"|by) .{1,50})?"
            ),
            r"related|recommended(?: for you)?|trending(?: now)?",
            r"most (?:read|popular|viewed|shared|commented|recent)(?: .{1,30})?|popular(?: .{1,20})?",
            r"top (?:stories|news|headlines|picks|videos)(?: .{1,30})?|editor['’]?s['’]? picks?",
            (
                r"(?:you (?:may|might|could|will|['’]ll)(?: also)? (?:like|love|enjoy"
                r"|be interested in|have missed)|more like this)(?: .{1,30})?"
            ),
            r"(?:more|read more|other)(?: \w+)? (?:from|on|by|about|in) .{1,60}",
            (
                r"(?:other|more|latest|breaking|today['’]s|recent) (?:news|stories|headlines|articles"
                r"|coverage|posts|videos?)(?: .{1,30})?"
            ),
            r"explore more|read next|don['’]t miss|in case you missed it|what to read next|what['’]s hot",
            r"(?:from|around) the web|sponsored (?:content|links|stories|posts?)|promoted(?: .{1,20})?",
            r"paid content|ads by .{1,30}|by taboola|by outbrain|we recommend|also read|see more",
            r"read also|latest|must reads?|keep reading",
            r"(?:next|previous|prev)(?: (?:article|story|post|page|up|in .{1,30}|slide))?",
            r"[←«‹<] ?(?:previous|older).{0,80}|(?:next|newer).{0,20}[→»›>]",
            r"about|post navigation|partner news|our partners",
        ),
    ),
    (ChromeReason.BYLINE, SIGNED),
    (ChromeReason.CAPTION, PICTURED),
    (
        ChromeReason.SUBSCRIPTION,
        (
            r"subscribe(?: (?:now|today|here|to|for|via|with|and)\b.{0,90})?",
            r"(?:sign|log)[- ]?(?:up|in|out)(?: (?:now|here|for|to|with|/|or)\b.{0,90})?",
            (
                r"(?:get|receive) (?:the |our |all the )?(?:latest|daily|best|breaking|news|stories"
                r"|updates|day['’]s)\b.{0,120}"
            ),
            r"(?:enter|type) your e-?mail.{0,60}|email address|your e-?mail(?: address)?",
            (
                r"(?:join|follow|like|find|connect with|contact|support|donate|get) (?:us|to us|now)"
                r"(?: (?:on|at|in|via|today)\b.{0,80})?"
            ),
            r"(?:our |the |e-?mail )?newsletters?(?: .{0,30})?|register(?: now| for free)?",
            r"create (?:an |your )?(?:free )?account|discover more from .{1,90}",
            r"already (?:a (?:member|subscriber)|have an account|subscribed|registered).{0,40}",
            r"become a (?:member|subscriber|patron).{0,30}",
            (
                r"(?:to )?(?:read|continue reading|see|view) (?:the|this) (?:full|whole|rest|entire)"
                r" (?:story|article)\b.{0,40}"
            ),
            r"continue reading.{0,60}|you['’]ve read \d.{0,60}",
            r"download (?:our|the) (?:free )?(?:.{0,20} )?app.{0,60}|follow @\w+",
            (
                r"by (?:signing up|subscribing|clicking|submitting)\b.{0,80}"
                r"\b(?:you|I) (?:agree|accept|consent|confirm|acknowledge)\b.{0,200}"
            ),
            r"thank you for (?:subscribing|signing|reading).{0,40}",
        ),
    ),
    (
        ChromeReason.ADVERTISEMENT,
        (
            (
                r"-*\s?(?:advertise?ments?(?:\W{1,3}scroll .{1,20})?|ads?|sponsored(?: by.{0,30})?|promotion"
                r"|story continues below.{0,40}|article continues (?:below|after).{0,40}|scroll"
                r" (?:down )?(?:for|to) (?:more|continue).{0,40}|supported by|presented by|paid post"
                r"|remove ads|skip ad(?:vert)?|continue reading the main story|report this ad|loading"
                r"|loading\.\.\.|advert|read full article)\s?-*"
            ),
        ),
    ),
    (
        ChromeReason.FORUM,
        (
            r"viewing (?:\d+ )?(?:posts?|topics?|repl(?:y|ies)|threads?).{0,60}|(?:•\s*)?#\d{2,}|posts?",
            r"participant|keymaster|moderator|member|topic|thread starter",
            r"(?:joined|posts|messages|likes|reputation|registered):? ?[\w ,]{0,20}\d{1,6}",
        ),
    ),
    (
        ChromeReason.FOOTER,
        (
            r"(?:copyright(?: (?:by|of))?(?=\W*(?:©|\(c\)|\d{4}|$|(?-i:[A-Z])))|©|\(c\) ).{0,250}",
            r"all rights reserved.{0,120}",
            (
                r"(?:privacy|cookies?|terms|legal)(?: (?:policy|notice|statement|settings|preferences"
                r"|of (?:use|service)|and conditions|& conditions|center|centre))"
                r"(?:(?! (?:was|were|is|are|has|have|had|will|would)\b).){0,60}"
            ),
            r"terms|privacy|sitemap|site (?:map|index|information)|about us|contact us|contact|careers",
            r"advertise(?: with us)?|(?:powered|designed|hosted|developed|built) by .{1,40}",
            r"back to (?:top|home|.{1,20}page).{0,6}|(?:go )?to top|top|accessibility(?: .{0,20})?",
            r"do not sell.{0,50}|ad ?choices|your (?:ad|privacy) choices.{0,20}|faqs?|help",
            r"(?:page )?last updated:?|page (?:editor|last updated):?|responsible .{1,30} official:?",
            r"imprint|masthead",
            (
                r"this (?:site|work|article|content|page|website) is (?:licensed|protected by|under"
                r" (?:a )?(?:creative|cc|copyright)).{0,100}"
            ),
        ),
    ),
    (
        ChromeReason.NOTICE,
        (
            r"to view this (?:video|content|page).{0,120}|please (?:enable|turn on|upgrade|wait).{0,120}",
            (
                r"(?:this|your) (?:browser|site|website|video|content) (?:does not|doesn['’]t"
                r"|uses cookies|is (?:not|no longer) (?:currently )?(?:available|supported)"
                r"|cannot be (?:played|displayed|loaded)).{0,160}"
            ),
            r"supports? html5 video|javascript (?:is|must be).{0,100}|we use cookies.{0,200}",
            r"media playback is (?:un|not )supported.{0,30}|purchase licensing rights.{0,30}",
            r"tell us (?:what you think|your (?:story|thoughts|views))(?: (?:in|below|by|using) .{0,40})?",
            r"our standards: the thomson reuters.{0,40}|scroll down for (?:video|more|photos|pictures).{0,30}",
            r"accept(?: all)?(?: cookies)?|dismiss|got it",
            *NOTICES,
        ),
    ),
    (
        ChromeReason.MENU,
        (
            r"skip to (?:main |the )?(?:content|navigation|main|search|site|footer).{0,50}",
            (
                r"(?:toggle |main |open |close |show |hide |site )?(?:menu|navigation|search|nav)"
                r"(?: sections?| menu| bar)?"
            ),
            r"sections|home|homepage",
            r"search (?:for|this|the|our|query|results|site|here|by|quotes)(?: .{0,30})?|close",
            r"close menu|more|more\.\.\.|video|videos|photos|explore|excerpt|details|location|general",
            r"categories|guidelines|back to gallery|permalink.{0,60}",
            r"(?:view|see|show|browse) (?:all|more|full)\b.{0,40}|learn more.{0,3}",
            r"full (?:category|list).{0,20}|hide caption|toggle caption|enlarge.{0,20}",
            r"\d{1,2} min(?:ute)?s? read|\d{1,2}[- ]min(?:ute)? read|reading time.{0,20}",
            r"word ?count.{0,10}|listen(?: to .{1,30})?|read full story|full story|read more|more »",
            r"read more »|(?:image|slide|photo|picture|video|page) \d+(?: ?(?:of|/|out of) ?[/\d ]+)?",
            r"\d+ ?(?:/|of) ?\d+|\d+ (?:second|minute|hour|day|week|month|year)s? ago|post-thumbnail",
            r"thumbnail|image|play|pause|mute|replay|fullscreen|now playing.{0,80}",
            r"watch(?: now| live| video)?|play video|video duration.{0,10}|save article|gift (?:this )?article",
        ),
    ),
)

_OPENING: Phrases = (
    (
        ChromeReason.TEASER,
        (
            (
                r"(?:see also|read also|also read|also see|also on|also|related|read more|see more"
                r"|read next|watch more|also on [\w-]+\.\w+|more|read|watch|see|don['’]t miss"
                r"|must read|recommended|trending|opinion|listen|explainer|in (?:pictures|pics|photos)|gallery"
                r"|video)\s?(?:[:|»>–—]|\u00a0)\s?\S"
            ),
            r"(?:see also|read also|also read|also on [\w-]+\.[a-z]+)\s+[A-Z]",
            r"(?-i:(?:READ MORE|ALSO READ|MUST READ|DON['’]T MISS|RELATED)\s+[A-Z][a-z])",
            (
                r"(?:continue reading|click here (?:to|for)|read the (?:full|original"
                r"|rest of)|read our)\b"
            ),
            r"on [\w-]{3,30}\.(?:com|org|net|co\.uk)\s?:|watch live\s?:",
            r"related (?:post|article|story|video|coverage)s?\s?:",
            r"for more (?:information|details|news|stories|on)\b.{0,40}(?::|visit|click|see)",
            r"(?:check out|visit|browse|see|read) (?:our|more of our|all of our|the rest of our)\b",
        ),
    ),
    (
        ChromeReason.SUBSCRIPTION,
        (
            (
                r"(?:(?:follow|join|find) (?:us\b|our\b|@)|like (?:us|our page)(?: on\b|\W{0,3}$)|add us\b"
                r"|(?:subscribe|sign up) (?:to|for) (?:our|the)\b|follow (?:to|for) (?:our|the)\b)"
            ),
            (
                r"follow (?:the )?[\w .]{1,50} on (?:facebook|twitter|instagram|telegram|x|google"
                r"|linkedin|tiktok|youtube)\b"
            ),
            r"(?:get|receive) .{1,80} (?:in|to) your (?:inbox|e-?mail)\b",
            r"follow [\w.]{2,40}['’]s coverage\b.{0,120}https?:",
            r"(?:you can )?(?:contact|e-?mail|follow) [\w .]{2,60} (?:at|on) .{0,40}@[\w.]{3,60}",
            (
                r"support our (?:journalism|work|reporting)"
                r"(?:\s?[.!:»→]|$| (?:by|with|from|for|today|now|here|via)\b)"
            ),
            r"(?:be the first|stay (?:up to date|informed|tuned|connected))\b",
        ),
    ),
    (
        ChromeReason.BYLINE,
        (
            *BYLINES,
            (
                r"(?:written|posted|reported|published|words|edited|text|author|reporter|story)(?: by"
                r"|:)(?: by)?:? (?-i:[A-Z])[^!?]{1,80}$"
            ),
            r"(?:reporting|editing|additional reporting|compiled) by [^.!?]{1,160}",
        ),
    ),
    (
        ChromeReason.DATELINE,
        (
            (
                r"(?:first |last )?(?:published|updated|posted|modified|created|date|revised|issued)"
                r"(?: (?:on|at|date))?(?::| (?=\d|mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun"
                r"|jul|aug|sep|oct|nov|dec)).{0,90}\d"
            ),
            (
                rf"(?:{_DAY},? )?(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}"
                rf"|\d{{1,2}}(?:st|nd|rd|th)?[ -]{_MONTH},?[ -]\d{{4}}"
                r"|\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{4})[^!?]{0,70}$"
            ),
        ),
    ),
    (
        ChromeReason.TAGS,
        (
            (
                r"(?:filed under|tags?|tagged(?: with| in)?|topics?|categories|category|posted in"
                r"|keywords|labels)\s?:"
            ),
            r"tags?$|tagged|topics?$",
        ),
    ),
    (ChromeReason.CREDIT, CREDITS),
    (
        ChromeReason.SOURCE,
        (
            (
                r"(?:source|sources|via|original source|originally published (?:at|on|by|in))\s?(?::"
                r"|…|\.{2,}|$)"
            ),
            r"read (?:more of )?(?:this|the) (?:full |original )?(?:story|article) (?:at|on)\b|read more of\b",
        ),
    ),
    (
        ChromeReason.LANGUAGES,
        (
            (
                r"(?:this (?:post|article|page|story) is also available in|read (?:this|it) in"
                r"|available in|translations?|languages?|select language)\b.{0,20}:"
            ),
        ),
    ),
)

_ANYWHERE: Phrases = (
    (
        ChromeReason.SUBSCRIPTION,
        (
            (
                r"\b(?:join|follow|find) us on (?:telegram|facebook|twitter|instagram|whatsapp|x"
                r"|viber|google news)\b"
            ),
            r"^[^\"“]*\bjoin our (?:\w+ )?channel\b",
            r"\bon (?:our|the) [^!?]{0,40}\b(?:telegram|viber|whatsapp|facebook|instagram)\b[^?]{0,60}!$",
        ),
    ),
    (
        ChromeReason.NOTICE,
        (
            r"\b(?:select|highlight)\b.{0,60}\bctrl ?\+ ?enter",
            *COMMISSIONS,
        ),
    ),
    (ChromeReason.CAPTION, CAPTIONS),
)

_STOP_WORDS = (
    "a an and are as at be been but by can could did do for from had has have he her him his how i if in into"
    " is it its more no not of on or our out she so some than that the their them then there they this to up"
    " was we were what when which who will with would you your said says after before over about also"
)

_SPEECH = (
    "said says told tells asked asks begged begs urged urges warned warns added adds pleaded pleads wrote writes"
    " insisted insists argued argues replied replies explained shouted joked recalled announced declared according"
)

_SECTIONS = (
    "home news world uk us eu europe asia africa americas australia international national local region regional"
    " politics business money markets economy finance tech technology science environment climate health education"
    " sport sports football culture arts art entertainment celebrity music film movies tv radio video videos photos"
    " pictures opinion opinions comment editorial editorials letters columns columnists blogs analysis features"
    " lifestyle life style food travel weather obituaries obits classifieds jobs cars property crime magazine podcasts"
    " newsletters games puzzles crosswords shop live latest breaking more menu search and about contact"
)

ENGLISH = Lexicon(
    whole=compile_phrases(_WHOLE, before=r"[^\w\"“‘']{0,6}", after=r"[\W_]{0,8}$"),
    opening=compile_phrases(_OPENING, before=r"[^\w(\[\"“‘']{0,4}"),
    anywhere=compile_phrases(_ANYWHERE),
    stop_words=frozenset(_STOP_WORDS.split()),
    speech=frozenset(_SPEECH.split()),
    sections=frozenset(_SECTIONS.split()),
)
