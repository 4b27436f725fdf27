"""P14 reads every text that a notice can carry. The list of them is taken from the document itself, and for the record
from the columns: a new field that is not scanned fails here, and a new part of the document until it is said here how
it is scanned, or why not."""

from collections.abc import Iterator
from decimal import Decimal
from typing import get_args

import pytest
from django.db.models import CharField, TextField
from pydantic import BaseModel

from grants.actions.papers import add_paper
from grants.measures import MeasureTerms
from grants.models import Decision, Ground, Measure, Split
from grants.record import fields
from grants.refused import Refused
from grants.splitting import SplitMeasure, SplitRow, SplitTerms
from register.actions.withholding import withhold
from register.checks.scanned_texts import open_hits
from register.checks.text_rules import address_of
from register.document import Document
from register.document_entries import RecordEntry
from tests import stories
from tests.papers import upload
from tests.stories import withdrawn

MAIL = "jo@example.org"
COLUMNS = {each.name: Decision._meta.get_field(each.name) for each in fields() if each.name != "decision_makers"}
# "Which other power" is published as the legal power; a reference holds no address.
UNPUBLISHED = {"reference", "legal_power_other", "lead_officer", "why_another"}
MEASURE_TEXTS = ("name", "unit", "how_counted")
# Of the rows behind a draft: where each text of the document is typed.
TYPED = {
    "awards.title": lambda draft: draft.awards.update(title=MAIL),
    "awards.ended_reason": lambda draft: draft.awards.update(ended_reason=MAIL),
    "awards.recipient.name": lambda draft: recipient(draft).update(name=MAIL),
    "awards.recipient.identifier": lambda draft: recipient(draft).update(identifier=MAIL),
    "splits.source": lambda draft: split(draft, source=MAIL),
    "splits.explanation": lambda draft: split(draft, explanation=MAIL),
    "splits.measures.name": lambda draft: split(draft, measures=(SplitMeasure(name=MAIL),)),
    **{f"measures.{name}": lambda draft, name=name: measure(draft, **{name: MAIL}) for name in MEASURE_TEXTS},
    "conditions.title": lambda draft: draft.conditions.filter(number=1).update(title=MAIL),
    "conditions.wording": lambda draft: draft.conditions.filter(number=1).update(wording=MAIL),
    "decision_makers": lambda draft: draft.decision_makers.update(title=MAIL),
    "record.legal_power": lambda draft: change(draft, legal_power="other", legal_power_other=MAIL),
    "papers.title": lambda draft: draft.papers.update(title=MAIL),
    "papers.url": lambda draft: draft.papers.update(file=None, url=f"https://example.org/{MAIL}"),
    "papers.file_name": lambda draft: paper_file(draft, MAIL),
    "withheld.viewed_by": lambda draft: draft.withholdings.update(viewed_by=MAIL),
} | {
    name if name in Document.model_fields else f"record.{name}": lambda draft, name=name: change(draft, **{name: MAIL})
    for name, column in COLUMNS.items()
    if isinstance(column, CharField | TextField) and not column.choices and name not in UNPUBLISHED
}
NOT_TYPED = {
    # choices and their words, numbers, addresses and digests
    "reference", "supersedes", "kind", "kind_label", "outcome", "outcome_label",
    "awards.year", "awards.recipient.slug", "awards.partnership.slug", "awards.stream.slug", "priorities.slug",
    "splits.method", "splits.method_label", "measures.standard", "measures.kind", "measures.direction",
    "measures.period",
    "conditions.code", "conditions.kind", "conditions.per", "conditions.schedule", "conditions.match.basis",
    "conditions.match.in_kind", "conditions.match.sources", "papers.sha256", "withheld.what", "withheld.label",
    "withheld.ground", "withheld.ground_label",
    # office data, which administrators keep
    "awards.partnership.name", "awards.stream.name", "awards.stream_restrictions", "awards.stream_spend_by",
    "priorities.name", "priorities.plan",
    # scanned when the earlier decision was published
    "varied.stream.slug", "varied.stream.name", "varied.stream_restrictions", "varied.stream_spend_by",
    "varied.reference", "varied.title", "varied.recipient_name",
}  # fmt: skip
TYPED_AT_ONCE = {"withdrawal_reason", "withdrawal_exceeding_reason"}  # scanned by the action itself


def text_fields(model: type[BaseModel], before: str = "") -> Iterator[str]:
    for name, field in model.model_fields.items():
        if field.annotation == dict[str, RecordEntry]:
            yield from (path for path in TYPED if path.startswith(f"{name}."))
            continue
        kinds = [field.annotation, *get_args(field.annotation)]
        entries = [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)]
        for entry in entries:
            yield from text_fields(entry, f"{before}{name}.")
        if str in kinds:
            yield before + name


def change(draft, **values):
    type(draft).objects.filter(pk=draft.pk).update(**values)


def recipient(draft):
    organisation = type(draft.awards.get().recipient)
    return organisation.objects.filter(awards__decision=draft)


def split(draft, **texts):
    rows = (SplitRow(award=1, figures=(Decimal(1),), amount=Decimal("7500.00")),)
    terms = SplitTerms(method="need", method_label="By need", total=Decimal("7500.00"), rows=rows, **texts)
    Split.objects.create(decision=draft, terms_data=terms.model_dump(mode="json"))


def measure(draft, **texts):
    said = {"name": "Sessions", "unit": "sessions"} | texts
    terms = MeasureTerms(number=1, kind="output", direction="more", period="end", awards=(1,), **said)
    draft.measures.all().delete()
    Measure.objects.create(decision=draft, number=1, terms_data=terms.model_dump(mode="json"))


def paper_file(draft, name):
    stored = draft.papers.exclude(file=None).get().file
    type(stored).objects.filter(pk=stored.pk).update(name=name)


def test_every_text_of_the_document_is_accounted_for():
    assert set(text_fields(Document)) == TYPED.keys() | NOT_TYPED | TYPED_AT_ONCE
    assert len(TYPED) > 30


@pytest.fixture
def full(draft, olu):
    add_paper(draft, by=olu, title="Risk paper", upload=upload("risks.pdf"))
    withhold(draft, by=olu, what="results", values={"ground": Ground.ENACTMENT})
    return stories.fresh(draft)


@pytest.mark.parametrize("path", sorted(TYPED))
def test_an_address_in_it_is_found_and_leads_to_where_it_is_typed(full, path):
    if path == "record.results":
        full.withholdings.all().delete()
    TYPED[path](full)
    found = open_hits(stories.fresh(full))
    assert {find.hit.text for find in found} == {MAIL}
    assert all(address_of(full, find.field) for find in found)


def test_what_is_withheld_is_not_scanned_but_what_stays_of_it_is(full, olu):
    withhold(full, by=olu, what="condition-1", values={"ground": Ground.ENACTMENT})
    withhold(full, by=olu, what="award-1", values={"ground": Ground.ENACTMENT})
    TYPED["conditions.wording"](full)
    TYPED["awards.title"](full)
    TYPED["awards.recipient.name"](full)
    assert open_hits(stories.fresh(full)) == []
    TYPED["conditions.title"](full)
    TYPED["awards.ended_reason"](full)
    assert [find.label for find in open_hits(stories.fresh(full))] == ["Why award 1 was ended", "Title of condition 1"]


def test_the_reason_of_a_withdrawal_is_scanned_when_it_is_given(published, ada):
    with pytest.raises(Refused, match=MAIL):
        withdrawn(published, by=ada, reason=f"Please ask {MAIL} first.")
