"""When a cell is released: the boundaries, one by one; and that an internal survey stays internal on every way in."""

from __future__ import annotations

import json
import re
from datetime import date

import pandas as pd
import pytest
import sqlalchemy as sa

from data_access.confidential import ConfidentialRepository
from data_access.errors import RefusedError
from data_access.file_repository import FileRepository
from data_access.instrument_store import from_json, is_same_shape, to_json
from data_access.repository import Saringan, Scope
from data_access.sql_repository import SqlRepository
from scoring.confidentiality import cell_states, is_published, publication_periods
from scoring.contract import JAM, JAWABAN, SEMUA
from scoring.errors import ScoringError
from scoring.instruments import build_instrument, parse_instrument, shipped_instrument, shipped_instruments
from scoring.periods import parse_period
from scoring.rules import display_rule
from scoring.states import Status
from tests.kerahasiaan import survei
from tests.kerahasiaan.survei import HARI_INI, KODE, TRIWULAN, orang
from tests.support.factories import make_sheet, store_sheets
from tests.support.servers import ROOT

ALL = Scope.everything()
INTEGRITAS = shipped_instrument("integritas")


def counts(*numbers: int) -> pd.DataFrame:
    """One cell: respondents as a whole, then of each component (0: no row, as in a rekap)."""
    names = [SEMUA, "I1", "I2", "I3", "I4"]
    lines = [("A", name, n) for name, n in zip(names, numbers, strict=True) if n]
    return pd.DataFrame(lines, columns=["satker", "unsur", "n"])


@pytest.mark.parametrize(
    ("numbers", "status"),
    [
        ((5, 5, 5, 5, 5), Status.NILAI),
        ((4, 4, 4, 4, 4), Status.DISEMBUNYIKAN),
        ((9, 9, 9, 9, 4), Status.DISEMBUNYIKAN),  # the index less three components would be the fourth
        ((9, 9, 9, 9, 1), Status.DISEMBUNYIKAN),
        ((9, 9, 9, 9, 5), Status.NILAI),
        ((9, 9, 9, 0, 0), Status.NILAI),  # a component that nobody answered hides nobody
        ((4, 4, 0, 0, 0), Status.DISEMBUNYIKAN),
    ],
)
def test_a_cell_is_released_from_five_on_in_every_component(numbers: tuple[int, ...], status: Status):
    found = cell_states(counts(*numbers), ["satker"], 5)
    assert found.to_dict() == {"A": status}


def test_the_minimum_is_a_rule_and_is_five():
    assert display_rule().minimal_tampil_integritas == 5


def test_no_cells_have_no_states():
    assert cell_states(counts(0, 0, 0, 0, 0), ["satker"], 5).empty


@pytest.mark.parametrize(
    ("today", "published"), [(date(2026, 9, 30), False), (date(2026, 10, 1), True), (date(2026, 7, 1), False)]
)
def test_a_quarter_is_published_the_day_after_its_last(today: date, published: bool):
    assert is_published(parse_period("2026-TW3"), today) == published


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        (None, ["2026-TW1", "2026-TW2"]),
        ("2026-02", []),
        ("2026-TW1", ["2026-TW1"]),
        ("2026-02..2026-06", ["2026-TW2"]),
        ("2026-S1", ["2026-TW1", "2026-TW2"]),
        ("2026", ["2026-TW1", "2026-TW2"]),  # the third runs
    ],
)
def test_only_whole_quarters_that_are_over(asked: str | None, wanted: list[str]):
    periode = parse_period(asked) if asked else None
    found = publication_periods(INTEGRITAS, [0, 202602, 202604, 202606, 202607], periode, date(2026, 8, 1))
    assert [one.kode for one in found] == wanted


