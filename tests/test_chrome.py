from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.chrome import ChromeReason, body_regions, find_chrome
from tests.steps import grows_no_faster_than_the_text

FIRST = (
    "The harbour board said on Monday that it would close the old pier for repairs, after two storms"
    " had torn loose most of its planks."
)
SECOND = (
    "“We cannot let people walk there,” said Maria Holt, the board’s chair, who added that the work would"
    " take about four months and cost less than last year."
)
THIRD = (
    "Fishermen who have used the pier for decades were told to move their boats to the northern quay,"
    " where there is room for some of them."
)

TITLE = "Harbour board closes the old pier"


def page(*lines: str) -> str:
    return "\n\n".join(lines)


def reasons(text: str) -> list[tuple[str, ChromeReason]]:
    return [(text[piece.start : piece.end], piece.reason) for piece in find_chrome(text)]


def left(text: str) -> str:
    return "\n".join(text[start:end] for start, end in body_regions(text, find_chrome(text)))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("See also\u00a0 Minister Resigns After Vote", ChromeReason.TEASER),
        ("Read more: The pier that nobody wanted", ChromeReason.TEASER),
        ("Read Next – Storm takes the lighthouse", ChromeReason.TEASER),
        ("On HarbourNews.com: Storm takes the lighthouse", ChromeReason.TEASER),
        ("Watch live: Minister speaks about the storm", ChromeReason.TEASER),
        ("Related story: Lighthouse lost", ChromeReason.TEASER),
        ("Read more of this story at Harbour News", ChromeReason.SOURCE),
        ("About the author", ChromeReason.BYLINE),
        ("(Reporting by Ann Lee in Oslo; Editing by Bo Holt)", ChromeReason.BYLINE),
        ("Reporting by Ann Lee in Oslo; additional reporting by Maria Holt; Editing by Bo Holt.", ChromeReason.BYLINE),
        ("(With inputs from agencies)", ChromeReason.BYLINE),
        ("Ann Lee and Bo Holt contributed to this report.", ChromeReason.BYLINE),
        ("READ MORE Minister resigns after vote", ChromeReason.TEASER),
        ("In Pics | Storm takes the lighthouse", ChromeReason.TEASER),
        ("Tell us what you think in the comments", ChromeReason.NOTICE),
        ("Follow AP’s coverage of the storm at https://news.example/storm", ChromeReason.SUBSCRIPTION),
        ("You can follow Ann Lee on Twitter at @annlee", ChromeReason.SUBSCRIPTION),
        ("The Harbour is on WhatsApp. Join our channel for news.", ChromeReason.SUBSCRIPTION),
        ("Advertisement · Scroll to continue", ChromeReason.ADVERTISEMENT),
        ("Gift this article", ChromeReason.MENU),
        ("Image source, Getty Images", ChromeReason.CREDIT),
        ("Ann Lee—AP", ChromeReason.CREDIT),
        ("Boats at the quay. — Reuters file pic", ChromeReason.CAPTION),
        ("Boats at the quay in the harbour. AP", ChromeReason.CAPTION),
        ("(Representational image)", ChromeReason.CAPTION),
        ("Also on news.example Storm takes the lighthouse", ChromeReason.TEASER),
        ("JOIN US ON TELEGRAM", ChromeReason.SUBSCRIPTION),
        ("Follow our coverage of the storms on the @harbour_news.", ChromeReason.SUBSCRIPTION),
        ("Sign up for our newsletter", ChromeReason.SUBSCRIPTION),
        ("Get the day’s top stories delivered to your inbox every morning.", ChromeReason.SUBSCRIPTION),
        ("All news first on our Telegram channel. Do not miss it!", ChromeReason.SUBSCRIPTION),
        ("Advertisement", ChromeReason.ADVERTISEMENT),
        ("Story continues below", ChromeReason.ADVERTISEMENT),
        ("Boats at the quay [File: Ann Lee/Reuters]", ChromeReason.CAPTION),
        ("Boats at the quay after the storm (AP Photo/Ann Lee)", ChromeReason.CAPTION),
        ("The first boat to leave the new quay. (Harbour Press/Ann Lee)", ChromeReason.CAPTION),
        ("The first boat to leave the new quay. (Image credit: Harbour Museum, Inc.)", ChromeReason.CAPTION),
        ("The first boat to leave the new quay. Ann Lee/Harbour Press via Getty Images", ChromeReason.CAPTION),
        ("The first boat to leave the new quay.Ann Lee/Harbour Press", ChromeReason.CAPTION),
        ("The first boat to leave the new quay. Reuters", ChromeReason.CAPTION),
        ("Ann Lee | Harbour Press | Getty Images", ChromeReason.CAPTION),
        ("Ministry of Ports via AP", ChromeReason.CAPTION),
        ("Ann B. Lee Submitted photo", ChromeReason.CAPTION),
        ("The quay. Source: Ministry of Ports", ChromeReason.CAPTION),
        ("Photo by Ann Lee", ChromeReason.CREDIT),
        ("Photo: Ann Lee, AP", ChromeReason.CREDIT),
        ("Image copyright Getty Images", ChromeReason.CREDIT),
        ("Media caption Boats leave the quay at dawn", ChromeReason.CREDIT),
        ("Ann Lee / Harbour Press", ChromeReason.CREDIT),
        ("Facebook Twitter Email", ChromeReason.SHARE),
        ("Share this article", ChromeReason.SHARE),
        ("To view this video please enable JavaScript, and consider upgrading", ChromeReason.NOTICE),
        ("Media playback is unsupported on your device", ChromeReason.NOTICE),
        ("If you buy through a link we may earn a small commission. It costs you nothing.", ChromeReason.NOTICE),
        ("Our Standards: The Thomson Reuters Trust Principles.", ChromeReason.NOTICE),
        (
            "(Except for the headline, this story has not been edited by our staff and is from a wire feed.)",
            ChromeReason.NOTICE,
        ),
        ("This article was originally published on Harbour News. Read the original article.", ChromeReason.NOTICE),
        ("Have you got a story? Email us at news@harbour.example", ChromeReason.NOTICE),
        ("Found a typo? Select the text and press Ctrl + Enter", ChromeReason.NOTICE),
    ],
)
def test_a_line_of_known_wording_between_paragraphs_is_chrome(line: str, reason: ChromeReason) -> None:
    text = page(TITLE, FIRST, SECOND, line, THIRD, FIRST.replace("Monday", "Friday"))
    assert reasons(text) == [(line, reason)]


