"""`make rehearse`: the guide from a fresh Debian to HTTPS (docs/deploy.md), command by command as it stands there, in a
new Debian 12 in a folder (debootstrap; needs root), with a network of its own.

What a folder cannot be is played, and listed at the end: systemd, which here only starts the servers by the commands of
their units and the timers' commands once; certbot, whose certificate is made here; the editor.
"""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from local_setup.database import LOCAL
from local_setup.proxy import NAME

GUIDE = LOCAL.parent / "docs" / "deploy.md"
ARCHIVE = LOCAL.parent / "dist" / "pcc-decisions.tar.gz"
PLACE = LOCAL / "rehearsal"
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
NETWORK = "pcc-rehearsal"
PLAYED = ("systemctl", "certbot", "editor")
KEPT_BY_A_SHELL = ("cd ", "set -a;")
NEEDS_INTERNET = ("apt ", ".venv/bin/pip ")
PASSWORD = "rehearsal"  # noqa: S105 - of a database in a folder, on no network
# What somebody types, or looks up, between the commands.
EDITOR = f"""#!/bin/sh
key=$(head -c 48 /dev/urandom | base64 -w0 | tr -d '/+=')
if [ $# = 1 ]; then sed -i -e 's|pcc_app:CHANGE-ME|pcc_owner:{PASSWORD}|' -e "s|=CHANGE-ME|=$key|" $1
else
  sed -i 's|pcc_owner:|pcc_app:|' $1
  sed -i -e 's|pcc_public:CHANGE-ME|pcc_public:{PASSWORD}|' -e "s|ANOTHER-ONE|$key|" $2
fi
"""
CERTBOT = """#!/bin/sh
at=/etc/letsencrypt/live/decisions.example.org; mkdir -p $at
openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=decisions.example.org -keyout $at/privkey.pem -out $at/fullchain.pem
"""
SYSTEMCTL = """#!/bin/bash
case "$1 $2" in
  "reload nginx") nginx ;;
  "enable --now")
    for unit in "${@:3}"; do
      if [[ $unit == *.timer ]]; then
        service=$(sed -n 's/^Unit=//p' /etc/systemd/system/$unit)
        instance=${service#*@}; instance=${instance%.service}
        file=/etc/systemd/system/pcc-command@.service
      else instance=${unit#*@}; file=/etc/systemd/system/${unit%@*}@.service; fi
      command=$(sed -n 's/^ExecStart=//p' $file); command=${command//%i/$instance}
      own=/etc/systemd/system/pcc-command@$instance.service.d
      arguments=$(sed -n 's/^Environment=ARGUMENTS=//p' $own/* 2>/dev/null)
      command=${command//\\$ARGUMENTS/$arguments}
      (set -a; . /etc/pcc-decisions.env
       own=$(sed -n 's/^EnvironmentFile=//p' $file); [ -z "$own" ] || . $own
       cd /srv/pcc-decisions
       if [[ $unit == *.timer ]]; then setpriv --reuid=pcc --regid=pcc --clear-groups $command || exit
       else setpriv --reuid=pcc --regid=pcc --clear-groups $command & fi) || exit
    done
    [[ $3 == *.timer ]] || curl -so /dev/null --retry 60 --retry-delay 1 --retry-connrefused http://127.0.0.1:8003/readyz
    ;;
esac
"""
PROGRAMS = {
    "usr/local/bin/editor": EDITOR,
    "usr/local/bin/certbot": CERTBOT,
    "usr/local/bin/systemctl": SYSTEMCTL,
    "usr/sbin/policy-rc.d": "#!/bin/sh\nexit 101\n",  # nothing is started on the network of this machine
}
ASKS_NOTHING = 'APT::Get::Assume-Yes "true"; APT::Install-Recommends "false";'
ASK = f"curl -sko /dev/null -w '%{{http_code}}' --resolve {NAME}:443:127.0.0.1"
AFTERWARDS = {
    "the public pages by HTTPS": f"{ASK} https://{NAME}/",
    "the sign-in page": f"{ASK} https://{NAME}/sign-in/",
    "http leads to https": f"curl -so /dev/null -w '%{{redirect_url}}' -H 'Host: {NAME}' http://127.0.0.1/",
    "readyz of the office's server": "curl -s http://127.0.0.1:8000/readyz | head -n 1",
    "readyz of the public server": "curl -s http://127.0.0.1:8001/readyz | head -n 1",
    "a backup was made": "ls /var/lib/pcc-decisions/backups | head -n 1",
}


