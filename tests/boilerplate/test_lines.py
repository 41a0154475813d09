"""Each class of boilerplate on text lines: what must go, and the near miss that must stay.

Every line stands in an invented story between two of its paragraphs, where nothing but the line
itself can give it away.
"""

from __future__ import annotations

import time

import pytest

from pipelines.reading import read_text
from pipelines.reading.dump.rules.line import fold_dump_line

_TITLE = "Inspectors find steady progress in Brackwater children's services"
_BEFORE = (
    "Children in Brackwater are getting help sooner than a year ago, the inspectors said.",
    "The visit looked at how the council in Brackwater responds to a concern about a child.",
)
_AFTER = (
    "Inspectors said caseloads in two of the six children's teams in Brackwater were too high.",
    "The council in Brackwater said it would hire social workers to help children sooner.",
)

GOES = {
    "radio": (
        "On Air Now Tia Fern 1:00pm - 3:00pm",
        "On Air Now Late Lounge Midnight - 7:00am",
        "On Air Now",
        "Now Playing The Lanterns Slow Train Home",
        "Now playing: Slow Train Home",
        "Listen Live",
        "2024-05-06 Listen Live",
    ),
    "newsletter": (
        "Sign up to our daily newsletter",
        "📰 Sign up to our newsletter",
        "Sign up to the daily Anyshire Crime newsletter. All the latest trials. Sign up "
        "Thank you for signing up! Sorry, there seem to be some issues. Submitting...",
        "Get the day's headlines delivered straight to your inbox",
        "Never miss a story: get our newsletter",
        "Simply enter your email address and tick the box below.",
        "Thank you for signing up!",
        "You can unsubscribe at any time.",
        "Top stories by e-mail every morning, free",
    ),
    "related": (
        "READ MORE: Councillors clash over plan for bypass",
        "READ MORE:Councillors clash over plan for bypass",
        "READ MORE > Where in Brackwater you can give blood",
        "READ NEXT: Woman rescued from river",
        "NOW READ: Timeline of the feud over the bypass",
        "SEE MOREStorm closes eight schools",
        "MORE: Bowls club opens its green",
        "LISTED: The schools that are shut today",
        "Read more:",
        "Don't miss...",
        "Most Read",
        "You may also want to watch:",
        "More from Brackwater Argosy",
        "Read more from the Brackwater Argosy",
        "Related articles",
        "Recommended",
        "Storm shuts the harbour for a week [INSIGHT]",
        "Click here for more of the latest news",
    ),
    "ad": (
        "Advertisement",
        "Hide Ad",
        "Advertisement Hide Ad",
        "- Advertisement -",
        "Article continues below",
        "Story continues below advertisement",
        "Sponsored content",
    ),
    "promo": (
        "Watch more of our videos on Shots!",
        "and live on Freeview channel 276 Visit Shots! now",
        "Full story in this week's Brackwater Argosy",
        "Digital version available from Thursday",
        "Click here to read the latest edition of the paper online",
        "Recruiter: Anyshire County Council",
        "£27,000 - £29,500, Anytown",
    ),
    "caption": (
        "The town hall (Image: Anyshire Live)",
        "The town hall. Picture: Jo Tansley",
        "A visit to the nursery. Photo by Sam Okoro/PA",
        "Cllr Dana Orme - Credit: Archive",
        "Cllr Dana Orme speaking in Brackwater Lee Garrow/PA Wire",
        "Image source, Stock",
        "Photograph by Ida Quill, Harbour Trust",
        "Library picture",
        "File photo: the nursery in Mill Lane",
        "Cllr Dana Orme (left) with staff of the nursery",
        "1 . Mill Lane The average price in Mill Lane was £320,000. Photo Sales",
    ),
    "byline": (
        "By Jo Tansley",
        "By: Jo Tansley",
        "By Jo Tansley, News Reporter",
        "By Jo Tansley and Sam Okoro",
        "Jo Tansley Lifestyle Writer",
        "Reporter: Jo Tansley",
        "Additional reporting from PA",
    ),
    "date": (
        "Published: 06:00, 02 December 2022",
        "PUBLISHED: 07:15 12 May 2018 | UPDATED: 09:01 12 May 2018",
        "08:39, 06 Jan 2026Updated 08:41, 06 Jan 2026",
        "Published 6th Dec 2024",
        "Published: | Updated:",
        "3 hours ago",
    ),
    "ldrs": (
        "By Local Democracy Reporter Jo Tansley",
        "Jo Tansley, local democracy reporter",
        "Jo Tansley - Local Democracy Reporting Service",
    ),
    "nav": ("Skip to main content", "Back to top", "Home News Sport Article", "3 min read"),
    "footer": (
        "© 2024 a Pressco plc subsidiary",
        "Registered Address:",
        "Terms and Conditions",
        "Modern Slavery Statement",
        "Registered in England and Wales No 1234567",
        "Tel: 01632 960123Contact Us",
    ),
    "comments": (
        "12 comments",
        "Leave a comment",
        "Create a commenting name to join the debate",
        "Let us know in the comments below",
        "Please be respectful when making a comment and keep to our rules.",
        "Newest first",
    ),
    "paywall": (
        "Create a FREE account to continue reading",
        "Already have an account?",
        "Already subscribed? Log in",
        "Only Brackwater Mail members can read this article in full.",
        "Register now to continue reading",
        "Subscribe now from £9 a month for unlimited access.",
        "Subscribe today for just £1 per week and read every story, with all our articles ad-free.",
        "Subscribe for unlimited access to the Brackwater Mail.",
    ),
    "support": (
        "A message from the editor:",
        "Support our journalism and become a subscriber today.",
        "In these confusing and worrying times, local journalism is more vital than ever.",
        "Thank you for reading this story, we are more reliant on your support than ever.",
        "If you want to read more great stories, why not subscribe to your Argosy for £1 a week.",
    ),
    "social": (
        "Follow us on Facebook, Twitter and Instagram for more",
        "To keep updated, follow @BrackwaterArgosy",
        "Join us on WhatsApp for the latest from Brackwater",
    ),
    "share": (
        "Share this article",
        "facebooktwitterflipboardwhatsapp",
        "Reuse this content",
        "Email link",
    ),
    "app": (
        "Download the Argosy app for free on iPhone here and Android here",
        "Would you like to receive news notifications from the Argosy?",
    ),
    "tags": ("Related Topics:BrackwaterOfstedChildren", "Explore more on these topics"),
    "contact": (
        "Have you got a story for us? Email the newsdesk.",
        "Do you have a live or breaking news story from across Anyshire? Email: desk@argosy.test",
    ),
    "cookie": (
        "We and our partners use information collected through cookies to improve this site.",
        "We use some essential cookies to make this website work.",
    ),
    "notice": (
        "This article is more than 5 years old",
        "We've noticed you're adblocking.",
        "Your browser is not supported",
    ),
    "player": (
        "Media playback is unsupported on your device",
        "Listen here on your chosen podcast",
        "Play all audios: Loading...",
    ),
    "form": ("Enter your postcode to see news near you", "Make this your preferred location?"),
    "correction": (
        "Our journalists strive for accuracy but on occasion we make mistakes. Tell us of them.",
    ),
    "ipso": (
        "This website and its newspapers follow the Independent Press Standards Organisation's "
        "Editors' Code.",
    ),
    "markup": ("[tptn_list limit=3 daily=1]", "DCSIMG"),
}

