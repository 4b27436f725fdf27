import dis
import inspect
from collections.abc import Callable, Iterator
from types import CodeType
from typing import Any, NamedTuple

from django.core.management.base import BaseCommand
from django.template.exceptions import TemplateDoesNotExist
from django.template.loader import get_template
from django.urls import URLPattern, URLResolver, get_resolver

# Actions name who does them (`by`), but for these: by who has the link of a letter, by a stranger, by a timer too.
BY_NOBODY_NAMED = {
    "accept_invitation",
    "ask_to_follow",
    "choose_letters",
    "confirm",
    "count_answer",
    "link_microsoft_account",
    "publish_approved",
    "stop_following",
}


class Row(NamedTuple):
    address: str
    audience: str
    writes: str
    view: str
    template: str


class Command(BaseCommand):
    help = "Prints every address with who may open it, what they write there, its view and its template."

    def handle(self, *_args: Any, **_options: Any) -> None:
        rows = [Row("ADDRESS", "AUDIENCE", "WRITES", "VIEW", "TEMPLATE"), *rows_of(get_resolver(), "/", "")]
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
            yield Row(
                path, audience(view, namespace), writes(view, namespace), dotted(view), template(entry, namespace)
            )


def audience(view: Any, namespace: str) -> str:
    """As its guard says; a view without one is the admin's, or goes by what LoginRequiredMiddleware goes by."""
    if not getattr(view, "login_required", True):
        return "public"
    return getattr(view, "audience", "office" if namespace == "admin" else "signed in")


def writes(view: Any, namespace: str) -> str:
    """What its audience does there: the actions; "-" where it reads alone."""
    if namespace == "admin":
        return "administrators-alone" if getattr(view, "login_required", True) else "-"
    if not hasattr(view, "audience"):
        return "own-account"
    return ",".join(sorted(deeds_of(view))) or "-"


def deeds(view: Any) -> set[Callable[..., Any]]:
    """The actions that a view names, itself or by a function of the same or another file of views."""
    own = inspect.unwrap(view)
    return {each for each in actions_in(own.__code__, own, seen=set()) if is_deed(each)}


def deeds_of(view: Any) -> set[str]:
    return {each.__name__ for each in deeds(view)}


def is_deed(action: Callable[..., Any]) -> bool:
    return action.__name__ in BY_NOBODY_NAMED or "by" in inspect.signature(action).parameters


def actions_in(code: CodeType, own: Any, *, seen: set[Any]) -> Iterator[Callable[..., Any]]:
    for name in (each.argval for each in dis.get_instructions(code) if each.opname == "LOAD_GLOBAL"):
        thing = own.__globals__.get(name)
        module = f"{getattr(thing, '__module__', '')}."
        if ".actions." in module:
            yield thing
        elif (
            inspect.isfunction(thing) and (".views." in module or module == f"{own.__module__}.") and thing not in seen
        ):
            seen.add(thing)
            helper = inspect.unwrap(thing)
            yield from actions_in(helper.__code__, helper, seen=seen)
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from actions_in(inner, own, seen=seen)


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