def test_a_quarter_is_seen_whole_and_a_month_of_it_not_at_all():
    repo = survei.wall({("A", "2026-TW2"): [orang("2026-TW2", (6, 6, 6, 6), n % 3) for n in range(6)]})
    whole = repo.rekap(ALL, Saringan(KODE, parse_period("2026-TW2")))
    # 6 people, all of whom gave 6: by hand.
    assert whole.set_index("unsur")["jumlah"].to_dict() == {SEMUA: 36_000_000, "I1": 36, "I2": 36, "I3": 36, "I4": 36}
    for bulan in ("2026-04", "2026-05", "2026-06", "2026-04..2026-05"):
        assert repo.rekap(ALL, Saringan(KODE, parse_period(bulan))).empty
    assert repo.rekap(ALL, Saringan(KODE), keys=("bulan",)).empty
    assert repo.months(ALL, KODE) == [202604, 202605, 202606]


def test_totals_are_those_of_the_released_cells():
    repo = survei.wall(
        {
            ("A", "2026-TW1"): [orang("2026-TW1", (6, 6, 6, 6))] * 5,
            ("B", "2026-TW1"): [orang("2026-TW1", (1, 1, 1, 1))] * 4,
            ("B", "2026-TW2"): [orang("2026-TW2", (3, 3, 3, 3))] * 7,
        }
    )
    total = repo.rekap(ALL, Saringan(KODE), keys=()).set_index("unsur")
    assert total.to_dict("index")["I1"] == dict.fromkeys(JAWABAN, 0) | {
        "n": 12,
        "jumlah": 5 * 6 + 7 * 3,
        "n3": 7,
        "n6": 5,
    }
    assert repo.responden(ALL, Saringan(KODE), keys=())["n"].tolist() == [12]
    assert repo.concealed(ALL, Saringan(KODE)) == {"B"}
    assert repo.concealed(ALL, Saringan(KODE, parse_period("2026-TW2"))) == frozenset()


def test_people_are_never_described():
    repo = survei.wall({("A", "2026-TW1"): [orang("2026-TW1", (6, 6, 6, 6), kelamin="Perempuan")] * 9})
    assert set(repo.responden(ALL, Saringan(KODE))["dimensi"]) == {"semua"}
    rekap, sebaran = repo.rekap_layanan(ALL, Saringan(KODE))
    assert rekap.empty
    assert sebaran.empty


def test_public_pages_are_not_offered_an_internal_survey():
    spkp = make_sheet(shipped_instrument("spkp"), [[6] * 8] * 3, tanggal="2026-05-05")
    both = FileRepository([spkp, survei.sheet({("A", "2026-TW1"): [orang("2026-TW1", (6, 6, 6, 6))] * 3})],
                          read_at=survei.DIBACA)  # fmt: skip
    repo = ConfidentialRepository(both, HARI_INI)
    assert [item.kode for item in repo.instruments(ALL)] == ["spkp"]
    assert [item.kode for item in repo.internal_instruments(ALL)] == ["integritas"]
    # Public answers pass untouched, also fewer than five and by month.
    pd.testing.assert_frame_equal(
        repo.rekap(ALL, Saringan("spkp"), keys=("bulan",)), both.rekap(ALL, Saringan("spkp"), keys=("bulan",))
    )


def test_answers_without_a_date_belong_to_no_period():
    undated = make_sheet(INTEGRITAS, [[6, 6, 6, 6]] * 9, tanggal="NaT")
    repo = ConfidentialRepository(FileRepository([undated], read_at=survei.DIBACA), HARI_INI)
    assert repo.rekap(ALL, Saringan(KODE)).empty
    assert repo.months(ALL, KODE) == []


def test_a_monthly_internal_survey_may_be_seen_by_month():
    raw = json.loads(to_json(INTEGRITAS)) | {"kode": "bulanan", "periode_terbit": "bulan"}
    monthly = make_sheet(build_instrument(raw), [[6, 6, 6, 6]] * 5, tanggal="2026-05-05")
    repo = ConfidentialRepository(FileRepository([monthly], read_at=survei.DIBACA), HARI_INI)
    assert set(repo.rekap(ALL, Saringan("bulanan"), keys=("satker", "bulan"))["bulan"]) == {202605}