@pytest.mark.parametrize(
    "line",
    [
        "Key concerns",
        "Work Begins in Spring",
        "NISSAN SENTRA",
        "She wept.",
        "“No,” he said.",
        "Follow the money, she told them, and you will know who wanted the pier gone.",
        "Images from the scene showed smoke over the harbour.",
        "Search and rescue was suspended at nightfall.",
        "By Friday the water had reached the town hall.",
        "Published in 1972, the plan foresaw a pier of concrete.",
        "More on this was expected later, the chair said.",
        "Copyright law has nothing to do with it, she said.",
        "Source close to the board spoke of a dispute.",
        "This report has been published each spring since 1990.",
        "Tell us your story, the chair asked the fishermen on the quay.",
        "Higher waves have contributed to this storm’s damage.",
        "“Join our channel for the boats,” the harbour’s captain told them.",
        "A file photo of the quay was shown to the judge.",
        "Contact with the boat was lost on Monday, the board said.",
        "Do you have a story of the pier?",
        "Brokers may earn a commission, the ministry found.",
        "The plan has a name in both languages (harbour/havn)",
        "The board met on Tuesday at 10 a.m.",
        "— Maria Holt, chair of the harbour board",
        "— “Nobody is walking there now,” she said.",
        "—Holt (@harbourchair) March 3, 2021",
        "Video of the storm was seen by two million people, the channel said.",
    ],
)
def test_a_line_of_the_article_between_paragraphs_stays(line: str) -> None:
    assert reasons(page(TITLE, FIRST, SECOND, line, THIRD)) == []


TOLD_IN_A_SITE_S_WORDS = [
    "This story was first published in 1851 by a small press in Elm, and it made the town famous in its day.",
    "This story was first published in 1851 by a small press in Elm.",
    "This story was originally published by Holt and Sons, who had paid its author four pounds for it.",
    "This article was first published by the Elm Press, the court heard, and nobody had checked it.",
    "This report was first published on Monday by the council, which has since changed its figures.",
    "This report has been published from a feed of data that the council keeps for the harbour.",
    "This story has not been edited by time, as most of the town’s stories have.",
    "This report has been generated from the boats’ own logs, which the crews keep by hand.",
    "Do you have a story about the pool? The mayor, Ann Lee, will hear it by e-mail or at her office on Friday.",
    "Have you a story of the pier? Write it down for us, the board’s chair asked the fishermen.",
    "Do you have a tip? The police can be reached by e-mail, and they pay for what helps them.",
    "We may earn commissions on sales of the park, the mayor said, but nobody has bought a tree.",
    "We may earn commissions on sales of the park, but nobody knows how large they would be.",
    "We may get commissions on sales, or we may not.",
    "We may get a commission on each purchase, the broker told the court.",
    "Support our work, the mayor begged the council, and it did.",
    "Support our work for the harbour, the chair begged the council.",
    "Follow us to the pier, the chair told the crowd, and it did.",
    "Find us a quay, the fishermen asked the board.",
    "Like us, the fishermen of the north have lost their boats to the storm.",
    "Like our fathers, we fish from the pier in winter.",
    "Add to the cost the price of new planks, and the sum is two million.",
    "Sign up for the long winter, the captain told his crew.",
    "By signing up forty boats, the board filled the northern quay in a week.",
    "By submitting the plan early, the board won two months.",
    "Terms of use for the quay were agreed by the board on Monday.",
    "Privacy settings were changed without notice, the users found.",
    "Something went wrong with the engine, and the boat sank within an hour.",
    "An error occurred in the count, and the board met again on Friday.",
    "Something went wrong with the engine.",
    "An error occurred in the count on Monday.",
    "Report mistakes to the captain, the crew was told, or lose the boat.",
    "Get the best boats you can, the captain told them.",
    "Please wait for the ferry at the northern quay, the captain asked them.",
    "Be the first to leave the boat, the captain told the children.",
    "Subscribe to the idea or leave, the chair told the board.",
]
SAID_BY_SITES = [
    "This story was originally published on January 5, 2020 at 5:00 AM.",
    "This article was originally published on The Harbour. Read the original article.",
    "This article was originally published at The Conversation.",
    "This story was first published by Grist. Sign up for its newsletter here.",
    "This story was first published in the Harbour Times on 3 March 2020.",
    "This article was originally published by Harbour News and is republished with permission.",
    "This post was originally published on harbour.example.",
    "This story has been published from a wire agency feed without modifications. Only the headline has been changed.",
    "This story has not been edited by Harbour staff and is auto-generated from a syndicated feed.",
    "This article has been adapted from its original source.",
    "This report has been auto-generated.",
    "(This story has been published from a PTI feed.)",
    "Do you have a story about the pool? Email us at news@harbour.example",
    "Do you have a news tip? Contact the reporter at ann@harbour.example.",
    "Got a tip? Let us know.",
    "Have a tip? Ann Lee may be reached at alee@harbour.example. Follow her on Twitter.",
    "When you purchase through links on our site, we may earn an affiliate commission.",
    "If you click on one and make a purchase we may receive a small commission.",
    "Support our work",
    "Support our journalism by becoming a member today.",
    "Support our reporting. Donate now.",
    "Like us on Facebook",
    "Add us as a preferred source on Google",
    "Find us on Facebook",
    "Sign up for our newsletter to get the news first.",
    "Follow our coverage of the storms on the @harbour_news.",
    "By signing up, you agree to our terms.",
    "Terms of use and privacy policy",
    "Found a mistake? Please let us know.",
    "Spotted an error in this article? Tell us.",
    "Report a typo",
    "Something went wrong. Please try again later.",
    "Something went wrong with the connection!",
    "An error occurred while loading the video.",
    "An error has occurred, please try again later.",
]


