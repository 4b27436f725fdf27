"""`make sbom`: every package that a server gets, as they are pinned, in dist/sbom.json (CycloneDX 1.5). Asks nobody."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[1]
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", re.MULTILINE)


def main() -> None:
    target = PROJECT / "dist/sbom.json"
    target.parent.mkdir(exist_ok=True)
    made = bill(PROJECT)
    target.write_text(json.dumps(made, indent=1) + "\n")
    print(f"dist/sbom.json names the {len(made['components'])} packages of a server.")


def bill(project: Path) -> dict[str, Any]:
    components = [*of_python(project / "requirements/run.txt"), *of_the_look(project / "package-lock.json")]
    return {"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1, "components": components}


def of_python(pinned: Path) -> Iterator[dict[str, str]]:
    return (component("pypi", name, version) for name, version in PINNED.findall(pinned.read_text()))


def of_the_look(locked: Path) -> Iterator[dict[str, str]]:
    """What the look is built of, which is served; and what builds it."""
    for place, told in json.loads(locked.read_text())["packages"].items():
        if place:
            yield component("npm", place.rpartition("node_modules/")[2], told["version"])


def component(kind: str, name: str, version: str) -> dict[str, str]:
    purl = f"pkg:{kind}/{name.replace('@', '%40', 1)}@{version}"
    return {"type": "library", "name": name, "version": version, "purl": purl, "bom-ref": purl}


if __name__ == "__main__":
    main()
