"""Reading a file in a process of its own, which may take so much time and memory and no more, since a file may be made
to do harm."""

import resource
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent


def run_apart(module: str, *arguments: str, content: bytes, seconds: float) -> bytes | None:
    """What the module writes, run as a program that is given the content; nothing where it came to its limits, or
    broke."""
    command = [sys.executable, "-m", module, *arguments]
    try:
        done = subprocess.run(command, input=content, capture_output=True, cwd=PROJECT, timeout=2 * seconds, check=True)
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        return None
    return done.stdout


def limit(*, seconds: float, memory: int) -> None:
    """Of this process, from now on: seconds of work, and bytes of memory for data."""
    whole = max(1, round(seconds))
    resource.setrlimit(resource.RLIMIT_CPU, (whole, whole))
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
