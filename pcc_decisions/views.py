"""Pages of no single noun: what the site is, and where people arrive after signing in."""

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from grants.access import public, signed_in
from grants.letters import token_of
from grants.models import User
from grants.years import london_today


@public
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "public/about.html")


@public
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "public/accessibility.html")


@public
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "public/privacy.html")


@signed_in
def account(request: HttpRequest) -> HttpResponse:
    """What somebody changes of their own account, and where."""
    linked = SocialAccount.objects.filter(user=request.user).exists()
    told = {"letters": token_of(request.user), "linked": linked, "microsoft": settings.ENTRA is not None}  # type: ignore[arg-type]
    return render(request, "account/account.html", told)


@signed_in
def arrive(request: HttpRequest) -> HttpResponse:
    """To the page on which this person's work begins."""
    return redirect(first_page(request.user))  # type: ignore[arg-type]


def first_page(person: User) -> str:
    if person.is_officer or person.is_approver:
        return "office:home"
    if person.is_administrator:
        return "admin:index"
    return "partners:home" if person.partnerships.exists() else "public:home"


def plain(text: str, *, status: int = 200) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")


@public
def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be indexed; lists in every order and combination need not be."""
    closed = ("/office/", "/partners/", "/admin/", "/account/", "/sign-in/", "/letters/", "/decisions/?*")
    lines = ["User-agent: *", *(f"Disallow: {place}" for place in closed)]
    return plain("\n".join([*lines, f"Sitemap: {settings.SITE_ADDRESS.rstrip('/')}/sitemap.xml", ""]))


@public
def security_txt(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a weakness (RFC 9116). It holds for a year from the first of this month."""
    first = london_today().replace(day=1)
    expires = first.replace(year=first.year + 1)
    place = f"{settings.SITE_ADDRESS.rstrip('/')}/.well-known/security.txt"
    contact = f"mailto:{settings.OFFICE.contact_email}"
    return plain(f"Contact: {contact}\nExpires: {expires}T00:00:00Z\nPreferred-Languages: en\nCanonical: {place}\n")
