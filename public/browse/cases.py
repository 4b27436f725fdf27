"""Questions with what is right for each, asked of this register: how many are answered rightly, kind by kind."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from public.browse.search import Search
from register.models import Listing

Case = dict[str, Any]


def judge_searches(file: Path) -> Iterator[str]:
    """A line for each question that is not answered rightly, and then the table. The register holds the sample."""
    told = json.loads(file.read_text(encoding="utf-8"))
    references = dict(Listing.objects.values_list("title", "reference"))
    here = {reference: references.get(title, reference) for reference, title in told["decisions"].items()}
    asked, right = Counter[str](), Counter[str]()
    for case in told["queries"]:
        faults = wrong(case, [row.reference for row in Search({"q": case["q"]}).found()], here)
        asked[case["kind"]] += 1
        right[case["kind"]] += not faults
        if faults:
            yield f"{case['n']:>4} {case['q']!r}: {'; '.join(faults)}"
    for kind, count in asked.items():
        yield f"{kind:<24}{right[kind]:>4} of {count}"
    yield f"{'searches':<24}{right.total():>4} of {asked.total()}"


def wrong(case: Case, found: list[str], here: dict[str, str]) -> list[str]:
    """What is wrong with what was found; `here` gives the references of the cases as this register has them."""
    must, never, some = ({here[each] for each in case.get(name, ())} for name in ("must", "not", "any_of"))
    checks = {
        f"{', '.join(sorted(must - {*found}))} not found": not must <= {*found},
        f"{', '.join(sorted(never & {*found}))} found": bool(never & {*found}),
        "none of those that would do": bool(some) and not some & {*found},
        "more than what is right": bool(case.get("exact")) and {*found} > must,
        f"first is {found[0] if found else 'nothing'}": "first" in case and found[:1] != [here[case["first"]]],
        f"{len(found)} found, and nothing is right": bool(case.get("none")) and bool(found),
    }
    return [fault for fault, is_so in checks.items() if is_so]
