"""The form that turns an answer into a question of the set, and the questions kept so far, as plain HTML."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import cast
from urllib.parse import urlencode

from assistant.answer import Reason
from eval.examples import KINDS, REASONS, Example
from ui.web.words import safe

BECAUSE: dict[Reason, str] = {
    "not_in_documents": "the papers here do not say it",
    "period_not_covered": "it is about a time that no paper here covers",
    "partnership_not_covered": "it is about a partnership whose papers are not here",
    "needs_clarification": "it could mean more than one thing",
    "off_topic": "it has nothing to do with these papers",
}
MOST_WORDS = 4_000  # characters of one field
_EARLIER = 6  # questions that the assistant looks back on
_KINDS = {"actions": "list", "date": "fact", "role": "person", "place": "fact"}  # of an answer, as sets name them
_FROM_PAGE = ("from the page",)


def link_to_form(question: str, earlier: Sequence[str], kind: str) -> str:
    """Return the address of the form for a question of a conversation, as HTML."""
    turns = [("earlier", turn) for turn in earlier[-_EARLIER:]]
    return safe("/evaluate/question?" + urlencode([("question", question), ("kind", kind), *turns]))


def begun(question: str, kind: str, earlier: Sequence[str]) -> Example:
    """Return the question of a conversation, with nothing expected yet."""
    kind = _KINDS.get(kind, kind if kind in KINDS and kind != "refusal" else "fact")
    return Example("", question[:MOST_WORDS], kind, tuple(earlier[-_EARLIER:]), tags=_FROM_PAGE)


def given(fields: Mapping[str, str], was: Example) -> Example:
    """Return a question as the form has it; what the form does not ask stays as it was.

    Raises ValueError, in words for the user, where something is missing.
    """
    long = next((words for words in fields.values() if len(words) > MOST_WORDS), None)
    question = " ".join(fields.get("question", "").split())
    if long or not question:
        raise ValueError("That is too long: please shorten it." if long else "Write the question first.")
    facts = tuple(tuple(filter(None, (w.strip() for w in line.split("|")))) for line in _lines(fields, "facts"))
    asked = replace(was, question=question, history=_lines(fields, "earlier"))
    if fields.get("outcome") == "refuse":
        reason = fields.get("reason", "")
        if reason not in REASONS:
            raise ValueError("Choose why it should have refused.")
        return replace(asked, kind="refusal", expected_facts=(), forbidden=(), expected_reason=cast("Reason", reason))
    facts = tuple(filter(None, facts))
    if not facts and not was.expected_documents:
        raise ValueError("Write at least one thing that it should have said.")
    kind = "fact" if was.kind == "refusal" else was.kind
    forbidden = _lines(fields, "forbidden")
    return replace(asked, kind=kind, expected_facts=facts, forbidden=forbidden, expected_reason=None)


def _lines(fields: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in fields.get(name, "").splitlines() if line.strip())


def form(example: Example, fields: Mapping[str, str] | None = None) -> str:
    """Return the form for a question: filled in as it is, or as it was sent."""
    sent = fields or {
        "question": example.question,
        "earlier": "\n".join(example.history),
        "facts": "\n".join(" | ".join(fact) for fact in example.expected_facts),
        "forbidden": "\n".join(example.forbidden),
        "outcome": "say" if example.answerable else "refuse",
        "reason": example.expected_reason or "",
    }
    refuse = sent.get("outcome") == "refuse"
    hidden = "".join(
        f'<input type="hidden" name="{n}" value="{safe(v)}">' for n, v in (("id", example.id), ("kind", example.kind))
    )
    reasons = "".join(_radio("reason", name, words, sent.get("reason") == name) for name, words in BECAUSE.items())
    return (
        f'<form class="question" action="/evaluate/question" method="post">{hidden}'
        f"{_area('question', 'The question', sent, 2)}"
        f"{_area('earlier', 'Questions asked before it', sent, 2, _EARLIER_HINT)}"
        '<fieldset class="outcome"><legend>The assistant should have</legend>'
        f"{_radio('outcome', 'say', 'answered', not refuse)}{_radio('outcome', 'refuse', 'refused', refuse)}</fieldset>"
        '<div class="say">'
        f"{_area('facts', 'What should it have said?', sent, 3, _FACTS)}"
        f"{_area('forbidden', 'What must it not say?', sent, 2, _FORBIDDEN_HINT)}"
        f'</div><fieldset class="refuse"><legend>It should have refused, because</legend>{reasons}</fieldset>'
        f"<div><button>{'Save the changes' if example.id else 'Keep this question'}</button></div></form>"
    )


_EARLIER_HINT = "One a line, oldest first. Leave it empty if there were none."
_FACTS = "One fact a line: a name, a date, a figure. Where two wordings are both right, put | between them."
_FORBIDDEN_HINT = "One thing a line. Leave it empty if there is nothing."


def _area(name: str, label: str, sent: Mapping[str, str], rows: int, hint: str = "") -> str:
    told = f'<span class="hint" id="{name}-hint">{hint}</span>' if hint else ""
    described = f' aria-describedby="{name}-hint"' if hint else ""
    return (
        f'<div><label for="{name}">{label}</label>{told}<textarea id="{name}" name="{name}" rows="{rows}"'
        f' maxlength="{MOST_WORDS}"{described}>{safe(sent.get(name, ""))}</textarea></div>'
    )


def _radio(name: str, value: str, words: str, chosen: bool) -> str:
    checked = " checked" if chosen else ""
    return f'<label class="choice"><input type="radio" name="{name}" value="{value}"{checked}>{words}</label>'


def listing(examples: Sequence[Example]) -> str:
    """Return the questions kept, newest first, each with what is expected and the ways to change it."""
    return f'<ol class="kept" reversed>{"".join(map(_kept, reversed(examples)))}</ol>' if examples else ""


def _kept(example: Example) -> str:
    earlier = f'<p class="soft">After: {safe(" / ".join(example.history))}</p>' if example.history else ""
    address = safe("/evaluate/question?" + urlencode({"id": example.id}))
    about = f'<span class="unseen">: {safe(example.question)}</span>'
    return (
        f"<li><h3>{safe(example.question)}</h3>{earlier}{expected(example)}"
        f'<div class="do"><a href="{address}">Change{about}</a>'
        '<form action="/evaluate/question/remove" method="post">'
        f'<input type="hidden" name="id" value="{safe(example.id)}"><button class="link">Remove{about}</button></form>'
        "</div></li>"
    )


def expected(example: Example) -> str:
    """Return what a right answer to a question is, in words."""
    if example.expected_reason:
        return f"<p>Should be refused, because {BECAUSE[example.expected_reason]}.</p>"
    said = "; ".join(" or ".join(fact) for fact in example.expected_facts)
    lines = [("Should say", said), ("Must not say", "; ".join(example.forbidden))]
    lines += [("Should cite", "; ".join(example.expected_documents))]
    return "".join(f"<p><strong>{label}:</strong> {safe(words)}</p>" for label, words in lines if words)
