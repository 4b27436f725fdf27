"""The lists of the office, by their names in addresses."""

from register.office_lists.conditions import CONDITIONS, CONTRIBUTIONS
from register.office_lists.decisions import DECISIONS
from register.office_lists.money import AWARDS, PAYMENTS
from register.office_lists.organisations import ORGANISATIONS

LISTS = {each.name: each for each in (DECISIONS, AWARDS, CONDITIONS, CONTRIBUTIONS, PAYMENTS, ORGANISATIONS)}
