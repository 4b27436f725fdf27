"""What deploy/ gives to a server is what the application and docs/deploy.md say."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import get_commands

from local_setup.proxy import NGINX, OPENSSL, free_ports, written

ROOT = Path(__file__).resolve().parents[1]
UNITS = ROOT / "deploy" / "systemd"
GUIDE = (ROOT / "docs" / "deploy.md").read_text()


def directives(name: str, text: str) -> list[str]:
    return re.findall(rf"^{name}=(.*)$", text, re.MULTILINE)


def test_every_timer_runs_a_command_that_there_is_and_that_the_guide_names():
    timers = sorted(UNITS.glob("*.timer"))
    commands = [
        re.fullmatch(r"pcc-command@(\w+)\.service", *directives("Unit", each.read_text()))[1] for each in timers
    ]
    assert set(commands) <= get_commands().keys()
    for timer, command in zip(timers, commands, strict=True):
        assert timer.stem == f"pcc-{command.replace('_', '-')}"
        assert f"| `manage.py {command}" in GUIDE
        assert timer.name in GUIDE


def test_the_web_servers_take_all_their_options():
    """Those of granian, begun by pcc_decisions.server with the application read."""
    command = [sys.executable, "-m", "pcc_decisions.server", "--help"]
    help_text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    for unit in ("pcc-web@.service", "pcc-public@.service"):
        command = directives("ExecStart", (UNITS / unit).read_text())[0].split()
        options = [each for each in command if each.startswith("--")]
        assert {"--respawn-failed-workers", "--blocking-threads"} <= set(options)
        assert all(re.search(rf"{each}\b", help_text) for each in options)


def test_whatever_dies_is_started_again_however_often_it_could_not():
    """systemd by itself gives up after five times in ten seconds, which a full disk or a long recovery takes."""
    brought_back = [each for each in UNITS.rglob("*.*") if each.is_file() and "Restart=" in each.read_text()]
    assert {each.parent.name for each in brought_back} >= {"systemd", "postgresql@.service.d"}
    assert [each.name for each in brought_back if directives("StartLimitIntervalSec", each.read_text()) != ["0"]] == []


def test_the_page_of_the_proxy_says_what_that_of_the_application_says():
    of_proxy, ours = ((ROOT / each).read_text() for each in ("deploy/unavailable.html", "templates/503.html"))
    for element in ("title", "h1", "p"):
        first = rf"<{element}\b[^>]*>(.*?)</{element}>"
        assert re.search(first, of_proxy)[1] == re.search(first, ours)[1]
    assert "src=" not in of_proxy
    assert "<link" not in of_proxy


def test_the_proxy_knows_the_servers_that_the_guide_starts():
    proxy = (ROOT / "deploy" / "nginx.conf").read_text()
    started = re.findall(r"pcc-(web|public)@(\d+)", GUIDE)
    for kind, upstream in (("web", "pcc_application"), ("public", "pcc_public")):
        named = re.search(rf"upstream {upstream} {{(.*?)}}", proxy, re.DOTALL)[1]
        assert set(re.findall(r":(\d+)", named)) == {port for its, port in started if its == kind}


def test_every_variable_is_explained():
    given = directives(r"(?:DATABASE_URL|PCC_\w+)", (ROOT / "deploy" / "pcc-decisions.env").read_text())
    sources = [*(ROOT / "pcc_decisions").rglob("*.py"), ROOT / "deploy" / "pcc-decisions.env"]
    named = {name for file in sources for name in re.findall(r"\bPCC_[A-Z_]+\b", file.read_text())}
    ours_alone = {"PCC_DEBUG", "PCC_TEST_DATABASE", "PCC_DEMO_PASSWORD"}
    assert len(given) > 5
    assert [name for name in sorted(named - ours_alone) if name not in GUIDE and not name.endswith("_")] == []


ANALYZE = shutil.which("systemd-analyze")


@pytest.mark.skipif(not ANALYZE, reason="no systemd is here")
def test_the_units_may_do_little(tmp_path):
    hardening = (UNITS / "pcc-.service.d" / "hardening.conf").read_text().split("[Service]\n")[1]
    for name in ("pcc-web@.service", "pcc-public@.service", "pcc-command@.service"):
        unit = tmp_path / name.replace("@", "@8000")
        unit.write_text((UNITS / name).read_text().replace("[Service]\n", f"[Service]\n{hardening}"))
        rated = subprocess.run(
            [ANALYZE, "security", "--offline=true", str(unit)], capture_output=True, text=True, check=False
        )
        exposure = re.search(r"exposure level for \S+: ([\d.]+)", rated.stdout)
        assert float(exposure[1]) <= 2.0, rated.stdout


@pytest.mark.skipif(not ANALYZE, reason="no systemd is here")
def test_systemd_understands_the_units():
    units = ["pcc-web@8000.service", "pcc-public@8001.service", "pcc-command@backup.service"]
    units += [each.name for each in UNITS.glob("*.timer")]
    paths = os.environ | {"SYSTEMD_UNIT_PATH": f"{UNITS}:"}
    tried = subprocess.run(
        [ANALYZE, "verify", "--man=no", *units], env=paths, capture_output=True, text=True, check=False
    )
    about_ours = [line for line in tried.stderr.splitlines() if "pcc-" in line]
    assert [line for line in about_ours if not line.endswith("is not executable: No such file or directory")] == []


@pytest.mark.skipif(not (NGINX and OPENSSL), reason="no nginx is here")
def test_nginx_takes_its_configuration(tmp_path):
    tried = subprocess.run(
        [NGINX, "-t", "-c", str(written(tmp_path, free_ports(80, 443, *range(8000, 8004))))],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert tried.returncode == 0, tried.stderr
