"""The rules of docs/architecture.md that no import contract (pyproject.toml) can say, read from the source itself.

Each rule yields what breaks it, as "file:line: why", from any folder laid out like this project: the last test gives
each of them a small wrong house, to see that it notices.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver, path

from grants.access import public
from pcc_decisions import urls

ROOT = Path(__file__).resolve().parent.parent
APPS = ("grants", "conditions", "register", "intake", "public", "pcc_decisions", "local_setup")
WRITES = {"save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
# What beside actions writes: the loaders of office data, the manager that Django makes people with, the mark by which a
# sample is known, and the makers of copies of papers and of files for Word, which save to memory alone.
WRITERS = (
    "grants/office_data.py",
    "conditions/standard_conditions.py",
    "conditions/agreement_templates.py",
    "public/search/office_data.py",
    "grants/models/people.py",
    "pcc_decisions/sample/loading.py",
    "grants/paper_contents/cleaning.py",
    "register/written/files.py",
)
LONGEST_FUNCTION, LONGEST_FILE, LONGEST_MODELS, MEDIAN_FUNCTION = 50, 300, 400, 8
PAGES = {"public": urls.public_pages, "office": urls.office_pages, "partners": urls.partner_pages}


def sources(root: Path, *folders: str) -> Iterator[tuple[Path, ast.Module]]:
    for folder in folders or APPS:
        for file in sorted((root / folder).rglob("*.py")):
            if "migrations" not in file.parts:
                yield file.relative_to(root), ast.parse(file.read_text())


def writes_outside_actions(root: Path) -> Iterator[str]:
    for file, tree in sources(root):
        if "actions" in file.with_suffix("").parts or file.as_posix() in WRITERS:
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
        if lines > (LONGEST_MODELS if "models" in Path(file).with_suffix("").parts else LONGEST_FILE):
            yield f"{file}:{lines}: the file is too long"
        for function in filter(is_function, ast.walk(tree)):
            if length(function) > LONGEST_FUNCTION:
                yield f"{file}:{function.lineno}: {function.name} is {length(function)} lines long"


def is_function(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)


def length(node: ast.AST) -> int:
    return node.end_lineno - node.lineno + 1


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
    views = [(file, node) for file, tree in sources(root) for node in ast.walk(tree) if "views" in file.parts]
    for file, function in ((file, node) for file, node in views if is_function(node)):
        own = {f"{audience}/{function.name}.html" for audience in PAGES} & known
        for line, template in drawn(function):
            if template.partition("/")[0] in PAGES and template not in (own or known):
                yield f"{file}:{line}: {function.name} draws {template}"


def drawn(function: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "render":
            yield from ((node.lineno, arg.value) for arg in node.args if isinstance(arg, ast.Constant))


def reaching_up(root: Path) -> Iterator[str]:
    """A reverse accessor is an arrow too: conditions, and what leads read, follow none to a table of the register."""
    fields = [field for model in apps.get_app_config("register").get_models() for field in model._meta.local_fields]
    upwards = [
        field.remote_field
        for field in fields
        if field.is_relation and field.related_model._meta.app_label != "register"
    ]
    names = "|".join(sorted({each.name for each in upwards if not each.hidden}))
    templates = [file for name in ("partners", "shared", "includes") for file in (root / "templates" / name).rglob("*")]
    for file in (*(root / "conditions").rglob("*.py"), *templates):
        for number, line in enumerate(file.read_text().splitlines(), start=1):
            if re.search(rf"""(\.|__|["'])({names})(\b|__)|\b({names})__""", line) and "migrations" not in file.parts:
                yield f"{file.relative_to(root)}:{number}: conditions knows nothing of the register's tables"


def unguarded(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from unguarded(ours(pattern))
        elif not others(pattern) and not hasattr(pattern.callback, "audience"):
            yield f"pcc_decisions/urls.py: the view {pattern.callback.__name__} has no decorator of grants/access.py"


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
    writes_outside_actions,
    imports_inside_functions,
    crowded,
    public_templates_that_differ_by_reader,
    untested_addresses,
    pages_under_another_name,
    reaching_up,
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
    (writes_outside_actions, "grants/views/office.py", "def award_new(award):\n    award.save()"),
    (writes_outside_actions, "register/admin.py", "Listing.objects.all().delete()"),
    (imports_inside_functions, "grants/years.py", "def today():\n    import datetime"),
    (crowded, "grants/years.py", "\n" * 301),
    (crowded, "grants/models.py", "\n" * 401),
    (crowded, "grants/years.py", "def endless():\n" + "    pass\n" * 50),
    (public_templates_that_differ_by_reader, "templates/public/home.html", "{% if request.user %}Hello{% endif %}"),
    (untested_addresses, "templates/public/home.html", ""),
    (pages_under_another_name, "register/views/office.py", 'def home(r):\n    render(r, "office/start.html")'),
    (reaching_up, "conditions/tasks.py", "named = award.listed.title"),
    (reaching_up, "conditions/models.py", 'Obligation.objects.order_by("award__listed__stream")'),
    (reaching_up, "templates/partners/home.html", "{{ decision.listing.title }}"),
]


@pytest.mark.parametrize(("rule", "file", "text"), WRONG_HOUSES, ids=lambda value: getattr(value, "__name__", None))
def test_each_rule_notices_when_it_is_broken(rule, file, text, tmp_path):
    (tmp_path / file).parent.mkdir(parents=True)
    (tmp_path / file).write_text(text)
    assert any(file in told or "is missing" in told for told in rule(tmp_path))


def test_an_unguarded_or_misnamed_view_is_noticed():
    def bare(request): ...

    assert "bare has no decorator" in next(unguarded([path("", bare, name="bare")]))
    assert "bare has the address other" in next(misnamed([path("", public(bare), name="other")]))
