from collections.abc import Iterator
from typing import Any, NamedTuple

from django.core.management.base import BaseCommand
from django.template.exceptions import TemplateDoesNotExist
from django.template.loader import get_template
from django.urls import URLPattern, URLResolver, get_resolver


class Row(NamedTuple):
    address: str
    audience: str
    view: str
    template: str


class Command(BaseCommand):
    help = "Prints every address with who may open it, its view and its template."

    def handle(self, *_args: Any, **_options: Any) -> None:
        rows = [Row("ADDRESS", "AUDIENCE", "VIEW", "TEMPLATE"), *rows_of(get_resolver(), "/", "")]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            self.stdout.write("  ".join(cells).rstrip())


def rows_of(resolver: URLResolver, address: str, namespace: str) -> Iterator[Row]:
    for entry in resolver.url_patterns:
        path = address + str(entry.pattern).removeprefix("^").removesuffix("$")
        if isinstance(entry, URLResolver):
            yield from rows_of(entry, path, entry.namespace or namespace)
        else:
            view = entry.callback
            yield Row(path, audience(view, namespace), dotted(view), template(entry, namespace))


def audience(view: Any, namespace: str) -> str:
    """As its guard says; a view without one is the admin's, or goes by what LoginRequiredMiddleware goes by."""
    if not getattr(view, "login_required", True):
        return "public"
    return getattr(view, "audience", "office" if namespace == "admin" else "signed in")


def dotted(view: Any) -> str:
    view = getattr(view, "view_class", view)
    return f"{view.__module__}.{view.__qualname__}"


def template(entry: URLPattern, namespace: str) -> str:
    """The template called like the address, where there is one."""
    name = f"{namespace}/{entry.name}.html"
    try:
        get_template(name)
    except TemplateDoesNotExist:
        return ""
    return name