STAYS = (
    # radio
    "On air now for thirty years, the station in Brackwater is run by volunteers.",
    "Now playing in the second division, the club has asked the council for a new ground.",
    "“Listen live to what children tell you,” the inspector wrote.",
    "BBC Radio Anyshire compiled the figures from answers of twelve councils.",
    # weather
    "Temperatures fell to 2C overnight and gusts of 70mph were recorded at the airfield.",
    "Weather warnings were in place across the county when the inspectors called.",
    "Monday: nursery and reception return",
    # newsletter and social
    "“Sign up to the newsletter the parents have set up,” she told the meeting.",
    "The newsletter went to every parent of the school in March.",
    "“Join our team,” the council's advertisement for social workers says.",
    "People can take part by e-mail or by writing to the council before Friday.",
    "For more information contact the council by email at plans@brackwater.test.",
    "Parents follow the nursery's own page on its website, where the report is published.",
    # related
    "Read more books to children, inspectors told the nurseries of the town.",
    "More staff will be hired, the council says",
    "He recommended that the council look at its plan again before the summer.",
    # ad and promo
    "Advertisement spending by the council rose to £3m over the year.",
    "The council's advertisement for social workers drew forty answers.",
    "Watch the children at play and you see how far the nursery has come.",
    "Jobs at risk",
    # caption
    "Video from the scene shows smoke rising over the school in Mill Lane.",
    "Photographs by pupils will go on show in the library next week.",
    "Universal Credit: what changes for parents in Brackwater",
    "A fuller picture: inspectors return in May",
    "She told Reuters that the report was fair.",
    # byline, date and ldrs
    "By Monday the road to the school was open again.",
    "By the end of the visit inspectors had seen forty files.",
    "The council's leader, Dana Orme, told the Local Democracy Reporting Service she was pleased.",
    "Published in 2019, the last report found the same faults.",
    "March 2021: Inspectors find “serious and widespread failures”",
    "12 March 2021",
    # nav, footer, tags
    "Home care workers in the town also had praise for the service.",
    "Part of the ceiling of the nursery came down in the night.",
    "The council is not responsible for the road outside the school.",
    "Registered childminders in Brackwater fell by a tenth over the year.",
    # comments, paywall, support, contact
    "Comments made by parents to inspectors were nearly all kind.",
    "Have your say on the plans at the council's website by Friday.",
    "Only two members of the committee voted against the plan.",
    "Please register for the open day with the school office.",
    "Register online to see the plans for the new school.",
    "Parents subscribe to a monthly box that costs £9.",
    "The gym charges £9 a month for unlimited access.",
    "Subscribe for £9 a month and a box of toys comes to the door.",
    "Subscribe to the library's toy box and you get full access to the play room.",
    "Subscribers in Brackwater pay £9 a month for full access to the pool.",
    "Support for young carers in Brackwater was judged to be good.",
    "Our work is not done, the director of children's services wrote.",
    "Please donate to the nursery's appeal if you can.",
    "Anyone with information should call police on 101 or Crimestoppers on 0800 555 111.",
    "If you are affected by this story you can contact Childline on 0800 1111.",
    "Did you see what happened? Call police on 101 with the number of the case.",
    # app, share, cookie, notice, correction
    "Download the NHS app to book a place for your child.",
    "Share the road: drivers near the school are asked to slow down",
    "Some cookies were left over from the nursery's bake sale.",
    "The bakery makes cookies for every school in the town.",
    "We've noticed a rise in children who miss school, the report says.",
    "The Independent Press Standards Organisation ruled that the story was fair.",
    # ratings and lists
    "Leadership and management: requires improvement",
    "Care leavers – outstanding",
    "• Behaviour and attitudes: good",
    "- Personal development: inadequate;",
    "[] Quality of education: good",
    # bare subheads
    "What happens next",
    "Ofsted's verdict",
)


