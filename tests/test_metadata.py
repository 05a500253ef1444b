from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.chrome import find_chrome
from summarizer.metadata import Metadata, read_metadata
from tests.steps import grows_no_faster_than_the_text
from tests.test_chrome import FIRST, PAGES, SECOND, THIRD, TITLE, page

MENU = ("Home", "World", "Sport", "Weather", "Business", "Travel", "Opinion", "Video", "Search")


def read(text: str) -> Metadata:
    return read_metadata(text, find_chrome(text))


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Friday, January 4, 2019", dt.date(2019, 1, 4)),
        ("Nov. 19, 2019 8:03 am ET", dt.date(2019, 11, 19)),
        ("Sept. 2nd 2020", dt.date(2020, 9, 2)),
        ("18 NOV 2019", dt.date(2019, 11, 18)),
        ("Wednesday 20 November 2019 9:22 am", dt.date(2019, 11, 20)),
        ("Friday, June\n5th,\n2009 @ 20:54 UTC", dt.date(2009, 6, 5)),
        ("2024-01-10 21:21:49", dt.date(2024, 1, 10)),
        ("21/06/2014 Ann Lee", dt.date(2014, 6, 21)),
        ("6/21/2014", dt.date(2014, 6, 21)),
        ("05.06.2014", dt.date(2014, 6, 5)),
        ("Ann Lee, CorrespondentDec 22, 2023, 10:15 PM", dt.date(2023, 12, 22)),
        ("Published On 9 Oct 20239 Oct 2023", dt.date(2023, 10, 9)),
        ("Updated: March 4, 2021 Published: March 3, 2021", dt.date(2021, 3, 3)),
        ("Updated March 4, 2021", dt.date(2021, 3, 4)),
        ("05/06/2014", None),
        ("February 31, 2019", None),
        ("2019-02-31", None),
        ("March 2019", None),
        ("October 31", None),
        ("Investigators next to damaged boats at the northern quay of the harbour town, Jan. 8, 2021", None),
    ],
)
def test_a_full_date_alone_on_a_line_below_the_title_is_the_published_date(line: str, day: dt.date | None) -> None:
    text = page(TITLE, line, FIRST, SECOND, THIRD)
    found = read(text)
    assert found.published == day
    assert (found.published_range is None) == (day is None)


def test_the_range_is_where_the_date_stands() -> None:
    text = page(TITLE, "Friday, January 4, 2019", FIRST, SECOND)
    start, end = read(text).published_range or (0, 0)
    assert text[start:end] == "January 4, 2019"


@pytest.mark.parametrize(
    ("dateline", "day"),
    [
        ("LONDON, March 3, 2023 (Newswire) - ", dt.date(2023, 3, 3)),
        ("NEW YORK, N.Y., 3 March 2023 /Newswire/ -- ", dt.date(2023, 3, 3)),
        ("Saint-Étienne, March 3, 2023 — ", dt.date(2023, 3, 3)),
        ("On March 3, 2023 (a Friday) - ", None),
        ("LONDON was told on March 3, 2023 - ", None),
        ("London, March 3, 2023 was a day to remember, and ", None),
        ("LONDON, March 2023 (Newswire) - ", None),
        ("A, " * 40 + "March 3, 2023 (Newswire) - ", None),
    ],
)
def test_an_agency_s_dateline_at_the_head_of_the_article_dates_it(dateline: str, day: dt.date | None) -> None:
    text = page(TITLE, dateline + FIRST, SECOND, THIRD)
    assert read(text).published == day
    assert read(page(dateline + FIRST, SECOND)).published == day
    assert read(page(TITLE, FIRST, dateline + SECOND, THIRD)).published is None
    dated = read(page(TITLE, "March 4, 2023", dateline + FIRST, SECOND, THIRD))
    assert dated.published == dt.date(2023, 3, 4)


