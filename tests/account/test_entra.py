"""Microsoft accounts sign in those who have linked them, and nobody else."""

import ast
import os
import subprocess
import sys
from dataclasses import replace
from time import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.internal.statekit import STATES_SESSION_KEY
from allauth.socialaccount.models import SocialAccount
from django.contrib import admin
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from grants.actions.letters import write_letters
from grants.actions.microsoft_accounts import link_microsoft_account
from grants.letters_of_accounts import letters
from grants.models import Event, Letter, SecurityEntry
from pcc_decisions.tenant import NAMES, Tenant
from tests.account.openid import BACK, TENANT, microsoft
from tests.stories import PASSWORD

START = "/sign-in/microsoft/"
LINK = "/account/microsoft/link/"
UNLINK = "/account/microsoft/unlink/"
ELSEWHERE = "11111111-604b-40ac-a9d7-9fd97c0b779f"


@pytest.fixture(scope="module")
def entra():
    with microsoft() as there:
        yield there


@pytest.fixture(autouse=True)
def on(entra, settings, monkeypatch, db):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    settings.ENTRA = entra.tenant


@pytest.fixture
def linked(olu):
    link_microsoft_account(olu, f"{TENANT}:olu")
    return olu


def come_back(client, entra, start=START, page="/office/", **said):
    return client.get(entra.answer(client.post(start, {"next": page}).url, **said))


def is_in(client):
    return "_auth_user_id" in client.session


def test_whoever_has_linked_it_is_let_in(client, entra, linked):
    assert "Sign in with Microsoft" in client.get("/sign-in/").text
    assert come_back(client, entra).url == "/office/"
    assert client.get("/office/").status_code == 200
    assert SecurityEntry.objects.latest("pk").what == "signed in"


@pytest.mark.parametrize(
    "said",
    [
        {"tid": ELSEWHERE},
        {"aud": "another-client"},
        {"aud": ["register", "another-client"]},
        {"iss": f"https://login.microsoftonline.com/{ELSEWHERE}/v2.0"},
        {"nonce": "of-another-time"},
        {"nonce": None},
        {"exp": 1_700_000_000},
        {"signed": "none"},
        {"signed": "HS256"},
        {"signed": "strange"},
    ],
    ids=lambda said: "-".join(f"{name}-{str(value)[:12]}" for name, value in said.items()),
)
def test_what_is_not_said_by_this_tenant_to_us_now_lets_nobody_in(client, entra, linked, said):
    answer = come_back(client, entra, **said)
    assert answer.status_code == 400
    assert "could not be believed" in answer.text
    assert not is_in(client)
    assert SecurityEntry.objects.latest("pk").what == "was refused by way of Microsoft"


def test_an_answer_belongs_to_one_question_of_one_browser(client, entra, linked):
    back = entra.answer(client.post(START).url)
    for where, browser in ((back, type(client)()), (f"{BACK}?code=x&state=x", client), (BACK, client)):
        assert browser.get(where).status_code == 400
        assert not is_in(browser)
    assert client.get(back).status_code == 302
    assert client.get(back).status_code == 400


def test_who_gives_up_at_microsoft_or_comes_with_a_secret_that_has_expired_reads_so(client, entra, linked, settings):
    state = entra.answer(client.post(START).url).partition("&")[2]
    assert "did not sign you in" in client.get(f"{BACK}?error=access_denied&{state}").text
    settings.ENTRA = replace(entra.tenant, client_secret="of-last-year")
    assert come_back(client, entra).status_code == 400
    assert SecurityEntry.objects.latest("pk").about.endswith("OAuth2Error")
    assert not is_in(client)


def test_an_address_that_is_the_same_lets_nobody_in(client, entra, linked, oma):
    for who in ({"subject": "stranger", "email": linked.email}, {"subject": "oma", "email": oma.email}):
        answer = come_back(client, entra, **who)
        assert "linked to no account here" in answer.text
        assert not is_in(client)
    assert [each.user for each in SocialAccount.objects.all()] == [linked]


def test_while_microsoft_is_silent_the_password_is_what_is_left(client, entra, linked, settings):
    back = entra.answer(client.post(START).url)
    settings.ENTRA = replace(entra.tenant, authority="http://127.0.0.1:9")
    for answer in (client.post(START), client.get(back)):
        assert answer.status_code == 503
        assert "sign in with your password" in answer.text
    assert not is_in(client)


def test_a_closed_account_stays_closed(client, entra, linked):
    linked.is_active = False
    linked.save()
    assert come_back(client, entra).url == "/account/inactive/"
    assert not is_in(client)


def test_a_second_factor_is_given_to_microsoft_or_here(client, entra, linked, settings):
    settings.REQUIRES_SECOND_FACTOR = True
    come_back(client, entra, amr=["pwd", "mfa"])
    assert client.get("/office/").status_code == 200
    come_back(client, entra, amr="mfa")
    assert client.get("/office/").url == "/account/second-factor/"
    Authenticator.objects.create(user=linked, type="totp", data={"secret": "x"})
    assert come_back(client, entra, amr=["pwd"]).url == "/account/second-factor/code/"
    assert not is_in(client)
    assert come_back(client, entra, amr=["pwd", "mfa"]).url == "/office/"


