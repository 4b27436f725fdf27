"""The record of a decision is declared once (grants/record.py): one line, a column and its migration make a field that
is found everywhere. The first test adds one, as a developer would, and meets it wherever a person can."""

import re
from pathlib import Path

import pytest
from django.db import connection, models

from grants import record
from grants.actions.decisions import revise
from grants.models import Decision, Ground
from intake.spreadsheets.template import template_csv
from register.actions.copying import copy
from register.actions.publishing import publish
from register.actions.withholding import withhold
from register.checks.checklist import checklist
from register.checks.scanned_texts import open_hits
from register.models import Notice
from register.notices import pdf
from tests import stories

ROOT, CODE = Path(__file__).parents[2], {".py", ".html", ".typ", ".js"}
LABEL, HINT, ADVICE = "What was learned", "What the next one should do differently.", "No lesson is given."
LINE = record.text("lessons", LABEL, "outcomes", hint=HINT, advice=ADVICE)
WORDS = "Start with the schools, and start in the autumn."
# Fields that a rule, a filter, another publisher's label or a place of their own on a page makes special.
SPECIAL = {
    "external_reference", "own_number", "decision_text", "legal_power", "legal_power_other", "decision_makers",
    "decided_on",
    "effective_from", "is_key", "call_in", "key_notice_on", "lead_officer", "why_another", "stated_total",
    "no_conditions",
    "published_elsewhere_on", "published_elsewhere_url", "exceeding_reason", "from_open_call",
    "four_ps", "soc_themes", "soc_governance",
    "contract_value", "received_amount", "received_year",
    "giver_conditions", "spending_amount",
}  # fmt: skip


@pytest.fixture
def new_field(monkeypatch, db):
    """The one line, the column and its migration; after the test all are gone."""
    monkeypatch.setattr(record, "FIELDS", (*record.FIELDS, LINE))
    column = models.TextField(blank=True, default="", **record.words("lessons"))
    Decision.add_to_class(LINE.name, column)
    with connection.schema_editor() as editor:
        editor.add_field(Decision, column)
    yield
    Decision._meta.local_fields.remove(column)
    Decision._meta._expire_cache()
    delattr(Decision, LINE.name)


def test_a_field_of_one_line_is_found_everywhere(new_field, reference, olu, oma, ada, signed_in, client):
    decision = stories.draft(by=olu)
    address = f"/office/decisions/{decision.reference}/"

    def office(path=""):
        return signed_in(oma).get(address + path).content.decode()

    assert ADVICE in [warning.sentence for warning in checklist(decision).warnings]
    form = office("record/outcomes/")
    assert LABEL in form and HINT in form  # noqa: PT018
    typed = dict.fromkeys(record.section_called("outcomes").names, "") | {"revision": decision.revision}
    signed_in(oma).post(address + "record/outcomes/", typed | {"lessons": "Ask jo@example.org."})
    decision = stories.fresh(decision)
    assert decision.lessons == "Ask jo@example.org."
    assert decision.events.first().changes == {LABEL: ["", "Ask jo@example.org."]}
    assert [hit.label for hit in open_hits(decision)] == [LABEL]
    revise(decision, by=oma, values={"lessons": WORDS})
    assert WORDS in office()
    assert f">{LABEL}</option>" in office("withholding/")
    assert copy(stories.fresh(decision), by=oma).lessons == WORDS

    stories.published(stories.approved(stories.sent(decision, by=oma), by=ada), by=ada)
    notice = Notice.objects.get()
    assert notice.document_data["record"]["lessons"] == {"label": LABEL, "kind": "text", "value": WORDS, "code": ""}
    assert [section for section in pdf.contents(notice)["sections"] if section["title"] == LABEL]
    page = client.get(f"/decisions/{decision.reference}/").content.decode()
    assert LABEL in page and WORDS in page  # noqa: PT018
    assert LABEL in client.get("/data/").content.decode()
    assert LABEL in template_csv().decode()

    stories.corrected(decision, officer=oma, approver=ada, lessons="Start with the schools, and start in the spring.")
    changes = client.get(f"/decisions/{decision.reference}/versions/1/2/").content.decode()
    assert LABEL in changes and "<ins> spring.</ins>" in changes  # noqa: PT018


def test_a_field_of_one_line_may_be_withheld(new_field, reference, olu, ada, client):
    decision = stories.draft(by=olu, lessons=WORDS)
    withhold(decision, by=olu, what="lessons", values={"ground": Ground.ENACTMENT})
    publish(stories.approved(stories.sent(stories.fresh(decision), by=olu), by=ada), by=ada)
    page = client.get(f"/decisions/{decision.reference}/").content.decode()
    assert LABEL in page
    assert WORDS not in page
    assert "lessons" not in Notice.objects.get().document_data["record"]


def test_no_other_file_names_a_field_that_nothing_makes_special():
    names = {field.name for field in record.fields() if "_" in field.name} - SPECIAL
    declared = {ROOT / "grants/record.py", ROOT / "grants/models/decisions.py"}
    folders = ("grants", "conditions", "register", "intake", "public", "pcc_decisions", "templates", "static/js")
    # What a label of a printed notice means is written where notices are read.
    declared |= {
        ROOT / "intake/notices/notice.py",
        ROOT / "intake/notices/findings.py",
        ROOT / "intake/notices/reading.py",
        ROOT / "intake/notices/layouts.toml",
    }
    files = {path for folder in folders for path in (ROOT / folder).rglob("*.*") if path.suffix in CODE} - declared
    words = re.compile(rf"\b({'|'.join(names)})\b")
    named = {
        path: words.findall(path.read_text()) for path in files if path.parent.name not in ("migrations", "sample")
    }
    assert {path: found for path, found in named.items() if found} == {}


def test_every_column_that_is_typed_is_declared_with_its_label_and_hint():
    columns = {column.name: column for column in Decision._meta.get_fields() if not column.auto_created}
    for field in record.fields():
        if field.name != "decision_makers":
            assert (columns[field.name].verbose_name, columns[field.name].help_text) == (field.label, field.hint)
    entered = {name for name, column in columns.items() if getattr(column, "editable", False)}
    assert entered - {"makers", "id"} <= {field.name for field in record.fields()}


def test_every_field_is_in_a_section_that_there_is():
    slugs = {section.slug for section in record.SECTIONS}
    assert {field.section for field in record.fields()} - {""} <= slugs
    assert len({field.label for field in record.fields()}) == len(record.fields())
