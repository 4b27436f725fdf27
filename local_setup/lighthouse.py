"""What Lighthouse says of the home page, as a telephone on a slow network would load it: from npm, in a folder of its
own, which nothing of the project needs, and with the Chromium of this machine."""

import json
import os
import shutil
import subprocess
from typing import Any

from local_setup.database import LOCAL
from local_setup.proxy import NAME

FOLDER, RELEASE = LOCAL / "lighthouse", "lighthouse@12.8.2"
CHROMIUM = os.environ.get("PCC_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
MEASURES = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift")
TIMES = 3  # of which the middle one is told


def home_page(port: int) -> str:
    """Of the site that is served encrypted at that port."""
    if not CHROMIUM or not shutil.which("npm"):
        return "Lighthouse was not asked: it needs npm and Chromium."
    if not (FOLDER / "node_modules").exists():
        install = ["npm", "install", "--no-save", "--silent", "--prefix", str(FOLDER), RELEASE]
        subprocess.run(install, check=True)
    found = sorted((report(port) for _ in range(TIMES)), key=score)[TIMES // 2]
    shown = (f"{found['audits'][each]['title'].lower()} {found['audits'][each]['displayValue']}" for each in MEASURES)
    others = (f"{each['title'].lower()} {each['score'] * 100:.0f}" for each in found["categories"].values())
    said = f"Lighthouse {found['lighthouseVersion']} of the home page, the middle one of {TIMES} times"
    return f"{said}: {', '.join(others)}; {', '.join(shown)}.".replace("\N{NO-BREAK SPACE}", " ")


def score(found: dict[str, Any]) -> float:
    return float(found["categories"]["performance"]["score"] or 0)


def report(port: int) -> dict[str, Any]:
    flags = ("--headless=new", "--no-sandbox", "--ignore-certificate-errors")
    place = f'--host-resolver-rules="MAP {NAME}:443 127.0.0.1:{port}"'
    command = [str(FOLDER / "node_modules" / ".bin" / "lighthouse"), f"https://{NAME}/", "--quiet", "--output=json"]
    command += ["--enable-error-reporting=false", f"--chrome-flags={' '.join((*flags, place))}"]
    environment = os.environ | {"CHROME_PATH": str(CHROMIUM)}
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout))
