"""The rules of docs/architecture.md, read from the source itself, so that the drawing cannot drift from the building.

Each rule yields what breaks it, as "file:line: why", from any folder laid out like this project: the last test gives
each of them a small wrong house, to see that it notices.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest
from django.urls import URLPattern, URLResolver, path

from grants.access import public
from pcc_decisions import urls

ROOT = Path(__file__).resolve().parent.parent
APPS = ("grants", "conditions", "register", "pcc_decisions", "local_setup")  # the lowest first
MODELS, ACTIONS, FORMS, VIEWS = range(4)
FLOORS = {"models": MODELS, "actions": ACTIONS, "forms": FORMS, "access": FORMS} | dict.fromkeys(
    ("views", "admin", "feeds", "exports", "api", "urls"), VIEWS
)
WRITES = {"save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
# What beside actions writes: the loaders of reference data, the manager that Django makes people with, and the mark by
# which a sample is known.
WRITERS = (
    "grants/reference.py",
    "conditions/reference.py",
    "grants/models/people.py",
    "pcc_decisions/sample/loading.py",
)
# What a public page may see of the floors below the register.
OPEN_MODULES = {
    "grants": {"access", "fields", "files", "models", "spreadsheets", "wording", "years"},
    "conditions": {"match", "standing", "states", "terms", "wording"},
}
OPEN_MODELS = {
    *(
        "Allocation",
        "FundingStream",
        "Organisation",
        "Partnership",
        "Plan",
        "Post",
        "Principle",
        "Priority",
        "SocTheme",
    ),
    "StoredFile",  # of a paper that the notice lists
}
OFFICE_ONLY = {"actions", "desk", "gate", "imported", "money", "modern_gov", "spreadsheets"} | {
    *("ImportedDecision", "ImportedNotice", "SpreadsheetImport"),
}
LONGEST_FUNCTION, LONGEST_FILE, LONGEST_MODELS, MEDIAN_FUNCTION = 50, 300, 400, 8
PAGES = {"public": urls.public_pages, "office": urls.office_pages, "partners": urls.partner_pages}


def sources(root: Path, *folders: str) -> Iterator[tuple[Path, ast.Module]]:
    for folder in folders or APPS:
        for file in sorted((root / folder).rglob("*.py")):
            if "migrations" not in file.parts:
                yield file.relative_to(root), ast.parse(file.read_text())


def imports(file: Path, tree: ast.Module) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Every name imported, in full, and its line: (7, ("grants", "models", "Decision"))."""
    package = file.parent.parts
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, tuple(alias.name.split("."))) for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            start = above + tuple((node.module or "").split(".") if node.module else ())
            yield from ((node.lineno, (*start, alias.name)) for alias in node.names)


def floor(parts: tuple[str, ...]) -> int | None:
    """On which floor of its app a module stands; None for what serves several, such as years or terms."""
    name = parts[1].removesuffix(".py") if len(parts) > 1 else ""
    return FLOORS.get("forms" if name.endswith("_forms") else name)


def imports_upwards(root: Path) -> Iterator[str]:
    for file, tree in sources(root):
        for line, name in imports(file, tree):
            if name[0] in APPS and APPS.index(name[0]) > APPS.index(file.parts[0]):
                yield f"{file}:{line}: {file.parts[0]} stands below {name[0]} and may not import from it"


def imports_up_the_stairs(root: Path) -> Iterator[str]:
    for file, tree in sources(root, *APPS[:3]):
        here = floor(file.parts)
        for line, name in imports(file, tree):
            there = floor(name) if name[0] in APPS else None
            if there is not None and there > (ACTIONS if here is None else here):
                yield f"{file}:{line}: views → forms → actions → models: {'.'.join(name)} stands above this"
            if here in (MODELS, ACTIONS) and name[:2] == ("django", "http"):
                yield f"{file}:{line}: only views and guards know requests"


def writes_outside_actions(root: Path) -> Iterator[str]:
    for file, tree in sources(root):
        if "actions" in file.parts or file.as_posix() in WRITERS:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
                yield f"{file}:{node.lineno}: only actions write, and this calls .{node.func.attr}()"


