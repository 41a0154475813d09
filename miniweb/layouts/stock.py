"""Stock wordings of boilerplate, by class: the kinds that surround stories on local news sites."""

from __future__ import annotations

import random

from miniweb.places import person

HEADLINES = (
    "Bowls club unveils heated green",
    "Revealed: the car parks that issued the most tickets",
    "Brass band seeks a tuba, no questions asked",
    "In pictures: lantern parade lights up the quay",
    "Match report: away day misery in the mud",
    "Pub landlord retires after half a century",
    "What's on this weekend: five things to do",
    "Ferry timetable changes from Monday",
    "Market traders back longer hours",
    "Cyclist, 82, finishes coast-to-coast ride",
    "Library fines scrapped after trial",
    "Otters return to the millpond",
)
TEASERS = (
    "Members turned out in force for the first evening under lights.",
    "A freedom of information request has shown where drivers pay most.",
    "The last player left for a cruise ship and took the mute with him.",
    "Hundreds lined the route as the procession wound past the harbour.",
    "Three down at the break, the visitors never looked like recovering.",
)
NEWSLETTER = "Sign up to our daily newsletter"
NEWSLETTER_GLUED = (
    "Sign up to our daily newsletter Sign up Thank you for signing up! Did you know with a digital "
    "subscription you can get unlimited access? Sorry, there seem to be some issues. Submitting..."
)
NEWSLETTER_PROSE = (
    "Want to get regular round-ups of news in your local area straight to your inbox? "
    "Simply enter your email address and tick the box below."
)
WHATSAPP = (
    "Join our WhatsApp community for breaking news sent straight to your phone.",
    "To join, simply scan the QR code or tap the link on the device that you use WhatsApp on.",
)
SUPPORT = (
    "A message from the editor: thank you for reading. We are more reliant on your support than "
    "ever as fewer people buy a paper, and advertisers spend elsewhere.",
    "Our journalism is free to read but not free to make. Please consider a subscription, from "
    "£1 a month, or a one-off donation to keep our reporters at the council table.",
)
CORRECTION = (
    "Our journalists strive for accuracy but on occasion we make mistakes. For further details of "
    "our complaints policy and to make a complaint please click here."
)
COOKIE = (
    "We and our partners use information collected through cookies and similar technologies to "
    "improve your experience on our site, analyse how you use it and for marketing purposes."
)
ADBLOCK = "We've noticed you're adblocking. We rely on advertising to fund our journalism."
CONTACT = "Have you got a story for us? Contact our newsdesk on"
PLAYER = "Media playback is unsupported on your device"
APP = "Download the app for free on iPhone here and Android here"
FREEVIEW = "Watch more of our videos on Shots! and live on Freeview channel 276 Visit Shots! now"
LEGAL = (
    "Terms and Conditions",
    "Privacy Notice",
    "Cookie Notice",
    "How to Complain",
    "Modern Slavery Statement",
)
_SHOWS = ("The Breakfast Table", "Drivetime", "The Late Lounge", "Lunch with the Locals")
_ARTISTS = (
    "The Paper Admirals",
    "Low Tide Choir",
    "Zadie Okonjo",
    "Milk Cart",
    "Ninth Umbrella",
    "Sister Turnstile",
    "Roderick and the Mist",
)
_TRACKS = (
    "Gravel Moon",
    "Half a Ladder",
    "Sunday Engine",
    "Nine Gates",
    "Nice to Hear You",
    "Tin Roof",
    "Rhubarb Weather",
    "Salt in the Tea",
    "Not Before Noon",
)
_CAPTIONS = (
    "The town hall, where councillors met",
    "A social worker on a home visit (stock image)",
    "Pupils in the playground",
    "The council's offices seen from the river",
)
_WEATHER = ("Mostly Cloudy", "Light Rain", "Sunny Intervals", "Mist")


def on_air(number: int) -> tuple[str, str]:
    """Return presenter line and track line; both differ for each number that follows another."""
    rng = random.Random(number)
    hour = number % 11 + 1
    who = person(rng) if number % 3 else _SHOWS[number % len(_SHOWS)]
    track = _TRACKS[number % len(_TRACKS)]
    artist = _ARTISTS[number % len(_ARTISTS)]
    return (
        f"On Air Now {who} {hour}:00{'am' if number % 2 else 'pm'} - {hour + 1}:00pm",
        f"Now Playing {artist} {track}",
    )


def caption(rng: random.Random) -> str:
    """Return the words under a picture."""
    return rng.choice(_CAPTIONS)


def forecast(number: int) -> list[tuple[str, str]]:
    """Return five days and their temperatures."""
    days = ("Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed")
    rng = random.Random(number)
    return [(days[(number + i) % 7], f"{rng.randint(2, 14)}°C") for i in range(5)]


def conditions(number: int) -> str:
    """Return the one-line weather of a page's head."""
    rng = random.Random(number)
    return f"{rng.randint(2, 14)}.{rng.randint(0, 9)}°C {rng.choice(_WEATHER)}"
