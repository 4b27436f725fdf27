"""What the long texts of a notice say of its other fields: reasons, interests, approval, who decided."""

import re
from collections.abc import Sequence

from .kinds import MY_APPROVAL, outcome_of
from .layouts import LONGEST_ROW, plain
from .learned import AMID, STANDING, tokens
from .learned_always import day_amid
from .makers import looks_like_post, parse_makers
from .pages import Line
from .paragraphs import Paragraph, text_of
from .record import Mark
from .titles import APPROVES, Titles
from .values import is_call_in_said, is_key_said, leading_date

_LEAD = re.compile(
    r"\b(?:The )?reasons? for (?:the|this) decision (?:is|are)(?: as follows| set out below)?\s?:\s*", re.IGNORECASE
)
_DECIDERS = re.compile(
    r"(?:(?:It was )?(?:RESOLVED|AGREED|[Rr]esolved"
    r"|[Aa]greed):?,?\s?)?(?:[Tt]hat )(?:the )?(?P<post>[A-Z][^:.;]{2,80}):"
    r"|(?:The )(?P<body>[A-Z][^:.;]{2,80}) (?:agreed|resolved|approved|decided)(?: that)?:"
)
_DECISION_OF = re.compile(r"Decision (?:of|by) (?:the )?(?P<post>.+)", re.IGNORECASE)
_DECLARES = re.compile(
    r"\bregister of (?:members.? )?interests?\b|\bdeclaration of interests?\b|\binterests?\b.{0,60}\bpreclude",
    re.IGNORECASE,
)
_TO_GIVE = re.compile(r"^To (?:give|award|grant|pay|fund|allocate)\b", re.MULTILINE)
"""So begins what was decided, below a label that calls it the decision."""
_PARTS = re.compile(r"[.;,]\s+| and (?=is )")
_SAYS = re.compile(r"\b(?:is|was|not|non|exempt)\b", re.IGNORECASE)
MOST_READ = 20_000  # characters of a text in which its kind and outcome are looked for


