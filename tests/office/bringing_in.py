"""A small register of its own form, brought in step by step."""

from django.core.files.uploadedfile import SimpleUploadedFile

from grants.models import Decision
from intake.models import SpreadsheetImport

RIDE = [
    "Riverside grants 2022/23,,,",
    "When,Group,What for,Sum given",
    "4 May 2022,Ashdale Cadets,Evening club,£500.00",
    "June 2022,ASHDALE CADETS,Camp,£250.00",
    "5 May 2022,Bolton Concil,Lights,£125.00",
    "Total,,,£875.00",
]


def bring_in(office, lines=RIDE, name="ride.csv") -> str:
    """The address of the import of a register."""
    file = SimpleUploadedFile(name, "\n".join(lines).encode())
    return office.post("/office/imports/", {"file": file}).url.removesuffix("look/")


def posted(page) -> dict[str, str]:
    """What the form of a page would send as it is."""
    values = {field.html_name: field.value() for field in page.context["form"]}
    return {name: "on" if value is True else value for name, value in values.items() if value not in (None, False)}


def fresh() -> SpreadsheetImport:
    return SpreadsheetImport.objects.latest("pk")


def look(office, address, **changed) -> str:
    return office.post(address + "look/", posted(office.get(address + "look/")) | changed).url


def match(office, address, **changed) -> str:
    return office.post(address + "match/", posted(office.get(address + "match/")) | changed).url


def draft_one(office, address) -> None:
    """Its first row alone is drafted."""
    look(office, address, **{"left-out-0": "4-5"})
    match(office, address)
    office.post(address + "answers/", {"add_all": "yes", "rest_kind": "charity"})
    office.post(address + "draft/")
    assert Decision.objects.count() == 1


def shown(approver, address) -> dict[str, str]:
    """What the buttons of an approver carry of the drafts that were there."""
    return {"seen": approver.get(address).context["approve_form"]["seen"].value()}
