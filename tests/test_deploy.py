"""What deploy/ gives to a server is what the application and docs/deploy.md say."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import get_commands

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


def test_the_web_server_takes_all_its_options():
    command = directives("ExecStart", (UNITS / "pcc-web.service").read_text())[0].split()
    help_text = subprocess.run([sys.executable, "-m", "granian", "--help"], capture_output=True, text=True, check=True)
    options = [each for each in command[1:] if each.startswith("--")]
    assert {"--respawn-failed-workers", "--blocking-threads"} <= set(options)
    assert all(re.search(rf"{each}\b", help_text.stdout) for each in options)


def test_every_variable_is_explained():
    given = directives(r"(?:DATABASE_URL|PCC_\w+)", (ROOT / "deploy" / "pcc-decisions.env").read_text())
    sources = [*(ROOT / "pcc_decisions").rglob("*.py"), ROOT / "deploy" / "pcc-decisions.env"]
    named = {name for file in sources for name in re.findall(r"\bPCC_[A-Z_]+\b", file.read_text())}
    ours_alone = {"PCC_DEBUG", "PCC_TEST_DATABASE", "PCC_DEMO_PASSWORD"}
    assert len(given) > 5
    assert [name for name in sorted(named - ours_alone) if name not in GUIDE and not name.endswith("_")] == []


ANALYZE, NGINX, OPENSSL = map(shutil.which, ("systemd-analyze", "nginx", "openssl"))


@pytest.mark.skipif(not ANALYZE, reason="no systemd is here")
def test_the_units_may_do_little(tmp_path):
    hardening = (UNITS / "pcc-.service.d" / "hardening.conf").read_text().split("[Service]\n")[1]
    for name in ("pcc-web.service", "pcc-command@.service"):
        unit = tmp_path / name.replace("@", "@x")
        unit.write_text((UNITS / name).read_text().replace("[Service]\n", f"[Service]\n{hardening}"))
        rated = subprocess.run(
            [ANALYZE, "security", "--offline=true", str(unit)], capture_output=True, text=True, check=False
        )
        exposure = re.search(r"exposure level for \S+: ([\d.]+)", rated.stdout)
        assert float(exposure[1]) <= 2.0, rated.stdout


@pytest.mark.skipif(not (NGINX and OPENSSL), reason="no nginx is here")
def test_nginx_takes_its_configuration(tmp_path):
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    made = [OPENSSL, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    made += ["-subj", "/CN=decisions.example.org", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(made, check=True, capture_output=True)
    site = (ROOT / "deploy" / "nginx.conf").read_text().replace("/var/cache/nginx/pcc", str(tmp_path / "cache"))
    site = re.sub(r"ssl_certificate_key .*;", f"ssl_certificate_key {key};", site)
    site = re.sub(r"ssl_certificate .*;", f"ssl_certificate {certificate};", site)
    whole = tmp_path / "nginx.conf"
    whole.write_text(f"pid {tmp_path}/pid; error_log stderr; events {{}} http {{ access_log off; {site} }}")
    tried = subprocess.run([NGINX, "-t", "-c", str(whole)], capture_output=True, text=True, check=False)
    assert tried.returncode == 0, tried.stderr
