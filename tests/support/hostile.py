"""Texts from a file that try to be more than text, in every place where a file's text reaches a page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from data_access.engine import make_engine
from data_access.satker_names import SatkerBaru
from scoring.instruments import Butir, Instrumen, Unsur, shipped_instrument
from tests.support import databases
from tests.support.factories import make_sheet, store_sheets

# Never asked: 192.0.2.0/24 belongs to documentation (RFC 5737).
ALAMAT = "http://192.0.2.1"
MUATAN = (
    f"![gambar]({ALAMAT}/a.png)",
    f'<img src="{ALAMAT}/b.png" onerror="alert(1)">',
    f"[tautan]({ALAMAT}/c)",
    f"{ALAMAT}/d dan www.contoh.example dan orang@contoh.example",
    '<a href="javascript:alert(1)">klik</a>',
    "# Judul baru",
    "harga $5 sampai $10",
    "$$\\frac{1}{2}$$",
    "**tebal** _miring_ ~~coret~~ `kode`",
    ":red[merah] :material/home: :smile: :streamlit:",
    "- butir",
    "1. satu",
    "> kutipan",
    "| a | b |",
    "---",
    "<script>alert(1)</script><b>tebal</b>",
    '"><svg onload=alert(1)>',
    f'=HYPERLINK("{ALAMAT}/e";"klik")',
    "&lt;b&gt; &amp; &nbsp;",
    "panah -> dan <- dan --",
    "{{7*7}} %{x} ${y}",
)
BULAN = "2024-06"


def kode_of(number: int) -> str:
    """Code of the satker that carries the text with this number."""
    return f"JAHAT-{number:02d}"


def instrument() -> Instrumen:
    """An organisation's own instrument whose words are hostile."""
    usual = shipped_instrument("spkp")
    # Codes of its own, so that the columns U1 to U8 of a file still mean the SPKP alone.
    unsur = tuple(
        Unsur(f"J{number}", text, (Butir(f"J{number}", text),), nama_pendek=text)
        for number, text in enumerate(MUATAN[: len(usual.unsur)], 1)
    )
    return replace(
        usual, kode="jahat", nama=MUATAN[0], indeks=MUATAN[2], nama_indeks=MUATAN[1], unsur=unsur, dasar=MUATAN[5]
    )


def make_database(file: Path) -> str:
    """A satker for each text, twelve respondents each who differ; layanan, jenis and the file's name are hostile too."""
    url = databases.url_of(databases.make_unused(file))
    engine = make_engine(url)
    answers, codes, layanan = [], [], []
    for number in range(len(MUATAN)):
        for person in range(12):
            answers.append([6, 6, 5, 6, 3 if person % 2 else 6, 6, 6, 1 + (number + person) % 6])
            codes.append(kode_of(number))
            layanan.append(MUATAN[(number + person) % len(MUATAN)])
    satker = [SatkerBaru(kode_of(number), text, jenis=text) for number, text in enumerate(MUATAN)]
    about = {"satker": codes, "tanggal": f"{BULAN}-11", "layanan": layanan, "pendidikan": layanan}
    sheets = [make_sheet(item, answers, **about) for item in (shipped_instrument("spkp"), instrument())]
    store_sheets(engine, *sheets, name=f"{MUATAN[0]}.csv", satker=satker)
    engine.dispose()
    return url
