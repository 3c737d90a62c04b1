"""The pages of the register: what they list, what they save, what they keep, and what they refuse."""

import csv
import datetime
import html
import io
import json
import re
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from python_calamine import CalamineWorkbook

from index.library import Library
from index.register.actions import list_actions
from index.register.asking import Asked
from tests.ui import by_hand
from tests.ui.by_hand import BOARD, BOATS, LAMPS, LATE, MENDED, SURVEY
from ui import register as files
from ui.web import listing, register, source
from ui.web.charts import Point, chart
from ui.web.listing import Choice

HERE = {"sec-fetch-site": "same-origin"}


def over(library: Library) -> TestClient:
    """Return the routes of the register and of its sources over a library."""
    app = FastAPI()
    app.include_router(register.routes(library))
    app.include_router(source.routes(library))
    return TestClient(app, base_url="http://127.0.0.1")


@pytest.fixture(scope="session")
def asking(by_hand_library: Library) -> TestClient:
    """The register of the papers written by hand. Shared: ask it, never change it."""
    return over(by_hand_library)


@pytest.fixture
def kept(own_library: Library, tmp_path: Path) -> Library:
    """A library of the test's own with those papers."""
    by_hand.put_in_by_hand(own_library, tmp_path)
    return own_library


@pytest.fixture
def correcting(kept: Library) -> TestClient:
    """The register over it."""
    return over(kept)


def shown(page: str) -> str:
    """Return the words of a page."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def rows(page: str) -> list[str]:
    """Return the words of each row of the page's table."""
    return [shown(row) for row in re.findall(r"<tr>(.*?)</tr>", page.partition("<tbody>")[2])]


def identity(library: Library, words: str) -> str:
    return next(a.id for a in list_actions(library.catalogue, Asked()).rows if a.text == words)


@pytest.mark.parametrize(
    ("limits", "count", "found"),
    [
        ("", "3 actions", {LAMPS, SURVEY, BOATS}),
        ("&status=open", "2 open actions", {SURVEY, BOATS}),
        ("&status=done&owner=Jane", "1 done action", {LAMPS}),
        ("&status=open&as_of=2024-03-31", "3 open actions as of 31 March 2024", {LAMPS, SURVEY, BOATS}),
        ("&owner=Reed", "1 action", {SURVEY}),
        ("&text=boats", "1 action", {BOATS}),
        ("&board=Nobody", "0 actions", set()),
        ("&as_of=2023-01-01", "0 actions as of 1 January 2023", set()),
    ],
)
def test_a_list_is_what_was_asked_for_and_counted(asking: TestClient, limits: str, count: str, found: set[str]) -> None:
    page = asking.get(f"/register?kind=actions{limits}").text
    assert shown(page).count(count) == 1
    listed = rows(page)
    assert len(listed) == len(found)
    assert {words for words in (LAMPS, SURVEY, BOATS) if any(words in row for row in listed)} == found


def test_what_papers_and_people_write_is_text(asking: TestClient) -> None:
    page = asking.get("/register?kind=actions&owner=<script>alert(1)</script>&text=%22onfocus=x").text
    assert "<script" not in page
    assert '"onfocus' not in page
    assert "<b>harbour" not in asking.get("/register").text


@pytest.mark.parametrize(
    ("address", "count"),
    [
        *((f"page={n}", 3) for n in ("-3", "x", "1234567", "99999999999")),
        *((given, 3) for given in ("kind=nothing", "kind", "sort=Nobody&down=x", "status=odd")),
        *((given, 0) for given in ("board=%00%ff", "owner=%00%ff", "text=%00")),
    ],
)
def test_an_address_that_makes_no_sense_lists_what_it_can(asking: TestClient, address: str, count: int) -> None:
    page = asking.get(f"/register?{address}")
    assert page.status_code == 200
    assert len(rows(page.text)) == count


@pytest.mark.parametrize("dates", ["as_of=soon", "since=2024-13-01", "as_of=2024-01-01&since=2025-01-01"])
def test_dates_that_are_none_are_said_kindly(asking: TestClient, dates: str) -> None:
    assert 'class="note"' in asking.get(f"/register?{dates}").text
    assert asking.get(f"/register/actions.csv?{dates}").status_code == 422


@pytest.mark.parametrize("kind", files.KINDS)
def test_every_column_head_sorts_both_ways(asking: TestClient, kind: str) -> None:
    page = asking.get(f"/register?kind={kind}").text
    heads = re.findall(r'<th scope="col"><a href="([^"]+)"[^>]*>([^<]+)</a>', page)
    assert len(heads) >= 4
    for address, name in heads:
        up = asking.get(html.unescape(address)).text
        [again] = re.findall(rf'aria-sort="ascending"><a href="([^"]+)"[^>]*>{name}<', up)
        down = asking.get(html.unescape(again)).text
        assert f">{name}</a>" in down.partition('aria-sort="descending"')[2]
        assert sorted(rows(down)) == sorted(rows(up)) == sorted(rows(page))


