"""Makes a virtual environment and installs what a lock file names: `python3 -m local_setup.install dev`.

What a developer needs goes to .venv; what a server gets, and nothing else, to .local/server, where `make check` sees
that it is enough.

It runs on the machine's own Python before anything is installed, and on an old one only to say that it is too old:
so it stands alone and uses no new syntax.
"""

import fcntl
import hashlib
import os
import subprocess
import sys
from importlib.util import find_spec

OLDEST = (3, 11)
INCLUDED_IN = {"server": ("server",), "local": ("local", "dev"), "dev": ("dev",)}
# Lets every program of the environment find the project: the way from its site-packages up to the project's folder.
PATH_FILE = (
    "import os, sysconfig; packages = sysconfig.get_path('purelib'); "
    "open(packages + '/pcc-decisions.pth', 'w').write(os.path.relpath('.', packages))"
)


def main(name: str) -> None:
    """Bring the environment up to date with that lock file, one process at a time, saying what takes long."""
    if sys.version_info < OLDEST:
        sys.exit("Python 3.11 or newer is needed: name one that you have, as in `make run PYTHON=python3.12`.")
    os.makedirs(".local", exist_ok=True)
    with open(os.path.join(".local", "install.lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not any(is_installed(larger) for larger in INCLUDED_IN[name]):
            install(name)


def is_installed(name: str) -> bool:
    try:
        with open(stamp(name)) as file:
            return file.read() == digest(name)
    except FileNotFoundError:
        return False


def install(name: str) -> None:
    if name == "server" or not is_healthy(python(name)):  # what a server has begins empty each time
        make_environment(name)
    say("Installing the Python packages …")
    pip = [python(name), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    exactly = ["--require-hashes", "--only-binary=:all:", "--requirement", lock_file(name)]
    run(pip + exactly, "The Python packages could not be installed; what pip printed above says why.")
    with open(stamp(name), "w") as file:
        file.write(digest(name))


def is_healthy(python: str) -> bool:
    """Whether there is an environment, made to its end, whose Python is still there and new enough."""
    check = "import pip, sys; sys.exit(sys.version_info < %r)" % (OLDEST,)
    return os.path.exists(python) and subprocess.call([python, "-c", check], stderr=subprocess.DEVNULL) == 0


def make_environment(name: str) -> None:
    if not (find_spec("venv") and find_spec("ensurepip")):  # Debian leaves them out
        sys.exit("Python cannot make a virtual environment yet: `apt install python3-venv` brings what is missing.")
    say("Making a virtual environment …")
    run([sys.executable, "-m", "venv", "--clear", environment(name)], "The virtual environment could not be made.")
    run([python(name), "-c", PATH_FILE], "The virtual environment could not be written to.")


def run(command: "list[str]", failure: str) -> None:
    if subprocess.call(command):
        sys.exit(failure)


def environment(name: str) -> str:
    return os.path.join(".local", "server") if name == "server" else ".venv"


def python(name: str) -> str:
    return os.path.join(environment(name), "bin", "python")


def lock_file(name: str) -> str:
    return os.path.join("requirements", "run.txt" if name == "server" else name + ".txt")


def stamp(name: str) -> str:
    return os.path.join(environment(name), name + ".installed")


def digest(name: str) -> str:
    with open(lock_file(name), "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def say(sentence: str) -> None:
    print(sentence)
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
