"""One module a format. READERS maps a file name's suffix to the function that reads it."""

from collections.abc import Callable
from pathlib import Path

from ingest.documents import Reading
from ingest.readers.doc import read_doc
from ingest.readers.docx import read_docx
from ingest.readers.html import read_html
from ingest.readers.mail import read_mail, read_saved_page
from ingest.readers.odt import read_odt
from ingest.readers.pdf import read_pdf
from ingest.readers.pptx import read_pptx
from ingest.readers.rtf import read_rtf
from ingest.readers.sheets import read_csv, read_open_sheets, read_workbook
from ingest.readers.text import read_text

READERS: dict[str, Callable[[Path], Reading]] = {
    ".txt": read_text,
    ".md": read_text,
    ".markdown": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".pdf": read_pdf,
    ".docx": read_docx,
    ".pptx": read_pptx,
    ".rtf": read_rtf,
    ".odt": read_odt,
    ".doc": read_doc,
    ".xlsx": read_workbook,
    ".xls": read_workbook,
    ".ods": read_open_sheets,
    ".eml": read_mail,
    ".msg": read_mail,
    ".mhtml": read_saved_page,
    ".csv": read_csv,
    ".tsv": read_csv,
}
