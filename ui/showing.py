"""A paper as it was understood, for a person to read in a terminal and to check against the paper itself."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from rich.table import Table
from rich.text import Text

from ui.format import console, plain, print_lines
from ui.papers import told

_WIDE = 100  # of tables where nobody watches
_MOST = 60  # sections, owners and people that are shown unless all are asked for
_MOST_TABLES = 15
_MOST_RECORDS = 20
_CUT = 120


def show(known: dict[str, Any], full: bool = False) -> None:
    """Print what was understood of a paper: first what it is, then what stands in it."""
    print_lines([(0, Text(plain(known["title"] or known["document"]), style="bold"))])
    print_lines((2, Text(line)) for line in _opening(known))
    most = None if full else _MOST
    for title, lines in (
        ("What it says about itself", _facts(known["facts"])),
        ("Parts", _parts(known)),
        ("Other papers", [(2, Text(plain(told(r)))) for r in known.get("relations", ())]),
        ("People", _shortened([_person(p) for p in known["people"]], most, "people")),
        ("Owners beside the text", _shortened([_owner(o) for o in known["owners"]], most, "owners")),
    ):
        _print_under(title, lines)
    for kind, records in known["records"].items():
        lines = _shortened([_record(kind, r) for r in records], None if full else _MOST_RECORDS, kind)
        _print_under(f"{kind.title()} ({len(records)})", lines)
    if full:
        _print_whole(known)
    else:
        _print_under("Sections", _shortened([_section(s) for s in known["sections"]], most, "sections"))
        _print_tables(known["tables"])
    recognised = [(2, Text(_recognised(page))) for page in known["recognised"]]
    _print_under("Pages that are pictures, whose words were recognised", recognised)
    _print_under("Warnings", [(2, Text(plain(w))) for w in known["warnings"]])


def _print_under(title: str, lines: Sequence[tuple[int, Text]]) -> None:
    if lines:
        print_lines([(0, Text()), (0, Text(title, style="bold")), *lines])


def _shortened(lines: list[tuple[int, Text]], most: int | None, name: str) -> list[tuple[int, Text]]:
    if most is None or len(lines) <= most:
        return lines
    return [*lines[:most], (2, Text(f"… and {len(lines) - most} more {name}: --full shows all", style="dim"))]


# what it is


def _opening(known: dict[str, Any]) -> Iterator[str]:
    pages = known["pages"]
    facts = (known["kind"], known["board"], known["date"], known["period"], f"{pages} pages" if pages > 1 else "")
    yield plain(" · ".join(fact for fact in facts if fact))
    yield plain(f"{known['document']} · {known['id']}")
    yield from (plain(f"from {source}") for source in known.get("sources", ()))


def _facts(facts: Iterable[dict[str, Any]], indent: int = 2) -> list[tuple[int, Text]]:
    """Return each fact with the places that say so, and after "but" what other places say."""
    lines: list[tuple[int, Text]] = []
    for name, said in groupby(facts, lambda fact: fact["name"]):
        for value, places in _by_value(said):
            disagrees = not places[0]["agrees"]
            head = Text.assemble(
                (f"{'' if disagrees else name:<14} ", "bold"), ("but ", "bold red") if disagrees else ""
            )
            lines.append((indent, head.append(plain(value))))
            lines += [(indent + 15, _source(place)) for place in places]
    return lines


def _by_value(said: Iterable[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    values: dict[str, list[dict[str, Any]]] = {}
    for fact in said:
        values.setdefault(fact["value"], []).append(fact)
    return list(values.items())


def _source(place: dict[str, Any]) -> Text:
    if place["source"] != "text":
        return Text(place["source"], style="dim")
    where = f"page {place['page']}: " if place["page"] else "text: "
    before, after = (plain(place[side]) for side in ("before", "after"))
    around = f"{where}… {before} " if before else where, f" {after} …" if after else ""
    return Text.assemble((around[0], "dim"), plain(place["words"]), (around[1], "dim"))


def _parts(known: dict[str, Any]) -> list[tuple[int, Text]]:
    lines: list[tuple[int, Text]] = []
    for part in known["parts"] if len(known["parts"]) > 1 else ():
        item, page = part["agenda_item"], part["page"]
        about = (
            part["kind"], part["date"], part["period"], part["author"], f"item {item}" if item else "",
            f"page {page}" if page else "",
        )  # fmt: skip
        lines.append((2, Text(f"{part['part']}. {plain(part['title'])}")))
        lines.append((5, Text(plain(" · ".join(a for a in about if a)), style="dim")))
        lines += _facts((f for f in part["facts"] if f["name"] in _OF_PARTS), 5)
    return lines


_OF_PARTS = ("status", "version", "report number", "marking", "exempt")  # the others stand in the line above


def _person(person: dict[str, Any]) -> tuple[int, Text]:
    said = (person["name"], person["role"], f"({person['initials']})" if person["initials"] else "")
    present = ", present" if person["attended"] else ""
    page = f", page {person['page']}" if person["page"] else ""
    return 2, Text.assemble(plain(", ".join(s for s in said[:2] if s) + " " + said[2]).strip(), (present + page, "dim"))


def _owner(owner: dict[str, Any]) -> tuple[int, Text]:
    page = f"page {owner['page']}: " if owner["page"] else ""
    return 2, Text.assemble((f"{plain(owner['owner']):<8} ", "bold"), (page, "dim"), plain(_cut(owner["text"])))


def _record(kind: str, record: dict[str, Any]) -> tuple[int, Text]:
    """Return the words of a record, and after them what else was understood of it."""
    page = f"page {record['page']}: " if record["page"] else ""
    words, rest = _RECORDS[kind](record)
    also = "; ".join([*filter(None, rest), *record.get("doubts", ())])
    return 2, Text.assemble((page, "dim"), plain(_cut(words)), (f"  [{plain(also)}]" if also else "", "dim"))


def _owned(owners: Iterable[dict[str, Any]]) -> str:
    return ", ".join(
        f"{o['stated']} = {o['name']}" if o["name"] not in ("", o["stated"]) else o["stated"] for o in owners
    )


_RECORDS: dict[str, Callable[[dict[str, Any]], tuple[str, tuple[str, ...]]]] = {
    "meetings": lambda r: (
        " · ".join(filter(None, (r["date"], r["time"], r["place"]))) or "no day given",
        (
            f"chair: {r['chair']}" if r["chair"] else "",
            *(
                f"{standing}: {', '.join(names)}"
                for standing in ("present", "also present", "apologies")
                if (names := [a["name"] for a in r["attendees"] if a["standing"] == standing])
            ),
            f"next: {r['next_meeting']}" if r["next_meeting"] else "",
        ),
    ),
    "actions": lambda r: (r["text"], (_owned(r["owners"]) or "no owner", r["minute"], r["due"])),
    "updates": lambda r: (r["text"], (r["status"], r["minute"], _owned(r["moved_to"]))),
    "decisions": lambda r: (r["text"], (r["minute"],)),
    "measures": lambda r: (
        f"{r['name']}: {r['value']}",
        (
            r["unit"],
            r["period"]["label"] if r["period"] else r["stated_period"],
            r["target"] and f"target {r['target']}",
        ),
    ),
    "activities": lambda r: (r["text"], (r["priority"],)),
    "terms": lambda r: (f"{r['acronym']}: {r['expansion']}", ()),
}


def _recognised(page: dict[str, Any]) -> str:
    return f"page {page['page']}: {page['confidence']:.0%} sure"


def _cut(text: str) -> str:
    return text if len(text) <= _CUT else text[:_CUT].rpartition(" ")[0] + " …"


# what stands in it


def _section(section: dict[str, Any]) -> tuple[int, Text]:
    path = section["path"]
    name = path[-1] if path else "(before the first heading)"
    counts = [_count(n, name) for name in ("paragraph", "item", "table") if (n := section[name + "s"])]
    page = [f"page {section['page']}"] if section["page"] else []
    return 2 * max(1, len(path)), Text.assemble(plain(name), ("  " + ", ".join(page + counts), "dim"))


def _print_tables(tables: Sequence[dict[str, Any]]) -> None:
    for table in tables[:_MOST_TABLES]:
        _print_under(_table_title(table), [(0, Text())])
        _print_table(table["shown"])
        if left := table["rows"] - len(table["shown"]):
            print_lines([(2, Text(f"… and {left} more rows: --full shows all", style="dim"))])
    if len(tables) > _MOST_TABLES:
        _print_under(f"… and {len(tables) - _MOST_TABLES} more tables: --full shows all", [(0, Text())])


def _table_title(table: dict[str, Any]) -> str:
    first, last = table["page"], table["last_page"]
    pages = f", page {first}" + (f" to {last}" if last != first else "") if first else ""
    under = f" under “{plain(_cut(table['path'][-1]))}”" if table["path"] else ""
    colours = f", {', '.join(table['colours'])}" if table["colours"] else ""
    size = f"{_count(table['rows'], 'row')}, {_count(table['columns'], 'column')}"
    return f"Table {table['table']}{under}{pages}: {size}{colours}"


def _count(number: int, name: str) -> str:
    return f"{number} {name}" if number == 1 else f"{number} {name}s"


def _print_table(rows: Sequence[dict[str, Any]]) -> None:
    columns = max(len(row["cells"]) for row in rows)
    table = Table(show_header=False, show_lines=True)
    for _ in range(columns):
        table.add_column(overflow="fold")
    for row in rows:
        cells = [
            Text(plain(c["text"]) + (f" [{c['colour']}]" if c["colour"] else ""), style="bold" if row["header"] else "")
            for c in row["cells"]
        ]
        table.add_row(*cells)
    target = console()
    target.print(table, width=target.width if target.is_terminal else _WIDE)


def _print_whole(known: dict[str, Any]) -> None:
    """Print every heading, paragraph, item and row in order."""
    for section in known["sections"]:
        _print_under("Section: " + " › ".join(section["path"]), [(2, Text(_section(section)[1].plain, style="dim"))])
        for is_row, blocks in groupby(section["blocks"], lambda block: block["kind"] == "row"):
            if is_row:
                _print_table(list(blocks))
            else:
                print_lines(_whole(block) for block in blocks)


def _whole(block: dict[str, Any]) -> tuple[int, Text]:
    owner = (f"  → {plain(block['owner'])}", "bold cyan") if block["owner"] else ""
    bullet = "- " if block["kind"] == "item" else ""
    return 2 + 2 * bool(bullet) * (1 + block["level"]), Text.assemble(bullet, plain(block["text"]), owner)