@pytest.mark.parametrize("sentence", TOLD_IN_A_SITE_S_WORDS)
def test_a_sentence_of_the_article_that_only_opens_as_a_site_speaks_stays(sentence: str) -> None:
    assert reasons(page(TITLE, FIRST, SECOND, sentence, THIRD, FIRST.replace("Monday", "Friday"))) == []


@pytest.mark.parametrize("line", SAID_BY_SITES)
def test_what_a_site_says_of_itself_is_chrome_as_a_whole_line(line: str) -> None:
    assert left(page(TITLE, FIRST, SECOND, line, THIRD, FIRST[4:])).splitlines().count(line) == 0


@pytest.mark.parametrize(
    "below",
    [
        "The blaze had started at noon and took the crews of four towns six hours to put out.",
        "The firefighters’ captain said that the warehouse had been empty since the storm of the winter before.",
        "That long blaze was the third of the year in a town that has no crew of its own.",
    ],
)
def test_a_dated_scene_that_the_next_paragraph_takes_up_is_no_caption(below: str) -> None:
    scene = "Two crews battle a blaze as firefighters wait at a warehouse in Elm, March 3, 2020."
    assert reasons(page(TITLE, FIRST, SECOND, scene, below, THIRD)) == []
    credited = scene.replace("2020.", "2020. (Elm Press/Ann Lee)")
    assert reasons(page(TITLE, FIRST, SECOND, credited, below, THIRD)) == [(credited, ChromeReason.CAPTION)]
    known = "A blaze broke out at a warehouse on Monday, and firefighters came from four towns to put it out."
    assert reasons(page(TITLE, FIRST, known, scene, below, THIRD)) == [(scene, ChromeReason.CAPTION)]


@pytest.mark.parametrize(
    "piece",
    [
        "This story was first published by Elm ",
        "Do you have a tip ",
        "the Elm of ",
        "has been published from an agency ",
        "We may earn a commission on links ",
        "Something went wrong with the ",
    ],
)
def test_notices_are_looked_for_in_linear_time(piece: str) -> None:
    def lines(many: int) -> str:
        return "\n\n".join([f"{(piece * 12)[:380]} {number}" for number in range(many)] + [FIRST, SECOND, THIRD])

    assert grows_no_faster_than_the_text(find_chrome, lines, 300)


def test_an_article_without_chrome_has_none() -> None:
    assert reasons(page(TITLE, FIRST, SECOND, THIRD)) == []
    assert reasons(FIRST) == []


def test_a_menu_above_and_links_below_are_chrome_and_the_title_is_not() -> None:
    menu = ["Home", "World", "Sport", "Weather", "Business", "Travel", "Opinion", "Subscribe", "Sign in"]
    below = [
        "Most read",
        "Minister resigns after vote",
        "2 months ago",
        "Lighthouse lost",
        "© 2021 The Harbour. All rights reserved.",
    ]
    text = page(*menu, TITLE, "By Ann Lee", "March 3, 2021", FIRST, SECOND, THIRD, *below)
    assert left(text) == page(TITLE, FIRST, SECOND, THIRD).replace("\n\n" + FIRST, "\n" + FIRST)
    found = dict(reasons(text))
    assert found["By Ann Lee"] is ChromeReason.BYLINE
    assert found["March 3, 2021"] is ChromeReason.DATELINE
    assert found[page(*below[:4])] is ChromeReason.RELATED
    assert found["Subscribe\n\nSign in"] is ChromeReason.SUBSCRIPTION


