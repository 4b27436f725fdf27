"""The sections in which the record of a decision is entered and read, in the order of the page."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    slug: str
    title: str
    fields: tuple[str, ...]


SECTIONS = (
    Section("about", "About the decision", ("reference", "kind", "title", "summary", "external_reference")),
    Section(
        "what-and-why",
        "What was decided, and why",
        ("decision_text", "purpose", "reasons", "legal_power", "legal_power_other"),
    ),
    Section(
        "who-and-when",
        "Who decided, and when",
        (
            "decision_makers",
            "decided_on",
            "effective_from",
            "outcome",
            "is_key",
            "key_notice_on",
            "call_in",
            "is_significant",
            "significance",
            "lead_officer",
        ),
    ),
    Section(
        "weighed",
        "What was weighed",
        (
            "alternatives",
            "interests",
            "value_for_money",
            "financial_implications",
            "legal_implications",
            "equality_implications",
            "risk_implications",
            "consultation",
            "subsidy",
            "subsidy_note",
        ),
    ),
    Section("outcomes", "What it is to achieve", ("intended_outcomes", "results", "exit_plan")),
    Section("serves", "What it serves", ("priorities", "principles", "four_ps", "soc_themes")),
    Section("money", "Totals and conditions", ("stated_total", "no_conditions")),
    Section("elsewhere", "Published elsewhere", ("published_elsewhere_on", "published_elsewhere_url", "supersedes")),
)
BY_SLUG = {section.slug: section for section in SECTIONS}
SECTION_OF = {field: section.slug for section in SECTIONS for field in section.fields}
