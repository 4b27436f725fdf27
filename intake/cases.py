"""Holds the readers of notices against a folder of cases, each a text with what is right for it.

Each stated fact is right, wrong, missing or invented (read, though it is not stated). Invented is worst.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any

from intake.notices.html import looks_like_html
from intake.notices.makers import parse_makers
from intake.notices.money import ParsedAward
from intake.notices.notice import ParsedNotice, parse_notices
from intake.notices.text import NotANotice
from intake.notices.values import find_years, leading_date
from intake.pack_names import district_of

VERDICTS = ("right", "wrong", "missing", "invented")
_FIELDS = {
    "title": "title", "reference": "reference", "external_reference": "external_reference", "lead": "report_author",
    "makers": "makers", "consulted": "consulted", "outcome": "outcome", "kind": "kind", "key": "is_key",
    "call_in": "call_in", "decided_on": "decided_on", "published_on": "published_elsewhere_on",
    "effective_from": "effective_from",
    "stated_total": "stated_total", "received": "received",
}  # fmt: skip
_TEXTS = {
    "purpose_starts": "purpose", "decision_starts": "decision_text", "reasons_starts": "reasons",
    "alternatives_starts": "alternatives", "interests_starts": "interests",
}  # fmt: skip
_HOWS = {"Signed:": "signed", "Signature:": "signed", "Title": "post", "Decision due:": "day-by"}
_UNSEEN = "".join(map(chr, (0xAD, 0x200B, 0x200C, 0x200D, 0xFEFF)))


@dataclass
class Score:
    """What became of the facts of one folder."""

    name: str
    facts: Counter[str] = field(default_factory=Counter)
    cases: int = 0
    whole: int = 0  # cases with every fact right
    lost: int = 0
    refused: int = 0
    to_refuse: int = 0
    said: list[str] = field(default_factory=list)

    def add(self, case: str, verdicts: list[tuple[str, str]]) -> None:
        self.cases += 1
        self.whole += all(verdict == "right" for verdict, _ in verdicts)
        self.facts += Counter(verdict for verdict, _ in verdicts)
        self.said += [f"{case}: {verdict} {what}" for verdict, what in verdicts if verdict != "right"]

    @property
    def share_right(self) -> float:
        return self.facts["right"] / max(1, sum(self.facts.values()))

    @property
    def share_whole(self) -> float:
        return self.whole / max(1, self.cases)

    def row(self) -> str:
        figures = "".join(f"{self.facts[verdict]:>10}" for verdict in VERDICTS)
        refusals = f"{self.refused}/{self.to_refuse}" if self.to_refuse else "-"
        return (
            f"{self.name:<12}{self.cases:>6}{self.whole:>7}{figures}{self.share_right:>9.1%}{self.lost:>7}{refusals:>9}"
        )


HEADINGS = (
    f"{'':<12}{'cases':>6}{'whole':>7}"
    + "".join(f"{verdict:>10}" for verdict in VERDICTS)
    + f"{'facts':>9}{'lost':>7}{'refused':>9}"
)


def judge(folder: Path) -> list[Score]:
    return [_notices(folder), _sentences(folder), _conditions(folder), _makers(folder)]


def _notices(folder: Path) -> Score:
    score = Score("notices")
    for path in sorted((folder / "notices").glob("*.json")):
        case = json.loads(path.read_text(encoding="utf-8"))
        text = (path.parent / case["file"]).read_text(encoding="utf-8")
        notices = _read(text)
        if not case["accepts"]:
            score.to_refuse += 1
            score.refused += not notices
            score.said += [f"{path.stem}: not refused"] if notices else []
            continue
        lost = _lost(text, notices) if notices else {}
        score.lost += len(lost)
        score.said += [f"{path.stem}: lost {sorted(lost)}"] if lost else []
        score.add(path.stem, list(_decisions(case["decisions"], notices)))
    return score


def _read(text: str) -> list[ParsedNotice]:
    try:
        return [each.notice for each in parse_notices(text)]
    except NotANotice:
        return []


def _decisions(expected: list[dict[str, Any]], notices: list[ParsedNotice]) -> Iterator[tuple[str, str]]:
    for place, each in enumerate(expected):
        yield from _decision(each, notices[place] if place < len(notices) else ParsedNotice(kind=""))
    yield from (("invented", f"decision {notice.title!r}") for notice in notices[len(expected) :])


def _decision(expected: dict[str, Any], notice: ParsedNotice) -> Iterator[tuple[str, str]]:
    optional = expected.get("optional", [])
    for name, attribute in (_FIELDS | _TEXTS).items():
        value = getattr(notice, attribute)
        wanted = [expected[name]] if name in expected else []
        also = re.sub("_starts$", "", name) + "_also"
        verdict = _verdict(
            value, [*wanted, *(expected.get(also, []) if wanted else [])], starts=name in _TEXTS, is_list=name == "kind"
        )
        if verdict and not (verdict == "missing" and name in optional):
            yield verdict, f"{name}: {value!r:.80} for {expected.get(name)!r:.80}"
    yield from _listed(expected["conditions"], notice.conditions, _same_condition, "condition")
    yield from _awards(expected["awards"], notice.awards)
    asked = " ".join(f"{left.text} {left.why}" for left in notice.leftovers)
    yield from (
        ("right" if written in asked else "missing", f"question about {written}")
        for written in expected.get("unread_sums", [])
    )


def _verdict(value: Any, wanted: list[Any], *, starts: bool, is_list: bool) -> str:
    stands = value not in (None, "", ())
    if not wanted:
        return "invented" if stands else ""
    if not stands:
        return "missing"
    if starts:
        return "right" if any(_bare(value).startswith(_bare(each)) for each in wanted) else "wrong"
    choices = wanted[0] if is_list and isinstance(wanted[0], list) else wanted
    return "right" if any(_plain(value) == _plain(each) for each in choices) else "wrong"


def _plain(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    if isinstance(value, (bool, str)):
        return " ".join(value.translate({ord(c): None for c in _UNSEEN}).split()) if isinstance(value, str) else value
    return value.isoformat() if hasattr(value, "isoformat") else float(value)


def _bare(text: str) -> str:
    """A text without white space and bullets."""
    return re.sub(r"[\s•·▪◦●*–—\-\u00ad\u200b]|[\uf000-\uf0ff]", "", text)


def _listed(expected: list[Any], read: Any, same: Callable[[Any, Any], str], what: str) -> Iterator[tuple[str, str]]:
    left = list(read)
    for each in expected:
        verdicts = [(same(each, one), one) for one in left]
        best = next((found for verdict in ("right", "wrong") for found in verdicts if found[0] == verdict), None)
        if best:
            left.remove(best[1])
        yield (
            (best[0] if best else "missing"),
            f"{what} {each!r:.150} read as {best[1]!r:.150}" if best else f"{what} {each!r:.150}",
        )
    yield from (("invented", f"{what} {one!r:.200}") for one in left)


def _same_condition(expected: dict[str, Any], read: Any) -> str:
    if not _bare(read.wording).startswith(_bare(expected["starts"])):
        return ""
    return "right" if read.kind == expected["kind"] and read.code == expected.get("standard", "") else "wrong"


def _awards(expected: list[dict[str, Any]], read: tuple[ParsedAward, ...]) -> Iterator[tuple[str, str]]:
    return _listed(expected, read, _same_award, "award")


def _same_award(expected: dict[str, Any], read: ParsedAward) -> str:
    if float(read.amount) != float(expected["amount"]):
        return ""
    names = {_plain(expected["recipient"]), re.sub(r"\s\([A-Z]+\)$", "", _plain(expected["recipient"]))}
    year = "".join(f"{first}/{(first + 1) % 100:02}" for first in find_years(read.year_text))
    same_year = year == expected.get("year", "")
    same_stream = "stream" not in expected or read.stream_text == expected["stream"]
    same_partnership = "partnership" not in expected or district_of(read.recipient_text) == expected["partnership"]
    is_same = _plain(read.recipient_text) in names and same_year and same_stream and same_partnership
    return "right" if is_same else "wrong"


def _lost(text: str, notices: list[ParsedNotice]) -> dict[str, int]:
    """The words of a text that are in no field and in nothing left over."""
    if looks_like_html(text):
        text = unescape(re.sub(r"<style.*?</style>|<[^>]+>|<head>.*?</head>", " ", text, flags=re.DOTALL))
    text = re.sub(r"^> ?", "", text, flags=re.MULTILINE).translate({ord(c): None for c in _UNSEEN})
    known = " ".join(_everything(notice) for notice in notices)
    joined = re.sub(r"(\w)-\n(\w)", r"\1\2", text)
    missing = _words(joined) - _words(known)
    dates = {word for line in text.splitlines() for word in _date_words(line)}
    return {
        word: count for word, count in missing.items() if word not in dates | _IN_LABELS and word not in _words(known)
    }


_IN_LABELS = {"pcc", "dn", "ref", "58", "no", "yes", "non", "key"}


def _date_words(line: str) -> set[str]:
    parts = re.split(r"[:\t]|\bDate\b| - ", line)
    return set(_words(line)) if any(leading_date(part.strip()) for part in parts) else set()


def _everything(notice: ParsedNotice) -> str:
    values = [value for value in vars(notice).values() if isinstance(value, str)]
    values += [
        *notice.accompanying_documents,
        *notice.sources.values(),
        *(f"{left.text} {left.why}" for left in notice.leftovers),
    ]
    return " ".join([*values, *(condition.wording for condition in notice.conditions)])


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.casefold()))


def _alone(passage: str) -> ParsedNotice:
    """A passage as the whole decision of a notice."""
    return _read(
        f"Decision details\n\nA decision\n\nDecision status: Recommendations Approved\n\nDecision:\n\n{passage}\n"
    )[0]


def _sentences(folder: Path) -> Score:
    score = Score("sentences")
    for each in _load(folder / "sentences.json", "sentences"):
        notice = _alone(each["text"])
        verdicts = list(_awards(each["awards"], notice.awards))
        total = _verdict(notice.stated_total, [each["total"]] if "total" in each else [], starts=False, is_list=False)
        verdicts += [(total, f"total {notice.stated_total}")] if total else []
        asked = " ".join(left.why for left in notice.leftovers)
        verdicts += [
            ("right" if written in asked else "missing", f"question about {written}") for written in each.get("ask", [])
        ]
        score.add(f"sentence {each['n']}", verdicts)
    return score


def _conditions(folder: Path) -> Score:
    score = Score("conditions")
    for each in _load(folder / "conditions.json", "passages"):
        read = _alone(each["text"]).conditions
        score.add(f"passage {each['n']}", list(_listed(each["conditions"], read, _same_condition, "condition")))
    return score


def _makers(folder: Path) -> Score:
    score = Score("makers")
    for each in _load(folder / "makers.json", "lines"):
        label = each.get("label", "Decision Maker:")
        how = _HOWS.get(label, "meeting" if "meeting" in label else "posts")
        read = parse_makers(each["line"], how, ())
        verdicts = list(
            _listed(each["posts"], read.posts, lambda wanted, one: "right" if wanted == one else "", "post")
        )
        verdicts += _listed(
            each.get("consulted", []), read.consulted, lambda wanted, one: "right" if wanted == one else "", "consulted"
        )
        if each.get("person"):
            shown = any(each["person"] in other for other in read.others)
            verdicts.append(("right" if shown else "missing", f"person {each['person']}"))
        score.add(f"line {each['n']}", verdicts)
    return score


def _load(path: Path, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))[name]
    return found