def test_figures_are_sorted_as_numbers_and_days_as_days(asking: TestClient) -> None:
    values = [re.findall(r"\b(\d\d)\b", row) for row in rows(asking.get("/register?kind=measures&sort=Value").text)]
    assert len(values) == 5
    periods = [re.search(r"Q\d", row) for row in rows(asking.get("/register?kind=measures&sort=Period&down=1").text)]
    assert [p and p[0] for p in periods] == ["Q4", "Q3", "Q3", "Q2", "Q1"]


def test_what_is_not_known_stands_last_either_way(asking: TestClient) -> None:
    for down in ("", "&down=1"):
        assert "by 31 May" in rows(asking.get(f"/register?sort=Due{down}").text)[0]


def test_the_files_hold_just_what_is_listed(asking: TestClient) -> None:
    limits = "kind=actions&status=open"
    as_csv = asking.get(f"/register/actions.csv?{limits}")
    assert "attachment" in as_csv.headers["content-disposition"]
    read = list(csv.DictReader(io.StringIO(as_csv.content.decode("utf-8-sig"))))
    assert {row["Action"] for row in read} == {SURVEY, BOATS}
    assert tuple(read[0]) == files.columns_of("actions")
    known = json.loads(asking.get(f"/register/actions.json?{limits}").content)
    assert {record["text"] for record in known} == {SURVEY, BOATS}
    book = CalamineWorkbook.from_filelike(io.BytesIO(asking.get(f"/register/actions.xlsx?{limits}").content))
    assert {row[0] for row in book.get_sheet_by_index(0).to_python()[1:]} == {SURVEY, BOATS}


@pytest.mark.parametrize("name", ["actions.exe", "nothing.csv", "..%2fcatalogue.sqlite", "actions."])
def test_only_lists_can_be_saved(asking: TestClient, name: str) -> None:
    assert asking.get(f"/register/{name}").status_code == 404


def test_a_long_list_has_pages_that_read_no_more_than_they_show(
    asking: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register, "PAGE", 2)
    monkeypatch.setattr(listing, "PAGE", 2)
    asked: list[Asked] = []
    found = files.found
    monkeypatch.setattr(files, "found", lambda kind, catalogue, a: asked.append(a) or found(kind, catalogue, a))
    first, second = (asking.get(f"/register?page={n}").text for n in (1, 2))
    assert "Page 1 of 2" in first
    assert 'rel="next"' in first
    assert "Page 2 of 2" in second
    assert 'rel="next"' not in second
    assert len({*rows(first), *rows(second)}) == 3
    assert [(a.limit, a.offset) for a in asked] == [(2, 0), (2, 2)]
    asked.clear()
    monkeypatch.setitem(register.SORTABLE, "actions", 2)
    page = asking.get("/register?sort=Owner").text
    assert [a.limit for a in asked] == [2]
    assert "aria-sort" not in page


def test_limits_that_do_not_fit_a_kind_do_not_limit_it() -> None:
    assert Choice.of({"kind": "terms", "status": "open", "owner": "Jane"}) == Choice("terms")


# one action


def test_an_action_shows_its_history_and_opens_every_source(asking: TestClient, by_hand_library: Library) -> None:
    page = asking.get(f"/action?id={identity(by_hand_library, LAMPS)}").text
    words = shown(page)
    assert words.index("Agreed, 5 March 2024") < words.index("Update, 4 June 2024: done")
    assert words.index(LAMPS) < words.index(MENDED)
    assert "by 31 May" in words
    sources = re.findall(r'href="(/source/[^"]+)"', page)
    marked = [shown("".join(re.findall(r"<mark.*?</mark>", asking.get(html.unescape(s)).text))) for s in sources]
    assert [m.rstrip(".") for m in marked] == [LAMPS, MENDED.rstrip(".")]


def test_a_doubtful_link_is_shown_as_doubtful(asking: TestClient, by_hand_library: Library) -> None:
    page = asking.get(f"/action?id={identity(by_hand_library, SURVEY)}").text
    assert f"<blockquote>{html.escape(LATE)}" in page.replace("&#46;", ".")
    assert "Perhaps not about this action" in shown(page)
    assert re.search(r"matches only loosely: .*\d\d% of the words alike", shown(page))
    assert "both Ann Bell and Al Brown have these initials" in shown(asking.get("/register").text)


