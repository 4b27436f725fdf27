"""`make guards`: takes each guard of tests/guards.toml out of a copy of the project, and sees the test it names fail.

ONLY="words" tries the guards in whose names, files or tests these words stand.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from local_setup.database import database
from pcc_decisions.command_line import command_line

PROJECT = Path(__file__).resolve().parents[1]
TABLE = "tests/guards.toml"
FROM_HERE = (".venv", "node_modules", "static/build")  # what is installed and built: too much to copy
# Triggers come from the models as they are in the copy, whatever its migrations made.
SETTINGS = "from pcc_decisions.settings import *\n\nPGTRIGGER_INSTALL_ON_MIGRATE = True\n"
FAILED = 1  # what pytest ends with when a test failed; anything else is no test that noticed


@dataclass(frozen=True)
class Guard:
    """`old`, which stands once in `file`, is the guard; with `new` in its place it is gone, and `test` fails."""

    what: str
    file: str
    old: str
    new: str
    test: str

    def fault(self, folder: Path) -> str:
        """Why it cannot be taken out; empty where it can."""
        found = (folder / self.file).read_text().count(self.old) if (folder / self.file).exists() else 0
        if found != 1:
            return f"the text to replace stands {found} times in {self.file}"
        file, _, name = self.test.partition("::")
        defined = (folder / file).exists() and f"def {name.partition('[')[0]}(" in (folder / file).read_text()
        return "" if defined else f"there is no test {self.test}"


def guards(folder: Path) -> list[Guard]:
    return [Guard(**each) for each in tomllib.loads((folder / TABLE).read_text())["guard"]]


def main() -> None:
    words = os.environ.get("ONLY", "").casefold()
    chosen = [each for each in guards(PROJECT) if words in f"{each.what} {each.file} {each.test}".casefold()]
    with (
        command_line(),
        tempfile.TemporaryDirectory() as place,
        database(PROJECT / ".local/postgres-test", durable=False),
    ):
        copy = Path(place) / "copy"
        copied_to(copy)
        if not passes(copy, *dict.fromkeys(each.test for each in chosen)):
            sys.exit("Not all of these tests pass while every guard is there: put that right first.")
        unheld = list(tried(chosen, copy))
    print(f"{len(chosen) - len(unheld)} of {len(chosen)} guards are held by their test.")
    sys.exit(1 if unheld else 0)


def copied_to(copy: Path) -> None:
    """The project as it stands here, without what is installed, built and kept."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607 - git of whoever works here
        cwd=PROJECT,
        capture_output=True,
        check=True,
    )
    for name in listed.stdout.decode().split("\0"):
        if name and (PROJECT / name).is_file() and not name.startswith(FROM_HERE):
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(PROJECT / name, copy / name)
    for name in FROM_HERE:
        if (PROJECT / name).exists():
            (copy / name).symlink_to(PROJECT / name)
    (copy / "settings_without_a_guard.py").write_text(SETTINGS)


def tried(chosen: Iterable[Guard], copy: Path) -> Iterator[Guard]:
    """Those whose test does not notice that they are gone."""
    for guard in chosen:
        began, file = monotonic(), copy / guard.file
        whole = file.read_text()
        fault = guard.fault(copy)
        if not fault:
            file.write_text(whole.replace(guard.old, guard.new))
            noticed = ends(copy, guard.test) == FAILED
            file.write_text(whole)
            fault = "" if noticed else f"{guard.test} does not notice"
        print(f"{fault or 'held'}: {guard.what} ({monotonic() - began:.0f} s)", flush=True)
        if fault:
            yield guard


def passes(copy: Path, *tests: str) -> bool:
    return ends(copy, *tests) == 0


def ends(copy: Path, *tests: str) -> int:
    """What pytest ends with."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-n", "0", "-p", "no:cacheprovider", "--tb=line"]
    done = subprocess.run(
        [*command, "--ds=settings_without_a_guard", *tests],
        cwd=copy,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in (0, FAILED) or (len(tests) > 1 and done.returncode):
        print(done.stdout[-2000:], done.stderr[-2000:], file=sys.stderr)
    return done.returncode


if __name__ == "__main__":
    main()