# Makers of a repository without the wall, and why each may be: they store, and ask who the satker and the surveys are.
STORING = {
    "dashboard/cli/import_files.py": "stores files; known satker and instruments",
    "dashboard/cli/pull.py": "stores what it pulls; known satker and instruments",
    "dashboard/master.py": "stores lists of satker, users, employees and targets; known satker and public instruments",
    "dashboard/forms/upload/storing.py": "hands a file to the session, whose repository() puts the wall round it",
}
# The same repository goes on to these, or they take it from loaders.database().
HANDED_ON = (
    "dashboard/importing.py",
    "dashboard/pulling.py",
    "dashboard/cli/import_answers.py",
    "dashboard/cli/import_recap.py",
    "dashboard/cli/muat.py",
    "dashboard/forms",
)
# What a repository says of answers; who the satker are and which surveys exist is no secret.
RESULTS = (
    "daily|imported_at|rekap|sebaran|responden|rekap_layanan|rekap_lengkap|months|imports|batches|recaps|recap_periods|"
    "concealed|survey_reports"
)


def bare_makers() -> set[str]:
    """Modules of the program that make a repository and never a wall."""
    found = {
        path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
        for folder in ("dashboard", "pages")
        for path in (ROOT / folder).rglob("*.py")
        if "bench" not in path.parts
    }
    readers = {name for name, text in found.items() if re.search(r"(Sql|File)Repository\(", text)}
    assert {"dashboard/loaders.py", "dashboard/cli/score.py"} <= readers
    return {name for name in readers if "ConfidentialRepository(" not in found[name]}


def test_no_reader_of_the_program_goes_round_the_wall():
    """Who makes a repository puts the wall round it, but for the known ones that store."""
    assert bare_makers() == set(STORING)


def asked_of_repositories(text: str) -> list[str]:
    """Calls of a repository's results on anything that is named like a repository, or comes from loaders.database()."""
    return re.findall(rf"(?:\brepo|_repo|database\(\)|Repository\([^()]*\))\.(?:{RESULTS})\(", text)


def test_those_who_store_ask_no_repository_for_results():
    files = [ROOT / name for name in STORING]
    for name in HANDED_ON:
        path = ROOT / name
        files += sorted(path.rglob("*.py")) if path.is_dir() else [path]
    assert len(files) > len(STORING) + len(HANDED_ON)
    found = {path.relative_to(ROOT).as_posix(): asked_of_repositories(path.read_text("utf-8")) for path in files}
    assert {name: calls for name, calls in found.items() if calls} == {}


def test_a_reader_that_asks_would_be_found():
    assert asked_of_repositories("SqlRepository(engine).rekap(scope, saringan)")
    assert asked_of_repositories("tujuan.repo.responden(scope, saringan)")
    assert asked_of_repositories("loaders.database().imports(scope)")
    assert not asked_of_repositories("loaders.database().satker(scope)")


# On the way in.
def test_an_older_definition_in_the_database_does_not_make_answers_public():
    raw = json.loads(to_json(INTEGRITAS))
    del raw["internal"], raw["periode_terbit"]
    found = from_json(json.dumps(raw))
    assert (found.internal, found.periode_terbit) == (True, "triwulan")
    assert not shipped_instrument("spkp").internal


def test_a_definition_survives_the_database():
    assert from_json(to_json(INTEGRITAS)) == INTEGRITAS


