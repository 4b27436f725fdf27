"""`manage.py site_map`: every address on one page."""

from io import StringIO

import pytest
from django.core.management import call_command


@pytest.fixture(scope="module")
def rows() -> dict[str, list[str]]:
    """Each address with what is told of it."""
    out = StringIO()
    call_command("site_map", stdout=out)
    return {
        address: told
        for address, *told in map(str.split, out.getvalue().replace("signed in", "signed-in").splitlines())
    }


@pytest.mark.parametrize(
    ("address", "audience", "view"),
    [
        ("/decisions/<slug:reference>/", "public", "public.views.decision_detail"),
        ("/office/decisions/<slug:reference>/approve/", "approver", "register.views.office.decision_approve"),
        ("/partners/<slug:partnership>/", "partner", "conditions.views.partners.partnership_detail"),
        ("/sign-in/", "public", "allauth.account.views.LoginView"),
        ("/account/password/change/", "signed-in", "allauth.account.views.PasswordChangeView"),
        ("/admin/grants/decision/", "office", "django.contrib.admin.options.ModelAdmin.changelist_view"),
    ],
)
def test_it_says_who_may_open_what(rows, address, audience, view):
    told_audience, told_view, *_ = rows[address]
    assert told_audience == audience
    assert told_view.rpartition(".")[2] == view.rpartition(".")[2]


def test_it_names_the_template_that_is_called_like_the_page(rows):
    assert rows["/office/"][-1] == "office/home.html"


def test_the_columns_stand_under_their_heads():
    out = StringIO()
    call_command("site_map", stdout=out)
    head, *lines = out.getvalue().splitlines()
    for title in ("AUDIENCE", "VIEW"):
        assert {line[head.index(title) - 1] for line in lines} == {" "}