@pytest.mark.parametrize(
    ("line", "elsewhere", "day"),
    [
        ("By Ann Lee • 12/11/23 4:23pm", "", None),
        ("12/11/2023", "", None),
        ("12/12/23", "", dt.date(2023, 12, 12)),
        ("12/21/23", "", dt.date(2023, 12, 21)),
        ("21/12/23", "", dt.date(2023, 12, 21)),
        ("31/31/23", "", None),
        ("12/11/23", "The ferry stopped today (Dec. 11) and the quay was closed.", dt.date(2023, 12, 11)),
        ("12/11/23", "The ferry stopped this morning, 12 November, and the quay was closed.", dt.date(2023, 11, 12)),
        ("12/11/23", "The ferry will stop on Dec. 11 and the quay will be closed.", None),
        ("12/11/23", "The ferry stopped today (Dec. 14) and the quay was closed.", None),
        ("12/11/23", "Last changed 12 November 2023", dt.date(2023, 11, 12)),
        ("12/11/23", "Other stories 10/25/23", dt.date(2023, 12, 11)),
        ("12/11/23", "Other stories 25/10/23", dt.date(2023, 11, 12)),
        ("12/11/23", "Other stories 25/10/23 and 10/25/23", None),
    ],
)
def test_a_date_that_can_be_read_two_ways_is_read_only_where_the_page_decides(
    line: str, elsewhere: str, day: dt.date | None
) -> None:
    assert read(page(TITLE, line, FIRST, SECOND, THIRD, elsewhere)).published == day


@pytest.mark.parametrize(
    ("lines", "authors", "day"),
    [
        (("By Ann Lee • 12/21/23 4:23pm",), ("Ann Lee",), dt.date(2023, 12, 21)),
        (
            ("Ann Lee and Bo Holt, Harbour Times - Dec 20, 2023 3:06 pm UTC",),
            ("Ann Lee", "Bo Holt"),
            dt.date(2023, 12, 20),
        ),
        (("Ann Lee 8:41 PM on December 20, 2023",), ("Ann Lee",), dt.date(2023, 12, 20)),
        (("by Ann Lee", "December 6, 2023", "2:00 PM"), ("Ann Lee",), dt.date(2023, 12, 6)),
        (("By Ann LeeDec. 21, 2023 11:00 pm EST",), ("Ann Lee",), dt.date(2023, 12, 21)),
        (("ByAnn Lee",), ("Ann Lee",), None),
        (("Ann Lee", "Contributing Reporter"), ("Ann Lee",), None),
        (("Ann Lee@annlee", "December 20, 2023 7:40 AM"), ("Ann Lee",), dt.date(2023, 12, 20)),
        (("Author", "Ann Lee"), ("Ann Lee",), None),
        (("Photos and Story By Ann Lee",), ("Ann Lee",), None),
        (("By", "Ann Lee MS, RDN"), ("Ann Lee",), None),
        (("Harbour Times staff",), ("Harbour Times staff",), None),
        (("By Ann Lee | Published December 20, 2023",), ("Ann Lee",), dt.date(2023, 12, 20)),
        (("By Ann Lee", "Updated December 20, 2023"), ("Ann Lee",), dt.date(2023, 12, 20)),
        (("New Zealand", "December 20, 2023"), (), dt.date(2023, 12, 20)),
        (("Top Sport", "December 20, 2023"), (), dt.date(2023, 12, 20)),
        (("Old Quay", "closed"), (), None),
    ],
)
def test_the_byline_with_its_date_stands_below_the_title(
    lines: tuple[str, ...], authors: tuple[str, ...], day: dt.date | None
) -> None:
    found = read(page(*MENU, "Video", "Search", TITLE, *lines, "Share", FIRST, SECOND, THIRD))
    assert (found.title, found.authors, found.published) == (TITLE, authors, day)


@pytest.mark.parametrize(
    "piece", ["05/06/14\n", "today (Dec. 11) ", "Ann Lee, ", "Ann Lee\nReporter\n", "By Ann Lee 4:23 "]
)
def test_bylines_and_dates_are_read_in_linear_time(piece: str) -> None:
    def described(text: str) -> object:
        return read_metadata(text, find_chrome(text))

    many = 20_000 // len(piece)
    assert grows_no_faster_than_the_text(described, lambda times: page(TITLE, piece * times, FIRST, SECOND), many)


def test_a_date_in_prose_is_not_the_published_date() -> None:
    dated = FIRST.replace("on Monday", "on January 4, 2019")
    assert read(page(TITLE, dated, SECOND, THIRD)).published is None
    assert read(page(TITLE, FIRST, SECOND, THIRD, dated)).published is None


