"""One decision, read block by block into fields, each with where it came from. What has no place is left over."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from . import refusals
from .blocks import Block, Split, end_of_aside
from .conditions import announces_terms
from .findings import Awarded, find_awards, find_terms
from .headings import page_number
from .inside import MOST_READ, InsideTexts
from .kinds import is_acceptance, kind_of
from .layouts import Target, plain, without_number
from .learned import AGAIN, left_out, no_conditions, tokens
from .lists import Entry
from .makers import looks_like_post
from .money import ParsedAward, sum_alone
from .other_money import contract_in, giver_in, varied_in
from .pages import Line
from .paragraphs import parse_pieces, text_of, width_of, without_rules
from .signature import signed
from .tables import with_columns
from .text import Leftover
from .titles import APPROVES
from .values import one_year, without_years
from .welsh import in_english, is_bilingual

TEXTS = (
    "purpose", "decision_text", "reasons", "alternatives", "interests", "financial_implications", "legal_implications",
    "equality_implications", "risk_implications", "consultation", "value_for_money", "intended_outcomes",
)  # fmt: skip
LEFT_OUT_BEFORE = "This was left out of an earlier notice too"
NOTHING_KEPT = "Of this place of an earlier notice nothing was kept"
_FROM_WHERE = re.compile(r"^(?:(?:met|paid|funded) )?from (?:the )?", re.IGNORECASE)
_ONLY_NOTES = re.compile(
    r"\b(?:[Pp]anel|[Mm]embers|[Cc]ommittee|[Bb]oard)\b (?:is |are )?(?:asked to |recommended to |invited to )?"
    r"(?:notes?|considers?|comments?|scrutinises?)\b"
)


class Reading(InsideTexts):
    """Reads one decision. Every step takes words away from what is left to place."""

    def read(self, entry: Entry) -> None:
        lines = list(entry.lines)
        self.width = width_of(line.text for line in lines)
        self.fields["external_reference"] = page_number([line.text for line in lines])
        if self.fields["external_reference"]:
            self.sources["external_reference"] = "the address of the page"
            self.is_authorised = True
        self.is_bilingual = is_bilingual([line.text for line in lines])
        split = self.splitter.split(lines) if not entry.cells else Split([], [])
        self.is_learned = split.is_learned
        self.is_authorised = self.is_authorised or split.is_learned
        split = split if split.is_learned else signed(split)
        blocks = [
            Block(label, (target,), (Line(lines[0].number, words),)) for label, target, words in entry.cells
        ] or split.blocks
        chosen = self._choose(blocks)
        for block, target in chosen:
            self._place(block, target)
        if "awards" in self.pieces and "decision_text" not in self.pieces:  # who is paid is what was decided
            self.pieces["decision_text"] = self.pieces["awards"]
            self.sources["decision_text"] = self.sources["awards"]
        loose = self._head(split.head, chosen) + [block for block in blocks if block.is_loose]
        self._loose(loose)
        self._from_the_text()
        self._standing_values(lines)
        self._key_and_call_in(lines)
        self._money_and_terms()
        if self.is_purpose_decided and self.is_learned and not self.fields["purpose"]:
            self.fields["purpose"] = self.fields["decision_text"]
            self.sources["purpose"] = f"the {self.labels.get('decision_text', 'decision')} block"
        self._names_ask_nothing()
        self._account_for(lines)

    def refusal(self) -> str:
        """Why this is no notice of a decision; empty where it is one, as one is whose labels an office has taught."""
        if (self.taught > 1 or self.is_learned) and (self.fields.get("title") or self.fields.get("decision_text")):
            return ""
        text = self.fields.get("decision_text") or ""
        if not self.fields.get("outcome") and _ONLY_NOTES.search(text[:300]):
            return refusals.UNDECIDED
        is_stated = self.fields.get("outcome") or "decision_text" in self.labels
        if not text and not (
            is_stated and self.is_authorised and (self.fields.get("title") or self.fields.get("purpose"))
        ):
            return refusals.UNDECIDED if len(self.labels) > 1 else refusals.NOT_RECOGNISED
        if len(self.labels) < 2 and not self.headings and not self.fields.get("external_reference"):
            return refusals.NOT_RECOGNISED
        words = f"{self.fields.get('title', '')}\n{text}\n{self.fields.get('purpose', '')}"
        is_dated = self.fields.get("decided_on") or self.fields.get("outcome") or self.fields.get("awards")
        return "" if self.is_authorised or (is_dated and refusals.speaks_of_authority(words)) else refusals.NOBODY

    def _choose(self, blocks: Sequence[Block]) -> list[tuple[Block, Target]]:
        """The target of each block; those that have a choice come after those that have none."""
        signed = next(
            (place for place, block in enumerate(blocks) if block.label.casefold().startswith("sign")), len(blocks)
        )
        only = [
            self._target(block, set(), is_signing=False)
            for block in blocks
            if len(block.targets) == 1 and not block.is_empty
        ]
        taken = {target.field for target in only}
        chosen: list[tuple[Block, Target]] = []
        late: list[bool] = []
        for place, block in enumerate(blocks):
            if block.is_loose:
                continue
            if not block.targets:
                self._leave(block.text, f"The label “{block.label}” is not known", without_number(block.label))
                continue
            target = self._target(block, taken, is_signing=place > signed)
            taken.add(target.field)
            chosen.append((block, target))
            late.append(_is_weak_date(block, is_above=place < signed))
        pairs = list(zip(chosen, late, strict=True))
        return [each for each, is_late in pairs if not is_late] + [each for each, is_late in pairs if is_late]

    def _target(self, block: Block, taken: set[str], *, is_signing: bool) -> Target:
        words = block.text.partition(": ")[2]
        if block.targets[0].field == "decision_text" and APPROVES.match(words) and not announces_terms(words):
            return Target("approval", "text")
        if len(block.targets) == 1:
            return block.targets[0]
        post = next((target for target in block.targets if target.how == "post"), None)
        if post and is_signing and looks_like_post(block.text.partition(": ")[2]):
            return post
        return next(
            (target for target in block.targets if target.field not in taken and target.how != "post"), block.targets[0]
        )

    def _place(self, block: Block, target: Target) -> None:
        is_taught = self.splitter.layouts.is_taught(block.label)
        self.taught += is_taught
        if target == AGAIN:
            words = block.texts if block.is_by_place else [block.label, *block.texts]
            stands = " ".join(tokens(" ".join(words))) in left_out(self.splitter.examples)
            why = LEFT_OUT_BEFORE if stands or not block.is_by_place else NOTHING_KEPT
            self._leave("\n".join(words), why, asks_nothing=True)
            self.placed.append(block.label)
            return
        self.labels.setdefault(target.field, block.label)
        if target.how not in ("text", "posts") and "decision" in plain(block.label):
            self.is_authorised = True
        if not target.field:
            self._without_field(block, is_taught=is_taught)
            return
        if self.is_bilingual and (target.how != "text" or target.field == "awards"):
            block = self._english(block)
        if target.how not in ("text", "conditions"):
            self._short(block, target)
        elif self.pieces.get(target.field) and plain(block.label) == plain(self.labels[target.field]):
            self._leave(block.text, f"“{block.label}” is on the page more than once")
        else:
            self._long(block, target.field)

    def _english(self, block: Block) -> Block:
        """The block without its lines in Welsh, where it says the same in English."""
        kept, welsh = in_english(block.texts)
        self._leave("\n".join(welsh), "This says in Welsh what stands in English below it", asks_nothing=True)
        return replace(block, lines=tuple(line for line in block.lines if line.text in kept)) if welsh else block

    def _without_field(self, block: Block, *, is_taught: bool) -> None:
        """What stands below a label that has no field; what may be more than was meant is asked about."""
        if block.is_empty:
            self._is_empty(block)
        elif is_taught:
            end = end_of_aside(block.texts)
            aside = "\n".join(filter(None, [block.label, *block.texts[:end]]))
            self._leave(aside, f"“{block.label}” is said to be of no field", asks_nothing=True)
            self._leave("\n".join(block.texts[end:]), f"This is after “{block.label}” and has no label")
        elif self._was_left_out(block.label):
            start = next(place for place, text in enumerate(block.texts) if text)
            end = block.texts.index("", start) if "" in block.texts[start:] else len(block.texts)
            self._leave("\n".join([block.label, *block.texts[:end]]), LEFT_OUT_BEFORE, asks_nothing=True)
            self._leave("\n".join(block.texts[end:]), f"This is after “{block.label}” and has no label")
        else:
            is_line = sum(map(bool, block.texts)) == 1
            self._leave(block.text, f"There is no field for “{block.label}”", asks_nothing=is_line)

    def _was_left_out(self, label: str) -> bool:
        """Whether a confirmed notice, laid out as this one, had this label and no field for it."""
        items = [item for example in self.splitter.examples for item in example] if self.is_learned else []
        return any(not item.target.field and plain(item.words) == plain(label) for item in items)

    def _long(self, block: Block, name: str) -> None:
        is_list = name == "awards" and sum("£" in text for text in block.texts) > 1  # each line is of one award
        pieces = without_rules(parse_pieces(block.texts, 0 if is_list else self.width))
        if not pieces:
            self._is_empty(block)
            return
        self.pieces[name] = [*self.pieces.get(name, []), *pieces]
        self._from(name, f"the {block.label} block", block.lines)
        if name == "decision_text" and plain(block.label).startswith(("approved", "agreed")):
            self.fields.setdefault("outcome", "approved")

    def _money_and_terms(self) -> None:
        texts = {name: text_of(self.pieces.get(name, [])) for name in TEXTS}
        self.fields |= texts
        terms = find_terms(self.pieces, no_conditions(self.splitter.examples) if self.is_learned else ())
        pieces = with_columns(self.pieces, self.splitter.layouts.taught_field)
        accepts = is_acceptance(texts["decision_text"][:MOST_READ])
        title, outcome, stated = self.fields.get("title", ""), self.fields.get("outcome"), list(self._stated_awards())
        money = find_awards(pieces, title, outcome, terms, accepts=accepts, stated=stated)
        self.fields |= {"conditions": terms.conditions, "no_conditions": terms.are_denied and not terms.conditions}
        self.fields |= {"awards": tuple(map(self._with_label_of_all, money.awards)), "stated_total": money.total}
        self._funds_of_no_award(has_awards=bool(money.awards))
        self.placed += [piece.text for piece in self.pieces.get("awards", [])]
        if "conditions" in self.pieces:
            self.placed += [condition.wording for condition in terms.conditions]
            self.placed += [
                piece.marker for piece in self.pieces["conditions"] if piece.words
            ]  # "1." is kept as its place in the list
        if outcome == "not_approved":
            self._leave("\n".join(each.sentence for each in stated), "This was not approved, so it is no award")
        for name, places in (("conditions", terms.places), ("awards", money.places)):
            if places:
                self.sources[name] = "; ".join(
                    f"the {self.labels.get(place, place.replace('_', ' '))} block" for place in places
                )
        if money.total is not None and money.places:
            self.sources["stated_total"] = self.sources["awards"]
        elif money.total is not None:
            self.sources["stated_total"] = f"the {self.labels.get('decision_text', 'decision')} block"
        if not money.awards:
            self.leftovers = [_asks_for_sum(left) for left in self.leftovers]
        written = self._kind(title, money)
        self.leftovers += [left for left in money.leftovers if not left.why.startswith(f"A sum of {written} was")]

    def _kind(self, title: str, money: Awarded) -> str:
        """Read the kind, and the money that is no grant; gives back the value of a contract as the texts have it."""
        texts = [self.fields[name][:MOST_READ] for name in ("decision_text", "purpose", "reasons")]
        decision, purpose, _reasons = texts
        kind = kind_of(title, decision, has_awards=bool(money.awards), purpose=purpose)
        self.fields["kind"] = kind = "contract" if self.labels.keys() & {"supplier", "contract_value"} else kind
        if kind == "external":
            year = one_year(f"{decision}\n{purpose}") or one_year(title)
            received = {"received": money.received, "received_year": year if money.received else ""}
            self.fields |= received | {"giver": giver_in([decision, purpose])}
        elif kind == "variation":
            own = (self.fields.get("reference", ""), self.fields.get("external_reference", ""))
            self.fields["varies"] = varied_in([title, *texts], own)
        elif kind == "contract":
            return self._contract([title, decision] if decision else [title, purpose])
        return ""

    def _contract(self, texts: list[str]) -> str:
        """Supplier and value, where no label states them; gives back the value as it is written."""
        found = contract_in(texts)
        for name, value in (("supplier", found.supplier), ("contract_value", found.value)):
            if value and not self.fields.get(name):
                self.fields[name] = value
                self.sources[name] = f"the words of the {self.labels.get('decision_text', 'decision')} block"
        return found.written if self.fields.get("contract_value") == found.value else ""

    def _funds_of_no_award(self, *, has_awards: bool) -> None:
        for said in self.stated_awards if not has_awards else ():
            if "stream" in said and _is_of_all(said):
                self._leave("; ".join(said.values()), "This is where money comes from, and no award was read")

    def _with_label_of_all(self, award: ParsedAward) -> ParsedAward:
        """An award with the fund and the year that a label states for all, where it names none itself."""
        said = next((said for said in self.stated_awards if "stream" in said and _is_of_all(said)), {})
        stream = _FROM_WHERE.sub("", without_years(said.get("stream", "")))
        year = said.get("year", "") or one_year(said.get("stream", ""))
        return replace(award, stream_text=award.stream_text or stream, year_text=award.year_text or year)

    def _stated_awards(self) -> Iterator[ParsedAward]:
        """The awards that labels state; without an amount there is none."""
        for said, written in zip(self.stated_awards, self.words_of_awards, strict=True):
            words = "; ".join(said.values())
            if "stream" in said and _is_of_all(said):
                continue
            if amount := sum_alone(said.get("amount", "")):
                year = one_year(said.get("year", ""))
                yield ParsedAward(amount, said.get("recipient", ""), year, words, said.get("stream", ""))
                self._leave("" if year else said.get("year", ""), "This is no financial year, as 2024/25 is")
            else:
                self._leave("; ".join(written), "This is of an award, and its amount was not understood")


def _asks_for_sum(left: Leftover) -> Leftover:
    """What was left out before asks again where it has a sum, and no award was read: it may be one."""
    is_sum = left.why in (LEFT_OUT_BEFORE, NOTHING_KEPT) and "£" in left.text
    return replace(left, asks_nothing=left.asks_nothing and not is_sum)


def _is_of_all(said: Mapping[str, str]) -> bool:
    """Whether what labels say of an award is of no one award: no sum, and nobody who receives it."""
    return not said.keys() & {"amount", "recipient"}


def _is_weak_date(block: Block, *, is_above: bool) -> bool:
    """Whether any other label says better which day is that of the decision; `is_above`: above the signature."""
    return plain(block.label) in ("date signed", "date of signature") or (is_above and plain(block.label) == "date")
