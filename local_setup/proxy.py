"""The proxy as deploy/nginx.conf says, on this machine: with ports, a folder and a certificate of its own, and not
otherwise changed."""

import contextlib
import os
import re
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from time import monotonic, sleep

SHIPPED = Path(__file__).resolve().parents[1] / "deploy" / "nginx.conf"
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - a new folder of nobody else's is made there
NAME = "decisions.example.org"
NGINX, OPENSSL = shutil.which("nginx"), shutil.which("openssl")
PATIENCE = 20  # seconds
# Its workers read a folder that is somebody's own; where others started it they are that somebody already.
USER = "" if os.geteuid() else "user root;"
WHOLE = """
{user} worker_processes 2; worker_rlimit_nofile 4096; daemon off; pid {folder}/pid; error_log {folder}/errors;
events {{ worker_connections 2048; }}
http {{
  access_log {folder}/access; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  {site}
}}
"""


def written(folder: Path, ports: Mapping[int, int], copies: Path | None = None) -> Path:
    """The whole configuration, in a folder; each port and each folder of the shipped one is another here."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    asked = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    asked += ["-subj", f"/CN={NAME}", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run([str(OPENSSL), *asked], check=True, capture_output=True)
    site = SHIPPED.read_text().replace("/run/pcc-pages", str(copies or folder / "copies"))
    site = site.replace("/srv/pcc-decisions/deploy", f'"{SHIPPED.parent}"')
    site = re.sub(r"ssl_certificate_key .*;", f"ssl_certificate_key {key};", site)
    site = re.sub(r"ssl_certificate .*;", f"ssl_certificate {certificate};", site)
    site = re.sub(r"listen \[::\]:.*\n", "", site)
    site = re.sub(r"listen (\d+)", lambda found: f"listen 127.0.0.1:{ports[int(found[1])]}", site)
    site = re.sub(r"server 127\.0\.0\.1:(\d+)", lambda found: f"server 127.0.0.1:{ports[int(found[1])]}", site)
    whole = folder / "nginx.conf"
    whole.write_text(WHOLE.format(user=USER, folder=folder, site=site))
    return whole


@contextlib.contextmanager
def proxied(folder: Path, ports: Mapping[int, int]) -> Iterator[None]:
    """From when it listens until the block ends."""
    with tempfile.TemporaryDirectory(dir=MEMORY, prefix="pcc-pages-") as copies:
        server = subprocess.Popen([str(NGINX), "-c", str(written(folder, ports, Path(copies)))])
        try:
            wait_for(ports[443], server)
            yield
        finally:
            server.terminate()
            server.wait()


def wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    end = monotonic() + PATIENCE
    while server.poll() is None and monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        sleep(0.05)
    raise SystemExit("nginx did not start; what it printed above says why.")


def free_ports(*wanted: int) -> dict[int, int]:
    """A free one for each, none of them twice."""
    with contextlib.ExitStack() as held:
        probes = {port: held.enter_context(socket.socket()) for port in wanted}
        for probe in probes.values():
            probe.bind(("127.0.0.1", 0))
        return {port: probe.getsockname()[1] for port, probe in probes.items()}