def test_a_page_title_with_the_site_s_name_gives_way_to_the_headline() -> None:
    menu = ["Home", "World", "Sport", "Weather", "Business", "Travel", "Opinion", "Video", "Search"]
    text = page(f"{TITLE} - The Harbour", *menu, TITLE, FIRST, SECOND, THIRD)
    assert left(text).startswith(TITLE + "\n\n" + FIRST)
    assert f"{TITLE} - The Harbour" not in left(text)


def test_a_title_said_again_after_a_trail_of_links_is_a_duplicate() -> None:
    text = page(f"{TITLE} | News", f"Forum Harbours {TITLE} | News", FIRST, SECOND)
    assert reasons(text) == [(f"Forum Harbours {TITLE} | News", ChromeReason.DUPLICATE)]


def test_the_trail_of_links_is_not_taken_for_the_title_of_a_page_with_a_menu() -> None:
    forum = [f"Viewing {number} posts" for number in range(9)]
    text = page(f"{TITLE} | News", f"Forum Harbours {TITLE} | News", *forum, FIRST, SECOND)
    assert left(text).startswith(f"{TITLE} | News\n")


def test_a_caption_of_the_page_s_own_kind_that_stands_twice_is_chrome_the_second_time() -> None:
    caption = "Investigators next to damaged boats at the northern quay, Jan. 8, 2021"
    assert reasons(page(TITLE, FIRST, caption, caption, SECOND, THIRD)) == [(caption, ChromeReason.DUPLICATE)]


def test_a_question_asked_again_far_below_is_the_article_s() -> None:
    question = "What would you do about the old pier?"
    assert reasons(page(TITLE, question, FIRST, SECOND, THIRD, FIRST[:60] + ".", question, SECOND[1:])) == []


def test_alternative_text_goes_with_the_caption_below_it() -> None:
    text = page(FIRST, SECOND, "kyiv\n    A resident in front of her house [File: Ann Lee/Reuters]", THIRD)
    ((found, reason),) = reasons(text)
    assert found.startswith("kyiv")
    assert reason is ChromeReason.CAPTION


SCENES = [
    "Investigators inspect the wreck of a bus in Lima, Peru, March 3, 2021.",
    "A woman walks past a shuttered shop in Athens, Greece, on Monday, July 6, 2015.",
    "Smoke rises over the old port after an explosion in Oran on 4 June 2019. The cause is not known.",
    "France’s Ann Dupont, left, celebrates with her teammates in Turin, Italy, Sunday, May 9, 2021",
    "Prime Minister Bo Holt speaks during a news conference in Oslo, Norway, on March 3, 2021.",
    "Residents wade through floodwater in Dhaka, Bangladesh July 9, 2020.",
    "A damaged bridge is seen in Genoa, Italy, August 14, 2018.",
    "Cars damaged by the blast line a street as people walk past in Beirut, Lebanon, Aug. 5, 2020.",
    "President Ann Holt meets with Bo Lee in Geneva, Switzerland, June 16, 2021.",
    "In this March 3, 2021, file photo, boats lie at the quay.",
    "This satellite image from the ministry shows the harbour after the storm.",
    "This undated handout picture provided by the harbour police shows the boat.",
    "Ann Dupont, left, celebrates with Maria Holt at the end of the race.",
    "The harbour’s chair, second from right, and her guests at the opening of the quay.",
    "Maria Holt (right) with her crew on the old pier before the storm.",
    "The crew has reached the wreck. In this video, Ann Lee explains how it was found.",
]
NEWS = [
    "The government plans to close the harbour on Jan. 8, 2025.",
    "The law takes effect in Ohio on Thursday, Jan. 4, 2024.",
    "The council meets with the board at 7 p.m. on Tuesday, Jan. 9, 2024, at City Hall.",
    "The minister speaks at the museum on Tuesday, Jan. 9, 2024, at 7 p.m.",
    "The exhibition opens in Paris on Friday, March 3, 2023.",
    "The party holds its congress in Oslo on Oct. 16, 2022.",
    "Maria Holt stands at the counter of her bakery and waits for the first customers.",
    "The works next to the station were stopped on Monday, March 3, 2021.",
    "The case stems from the protest in Oslo, Norway, on March 3, 2021.",
    "He said that crowds gather at the gate in Rome, Italy, on Sunday, March 7, 2021.",
    "Police arrested a man who works at the port in Oslo, Norway, on March 3, 2021.",
    "The monument stands at the place where the ship sank on April 14, 1912.",
    "The team works with schools in Lagos, where it began on March 3, 2021.",
    "Unemployment stands at 4.1 percent as of March 3, 2021.",
    "The rule covers work on boats through Jan. 8, 2025.",
    "This picture, however, is not complete.",
    "In this picture, the banks are the villains of the storm.",
    "Parties of the left, right, and centre gather in Oslo for talks on the pier.",
    "The left, which has held the town for years, gathers at the quay.",
    "Maria Holt, left, was told of it by her crew.",
    "The heat rises to 40 degrees (C) at noon.",
    "These images show what the storm did to the old pier.",
]


