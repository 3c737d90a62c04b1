"""The empty question set that a user fills in: an Excel workbook with examples, choices and an explanation."""

from pathlib import Path

from xlsxwriter import Workbook

from eval.examples import KINDS, REASONS
from eval.sets import COLUMNS

_WIDTHS = {"question": 60, "history": 40, "expected_facts": 40, "expected_documents": 36, "forbidden": 30}
_LAST_ROW = 10_000
_EXAMPLES: tuple[dict[str, str | int], ...] = (
    {
        "id": "1",
        "question": "How many members make the Board quorate?",
        "kind": "fact",
        "expected_facts": "six members | quorum of six",
        "forbidden": "quorum of four",
        "expected_documents": "terms-of-reference-2024.md",
    },
    {
        "id": "2",
        "question": "And who chairs it?",
        "history": "How many members make the Board quorate?",
        "kind": "person",
        "expected_facts": "Helena Strand",
        "tags": "follow-up",
    },
    {
        "id": "3",
        "question": "How many burglaries were there in Q4 2030/31?",
        "kind": "refusal",
        "expected_reason": "period_not_covered",
    },
)
_HELP = {
    "id": "A short name of its own for each question. Left empty, one is made from the question.",
    "question": "What is asked, in plain words.",
    "kind": f"One of: {', '.join(KINDS)}.",
    "history": "The earlier questions of the conversation, oldest first, one a line (Alt+Enter).",
    "expected_facts": "What a right answer says: short facts, one a line or parted by ; with other wordings after |. "
    "Numbers, sums and dates are compared by value: 6 and six, 26/3/2018 and 26 March 2018 are the same.",
    "forbidden": "What a right answer must not say, one a line: last year's figure, somebody else's name.",
    "expected_documents": "File names of papers that say it, as they are in the library; any of them may be cited.",
    "expected_page": "The page of the file it stands on.",
    "expected_section": "Words of the heading it stands under.",
    "expected_reason": "Only for a question that is to be refused: not_in_documents (the papers do not say), "
    "period_not_covered (no papers of that time), partnership_not_covered (another area), "
    "needs_clarification (it could mean two things), off_topic (nothing to do with the papers).",
    "same_as": "The id of the question that this one asks in other words.",
    "tags": "Anything to group questions by in the report, parted by ;",
}


def write_template(path: Path) -> None:
    """Write the workbook. It is a valid set of three questions until the rows are replaced."""
    with Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        head = book.add_format({"bold": True, "bg_color": "#1d3d5c", "font_color": "white", "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        sheet, explained = book.add_worksheet("Questions"), book.add_worksheet("How to fill it in")
        sheet.freeze_panes(1, 0)
        for column, name in enumerate(COLUMNS):
            sheet.set_column(column, column, _WIDTHS.get(name, 18), wrapped)
            sheet.write_string(0, column, _heading(name), head)
            for row, example in enumerate(_EXAMPLES, 1):
                sheet.write_string(row, column, str(example.get(name, "")), wrapped)
            explained.write_string(column + 1, 0, _heading(name), head)
            explained.write_string(column + 1, 1, _HELP[name], wrapped)
        for name, choices in (("kind", KINDS), ("expected_reason", REASONS)):
            place = COLUMNS.index(name)
            sheet.data_validation(1, place, _LAST_ROW, place, {"validate": "list", "source": list(choices)})
        explained.set_column(0, 0, 22)
        explained.set_column(1, 1, 100)
        explained.write_string(0, 0, "Column", head)
        explained.write_string(0, 1, "What to write", head)


def _heading(name: str) -> str:
    return "Id" if name == "id" else name.replace("_", " ").capitalize()