@pytest.mark.parametrize(
    ("below", "day"),
    [
        ("Read More of this Story at – 2024-01-10 21:21:49", dt.date(2024, 1, 10)),
        ("Last Updated\n\nDec 18, 2023", dt.date(2023, 12, 18)),
        ("First Published on Nov 20, 2019", dt.date(2019, 11, 20)),
        ("Dec 18, 2023", None),
    ],
)
def test_a_date_below_the_article_counts_where_it_is_labelled(below: str, day: dt.date | None) -> None:
    assert read(page(TITLE, FIRST, SECOND, THIRD, below, "Leave a Reply")).published == day


def test_the_date_below_the_title_comes_before_today_s_in_the_menu() -> None:
    text = page(*MENU, "November 20, 2019", "Print", TITLE, "November 19, 2019", FIRST, SECOND, THIRD)
    assert read(text).published == dt.date(2019, 11, 19)
    above = page(*MENU, "November 20, 2019", "Print", TITLE, FIRST, SECOND, THIRD)
    assert read(above).published == dt.date(2019, 11, 20)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (page(TITLE, FIRST, SECOND), TITLE),
        (page(FIRST, TITLE, SECOND, THIRD), TITLE),
        (page(FIRST, SECOND, THIRD), None),
        (page(FIRST, SECOND, TITLE, THIRD), None),
        (page("March 3, 2021", TITLE, FIRST), TITLE),
        (page("Polski\nEnglish", TITLE, FIRST, SECOND), TITLE),
        (page(f"{TITLE} | Harbour War News", FIRST, SECOND), TITLE),
        (page(f"{TITLE} - The Harbour", FIRST, SECOND, "© 2021 The Harbour"), TITLE),
        (
            page("Storm season – what next for the board", FIRST, SECOND),
            "Storm season – what next for the board",
        ),
        (page("Why Does the Old Pier Matter?", FIRST, SECOND), "Why Does the Old Pier Matter?"),
        (page(f"The Harbour » {TITLE}", *MENU, "Authors log in here", TITLE, FIRST, SECOND), TITLE),
        (page(f"{TITLE} | The Harbour", *MENU, FIRST, SECOND, THIRD), TITLE),
        (page(f"{TITLE} - The Harbour", *MENU, "All of today’s weather maps", FIRST, SECOND, THIRD), TITLE),
        (page("Senator rejects claims", FIRST, SECOND, THIRD), "Senator rejects claims"),
        (page("Mayor resigns", "By Ann Lee", "March 3, 2021", FIRST, SECOND, THIRD), "Mayor resigns"),
        (
            page("The Daily Planet", "News Politics Sports Opinion", "…", "Mayor resigns", FIRST, SECOND),
            "Mayor resigns",
        ),
        (page("Home | News | Sport | Business", TITLE, FIRST, SECOND, THIRD), TITLE),
        (page("Home | News | Sport | Business", TITLE, SECOND), TITLE),
        (page("All of the boats in town", "News Sport Weather", "Mayor resigns", SECOND), "Mayor resigns"),
        (page("Mayor resigns", "Ann Lee", FIRST, SECOND, THIRD), "Mayor resigns"),
        (page("", SECOND), None),
        ("", None),
    ],
)
def test_the_title_is_the_headline_without_the_site(text: str, title: str | None) -> None:
    assert read(text).title == title


