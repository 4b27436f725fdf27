"""The import contracts of pyproject.toml hold, and each notices when it is broken."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("pcc_decisions", "public", "intake", "register", "conditions", "grants")
LINT = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"

BREAKS = {
    "a lower package imports a higher one": ("conditions/terms.py", "import register.document", "downwards only"),
    "public imports intake": ("public/browse/totals.py", "import intake.models", "downwards only"),
    "an action imports a form": ("register/actions/copying.py", "import register.forms.variations", "Within a package"),
    "two modules import each other": ("grants/models/money.py", "import grants.models.decisions", "in a circle"),
    "a public page imports drafts": ("public/views/browse.py", "import grants.models.decisions", "never see a draft"),
    "a public list imports contributions": ("public/browse/totals.py", "import conditions.models", "never see a draft"),
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", LINT], cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def copied(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    for package in PACKAGES:
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__", "migrations"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


@pytest.mark.parametrize("why", BREAKS)
def test_each_contract_turns_red_when_it_is_broken(copied, why):
    file, line, contract = BREAKS[why]
    unbroken = (copied / file).read_text()
    try:
        (copied / file).write_text(f"{unbroken}\n{line}\n")
        result = lint(copied)
    finally:
        (copied / file).write_text(unbroken)
    assert result.returncode == 1
    verdicts = re.findall(r"([A-Z][^.]*?) ?(KEPT|BROKEN)", " ".join(result.stdout.split("dependencies.")[1].split()))
    assert [name for name, verdict in verdicts if verdict == "BROKEN" and contract in name]


def test_all_contracts_hold():
    result = lint(ROOT)
    assert result.returncode == 0, result.stdout
