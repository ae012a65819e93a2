"""What was known of a satker on a day: changing it in July does not change June."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

import pandas as pd
import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from data_access import schema
from data_access.engine import writing
from data_access.files.master.statements import SATKER, DataInduk, Isi, Pernyataan
from data_access.ledger.undo import restore, undo
from data_access.master_data.edit_checks import Suntingan
from data_access.master_data.editing import save_edits
from data_access.master_data.storing import store_master
from data_access.repository import KETENTUAN, Scope, SurveyRepository
from data_access.sql_repository import SqlRepository
from data_access.store import Berkas
from scoring.instruments import shipped_instrument
from tests.support.factories import NOW, PROPERTY, make_sheet, store_sheets

ALL = Scope.everything()
JUNI, JULI = date(2026, 6, 30), date(2026, 7, 31)
Said = Mapping[str, Mapping[str, Isi]]


def say(engine: sa.Engine, when: datetime, **said: Mapping[str, Isi]) -> int:
    """Store a list of satker at a moment (UTC); returns the number of the batch."""
    statements = tuple(Pernyataan((kode,), nilai) for kode, nilai in said.items())
    data = DataInduk(SATKER, statements, (), (), len(statements))
    berkas = Berkas(f"{when.isoformat()}.xlsx", "0" * 64, 1, 1)
    return store_master(engine, berkas, data, ALL, now=when, confirmed=True).impor_id


def at(month: int, day: int, hour: int = 3, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def known(engine: sa.Engine, day: date, scope: Scope = ALL) -> dict[str, tuple[str, int]]:
    """Satker -> (predikat, working days) on a day."""
    found = SqlRepository(engine).conditions(scope, day)
    values = zip(found["bidik_predikat"].tolist(), found["hari_kerja"].tolist(), strict=True)
    return dict(zip(found["satker"].tolist(), values, strict=True))


def test_changing_a_satker_in_july_does_not_change_june(engine: sa.Engine):
    say(engine, at(1, 5), A={"nama": "Lapas Satu", "bidik_predikat": "WBK", "hari_kerja": 5}, B={"nama": "Rutan Dua"})
    say(engine, at(7, 10), A={"bidik_predikat": "WBBM"})
    say(engine, at(7, 20), A={"hari_kerja": 6})
    assert known(engine, JUNI)["A"] == ("WBK", 5)
    assert known(engine, date(2026, 7, 9))["A"] == ("WBK", 5)
    assert known(engine, date(2026, 7, 10))["A"] == ("WBBM", 5)
    assert known(engine, JULI)["A"] == ("WBBM", 6)
    # Nobody ever said anything of B: the table as it is.
    assert known(engine, JUNI)["B"] == ("WBK", 5)


def test_who_first_writes_a_field_down_leaves_what_counted_before(engine: sa.Engine):
    """The satker was made with the defaults when its first answers came, and June was reported with them; lists that say
    otherwise come in July and August."""
    store_sheets(engine, make_sheet(shipped_instrument("spkp"), [[6] * 8]))
    say(engine, at(7, 10), A={"bidik_predikat": "", "zona_waktu": "Asia/Jayapura"})
    say(engine, at(8, 10), A={"bidik_predikat": "WBBM", "hari_kerja": 6})
    assert known(engine, JUNI) == {"A": ("WBK", 5)}
    assert known(engine, JULI) == {"A": ("", 5)}
    assert known(engine, date(2026, 8, 31)) == {"A": ("WBBM", 6)}
    zones = [SqlRepository(engine).conditions(ALL, day)["zona_waktu"].tolist() for day in (JUNI, JULI)]
    assert zones == [["Asia/Jakarta"], ["Asia/Jayapura"]]


def test_a_list_that_makes_a_satker_says_how_it_began(engine: sa.Engine):
    """Nothing counted before; of what the list leaves out, the defaults that it was made with stay for the past."""
    say(engine, at(7, 10), A={"nama": "Lapas Satu", "bidik_predikat": "WBBM"})
    say(engine, at(7, 20), A={"bidik_predikat": "", "hari_kerja": 6})
    assert known(engine, JUNI) == {"A": ("WBBM", 5)}
    assert known(engine, JULI) == {"A": ("", 6)}


def test_a_mistake_that_was_undone_is_not_what_counted_before(engine: sa.Engine):
    """Six days by mistake on 5 July; on 10 July the right list finds them there and says five of another field too; the
    mistake is undone on 20 July. In June, and between, the five days of the beginning counted."""
    store_sheets(engine, make_sheet(shipped_instrument("spkp"), [[6] * 8]))
    wrong = say(engine, at(7, 5), A={"hari_kerja": 6, "bidik_predikat": ""})
    right = say(engine, at(7, 10), A={"hari_kerja": 6, "bidik_predikat": "WBBM"})
    undo(engine, wrong, now=at(7, 20), oleh="uji", alasan="salah")
    assert known(engine, JUNI) == {"A": ("WBK", 5)}
    assert known(engine, date(2026, 7, 7)) == {"A": ("WBK", 5)}
    assert known(engine, JULI) == {"A": ("WBBM", 6)}
    undo(engine, right, now=at(7, 21), oleh="uji", alasan="salah")
    assert known(engine, JULI) == {"A": ("WBK", 5)}
    # The same list sent again after its undo: from then on.
    say(engine, at(7, 25), A={"hari_kerja": 6, "bidik_predikat": "WBBM"})
    assert known(engine, JUNI) == {"A": ("WBK", 5)}
    assert known(engine, date(2026, 7, 24)) == {"A": ("WBK", 5)}
    assert known(engine, JULI) == {"A": ("WBBM", 6)}


def test_a_satker_that_was_taken_back_and_made_again_begins_anew(engine: sa.Engine):
    """A list made it with six days and was undone; answers made it again in June with five; another list says six in July."""
    undo(engine, say(engine, at(3, 5), A={"hari_kerja": 6}), now=at(3, 6), oleh="uji", alasan="salah")
    assert known(engine, JUNI) == {}
    store_sheets(engine, make_sheet(shipped_instrument("spkp"), [[6] * 8]))
    say(engine, at(7, 10), A={"hari_kerja": 6})
    assert known(engine, JUNI) == {"A": ("WBK", 5)}
    assert known(engine, JULI) == {"A": ("WBK", 6)}


def test_several_days_are_the_same_as_each_alone(engine: sa.Engine):
    say(engine, at(1, 5), A={"nama": "Lapas Satu", "hari_kerja": 5}, B={"nama": "Rutan Dua"})
    say(engine, at(7, 10), A={"hari_kerja": 6}, B={"bidik_predikat": ""})
    days = [date(2026, month, 1) for month in range(1, 13)]
    repo = SqlRepository(engine)
    together = repo.conditions_by_day(Scope.only("A"), days)
    assert list(together) == days
    for day, found in together.items():
        pd.testing.assert_frame_equal(found, repo.conditions(Scope.only("A"), day))
    assert [found["hari_kerja"].tolist() for found in together.values()] == [[5]] * 7 + [[6]] * 5


def test_as_many_days_as_anybody_asks_for(engine: sa.Engine):
    """Engines limit what one question may hold: the ends of 400 months, in any order, and none at all."""
    say(engine, at(1, 5), A={"nama": "Lapas Satu", "hari_kerja": 5})
    say(engine, at(7, 10), A={"hari_kerja": 6})
    days = [date(year, month, 28) for year in range(2050, 2016, -1) for month in range(1, 13)]
    repo = SqlRepository(engine)
    found = repo.conditions_by_day(ALL, days)
    assert list(found) == days
    six = {day for day, frame in found.items() if frame["hari_kerja"].tolist() == [6]}
    assert six == {day for day in days if day >= date(2026, 7, 10)}
    assert repo.conditions_by_day(ALL, []) == {}


def test_who_types_over_a_value_has_seen_it(engine: sa.Engine):
    """Nobody ever listed the satker; on 10 July somebody changes its five days to six on the page: in June it had five."""
    store_sheets(engine, make_sheet(shipped_instrument("spkp"), [[6] * 8]))
    typed = Suntingan(("A",), {"hari_kerja": 5}, {"hari_kerja": 6})
    save_edits(engine, SATKER, [typed], ALL, now=at(7, 10), oleh="uji", alasan="uji")
    assert known(engine, JUNI) == {"A": ("WBK", 5)}
    assert known(engine, JULI) == {"A": ("WBK", 6)}


def test_a_batch_that_was_undone_says_nothing(engine: sa.Engine):
    say(engine, at(1, 5), A={"nama": "Lapas Satu", "hari_kerja": 5})
    six = say(engine, at(6, 10), A={"hari_kerja": 6})
    assert known(engine, JUNI)["A"] == ("WBK", 6)
    undo(engine, six, now=NOW, oleh="uji", alasan="uji")
    assert known(engine, JUNI)["A"] == ("WBK", 5)
    restore(engine, six, now=NOW, oleh="uji", alasan="uji")
    assert known(engine, JUNI)["A"] == ("WBK", 6)
    assert known(engine, date(2026, 6, 9))["A"] == ("WBK", 5)


@pytest.mark.parametrize(
    ("moment", "day"),
    [(at(6, 30, 16, 59), 30), (at(6, 30, 17, 0), 1), (at(7, 1, 16, 59), 1), (at(7, 1, 17, 0), 2)],
    ids=["23.59 WIB", "tengah malam WIB", "hari itu", "lusa"],
)
def test_a_day_ends_at_midnight_in_jakarta(engine: sa.Engine, moment: datetime, day: int):
    """17.00 UTC on 30 June is 1 July in Jakarta."""
    say(engine, at(1, 5), A={"nama": "Lapas Satu", "hari_kerja": 5})
    say(engine, moment, A={"hari_kerja": 6})
    first = date(2026, 6, 30) if day == 30 else date(2026, 7, day)
    assert known(engine, first)["A"][1] == 6
    assert known(engine, first - timedelta(days=1))["A"][1] == 5


def test_scope_and_columns(engine: sa.Engine):
    say(engine, at(1, 5), A={"nama": "Lapas Satu"}, B={"nama": "Rutan Dua"}, C={"nama": "Bapas Tiga"})
    say(engine, at(2, 5), A={"hari_kerja": 6}, C={"hari_kerja": 6})
    repo = SqlRepository(engine)
    found = repo.conditions(Scope.only("C", "B", "Z"), JUNI)
    assert list(found.columns) == list(KETENTUAN)
    assert found["satker"].tolist() == ["B", "C"]
    assert found["hari_kerja"].tolist() == [5, 6]
    assert found["hari_kerja"].dtype == "int64"
    nobody = repo.conditions(Scope.only(), JUNI)
    assert nobody.empty
    assert (list(nobody.columns), str(nobody["hari_kerja"].dtype)) == (list(KETENTUAN), "int64")


def test_as_the_satker_are_named_when_nobody_says_more(repo: SurveyRepository):
    found = repo.conditions(ALL, JUNI)
    assert found["satker"].tolist() == ["A", "B", "C"]
    assert found["bidik_predikat"].tolist() == ["WBK", "WBK", "WBBM"]
    assert found["hari_kerja"].tolist() == [5, 5, 5]
    assert found["zona_waktu"].tolist() == ["Asia/Jakarta"] * 3
    assert repo.conditions(Scope.only("B"), JUNI)["satker"].tolist() == ["B"]


def test_a_name_that_looks_like_a_field_is_none(engine: sa.Engine):
    say(engine, at(1, 5), A={"nama": "Lapas Satu", "hari_kerja": 5})
    say(engine, at(5, 5), A={"nama": 'Lapas "hari_kerja":6, %_\\'})
    assert known(engine, JUNI)["A"][1] == 5


BATCHES = st.lists(
    st.tuples(
        st.integers(0, 40),
        st.dictionaries(
            st.sampled_from("AB"),
            st.fixed_dictionaries(
                {}, optional={"hari_kerja": st.sampled_from([5, 6]), "bidik_predikat": st.sampled_from(["", "WBK"])}
            ).filter(bool),
            min_size=1,
        ),
        st.booleans(),
    ),
    max_size=7,
)


@PROPERTY
@given(batches=BATCHES, day=st.integers(-2, 45))
def test_conditions_are_a_plain_replay(kept_engine: sa.Engine, batches: Sequence[tuple[int, Said, bool]], day: int):
    """Batches on days 0 to 40 of the year, some undone at its end, against the rule said simply: the satker as they were
    before anybody said anything, and what was said until the day and not taken back."""
    start = date(2026, 1, 1)
    _put(kept_engine, batches, start)
    wanted = {kode: {"bidik_predikat": "WBBM", "hari_kerja": 5} for kode in "AB"}
    for kode in "AB":
        for name in ("bidik_predikat", "hari_kerja"):
            for on, said, live in batches:
                if live and on <= day and name in said.get(kode, {}):
                    wanted[kode][name] = said[kode][name]
    found = known(kept_engine, start + timedelta(days=day))
    assert found == {kode: (row["bidik_predikat"], row["hari_kerja"]) for kode, row in wanted.items()}


def _put(engine: sa.Engine, batches: Sequence[tuple[int, Said, bool]], start: date) -> None:
    """The statements straight into the tables, in the form of the ledger: 25 examples of whole imports are too slow."""
    with writing(engine).begin() as connection:
        for table in (schema.impor_perubahan, schema.impor, schema.satker):
            connection.execute(sa.delete(table))
        units = [{"kode": kode, "nama": kode, "jenis": "Lapas", "bidik_predikat": "WBBM"} for kode in "AB"]
        connection.execute(sa.insert(schema.satker), units)
        record: dict[str, dict[str, Isi]] = {kode: {"bidik_predikat": "WBBM", "hari_kerja": 5} for kode in "AB"}
        for number, (on, said, live) in enumerate(batches, 1):
            moment = datetime(start.year, start.month, start.day, 5, tzinfo=UTC) + timedelta(days=on)
            values = {
                "id": number, "nama_berkas": "", "sha256": "", "sidik": str(number), "ukuran": 0, "diimpor_pada": moment,
                "baris_dibaca": 0, "lembar_disimpan": 0, "ringkasan": "[]", "jenis": SATKER,
                "dibatalkan_pada": None if live else datetime(start.year, 12, 31, tzinfo=UTC),
            }  # fmt: skip
            connection.execute(sa.insert(schema.impor).values(values))
            rows = [
                {"impor_id": number, "tabel": "satker", "kunci": json.dumps([kode]), "sebelum": json.dumps(record[kode]),
                 "sesudah": json.dumps(dict(nilai), separators=(",", ":"), sort_keys=True)}
                for kode, nilai in said.items()
            ]  # fmt: skip
            connection.execute(sa.insert(schema.impor_perubahan), rows)
            record |= {kode: record[kode] | dict(nilai) for kode, nilai in said.items()}
