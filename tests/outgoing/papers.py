"""Papers that go out, made up for the tests."""

import datetime

from assistant.answer import Citation
from assistant.outgoing.paper import Block, Bullets, Chart, Heading, Line, PageBreak, Paper, Paragraph, Table

AWKWARD = (
    "Fish & chips <b>bold</b> \"quoted\" 'single' {{field}}",
    "[a link](http://example.org) and ![a picture](x.png) at www.example.org, a@example.org",
    "1. not a list # nor a heading | nor a cell * nor _emphasis_ `code` ~~gone~~ \\",
    "# Title", "- item", "+ item", "12) item", "=====", "---", "&lt; &#35; $x$",
    "a patrol 🚓 went out 👩‍👩‍👧",
    "שלום לכולם and مرحبا and back",
    "a\x00b\x07c\x1b[31md\x0be\x0cf\x85g\ud800h\ufffei",
    "turned \u202eround\u202c and \u2066kept\u2069 apart",
    '=HYPERLINK("http://example.org")', 'PAGE \\* MERGEFORMAT { HYPERLINK "x" }',
    "word " * 1000,
)  # fmt: skip


def citation(n: int, quote: str = "", **changed: object) -> Citation:
    facts = {
        "n": n, "document": "minutes.docx", "document_id": "d1", "title": "Minutes of the board", "board": "Marlowick",
        "part": "", "date": datetime.date(2023, 12, 6), "page": n, "section": "4",
        "quote": quote or f"Words {n} stood.", "start": 0, "end": 9,
    }  # fmt: skip
    return Citation(**(facts | changed))  # type: ignore[arg-type]


def paper(*blocks: Block, citations: int = 3) -> Paper:
    return Paper("An update", "October to December 2023", blocks, tuple(citation(n + 1) for n in range(citations)))


RICH = Paper(
    "Update to the board",
    "October to December 2023",
    (
        Heading("Reduce violence", 1),
        Paragraph((Line("To have fewer victims.", (1,)), Line("To have safer streets."))),
        Heading("Q3 Update", 2),
        Bullets(
            (
                Line("Wardens walked both estates.", (1,)),
                Line("Marshals worked on twelve nights.", (2, 3), note="told by two partners"),
                Line("To be written to", (2,), strong="Owner"),
            )
        ),
        Heading("Steps", 3),
        Bullets((Line("First step"), Line("Second step", (3,))), numbered=True),
        Paragraph((Line("Then again:"),)),
        Bullets((Line("Step one"), Line("Step two")), numbered=True),
        Table(
            ("Measure", "This quarter", "Target"),
            ((Line("Hate crimes"), Line("1,204", (4,)), Line("85%")), (Line("Repeat victims"), Line("12"), Line("–"))),
            "Figures of the quarter",
        ),
        Chart(
            "Hate crimes", "offences", (("2023/24 Q1", 14, 20), ("2023/24 Q2", 17.5, None), ("2023/24 Q3", 9, 15)), (4,)
        ),
        PageBreak(),
        Heading("What is missing", 1),
        Bullets((Line("No figure for burglary."),)),
    ),
    (
        citation(1, "Wardens walked both estates."),
        citation(2, "Twelve nights were covered by marshals. " + "More was said of it. " * 20, part="Item 6"),
        citation(3, "The town said so too.", page=None, date=None, title="Return of the town"),
        citation(4, "Hate crimes: 1,204"),
    ),
)  # fmt: skip
