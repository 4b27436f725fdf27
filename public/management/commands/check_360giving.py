"""Checks this register's 360Giving data by the rules of the standard."""

import os
from argparse import ArgumentParser
from collections.abc import Iterable
from itertools import chain, islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from grants.years import london_today
from public.browse.money import Narrowing
from public.open_data import giving
from public.open_data.giving_check import GRANT_SCHEMA, Found, Schemas, check
from public.open_data.giving_rules import Grant, Step, rules
from public.open_data.rows import award_rows

NO_SCHEMAS = "The schema of the standard was not checked: give the folder of the published schemas with --schemas."


class Command(BaseCommand):
    help = "Checks the 360Giving data of this register by the rules of the standard's public quality tool."

    def add_arguments(self, parser: ArgumentParser) -> None:
        folder = os.environ.get("GIVING_SCHEMAS") or None
        parser.add_argument("--schemas", type=Path, default=folder, help="the folder of the published schemas")

    def handle(self, *_args: Any, **options: Any) -> None:
        schemas = read_schemas(options["schemas"])
        grants: Iterable[Grant] = giving.grants(award_rows(Narrowing()))
        asked = rules(settings.OFFICE.giving_prefix, london_today())
        faults: list[str] = []
        if schemas:
            grants, faults = first_in_a_package(grants, schemas)
            asked.insert(0, schemas.rule())
        number, found = check(grants, asked)
        self.stdout.write(f"{number} {'grant' if number == 1 else 'grants'} checked.")
        self.stdout.writelines(chain(faults, () if schemas else (NO_SCHEMAS,)))
        for step in Step:
            self.tell(step.label, [each for each in found if each.rule.step == step], number)
        if faults or any(each.count for each in found if each.rule.step == Step.CRITICAL):
            raise CommandError("Tools of the standard cannot use this file: see Critical.")

    def tell(self, heading: str, found: list[Found], number: int) -> None:
        wrong = [each for each in found if each.count]
        self.stdout.write(f"\n{heading}: {len(wrong)} of {len(found)} rules find something.")
        for each in wrong:
            share = 100 * each.count // number
            self.stdout.write(f"  {each.count} of {number} ({share}%) {each.rule.sentence}: {', '.join(each.examples)}")


def read_schemas(folder: Path | None) -> Schemas | None:
    if folder is None:
        return None
    if not (Path(folder) / GRANT_SCHEMA).is_file():
        raise CommandError(f"There is no {GRANT_SCHEMA} in {folder}.")
    return Schemas(Path(folder))


def first_in_a_package(grants: Iterable[Grant], schemas: Schemas) -> tuple[Iterable[Grant], list[str]]:
    """All the grants again, and what the schema of a whole file says of one with the first of them."""
    rest = iter(grants)
    first = list(islice(rest, 1))
    package = giving.heading(modified=timezone.now()) | {"grants": first}
    faults = schemas.faults(package) if first else []
    return chain(first, rest), [f"The file: {fault}" for fault in faults]
