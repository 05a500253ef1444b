from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.chrome import ChromeReason, body_regions, find_chrome

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
        ("The quay. Source: Ministry of Ports", ChromeReason.CAPTION),
        ("Photo by Ann Lee", ChromeReason.CREDIT),
        ("Photo: Ann Lee, AP", ChromeReason.CREDIT),
        ("Image copyright Getty Images", ChromeReason.CREDIT),
        ("Ann Lee / Harbour Press", ChromeReason.CREDIT),
        ("Facebook Twitter Email", ChromeReason.SHARE),
        ("Share this article", ChromeReason.SHARE),
        ("To view this video please enable JavaScript, and consider upgrading", ChromeReason.NOTICE),
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
        "Video of the storm was seen by two million people, the channel said.",
    ],
)
def test_a_line_of_the_article_between_paragraphs_stays(line: str) -> None:
    assert reasons(page(TITLE, FIRST, SECOND, line, THIRD)) == []


def test_an_article_without_chrome_has_none() -> None:
    assert reasons(page(TITLE, FIRST, SECOND, THIRD)) == []
    assert reasons(FIRST) == []


def test_a_menu_above_and_links_below_are_chrome_and_the_title_is_not() -> None:
    menu = ["Home", "World", "Sport", "Weather", "Business", "Travel", "Opinion", "Subscribe", "Sign in"]
    below = [
        "Most read",
        "Minister resigns after vote",
        "Lighthouse lost",
        "© 2021 The Harbour. All rights reserved.",
    ]
    text = page(*menu, TITLE, "By Ann Lee", "March 3, 2021", FIRST, SECOND, THIRD, *below)
    assert left(text) == page(TITLE, FIRST, SECOND, THIRD).replace("\n\n" + FIRST, "\n" + FIRST)
    found = dict(reasons(text))
    assert found["By Ann Lee"] is ChromeReason.BYLINE
    assert found["March 3, 2021"] is ChromeReason.DATELINE
    assert found["Most read"] is ChromeReason.RELATED
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


def test_a_caption_that_stands_twice_is_chrome_the_second_time() -> None:
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
