"""HTML snippets in which `data-remove` marks what must go; everything else must stay."""

from __future__ import annotations

from dataclasses import dataclass

STORY = (
    "<p>Inspectors have praised the staff of Aldmere Nursery in Thornbeck after a visit in March,"
    " a report that was published on Tuesday says.</p>"
    "<p>The report found that children “flourish” there, and that leaders know every family.</p>"
)
MORE = (
    "<p>Head teacher Marta Quill said: “We are proud of what the children have done, and we shall"
    " keep going for as long as the town needs us.”</p>"
)
CARD = (
    "<div class='card'{remove}><a href='/{n}'><img src='/{n}.jpg'></a>"
    "<h3><a href='/{n}'>Market number {n} reopens on the quay</a></h3><p>{text}</p></div>"
)
LONG = (
    "The garden behind the chapel was dug by parents in the winter of 2021, and the children grow"
    " beans, squash and more sunflowers there than the town has windows to put them in, they say."
)


@dataclass(frozen=True, slots=True)
class Snippet:
    """One case: its name, the class it is about, and its HTML."""

    name: str
    kind: str
    html: str


SNIPPETS = (
    Snippet(
        "a radio banner",
        "radio",
        "<p data-remove>On Air Now Kit Marlow 1:00pm - 3:00pm</p>" + STORY + MORE,
    ),
    Snippet(
        "a story about a radio show",
        "radio",
        STORY
        + "<p>The presenter was on air when the roof of the Thornbeck studio came down.</p>"
        + MORE,
    ),
    Snippet(
        "a weather box",
        "weather",
        STORY
        + MORE
        + "<div><p data-remove>Weather</p><p data-remove>Monday</p><p data-remove>12°C</p>"
        "<p data-remove>Tuesday</p><p data-remove>9°C</p></div>",
    ),
    Snippet(
        "a subhead called Weather",
        "weather",
        STORY + "<h3>Weather</h3>"
        "<p>Rain kept the families away from the fair on Sunday, the organisers said.</p>" + MORE,
    ),
    Snippet(
        "a sign-up box",
        "newsletter",
        STORY + "<div class='box'><h3 data-remove>Join the Vale WhatsApp community</h3>"
        "<p data-remove>You'll receive daily updates on breaking news from the Vale.</p>"
        "<p data-remove>To leave our community click on the name at the top.</p></div>" + MORE,
    ),
    Snippet(
        "a council that sends a newsletter",
        "newsletter",
        STORY
        + "<p>The council said a newsletter about the school would go to every parent in May.</p>"
        + MORE,
    ),
    Snippet(
        "a quotation that begins Join our",
        "newsletter",
        STORY
        + "<p>“Join our governors and you will learn what a school is,” said Mr Pell.</p>"
        + MORE,
    ),
    Snippet(
        "a read-more line with its headline",
        "related",
        STORY
        + "<p data-remove>READ MORE: <a href='/x'>Fire closes school in Pelham Cross</a></p>"
        + MORE,
    ),
    Snippet(
        "a bare label and the links below it",
        "related",
        STORY
        + "<p data-remove>Read more:</p><p data-remove><a href='/a'>Fire closes school</a></p>"
        "<p data-remove><a href='/b'>Bus route to end in May</a></p>" + MORE,
    ),
    Snippet(
        "a bare label before a real paragraph",
        "related",
        STORY + "<p data-remove>Read more:</p>" + MORE,
    ),
    Snippet(
        "a tail of headlines with teasers",
        "related",
        STORY + MORE + "<h3 data-remove>More from Vale Chronicle</h3><ul>"
        "<li data-remove><a href='/a'>Parking fines hotspots in the Vale revealed today</a>"
        "<p>A road past the market is where most of them were handed out.</p></li>"
        "<li data-remove><a href='/b'>Choir sings for the hospice at Gorse Hill</a>"
        "<p>Tickets for the evening are on sale at the library.</p></li></ul>",
    ),
    Snippet(
        "a list of ratings",
        "related",
        STORY
        + "<ul><li>Leadership: Good</li><li>Education: Good</li><li>Care: Outstanding</li></ul>"
        + MORE,
    ),
    Snippet(
        "a headline as a linked paragraph",
        "related",
        STORY
        + "<p data-remove><a href='/x'>COUNCIL LEADER ANSWERS CRITICS OF SCHOOL CLOSURE</a></p>"
        + MORE,
    ),
    Snippet("an advertisement label", "ad", STORY + "<p data-remove>Advertisement</p>" + MORE),
    Snippet(
        "a story about advertisements",
        "ad",
        STORY + "<p>An advertisement for the post drew 40 replies, the governors heard.</p>" + MORE,
    ),
    Snippet(
        "a promotion of videos",
        "promo",
        STORY + "<p data-remove>Watch more of our videos on Shots!</p>" + MORE,
    ),
    Snippet(
        "a caption with its credit",
        "caption",
        STORY
        + "<p data-remove>The nursery in Mill Lane, Thornbeck (Image: Vale Chronicle)</p>"
        + MORE,
    ),
    Snippet(
        "a sentence with brackets",
        "caption",
        STORY
        + "<p>The nursery (pictured in the report as a model) has 40 places (and wants more).</p>"
        + MORE,
    ),
    Snippet(
        "comments prompts",
        "comments",
        STORY + MORE + "<p data-remove>Join the conversation</p><p data-remove>0 comments</p>",
    ),
    Snippet(
        "a resident's comment",
        "comments",
        STORY + "<p>One resident left a comment on the plan: “It is too late.”</p>" + MORE,
    ),
    Snippet(
        "a company footer",
        "footer",
        STORY + MORE + "<p data-remove>© 2024 Vale Media Ltd. All rights reserved.</p>",
    ),
    Snippet("share buttons", "share", STORY + "<p data-remove>Share this article</p>" + MORE),
    Snippet(
        "a follow-us line",
        "social",
        STORY + MORE + "<p data-remove>Follow the Vale Chronicle on Facebook and X</p>",
    ),
    Snippet(
        "a school on Facebook",
        "social",
        STORY
        + "<p>Parents found out on Facebook, where the school had posted the letter.</p>"
        + MORE,
    ),
    Snippet("an app line", "app", STORY + MORE + "<p data-remove>Download our free app</p>"),
    Snippet("tag words", "tags", STORY + MORE + "<p data-remove>Related topics</p>"),
    Snippet(
        "an appeal for stories",
        "contact",
        STORY + MORE + "<p data-remove>Have you got a story for us?</p>",
    ),
    Snippet(
        "police contact details",
        "contact",
        STORY + "<p>Anyone with information should call police on 101 or Crimestoppers.</p>" + MORE,
    ),
    Snippet("a cookie notice", "cookie", "<p data-remove>We use cookies</p>" + STORY + MORE),
    Snippet(
        "an old-article notice",
        "notice",
        "<p data-remove>This article is more than 5 years old</p>" + STORY + MORE,
    ),
    Snippet(
        "a player's words",
        "player",
        STORY + "<p data-remove>Media playback is unsupported on your device</p>" + MORE,
    ),
    Snippet(
        "a paywall prompt",
        "paywall",
        STORY + MORE + "<p data-remove>Register now to continue reading</p>",
    ),
    Snippet(
        "a subscription on offer",
        "paywall",
        STORY + MORE + "<p data-remove>Subscribe now from £9 a month for unlimited access.</p>",
    ),
    Snippet(
        "a subscription that a story tells of",
        "paywall",
        STORY + "<p>Parents subscribe to a monthly box that costs £9.</p>"
        "<p>The gym charges £9 a month for unlimited access.</p>" + MORE,
    ),
    Snippet(
        "an editor's appeal",
        "support",
        STORY + MORE + "<p data-remove>A message from the editor:</p>",
    ),
    Snippet(
        "a subhead called YouTube in a story of lists",
        "social",
        STORY
        + "<h3>YouTube</h3><p>The school's channel had 400 views in its first week.</p>"
        + MORE,
    ),
    Snippet(
        "the site describing itself",
        "footer",
        STORY
        + MORE
        + MORE
        + "<p data-remove>Vale Chronicle is the leading news website for Thornbeck.</p>",
    ),
    Snippet(
        "credits of further reporters",
        "byline",
        STORY
        + MORE
        + MORE
        + MORE
        + "<p data-remove>Additional reporting by Sam Otter and Nell Finch</p>",
    ),
    Snippet(
        "benefits under a register prompt",
        "paywall",
        STORY + "<div><h2 data-remove>Register now to continue reading</h2><ul>"
        "<li data-remove>Five free articles a month</li>"
        "<li data-remove>A briefing on Mondays</li></ul></div>",
    ),
    Snippet(
        "the grades that a story lists",
        "paywall",
        STORY + "<p>The nursery's grades were:</p><ul><li>Leadership: good</li>"
        "<li>Personal development: outstanding</li></ul>" + MORE,
    ),
    Snippet(
        "a message from the editor before the story",
        "support",
        "<p data-remove>A message from the editor: these are hard days for papers, and we are more"
        " reliant on your support than ever as costs rise.</p>" + STORY + MORE,
    ),
    Snippet(
        "a message from the head teacher",
        "support",
        STORY
        + "<p>A message from the head teacher thanked parents for their support all year.</p>"
        + MORE,
    ),
    Snippet(
        "a plea of volunteers",
        "support",
        STORY
        + MORE
        + "<p data-remove>The Vale Chronicle is run by volunteers. Become a member today</p>",
    ),
    Snippet(
        "a charity that is run by volunteers",
        "support",
        STORY
        + "<p>The toy library is run by volunteers. A member of the committee said it was full.</p>"
        + MORE,
    ),
    Snippet(
        "how to join a messaging group",
        "newsletter",
        STORY
        + "<p data-remove>Join our WhatsApp community for news sent straight to your phone.</p>"
        "<p data-remove>To join, simply scan the QR code or tap the link on the device that you use"
        " WhatsApp on.</p>" + MORE,
    ),
    Snippet(
        "a sign-up line between emoji, one of them read wrongly",
        "newsletter",
        STORY + MORE + "<p data-remove>📰 Sign up to our newsletter ðŸ“°</p>",
    ),
    Snippet(
        "a linked word that opens a sentence",
        "related",
        STORY
        + "<p><a href='/r'>Staff<span class='visually-hidden' data-remove></span></a> use short"
        " tests to find out what children know.</p>" + MORE,
    ),
    Snippet(
        "a log with dates",
        "date",
        STORY
        + "<p>2021-08-09 Inspectors wrote to the council about the nursery for the first time.</p>"
        + MORE,
    ),
    Snippet(
        "a sign-up box without a form",
        "form",
        STORY + "<div><div data-remove><h4>The Vale by e-mail</h4><div><p>Your briefing at eight"
        "</p><input type='email' name='address'></div></div></div>" + MORE,
    ),
    Snippet(
        "a field set among paragraphs",
        "form",
        STORY + "<div><p>The council asks parents what they think of the plan.</p>"
        "<input type='search' name='q'></div>" + MORE,
    ),
    Snippet(
        "a comment box without a form",
        "comments",
        STORY + MORE + "<div data-remove><p>Leave your thoughts</p>"
        "<textarea name='comment'></textarea><p>Your email address will not be shown</p></div>",
    ),
    Snippet(
        "share links with words between them",
        "share",
        STORY
        + "<p data-remove>Tell a friend <a href='https://www.facebook.com/sharer/sharer.php?u=x'>"
        "on Facebook</a> or <a href='https://twitter.com/intent/tweet?text=x'>with a post</a></p>"
        + MORE,
    ),
    Snippet(
        "a link to the page of a nursery",
        "share",
        STORY + "<p>Tell the nursery <a href='https://www.facebook.com/aldmere'>on Facebook</a> or"
        " write to it</p>" + MORE,
    ),
    Snippet(
        "an embedded post",
        "social",
        STORY + "<blockquote class='instagram-media'><p>The new garden opens today and everybody is"
        " welcome to see it.</p><p data-remove>A post shared by Aldmere Nursery (@aldmere)</p>"
        "</blockquote>" + MORE,
    ),
    Snippet(
        "a quotation about a post",
        "social",
        STORY + "<blockquote><p>A post shared by a parent told us what the garden means.</p>"
        "</blockquote>" + MORE,
    ),
    Snippet(
        "cards of other stories",
        "related",
        STORY
        + CARD.format(n=1, remove=" data-remove", text="The oldest stall is fifty.")
        + CARD.format(n=2, remove=" data-remove", text="Two boats were lost.")
        + MORE,
    ),
    Snippet(
        "entries of a list story",
        "related",
        STORY
        + CARD.format(n=1, remove="", text=LONG)
        + CARD.format(n=2, remove="", text=LONG)
        + MORE,
    ),
    Snippet(
        "one picture with a linked heading",
        "related",
        STORY + CARD.format(n=1, remove="", text="The garden is open on Sundays.") + MORE,
    ),
    Snippet(
        "the source of a chart",
        "source",
        STORY + "<p data-remove>Source: Marlshire Council, 2025</p>" + MORE,
    ),
    Snippet(
        "a source that a sentence names",
        "source",
        STORY + "<p>The figures have one source: Marlshire Council, which counts every place.</p>"
        "<p>Source: that is the word a teacher wrote on the board before she asked each child "
        "where the river begins.</p>" + MORE,
    ),
    Snippet(
        "a link to the top",
        "nav",
        STORY + "<p data-remove>Back to top</p>"
        "<p>Back to top form: that is how the head described the year at the school.</p>" + MORE,
    ),
    Snippet(
        "a note on accuracy",
        "correction",
        STORY + "<p data-remove>If you spot a mistake, please tell our newsdesk.</p>"
        "<p>If you see a heron, the teacher told the class, you may count it on the chart.</p>"
        + MORE,
    ),
    Snippet(
        "a note on the regulator",
        "ipso",
        STORY + "<p data-remove>This newspaper adheres to the code of IPSO.</p>"
        "<p>This newspaper is read aloud in the hall, and each child may choose a page.</p>" + MORE,
    ),
    Snippet(
        "a label of a ticker",
        "ticker",
        STORY + "<p data-remove>Hot topics</p>"
        "<p>Hot topics of the debate were the price of the bus and the lunch break.</p>" + MORE,
    ),
    Snippet(
        "a shortcode",
        "markup",
        STORY + "<p data-remove>[gallery ids=12]</p>"
        "<p>[The head] told us that the garden had been planted by the oldest children.</p>" + MORE,
    ),
    Snippet(
        "a credit of the reporting service",
        "ldrs",
        STORY + "<p data-remove>By Jo Tansley Local Democracy Reporter</p>"
        "<p>By the time the local democracy reporter came, the children had gone home.</p>" + MORE,
    ),
    Snippet(
        "a smart speaker",
        "radio",
        STORY + "<p data-remove>First for the Vale. Ask your smart speaker to play Vale FM.</p>"
        "<p>Ask your child's teacher to play the recording again, the head teacher said.</p>"
        + MORE,
    ),
    Snippet(
        "a daily e-mail",
        "newsletter",
        STORY + "<p data-remove>Get our award-winning daily news email with the best of the day</p>"
        "<p>Get the children out of the house every day, the doctors of the town say.</p>" + MORE,
    ),
    Snippet(
        "a channel",
        "social",
        STORY + "<p data-remove>We are now on WhatsApp and we want you to join our community.</p>"
        "<p>We are now on the way to being good, the head teacher told parents on WhatsApp.</p>"
        + MORE,
    ),
    Snippet(
        "what the reporting service is",
        "ldrs",
        STORY
        + "<p data-remove>The Local Democracy Reporting Service is a public service news agency"
        " that is paid for by the BBC.</p><p>The Local Democracy Reporting Service is one, the"
        " councillor told the court.</p>" + MORE,
    ),
    Snippet(
        "a member of the regulator",
        "ipso",
        STORY + "<p data-remove>Vale Chronicle is a member of IPSO. If you have a complaint please"
        " contact the editor.</p><p>Dana Orme is a member of the council's panel for schools.</p>"
        + MORE,
    ),
    Snippet(
        "a podcast",
        "player",
        STORY + "<p data-remove>Want a quick and expert briefing on the news? Listen to our latest"
        " podcasts.</p><p>Want a quick visit? Inspectors rarely give one, the head said.</p>"
        + MORE,
    ),
    Snippet(
        "a call to take part",
        "contact",
        STORY + "<p data-remove>Get involved with the news in your community</p>"
        "<p>Get involved with the school in your community, the head teacher asks parents.</p>"
        + MORE,
    ),
)
