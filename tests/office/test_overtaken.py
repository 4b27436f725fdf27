"""Two people change the same row: whoever saves later is shown what the other one wrote, keeps what she typed, and may
then put it in its place. Of every form of the office that shows what is there; found by the map of the site."""

from collections.abc import Iterator

import html5lib
import pytest

from conditions.models import Contribution
from pcc_decisions.urls import office_pages
from tests.office.small_office import SmallOffice, build

# What is typed over what is shown, twice, in each form that changes a row.
TYPED = {
    "decision_notice": ("title", "Their title", "Her title"),
    "decision_section": ("title", "Their title", "Her title"),
    "award_edit": ("title", "Their title", "Her title"),
    "award_grid": ("amount_1", "7,501.00", "7,502.00"),
    "measure_edit": ("unit", "their children", "her children"),
    "condition_edit": ("title", "Their title", "Her title"),
    "paper_edit": ("title", "Their title", "Her title"),
    "finance_columns": ("heading_award", "Their heading", "Her heading"),
    "scrutiny_entry_edit": ("name", "Their Board", "Her Board"),
    "plan_edit": ("title", "Their title", "Her title"),
    "strategy_edit": ("name", "Their plan", "Her plan"),
    "account_edit": ("foreword", "Their foreword.", "Her foreword."),
    "organisation_detail": ("name", "Their Council", "Her Council"),
    "contribution_edit": ("proof", "Their invoices.", "Her invoices."),
    "contribution_share": ("share_1", "4,001.00", "4,002.00"),
    "decision_correct": ("note", "Their note says what is wrong.", "Her note says what is wrong."),
}
WITH_REASON = {"reason": "The meeting has been moved by a week."}
# Forms that show something and change no row that somebody else could have changed.
OTHERWISE = {
    **dict.fromkeys(("decision_new", "plan_new", "internal_paper_new", "agreement_list"), "proposes something new"),
    **dict.fromkeys(("award_new", "award_paste", "award_all_partnerships"), "is refused where awards have changed"),
    **dict.fromkeys(("measure_new", "condition_new", "condition_attach"), "makes something new"),
    "strategy_version": "makes a draft, of which a plan has one at a time",
    "scrutiny_edit": "makes an entry, of which a row has one at a time; carries the revision for one published since",
    "decision_hand_over": "carries who it belonged to: test_decision_hand_over.py",
    "payment_correct": "is refused once it is corrected",
    "agreement_detail": "proposes today",
    "later_date_answer": "is refused once it is answered",
    "monitoring_return_new": "shows each person what this person put by",
    **dict.fromkeys(("import_look", "import_match"), "carries what was said of the file: test_import_match.py"),
    "import_answers": "each question counts by itself: test_import_answers.py",
}


def forms_of(text: str) -> Iterator[tuple[dict[str, str], set[str]]]:
    """What a browser would send of each form of a page, and which of it can be seen with something in it."""
    for form in html5lib.parse(text, namespaceHTMLElements=False).iter("form"):
        if form.get("method") == "post" and form.get("action") != "/sign-out/":
            rows = list(sent_by(form))
            yield {name: value for name, value, _ in rows}, {name for name, value, seen in rows if value and seen}


def sent_by(form) -> Iterator[tuple[str, str, bool]]:
    for each in form.iter():
        name, kind = each.get("name", ""), each.get("type", "text")
        if each.tag == "textarea":
            yield name, "".join(each.itertext()).strip(), True
        elif each.tag == "select":
            chosen = [option.get("value", "") for option in each.iter("option") if "selected" in option.attrib]
            yield name, "".join(chosen[:1]), True
        elif each.tag == "input" and kind != "file" and (kind not in ("radio", "checkbox") or "checked" in each.attrib):
            yield name, each.get("value", "on" if kind == "checkbox" else ""), kind != "hidden"


@pytest.fixture
def office(olu, ada, mo, published) -> SmallOffice:
    return build(olu=olu, ada=ada, mo=mo, published=published)


def test_nobody_is_overwritten_unseen(office, olu, oma, mo, signed_in):
    first, second, lead = signed_in(olu), signed_in(oma), signed_in(mo)
    shown, wrong = set(), {}
    for page in (each for each in office_pages if not each.name.endswith("_file")):
        try:
            address = office.address(page.name)
        except KeyError:
            continue  # a button or a file
        answer = first.get(address)
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
            continue
        for sent, seen in forms_of(answer.text):
            if seen or page.name in TYPED:
                shown.add(page.name)
                fault = overtakes(page.name, address, sent, first, second) if page.name in TYPED else ""
                wrong |= {page.name: fault} if fault else {}
    assert shown == TYPED.keys() | OTHERWISE.keys()
    assert wrong == {}
    contribution = Contribution.objects.latest("pk")
    for name, page in (("contribution_edit", "edit"), ("contribution_share", "share")):
        address = f"/partners/manchester/contributions/{contribution.pk}/{page}/"
        [(sent, _)] = forms_of(lead.get(address).text)
        assert overtakes(name, address, sent | {"proof": "Once more."}, first=second, second=lead) == ""


def overtakes(name, address, sent, first, second) -> str:
    """What is wrong, if anything, when `first` saves and `second` then saves what was shown before."""
    field, theirs, hers = TYPED[name]
    if field not in sent:
        return ""  # another form of the page
    if "revision" not in sent:
        return "it carries no revision"
    sent |= WITH_REASON if name == "plan_edit" else {}
    answer = first.post(address.replace("/partners/manchester/", "/office/"), sent | {field: theirs})
    if answer.status_code != 302:
        return f"theirs is not saved: {answer.context['form'].errors.as_text()}"
    late = second.post(address, sent | {field: hers})
    if late.status_code != 200 or theirs not in late.text or hers not in late.text:
        return f"{late.status_code}: not both can be read"
    again = next(fresh for fresh, _ in forms_of(late.text) if field in fresh)
    return "" if second.post(address, again).status_code == 302 else "saving again does not put hers in its place"
