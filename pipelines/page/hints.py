"""What class names and ids hint at, word by word.

Names are split into words ("RelatedArticles__list" → related articles list), so that "ad" is not
found in "header". A hint is evidence, never a verdict: an element that holds much of the story is
never dropped for its name.
"""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")

# One word is enough. Each line: the class of boilerplate, then the words of names seen for it.
_WORDS = {
    "comments": "comment comments disqus respond replies commenting coral livefyre",
    "related": "related similar recommended recommendations recirc recirculation outbrain "
    "taboola zergnet "
    "trending readmore alsoread seealso morefrom relatedposts yarpp crp interlink recommend",
    "newsletter": "newsletter newsletters signup subscribe mailchimp mailmunch optin klaviyo "
    "emailsignup emailform convertkit",
    "share": "share sharing sharedaddy addthis addtoany sharethis shares shareaholic heateor "
    "shariff socials ssba",
    "social": "social followus",
    "ad": "advert advertisement advertising adsense ads adslot dfp mpu leaderboard sponsored "
    "adwrapper advertorial gpt teads adcontainer advertise adbox promoted",
    "nav": "nav navigation breadcrumb breadcrumbs navbar menu pagination pager crumbs skip "
    "prevnext",
    "footer": "footer copyright colophon disclaimer disclosure",
    "sidebar": "sidebar rail aside",
    "promo": "promo promos promotion promobox teaser teasers",
    "caption": "caption captions credit credits wpcaption figcaption photocredit attribution",
    "byline": "byline bylines author authors authorbox biography bio authorbio",
    "tags": "tags taglist tagcloud keywords taxonomy postmeta topics tagged",
    "notice": "cookie cookies consent gdpr ccpa",
    "popup": "modal popup overlay lightbox tooltip interstitial",
    "toolbar": "toolbar",
    "player": "jwplayer player podcast playlist",
    "gallery": "gallery slideshow carousel slider swiper",
    "donate": "donate donation patreon",
    "login": "login",
    "weather": "weather",
    "app": "appstore",
    "metadata": "meta timestamp dateline",
    "print": "print",
}

# Several words in a row.
_PHRASES = {
    "related": "more from|read more|read next|also like|most read|most popular|latest news|"
    "further reading|see also|also read|up next|in this story|more stories|top stories|you may|"
    "related posts|related articles|related content|you might|next post|prev post|previous post|"
    "related links|popular posts|other stories|more news|post navigation|inline story|"
    "link stack|read also|dont miss|editors picks|story package|up-next|next article|next prev|"
    "prev next|embedded content",
    "newsletter": "sign up|email form|mailing list|email capture|opt in|mc embed|subscription form",
    "hidden": "visually hidden|sr only|screen reader|assistive text|visuallyhidden|"
    "off screen|element invisible",
    "ad": "ad slot|ad container|ad wrapper|ad unit|google auto|ad break|in content ad|ad block|"
    "ad label|ad banner|ad placement|ad placeholder|ad box|commercial unit|ad text|ad zone",
    "byline": "about author|author box|author info|author bio|entry author|post author|"
    "author card|contributor",
    "comments": "leave a reply|comment form|comment list",
    "share": "social share|share bar|social bar|social links|social media|social icons",
    "tags": "entry meta|post meta|article meta|post tags|tag list|article tags|entry tags|"
    "article info|entry footer|post footer|article footer|post categories|filed under",
    "caption": "image caption|wp caption|photo credit|image credit|media caption|img caption",
    "correction": "corrections box",
    "player": "audio player|video player|video js|listen to|text to speech",
    "support": "support us|support our|reader revenue|contributions",
    "app": "app promo|download app",
}

_ONE = {word: kind for kind, words in _WORDS.items() for word in words.split()}
_FIRST: dict[str, tuple[tuple[str, str], ...]] = {}
for _kind, _phrases in _PHRASES.items():
    for _phrase in _phrases.split("|"):
        _head = _phrase.split()[0]
        _FIRST[_head] = (*_FIRST.get(_head, ()), (_phrase + " ", _kind))


_UNSHOWN = frozenset(["hide", "hidden", "d-none", "is-hidden", "u-hidden"])
_SHOWN_LATER = re.compile(r"(?:\b(?:sm|md|lg|xl|2xl|tablet|desktop|print):|\bd-\w+-\w+|@)")
_TELLING = frozenset([*_ONE, *_FIRST, "hide", "hidden", "none"])
"""Words without one of which no name hints at anything: nearly all names have none."""


@lru_cache(maxsize=8192)
def hint(name: str) -> str | None:
    """Return the class of boilerplate that a class attribute or id hints at, or None."""
    words = _WORD.findall(name)
    if not name.islower():
        words = [word.lower() for word in words]
    return None if _TELLING.isdisjoint(words) else _told(name, words)


def _told(name: str, words: list[str]) -> str | None:
    """Return what a name with these words hints at, or None."""
    single = None
    if not _UNSHOWN.isdisjoint(name.split()) and not _SHOWN_LATER.search(name):
        return "hidden"
    for place, word in enumerate(words):
        if word in _FIRST:
            row = f"{' '.join(words[place : place + 4])} "
            for phrase, kind in _FIRST[word]:
                if row.startswith(phrase) and not (kind == "share" and "embed" in words):
                    return kind
        if single is None:
            single = _ONE.get(word)
    if single in ("share", "social") and "embed" in words:
        return None
    return single
