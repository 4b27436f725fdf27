"""Two administrators change the same row: of every page of the admin on which rows are changed."""

import pytest
from django.contrib.admin import site

from grants.admin.base import OfficeDataAdmin
from tests.office.test_overtaken import forms_of

PAGES = [each for each in site._registry.values() if isinstance(each, OfficeDataAdmin)]
# What is typed over a text that is there, in the first of these fields that a page has.
TEXTS = ("label", "term", "title", "name", "words")


@pytest.mark.usefixtures("everything")
def test_nobody_is_overwritten_unseen(ann, ari, signed_in, rf):
    first, second = signed_in(ann), signed_in(ari)
    request = rf.get("/")
    request.user = ann
    changed = set()
    for page in PAGES:
        row = page.get_queryset(request).order_by("pk").last()
        if row is None or not page.has_change_permission(request, row):
            continue
        address = f"/admin/{page.opts.app_label}/{page.opts.model_name}/{row.pk}/change/"
        sent = next(sent for sent, _ in forms_of(first.get(address).text) if "revision" in sent)
        theirs, hers = typed(sent)
        answer = first.post(address, sent | theirs)
        assert answer.status_code == 302, (address, answer.context["adminform"].errors)
        late = second.post(address, sent | hers)
        assert (late.status_code, "Save again to replace that." in late.text) == (200, True), address
        assert all(value in late.text for value in (*theirs.values(), *hers.values())), address
        again = next(sent for sent, _ in forms_of(late.text) if "revision" in sent)
        assert second.post(address, again).status_code == 302, address
        changed.add(page.opts.model_name)
    fixed = {"membership"}  # a role is ended, never changed
    assert changed == {page.opts.model_name for page in PAGES} - fixed


def typed(sent):
    """What two people make of the same row: another text each, or where nothing but a tick can change, that."""
    name = next((name for name in TEXTS if name in sent), None)
    if name is None:
        return {"is_current": ""}, {}
    return {name: f"Theirs: {sent[name]}"[:100]}, {name: f"Hers: {sent[name]}"[:100]}


def test_a_form_that_says_not_what_it_showed_changes_nothing(ann, signed_in, manchester):
    address = f"/admin/grants/partnership/{manchester.pk}/change/"
    client = signed_in(ann)
    sent = next(sent for sent, _ in forms_of(client.get(address).text) if "revision" in sent)
    answer = client.post(address, sent | {"name": "Another", "revision": ""})
    assert "Open the page again." in answer.text
