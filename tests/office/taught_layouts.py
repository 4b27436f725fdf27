"""Notices of policing bodies that no layout knows, two of each: laid out as real ones are, every word invented.

`meanings` says what the officer answers beside the first one. Facts in braces differ from one notice to the other.
"""

from typing import NamedTuple

FIRST = {
    "number": "014/2031",
    "title": "Evening wardens in two market towns",
    "purpose": "To keep two wardens in the market squares on Friday and Saturday evenings.",
    "decision": "The Commissioner has agreed to award £6,400 to Bolton Council for 2025/26.",
    "reasons": "Shopkeepers in both towns told the office that the evenings are when they need somebody to turn to.",
    "alternatives": "More patrols were looked at, and would have cost three times as much.",
    "benefits": "Fewer calls to the police from the two squares, and traders who feel safer.",
    "condition": "The wardens keep a log that the office may read.",
    "day": "12 May 2026",
    "amount": "6,400",
    "name": "Bolton Council",
}
SECOND = {
    "number": "027/2031",
    "title": "A youth room by the canal",
    "purpose": "To open a room for young people three evenings a week while the schools are closed.",
    "decision": "The Commissioner has agreed to award £9,250 to Bury Council for 2025/26.",
    "reasons": "Last summer eighty young people came, and half as many calls were made about the towpath.",
    "alternatives": "A bus that goes from place to place was thought of, and nobody could be found to drive it.",
    "benefits": "Eighty young people with somewhere to go, and a towpath that is quiet after dark.",
    "condition": "The council sends a report after the summer.",
    "day": "3 June 2026",
    "amount": "9,250",
    "name": "Bury Council",
}

NUMBERED = """OFFICE OF THE POLICE AND CRIME COMMISSIONER FOR NORTHMARCH

Serial: {number}

1. Matter
{title}

2. What is wanted
{purpose}

3. Expected benefits
{benefits}

4. Case for it
{reasons}

5. Other ways
{alternatives}

6. Resolution of the Commissioner
{decision}

7. Terms of award
{condition}

8. Settled by
Police and Crime Commissioner

9. Settled on
{day}
"""
CAPITALS = """Eastmoor PCC

COMMISSIONER'S DETERMINATION NO. {number}

MATTER FOR DETERMINATION
{title}

AIM
{purpose}

GROUNDS RELIED UPON
{reasons}

PATHS NOT TAKEN
{alternatives}

DETERMINED
{decision}

TERMS OF AWARD
{condition}

DETERMINED BY
Police and Crime Commissioner

DETERMINED ON
{day}
"""
TABLE = """Westmere Combined Authority: register of determinations

File\t{number}
Proposal\t{title}
Aim of the proposal\t{purpose}
What was determined\t{decision}
Grounds\t{reasons}
What it should bring\t{benefits}
Determining officer\tPolice and Crime Commissioner
Day of determination\t{day}
Terms\t{condition}
"""
BILINGUAL = """Comisiynydd yr Heddlu Dyffryn Aur / Police and Crime Commissioner for Golden Vale

Cyfeirnod y cofnod / Record code: {number}

Pwnc dan sylw / Matter in hand: {title}

Y bwriad / The intention:
{purpose}

Yr hyn a benderfynwyd / What was settled:
{decision}

Pam / The why of it:
{reasons}

Telerau'r dyfarniad / Terms of award:
{condition}

Pwy / By whom: Police and Crime Commissioner

Pryd / On what day: {day}
"""
BOLD = """<html><body><main><h1>{title}</h1>
<p><strong>What we want to happen</strong></p><p>{purpose}</p>
<p><strong>What has been settled</strong></p><p>{decision}</p>
<p><b>Why it was settled so</b><br>{reasons}</p>
<p><strong>What else was thought of</strong></p><p>{alternatives}</p>
<p><strong>Strings attached</strong></p><ul><li>{condition}</li></ul>
<p><strong>Settled by</strong></p><p>Police and Crime Commissioner</p>
<p><strong>Settled on</strong> {day}</p>
</main></body></html>"""
DEFINITIONS = """<html><body><article><h2>{title}</h2>
<dl><dt>Log entry</dt><dd>{number}</dd><dt>Intention</dt><dd>{purpose}</dd>
<dt>What the Commissioner settled</dt><dd>{decision}</dd><dt>Thinking behind it</dt><dd>{reasons}</dd>
<dt>Good that it should do</dt><dd>{benefits}</dd>
<dt>Strings attached</dt><dd>{condition}</dd>
<dt>Who settled it</dt><dd>Police and Crime Commissioner</dd><dt>Settled on the</dt><dd>{day}</dd></dl>
</article></body></html>"""
PARAGRAPHS = """Southfell PFCC
Paper {number}

{title}

1.0 What the paper is for
1.1 {purpose}

2.0 Where the thought came from
2.1 {reasons}

3.0 Good that it should do
3.1 {benefits}

4.0 Paths not taken
4.1 {alternatives}

5.0 What the Commissioner settled
5.1 {decision}

6.0 Strings attached
6.1 {condition}

7.0 Settled by
Police and Crime Commissioner

8.0 Settled on
{day}
"""
QUESTIONS = """You are here: Home > Openness > What we decided

{title}

What is it for?

{purpose}

What did we say?

{decision}

Why did we say so?

{reasons}

Are there strings?

{condition}

Who said so?

Police and Crime Commissioner

On which day?

{day}
"""
FORM = """Harrowdale PFCC

Our number\t{number}\tSettled on\t{day}
Name of the matter\t{title}
What it is for\t{purpose}
What was settled\t{decision}
Grounds\t{reasons}
Strings attached\t{condition}\tSettled by\tPolice and Crime Commissioner
"""
FIRST_PERSON = """Police and Crime Commissioner for Harrowdale

{title}

What I want
{purpose}

What I have settled
{decision}

My thinking
{reasons}

What I ask in return
{condition}

Signed by me,
Police and Crime Commissioner

{day}
"""