def main() -> None:
    if os.geteuid() or not shutil.which("debootstrap"):
        sys.exit("This needs root, and debootstrap (`apt install debootstrap`).")
    if not ARCHIVE.exists():
        sys.exit(f"There is no {ARCHIVE}: `make dist` writes it.")
    began, debian = time.monotonic(), Debian(PLACE / "root", PLACE / "log")
    debian.make()
    try:
        for command in commands():
            print(f"$ {command}", flush=True)
            debian.follow(command)
        for what, command in AFTERWARDS.items():
            print(f"{what}: {debian.said(command)}", flush=True)
    finally:
        debian.end()
    print(
        f"{len(commands())} commands of the guide in {time.monotonic() - began:.0f} s, as they stand. Only these were"
    )
    print("played, since a folder has no systemd, no domain and nobody who types:")
    print(*(each for each in commands() if re.search(rf"\b({'|'.join(PLAYED)}) ", each)), sep="\n")


def commands() -> list[str]:
    """Those of "From a fresh Debian to HTTPS", in their order."""
    section = GUIDE.read_text().partition("## From a fresh Debian to HTTPS\n")[2].partition("\n## ")[0]
    lines = (line.strip() for line in section.splitlines() if line.startswith(" " * 7))
    return [line.replace("YOUR.NAME", NAME) for line in lines if line]


@dataclass
class Debian:
    """A new one in a folder; `kept` is what one shell would keep from command to command."""

    root: Path
    log: Path
    kept: list[str] = field(default_factory=list)

    def make(self) -> None:
        if self.root.exists():
            shutil.rmtree(self.root)
        self.root.parent.mkdir(parents=True, exist_ok=True)
        self.log.write_text("")
        self.must("debootstrap", "--variant=minbase", "bookworm", str(self.root))
        self.must("mount", "-t", "proc", "proc", str(self.root / "proc"))
        self.must("mount", "-t", "tmpfs", "tmpfs", str(self.root / "dev" / "shm"))
        self.must("ip", "netns", "add", NETWORK)
        self.must("ip", "netns", "exec", NETWORK, "ip", "link", "set", "lo", "up")
        for name, text in PROGRAMS.items():
            (self.root / name).write_text(text)
            (self.root / name).chmod(0o755)
        (self.root / "etc/apt/apt.conf.d/90rehearsal").write_text(ASKS_NOTHING)
        shutil.copy(ARCHIVE, self.root / "root")
        self.kept = ["cd /root"]

    def follow(self, command: str) -> None:
        if command.startswith(KEPT_BY_A_SHELL):
            self.kept.append(command)
        self.run(command, online=command.startswith(NEEDS_INTERNET))
        if command.startswith("apt "):
            shutil.copy(CERTIFICATES, self.root / "etc/ssl/certs/ca-certificates.crt")
            self.run("pg_ctlcluster 15 main start")  # which the package does itself where there is an init

    def run(self, command: str, *, online: bool = False) -> None:
        """With nobody at a terminal: who is asked for a password finds it in the input."""
        network = () if online else ("ip", "netns", "exec", NETWORK)
        whole = "\n".join([*self.kept, command])
        self.must(*network, "chroot", str(self.root), "setsid", "--wait", "bash", "-ec", whole)

    def said(self, command: str) -> str:
        inside = ["ip", "netns", "exec", NETWORK, "chroot", str(self.root), "bash", "-c", command]
        return subprocess.run(inside, capture_output=True, text=True, check=False).stdout.strip()

    def must(self, *command: str) -> None:
        own = {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
        environment = {"PATH": PATH, "HOME": "/root", "DEBIAN_FRONTEND": "noninteractive"} | own
        with self.log.open("a") as log, tempfile.TemporaryFile("w+") as typed:
            typed.write(f"{PASSWORD}\n" * 8)
            typed.seek(0)
            done = subprocess.run(command, stdin=typed, stdout=log, stderr=log, env=environment, check=False)
        if done.returncode:
            sys.exit(f"{command[-1]}\nfailed ({done.returncode}). {self.log} ends:\n{self.log.read_text()[-1500:]}")

    def end(self) -> None:
        pids = subprocess.run(["ip", "netns", "pids", NETWORK], capture_output=True, text=True, check=False).stdout  # noqa: S607
        for pid in map(int, pids.split()):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        for mounted in ("proc", "dev/shm"):
            subprocess.run(["umount", "--lazy", str(self.root / mounted)], check=False)  # noqa: S607
        subprocess.run(["ip", "netns", "delete", NETWORK], check=False)  # noqa: S607


if __name__ == "__main__":
    main()
