"""The rules that cut, besides those of lines and elements of a page's body.

Those stand in pipelines/boilerplate, each with its explanation, and so do the classes of stock
phrases; `rule_of_stock` and `rule_of_name` give the rules that are named for a class.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self

__all__ = [
    "DocumentRule",
    "DumpRule",
    "PageRule",
    "RuleName",
    "opener_rule",
    "phrase_rule",
    "rule_of_name",
]


class RuleName(StrEnum):
    """A rule. kind: the class of what it cuts, None where that depends on the words.

    meaning: what it cuts.
    """

    kind: str | None
    meaning: str

    def __new__(cls, value: str, kind: str | None, meaning: str) -> Self:
        """Return a member that is its value, with what is said of it beside it."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.kind, member.meaning = kind, meaning
        return member


class PageRule(RuleName):
    """Rules of pages that go by what the markup says and where a line stands."""

    TITLE = "title", "title", "the headline"
    REPEATED_TITLE = "repeated-title", "dup", "the headline once more"
    ABOVE_TITLE = "above-title", "nav", "what stands above the headline"
    STANDFIRST = "standfirst", "standfirst", "the standfirst"
    HEAD_LINE = "head-line", "byline", "short lines between headline and first paragraph"
    LINKS_ONLY = "links-only", "related", "a line that is a link and no sentence"
    LOOSE_HEADING = "loose-heading", "related", "a heading that nothing follows"
    NESTED_STORY = "nested-story", "related", "another article inside the article"
    REGION_NAV = "region-nav", "nav", "an element of HTML for navigation"
    REGION_BUTTON = "region-button", "form", "a button"
    REGION_FORM = "region-form", "form", "a form"
    REGION_CAPTION = "region-caption", "caption", "a caption by its element"
    REGION_FIGURE = "region-figure", "caption", "words in a figure"
    REGION_ASIDE = "region-aside", "related", "what HTML sets aside"
    REGION_DIALOG = "region-dialog", "notice", "a dialogue"
    REGION_FOOTER = "region-footer", "footer", "a footer by its element"
    OUTSIDE_NAV = "outside-body:nav", "nav", "outside the story's element: in navigation"
    OUTSIDE_FOOTER = "outside-body:footer", "nav", "the same: in a footer"
    OUTSIDE_ASIDE = "outside-body:aside", "nav", "the same: in what HTML sets aside"
    OUTSIDE_FORM = "outside-body:form", "nav", "the same: in a form"
    OUTSIDE_HEADER = "outside-body:header", "nav", "the same: in a header"
    OUTSIDE_PAGE = "outside-body:page", "outside", "the same: anywhere else"
    OTHER_STORY = "other-story", "related", "a whole story of its own behind this one"
    COUNTED_SLIDES = "counted-slides", "gallery", "pictures that are counted: “3 of 12”"
    ANSWERED_COMMENTS = "answered-comments", "comments", "texts with “Reply” below each"
    COPY = "copy", "dup", "a paragraph that stands once more further up"
    PULL_QUOTE = "pull-quote", "dup", "a quotation set large, of words that the story has too"
    CONTENTS = "contents", "nav", "links to headings further down"
    HIDDEN_ELEMENT = "hidden-element", "hidden", "what the page hides by style or attribute"
    SITE_TEMPLATE = (
        "site-template",
        "template",
        "a block that many pages of the source share; the evidence says how many",
    )
    SECOND_OPINION = (
        "second-opinion",
        "outside",
        "what another program leaves out, where it was asked and believed",
    )
    LAYOUT_STRIP = "layout-strip", "layout", "what the source's selectors leave out"
    LAYOUT_BODY = "layout-body", "layout", "what the source's selectors do not take for body"


