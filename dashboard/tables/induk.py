"""Tables of a master data file: every record before and after, and what the columns were read as."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import pandas as pd

from dashboard.formats import TANPA_NILAI, awal_kalimat, format_bulat, format_tanggal
from dashboard.text import inert
from data_access.breakdown import read_breakdown
from data_access.files.master.rows import KATA_NAMA
from data_access.files.master.statements import KALENDER, SATKER, TARGET, DataInduk, Isi
from data_access.master_data.comparison import Beda, Keadaan, Selisih
from scoring.periods import Periode, month_label
from scoring.targets import implied_words
from scoring.workdays import HARI
from scoring.zona_waktu import ZONA_WAKTU

_ATURAN = "menurut aturan"
_UMUM = "Menurut kalender umum"
_SEMUA = "Semua satker"


def differences(selisih: Selisih, names: Mapping[str, str], shown: Iterable[Keadaan]) -> pd.DataFrame:
    """One row a record in the states ``shown``: where, before, after, state, row in the file. ``names``: known satker."""
    wanted = set(shown)
    beda = [one for one in selisih.beda if one.keadaan in wanted]
    frame = {
        "Keadaan": [awal_kalimat(one.keadaan) for one in beda],
        "Satuan kerja": [_satker(one, names) for one in beda],
        "Untuk": [_what(selisih.jenis, one) for one in beda],
        "Sebelum": [_words(selisih.jenis, one, one.sebelum) for one in beda],
        "Sesudah": [_words(selisih.jenis, one, one.sesudah) for one in beda],
        "Baris": pd.array([one.pernyataan.baris or None for one in beda], dtype="Int64"),
    }
    if selisih.jenis == SATKER:
        del frame["Untuk"]
    return pd.DataFrame(frame)


def columns_read(data: DataInduk) -> pd.DataFrame:
    """One row a column of the file that was understood."""
    several = len({one.lembar for one in data.kolom}) > 1
    frame = {
        "Lembar": [inert(one.lembar) for one in data.kolom],
        "Kolom": [one.huruf for one in data.kolom],
        "Judul di berkas": [inert(one.judul) for one in data.kolom],
        "Dibaca sebagai": [awal_kalimat(one.isian) for one in data.kolom],
        "Keyakinan": ["pasti" if one.yakin >= 0.9 else "perlu dipastikan" for one in data.kolom],
    }
    return pd.DataFrame(frame if several else {name: values for name, values in frame.items() if name != "Lembar"})


def _satker(one: Beda, names: Mapping[str, str]) -> str:
    kode = one.pernyataan.satker
    if not kode:
        return _SEMUA
    name = names.get(kode) or str(one.sesudah.get("nama") or "")
    if not name or name == kode:
        return inert(kode)
    return inert(name if name.endswith(f"({kode})") else f"{name} ({kode})")


def _what(jenis: str, one: Beda) -> str:
    key = one.pernyataan.kunci
    if jenis == TARGET:
        survey = f"{str(key[1]).upper()}, " if key[1] else "semua survei, "
        return f"{survey}{Periode(int(key[2]), int(key[3])).label}"
    if jenis == KALENDER:
        day = date.fromisoformat(str(key[1]))
        return f"{HARI[day.weekday()]}, {format_tanggal(day)}"
    return month_label(int(key[1])) if len(key) > 1 else ""


def _words(jenis: str, one: Beda, record: Mapping[str, Isi] | None) -> str:
    """A record in words: the number, or of a satker the fields that are new or change."""
    if record is None:
        return TANPA_NILAI
    if jenis == TARGET:
        jumlah = None if record["jumlah"] is None else int(record["jumlah"])
        number = _ATURAN if jumlah is None else format_bulat(jumlah)
        said = [str(record[name]) for name in ("oleh", "alasan") if record[name]]
        said += [] if jumlah is None else [implied_words(jumlah)]
        return inert(f"{number} ({', '.join(said)})" if said else number)
    if jenis == KALENDER:
        return inert(_day(record))
    if jenis != SATKER:
        return TANPA_NILAI if record["jumlah"] is None else inert(_count(int(record["jumlah"]), record))
    # The name stands in the column before; of a new satker the jenis is told also where it was taken from the name.
    new = ("jenis", *(name for name in one.pernyataan.nilai if name not in {"nama", "jenis"}))
    fields = one.isian_berubah if one.keadaan == "berubah" else new
    return inert("; ".join(f"{KATA_NAMA.get(name, name)}: {_value(record.get(name))}" for name in fields))


def _count(jumlah: int, record: Mapping[str, Isi]) -> str:
    """A number, with its parts by layanan where they are known, the largest first."""
    parts = read_breakdown(str(record.get("rincian") or ""))
    ranked = sorted(parts.items(), key=lambda one: (-one[1], one[0]))
    told = ", ".join(f"{layanan} {format_bulat(n)}" for layanan, n in ranked)
    return f"{format_bulat(jumlah)} ({told})" if told else format_bulat(jumlah)


def _day(record: Mapping[str, Isi]) -> str:
    """'Tutup (renovasi)'; without a state the country's calendar decides."""
    if not record["keadaan"]:
        return _UMUM
    note = f" ({record['keterangan']})" if record["keterangan"] else ""
    return f"{awal_kalimat(str(record['keadaan']))}{note}"


def _value(value: Isi) -> str:
    return TANPA_NILAI if value in (None, "") else ZONA_WAKTU.get(str(value), str(value))
