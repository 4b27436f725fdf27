"""Signing in with a Microsoft account (Entra ID, by OpenID Connect), where the office has a tenant.

Of django-allauth's provider the way there is used: discovery, state, PKCE, the exchange of the code. What comes back is
believed for its signature alone, and lets in whoever has linked it: nobody is signed up, nobody found by an address.
"""

from secrets import compare_digest, token_urlsafe
from time import time
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import get_next_redirect_url, perform_login
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal import statekit
from allauth.socialaccount.models import SocialAccount, SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST
from jwt import PyJWKSet, PyJWTError, decode, get_unverified_header
from requests import RequestException

from grants.access import fresh, public, signed_in
from grants.actions.microsoft_accounts import PROVIDER, link_microsoft_account, unlink_microsoft_account
from grants.actions.security_log import note
from grants.models import User
from grants.networks import asker
from grants.refused import Refused

CLAIMS = ["exp", "iat", "iss", "aud", "tid", "sub", "nonce"]
CLOCKS_DIFFER = 60
WRONG_ANSWER = (OAuth2Error, PyJWTError, KeyError, TypeError, ValueError)
SILENT = "Microsoft does not answer. Try again later, or sign in with your password."
NOT_BELIEVED = "What came back from Microsoft could not be believed. Start again from the page to sign in."
NOT_SIGNED_IN = "Microsoft did not sign you in. Start again, or sign in with your password."
UNKNOWN = (
    "This Microsoft account is linked to no account here. Sign in with your password, and link it on the page of your "
    "account."
)


class Adapter(OpenIDConnectOAuth2Adapter):
    def get_provider(self) -> "Provider":
        return provider_for(self.request)

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return settings.SITE_ADDRESS.rstrip("/") + reverse("microsoft_back")


class Provider(OpenIDConnectProvider):
    oauth2_adapter_class = Adapter


def is_on() -> bool:
    return settings.ENTRA is not None


def provider_for(request: HttpRequest) -> Provider:
    """Not found where there is no tenant."""
    if settings.ENTRA is None:
        raise Http404
    app = SocialApp(
        provider=Provider.id,
        provider_id=PROVIDER,
        name="Microsoft",
        client_id=settings.ENTRA.client_id,
        secret=settings.ENTRA.client_secret,
        settings={
            "server_url": settings.ENTRA.issuer,
            "scope": ["openid", "profile"],  # without the second no claim names the tenant
            "oauth_pkce_enabled": True,
            "token_auth_method": "client_secret_post",
        },
    )
    return Provider(request, app=app)


@public
@require_POST
def microsoft_sign_in(request: HttpRequest) -> HttpResponseBase:
    return ask(request, linking=None)


@signed_in
@require_POST
@fresh
def microsoft_link(request: HttpRequest) -> HttpResponseBase:
    """Whose the account here is was said lately; whose the other one is, Microsoft says."""
    return ask(request, linking=request.user.pk)


@signed_in
@require_POST
@fresh
def microsoft_unlink(request: HttpRequest) -> HttpResponseBase:
    try:
        unlink_microsoft_account(request.user, by=request.user)  # type: ignore[arg-type]
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Your Microsoft account does not sign you in any more.")
    return redirect("account")


def ask(request: HttpRequest, *, linking: int | None) -> HttpResponseBase:
    """Send the browser to Microsoft; its session keeps what the answer has to fit."""
    nonce = token_urlsafe(32)
    kept = {"nonce": nonce, "linking": linking}
    there = get_next_redirect_url(request)
    provider = provider_for(request)
    try:
        return provider.redirect(request, "login", there, kept, auth_params={"nonce": nonce})  # type: ignore[no-any-return]
    except RequestException:
        return refuse(request, SILENT, status=503)
    except WRONG_ANSWER as fault:
        return refuse(request, NOT_BELIEVED, fault=fault)