class DumpRule(RuleName):
    """Rules of text dumps."""

    TITLE = "title", "title", "the headline"
    STANDFIRST = "standfirst", "standfirst", "the standfirst"
    BEFORE = "outside-body:before", "nav", "above the headline"
    AFTER = "outside-body:after", None, "below the end of the story"
    INDEX = "outside-body:index", "nav", "all of a dump that is a list of headlines"
    GALLERY = "outside-body:gallery", "nav", "all of a dump that is a gallery"
    CONSENT = "outside-body:consent", "nav", "all of a dump that is a consent wall"
    WALL = "outside-body:wall", "nav", "all of a dump that is a wall for subscribers"
    SOFT_404 = "outside-body:soft_404", "nav", "all of a dump that says “not found”"
    NEEDS_JS = "outside-body:needs_js", "nav", "all of a dump that asks for scripts"
    HEAD_DATE = "head-date", "date", "a date between headline and first paragraph"
    HEAD_NAME = "head-name", "byline", "a name there"
    HEAD_SECTION = "head-section", None, "a word of menus there"
    HEAD_LABEL = "head-label", "caption", "another short line there"
    BYLINE_LINE = "byline-line", "byline", "a byline by its form"
    LDRS_LINE = "ldrs-line", "ldrs", "a byline of the Local Democracy Reporting Service"
    BYLINE_NAME = "byline-name", "byline", "a name alone"
    CAPTION_LABEL = "caption-label", "caption", "a caption by a label: “Picture: …”"
    CAPTION_CREDIT = "caption-credit", "caption", "a caption by “Credit: …”"
    CAPTION_BY = "caption-by", "caption", "a caption by “Photo by …”"
    CAPTION_BRACKET = "caption-bracket", "caption", "a caption by a credit in brackets"
    CAPTION_SOURCE = "caption-source", "caption", "a caption by “Image source, …”"
    CAPTION_AGENCY = "caption-agency", "caption", "a caption by an agency's name"
    CAPTION_STOCK = "caption-stock", "caption", "a caption by words of picture desks"
    CAPTION_SLIDE = "caption-slide", "caption", "the number of a picture"
    CAPTION_PERSON = "caption-person", "caption", "a person's name under a picture"
    CAPTION_ABOVE_CREDIT = "caption-above-credit", "caption", "a line above a credit"
    CAPTION_BELOW_MARK = "caption-below-mark", "caption", "a line below the mark of an image"
    CAPTION_ALT_TEXT = (
        "caption-alt-text",
        "caption",
        "alternative text above a caption",
    )
    SPLIT_CREDIT = "split-credit", "caption", "a credit that is broken over lines"
    DOUBLED_LINE = "doubled-line", "caption", "a line that is printed twice in a row"
    REPEATED_CAPTION = "repeated-caption", "caption", "a caption once more"
    REPEATED_HEADLINE = "repeated-headline", "dup", "the headline once more"
    REPEATED_PARAGRAPH = "repeated-paragraph", "dup", "a paragraph once more"
    TEASER_OF_ITSELF = "teaser-of-itself", "dup", "a teaser of this very story"
    RELATED_LINKS = "related-links", "related", "headlines under a label such as “Read more”"
    NEWSLETTER_FORM = "newsletter-form", "newsletter", "the lines of a sign-up form"
    COMMUNITY_INVITATION = "community-invitation", "social", "an invitation to a group, whole"
    RADIO_BANNER = "radio-banner", "radio", "what is on air, as a block"
    RADIO_SHOW = "radio-show", "radio", "a programme and its hours"
    WEATHER_BOX = "weather-box", "weather", "a forecast"
    SITE_TEMPLATE = "site-template", "template", "a block that many pages of the source share"
    NO_LETTERS = "no-letters", "markup", "a line without a letter"
    WEAK_PHRASE = "weak-phrase", None, "words that a story may have too, among boilerplate alone"
    FUSED_AD = "fused-ad", "ad", "a label of advertisements that is glued to a line"
    FUSED_DATE = "fused-date", "date", "a machine's date that is glued to a line"
    LINK_MARKER = "link-marker", "markup", "a mark of links that lead to another site"


class DocumentRule(RuleName):
    """Rules of PDFs."""

    PAGE_NUMBER = "page-number", "furniture", "the number of a page"
    RUNNING_HEAD = "running-head", "furniture", "what stands at the edge of every page"
    LETTERHEAD = "letterhead", "furniture", "Ofsted's address and telephone"
    FOOTNOTE_MARK = "footnote-mark", "furniture", "a small raised number"
    IMPRINT = "imprint", "furniture", "the imprint on the last page"


def phrase_rule(kind: str) -> str:
    """Return the rule of a line of a dump that is a stock phrase of a class as a whole."""
    return f"{kind}-phrase"


def opener_rule(kind: str) -> str:
    """Return the rule of a line of a dump that opens like a stock phrase of a class."""
    return f"{kind}-opener"


def rule_of_name(kind: str) -> str:
    """Return the rule of an element of a page whose name (class or id) tells a class."""
    return f"named-{kind}"