@pytest.mark.parametrize("caption", SCENES)
def test_a_scene_in_the_present_tense_with_a_full_date_is_a_caption(caption: str) -> None:
    text = page(TITLE, FIRST, SECOND, caption, THIRD)
    assert reasons(text) == [(caption, ChromeReason.CAPTION)]
    assert left(page(TITLE, caption, FIRST, SECOND, THIRD)) == page(TITLE) + "\n" + page(FIRST, SECOND, THIRD)


@pytest.mark.parametrize("sentence", NEWS)
def test_news_in_the_present_tense_is_no_caption(sentence: str) -> None:
    assert reasons(page(TITLE, FIRST, SECOND, sentence, THIRD)) == []
    assert reasons(page(TITLE, sentence, FIRST, SECOND, THIRD)) == []


def test_the_name_alone_below_such_a_caption_is_its_credit() -> None:
    caption = "The Harbour Press boat lifts off from the quay in Oslo, Norway, March 3, 2021."
    text = page(TITLE, FIRST, SECOND, caption, "Harbour Press", THIRD)
    assert reasons(text) == [(caption, ChromeReason.CAPTION), ("Harbour Press", ChromeReason.CREDIT)]
    assert reasons(page(TITLE, FIRST, SECOND, caption, "Work Begins", THIRD)) == [(caption, ChromeReason.CAPTION)]


@pytest.mark.parametrize(
    "credit", ["(Photo by Ann Lee/AP)", "[Ann Lee/Reuters]", "ready. Image: Ann Lee.", "Photo: Ann Lee"]
)
def test_a_long_caption_that_ends_in_its_credit_is_one(credit: str) -> None:
    caption = "Boats of the northern fleet, " + "which has been at the quay since the storm, " * 4 + credit
    assert reasons(page(TITLE, FIRST, SECOND, caption, THIRD)) == [(caption, ChromeReason.CAPTION)]


ARCHIVE = "The Council of Ministers meets on the fighting between Chad and Sudan during the General Assembly in Geneva."
LONG_TITLE = "Why the harbour board wants to close the old pier now"


def test_a_scene_above_the_headline_on_another_subject_is_a_caption() -> None:
    assert reasons(page(ARCHIVE, LONG_TITLE, FIRST, SECOND, THIRD)) == [(ARCHIVE, ChromeReason.CAPTION)]


@pytest.mark.parametrize(
    "text",
    [
        page(
            ARCHIVE, LONG_TITLE, FIRST, "Ministers from Chad and Sudan went to Geneva for the General Assembly.", SECOND
        ),
        page(ARCHIVE.replace("during", "on Tuesday during"), LONG_TITLE, FIRST, SECOND, THIRD),
        page(ARCHIVE.replace("meets", "met"), LONG_TITLE, FIRST, SECOND, THIRD),
        page(ARCHIVE, "Key concerns", FIRST, SECOND, THIRD),
        page("The pier nobody wanted", ARCHIVE, LONG_TITLE, FIRST, SECOND, THIRD),
        page(LONG_TITLE, ARCHIVE, FIRST, SECOND, THIRD),
        page(ARCHIVE, FIRST, SECOND, THIRD),
    ],
)
def test_a_lead_is_no_caption_though_it_is_in_the_present_tense(text: str) -> None:
    assert "The Council of Ministers" in left(text)
    assert ChromeReason.CAPTION not in dict(reasons(text)).values()


@pytest.mark.parametrize("sentence", ["Boats leave the quay on Tuesday for the north.", "Boats go north this week."])
def test_a_line_that_counts_from_the_day_of_publication_is_no_caption_above_a_credit(sentence: str) -> None:
    assert sentence in left(page(TITLE, FIRST, SECOND, sentence, "Photo: Ann Lee", THIRD))


def test_the_name_under_a_pull_quote_whose_words_are_gone_is_chrome() -> None:
    line = "—Holt calling a halt to the work on the old pier"
    assert reasons(page(TITLE, FIRST, THIRD, line, FIRST[4:])) == [(line, ChromeReason.CAPTION)]
    quoted = "“We cannot let people walk there.”"
    assert reasons(page(TITLE, FIRST, quoted, line, THIRD, FIRST[4:])) == []


def test_the_name_below_a_label_for_credits_is_one() -> None:
    credit = page("Credits:", "Harbour Museum")
    assert reasons(page(TITLE, FIRST, SECOND, credit, THIRD)) == [(credit, ChromeReason.CREDIT)]


def test_words_that_head_boxes_are_entries_where_they_stand_in_the_menu() -> None:
    menu = ["Home", "World", "Topics", "About", "Contact", "Sport", "Weather", "Travel", "Opinion", "Boats"]
    assert reasons(page(*menu, TITLE, FIRST, SECOND, THIRD)) == [(page(*menu), ChromeReason.MENU)]


