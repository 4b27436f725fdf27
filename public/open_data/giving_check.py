"""Checks grants as the public quality tool of the 360Giving standard does: counts, with a few examples."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource

from public.open_data.giving_rules import Grant, Rule, Step, id_of

MAX_EXAMPLES = 3
PACKAGE_SCHEMA, GRANT_SCHEMA = "360-giving-package-schema.json", "360-giving-schema.json"
DIALECT = "https://json-schema.org/draft/2020-12/schema"  # the published schemas name it by an address that is not its


@dataclass
class Found:
    """With how many grants something is wrong, and the ids of the first few."""

    rule: Rule
    count: int = 0
    examples: list[str] = field(default_factory=list)

    def ask(self, grant: Grant) -> None:
        if self.rule.wrong(grant):
            self.count += 1
            if len(self.examples) < MAX_EXAMPLES:
                self.examples.append(id_of(grant))


def check(grants: Iterable[Grant], rules: Iterable[Rule]) -> tuple[int, list[Found]]:
    """How many grants there are, and what each rule finds. They are read once, and not kept."""
    found, count = [Found(rule) for rule in rules], 0
    for grant in grants:
        count += 1
        for each in found:
            each.ask(grant)
    return count, found


class Schemas:
    """The schemas that the standard publishes, from a folder: they are no part of this project."""

    def __init__(self, folder: Path) -> None:
        package, grant = (
            json.loads((folder / name).read_text(encoding="utf-8")) | {"$schema": DIALECT}
            for name in (PACKAGE_SCHEMA, GRANT_SCHEMA)
        )
        # The package refers to an older version of the grant by address.
        at = {grant.get("$id", ""), *addresses(package)}
        known: Registry[Any] = Registry().with_resources((each, Resource.from_contents(grant)) for each in at)
        self.package, self.grant = (
            Draft202012Validator(schema, registry=known, format_checker=FormatChecker()) for schema in (package, grant)
        )

    def rule(self) -> Rule:
        return Rule(
            Step.CRITICAL, "do not fit the schema of the standard", lambda grant: not self.grant.is_valid(grant)
        )

    def faults(self, package: Grant) -> list[str]:
        """What is wrong with a whole file."""
        return [error.message for error in self.package.iter_errors(package)]


def addresses(schema: object) -> Iterator[str]:
    """Every other schema that one refers to."""
    if isinstance(schema, list):
        for each in schema:
            yield from addresses(each)
    elif isinstance(schema, dict):
        if str(schema.get("$ref", "")).startswith("http"):
            yield schema["$ref"]
        for each in schema.values():
            yield from addresses(each)