def test_a_session_still_open_at_microsoft_is_no_fresh_sign_in(client, entra, linked, settings):
    settings.ASKS_AGAIN = True
    for said, asks in (({}, True), ({"auth_time": int(time()) - 3600}, True), ({"auth_time": int(time())}, False)):
        come_back(client, entra, **said)
        assert client.post(LINK).url.startswith("/account/reauthenticate/") == asks


def test_whoever_says_again_who_it_is_goes_on_to_microsoft(signed_in, entra, oma, settings):
    settings.ASKS_AGAIN = True
    client = signed_in(oma)
    again = client.post(LINK).url
    there = client.post(again, {"password": PASSWORD, "next": LINK})
    assert client.get(entra.answer(there.url, subject="oma")).url == "/account/"
    assert SocialAccount.objects.get().user == oma


def test_it_is_linked_and_removed_by_its_owner_and_told(signed_in, entra, oma):
    client = signed_in(oma)
    assert "Link your Microsoft account" in client.get("/account/").text
    assert come_back(client, entra, LINK, subject="oma").url == "/account/"
    account = SocialAccount.objects.get(user=oma)
    assert (account.uid, account.extra_data) == (f"{TENANT}:oma", {})
    assert come_back(type(client)(), entra, subject="oma").status_code == 302
    assert "linked to a Microsoft account already" in come_back(client, entra, LINK, subject="another").text
    client.post(UNLINK)
    assert not SocialAccount.objects.exists()
    verbs = ["linked a Microsoft account", "removed the link to a Microsoft account"]
    assert list(Event.objects.filter(by=oma).order_by("pk").values_list("verb", flat=True)) == verbs
    assert set(verbs) <= set(SecurityEntry.objects.values_list("what", flat=True))
    write_letters(letters(timezone.now()))
    told = {"A Microsoft account signs you in", "Your Microsoft account no longer signs you in"}
    assert {each.subject for each in Letter.objects.filter(person=oma)} == told


def test_a_link_goes_to_nobody_but_who_asked_for_it(signed_in, entra, linked, oma):
    client = signed_in(oma)
    assert "linked to another account here" in come_back(client, entra, LINK, subject="olu").text
    back = entra.answer(client.post(LINK).url, subject="oma")
    asked = client.session[STATES_SESSION_KEY]
    SocialAccount.objects.all().delete()
    client.force_login(linked)
    session = client.session
    session[STATES_SESSION_KEY] = asked  # if it were ever kept, and not lost with whose it was
    session.save()
    assert client.get(back).status_code == 400
    assert not SocialAccount.objects.exists()


def test_nobody_without_a_password_removes_what_lets_them_in(signed_in, linked):
    linked.set_unusable_password()
    linked.save()
    assert "Choose a password first" in signed_in(linked).post(UNLINK, follow=True).text
    assert SocialAccount.objects.filter(user=linked).exists()


def test_an_administrator_removes_a_link(client, signed_in, entra, linked, ann):
    come_back(client, entra)
    chosen = {"action": "unlink_microsoft", "_selected_action": [linked.pk]}
    page = signed_in(ann).post("/admin/grants/user/", chosen, follow=True)
    assert "no longer signs in with a Microsoft account" in page.text
    assert "/sign-in/" in client.get("/office/").url
    assert "linked to no account here" in come_back(client, entra).text
    assert Event.objects.latest("pk").by == ann


def test_without_a_tenant_there_is_nothing_of_it(client, signed_in, olu, settings):
    settings.ENTRA = None
    assert "Microsoft" not in client.get("/sign-in/").text + signed_in(olu).get("/account/").text
    for answer in (client.post(START), client.get(BACK), signed_in(olu).post(LINK)):
        assert answer.status_code == 404


def test_what_django_allauth_has_beside_is_not_there(signed_in, ann):
    for page in ("3rdparty/", "3rdparty/signup/", "social/connections/", "oidc/entra/login/", "entra/login/callback/"):
        assert signed_in(ann).get(f"/account/{page}").status_code == 404
    assert not any(model._meta.app_label == "socialaccount" for model in admin.site._registry)


def test_forms_may_lead_to_microsoft_only_where_there_is_a_tenant():
    read = "from django.conf import settings; print(settings.CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action'])"
    given = dict(zip(NAMES, (TENANT, "register", "s3cret"), strict=True))
    for more, allowed in (({}, "'self'"), (given, "'self' https://login.microsoftonline.com")):
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "pcc_decisions.settings", **more}
        said = subprocess.run([sys.executable, "-c", read], env=environment, capture_output=True, text=True, check=True)
        assert " ".join(ast.literal_eval(said.stdout)) == allowed


def test_a_tenant_is_named_by_its_number(monkeypatch):
    assert Tenant.from_environment() is None
    for tenant, secret in (("common", "s3cret"), ("organizations", "s3cret"), (TENANT, "")):
        for name, value in zip(NAMES, (tenant, "register", secret), strict=True):
            monkeypatch.setenv(name, value)
        with pytest.raises(ImproperlyConfigured):
            Tenant.from_environment()
