"""The paragraphs and tables of a rich text file, followed through its groups."""

from ingest.errors import TooLarge
from ingest.readers.cells import CellShape
from ingest.readers.flow import BULLET, Grid, Line
from ingest.readers.rtf_head import Head
from ingest.readers.rtf_state import ENDS, HEAD, RUNNING, SIGNS, SKIPPED, STARRED, Paragraph, Sink, State
from ingest.readers.rtf_text import SYMBOLS, Token, tokens
from ingest.readers.symbols import plain, symbol
from ingest.readers.unseen import SMALLEST, WHITE, alike

_DEEPEST = 2000
_BULLETS = frozenset("•·o§-–▪◦●■□➢✓*")


class Body:
    """Follows a file; then `flow`, `notes` and `running` hold its text, `whole` is whether it has its end, `hid`
    whether words were left out that nobody sees."""

    def __init__(self, text: str) -> None:
        self.head = Head()
        self.notes: list[Line | Grid] = []
        self.running: list[Line | Grid] = []
        self._stack = [State(Sink())]
        self._rows: dict[int, list[CellShape]] = {}
        self._row_heads: set[int] = set()
        self._cell: dict[str, int] = {}
        self._bytes: list[str] = []
        self._to_skip = 0
        self.hid = False
        for token in tokens(text):
            self._take(token)
        self.whole = len(self._stack) <= 1
        while len(self._stack) > 1:
            self._close()
        self.flow = self._finished(self._stack[0].sink)

    def _take(self, token: Token) -> None:
        state = self._stack[-1]
        if token.kind not in ("code", "text"):
            self._decode(state)
        if token.kind == "open":
            if len(self._stack) > _DEEPEST:
                raise TooLarge("the file's parts are nested too deeply: copy its text into a new one and put that in")
            self._stack.append(state.inner())
            self._to_skip = 0
        elif token.kind == "close":
            self._close()
            self._to_skip = 0
        elif token.kind == "sign" and token.value == "*":
            state.starred = True
        elif token.kind == "word" and self._destination(state, token.value):
            pass
        elif state.table:
            self.head.take(state.table, token)
        elif not state.skipped:
            self._content(state, token)

    def _close(self) -> None:
        self._decode(self._stack[-1])
        if len(self._stack) == 1:
            return
        closed, outer = self._stack.pop(), self._stack[-1]
        if closed.sink is outer.sink:
            return
        found = self._finished(closed.sink)
        if closed.sink.kind == "note":
            self.notes += found
        elif closed.sink.kind == "running":
            self.running += found
        else:
            outer.sink.boxes += found

    def _destination(self, state: State, word: str) -> bool:
        """Take a word that says where its group's text belongs; tell whether it was one."""
        starred, state.starred = state.starred, False
        if word in HEAD:
            state.table, state.skipped = word, False
        elif word in ("footnote", "shptxt") or word in RUNNING:
            kind = "note" if word == "footnote" else "box" if word == "shptxt" else "running"
            if not (state.skipped and kind != "box"):
                state.sink, state.counted, state.skipped = Sink(kind), False, False
                state.paragraph = Paragraph()
        elif word in ("listtext", "pntext"):
            state.counted = True
            state.sink.number = []
        elif word == "nesttableprops":
            state.nested = True
        elif word in ("ud", "result"):
            state.skipped = False
        elif word in SKIPPED or (starred and word not in STARRED):
            state.skipped = True
        else:
            return False
        return True

    def _content(self, state: State, token: Token) -> None:
        if token.kind in ("text", "code"):
            kept = token.value[self._to_skip :]
            self._to_skip = max(0, self._to_skip - len(token.value))
            self._bytes.append(kept)
        elif token.kind == "sign":
            if token.value in "\r\n":
                self._end(state)
            else:
                self._add(state, {"~": " ", "_": "-"}.get(token.value, token.value if token.value in "{}\\" else ""))
        elif token.value == "u" and token.number is not None:
            self._add(state, chr(token.number % 65536))
            self._to_skip = state.skip_after
        elif token.value in SIGNS:
            self._add(state, SIGNS[token.value])
        elif token.value in ENDS:
            self._end(state)
        elif not self._characters(state, token) and not self._tables(state, token):
            self._paragraphs(state, token)

    def _characters(self, state: State, token: Token) -> bool:
        word, on = token.value, token.number != 0
        if word == "b":
            state.bold = on
        elif word in ("v", "deleted"):
            state.hidden = on
        elif word == "plain":
            state.bold = state.hidden = False
            state.size, state.ink, state.ground = 24, 0, 0
        elif word == "fs" and token.number is not None:
            state.size = token.number
        elif word in ("cf", "cb", "highlight", "chcbpat"):
            number = token.number or 0
            state.ink, state.ground = (number, state.ground) if word == "cf" else (state.ink, number)
        elif word == "f" and token.number is not None:
            state.page = self.head.fonts.get(token.number, "")
        elif word == "uc":
            state.skip_after = max(0, min(token.number or 0, 20))
        else:
            return False
        return True

    def _paragraphs(self, state: State, token: Token) -> None:
        word, number = token.value, token.number
        if word == "pard":
            state.paragraph = Paragraph()
        elif word == "s" and number is not None:
            state.paragraph.style = number
        elif word == "outlinelevel" and number is not None:
            state.paragraph.outline = number
        elif word == "ls":
            state.paragraph.listed = bool(number)
        elif word == "ilvl":
            state.paragraph.level = max(0, min(number or 0, 8))
        elif word in ("li", "lin"):
            state.paragraph.indent = number or 0
        elif word == "cbpat":
            state.paragraph.ground = number or 0
        elif word == "intbl":
            state.paragraph.in_table = True
        elif word == "itap":
            state.paragraph.depth = number
            state.paragraph.in_table = state.paragraph.in_table and number != 0
        else:
            self.head.whole_file(word, number)

    def _tables(self, state: State, token: Token) -> bool:
        word, depth = token.value, max(state.paragraph.table_depth(), 2) if state.nested else 1
        if word == "trowd":
            self._rows[depth], self._cell = [], {}
            self._row_heads.discard(depth)
        elif word == "trhdr":
            self._row_heads.add(depth)
        elif word == "cellx":
            self._shape(self._rows.setdefault(depth, []), token.number or 0)
        elif word in ("clmrg", "clvmrg", "clcbpat", "trleft"):
            self._cell[word] = token.number or 0
        elif word in ("cell", "nestcell"):
            inside = max(state.paragraph.table_depth(), 2) if word == "nestcell" else 1
            self._end(state, inside)
            state.sink.assembler.end_cell(inside)
        elif word in ("row", "nestrow"):
            inside = max(state.paragraph.table_depth(), 2) if word == "nestrow" else 1
            if state.sink.text:
                self._end(state, inside)
            state.sink.assembler.end_row(inside, self._rows.get(inside, []), inside in self._row_heads)
        else:
            return False
        return True

    def _shape(self, row: list[CellShape], right: int) -> None:
        left = row[-1].right if row else self._cell.get("trleft", min(0, right))
        colour = self._cell.get("clcbpat", 0)
        word = self.head.colours[colour] if 0 < colour < len(self.head.colours) else ""
        row.append(CellShape(left, max(left, right), "clmrg" in self._cell, "clvmrg" in self._cell, word, colour > 0))
        self._cell = {}

    def _decode(self, state: State) -> None:
        """Turn the bytes that have come together into characters."""
        if not self._bytes:
            return
        raw, self._bytes = "".join(self._bytes), []
        if state.page == SYMBOLS:
            self._add(state, "".join(symbol(ord(c)) if c > "\x7f" else c for c in raw))
        else:
            self._add(state, raw.encode("latin-1", "replace").decode(state.page or self.head.page, "replace"))

    def _add(self, state: State, text: str) -> None:
        if state.counted:
            state.sink.number.append(text)
        elif state.hidden or self._in_no_ink(state):
            self.hid = self.hid or bool(text.strip())
        else:
            state.sink.text.append(text)
            if text.strip():
                state.sink.bold.add(state.bold)

    def _in_no_ink(self, state: State) -> bool:
        """Whether letters are specks, or in the colour of their ground; a table's cells may have any."""
        if state.size < 2 * SMALLEST:
            return True
        ink = self.head.ink(state.ink)
        ground = self.head.ink(state.ground or state.paragraph.ground)
        if ink is None or (ground is None and not self._plain_ground(state)):
            return False
        return alike(ink, ground or WHITE)

    def _plain_ground(self, state: State) -> bool:
        """Whether words stand on the page itself: not in a box, nor in a table with a painted cell."""
        rows = self._rows.get(max(state.paragraph.table_depth(), 1), []) if state.paragraph.table_depth() else []
        return state.sink.kind != "box" and not self._cell.get("clcbpat") and not any(shape.painted for shape in rows)

    def _end(self, state: State, depth: int | None = None) -> None:
        """End the paragraph that the characters since the last one make."""
        sink, paragraph = state.sink, state.paragraph
        inside = paragraph.table_depth() if depth is None else depth
        number = _number(_joined(sink.number), paragraph.listed)
        heading = paragraph.outline + 1 if 0 <= paragraph.outline < 9 else self.head.headings.get(paragraph.style, 0)
        level = paragraph.level if number else None
        sink.assembler.add(
            Line(_joined(sink.text), heading, level, number, sink.bold == {True}, paragraph.indent), inside
        )
        for piece in sink.boxes:
            sink.assembler.add(piece, inside)
        sink.text, sink.bold, sink.number, sink.boxes = [], set(), [], []

    def _finished(self, sink: Sink) -> list[Line | Grid]:
        if "".join(sink.text).strip():
            self._end(State(sink), 0)
        return sink.assembler.finish() + sink.boxes


def _number(text: str, listed: bool) -> str:
    text = " ".join(text.split())
    if text in _BULLETS or (text and not any(c.isalnum() for c in text)):
        return BULLET
    return text or (BULLET if listed else "")


def _joined(pieces: list[str]) -> str:
    return plain("".join(pieces).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))
