"""The viewer's scope is a wall: no method of any repository answers about a satker outside it."""

from __future__ import annotations

import json

import pandas as pd
import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from data_access import schema
from data_access.engine import writing
from data_access.repository import Saringan, Scope, SurveyRepository
from data_access.service_users import put_service_users
from data_access.sql_repository import SqlRepository
from scoring.contract import SEMUA
from scoring.periods import Periode
from tests.data_access import survey
from tests.support.factories import PROPERTY, random_sheet, store_sheets

SATKER = list("ABCZ")
SCOPES = st.builds(lambda kode: Scope.only(*kode), st.sets(st.sampled_from(SATKER)))
QUESTIONS = st.builds(
    Saringan,
    instrumen=st.sampled_from(["spkp", "bersarang"]),
    periode=st.none()
    | st.sampled_from(
        [Periode(202511, 202511), Periode(202512, 202601), Periode(202511, 202601), Periode(201901, 201902)]
    ),
    satker=st.lists(st.sampled_from(SATKER), unique=True, max_size=3).map(tuple),
    jenis=st.lists(st.sampled_from(["Lapas", "Rutan"]), unique=True, max_size=2).map(tuple),
)
KEYS = st.sampled_from([("satker",), ("satker", "bulan"), ("bulan",), ()])


@PROPERTY
@given(scope=SCOPES, saringan=QUESTIONS, keys=KEYS)
def test_only_what_is_in_scope_is_counted(
    repo: SurveyRepository, scope: Scope, saringan: Saringan, keys: tuple[str, ...]
):
    found = {
        "rekap": repo.rekap(scope, saringan, keys=keys),
        "sebaran": repo.sebaran(scope, saringan, keys=keys),
        "responden": repo.responden(scope, saringan, keys=keys),
    }
    assert scope.satker is not None
    for frame in found.values():
        assert "satker" not in keys or set(frame["satker"]) <= scope.satker
    respondents = sum(1 for _ in survey.rows(scope, saringan))
    rekap, sebaran, responden = found.values()
    assert rekap.loc[rekap["unsur"] == SEMUA, "n"].sum() == respondents
    assert sebaran.loc[sebaran["unsur"] == SEMUA, "jumlah"].sum() == respondents
    for _, part in responden.groupby("dimensi"):
        assert part["n"].sum() == respondents
    pd.testing.assert_frame_equal(survey.tidy(rekap), survey.expected_rekap(scope, saringan, keys), check_dtype=False)


@PROPERTY
@given(scope=SCOPES, saringan=QUESTIONS)
def test_services_and_lists_respect_the_scope(repo: SurveyRepository, scope: Scope, saringan: Saringan):
    rekap, sebaran = repo.rekap_layanan(scope, saringan)
    respondents = sum(1 for _ in survey.rows(scope, saringan))
    assert rekap.loc[rekap["unsur"] == SEMUA, "n"].sum() == respondents
    assert sebaran.loc[sebaran["unsur"] == SEMUA, "jumlah"].sum() == respondents
    assert scope.satker is not None
    visible = scope.satker & {"A", "B", "C"}
    assert set(repo.satker(scope)["satker"]) == visible
    for instrumen in (None, "spkp", "bersarang"):
        kinds = [instrumen] if instrumen else ["spkp", "bersarang"]
        months = {month for kode in kinds for _, _, month in survey.rows(scope, Saringan(kode))}
        assert repo.months(scope, instrumen) == sorted(months)
    assert [item.kode for item in repo.instruments(scope)] == (["spkp", "bersarang"] if visible else [])


def test_an_empty_scope_sees_nothing_at_all(repo: SurveyRepository):
    nobody = Scope.only()
    for kode in ("spkp", "bersarang"):
        saringan = Saringan(kode)
        assert repo.rekap(nobody, saringan).empty
        assert repo.rekap(nobody, saringan, keys=()).empty
        assert repo.sebaran(nobody, saringan).empty
        assert repo.responden(nobody, saringan, keys=()).empty
        assert all(frame.empty for frame in repo.rekap_layanan(nobody, saringan))
    assert repo.satker(nobody).empty
    assert repo.instruments(nobody) == []
    assert repo.months(nobody) == []
    assert repo.imports(nobody).empty
    assert repo.service_users(nobody, Periode(202511, 202601)).empty


def test_asking_for_a_satker_outside_the_scope_gives_nothing(repo: SurveyRepository):
    saringan = Saringan("spkp", satker=("A", "B"))
    assert set(repo.rekap(Scope.only("B"), saringan)["satker"]) == {"B"}
    assert repo.rekap(Scope.only("C"), saringan).empty


