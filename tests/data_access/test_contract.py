"""The contract of SurveyRepository: the same answers from an uploaded file, SQLite and PostgreSQL."""

from __future__ import annotations

import pandas as pd
import pytest
from pandas.api import types

from data_access.repository import IMPOR, RESPONDEN, SATKER, Saringan, Scope, SurveyRepository
from scoring.contract import JAWABAN, REKAP, SEBARAN, check_rekap
from scoring.indeks import indeks, nilai_unsur, rules_for
from scoring.periods import Periode, parse_period
from tests.data_access import survey

ALL = Scope.everything()
KEYS = [("satker",), ("bulan", "satker"), ("bulan",), ()]
QUESTIONS = {
    "semua": Saringan("spkp"),
    "berbutir banyak": Saringan("bersarang"),
    "satu bulan": Saringan("spkp", Periode(202512, 202512)),
    "satu bulan, berbutir banyak": Saringan("bersarang", Periode(202601, 202601)),
    "lintas tahun": Saringan("spkp", Periode(202512, 202601)),
    "lebih panjang dari data": Saringan("bersarang", parse_period("2020-01..2030-12")),
    "satu satker": Saringan("spkp", satker=("B",)),
    "dua satker, satu bulan": Saringan("spkp", Periode(202511, 202511), satker=("A", "C")),
    "satu jenis": Saringan("spkp", jenis=("Lapas",)),
    "dua jenis dan satker": Saringan("bersarang", Periode(202511, 202601), ("A", "B"), ("Lapas", "Rutan")),
}
EMPTY = {
    "instrumen tak dikenal": Saringan("tidak-ada"),
    "instrumen bawaan tanpa jawaban": Saringan("skm"),
    "satker tak dikenal": Saringan("spkp", satker=("Z",)),
    "satker yang bukan jenisnya": Saringan("spkp", satker=("B",), jenis=("Lapas",)),
    "jenis tak dikenal": Saringan("spkp", jenis=("Istana",)),
    "periode tanpa data": Saringan("spkp", Periode(201901, 201912)),
    "satu bulan tanpa data": Saringan("spkp", Periode(201901, 201901)),
}
each_question = pytest.mark.parametrize("question", QUESTIONS)
each_empty = pytest.mark.parametrize("question", EMPTY)
each_keys = pytest.mark.parametrize("keys", KEYS, ids=["-".join(keys) or "tanpa-kunci" for keys in KEYS])


def same(found: pd.DataFrame, wanted: pd.DataFrame) -> None:
    assert list(found.columns) == list(wanted.columns)
    pd.testing.assert_frame_equal(survey.tidy(found), wanted, check_dtype=False)


@each_question
@each_keys
def test_rekap(repo: SurveyRepository, question: str, keys: tuple[str, ...]):
    saringan = QUESTIONS[question]
    found = repo.rekap(ALL, saringan, keys=keys)
    check_rekap(found, keys)
    same(found, survey.expected_rekap(ALL, saringan, keys))
    assert all(found[name].dtype == "int64" for name in ("n", "jumlah", *JAWABAN))
    assert "bulan" not in keys or found["bulan"].dtype == "int64"


@each_question
@each_keys
def test_sebaran(repo: SurveyRepository, question: str, keys: tuple[str, ...]):
    saringan = QUESTIONS[question]
    found = repo.sebaran(ALL, saringan, keys=keys)
    same(found, survey.expected_sebaran(ALL, saringan, keys))
    assert all(found[name].dtype == "int64" for name in ("nilai", "jumlah"))


@each_question
@each_keys
def test_responden(repo: SurveyRepository, question: str, keys: tuple[str, ...]):
    saringan = QUESTIONS[question]
    found = repo.responden(ALL, saringan, keys=keys)
    wanted = survey.expected_responden(ALL, saringan, keys)
    assert list(found.columns) == list(wanted.columns)
    pd.testing.assert_frame_equal(
        found, wanted.sort_values([*keys, "dimensi", "kategori"], ignore_index=True), check_dtype=False
    )
    assert found["n"].dtype == "int64"