def _dump(line: str) -> str:
    return "\n\n".join([_TITLE, *_BEFORE, line, *_AFTER])


@pytest.mark.parametrize(
    ("kind", "line"), [(kind, line) for kind, lines in GOES.items() for line in lines]
)
def test_a_stock_line_goes_and_its_class_is_named(kind: str, line: str) -> None:
    reading = read_text(_dump(line))
    assert reading.text == "\n\n".join([*_BEFORE, *_AFTER])
    (cut,) = [block for block in reading.removed if block.kind != "title"]
    assert cut.text == " ".join(line.split())
    assert cut.kind == kind
    assert cut.evidence


@pytest.mark.parametrize("line", STAYS)
def test_a_line_of_the_story_stays(line: str) -> None:
    reading = read_text(_dump(line))
    assert [block.rule for block in reading.removed] == ["title"]
    assert line.lstrip("•- ") in reading.text


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("Hide AdAdvertisement Hide AdThe council said so again.", "The council said so again."),
        ("Hide Ad• Behaviour and attitudes: good", "Behaviour and attitudes: good"),
        ("AdvertisementThe council said so again.", "The council said so again."),
        ("The council said so again.Hide AdHide Ad", "The council said so again."),
        (
            "2016-11-25The council said that it would say so.",
            "The council said that it would say so.",
        ),
        (
            "2016-11-25T06:00:00Z “We will say so again,” it said.",
            "“We will say so again,” it said.",
        ),
        ("It is in the report, external.", "It is in the report."),
    ],
)
def test_a_fused_part_is_trimmed_inside_the_line(line: str, rest: str) -> None:
    reading = read_text(_dump(line))
    kept = reading.body[2]
    assert kept.text == rest
    assert {span.repair for span in kept.spans} == {"prefix"}
    assert any(block.rule in {"fused-ad", "fused-date", "link-marker"} for block in reading.removed)


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement rules for schools were changed in the spring, the council said.",
        "2016-17 was the year in which the council was last judged to be good.",
        "Costs rose, external consultants said in their report to the council.",
    ],
)
def test_what_only_looks_fused_is_not_trimmed(line: str) -> None:
    assert read_text(_dump(line)).body[2].text == line


def test_mojibake_is_mended_only_where_it_is() -> None:
    reading = read_text(_dump("Itâ€™s a long way, the council’s “plan” says of the £3m school."))
    assert "It's a long way, the council’s “plan” says of the £3m school." in reading.text.replace(
        "It’s", "It's"
    )
    assert [span.repair for block in reading.body for span in block.spans].count("mojibake") == 1
    assert "Itâ€™s" in reading.visible


