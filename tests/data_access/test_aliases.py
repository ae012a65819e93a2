"""Spellings of satker that an operator confirmed: remembered, in scope, and never against a satker's own name."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from data_access import schema
from data_access.aliases import add_aliases, list_aliases, read_aliases, remove_aliases
from data_access.engine import writing
from data_access.errors import RefusedError
from data_access.files.options import ImportOptions
from data_access.repository import Scope
from data_access.satker_names import SatkerBaru
from data_access.store import insert_satker
from tests.files.makers import SKM, check, codes, csv_bytes
from tests.support.factories import NOW

ALL = Scope.everything()
SATKER = (
    SatkerBaru("SPT", "Lapas Kelas IIB Sampit"),
    SatkerBaru("PKY", "Lapas Kelas IIA Palangka Raya"),
    SatkerBaru("PRM", "Lapas Perempuan Kelas IIA Palangka Raya"),
)


@pytest.fixture
def filled(engine: sa.Engine) -> sa.Engine:
    with writing(engine).begin() as connection:
        insert_satker(connection, SATKER)
    return engine


def test_a_spelling_is_remembered_for_the_next_file(filled: sa.Engine):
    content = csv_bytes([["Tanggal", "Satker", *SKM], ["27/05/2024", "LP. Sampit", *[4] * 9]])
    known = tuple((one.kode, one.nama) for one in SATKER)
    first = check(content, ImportOptions(satker_dikenal=known))
    assert codes(first, "konfirmasi") == ["SATKER_MIRIP"]
    (asked,) = first.hasil.satker_dibaca
    assert add_aliases(filled, {asked.teks: asked.kode}, ALL, now=NOW, oleh="operator") == ("lp sampit",)
    second = check(content, ImportOptions(satker_dikenal=known, satker_alias=read_aliases(filled, ALL)))
    assert codes(second, "konfirmasi") == []
    assert second.hasil.ringkasan.satker == {"SPT": 1}
    (alias,) = list_aliases(filled, ALL)
    assert (alias.teks, alias.kode, alias.nama, alias.oleh) == ("lp sampit", "SPT", SATKER[0].nama, "operator")
    assert alias.dicatat_pada == NOW


def test_a_spelling_can_be_given_to_another_satker_and_forgotten(filled: sa.Engine):
    add_aliases(filled, {"Lapas PKY": "PKY"}, ALL, now=NOW)
    assert add_aliases(filled, {"lapas  pky": "PKY"}, ALL, now=NOW) == ()
    assert add_aliases(filled, {"LAPAS PKY": "PRM"}, ALL, now=NOW + timedelta(days=1)) == ("lapas pky",)
    assert read_aliases(filled, ALL) == {"lapas pky": "PRM"}
    assert remove_aliases(filled, ["Lapas PKY", "tidak ada"], ALL) == 1
    assert read_aliases(filled, ALL) == {}


def test_what_a_name_says_already_is_not_kept(filled: sa.Engine):
    texts = {"LEMBAGA PEMASYARAKATAN KLS II-B SAMPIT": "SPT", "spt": "SPT"}
    assert add_aliases(filled, texts, ALL, now=NOW) == ()
    assert read_aliases(filled, ALL) == {}


@pytest.mark.parametrize(
    ("text", "kode"),
    [
        ("Lapas Klas II A Palangkaraya", "PRM"),  # the name of another satker
        ("PKY", "SPT"),  # its code
        ("Lapas Sampit", "TIDAK ADA"),
        ("", "SPT"),
        ("...", "SPT"),
        ("Lapas Sampit 0812-3456-7890", "SPT"),
        ("x" * 201, "SPT"),
    ],
)
def test_what_is_refused_changes_nothing(filled: sa.Engine, text: str, kode: str):
    with pytest.raises(RefusedError) as refused:
        add_aliases(filled, {"Lapas Kota Sampit": "SPT", text: kode}, ALL, now=NOW)
    assert "0812" not in str(refused.value)
    assert read_aliases(filled, ALL) == {}


def test_the_scope_bounds_what_is_seen_and_changed(filled: sa.Engine):
    add_aliases(filled, {"Lapas SPT": "SPT", "Lapas PKY": "PKY"}, ALL, now=NOW)
    sampit = Scope.only("SPT")
    assert read_aliases(filled, sampit) == {"lapas spt": "SPT"}
    assert read_aliases(filled, Scope.only()) == {}
    for texts in ({"Lapas Raya": "PKY"}, {"Lapas PKY": "SPT"}):
        with pytest.raises(RefusedError):
            add_aliases(filled, texts, sampit, now=NOW)
    assert remove_aliases(filled, ["lapas pky"], sampit) == 0
    assert read_aliases(filled, ALL) == {"lapas pky": "PKY", "lapas spt": "SPT"}
    with filled.connect() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(schema.satker_alias)) == 2
