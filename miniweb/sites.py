"""The invented titles: who they are, where they stand, which group's design they wear."""

from __future__ import annotations

from miniweb.model import Site

SITES: tuple[Site, ...] = (
    Site(
        key="fellchester_gazette",
        name="Fellchester Gazette",
        host="www.stillnothere-media.test",
        aliases=("www.tamebridgemedia.test",),
        group="quest",
        area="Fellchester",
        brand="fellchester-gazette",
    ),
    Site(
        key="hollispage",
        name="HollisPage",
        host="www.hollispage.test",
        group="hollis",
        area="Fellchester",
    ),
    Site(
        key="brackmere_argus",
        name="Brackmere Argus",
        host="www.brackmere-argus.test",
        group="newsquest",
        area="Brackmere",
        curly=False,
    ),
    Site(
        key="kelderby_echo",
        name="Kelderby Echo",
        host="www.kelderbyecho.test",
        group="newsquest",
        area="Kelderby",
    ),
    Site(
        key="marswick_times",
        name="Marswick Times",
        host="www.marswick-times.test",
        group="newsquest",
        area="Marswick",
    ),
    Site(
        key="fenborough_live",
        name="Fenborough Live",
        host="www.fenborough-live.test",
        group="reach",
        area="Fenborough",
        brand="fenborough",
        variety="2026",
        curly=False,
    ),
    Site(
        key="hallowmere_post",
        name="Hallowmere Post",
        host="www.hallowmerepost.test",
        group="reach",
        area="Hallowmere",
        brand="hallowmere",
        variety="2023",
    ),
    Site(
        key="dunsmere_advertiser",
        name="Dunsmere Advertiser",
        host="www.dunsmere-advertiser.test",
        group="national_world",
        area="Dunsmere",
    ),
    Site(
        key="rothwick_express",
        name="Rothwick Express",
        host="www.rothwickexpress.test",
        group="national_world",
        area="Rothwick",
        curly=False,
    ),
    Site(
        key="wealdstow_messenger",
        name="Wealdstow Messenger",
        host="www.wealdstowonline.test",
        group="iliffe",
        area="Wealdstow",
        brand="wealdstow",
    ),
    Site(
        key="stourham_mercury",
        name="Stourham Mercury",
        host="www.stourham-mercury.test",
        group="iliffe",
        area="Stourham",
        brand="stourham",
    ),
    Site(
        key="lowmere_light",
        name="The Lowmere Light",
        host="lowmerelight.test",
        group="wordpress",
        area="Lowmere",
        variety="dated",
    ),
    Site(
        key="tamcombe_eye",
        name="Tamcombe Eye",
        host="www.tamcombe-eye.test",
        group="wordpress",
        area="Tamcombe",
        variety="plain",
        curly=False,
    ),
    Site(
        key="young_lives_today",
        name="Young Lives Today",
        host="www.younglivestoday.test",
        group="trade",
        area="Ousewick",
    ),
    Site(
        key="valley_sound",
        name="Valley Sound",
        host="www.valleysound.test",
        group="radio",
        area="Ousewick",
        brand="valley-sound",
    ),
    Site(
        key="merriford_today",
        name="Merriford Today",
        host="www.merriford-today.test",
        group="tindle",
        area="Merriford",
    ),
    Site(
        key="pellgate_star",
        name="Pellgate Star",
        host="www.pellgate-star.test",
        group="newsquest",
        area="Pellgate",
    ),
)
ROBOTS_DOWN = "pellgate_star"  # robots.txt answers 500: nothing of it may be fetched
HOME_TOWNS = tuple(dict.fromkeys(site.area for site in SITES))


def site_by_key(key: str) -> Site:
    """Return the site with that registry key."""
    return next(site for site in SITES if site.key == key)