@pytest.mark.parametrize("line", ["Dana Orme", "Dana Orme opens the new nursery in Mill Lane"])
def test_a_name_alone_between_paragraphs_is_a_caption_where_the_story_speaks_of_her(
    line: str,
) -> None:
    told = "“We will keep at it,” said Dana Orme, who leads the council in Brackwater."
    dump = "\n\n".join([_TITLE, *_BEFORE, line, *_AFTER, told])
    assert read_text(dump).text == "\n\n".join([*_BEFORE, *_AFTER, told])


@pytest.mark.parametrize(
    "line", ["Dana Orme", "Mill Lane", "Safer Cities", "Brackwater Academy opens its doors"]
)
def test_a_capitalised_subhead_is_no_caption(line: str) -> None:
    told = "Brackwater Academy said so. Safer Cities said so too, and so did Mill Lane School."
    dump = "\n\n".join([_TITLE, *_BEFORE, line, *_AFTER, told])
    assert line in read_text(dump).text


def test_a_community_invitation_goes_whole_and_a_residents_group_stays() -> None:
    invitation = (
        "Join the Argosy's WhatsApp community for the latest news!",
        "You'll receive daily updates on breaking news as well as the top headlines.",
        "No one will be able to see who is signed up.",
        "If you're curious, you can read our Privacy Notice.",
    )
    residents = "Parents have set up a WhatsApp group to share lifts to the school in Mill Lane."
    dump = "\n\n".join([_TITLE, *_BEFORE, *invitation, residents, *_AFTER])
    assert read_text(dump).text == "\n\n".join([*_BEFORE, residents, *_AFTER])


def test_an_advertisement_inside_a_list_of_ratings_goes_and_the_list_stays() -> None:
    ratings = ("• Quality of education: good", "• Behaviour: good", "• Leadership: inadequate")
    dump = "\n\n".join([_TITLE, *_BEFORE, ratings[0], "Hide Ad", "Hide Ad", *ratings[1:], *_AFTER])
    assert read_text(dump).text == "\n\n".join([*_BEFORE, *ratings, *_AFTER])


def test_a_read_more_label_takes_bare_headlines_and_no_paragraph() -> None:
    links = ("Bowls club opens its new green to all", "Woman rescued from river in the night")
    dump = "\n\n".join([_TITLE, *_BEFORE, "READ MORE:", *links, *_AFTER])
    assert read_text(dump).text == "\n\n".join([*_BEFORE, *_AFTER])
    alone = "\n\n".join([_TITLE, *_BEFORE, "Read more:", *_AFTER])
    assert read_text(alone).text == "\n\n".join([*_BEFORE, *_AFTER])


@pytest.mark.parametrize(
    "box",
    [
        ("Weather", "  • Sat", "    12°C", "  • Sun", "    11°C"),
        ("Five-day forecast", "Today", "8.9°C Mostly Cloudy", "max temp 12°C", "min temp 4°C"),
        ("Sat 12°C", "Sun 11°C", "Mon -1°C"),
    ],
)
def test_a_weather_box_goes_whole(box: tuple[str, ...]) -> None:
    reading = read_text("\n\n".join([_TITLE, *_BEFORE, *_AFTER, *box]))
    assert reading.text == "\n\n".join([*_BEFORE, *_AFTER])
    cuts = [block for block in reading.removed if block.kind != "title"]
    assert [block.kind for block in cuts] == ["weather"] * len(box)


def test_a_story_about_the_weather_keeps_its_subhead_and_timetable() -> None:
    story = ("Weather", "Snow fell on Monday and schools in Brackwater were shut.", "The plan is:")
    days = ("Monday: nursery and reception return", "Tuesday: years 1 to 4")
    dump = "\n\n".join([_TITLE, *_BEFORE, *story, *days, *_AFTER])
    assert read_text(dump).text == "\n\n".join([*_BEFORE, *story, *days, *_AFTER])


def test_a_long_run_of_marks_within_a_line_is_walked_once() -> None:
    marks = "|/" * 20_000
    start = time.process_time()
    assert fold_dump_line(f"{marks}Go{marks}on{marks}") == f"go{marks}on"
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("📰 Sign up to our newsletter 📰", "sign up to our newsletter"),
        ("→ “Well done!” →", '"well done!"'),
        ("£9 a month |", "£9 a month"),
        ("| / |", ""),
    ],
)
def test_what_is_no_word_goes_from_both_edges_of_the_copy_that_is_compared(
    line: str, wanted: str
) -> None:
    assert fold_dump_line(line) == wanted
