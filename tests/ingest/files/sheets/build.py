"""Makes performance.xlsx, and .xls and .ods of it with LibreOffice: python -m tests.ingest.files.sheets.build."""

import subprocess
from pathlib import Path

from tests.ingest.workbooks import Sheet, workbook

HERE = Path(__file__).parent
FIGURES = Sheet(
    [
        ["Quarterly performance 2023/24"],
        [],
        ["Indicator", "2022/23", None, "2023/24", None, "RAG"],
        [None, "Q3", "Q4", "Q1", "Q2", None],
        ["Burglary", 120, 115, 98, None, (None, "amber")],
        ["Hate crime", 31, None, 40, 44, (None, "red")],
        ["Detections", (0.125, "percent"), (0.13, "percent"), (0.145, "percent"), (0.2, "percent"), (None, "green")],
        ["Note: figures are provisional."],
    ],
    merged=["A3:A4", "B3:C3", "D3:E3", "F3:F4"],
)
LOG = Sheet(
    [
        ["Ref", "Action", "Cost", "Due", "Status"],
        [1.1, "Mend the lamps", (12000, "money"), (45377, "date"), ("Open", "amber")],
        [(1.1, "two"), "Report back", None, (45383, "month"), ("Closed", "green")],
    ],
    hidden_rows=(3,),
)


def build() -> None:
    """Write the three files beside this one."""
    book = HERE / "performance.xlsx"
    book.write_bytes(workbook({"Figures": FIGURES, "Log": LOG, "Old": Sheet([["Past words"]], hidden=True)}))
    for ending in ("xls", "ods"):
        subprocess.run(["soffice", "--headless", "--convert-to", ending, "--outdir", HERE, book], check=True)


if __name__ == "__main__":
    build()