@pytest.mark.parametrize("change", [{"internal": False, "periode_terbit": ""}, {"periode_terbit": "bulan"}])
def test_the_same_code_cannot_come_back_less_confidential(sqlite_engine: sa.Engine, change: dict[str, object]):
    raw = json.loads(to_json(INTEGRITAS)) | {"kode": "milik-sendiri"}
    own = build_instrument(raw)
    store_sheets(sqlite_engine, make_sheet(own, [[6, 6, 6, 6]] * 2), name="satu.csv")
    other = build_instrument(raw | change)
    assert not is_same_shape(own, other)
    with pytest.raises(RefusedError, match="kerahasiaan lain"):
        store_sheets(sqlite_engine, make_sheet(other, [[6, 6, 6, 6]] * 2), name="dua.csv")
    assert SqlRepository(sqlite_engine).instrument("milik-sendiri") == own


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ("internal = true", "periode_terbit"),
        ('internal = true\nperiode_terbit = "minggu"', "periode_terbit"),
        ('periode_terbit = "bulan"', "internal = true"),
        ('internal = "ya"\nperiode_terbit = "bulan"', "true atau false"),
    ],
)
def test_a_file_must_say_it_whole(lines: str, problem: str):
    text = "\n".join(
        [
            'kode = "x"\nnama = "X"\nskala_min = 1\nskala_maks = 4',
            lines,
            *(f'[[unsur]]\nkode = "U{n}"\nnama = "Unsur {n}"' for n in range(1, 4)),
        ]
    )
    with pytest.raises(ScoringError, match=problem):
        parse_instrument(text)


def test_only_the_survey_of_employees_is_internal_as_shipped():
    internal = {kode: item.periode_terbit for kode, item in shipped_instruments().items() if item.internal}
    assert internal == {"integritas": "triwulan"}
    assert all(parse_period(one).kode == one for one in TRIWULAN)


@pytest.fixture
def sqlite_engine(migrated_sqlite_url: str):
    from data_access.engine import make_engine

    engine = make_engine(migrated_sqlite_url)
    yield engine
    engine.dispose()


@pytest.mark.parametrize("keys", [("satker", "tanggal"), ("tanggal",), ("satker",), ()])
def test_days_of_an_internal_survey_are_told_to_nobody(keys: tuple[str, ...]):
    """Also of released cells: who answered on the one day on which a colleague was there is known by name."""
    isi = {("A", TRIWULAN[0]): [orang(TRIWULAN[0], (6, 5, 4, 6)) for _ in range(30)]}
    repo, raw = survei.wall(isi), survei.raw(isi)
    for saringan in (Saringan(KODE), Saringan(KODE, parse_period(TRIWULAN[0])), Saringan(KODE, satker=("A",))):
        assert raw.daily(ALL, saringan, keys=keys)["n"].sum() == 30
        assert len(raw.imported_at(ALL, saringan)) == 1
        found = repo.daily(ALL, saringan, keys=keys)
        assert found.empty
        assert list(found.columns) == [*keys, "n"]
        found = repo.daily(ALL, saringan, keys=keys, jam=True)
        assert found.empty
        assert list(found.columns) == [*keys, "n", *JAM]
        assert repo.imported_at(ALL, saringan).empty


def test_days_of_a_public_survey_pass_the_wall():
    sheet = make_sheet(shipped_instrument("spkp"), [[6] * 8] * 2, satker="A", tanggal="2026-02-03T09:00")
    inner = FileRepository([sheet], read_at=survei.DIBACA)
    repo, saringan = ConfidentialRepository(inner, HARI_INI), Saringan("spkp")
    found = repo.daily(ALL, saringan, jam=True)
    assert found[["satker", "tanggal", "n", "jam_09"]].to_dict("list") == {
        "satker": ["A"], "tanggal": [pd.Timestamp(2026, 2, 3)], "n": [2], "jam_09": [2],
    }  # fmt: skip
    assert found[list(JAM)].to_numpy().sum() == 2
    assert repo.imported_at(ALL, saringan).to_dict() == {"A": pd.Timestamp(survei.DIBACA)}
    february = parse_period("2026-02")
    for wall, plain in (
        (repo.conditions(ALL, HARI_INI), inner.conditions(ALL, HARI_INI)),
        (repo.special_days(ALL, february), inner.special_days(ALL, february)),
        (repo.users_by_service(ALL, february), inner.users_by_service(ALL, february)),
    ):
        pd.testing.assert_frame_equal(wall, plain)