def test_what_readers_wrote_below_the_article_are_comments_up_to_the_footer() -> None:
    comments = ["3 comments", "Ann Lee says:", "I walked there and it was always a good place to sit.", "So did I."]
    text = page(TITLE, FIRST, SECOND, THIRD, FIRST[4:], *comments, "© 2021 The Harbour")
    assert reasons(text)[0] == (page(*comments), ChromeReason.COMMENTS)


@pytest.mark.parametrize("heading", [(), ("All dates of the tour",)])
def test_a_list_of_days_or_years_that_closes_the_article_stays(heading: tuple[str, ...]) -> None:
    for entries in (
        ["June 9 – Oslo", "June 10 – Bergen", "June 12 – Narvik", "July 1 – Kiel"],
        ["2021: Ann Lee", "2020: Bo Holt", "2019: Maria Holt", "2018: Ann Lee"],
    ):
        text = page(TITLE, FIRST, SECOND, THIRD, *heading, *entries, "Share this", "Home", "World")
        assert left(text).endswith(page(THIRD, *heading, *entries))
    short = page(TITLE, FIRST, SECOND, THIRD, "Other boats", "2021: Ann Lee", "2020: Bo Holt", "Share this")
    assert "2021" not in left(short)


SHARES = "Oslo,41.3%,Bergen,22.1%,Tromsø,19.6 %,Hamar,9%"


@pytest.mark.parametrize("heads", [("Voting results",), ("Result", "TOWN", "VOTES"), ()])
@pytest.mark.parametrize(
    "winners", [(), ("The cup's winners", "2023: Oslo", "2022: Hamar", "2021: Oslo", "2020: Bergen")]
)
def test_a_table_of_shares_that_closes_the_article_stays(heads: tuple[str, ...], winners: tuple[str, ...]) -> None:
    table = (*heads, *SHARES.split(","), *winners)
    text = page(TITLE, FIRST, SECOND, THIRD, *table, "Related Stories", "Ferry runs again", "© 2024 The Harbour")
    shown = left(text)
    assert all(cell in shown for cell in table)
    assert "Ferry runs again" not in shown


def test_a_table_between_paragraphs_stays() -> None:
    table = SHARES.split(",")
    assert all(cell in left(page(TITLE, FIRST, SECOND, *table, THIRD, SECOND, "Leave a Reply")) for cell in table)


@pytest.mark.parametrize(
    "below",
    [
        ("Markets", "Oslo Index", "+0.4%", "Gold", "-1.2%", "Oil", "+3.1%", "Gas", "-0.8%"),
        ("1", "2", "3", "4", "5", "Older pages"),
        ("Poll", "Yes", "41%", "No", "59%"),
        ("Home", "World", "Sport", "Weather", "Business", "Travel", "Opinion", "41%", "22%", "19%", "9%"),
    ],
)
def test_numbers_below_the_article_that_are_no_table_of_its_own_are_chrome(below: tuple[str, ...]) -> None:
    shown = left(page(TITLE, FIRST, SECOND, THIRD, *below, "About us"))
    assert not any(f"\n{line}" in shown for line in below)


@pytest.mark.parametrize(
    "byline",
    [
        "By Ann Lee • 12/11/23 4:23pm",
        "By  Ann Lee    Dec 20, 2023, 11:00am EST",
        "By Ann Lee December 22, 2023, 15:56  59 comments",
        "By Ann LeeDec. 21, 2023 11:00 pm EST",
        "Ann Lee and Bo Holt, Harbour Times - Dec 20, 2023 3:06 pm UTC",
        "Ann Lee 8:41 PM on December 20, 2023",
        "Ann Lee, CorrespondentDec 22, 2023, 10:15 PM",
        "by Ann Lee",
        "By",
    ],
)
def test_the_headline_above_the_byline_is_the_title_and_the_byline_is_chrome(byline: str) -> None:
    menu = ("Home", "World", "Sport", "Weather", "Business", "Travel", "Opinion", "Video", "Search")
    text = page(
        *menu, TITLE, "The quay will be closed all winter.", byline, "Enlarge", "A map of the quay", FIRST, SECOND
    )
    shown = left(text)
    assert TITLE in shown
    assert byline not in shown.splitlines()
    assert "A map of the quay" not in shown


@pytest.mark.parametrize("line", ["By Monday the quay had been cleared", "Ann Lee came first on Dec 20, 2023"])
def test_a_line_that_only_resembles_a_byline_stays(line: str) -> None:
    assert line.split(" ", 2)[2] in left(page(TITLE, FIRST, SECOND, f"{line}, and the ferry ran again.", THIRD))


def test_a_lead_full_of_names_right_above_the_second_paragraph_stays() -> None:
    lead = "President Ann Lee, Senator Bo Holt and Senator Maria Holt have taken Harbour Chief Juan Cruz to court."
    text = page(
        *["Home", "World", "Sport", "Weather", "Business", "Travel", "Opinion", "Boats"], TITLE, lead, FIRST, SECOND
    )
    assert lead in left(text)


