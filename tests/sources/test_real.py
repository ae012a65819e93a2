"""A real survey application's database, loaded from its own dump into MariaDB, read through views as its DBA makes them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from data_access.errors import RefusedError, SourceUnavailableError
from scoring.instruments import shipped_instrument
from tests.sources.conftest import MakeTujuan
from tests.sources.makers import counting, pull_all, pull_into, source
from tests.support import mariadb

LONG = """CREATE VIEW v_panjang AS
SELECT r.respon_id, r.respon_m_id AS responden_id, r.respon_waktu AS waktu, p.pertanyaan_data AS pertanyaan,
       COALESCE(j.jawaban_pilihan, r.respon_teks) AS jawaban, r.respon_skor AS skor,
       p.pertanyaan_flaghitungskor AS flaghitungskor
FROM tb_respon r
JOIN tb_pertanyaan p ON p.pertanyaan_id = r.respon_pertanyaanid
LEFT JOIN tb_jawaban j ON j.jawaban_id = r.respon_jawabanid"""
# The application numbers its questions 5 to 17; question 16 is Sarana (U9), 17 is Pengaduan (U8).
ORDER = {"U1": 9, "U2": 10, "U3": 11, "U4": 12, "U5": 13, "U6": 14, "U7": 15, "U8": 17, "U9": 16}
TEXTS = {"usia": 5, "jenis_kelamin": 6, "pendidikan": 7, "pekerjaan": 8}


def wide_view() -> str:
    columns = [
        f"MAX(IF(respon_pertanyaanid = {number}, respon_teks, NULL)) AS {name}" for name, number in TEXTS.items()
    ]
    columns += [
        f"MAX(IF(respon_pertanyaanid = {number}, respon_skor, NULL)) AS {kode}" for kode, number in ORDER.items()
    ]
    chosen = ", ".join(columns)
    return (
        f"CREATE VIEW v_lebar AS SELECT respon_m_id AS responden_id, MIN(respon_waktu) AS waktu, "
        f"MAX(respon_waktu) AS diubah, {chosen} FROM tb_respon GROUP BY respon_m_id"
    )


@pytest.fixture(scope="module")
def gianyar(mariadb_server: mariadb.Server, shared_data: Path) -> Iterator[str]:
    """URL of the application's database, for an account that may only read the views."""
    with mariadb.fresh_database(mariadb_server) as name:
        mariadb.load_dump(mariadb_server, name, shared_data / "gianyar_skck" / "survey_tables.sql")
        mariadb.execute(
            mariadb_server,
            LONG,
            wide_view(),
            "CREATE OR REPLACE USER pantau_baca@'127.0.0.1' IDENTIFIED BY 'hanya-baca'",
            f"GRANT SELECT ON {name}.v_lebar TO pantau_baca@'127.0.0.1'",
            f"GRANT SELECT ON {name}.v_panjang TO pantau_baca@'127.0.0.1'",
            database=name,
        )
        yield mariadb_server.url(name, "pantau_baca", "hanya-baca")


@pytest.mark.parametrize(("view", "penanda"), [("v_lebar", "diubah"), ("v_panjang", "respon_id")])
def test_gianyar_through_views(gianyar: str, shared_data: Path, make_tujuan: MakeTujuan, view: str, penanda: str):
    with (shared_data / "gianyar_skck" / "expected_computed.csv").open(encoding="utf-8") as lines:
        expected = {row["what"]: float(row["value"]) for row in csv.DictReader(lines)}
    skm = shipped_instrument("skm")
    sumber = source(gianyar, view, kolom_id="responden_id", penanda=penanda, satker="SKCK", instrumen="skm")
    tujuan, chunked = make_tujuan(), make_tujuan()
    (done,) = pull_into(tujuan, sumber)
    assert done is not None
    assert done.baru == expected["n"] == 201
    pieces = pull_into(chunked, source(
        gianyar, view, kolom_id="responden_id", penanda=penanda, satker="SKCK", instrumen="skm",
        batas_baris=1_000 if view == "v_panjang" else 60,
    ))  # fmt: skip
    assert len(pieces) > 3
    assert counting(chunked.engine) == counting(tujuan.engine)
    answers = [row[6:15] for row in counting(tujuan.engine)]
    # The dump's own order is without the swap: its U8 is Sarana.
    nrr = [sum(column) / 201 for column in zip(*answers, strict=True)]
    swapped = [*nrr[:7], nrr[8], nrr[7]]
    assert swapped == pytest.approx([expected[f"NRR_{unsur.kode}"] for unsur in skm.unsur], abs=5e-7)
    assert sum(nrr) / 9 * 25 == pytest.approx(85.848535, abs=5e-7)
    assert pull_into(tujuan, sumber) == [None]


def test_long_form_needs_the_respondents_column(gianyar: str, make_tujuan: MakeTujuan):
    """With the answer's own number as the key, a later pull would see only the new answers of a respondent."""
    sumber = source(gianyar, "v_panjang", kolom_id="respon_id", penanda="respon_id", satker="SKCK", instrumen="skm")
    with pytest.raises(RefusedError, match="menunjuk responden"):
        pull_into(make_tujuan(), sumber)


def test_account_of_the_views_cannot_read_the_tables(gianyar: str):
    with pytest.raises(SourceUnavailableError, match="tidak berhak membaca"):
        pull_all(source(gianyar, "tb_respon"))
