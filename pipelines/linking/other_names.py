"""Where the name of a place is a part of another name: a person's, a club's, a smaller place's.

"Sarah Lincoln", "Derby County", "Sutton Coldfield", "Leeds Beckett University", "MPs in
Westminster". Everything here looks at the words around the name and never at what the story is
about.
"""

from __future__ import annotations

import re

from words.months import MONTHS

# What makes the name of a place the name of something else, in headlines of capitals too: "Derby
# Telegraph", "Bolton Wanderers". "Derby City Council" is an alias, and longer.
OTHER_BODY = re.compile(
    r"\s+(?:(?:and|&)\s+(?:[A-Z]\w+\s+){1,3})?"
    r"(?:Police|Constabulary|Fire|Ambulance|University|Universities|Hospitals?|NHS|Healthcare|"
    r"Infirmary|Cathedral|Minster|Station|Airport|Racecourse|Crown|Magistrates|Coroner|Prison|"
    r"Festival|Cricket|Rugby|Road|Street|Lane|Avenue|Live|Radio|Building Society|"
    r"(?:City|County|Town|United|Wanderers|Rovers|Athletic|Albion|Wolves|Dons|FC|AFC|RFC|CCC)"
    r"(?!\s+(?:Council|Borough|Hall|Councillor|Cllr))|"
    r"News|Telegraph|Echo|Gazette|Chronicle|Post|Times|Herald|Express|Mercury|Mail|Advertiser|"
    r"Observer|World|Evening|Star|Argus|Journal|Guardian|Standard|Press|Independent|Courier)\b"
)
# "New York", "Vale of York", "University of Bath", "East Surrey": places and bodies of their own.
OTHER_PLACE = re.compile(
    r"\b(?:New|Old|North|South|East|West|Mid|Central|Upper|Lower|Vale of|Duke of|Duchess of|"
    r"Earl of|University of|Bishop of|Archbishop of|Battle of|BBC|BBC Radio)\s+$"
)
# "Mr Bolton", "Professor Eileen Camden", "Coun John Kent": no office that may stand before a place
TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Judge|Rev|Reverend|Cllr|Coun|"
    r"Councillor|Sgt|Sergeant|Det|PC|Supt|Head ?teacher|Inspector|Captain|Sister|Brother)\.?\s+"
    r"(?:[A-Z][\w'’-]*\.?\s+){0,2}$"
)
GIVEN = """
adam alan albert alex alexander alice alison amanda amy andrea andrew angela ann anna anne
anthony barbara ben benjamin beth brian carol caroline catherine charles charlotte chris
christine christopher claire clare clark craig daniel david dawn deborah denise derek diana
donna dorothy edward eileen elaine elizabeth ellen emily emma eric fiona frances frank gareth
gary geoff george gill gillian gordon graham hannah harry heather helen henry hilary ian jack
jackie jacqueline james jane janet jason jean jennifer jenny jessica jill jim joan joanna joe
john jonathan joseph joyce judith julia julie karen kate katherine kathleen keith kelly ken
kevin kim laura lauren lee lesley linda lisa louise lucy lynn maggie marcus margaret maria
marion mark martin mary matthew maureen megan melanie michael michelle mike mohammed natalie
neil nicholas nick nicola nigel oliver olivia pam pamela patricia patrick paul paula pauline
peter philip rachel ray rebecca rhys richard robert robin roger ronald rosemary ross roy ruth
sally sam samantha samuel sandra sara sarah sharon sheila shirley simon sophie stephanie stephen
steve steven stuart sue susan suzanne terry theresa thomas tim tina toby tom tony tracey tracy
trevor valerie vera victoria vincent wendy william yvonne zoe
"""
GIVEN_NAMES = frozenset(GIVEN.split())
_MONTHS = "|".join(name.capitalize() for name in MONTHS)
# A capital may follow a place without making it another name: "Kent Conservatives", "Derbyshire
# Safeguarding Children Board", "in Leeds Ofsted found".
GOES_ON = re.compile(
    r"\s+(?:Council(?:lors?|s)?|County Council|City Council|Borough|District|Metropolitan|MBC|BC|"
    r"CC|Unitary|Local|Authority|Authorities|Children|Children['’]?s|Childrens|Safeguarding|SEND|"
    r"Special|Social|Services?|Youth|Adult|Early|Education|Family|Families|Multi|Partnership|Corporate|"
    r"Cabinet|Virtual|Ofsted|HMI|Inspectors?|Cllrs?|Coun|Director|MPs?|Labour|Conservatives?|Tory|"
    r"Tories|Liberal|Lib|Greens?|Reform|Independents?|"
    rf"{_MONTHS}|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|"
    r"Sunday|City|County|Town|I)\b"
)
CAPITAL_AFTER = re.compile(r"[ \xa0]+(?:St\.?\s+)?[A-Z][\w’'-]*")
CAPITAL_BEFORE = re.compile(r"(?P<word>[A-Z][\w’'-]*)[ \xa0]+$")
# "Ofsted", parties, months and days stand before a place without being a part of its name.
STANDS_BEFORE = re.compile(
    r"^(?:Ofsted|HMI|Labour|Conservatives?|Tory|Liberal|Democrats?|Green|Reform|[A-Z]\w+-\w+|The|"
    rf"{_MONTHS}|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Greater|Royal|Council|Authority|Services|I)$"
)
NEVER = re.compile(r"(?!)")
# Words that are a place and something else: what stands around them where they are something else.
ELSEWISE: dict[str, tuple[re.Pattern[str], re.Pattern[str]]] = {
    # "Newcastle under Lyme", which calls its council "Newcastle Borough Council"; that upon Tyne is
    # a city
    "newcastle": (NEVER, re.compile(r"\s+(?:under[\s-]+Lyme\b|Borough\s+Council)", re.I)),
    # "The Derby was won", "a local Derby", "Derby day"
    "derby": (
        re.compile(r"\b(?:a|this|local|Epsom|Kentucky|(?:^|(?<=[.!?“\"]\s))The)\s+$"),
        re.compile(r"\s+(?:day|match|game|clash|win|rivals?|defeat|was won|winner)\b"),
    ),
    # "MPs in Westminster", "a Westminster source"
    "westminster": (
        re.compile(
            r"\b(?:MPs?|minist\w+|peers?|politic\w+|government|debate\w*|parliament\w*|Lords|vot\w+|"
            r"Tory|Labour)\s+(?:\w+\s+)?(?:in|at|from|to|of)\s+$|\bPalace of\s+$",
            re.I,
        ),
        re.compile(
            r"\s+(?:source|insider|politic|government|village|bubble|Hall\b|Abbey|debate|"
            r"correspondent|election|parliament|MP|seat|system|leader|journalist|drama)",
            re.I,
        ),
    ),
}
BODY_OF_ITS_OWN = re.compile(r"\b(?:council|trust|children|borough|authority|together)\b", re.I)
LETTERS = re.compile(r"[^\W\d_]+")
LONGEST_HEADLINE = 160
ENDS_SENTENCE = re.compile(r"(?:^|[.!?:\n•“\"‘(])\s*$")