def imports_inside_functions(root: Path) -> Iterator[str]:
    for file, tree in sources(root):
        for function in filter(is_function, ast.walk(tree)):
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    yield f"{file}:{node.lineno}: imports stand at the top of the file"


def crowded(root: Path) -> Iterator[str]:
    for file, tree in sources(root):
        lines = len((root / file).read_text().splitlines())
        if lines > (LONGEST_MODELS if floor(file.parts) == MODELS else LONGEST_FILE):
            yield f"{file}:{lines}: the file is too long"
        for function in filter(is_function, ast.walk(tree)):
            if length(function) > LONGEST_FUNCTION:
                yield f"{file}:{function.lineno}: {function.name} is {length(function)} lines long"


def is_function(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)


def length(node: ast.AST) -> int:
    return node.end_lineno - node.lineno + 1


def public_pages_that_look_inside(root: Path) -> Iterator[str]:
    """Public pages, and the modules of the register that they are made of, but for its models."""
    trees = dict(sources(root, "register"))
    waiting = [file for file in trees if file.parts[1:2] == ("views",) and file.parts[2].startswith("public")]
    seen = set(waiting)
    while waiting:
        file = waiting.pop()
        for line, name in imports(file, trees[file]):
            if looks_inside(name):
                yield f"{file}:{line}: public pages read the register alone, not {'.'.join(name)}"
            for module in modules(name):
                if module in trees and floor(name) != MODELS and module not in seen:
                    seen.add(module)
                    waiting.append(module)


def modules(name: tuple[str, ...]) -> Iterator[Path]:
    """The files that an imported name may stand in: register/browse.py, register/browse/search.py, …"""
    return (Path(*name[:depth]).with_suffix(".py") for depth in range(2, len(name) + 1))


def looks_inside(name: tuple[str, ...]) -> bool:
    if name[0] == "register":
        return bool(OFFICE_ONLY & set(name))
    if name[0] not in OPEN_MODULES:
        return False
    return name[1] not in OPEN_MODULES[name[0]] or (name[1] == "models" and name[-1] not in OPEN_MODELS)


def public_templates_that_differ_by_reader(root: Path) -> Iterator[str]:
    for file in sorted((root / "templates" / "public").rglob("*.html")):
        for number, line in enumerate(file.read_text().splitlines(), start=1):
            if re.search(r"\{[{%][^}]*\b(request|user)\b", line):
                yield f"{file.relative_to(root)}:{number}: public pages are the same for everybody"


def untested_addresses(root: Path) -> Iterator[str]:
    """A page has a test of its own, tests/<audience>/test_<name>.py; a button, which has no template, may be tested
    where it is pressed."""
    for audience, patterns in PAGES.items():
        tests = {file.stem: file.read_text() for file in (root / "tests" / audience).glob("test_*.py")}
        for name in (pattern.name for pattern in patterns):
            is_page = (root / "templates" / audience / f"{name}.html").exists()
            if f"test_{name}" not in tests and (is_page or not any(name in text for text in tests.values())):
                yield f"tests/{audience}/test_{name}.py:1: is missing, and the address {audience}:{name} untested"


def pages_under_another_name(root: Path) -> Iterator[str]:
    """A page is drawn from <audience>/<name>.html, and by no view of another name."""
    known = {f"{audience}/{pattern.name}.html" for audience, patterns in PAGES.items() for pattern in patterns}
    views = [(file, node) for file, tree in sources(root) for node in ast.walk(tree) if floor(file.parts) == VIEWS]
    for file, function in ((file, node) for file, node in views if is_function(node)):
        own = {f"{audience}/{function.name}.html" for audience in PAGES} & known
        for line, template in drawn(function):
            if template.partition("/")[0] in PAGES and template not in (own or known):
                yield f"{file}:{line}: {function.name} draws {template}"