@pytest.mark.parametrize(
    ("text", "publisher"),
    [
        (page(f"{TITLE} - The Harbour", *MENU, TITLE, FIRST, SECOND, "The Harbour"), "The Harbour"),
        (page(f"Harbour Voices » {TITLE}", *MENU, "Harbour Voices", TITLE, FIRST, SECOND), "Harbour Voices"),
        (page(TITLE, FIRST, SECOND, "Discover more from Pier Talks | Boats and News"), "Pier Talks"),
        (page(TITLE, FIRST, SECOND, "© 2023 The Harbour Ltd. All rights reserved."), "The Harbour"),
        (page(TITLE, FIRST, SECOND, "Copyright © 2019-2023 Pier Media, all rights reserved"), "Pier Media"),
        (page(TITLE, FIRST, SECOND, "© Copyright Pier Media 2023"), "Pier Media"),
        (
            page(f"{TITLE} | Harbour war News", f"Harbour Watch Forums World News {TITLE} | Harbour war News", FIRST),
            "Harbour Watch Forums",
        ),
        (page(f"{TITLE} | War News", f"Home Forums World News {TITLE} | War News", FIRST, SECOND), None),
        (page(f"{TITLE} | War News", f"Business Companies {TITLE} | War News", FIRST, SECOND), None),
        (
            page(TITLE, FIRST, SECOND, "All news first on the HARBOUR.FM Telegram channel. Do not miss it!"),
            "HARBOUR.FM",
        ),
        (page(TITLE, FIRST, SECOND, "All news first on our Telegram channel. Do not miss it!"), None),
        (page(TITLE, FIRST, "The minister wrote on the Harbour Board Telegram channel.", SECOND, THIRD), None),
        (page(f"{TITLE} | Harbour war News", FIRST, f"Forum {TITLE} | Harbour war News"), None),
        (page(TITLE, "Source: Ministry of Ports", FIRST, SECOND), None),
        (page(TITLE, FIRST, SECOND, "Copyright law"), None),
    ],
)
def test_the_publisher_is_read_where_the_text_names_it(text: str, publisher: str | None) -> None:
    assert read(text).publisher == publisher


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Ann Lee", ("Ann Lee",)),
        ("by Juan de la Cruz", ("Juan de la Cruz",)),
        ("By DANICA LEE and JILL LAW", ("Danica Lee", "Jill Law")),
        ("By Ann Lee, AP Auto Writer", ("Ann Lee",)),
        ("By Ann Lee | November 18, 2019", ("Ann Lee",)),
        ("By Ann Lee November 19, 2019", ("Ann Lee",)),
        ("By Ann Lee in London", ("Ann Lee",)),
        ("By\n\nSarah E. Lee", ("Sarah E. Lee",)),
        ("Written by Ann O’Lee & Bo Holt", ("Ann O’Lee", "Bo Holt")),
        ("By the editorial staff", ()),
        ("Ann LeeAnn Lee\nParticipant", ()),
    ],
)
def test_the_byline_gives_the_authors(line: str, authors: tuple[str, ...]) -> None:
    assert read(page(TITLE, line, FIRST, SECOND, THIRD)).authors == authors


def test_a_byline_below_the_article_and_an_author_s_box_count_too() -> None:
    assert read(page(TITLE, FIRST, SECOND, THIRD, "Posted by Ann Lee")).authors == ("Ann Lee",)
    box = page(*MENU, TITLE, "Ann Lee", "March 3, 2021", FIRST, SECOND, THIRD, "About the Author", "Ann Lee")
    assert read(box).authors == ("Ann Lee",)
    assert read(page(TITLE, FIRST, SECOND, "About the Author", "Bo Holt")).authors == ()


def test_english_is_told_from_other_languages() -> None:
    assert read(page(TITLE, FIRST)).language == "en"
    assert (
        read("Der Hafenvorstand schließt am Montag den alten Pier, weil zwei Stürme ihn beschädigten.").language is None
    )
    assert read("").language is None


def test_the_chrome_may_be_left_unfound() -> None:
    text = page(f"The Harbour » {TITLE}", "By Ann Lee", "March 3, 2021", FIRST, SECOND)
    assert read_metadata(text, []).published == dt.date(2021, 3, 3)
    assert read_metadata(text, []).title == TITLE


DATES = st.sampled_from(["March 3, 2021", "2021-13-45", "99.99.2020", "May 5 2020", "31/31/2020", "© 2021 The Harbour"])


@settings(max_examples=150, deadline=None)
@given(st.one_of(PAGES, st.text(), st.lists(st.one_of(PAGES, DATES), max_size=6).map("\n".join)))
def test_any_text_gives_metadata_whose_range_is_in_the_text(text: str) -> None:
    found = read(text)
    assert (found.published is None) == (found.published_range is None)
    if found.published_range is not None:
        start, end = found.published_range
        assert 0 <= start < end <= len(text)
    assert found.title is None or found.title in text
