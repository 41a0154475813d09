"""What the invented reporter writes, word for word. Every sentence is ours."""

from __future__ import annotations

TITLES = {
    "ILACS": "Ofsted verdict on {name} children's services is published",
    "SIF": "Ofsted verdict on {name} children's services is published",
    "ILACS-FV": "Inspectors return to look at children's social care in {name}",
    "JTAI": "Agencies in {name} told how well they work together for children",
    "AREASEND": "Report on support for SEND pupils in {name} is out",
    "JAR": "Progress of children's services in {name} is reviewed",
}
KINDS = {
    "ILACS": ("an inspection of children's services", "a full inspection of its social care teams"),
    "SIF": (
        "an inspection of children's services",
        "a review of services for looked after children",
    ),
    "ILACS-FV": ("a focused visit to children's services", "a focused visit by two inspectors"),
    "JTAI": ("a joint targeted area inspection", "a joint targeted area inspection (JTAI)"),
    "AREASEND": (
        "an inspection of support for special educational needs and disabilities (SEND)",
        "an area SEND inspection",
    ),
    "JAR": ("a review of its children's services", "a progress review of children's services"),
}
GRADE_WORDS = {
    "outstanding": "outstanding",
    "good": "good",
    "requires_improvement": "requires improvement",
    "inadequate": "inadequate",
    "adequate": "adequate",
}
OPENINGS = (
    "{who} has been told what Ofsted thinks of it after {kind}.",
    "Ofsted has set out its findings on {who} after {kind}.",
    "The findings of {kind} at {who} were made public by Ofsted.",
    "Social workers at {who} know where they stand after {kind}, Ofsted's report shows.",
)
LEAD_INS = (
    "The report says: {q}",
    "Inspectors wrote: {q}",
    "In their words, {q}",
    "The letter to the director goes on: {q}",
    "On the work of front-line teams they found: {q}",
    "It adds: {q}",
)
BODY = (
    "Councillors will discuss the findings when they next meet at the town hall.",
    "The director thanked staff for the way they had opened their case files.",
    "Opposition members have asked for a plan with dates and names in it.",
    "Foster carers we spoke to said that they had heard little so far.",
    "A plan will be sent to the government within the usual time.",
    "The cabinet member said that families would see the difference by next year.",
    "Recruiting experienced staff has been hard across the whole region.",
    "The authority spends about a third of its budget on these services.",
)
SPOKEN = (
    "“We know there is more to do and we will not rest until every family gets the help it "
    "needs,” said Coun Ida Fenwright, who leads on young people.",
    "“Our staff come in every day wanting to do right by children, and I am proud of each of "
    "them,” Coun Tom Barleymow said.",
    "A spokeswoman said: “We welcome what was said and have begun to put it into practice "
    "already.”",
)
ASIDES = (
    "Neighbouring {name} was rated {grade} when inspectors called there some years ago.",
    "Before she was made director she ran the teams of {name} for four years.",
    "The cost of it was laid out on the day {name} United were sent home without a goal.",
    "The cabinet member, Coun Orla {name}, was not at the meeting.",
    "A report on {name} is expected in the spring.",
)
ROUND_UP = "Ofsted has published its reports on {n} councils and their work for children."
IN_TOWN = (
    "Families in {town} will want to read what Ofsted says about the council's care for children."
)
MONITORED = "A monitoring visit to {who} found that children's services make progress, Ofsted says."
MONITORED_SAID = (
    "Inspectors wrote: “Since the last visit the pace of change has picked up and managers "
    "know their teams.”"
)
ANNUAL = "Leaders of {who} had their annual conversation with Ofsted about children's services."
SCHOOL = (
    "Pupils at Harrowgate Lane Primary School in {place} are celebrating after Ofsted "
    "inspectors rated it ‘{grade}’."
)
SCHOOL_SAID = (
    "Inspectors wrote: “Pupils are proud of their school and behave well in lessons and at play.”"
)
TAX = "{who} will raise council tax by the most it may, councillors agreed."
TAX_SAID = (
    "Coun Ida Fenwright said: “Nobody came into local politics to close libraries, but the "
    "sums have to add up.”"
)
CUTS = (
    "Roads, parks and waste collection will all be cut back from April under the proposals, "
    "with the savings going to care for adults and to children's services, which were looked "
    "at by Ofsted."
)
NOT_HELD = "Ofsted has rated children's services at {name} Council as good after a full inspection."
NOT_HELD_SAID = (
    "The report says: “Children are seen often and alone, and their wishes shape the plans "
    "made for them.”"
)
CARE_HOME = "A care home in {place} has been rated inadequate by the Care Quality Commission."
CARE_HOME_SAID = (
    "Inspectors wrote: “Medicines were not always given at the time at which they were needed.”"
)
HIRING = "{who} wants to hire forty social workers before Ofsted inspectors call again."
HIRING_MORE = (
    "The posts will be advertised in spring, and agency staff will leave as they are filled."
)