@pytest.mark.parametrize(
    "piece",
    [
        "A man walks past a shop in Oslo ",
        "United ",
        "walked, ",
        "A.B.",
        "(A/",
        "In this video, ",
        "This photo, ",
        "we may ",
        "Ann Lee/",
        "on Tuesday ",
        "—Holt calling ",
    ],
)
def test_captions_are_looked_for_in_linear_time(piece: str) -> None:
    line = (piece * (560 // len(piece))).strip()

    def captions(many: int) -> str:
        return "\n\n".join([line + " March 3, 2021"] * many + [FIRST, SECOND, THIRD])

    assert grows_no_faster_than_the_text(find_chrome, captions, 100)


@pytest.mark.parametrize(
    "caption",
    [
        "Boats of the northern fleet at the quay in calm weather.",
        "The plan of the board: wider planks, raised rails, and more room for boats.",
    ],
)
def test_a_line_that_tells_nothing_above_a_credit_is_its_caption(caption: str) -> None:
    text = page(TITLE, FIRST, SECOND, caption, "Photo: Ann Lee", THIRD)
    assert reasons(text) == [(caption, ChromeReason.CAPTION), ("Photo: Ann Lee", ChromeReason.CREDIT)]


def test_a_sentence_above_a_credit_stays() -> None:
    assert THIRD in left(page(TITLE, FIRST, SECOND, THIRD, "Photo: Ann Lee", FIRST + SECOND))


def test_a_headline_of_another_article_is_chrome_where_headings_are_few() -> None:
    other = "Storm Season: The Ministry’s Role in Moving the Lighthouse"
    assert reasons(page(FIRST, SECOND, other, THIRD, FIRST))[0] == (other, ChromeReason.RELATED)
    headings = [f"Part {word}: The Harbour Board and the Old Pier" for word in ("One", "Two", "Six", "Ten")]
    assert (
        reasons(
            page(
                FIRST,
                headings[0],
                SECOND,
                headings[1],
                THIRD,
                headings[2],
                SECOND[1:],
                headings[3],
                FIRST[4:],
            )
        )
        == []
    )


def test_a_headline_in_capitals_is_chrome() -> None:
    other = "MINISTER RESIGNS AFTER THE VOTE ON THE LIGHTHOUSE"
    assert reasons(page(FIRST, SECOND, other, THIRD)) == [(other, ChromeReason.RELATED)]


def test_a_box_of_related_headlines_inside_the_article_goes_as_a_whole() -> None:
    box = ["Related articles", "Minister resigns", "Lighthouse lost in storm"]
    text = page(TITLE, FIRST, SECOND, THIRD, *box, FIRST.replace("Monday", "Friday"), SECOND[1:], THIRD[4:])
    assert reasons(text) == [(page(*box), ChromeReason.RELATED)]


def test_comments_below_the_article_are_chrome_though_they_are_prose() -> None:
    comments = [
        f"Reader {n} says:\n\nI walked there {n} times and it was always a good place to sit." for n in range(2, 9)
    ]
    text = page(TITLE, FIRST, SECOND, THIRD, FIRST[4:], SECOND[1:], THIRD[4:], "7 comments", *comments)
    assert left(text).endswith(THIRD[4:])


def test_a_list_that_closes_the_article_stays() -> None:
    dates = [
        "The boats will leave on these days:",
        "June 9, northern quay",
        "June 10, southern quay",
        "June 12, pier",
    ]
    text = page(TITLE, FIRST, SECOND, THIRD, *dates, "Share this", "Home", "World")
    assert all(line in left(text) for line in dates)
    assert "Home" not in left(text)


def test_an_excerpt_that_opens_as_the_article_does_is_chrome() -> None:
    menu = ["Home", "World", "Sport", "Weather", "Business", "Travel", "Opinion", "Video", "Search"]
    excerpt = FIRST[:90] + " and more besides."
    more = ["Thumbnail", "copy this link", "Español:", "El muelle viejo", "polski:", "Stare molo"]
    text = page(*menu, TITLE, "Excerpt", excerpt, *more, FIRST, SECOND, THIRD)
    assert excerpt not in left(text)


def test_where_there_is_no_prose_only_wordings_decide() -> None:
    text = page("Round one: Kiel", "Round two: Lübeck", "Round two: Lübeck", "Share this", "Round three: Wismar")
    assert reasons(text) == [("Share this", ChromeReason.SHARE)]


def test_a_page_of_lists_with_a_little_prose_is_left_whole() -> None:
    recipe = [f"Dish {n}\n\nCook the {n} eggs in the pan until they are done and serve." for n in range(2, 40)]
    text = page(*recipe, "Tags", FIRST, SECOND[:70] + ".")
    assert [reason for _, reason in reasons(text)] == [ChromeReason.TAGS]


def test_only_chrome_leaves_no_body() -> None:
    text = "Share this\n\nLeave a Reply\n\nYour email address will not be published."
    assert body_regions(text, find_chrome(text)) == []


def test_offsets_hold_in_windows_line_ends_and_odd_spaces() -> None:
    text = "\u00a0\n" + page(TITLE, FIRST, "  Advertisement\t", SECOND) + "\n"
    text = text.replace("\n", "\r\n")
    assert reasons(text) == [("Advertisement", ChromeReason.ADVERTISEMENT)]


@pytest.mark.parametrize(
    "language",
    [
        "東京の港では月曜日に古い桟橋が閉鎖された。" * 6,
        "Правление порта сообщило в понедельник, что закроет старый пирс.",
    ],
)
def test_prose_in_another_language_stays(language: str) -> None:
    text = page(language, language[1:], "Facebook Twitter")
    assert reasons(text) == [("Facebook Twitter", ChromeReason.SHARE)]


@pytest.mark.parametrize("title", ["Senator rejects claims", "Mayor resigns", "Mayor Resigns"])
@pytest.mark.parametrize("between", [(), ("By Ann Lee", "March 3, 2021"), ("LONDON",), ("Photo: Ann Lee, AP",)])
def test_a_short_headline_right_above_the_article_is_not_chrome(title: str, between: tuple[str, ...]) -> None:
    assert title in left(page(title, *between, FIRST, SECOND, THIRD))
    assert title in left(page("The Daily Planet", title, *between, FIRST, SECOND, THIRD))


MENU_ROWS = [
    "News Politics Sports Opinion",
    "Home | News | Sport | Business",
    "Home · News · UK Politics · Science & Environment",
    "Local • Region • Nation • Obits",
    "Home > World > Europe",
]


@pytest.mark.parametrize("row", MENU_ROWS)
def test_a_row_of_sections_above_the_article_is_a_menu(row: str) -> None:
    text = page("The Daily Planet", row, "…", "Mayor resigns", FIRST, SECOND, THIRD)
    assert left(text).startswith("Mayor resigns\n\n" + FIRST)
    assert reasons(page(row, TITLE, SECOND)) == [(row, ChromeReason.MENU)]


@pytest.mark.parametrize("line", ["Mayor resigns | News | The Planet", "Health", "Weather and no boats", "A | B"])
def test_a_line_that_only_resembles_a_row_of_sections_is_none(line: str) -> None:
    assert reasons(page(line, TITLE, SECOND)) == []


@pytest.mark.parametrize("heading", ["More on this story", "Related articles", "Recommended", "Read more on this"])
def test_headlines_below_a_heading_of_related_stories_are_related_up_to_the_footer(heading: str) -> None:
    box = [heading, "Storm Erik: 80mph winds hit UK", "Flights cancelled", "Why do storms have names?"]
    footer = "© 2019 The Harbour"
    text = page(TITLE, FIRST, SECOND, THIRD, *box, footer, "Winds of change")
    assert reasons(text) == [
        (page(*box), ChromeReason.RELATED),
        (page(footer, "Winds of change"), ChromeReason.FOOTER),
    ]
    menu = page("Weather", "Boats and bridges")
    assert reasons(page(TITLE, FIRST, SECOND, THIRD, *box, menu))[-1] == (menu, ChromeReason.FOOTER)


@pytest.mark.parametrize("line", ["He left.", "Nobody knows.", "“No comment.”", "Maria Holt agreed.", "What now?"])
def test_a_short_last_paragraph_is_the_article_s(line: str) -> None:
    assert reasons(page(TITLE, FIRST, SECOND, THIRD, line)) == []
    assert left(page(TITLE, FIRST, SECOND, THIRD, line, "Share this", "Home", "Ann Lee")).endswith(line)


def test_an_empty_text_has_no_chrome() -> None:
    assert find_chrome("") == []
    assert find_chrome(" \n\u2028 \r") == []
    assert body_regions("", []) == []


PIECES = st.sampled_from(
    [
        FIRST,
        SECOND,
        TITLE,
        "Share",
        "Related articles",
        "Photo: A B",
        "Home",
        "x [A B/Reuters]",
        "•",
        "By A B",
        "Tags:",
        "a:",
        "…",
    ]
)
SEPARATORS = st.sampled_from(["\n", "\n\n", "\r\n", "\u2028", "\x0b", "\x85", " "])
PAGES = st.lists(st.tuples(st.one_of(PIECES, st.text(max_size=60)), SEPARATORS), max_size=40).map(
    lambda pairs: "".join(piece + separator for piece, separator in pairs)
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(PAGES, st.text()))
def test_chrome_of_any_text_is_ordered_trimmed_and_apart(text: str) -> None:
    end = 0
    for piece in find_chrome(text):
        found = text[piece.start : piece.end]
        assert end <= piece.start < piece.end <= len(text)
        assert found == found.strip() != ""
        end = piece.end


@settings(max_examples=100, deadline=None)
@given(PAGES)
def test_body_and_chrome_together_hold_every_character_but_white_space(text: str) -> None:
    chrome = find_chrome(text)
    ranges = sorted([*((piece.start, piece.end) for piece in chrome), *body_regions(text, chrome)])
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(ranges))
    kept = "".join(text[start:end] for start, end in ranges)
    assert "".join(kept.split()) == "".join(text.split())