def test_an_action_as_of_a_day_is_as_it_stood(asking: TestClient, by_hand_library: Library) -> None:
    words = shown(asking.get(f"/action?id={identity(by_hand_library, LAMPS)}&as_of=2024-04-01").text)
    assert "Action as of 1 April 2024" in words
    assert MENDED not in words
    link = re.findall(r'href="(/action[^"]+)"', asking.get("/register?as_of=2024-04-01").text)[0]
    assert "as_of=2024-04-01" in html.unescape(link)


@pytest.mark.parametrize("name", ["", "nothing", "../etc", "%25", "a" * 500])
def test_an_action_that_is_not_there_is_not_found(asking: TestClient, name: str) -> None:
    page = asking.get(f"/action?id={name}")
    assert page.status_code == 404
    assert "Action not found" in page.text


# corrections


def test_a_correction_is_kept_and_shown_as_one(correcting: TestClient, kept: Library) -> None:
    given = {"id": identity(kept, BOATS), "kind": "status", "value": "done", "by": "Ann <b>Shaw</b>"}
    page = correcting.post("/action", data=given, headers=HERE)
    assert page.url.query == f"id={given['id']}&kept=yes".encode()
    words = shown(page.text)
    assert "Your correction is kept" in words
    assert "A correction by Ann <b>Shaw</b> on" in words
    assert "Status set to done" in words
    assert "Corrected by Ann <b>Shaw</b>" in shown(correcting.get("/register?status=done").text)
    [number] = re.findall(r'name="correction" value="(\d+)"', page.text)
    back = {"id": given["id"], "kind": "withdraw", "correction": number, "by": "Ann Shaw"}
    assert "The correction is taken back" in shown(correcting.post("/action", data=back, headers=HERE).text)
    assert "Status set to done" not in shown(correcting.get(f"/action?id={given['id']}").text)


def test_a_link_can_be_marked_as_wrong(correcting: TestClient, kept: Library) -> None:
    action = identity(kept, LAMPS)
    [key] = re.findall(r'name="statement" value="(\w+)"', correcting.get(f"/action?id={action}").text)
    given = {"id": action, "kind": "link", "statement": key, "by": "Ann Shaw"}
    words = shown(correcting.post("/action", data=given, headers=HERE).text)
    assert "Marked as not about this action by Ann Shaw" in words
    assert "Not about this action: what was said on 4 June 2024" in words
    assert "Status Open" in words


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site", "origin": "http://127.0.0.1"},
        {},
    ],
)
def test_corrections_come_from_this_page_alone(correcting: TestClient, kept: Library, headers: dict[str, str]) -> None:
    given = {"id": identity(kept, BOATS), "kind": "note", "value": "forged", "by": "Nobody"}
    assert correcting.post("/action", data=given, headers=headers).status_code == 403
    assert "forged" not in correcting.get(f"/action?id={given['id']}").text


def test_a_browser_that_names_only_its_origin_may_correct(correcting: TestClient, kept: Library) -> None:
    given = {"id": identity(kept, BOATS), "kind": "note", "value": "counted at dawn", "by": "Ann Shaw"}
    page = correcting.post("/action", data=given, headers={"origin": "http://127.0.0.1"})
    assert "Note: counted at dawn" in shown(page.text)


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"by": ""}, 422),
        ({"by": "x" * 101}, 422),
        ({"value": ""}, 422),
        ({"value": "x" * 2001}, 422),
        ({"kind": "nothing"}, 422),
        ({"kind": "link", "statement": "zz"}, 422),
        ({"kind": "withdraw", "correction": "99"}, 422),
        ({"kind": "status", "value": "odd"}, 422),
        ({"id": "zzz"}, 404),
        ({"id": "' OR 1=1"}, 404),
        ({"value": "x" * 50_000}, 413),
        ({f"field{n}": "x" for n in range(30)}, 422),
    ],
)
def test_a_correction_that_makes_none_changes_nothing(
    correcting: TestClient, kept: Library, given: dict[str, str], status: int
) -> None:
    whole = {"id": identity(kept, BOATS), "kind": "note", "value": "once", "by": "Ann Shaw"} | given
    assert correcting.post("/action", data=whole, headers=HERE).status_code == status
    [boats] = [a for a in list_actions(kept.catalogue, Asked()).rows if a.text == BOATS]
    assert boats.corrections == ()


# figures