class Layout(NamedTuple):
    text: str
    meanings: dict[str, str]
    publisher: str


BASE = {"purpose": "purpose", "decision": "decision_text", "reasons": "reasons", "condition": "conditions"}
LAYOUTS = {
    "numbered headings": Layout(
        NUMBERED,
        {
            "Serial": "reference",
            "Matter": "title",
            "What is wanted": "purpose",
            "Expected benefits": "intended_outcomes",
            "Case for it": "reasons",
            "Other ways": "alternatives",
            "Resolution of the Commissioner": "decision_text",
            "Terms of award": "conditions",
            "Settled by": "decision_makers",
            "Settled on": "decided_on",
        },
        "POLICE AND CRIME COMMISSIONER FOR NORTHMARCH",
    ),
    "capitals": Layout(
        CAPITALS,
        {
            "MATTER FOR DETERMINATION": "title",
            "AIM": "purpose",
            "GROUNDS RELIED UPON": "reasons",
            "PATHS NOT TAKEN": "alternatives",
            "DETERMINED": "decision_text",
            "TERMS OF AWARD": "conditions",
            "DETERMINED BY": "decision_makers",
            "DETERMINED ON": "decided_on",
        },
        "Eastmoor PCC",
    ),
    "two columns": Layout(
        TABLE,
        {
            "File": "reference",
            "Proposal": "title",
            "Aim of the proposal": "purpose",
            "What was determined": "decision_text",
            "Grounds": "reasons",
            "What it should bring": "intended_outcomes",
            "Determining officer": "decision_makers",
            "Day of determination": "decided_on",
            "Terms": "conditions",
        },
        "Westmere Combined Authority",
    ),
    "two languages": Layout(
        BILINGUAL,
        {
            "Cyfeirnod y cofnod / Record code": "reference",
            "Pwnc dan sylw / Matter in hand": "title",
            "Y bwriad / The intention": "purpose",
            "Yr hyn a benderfynwyd / What was settled": "decision_text",
            "Pam / The why of it": "reasons",
            "Telerau'r dyfarniad / Terms of award": "conditions",
            "Pwy / By whom": "decision_makers",
            "Pryd / On what day": "decided_on",
        },
        "Police and Crime Commissioner for Golden Vale",
    ),
    "bold words of a web page": Layout(
        BOLD,
        {
            "What we want to happen": "purpose",
            "What has been settled": "decision_text",
            "Why it was settled so": "reasons",
            "What else was thought of": "alternatives",
            "Strings attached": "conditions",
            "Settled by": "decision_makers",
            "Settled on": "decided_on",
        },
        "",
    ),
    "a list of definitions": Layout(
        DEFINITIONS,
        {
            "Log entry": "reference",
            "Intention": "purpose",
            "What the Commissioner settled": "decision_text",
            "Thinking behind it": "reasons",
            "Good that it should do": "intended_outcomes",
            "Strings attached": "conditions",
            "Who settled it": "decision_makers",
            "Settled on the": "decided_on",
        },
        "",
    ),
    "numbered paragraphs": Layout(
        PARAGRAPHS,
        {
            "What the paper is for": "purpose",
            "Where the thought came from": "reasons",
            "Good that it should do": "intended_outcomes",
            "Paths not taken": "alternatives",
            "What the Commissioner settled": "decision_text",
            "Strings attached": "conditions",
            "Settled by": "decision_makers",
            "Settled on": "decided_on",
        },
        "Southfell PFCC",
    ),
    "questions": Layout(
        QUESTIONS,
        {
            "What is it for": "purpose",
            "What did we say": "decision_text",
            "Why did we say so": "reasons",
            "Are there strings": "conditions",
            "Who said so": "decision_makers",
            "On which day": "decided_on",
        },
        "",
    ),
    "a form with two labels in a row": Layout(
        FORM,
        {
            "Our number": "reference",
            "Settled on": "decided_on",
            "Name of the matter": "title",
            "What it is for": "purpose",
            "What was settled": "decision_text",
            "Grounds": "reasons",
            "Strings attached": "conditions",
            "Settled by": "decision_makers",
        },
        "Harrowdale PFCC",
    ),
    "the first person, signed without a label": Layout(
        FIRST_PERSON,
        {
            "What I want": "purpose",
            "What I have settled": "decision_text",
            "My thinking": "reasons",
            "What I ask in return": "conditions",
        },
        "Police and Crime Commissioner for Harrowdale",
    ),
}
FIELD_OF = {  # of the record, for each fact that a text says in full
    "title": "title", "purpose": "purpose", "decision": "decision_text", "reasons": "reasons",
    "alternatives": "alternatives", "benefits": "intended_outcomes",
}  # fmt: skip
