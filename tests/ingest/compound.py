"""Compound files (the container of old Office files and Outlook's e-mails) written by hand, and an e-mail in one."""

import struct
from datetime import UTC, datetime

_FREE, _LAST, _FAT, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
Tree = dict[str, "bytes | Tree"]


def compound(tree: Tree) -> bytes:
    """Return a compound file that holds these streams (bytes) and storages (further trees)."""
    entries: list[list[object]] = [["Root Entry", 5, _NONE, _NONE, b""]]
    _add(tree, 0, entries)
    mini, fat = b"", list[int]()
    minifat: list[int] = []
    sectors: list[bytes] = []

    def chain(data: bytes) -> int:
        first = len(sectors)
        pieces = [data[i : i + 512].ljust(512, b"\0") for i in range(0, len(data), 512)]
        sectors.extend(pieces)
        fat.extend([*range(first + 1, first + len(pieces)), _LAST])
        return first

    placed: dict[int, tuple[int, int]] = {}
    for number, entry in enumerate(entries):
        data = entry[4]
        if not isinstance(data, bytes) or not data:
            continue
        if len(data) >= 4096:
            placed[number] = chain(data), len(data)
        else:
            first, count = len(minifat), -(-len(data) // 64)
            minifat += [*range(first + 1, first + count), _LAST]
            mini += data.ljust(count * 64, b"\0")
            placed[number] = first, len(data)
    if mini:
        placed[0] = chain(mini), len(mini)
    raw = b"".join(_entry(entry, *placed.get(n, (_LAST, 0))) for n, entry in enumerate(entries))
    directory = chain(raw + b"".join(_entry(["", 0, _NONE, _NONE, b""], 0, 0) for _ in range(-len(entries) % 4)))
    small = struct.pack(f"<{len(minifat)}I", *minifat)
    small_at = chain(small + b"\xff" * (-len(small) % 512)) if minifat else _LAST
    blocks = 1
    while blocks * 128 < len(fat) + blocks:
        blocks += 1
    fat_at = len(sectors)
    fat += [_FAT] * blocks
    fat += [_FREE] * (blocks * 128 - len(fat))
    table = struct.pack(f"<{len(fat)}I", *fat)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H6x", 62, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, blocks, directory, 0, 4096, small_at, -(-len(small) // 512), _LAST, 0)
    header += struct.pack("<109I", *range(fat_at, fat_at + blocks), *[_FREE] * (109 - blocks))
    return header + b"".join(sectors) + table


def _add(tree: Tree, parent: int, entries: list[list[object]]) -> None:
    """Add what a storage holds; its members hang from each other to the right, which every reader accepts."""
    last = -1
    for name in sorted(tree, key=lambda n: (len(n), n.upper())):
        value, number = tree[name], len(entries)
        entries.append([name, 2 if isinstance(value, bytes) else 1, _NONE, _NONE, value])
        if last < 0:
            entries[parent][3] = number
        else:
            entries[last][2] = number
        last = number
        if not isinstance(value, bytes):
            _add(value, number, entries)


def _entry(entry: list[object], start: int, size: int) -> bytes:
    name, kind, right, child, _ = entry
    raw = str(name).encode("utf-16-le")
    length = len(raw) + 2 if kind else 0
    head = raw.ljust(64, b"\0") + struct.pack("<HBB3I", length, kind, 1, _NONE, right, child)
    return head + bytes(36) + struct.pack("<IQ", start if kind else 0, size)


def outlook(subject: str, sender: str, to: str, body: str, attached: dict[str, bytes], html: bytes = b"") -> bytes:
    """Return an e-mail as Outlook saves it."""
    sent = int((datetime(2024, 3, 26, 14, 30, tzinfo=UTC) - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds() * 10**7)
    texts = {0x001A: "IPM.Note", 0x0037: subject, 0x0C1A: sender, 0x1000: body}
    tree: Tree = {
        "__properties_version1.0": struct.pack("<8x4I8x", 1, len(attached), 1, len(attached))
        + _properties(texts, {0x1013: html} if html else {}, {0x0039: (0x40, sent)}),
        "__nameid_version1.0": {},
        **_streams(texts, {0x1013: html} if html else {}),
        "__recip_version1.0_#00000000": {
            "__properties_version1.0": bytes(8) + _properties({0x3001: to}, {}, {0x0C15: (3, 1)}),
            **_streams({0x3001: to}, {}),
        },
    }
    for number, (name, data) in enumerate(attached.items()):
        tree[f"__attach_version1.0_#{number:08X}"] = {
            "__properties_version1.0": bytes(8) + _properties({0x3707: name}, {0x3701: data}, {0x3705: (3, 1)}),
            **_streams({0x3707: name}, {0x3701: data}),
        }
    return compound(tree)


def _properties(texts: dict[int, str], binaries: dict[int, bytes], fixed: dict[int, tuple[int, int]]) -> bytes:
    rows = [struct.pack("<HHIII", 0x1F, tag, 6, len(t.encode("utf-16-le")) + 2, 0) for tag, t in texts.items()]
    rows += [struct.pack("<HHIII", 0x102, tag, 6, len(data), 0) for tag, data in binaries.items()]
    rows += [struct.pack("<HHIQ", kind, tag, 6, value) for tag, (kind, value) in fixed.items()]
    return b"".join(rows)


def _streams(texts: dict[int, str], binaries: dict[int, bytes]) -> Tree:
    found: Tree = {f"__substg1.0_{tag:04X}001F": text.encode("utf-16-le") for tag, text in texts.items()}
    return found | {f"__substg1.0_{tag:04X}0102": data for tag, data in binaries.items()}