class InsideTexts(Titles):
    """Reads what has no label of its own, and stands inside a text that has."""

    def _from_the_text(self) -> None:
        self._reasons_in_purpose()
        self._interests_in_decision()
        self._approval()
        decision = self.pieces.get("decision_text", [])
        text = text_of(decision)[:MOST_READ]
        if not self.fields.get("outcome") and not self.fields.get("outcome_text") and (outcome := outcome_of(text)):
            self.fields["outcome"] = outcome
            self.sources["outcome"] = f"the words of the {self.labels.get('decision_text', 'decision')} block"
        if not self.fields.get("outcome") and not self.fields.get("outcome_text"):
            self._outcome_anywhere()
        is_decided = "decid" in (label := plain(self.labels.get("decision_text", ""))) or label.endswith("decision")
        if not (self.fields.get("outcome") or self.fields.get("outcome_text")) and is_decided and _TO_GIVE.search(text):
            self.fields["outcome"] = "approved"
            self.sources["outcome"] = f"the words of the {self.labels['decision_text']} block"
        if not self.fields.get("makers"):
            self._makers_in_text(decision)
        meeting = self.fields.get("decided_at_meeting", "")
        if meeting and not self.fields.get("makers"):
            self.fields["makers"] = parse_makers(meeting, "meeting", self.known_posts).posts
            self.sources["makers"] = f"the {self.labels['decided_at_meeting']} line"
        if meeting and not self.fields.get("decided_on") and (found := leading_date(meeting)):
            self.fields["decided_on"] = found[0]
            self.sources["decided_on"] = f"the {self.labels['decided_at_meeting']} line"

    def _reasons_in_purpose(self) -> None:
        """Reasons that stand inside the purpose, after "The reasons for the decision are:"."""
        pieces = self.pieces.get("purpose", [])
        for place, piece in enumerate(pieces):
            lead = _LEAD.search(piece.words)
            if not lead:
                continue
            before, after = piece.words[: lead.start()].strip(), piece.words[lead.end() :].strip()
            source = (
                f"the {self.labels['purpose']} block, after “{lead[0].strip()}”"
                if "purpose" in self.labels
                else "the text"
            )
            earlier = self.sources.get("reasons", "")
            self.sources["reasons"] = f"{source}; {earlier}" if earlier else source
            reasons = ([Paragraph("", after)] if after else []) + pieces[place + 1 :]
            self.pieces["reasons"] = reasons + self.pieces.get("reasons", [])
            self.pieces["purpose"] = pieces[:place] + ([Paragraph(piece.marker, before)] if before else [])
            return

    def _interests_in_decision(self) -> None:
        decision = self.pieces.get("decision_text", [])
        declared = [
            piece for piece in decision if _DECLARES.search(piece.words) and re.match(r"(?:I|We|The)\b", piece.words)
        ]
        if declared and "interests" not in self.pieces and len(declared) < len(decision):
            self.pieces["interests"] = declared
            self.pieces["decision_text"] = [piece for piece in decision if piece not in declared]
            self.sources["interests"] = f"the {self.labels.get('decision_text', 'decision')} block"

    def _approval(self) -> None:
        """Words of approval above a signature are the outcome, where no status is."""
        text = text_of(self.pieces.pop("approval", []))
        outcome = outcome_of(text) if text and not self.fields.get("outcome") else ""
        if outcome:
            self.fields |= {"outcome": outcome, "outcome_text": text}
            self.sources["outcome_text"] = self.sources.pop("approval")
        elif text:
            self._leave(text, "This is about the approval, and has no field")

    def _outcome_anywhere(self) -> None:
        """Words of approval below any label that is known state the outcome."""
        for name, pieces in self.pieces.items():
            for piece in pieces:
                if (APPROVES.match(piece.words) or MY_APPROVAL.search(piece.words)) and (
                    outcome := outcome_of(piece.words)
                ):
                    self.fields["outcome"] = outcome
                    self.sources["outcome"] = f"the words of the {self.labels.get(name, name)} block"
                    self.placed += [piece.words] if name == "conditions" else []
                    return

    def _key_and_call_in(self, lines: Sequence[Line]) -> None:
        """Whether a decision is key, and may be called in, where a short line says so among other words, or in a
        sentence, and no label does."""
        for line in lines:
            parts = _PARTS.split(line.text) if len(line.text) < LONGEST_ROW and "\t" not in line.text else []
            for part in parts:
                is_label = part == line.text and not _SAYS.search(part)
                for name, said in (("is_key", is_key_said(part)), ("call_in", is_call_in_said(part))):
                    if said is not None and not is_label and self.fields.get(name) is None:
                        self._found(name, said, "the words of a line", "")
                        self.marks.append(Mark(name, line.number, line.number))

    def _standing_values(self, lines: Sequence[Line]) -> None:
        """What a confirmed notice that was laid out so was said to mean, and this one does not state: who decided, and
        the outcome, where the line that spoke of it stands here too."""
        for item in (item for example in self.splitter.examples[:1] for item in example if item.target.how == AMID):
            day = day_amid([line.text for line in lines], item.words) if self.is_learned else None
            if day and not self.fields.get(item.target.field):
                self.fields[item.target.field] = day
                self.sources[item.target.field] = f"between “{item.words}”, as in an earlier notice"
        here = {" ".join(tokens(line.text)) for line in lines}
        items = [item for example in self.splitter.examples[:1] for item in example if item.target.how == STANDING]
        items = [item for item in items if not item.words or " ".join(tokens(item.words)) in here]
        makers = [item for item in items if item.target.field == "decision_makers"]
        if makers and self.is_learned and not self.fields.get("makers"):
            self.fields["makers"] = tuple(dict.fromkeys(item.says for item in makers))
            self.sources["makers"] = _said_before(makers[0].words)
        self.is_purpose_decided = any(item.target.field == "purpose" for item in items)
        outcome = next((item for item in items if item.target.field == "outcome_text"), None)
        if outcome and self.is_learned and not (self.fields.get("outcome") or self.fields.get("outcome_text")):
            self.fields["outcome"] = outcome.says
            self.sources["outcome"] = _said_before(outcome.words)

    def _makers_in_text(self, decision: Sequence[Paragraph]) -> None:
        label = self.labels.get("decision_text", "decision")
        stated = _DECISION_OF.fullmatch(label)
        found = [match for piece in decision if (match := _DECIDERS.fullmatch(piece.words))]
        posts = [*([stated["post"]] if stated else []), *(match["post"] or match["body"] for match in found)]
        if post := next(filter(looks_like_post, posts), ""):
            self.fields["makers"] = parse_makers(post, "posts", self.known_posts).posts
            self.sources["makers"] = f"the words of the {label} block"


def _said_before(words: str) -> str:
    return (
        f"the line “{words}”, as in an earlier notice" if words else "an earlier notice, and states it nowhere itself"
    )
