"""Shipped instruments are what the rules say; an instrument file that is wrong is refused with a sentence."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from scoring.errors import ScoringError
from scoring.instruments import parse_instrument, shipped_instrument, shipped_instruments

MINIMAL = """
kode = "kantor"
nama = "Survei kantor"
skala_min = 1
skala_maks = 5
{extra}
[[unsur]]
kode = "K1"
nama = "Kebersihan"
[[unsur]]
kode = "K2"
nama = "Keramahan"
[[unsur]]
kode = "K3"
nama = "Kecepatan"
{end}
"""


def build(extra: str = "", end: str = "", **replaced: str):
    text = MINIMAL.format(extra=extra, end=end)
    for old, new in replaced.items():
        text = text.replace(old, new)
    return parse_instrument(text)


def test_shipped_instruments_in_the_order_in_which_they_are_offered():
    shapes = {kode: (len(i.unsur), i.skala_min, i.skala_maks, i.konversi) for kode, i in shipped_instruments().items()}
    assert shapes == {
        "spkp": (8, 1, 6, "minmax"),
        "spak": (5, 1, 6, "minmax"),
        "skm": (9, 1, 4, "x25"),
        "spkp-2021": (7, 1, 6, "minmax"),
        "integritas": (4, 1, 6, "minmax"),
    }
    assert list(shapes) == ["spkp", "spak", "skm", "spkp-2021", "integritas"]


@pytest.mark.parametrize(
    ("kode", "names"),
    [
        ("spkp", ["informasi", "persyaratan", "prosedur", "jangka waktu", "tarif", "sarana", "respon", "pengaduan"]),
        ("spak", ["diskriminasi", "kecurangan", "gratifikasi", "pungutan liar", "percaloan"]),
        (
            "skm",
            ["persyaratan", "prosedur", "waktu", "biaya", "produk", "kompetensi", "perilaku", "pengaduan", "sarana"],
        ),
        ("spkp-2021", ["informasi", "persyaratan", "prosedur", "jangka waktu", "tarif", "respon", "pengaduan"]),
        ("integritas", ["budaya", "sdm", "anggaran", "perintah atasan"]),
    ],
)
def test_unsur_of_the_shipped_instruments(kode: str, names: list[str]):
    unsur = shipped_instrument(kode).unsur
    assert len(unsur) == len(names)
    assert all(name in u.nama.lower() for name, u in zip(names, unsur, strict=True))
    assert all(u.bobot is None and len(u.butir) == 1 for u in unsur)
    assert all(weight == pytest.approx(1 / len(unsur), rel=1e-15) for weight in shipped_instrument(kode).bobot)


def test_only_the_integrity_survey_is_an_example():
    assert [i.kode for i in shipped_instruments().values() if i.is_contoh] == ["integritas"]
    assert all(i.dasar and i.berlaku_mulai for i in shipped_instruments().values())


def test_unknown_code_lists_the_known_ones():
    with pytest.raises(ScoringError, match="spkp, spak, skm, spkp-2021, integritas"):
        shipped_instrument("spp")


def test_an_organisation_needs_a_file_and_no_code():
    found = build(extra='berlaku_mulai = 2026-01-01\nlabel = { "Puas" = 5, "Kecewa" = 1 }')
    assert (found.indeks, found.konversi, found.status, found.berlaku_mulai) == (
        "KANTOR", "minmax", "organisasi", date(2026, 1, 1),
    )  # fmt: skip
    assert dict(found.label) == {"Puas": 5, "Kecewa": 1}
    assert list(found.nilai_mungkin) == [1, 2, 3, 4, 5]
    assert found.unsur_at("K2").nama == "Keramahan"
    with pytest.raises(ScoringError, match="K9"):
        found.unsur_at("K9")


def test_nested_unsur_and_denominator():
    items = "".join(f'[[unsur.butir]]\nkode = "K3.{n}"\npernyataan = "p{n}"\narah = "negatif"\n' for n in (1, 2, 3))
    found = build(end=items)
    assert [len(u.butir) for u in found.unsur] == [1, 1, 3]
    assert [b.arah for b in found.unsur[2].butir] == ["negatif"] * 3
    assert found.pembagi == 6


def test_the_example_in_the_documentation_can_be_read():
    text = (Path(__file__).parents[2] / "docs" / "contoh-instrumen.toml").read_text("utf-8")
    assert len(parse_instrument(text).unsur) >= 3


WRONG = {
    "bukan TOML": ({"extra": "= 3"}, "bukan TOML"),
    "tanpa kode": ({'kode = "kantor"': ""}, "'kode' wajib"),
    "nama kosong": ({'"Survei kantor"': '" "'}, "'nama' wajib"),
    "tanpa skala": ({"skala_min = 1": ""}, "skala_min"),
    "skala teks": ({"skala_min = 1": 'skala_min = "satu"'}, "angka bulat"),
    "skala pecahan": ({"skala_min = 1": "skala_min = 1.5"}, "angka bulat"),
    "skala benar-salah": ({"skala_min = 1": "skala_min = true"}, "angka bulat"),
    "skala terbalik": ({"skala_min = 1": "skala_min = 6"}, "minimum lebih kecil"),
    "skala nol": ({"skala_min = 1": "skala_min = 0"}, "di antara 1 dan 10"),
    "skala terlalu panjang": ({"skala_maks = 5": "skala_maks = 11"}, "di antara 1 dan 10"),
    "konversi tak dikenal": ({"extra": 'konversi = "x20"'}, "x20"),
    "x25 pada skala 1-5": ({"extra": 'konversi = "x25"'}, "hanya untuk skala jawaban 1-4"),
    "dua unsur saja": ({'[[unsur]]\nkode = "K3"\nnama = "Kecepatan"': ""}, "3 sampai 25"),
    "kode unsur ganda": ({'"K3"': '"K2"'}, "kode unsur dipakai dua kali: K2"),
    "nama unsur ganda": ({'"Kecepatan"': '"keramahan"'}, "nama unsur dipakai dua kali: keramahan"),
    "unsur bukan daftar": ({"extra": "", "[[unsur]]": "[[lain]]"}, "'lain' tidak dikenal"),
    "isian salah eja": ({"extra": 'konversy = "x25"'}, "'konversy' tidak dikenal"),
    "arah salah eja": ({"end": 'arrah = "negatif"'}, "'arrah' tidak dikenal"),
    "arah tak dikenal": ({"end": 'arah = "mundur"'}, "positif, negatif"),
    "bobot sebagian": ({"end": "bobot = 0.5"}, "semua unsur atau tidak sama sekali"),
    "bobot nol": ({"end": "bobot = 0"}, "lebih besar dari 0"),
    "bobot tak hingga": ({"end": "bobot = inf"}, "lebih besar dari 0"),
    "bobot bukan angka": ({"end": "bobot = nan"}, "lebih besar dari 0"),
    "label di luar skala": ({"extra": 'label = { "Bagus" = 6 }'}, "'Bagus' bernilai 6, di luar skala"),
    "label pecahan": ({"extra": 'label = { "Bagus" = 4.5 }'}, "angka bulat"),
    "label unsur di luar skala": ({"end": 'label = { "Bagus" = 0 }'}, "butir K3"),
    "label bukan tabel": ({"extra": "label = 5"}, "tabel teks = angka"),
    "sinonim bukan daftar": ({"end": 'sinonim = "cepat"'}, "daftar teks"),
    "butir bukan tabel": ({"end": "butir = [1, 2]"}, "daftar tabel"),
    "butir tanpa pernyataan": ({"end": '[[unsur.butir]]\nkode = "K3.1"'}, "'pernyataan' wajib"),
    "label unsur di samping butir": (
        {"end": 'label = { "Ya" = 1 }\n[[unsur.butir]]\nkode = "K3.1"\npernyataan = "p"'}, "'label' tidak dikenal",
    ),
    "butir terlalu banyak": (
        {"end": "".join(f'[[unsur.butir]]\nkode = "{n}"\npernyataan = "p"\n' for n in range(11))}, "paling banyak 10",
    ),
    "tanggal teks": ({"extra": 'berlaku_mulai = "tahun depan"'}, "berlaku_mulai"),
    "tanggal berjam": ({"extra": "berlaku_sampai = 2026-01-01T10:00:00"}, "tanpa jam"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG, ids=list(WRONG))
def test_a_wrong_instrument_file_is_refused(case: str):
    changes, sentence = WRONG[case]
    extra, end = changes.get("extra", ""), changes.get("end", "")
    with pytest.raises(ScoringError, match=sentence):
        build(extra, end, **{old: new for old, new in changes.items() if old not in {"extra", "end"}})


def test_unsur_must_be_there():
    with pytest.raises(ScoringError, match="3 sampai 25"):
        parse_instrument('kode = "a"\nnama = "b"\nskala_min = 1\nskala_maks = 4')
    with pytest.raises(ScoringError, match="daftar tabel"):
        parse_instrument('kode = "a"\nnama = "b"\nskala_min = 1\nskala_maks = 4\nunsur = ["x"]')
