"""Files spoilt in the ways files get spoilt: bits turned, pieces lost, doubled or strange, in whole or in a member."""

import io
import random
import zipfile
import zlib

_STRANGE = (
    b"\x00",
    b"\xff" * 8,
    b"-1",
    b"99999999999",
    b"<",
    b"&",
    b'"',
    b"\xef\xbf\xbd",
    b"%s%n",
    b"]]>",
    b"\x80" * 3,
)


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return a spoilt copy; an archive is sometimes spoilt inside a member, so that the member's reader sees it."""
    if data[:2] == b"PK" and chance.random() < 0.7:
        return _in_member(data, chance)
    if data[:5] == b"%PDF-" and chance.random() < 0.5:
        return _in_stream(data, chance)
    return _spoilt(data, chance)


def _spoilt(data: bytes, chance: random.Random) -> bytes:
    raw = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 30))):
        if not raw:
            break
        at = chance.randrange(len(raw))
        size = min(chance.choice((1, 4, 50, 600)), len(raw) - at)
        match chance.randrange(6):
            case 0:
                raw[at] ^= 1 << chance.randrange(8)
            case 1:
                del raw[at : at + size]
            case 2:
                raw[at:at] = raw[at : at + size] * chance.choice((1, 2, 40))
            case 3:
                raw[at : at + size] = chance.randbytes(size)
            case 4:
                raw[at:at] = chance.choice(_STRANGE)
            case _:
                other = chance.randrange(len(raw))
                raw[at : at + size] = raw[other : other + size]
    return bytes(raw[: chance.randrange(len(raw))] if raw and chance.random() < 0.1 else raw)


def _in_member(data: bytes, chance: random.Random) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        names = [entry.filename for entry in source.infolist() if not entry.is_dir()]
        victim = chance.choice(names)
        for name in names:
            body = source.read(name)
            archive.writestr(name, mutated(body, chance) if name == victim else body)
    return target.getvalue()


def _in_stream(data: bytes, chance: random.Random) -> bytes:
    """Spoil what is packed in one stream of a PDF, and pack it again."""
    starts = [i for i in range(len(data)) if data.startswith(b"stream\n", i) or data.startswith(b"stream\r\n", i)]
    if not starts:
        return _spoilt(data, chance)
    start = data.index(b"\n", chance.choice(starts)) + 1
    end = data.find(b"endstream", start)
    try:
        body = zlib.compress(_spoilt(zlib.decompress(data[start:end]), chance))
    except zlib.error:
        body = _spoilt(data[start:end], chance)
    return data[:start] + body + data[end:]
