"""Questions with what is right for each, asked of this register: how many are answered rightly, kind by kind."""

import json
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from public.browse.search import Search
from register.models import Listing

Case = dict[str, Any]


class Command(BaseCommand):
    help = (
        "Asks the searches of a file of cases of the register, which holds the sample, and prints how many are right."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="searches.json")

    def handle(self, *_args: Any, **options: Any) -> None:
        told = json.loads(options["file"].read_text(encoding="utf-8"))
        references = dict(Listing.objects.values_list("title", "reference"))
        here = {reference: references.get(title, reference) for reference, title in told["decisions"].items()}
        asked, right = Counter[str](), Counter[str]()
        for case in told["queries"]:
            faults = wrong(case, [row.reference for row in Search({"q": case["q"]}).found()], here)
            asked[case["kind"]] += 1
            right[case["kind"]] += not faults
            if faults:
                self.stdout.write(f"{case['n']:>4} {case['q']!r}: {'; '.join(faults)}")
        for kind, count in asked.items():
            self.stdout.write(f"{kind:<24}{right[kind]:>4} of {count}")
        self.stdout.write(f"{'searches':<24}{right.total():>4} of {asked.total()}")


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
