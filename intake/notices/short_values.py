"""Short values: a day, a yes or no, an outcome, the posts of a line."""

import re
from dataclasses import replace
from typing import Any

from .blocks import Block
from .boxes import without_box
from .layouts import Target
from .lists import parse_called_in
from .makers import in_order, is_person, looks_like_post, parse_makers
from .money import NUMBER_OF_A_LIST, sum_alone, words_beside_sum
from .paragraphs import is_sentence
from .record import Record
from .values import dated, day_signed, number_alone, number_and_more, parse_key, parse_outcome, parse_yes_or_no
from .welsh import is_welsh

APPROVED = re.compile(r"(?:approved|authorised|agreed) (?:by|on)\b", re.IGNORECASE)
"""A label that says beside who decided, or when, that it was approved."""
_SAYS_SIGNED = re.compile(r"\(?(?:original )?signed(?: electronically| (?:copy|original)\b.*)?\)?", re.IGNORECASE)


class ShortValues(Record):
    """Reads what stands beside a label in one line."""

    def _short(self, block: Block, target: Target) -> None:
        words = without_box(" ".join(filter(None, block.texts)).replace("\t", " "))
        if target.field == "decision_makers":
            self._decided_by(words, target, block)
        elif not words:
            self._is_empty(block)
        elif target.how in ("list", "meeting") and self.fields.get(target.field):
            self._leave(block.text, f"“{block.label}” is on the page more than once")
        elif target.how == "list":
            self._documents(list(filter(None, block.texts)), block)
        elif target.field.startswith("award_"):
            self._of_award(words, target.field.removeprefix("award_"), block)
        elif target.field == "decided_at_meeting":
            self._meeting(words, block)
        else:
            self._value(words, target, block)

    def _decided_by(self, words: str, target: Target, block: Block) -> None:
        """Who decided; what was taught as a label, with nothing below it, may say so itself, like a signature."""
        if not words and self.splitter.layouts.is_taught(block.label) and looks_like_post(block.label):
            self._makers(block.label, target.how, block)
        elif not words:
            self._is_empty(block)
        elif _SAYS_SIGNED.fullmatch(words):
            self._leave(block.text, "This says no more than that it is signed", asks_nothing=True)
        else:
            self._makers(words, target.how, block)

    def _documents(self, lines: list[str], block: Block) -> None:
        """The papers of a list; a sentence after the first of them is none, and a list may say that there are none."""
        after = next((place for place, line in enumerate(lines) if place and is_sentence(line)), len(lines))
        if lines[0].rstrip(".").casefold() in ("none", "n/a") and after == 1:
            self._from("accompanying_documents", f"the {block.label} line, which says that there are none", block.lines)
            self.placed.append(lines[0])
        else:
            self._set("accompanying_documents", tuple(lines[:after]), block)
        for line in lines[after:]:
            self._leave(line, f"This is after “{block.label}” and is the name of no paper")

    def _value(self, words: str, target: Target, block: Block) -> None:
        if target.field == "reference":
            self.placed.append(words)  # what is said beside it of key decisions and call-in is read below
            words, title = number_and_more(number_alone(words.rstrip(".")))
            self._leave(title, f"This is after the number in “{block.label}”")
        value, rest = self._understood(words, target.how)
        if value is None and target.how == "outcome" and looks_like_post(words):  # "Approval by: PCC": who approves
            if self.fields.get("makers"):
                self._leave(words, f"This is in “{block.label}”, and says who approves", asks_nothing=True)
            else:
                self._makers(words, "posts", block)
        elif value is None:
            place = f"the {block.label} line, which was not understood"
            is_again = place in self.sources.get(target.field, "")
            self._leave(block.text if is_again else words, _not_understood(block.label, target.how))
            self._from(target.field, place, ())
        elif self.fields.get(target.field) in (None, ""):
            self._set(target.field, value, block)
            self._leave(rest, f"This is after “{block.label}” and has no label")
            if target.field == "outcome_text":
                self.fields["outcome"] = parse_outcome(value)
        elif self.fields[target.field] == value:
            self._leave(block.text, f"“{block.label}” says the same as before", asks_nothing=True)
        else:
            self._leave(block.text, f"“{block.label}” is on the page more than once")

    def _understood(self, words: str, how: str) -> tuple[Any, str]:
        """The value that the words are, read as their label says, and what is left of them; None where none is."""
        if how == "date":
            halves = words.split(" / ") if not dated(words) else [words]
            found = next((found for half in halves if (found := dated(half))), None)
            found = found or ((day, "") if (day := day_signed(words)) else None)
            return (found[0], found[1] or " / ".join(halves[:-1])) if found else (None, "")
        if how == "flag":
            return parse_yes_or_no(words)
        if how == "outcome":
            return (words if parse_outcome(words) is not None else None), ""
        if how == "name":
            name, _, rest = words.partition(", ")
            return name, rest
        if how == "sum":
            return sum_alone(words), words_beside_sum(words)
        return {"key": parse_key, "called": parse_called_in}.get(how, str)(words), ""

    def _of_award(self, words: str, name: str, block: Block) -> None:
        """What a label says of an award. Where it says the same thing again, another award begins."""
        if name == "amount" and NUMBER_OF_A_LIST.fullmatch(words):
            self._leave(words, f"This stands beside “{block.label}” and is no sum")
            return
        if not self.stated_awards or name in self.stated_awards[-1]:
            self.stated_awards.append({})
            self.words_of_awards.append([])
        self.stated_awards[-1][name] = words
        self.words_of_awards[-1].append(f"{block.label}: {words}")
        self.placed += [block.label, *block.texts]
        self._from("awards", f"the {block.label} line", block.lines)

    def _makers(self, words: str, how: str, block: Block) -> None:
        found = parse_makers(words, how, self.known_posts)
        self.signed_at = block.lines[0].number if how == "signed" and block.lines else self.signed_at
        self.is_authorised = self.is_authorised or bool(found.posts) or (how == "signed" and bool(found.others))
        earlier = self.fields.get("decision_makers", "")
        words = block.text if f"the {block.label} line" in self.sources.get("decision_makers", "") else words
        self.fields["makers"] = in_order((*self.fields.get("makers", ()), *found.posts))
        self.fields["consulted"] = in_order((*self.fields.get("consulted", ()), *found.consulted))
        self._set("decision_makers", "; ".join(filter(None, [earlier, words])), block)
        if APPROVED.match(block.label) and found.posts and not self.fields.get("outcome_text"):
            self.fields.setdefault("outcome", "approved")
        for other in found.others:
            self._leave(other, f"This is in “{block.label}” and is the title of no post")
        if how == "signed" or len(found.others) <= len(found.posts):
            self.signers += filter(is_person, found.others)

    def _names_ask_nothing(self) -> None:
        """The register names posts: where one is read, the name of whoever signed is no question. Nor is what a
        bilingual notice says in Welsh."""
        names = self.signers if self.fields.get("makers") else []
        self.leftovers = [
            replace(left, asks_nothing=True)
            if left.text in names or (self.is_bilingual and is_welsh(left.text))
            else left
            for left in self.leftovers
        ]

    def _meeting(self, words: str, block: Block) -> None:
        self._set("decided_at_meeting", words, block)
        self.is_authorised = True


def _not_understood(label: str, how: str) -> str:
    said = {
        "date": "this is no day, as 06/02/2024 or 6 February 2024 is",
        "flag": "it is not answered Yes or No",
        "outcome": "this is no outcome",
        "sum": "this is no exact sum, as £5,000 is",
    }
    return f"“{label}” could not be read: {said.get(how, 'it says something else')}"
