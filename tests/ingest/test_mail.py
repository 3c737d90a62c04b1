"""E-mails: who wrote what to whom and when, what they answered, and what came with them."""

from email.message import EmailMessage
from pathlib import Path

import pytest

from ingest.containers import unpack
from ingest.documents import Reading
from ingest.errors import IngestError
from ingest.readers import READERS
from ingest.reading import read
from tests.ingest.bad_files import docx_bytes
from tests.ingest.compound import outlook

BODY = "Dear all,\r\n\r\nThe lamps of Pinder Lane will be mended\r\nby April.\r\n\r\n"
BODY += "- bring the register\r\n- tell Tom\r\n"
HISTORY = (
    "\r\n-----Original Message-----\r\nFrom: Ann Peel\r\nSent: 25 March 2024 09:00\r\nTo: Jo Bloggs\r\n\r\n"
    "When will the register be ready?\r\n\r\n> On 20 March 2024, Tom wrote:\r\n> I shall not be there.\r\n"
)
PAPER = docx_bytes("The Board took the lighting report as read.")


def letter(body: str = BODY, html: str = "", attached: dict[str, bytes] | None = None) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = "Minutes of the Quay Board – café"
    message["From"] = "Jo Bloggs <jo@example.org>"
    message["To"] = "board@example.org"
    message["Date"] = "Tue, 26 Mar 2024 14:30:00 +0000"
    message.set_content(body)
    if html:
        message.add_alternative(html, subtype="html")
    for name, data in (attached or {}).items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message


def reading(folder: Path, data: bytes, ending: str = ".eml") -> Reading:
    path = folder / f"letter{ending}"
    path.write_bytes(data)
    return READERS[ending](path)


def told(found: Reading) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in found.blocks]


FRONT = [
    ("heading", "Minutes of the Quay Board – café"),
    ("paragraph", "From: Jo Bloggs <jo@example.org>"),
    ("paragraph", "To: board@example.org"),
    ("paragraph", "Date: 26 March 2024 14:30"),
]
WORDS = [
    ("paragraph", "Dear all,"),
    ("paragraph", "The lamps of Pinder Lane will be mended by April."),
    ("item", "bring the register"),
    ("item", "tell Tom"),
]


def test_a_letter_begins_with_who_wrote_it_to_whom_and_when(tmp_path: Path) -> None:
    found = reading(tmp_path, bytes(letter()))
    assert told(found) == FRONT + WORDS
    assert dict(found.properties) == {
        "title": "Minutes of the Quay Board – café",
        "author": "Jo Bloggs",
        "created": "2024-03-26",
    }


def test_the_plain_words_are_preferred_and_the_page_is_read_where_there_are_none(tmp_path: Path) -> None:
    page = "<html><style>p {}</style><p>Dear <b>all</b></p><table><tr><th>Item</th><th>Cost</th></tr><tr><td>Lamps</td>"
    page += "<td>40</td></tr></table></html>"
    assert told(reading(tmp_path, bytes(letter(html=page)))) == FRONT + WORDS
    assert told(reading(tmp_path, bytes(letter(" \n", page))))[4:] == [
        ("paragraph", "Dear all"),
        ("row", "Item | Cost"),
        ("row", "Lamps | 40"),
    ]


def test_what_was_answered_stands_under_headings_of_its_own(tmp_path: Path) -> None:
    assert told(reading(tmp_path, bytes(letter(BODY + HISTORY))))[8:] == [
        ("heading", "Earlier message"),
        ("paragraph", "From: Ann Peel Sent: 25 March 2024 09:00 To: Jo Bloggs"),
        ("paragraph", "When will the register be ready?"),
        ("heading", "Earlier message"),
        ("paragraph", "On 20 March 2024, Tom wrote: I shall not be there."),
    ]


def test_outlooks_own_files_are_read_alike(tmp_path: Path) -> None:
    data = outlook(FRONT[0][1], "Jo Bloggs", "Ann Peel", BODY + HISTORY, {"minutes.docx": PAPER})
    found = reading(tmp_path, data, ".msg")
    assert told(found)[:5] == [
        FRONT[0],
        ("paragraph", "From: Jo Bloggs"),
        ("paragraph", "To: Ann Peel"),
        FRONT[3],
        ("paragraph", "Attachments: minutes.docx"),
    ]
    assert told(found)[5:9] == WORDS
    assert ("paragraph", "When will the register be ready?") in told(found)


@pytest.mark.parametrize("ending", [".eml", ".msg"])
def test_what_came_with_a_letter_is_unpacked_if_it_is_a_paper(tmp_path: Path, ending: str) -> None:
    attached = {"minutes.docx": PAPER, "../notes.txt": b"Notes on the railings.", "photo.png": b"\x89PNG\r\n\x1a\n\0"}
    data = bytes(letter(attached=attached)) if ending == ".eml" else outlook("S", "Jo", "Ann", BODY, attached)
    path = tmp_path / f"letter{ending}"
    path.write_bytes(data)
    (tmp_path / "out").mkdir()
    contents = unpack(path, tmp_path / "out")
    assert contents.paper
    assert [m.name for m in contents.members] == ["minutes.docx", "notes.txt"]
    assert [m.file.read_bytes() for m in contents.members if m.file] == [PAPER, b"Notes on the railings."]
    assert all(m.file and m.file.is_relative_to(tmp_path / "out") for m in contents.members)


def test_a_letter_in_a_letter_is_a_paper_of_its_own(tmp_path: Path) -> None:
    outer = letter("See below.")
    outer.add_attachment(letter("The inner words.", attached={"minutes.docx": PAPER}))
    path = tmp_path / "outer.eml"
    path.write_bytes(bytes(outer))
    names = [m.name for m in unpack(path, tmp_path).members]
    assert names == [f"{FRONT[0][1]}.eml", f"{FRONT[0][1]}.eml/minutes.docx"]
    assert "inner words" not in reading(tmp_path, bytes(outer)).text


@pytest.mark.parametrize(
    "data",
    [
        b"From: a\nSubject: =?utf-8?q?broken=?\nDate: never\nContent-Type: text/plain; charset=klingon\n\nWords stay.",
        b"From: a\nTo: b\nContent-Type: multipart/mixed\n\nWords stay.",
        b"From: a\nTo: b\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nWords stay.\n--y",
        b"From: a\nTo: b\nContent-Transfer-Encoding: base64\n\nV29yZHMgc3RheS4=",
    ],
)
def test_odd_letters_keep_their_words(tmp_path: Path, data: bytes) -> None:
    assert "Words stay." in reading(tmp_path, data).text


def test_a_damaged_outlook_file_is_an_error_in_words(tmp_path: Path) -> None:
    data = outlook("S", "Jo", "Ann", BODY, {})
    with pytest.raises(IngestError, match="damaged"):
        reading(tmp_path, data[:1024], ".msg")


def test_a_page_saved_in_one_file_is_read_as_a_page(tmp_path: Path) -> None:
    data = (
        b"From: <Saved by a browser>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n"
        b"Content-Type: text/html\n\n<html><nav>Home</nav><h1>Lamps</h1><p>They are mended.</p></html>\n--x--\n"
    )
    path = tmp_path / "page.mht"
    path.write_bytes(data)
    found = read(path)
    assert "They are mended." in found.text
    assert "Home" not in found.text
    assert found.warnings == ()
