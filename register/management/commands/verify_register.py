from itertools import chain, islice
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from conditions.actions.standings import standing_faults
from register.actions.listing_check import listing_faults, total_faults
from register.notices.verification import is_in_chain, verify

SHOWN = 20


class Command(BaseCommand):
    help = (
        "Checks that no notice was changed, removed or inserted: calculates every digest of the register again. Then "
        "checks that the listing, which the public's lists and sums are read from, says what the notices say, and that "
        "the totals kept of its awards, and of how conditions stand, are what they come to."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        told = "newest digests seen before, in a letter or a feed: proves that the chain still passes through them"
        parser.add_argument("--head", nargs="+", default=[], metavar="DIGEST", help=told)

    def handle(self, *_args: Any, **options: Any) -> None:
        found = verify()
        if found.fault:
            raise CommandError(f"{found.fault} The {found.verified} before it hold.")
        self.stdout.write(f"{found.verified} {'notice' if found.verified == 1 else 'notices'} verified.")
        if found.redacted:
            self.stdout.write(f"{found.redacted} of them redacted: the digest stays, the document is gone.")
        if found.newest_digest:
            self.stdout.write(f"Newest digest: {found.newest_digest}")
        self.verify_heads([head.strip().lower() for head in options["head"]])
        self.verify_listing()

    def verify_heads(self, heads: list[str]) -> None:
        for head in heads:
            if not is_in_chain(head):
                raise CommandError(
                    f"No notice has the digest {head}: the register was written again, or its end was cut off."
                )
        if heads:
            seen = "1 digest that was" if len(heads) == 1 else f"{len(heads)} digests that were"
            self.stdout.write(f"The chain passes through {seen} seen before.")

    def verify_listing(self) -> None:
        faults = list(islice(chain(listing_faults(), total_faults(), standing_faults()), SHOWN))
        if faults:
            advice = (
                "rebuild_listing builds the listing again, rebuild_standings what is kept of conditions; find out "
                "first who changed it."
            )
            raise CommandError("\n".join([*faults, advice]))
        self.stdout.write("What lists and sums are read from says the same.")
