"""What holds while rich text is followed through its groups, and which groups hold no text of the paper."""

from dataclasses import dataclass, field, replace

from ingest.readers.cells import Assembler
from ingest.readers.flow import Grid, Line

HEAD = frozenset({"fonttbl", "colortbl", "stylesheet", "title", "author", "creatim", "revtim"})
SKIPPED = frozenset(
    "pict object fldinst annotation atnid atnauthor atnref atnicn atntime atnparent atndate nonshppict nonesttables"
    " private pn pntxta pntxtb bkmkstart bkmkend themedata colorschememapping datastore latentstyles listtable"
    " listoverridetable rsidtbl generator xmlnstbl mmathPr info objdata sp template filetbl revtbl tc xe"
    " background ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn keywords comment doccomm operator company manager"
    " subject category hlinkbase userprops upr factoidname pgptbl wgrffmtfilter docvar shprslt".split()
)
STARRED = frozenset({"shpinst", "nesttableprops", "ud", "ftnsep"})
RUNNING = frozenset(prefix + suffix for prefix in ("header", "footer") for suffix in ("", "l", "r", "f"))
SIGNS = {
    "tab": "\t", "line": "\n", "lbr": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " ",
}  # fmt: skip
ENDS = frozenset({"par", "sect", "page", "column"})


@dataclass(slots=True)
class Sink:
    """A run of text of its own: the body, a footnote, a running head, a box."""

    kind: str = "body"
    assembler: Assembler = field(default_factory=Assembler)
    text: list[str] = field(default_factory=list)
    bold: set[bool] = field(default_factory=set)
    number: list[str] = field(default_factory=list)
    boxes: list[Line | Grid] = field(default_factory=list)


@dataclass(slots=True)
class Paragraph:
    """What holds for paragraphs until it is reset."""

    style: int = 0
    outline: int = 9
    listed: bool = False
    level: int = 0
    indent: int = 0
    in_table: bool = False
    ground: int = 0
    depth: int | None = None

    def table_depth(self) -> int:
        """Return how many tables the paragraph stands in."""
        depth = self.depth if self.depth is not None else 1
        return max(1, min(depth, 30)) if self.in_table or depth > 1 else 0


@dataclass(slots=True)
class State:
    """What holds in a group, and ends with it."""

    sink: Sink
    table: str = ""
    skipped: bool = False
    starred: bool = False
    counted: bool = False
    nested: bool = False
    bold: bool = False
    hidden: bool = False
    size: int = 24
    ink: int = 0
    ground: int = 0
    page: str = ""
    skip_after: int = 1
    paragraph: Paragraph = field(default_factory=Paragraph)

    def inner(self) -> "State":
        """Return what holds at the start of a group inside this one."""
        return replace(self, starred=False, paragraph=replace(self.paragraph))