def test_a_figure_is_drawn_and_tabled_with_its_target_and_what_it_replaced(asking: TestClient) -> None:
    page = asking.get("/figure", params={"name": "Lamps mended", "board": BOARD}).text
    points = re.findall(r'<a href="([^"]+)"[^>]*aria-label="([^"]+)"><title>', page)
    said = [html.unescape(label) for _, label in points]
    assert [label.partition(",")[0] for label in said] == [
        "Q1 2023/24: 41", "Q2 2023/24: 52", "Q3 2023/24: 47", "Q3 2023/24: 49", "Q4 2023/24: 61",
    ]  # fmt: skip
    assert "replaced by a later paper" in said[2]
    assert "target 50" in said[0]
    assert page.count('class="target"') == 4
    table = rows(page)
    assert len(table) == 4
    assert table[2].startswith("Q3 2023/24")
    assert re.search(r" 49 50 .* 47, in ", table[2])
    for address, label in points:
        marked = re.findall(r"<mark[^>]*>(.*?)</mark>", asking.get(html.unescape(address)).text)
        assert marked == [re.findall(r": (\d+)", html.unescape(label))[0]]


def test_a_figure_as_of_a_day_knows_nothing_later(asking: TestClient) -> None:
    given = {"name": "Lamps mended", "board": BOARD, "as_of": "2024-04-01"}
    table = rows(asking.get("/figure", params=given).text)
    assert len(table) == 3
    assert " 47 " in table[2]


def test_a_figure_nobody_gives_is_not_found(asking: TestClient) -> None:
    assert asking.get("/figure?name=<script>").status_code == 404
    assert "<script" not in asking.get("/figure?name=<script>").text


# people, meetings, terms


def test_a_person_has_roles_actions_and_meetings(asking: TestClient) -> None:
    page = asking.get("/person?name=Jane+Fox").text
    words = shown(page)
    roles = words.partition(" Roles ")[2].partition(" Actions ")[0]
    actions = words.partition(" Actions ")[2].partition(" Meetings ")[0]
    meetings = words.partition(" Meetings ")[2]
    assert "Harbour Officer" in roles
    assert "5 March 2024 to 4 June 2024" in roles
    assert LAMPS in actions
    assert SURVEY not in actions
    assert meetings.startswith("2 attended")
    assert meetings.index("4 June 2024") < meetings.index("5 March 2024")
    earlier = shown(asking.get("/person?name=Jane+Fox&as_of=2024-04-01").text)
    assert "Person as of 1 April 2024" in earlier
    assert "4 June 2024" not in earlier


def test_owners_and_members_lead_to_their_pages(asking: TestClient) -> None:
    for kind in ("actions", "people", "meetings"):
        links = re.findall(r'href="(/person[^"]+)"', asking.get(f"/register?kind={kind}").text)
        assert links
        assert all(asking.get(html.unescape(link)).status_code == 200 for link in links)


@pytest.mark.parametrize("name", ["", "Nobody", "<b>x</b>", "%", "_", "x" * 5_000])
def test_a_name_that_nobody_has_is_said_kindly(asking: TestClient, name: str) -> None:
    page = asking.get("/person", params={"name": name})
    assert page.status_code == 404
    assert "name nobody of this name" in page.text
    assert "<b>x" not in page.text


def test_meetings_say_who_came_and_terms_where_they_are_explained(asking: TestClient) -> None:
    newest, oldest = rows(asking.get("/register?kind=meetings").text)
    assert newest.startswith("4 June 2024")
    assert "2 present" in oldest
    assert "Present: Jane Fox , Tom Reed" in oldest
    [term] = rows(asking.get("/register?kind=terms").text)
    assert term.startswith("HWP Harbour Watch Panel")


def test_a_chart_keeps_all_it_draws_inside_itself() -> None:
    for values in ([0, 0], [5, 5, 5], [-3, 4], [94.1, 94.2], [1e9, 3], [0.001, 0.002], [1, 2, None, 90]):
        days = [datetime.date(2020 + n, 1, 1) for n, value in enumerate(values) if value is not None]
        points = [
            Point(f"{day.year}", day, value, str(value), "/source/x", target=value + 1)
            for day, value in zip(days, [v for v in values if v is not None], strict=True)
        ]
        drawn = chart("Values", points)
        assert drawn.count('class="now"') == 2 * len(points)
        assert all(30 <= float(y) <= 270 for y in re.findall(r'cy="([^"]+)"', drawn))
        assert all(0 <= float(x) <= 100 for x in re.findall(r'cx="([\d.]+)%"', drawn))
    assert chart("One", [Point("2020", datetime.date(2020, 1, 1), 1, "1", "/source/x")]) == ""


def test_pages_of_the_register_run_nothing(asking: TestClient, by_hand_library: Library) -> None:
    for address in ("/register", f"/action?id={identity(by_hand_library, LAMPS)}", "/figure?name=Lamps+mended"):
        answer = asking.get(address)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src" not in policy
        assert "form-action 'self'" in policy
        assert not re.search(r"<script|\son\w+=|\sstyle=|https?:", answer.text)