def drawn(function: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "render":
            yield from ((node.lineno, arg.value) for arg in node.args if isinstance(arg, ast.Constant))


def unguarded(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from unguarded(ours(pattern))
        elif not others(pattern) and not hasattr(pattern.callback, "audience"):
            yield f"pcc_decisions/urls.py: the view {pattern.callback.__name__} wears no guard of grants/access.py"


def misnamed(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from misnamed(ours(pattern))
        elif not others(pattern) and pattern.callback.__name__ != pattern.name:
            yield f"pcc_decisions/urls.py: the view {pattern.callback.__name__} has the address {pattern.name}"


def ours(resolver: URLResolver) -> list[URLPattern | URLResolver]:
    """The admin site has a door of its own, which asks for the office (pcc_decisions/admin.py)."""
    return [] if resolver.app_name == "admin" else resolver.url_patterns


def others(pattern: URLPattern) -> bool:
    """Pages that allauth and Django bring guard and name themselves."""
    return pattern.callback.__module__.startswith(("allauth.", "django."))


RULES = [
    imports_upwards,
    imports_up_the_stairs,
    writes_outside_actions,
    imports_inside_functions,
    crowded,
    public_pages_that_look_inside,
    public_templates_that_differ_by_reader,
    untested_addresses,
    pages_under_another_name,
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_keeps_its_rules(rule):
    assert not list(rule(ROOT)), "\n" + "\n".join(rule(ROOT))


def test_functions_are_short():
    lengths = [length(node) for _, tree in sources(ROOT) for node in ast.walk(tree) if is_function(node)]
    assert median(lengths) <= MEDIAN_FUNCTION


@pytest.mark.parametrize("rule", [unguarded, misnamed], ids=lambda rule: rule.__name__)
def test_every_address_is_guarded_and_rightly_named(rule):
    assert not list(rule(urls.urlpatterns)), "\n" + "\n".join(rule(urls.urlpatterns))


WRONG_HOUSES = [
    (imports_upwards, "grants/years.py", "from register.models import Notice"),
    (imports_upwards, "conditions/terms.py", "import register.notices.chain"),
    (imports_up_the_stairs, "grants/models/money.py", "from ..actions import award"),
    (imports_up_the_stairs, "register/actions/publishing.py", "from grants.forms import AwardForm"),
    (imports_up_the_stairs, "register/money/budget.py", "from register.views import office"),
    (imports_up_the_stairs, "conditions/actions/findings.py", "from django.http import HttpRequest"),
    (writes_outside_actions, "grants/views/office.py", "def award_new(award):\n    award.save()"),
    (writes_outside_actions, "register/admin.py", "Listing.objects.all().delete()"),
    (imports_inside_functions, "grants/years.py", "def today():\n    import datetime"),
    (crowded, "grants/years.py", "\n" * 301),
    (crowded, "grants/models.py", "\n" * 401),
    (crowded, "grants/years.py", "def endless():\n" + "    pass\n" * 50),
    (public_pages_that_look_inside, "register/views/public.py", "from grants.models import Decision"),
    (public_pages_that_look_inside, "register/views/public/browse.py", "from conditions.models import Contribution"),
    (public_pages_that_look_inside, "register/views/public.py", "from register.actions import publish"),
    (public_templates_that_differ_by_reader, "templates/public/home.html", "{% if request.user %}Hello{% endif %}"),
    (untested_addresses, "templates/public/home.html", ""),
    (pages_under_another_name, "register/views/office.py", 'def home(r):\n    render(r, "office/start.html")'),
]


@pytest.mark.parametrize(("rule", "file", "text"), WRONG_HOUSES, ids=lambda value: getattr(value, "__name__", None))
def test_each_rule_notices_when_it_is_broken(rule, file, text, tmp_path):
    (tmp_path / file).parent.mkdir(parents=True)
    (tmp_path / file).write_text(text)
    assert any(file in told or "is missing" in told for told in rule(tmp_path))


@pytest.mark.parametrize("told", ["from register.browse.totals import years", "from register.browse import totals"])
def test_a_page_from_one_module_further_is_read_too(told, tmp_path):
    for folder in ("views", "browse"):
        (tmp_path / "register" / folder).mkdir(parents=True)
    (tmp_path / "register/views/public.py").write_text(told)
    (tmp_path / "register/browse/totals.py").write_text("from grants.models import Award")
    assert [line.partition(":")[0] for line in public_pages_that_look_inside(tmp_path)] == ["register/browse/totals.py"]


def test_an_unguarded_or_misnamed_view_is_noticed():
    def bare(request): ...

    assert "bare wears no guard" in next(unguarded([path("", bare, name="bare")]))
    assert "bare has the address other" in next(misnamed([path("", public(bare), name="other")]))