@each_question
def test_rekap_layanan(repo: SurveyRepository, question: str):
    saringan = QUESTIONS[question]
    rekap, sebaran = repo.rekap_layanan(ALL, saringan)
    check_rekap(rekap, ("layanan",))
    same(rekap, survey.expected_rekap(ALL, saringan, ("layanan",)))
    same(sebaran, survey.expected_sebaran(ALL, saringan, ("layanan",)))


@each_empty
@each_keys
def test_no_answers_is_an_empty_frame_with_all_columns(repo: SurveyRepository, question: str, keys: tuple[str, ...]):
    saringan = EMPTY[question]
    found = {
        REKAP: repo.rekap(ALL, saringan, keys=keys),
        SEBARAN: repo.sebaran(ALL, saringan, keys=keys),
        RESPONDEN: repo.responden(ALL, saringan, keys=keys),
    }
    for columns, frame in found.items():
        assert frame.empty
        assert list(frame.columns) == [*keys, *columns]
        assert all(frame[name].dtype == "int64" for name in columns if name in {"n", "jumlah", "nilai", *JAWABAN})


@each_empty
def test_no_answers_by_layanan(repo: SurveyRepository, question: str):
    rekap, sebaran = repo.rekap_layanan(ALL, EMPTY[question])
    assert rekap.empty
    assert sebaran.empty
    assert list(rekap.columns) == ["layanan", *REKAP]
    assert list(sebaran.columns) == ["layanan", *SEBARAN]


def test_empty_frames_can_be_scored(repo: SurveyRepository):
    aturan = rules_for(survey.SPKP)
    saringan = Saringan("spkp", Periode(201901, 201912))
    rekap, sebaran = repo.rekap(ALL, saringan), repo.sebaran(ALL, saringan)
    assert nilai_unsur(rekap, aturan, sebaran=sebaran, with_interval=True).empty
    assert indeks(rekap, aturan, sebaran=sebaran).empty


def test_satker(repo: SurveyRepository):
    found = repo.satker(ALL)
    assert list(found.columns) == list(SATKER)
    assert found["satker"].tolist() == ["A", "C", "B"]
    assert found["jenis"].tolist() == ["Lapas", "Lapas", "Rutan"]
    assert found["nama"].tolist()[0] == "Lapas Kelas IIA Anggrek"
    assert found["rumpun"].tolist() == ["Pemasyarakatan"] * 3
    assert found["bidik_predikat"].tolist() == ["WBK", "WBBM", "WBK"]
    assert found["is_contoh"].tolist() == [False] * 3
    assert types.is_bool_dtype(found["is_contoh"])


def test_instruments_shipped_ones_first(repo: SurveyRepository):
    found = repo.instruments(ALL)
    assert [item.kode for item in found] == ["spkp", "bersarang"]
    # The whole definition comes back: labels in their order, dates as dates, weights, items.
    assert found == [survey.SPKP, survey.BERSARANG]


def test_months(repo: SurveyRepository):
    assert repo.months(ALL) == list(survey.BULAN)
    assert repo.months(ALL, "spkp") == list(survey.BULAN)
    assert repo.months(ALL, "skm") == []
    assert repo.months(ALL, "tidak-ada") == []


def test_imports_have_their_columns(repo: SurveyRepository):
    assert list(repo.imports(ALL).columns) == list(IMPOR)
    assert list(repo.imports(Scope.only()).columns) == list(IMPOR)


def test_service_users_are_unknown_here(repo: SurveyRepository):
    found = repo.service_users(ALL, Periode(202511, 202601))
    assert found.empty
    assert (found.index.name, found.name, str(found.dtype)) == ("satker", "pengguna", "int64")
    monthly = repo.monthly_service_users(ALL, Periode(202511, 202601))
    assert monthly.empty
    assert (list(monthly.index.names), monthly.name, str(monthly.dtype)) == (["satker", "bulan"], "pengguna", "int64")


def test_version_says_when_the_data_changed(repo: SurveyRepository):
    version = repo.version()
    assert version.versi >= 1
    assert version.diubah_pada is not None
    assert version.diubah_pada.utcoffset() is not None
    assert version == repo.version()