@public
@require_GET
def microsoft_back(request: HttpRequest) -> HttpResponseBase:
    """Where Microsoft sends the browser back to. Refused, with nothing changed, for all that was not asked for."""
    adapter = Adapter(request, PROVIDER)
    provider = adapter.get_provider()
    state = statekit.unstash_state(request, provider_id=PROVIDER, state_id=request.GET.get("state", ""))
    if state is None:
        return refuse(request, NOT_BELIEVED)
    if "code" not in request.GET:
        return refuse(request, NOT_SIGNED_IN)
    try:
        client = adapter.get_client(request, provider.app)
        answer = adapter.get_access_token_data(request, provider.app, client, state["pkce_code_verifier"])
        claims = believed(adapter, answer["id_token"], state["data"]["nonce"])
    except RequestException:
        return refuse(request, SILENT, status=503)
    except WRONG_ANSWER as fault:
        return refuse(request, NOT_BELIEVED, fault=fault)
    subject = f"{claims['tid']}:{claims['sub']}"
    if state["data"]["linking"] is None:
        return sign_in(request, subject, claims, state.get("next"))
    return link(request, subject, state["data"]["linking"])


def believed(adapter: Adapter, id_token: str, nonce: str) -> dict[str, Any]:
    """What a token says; an error for one that is not signed by this tenant, for us, now, in answer to this nonce."""
    with get_adapter().get_requests_session() as session:
        keys = session.get(adapter.openid_config["jwks_uri"])
        keys.raise_for_status()
    claims: dict[str, Any] = decode(
        id_token,
        PyJWKSet.from_dict(keys.json())[get_unverified_header(id_token)["kid"]].key,
        algorithms=["RS256"],
        audience=settings.ENTRA.client_id,  # type: ignore[union-attr]
        issuer=settings.ENTRA.issuer,  # type: ignore[union-attr]
        options={"require": CLAIMS, "strict_aud": True},
        leeway=CLOCKS_DIFFER,
    )
    if claims["tid"] != settings.ENTRA.id or not compare_digest(claims["nonce"], nonce):  # type: ignore[union-attr]
        raise PyJWTError
    return claims


def sign_in(request: HttpRequest, subject: str, claims: dict[str, Any], there: str | None) -> HttpResponseBase:
    """Whoever has linked it; refused to others. A second factor that Microsoft has asked for is not asked for again."""
    account = SocialAccount.objects.filter(provider=PROVIDER, uid=subject).select_related("user").first()
    if account is None:
        return refuse(request, UNKNOWN)
    if request.user.is_authenticated:
        logout(request)
    factors = claims.get("amr")
    has_two = isinstance(factors, list) and "mfa" in factors
    record_authentication(request, account.user, PROVIDER, at=asked_at(claims), has_two=has_two)
    return perform_login(request, account.user, redirect_url=there)  # type: ignore[no-any-return]


def asked_at(claims: dict[str, Any]) -> float:
    """When Microsoft last asked who it is: a session of theirs that is still open does not make a sign-in fresh."""
    at = claims.get("auth_time")
    return min(at, time()) if isinstance(at, int | float) else 0


def link(request: HttpRequest, subject: str, person: int) -> HttpResponseBase:
    """To the account that asked for it, still signed in here."""
    if not isinstance(request.user, User) or request.user.pk != person:
        return refuse(request, NOT_BELIEVED)
    try:
        link_microsoft_account(request.user, subject)
    except Refused as refusal:
        return refuse(request, str(refusal))
    messages.success(request, "Your Microsoft account signs you in from now on.")
    return redirect("account")


def refuse(request: HttpRequest, why: str, *, status: int = 400, fault: Exception | None = None) -> HttpResponse:
    """The security log has the kind of fault, too."""
    person = request.user if isinstance(request.user, User) else None
    note(
        "was refused by way of Microsoft",
        by=person,
        about=f"{why} {type(fault).__name__ if fault else ''}".strip(),
        network=asker(request),
    )
    return render(request, "account/microsoft_refused.html", {"why": why}, status=status)