@pytest.fixture
def history(engine: sa.Engine) -> SqlRepository:
    """A file of the whole region, one of A alone and one of B alone."""
    store_sheets(engine, random_sheet(1, survey.SPKP, 50), random_sheet(2, survey.BERSARANG, 30), name="wilayah.xlsx")
    store_sheets(engine, random_sheet(3, survey.SPKP, 7, satker=("A",), missing=0), name="a.xlsx")
    store_sheets(engine, random_sheet(4, survey.SPKP, 9, satker=("B",), missing=0), name="b.xlsx")
    return SqlRepository(engine)


def test_history_of_imports_shows_only_what_they_brought_inside(history: SqlRepository):
    whole = history.imports(Scope.everything()).set_index("nama_berkas")
    assert whole.index.tolist() == ["b.xlsx", "a.xlsx", "wilayah.xlsx"]
    assert whole["lembar_disimpan"].to_dict() == {"b.xlsx": 9, "a.xlsx": 7, "wilayah.xlsx": 80}
    of_a = history.imports(Scope.only("A")).set_index("nama_berkas")
    assert of_a.index.tolist() == ["a.xlsx", "wilayah.xlsx"]
    inside = {
        kode: int((sheet.satker == "A").sum())
        for kode, sheet in (
            ("spkp", random_sheet(1, survey.SPKP, 50)),
            ("bersarang", random_sheet(2, survey.BERSARANG, 30)),
        )
    }
    assert of_a.loc["wilayah.xlsx", "lembar_disimpan"] == sum(inside.values())
    assert of_a.loc["wilayah.xlsx", "baris_dibaca"] == sum(inside.values())
    summary = json.loads(str(of_a.loc["wilayah.xlsx", "ringkasan"]))
    assert {part["instrumen"]: (part["n"], part["satker"]) for part in summary} == {
        kode: (n, 1) for kode, n in inside.items()
    }


def test_summary_has_one_form_for_every_viewer(history: SqlRepository):
    for scope in (Scope.everything(), Scope.only("A")):
        for text in history.imports(scope)["ringkasan"]:
            for part in json.loads(text):
                assert set(part) == {"instrumen", "n", "satker", "dari", "sampai"}
                assert "2026-01-01" <= part["dari"] <= part["sampai"] <= "2026-03-31"


def test_service_users_need_every_month_and_the_scope(history: SqlRepository, engine: sa.Engine):
    with writing(engine).begin() as connection:
        known = {("A", 202601): 40, ("A", 202602): 50, ("B", 202601): 70, ("Z", 202601): 5}
        assert put_service_users(connection, known, "uji") == 3
    both, one = Periode(202601, 202602), Periode(202601, 202601)
    everything = Scope.everything()
    assert history.service_users(everything, both).to_dict() == {"A": 90}
    assert history.service_users(everything, one).to_dict() == {"A": 40, "B": 70}
    assert history.service_users(Scope.only("B"), one).to_dict() == {"B": 70}
    assert history.service_users(Scope.only("B"), both).empty
    assert history.service_users(everything, one).dtype == "int64"


def test_monthly_service_users_are_those_of_each_month(history: SqlRepository, engine: sa.Engine):
    with writing(engine).begin() as connection:
        put_service_users(connection, {("A", 202512): 40, ("A", 202601): 50, ("B", 202512): 70}, "uji")
    both = Periode(202512, 202601)
    found = history.monthly_service_users(Scope.everything(), both)
    assert found.to_dict() == {("A", 202512): 40, ("A", 202601): 50, ("B", 202512): 70}
    assert found.dtype == "int64"
    assert history.monthly_service_users(Scope.only("B"), both).to_dict() == {("B", 202512): 70}
    assert history.monthly_service_users(Scope.only(), both).empty
    assert history.monthly_service_users(Scope.everything(), Periode(202601, 202601)).to_dict() == {("A", 202601): 50}


def test_satker_without_answers_are_listed(engine: sa.Engine):
    with writing(engine).begin() as connection:
        connection.execute(sa.insert(schema.satker).values(kode="X", nama="Rupbasan X", jenis="Rupbasan"))
    repository = SqlRepository(engine)
    assert repository.satker(Scope.everything())["satker"].tolist() == ["X"]
    assert repository.satker(Scope.only("Y")).empty
    assert repository.months(Scope.everything()) == []
    assert repository.instruments(Scope.everything()) == []
    assert repository.version().diubah_pada is None
