"""A notice that says everything in Welsh and then in English: the record takes the English, and asks about no Welsh."""

from datetime import date

from intake.notices.learned import tokens
from intake.notices.locating import Said
from intake.notices.notice import Known, learn_from, read_one
from intake.notices.publishers import possible_labels
from intake.notices.welsh import is_welsh

RECORD = """Swyddfa'r Cei yn y Gogledd
Office of the Quay

RHIF | NUMBER
QO-2026-{number}

PENNAWD | HEADING
{pennawd}
{heading}

PENDERFYNIAD | DECISION
Rhoi grant o £{sum} i'r clwb yn 2026/27.
To give a grant of £{sum} to Quay Club in 2026/27.

AMODAU | CONDITIONS
1. Rhaid cadw'r cei yn lân.
1. The quay must be kept clean.

GAN | TAKEN BY
Y Cyfarwyddwr dros y Cei ac Afonydd
Director of Quays

DYDDIAD | DATE
{dydd}
{day}

Ysgrifennwch atom yn Gymraeg. | Write to us in Welsh.
"""
FIRST = {"number": "04", "sum": "410", "dydd": "12 Chwefror 2026", "day": "12 February 2026"} | {
    "pennawd": "Rhaffau ar y cei",
    "heading": "Ropes on the quay",
}
SECOND = {"number": "19", "sum": "95", "dydd": "3 Mehefin 2026", "day": "3 June 2026"} | {
    "pennawd": "Goleuadau ar y cei",
    "heading": "Lights on the quay",
}
TAUGHT = (("PENNAWD | HEADING", "title:line"), ("GAN | TAKEN BY", "decision_makers:posts"))
SAID = Said({"title": ["Ropes on the quay"], "decision_makers": ["Director of Quays"], "reference": ["QO-2026-04"]})


def test_the_english_of_a_bilingual_record_is_read_and_nothing_is_read_twice():
    first = RECORD.format(**FIRST)
    assert {"PENNAWD | HEADING", "GAN | TAKEN BY", "DYDDIAD | DATE"} <= {
        each.label for each in possible_labels(first, Known().splitter)
    }
    learned = learn_from(first, Known((), TAUGHT), SAID, lambda line: False)
    notice = read_one(RECORD.format(**SECOND), Known((), TAUGHT, (), (learned,)))
    assert (notice.title, notice.makers) == ("Lights on the quay", ("Director of Quays",))
    assert (notice.reference, notice.decided_on, notice.outcome) == ("QO-2026-19", date(2026, 6, 3), "approved")
    assert [(each.recipient_text, each.amount) for each in notice.awards] == [("Quay Club", 95)]
    assert [each.wording for each in notice.conditions] == ["The quay must be kept clean."]
    assert [left.text for left in notice.leftovers if not left.asks_nothing] == []
    kept = tokens("\n".join([notice.decision_text, *(left.text for left in notice.leftovers)]))
    assert {"goleuadau", "rhaid", "mehefin", "cyfarwyddwr"} <= {*kept}


def test_names_of_places_are_not_welsh_sentences():
    assert not is_welsh("Porth Wen Town Council")
    assert not is_welsh("The yr of the note")
    assert not is_welsh("DEWISIADAU | OTHER WAYS")