def is_headline(text: str, at: int) -> bool:
    """Say whether a place stands in a line whose words have capitals anyhow.

    Such a line is short and ends without a full stop; a capital tells nothing there.
    """
    low = text.rfind("\n", 0, at) + 1
    high = text.find("\n", at)
    line = text[low : high if high >= 0 else len(text)]
    if len(line) > LONGEST_HEADLINE or line.rstrip().endswith((".", "!", "?", "”", '"')):
        return False
    words = [word for word in LETTERS.findall(line) if len(word) > 3]
    return bool(sum(word[0].isupper() for word in words) > 0.7 * len(words))


def is_part_of_another(text: str, start: int, end: int) -> bool:
    """Say whether text[start:end], the name of a place, is there a part of another name."""
    if BODY_OF_ITS_OWN.search(text, start, end):
        return False
    if OTHER_BODY.match(text, end) or is_elsewise(text, start, end):
        return True
    if OTHER_PLACE.search(text, max(0, start - 20), start):
        return True
    if GOES_ON.match(text, end) and not TITLED.search(text, max(0, start - 60), start):
        return False
    if is_surname(text, start):
        return True
    return bool(CAPITAL_AFTER.match(text, end)) and not is_headline(text, start)


def is_elsewise(text: str, start: int, end: int) -> bool:
    """Say whether a word that is a place, and something else, is something else here."""
    known = ELSEWISE.get(text[start:end].lower())
    if known is None:
        return False
    before, after = known
    return bool(before.search(text, max(0, start - 40), start) or after.match(text, end))


def is_surname(text: str, start: int) -> bool:
    """Say whether a title or a given name stands before."""
    low = max(0, start - 60)
    if TITLED.search(text, low, start):
        return True
    found = CAPITAL_BEFORE.search(text, low, start)
    if found is None:
        return False
    word = found["word"]
    if word.lower() in GIVEN_NAMES:
        return True
    if STANDS_BEFORE.match(word) or ENDS_SENTENCE.search(text, low, found.start()):
        return False
    return not is_headline(text, start)
