"""From where a request comes, as the proxies in front of the application saw it."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

ONE_HOUSEHOLD = 64  # bits: who has one address of IPv6 has all of such a network


def visitor(request: HttpRequest) -> str:
    """The address that the outermost trusted proxy saw: what stands before it in X-Forwarded-For the visitor may have
    written."""
    seen = [each.strip() for each in request.headers.get("X-Forwarded-For", "").split(",") if each.strip()]
    trusted = seen[-settings.TRUSTED_PROXIES :] if settings.TRUSTED_PROXIES else []
    return trusted[0] if trusted else str(request.META.get("REMOTE_ADDR", ""))


def ip_of(request: HttpRequest) -> str:
    """The visitor's address; all zeros where none was seen that is one."""
    try:
        return str(ip_address(visitor(request)))
    except ValueError:
        return "0.0.0.0"  # noqa: S104


def asker(request: HttpRequest) -> str:
    """Who is counted as one: the visitor's address; of IPv6 the network of the household."""
    written = visitor(request)
    try:
        address = ip_address(written)
    except ValueError:
        return written
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or ip_network((address, ONE_HOUSEHOLD), strict=False))
    return str(address)
