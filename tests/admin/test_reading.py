"""In /admin/ the whole office reads all records, and nobody deletes anything."""

from html import unescape

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from conditions.actions.assessments import assess
from conditions.actions.contributions import record_contribution
from grants.models import SecurityEntry
from intake.models import LearnedLine, SavedMatching, TaughtLabel
from tests import stories

pytestmark = pytest.mark.usefixtures("everything")
# The security log is for administrators alone: test_security_log.py.
PAGES = [page for page in admin.site._registry.values() if page.model is not SecurityEntry]


def address(page, name, *args):
    return reverse(f"admin:{page.opts.app_label}_{page.opts.model_name}_{name}", args=args)


@pytest.fixture(params=["ann", "olu", "ada"])
def reader(request, db, signed_in):
    return signed_in(request.getfixturevalue(request.param))


def test_only_our_own_records_are_there():
    assert {page.opts.app_label for page in PAGES} == {"grants", "conditions", "register", "public", "intake"}


def test_every_list_opens_and_says_what_it_lists(reader):
    for page in PAGES:
        answer = reader.get(address(page, "changelist"))
        assert page.about in unescape(answer.content.decode()), page
        assert answer.context["cl"].result_count > 0, page


def test_every_row_opens(reader):
    for page in PAGES:
        row = page.model.objects.last()
        assert reader.get(address(page, "change", row.pk)).status_code == 200, page


def test_every_list_can_be_searched(reader):
    for page in PAGES:
        answer = reader.get(address(page, "changelist"), {"q": "zebra crossing"})
        assert page.search_fields
        assert answer.context["cl"].result_count == 0, page


def test_every_history_is_in_the_diary(reader):
    for page in PAGES:
        answer = reader.get(address(page, "history", page.model.objects.last().pk), follow=True)
        assert answer.redirect_chain[-1][0].startswith(reverse("admin:grants_event_changelist")), page
        assert answer.status_code == 200


def test_more_rows_are_read_with_as_many_queries(signed_in, olu, ada, oma, mo):
    client = signed_in(olu)
    before = {page: queries_of(client, page) for page in PAGES}
    obligation = stories.match_obligation(stories.whole(officer=olu, approver=ada))
    record_contribution(obligation, by=mo, values=stories.contribution())
    assess(obligation, by=oma, finding="not_met", reasons="Nothing has been evidenced.")
    assert {page: queries_of(client, page) for page in PAGES} == before


def queries_of(client, page):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(address(page, "changelist"))
    return len(asked)


def test_nothing_is_ever_deleted(signed_in, ann):
    client = signed_in(ann)
    for page in PAGES:
        if page.model in (
            TaughtLabel,
            LearnedLine,
            SavedMatching,
        ):  # what was taught may be forgotten: test_taught_labels.py
            continue
        row, chosen = page.model.objects.last(), {"action": "delete_selected", "post": "yes"}
        assert client.post(address(page, "delete", row.pk), {"post": "yes"}).status_code == 403, page
        client.post(address(page, "changelist"), chosen | {"_selected_action": [row.pk]})
        assert page.model.objects.filter(pk=row.pk).exists(), page


def test_an_officer_gets_nothing_to_save(signed_in, olu):
    client = signed_in(olu)
    for page in PAGES:
        row = page.model.objects.last()
        assert 'name="_save"' not in client.get(address(page, "change", row.pk)).content.decode(), page
        assert client.post(address(page, "change", row.pk), {}).status_code == 403, page
        assert client.get(address(page, "add")).status_code == 403, page
