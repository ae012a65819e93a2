"""Everything that writes, as actions that do the same whenever and wherever they are done.

An action is named in one word and two numbers, so that another process can do it; what it stores depends on nothing
else but the state of the database. ``siapkan`` does all that needs no database, what it returns is the transaction.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import numpy as np
import sqlalchemy as sa

from data_access import recaps, schema
from data_access.answers import LembarJawaban
from data_access.engine import unavailable_as
from data_access.files.master.statements import PENGGUNA, SATKER, TARGET, DataInduk, Pernyataan
from data_access.files.options import ImportOptions
from data_access.files.source import inspect_raw
from data_access.ledger.compare import compare
from data_access.ledger.undo import restore, undo
from data_access.master_data.storing import store_master
from data_access.repository import Scope
from data_access.satker_names import SatkerBaru
from data_access.sources.marks import Penanda
from data_access.sources.reading import Tarikan
from data_access.sources.saving import Cara, store_pull
from data_access.sources.settings import Sumber
from data_access.store import Catatan, store
from scoring.instruments import shipped_instrument
from tests.files.recap_support import raw_of, read
from tests.support.factories import NOW, at_minute, make_file, make_instrument, random_sheet

SPKP = shipped_instrument("spkp")
BERSARANG = make_instrument((1, 3, 2), kode="bersarang", skala=(1, 10))
UNIT = ("A", "B", "C")
BULAN = (202601, 202602, 202603)
Jalan = Callable[[sa.Engine], object]


@dataclass(frozen=True)
class Tindakan:
    """``jenis``: a key of JENIS; ``nomor``: decides what exactly; ``asal``: number of the file that it is about."""

    jenis: str
    nomor: int
    asal: int = 0
    baris: int = 300

    def __str__(self) -> str:
        return f"{self.jenis} {self.nomor} {self.asal} {self.baris}"

    @classmethod
    def dari(cls, text: str) -> Tindakan:
        """Inverse of str()."""
        jenis, nomor, asal, baris = text.split()
        return cls(jenis, int(nomor), int(asal), int(baris))

    @property
    def saat(self) -> datetime:
        """When it is done, UTC."""
        return NOW + timedelta(minutes=self.nomor)

    def siapkan(self) -> Jalan:
        """All that can be done before the database is asked."""
        return JENIS[self.jenis](self)


def rencana(benih: int, banyak: int, baris: int) -> Iterator[Tindakan]:
    """A mixture of ``banyak`` actions, the same for the same ``benih``; the first stores a file, so that there is one."""
    choose = random.Random(benih)
    files = [0]
    yield Tindakan("simpan", 0, 0, baris)
    for nomor in range(1, banyak):
        jenis = "pengguna" if nomor == 1 else choose.choice([*JENIS, "simpan", "ganti", "kirim_ulang", "batal"])
        yield Tindakan(jenis, nomor, choose.choice(files), baris)
        if jenis == "simpan":
            files.append(nomor)


def isi(nomor: int, baris: int) -> list[LembarJawaban]:
    """The respondents of file ``nomor``; every other file has ids of its source."""
    sheets = [random_sheet(2 * nomor, SPKP, baris, satker=UNIT, missing=0.05)]
    sheets.append(random_sheet(2 * nomor + 1, BERSARANG, baris // 2, satker=UNIT, missing=0.05))
    sheets = [at_minute(sheet, nomor % 400) for sheet in sheets]
    return [_with_ids(sheet, nomor) for sheet in sheets] if nomor % 2 else sheets


def _with_ids(sheet: LembarJawaban, nomor: int) -> LembarJawaban:
    ids = [f"tanggapan-{nomor:04d}-{row:06d}-abcdef" for row in range(len(sheet))]
    return replace(sheet, id_sumber=np.array(ids, dtype=object))


def isi_lagi(tindakan: Tindakan) -> list[LembarJawaban]:
    """File ``asal`` sent again: a tenth is missing, every fifth respondent has another gender, a tenth is new."""
    again = []
    for sheet, new in zip(isi(tindakan.asal, tindakan.baris), isi(tindakan.nomor + 500, tindakan.baris), strict=True):
        start = len(sheet) // 10
        gender = sheet.kategori["jenis_kelamin"].copy()
        gender[::5] = "jenis_kelamin z"
        kept = replace(sheet, kategori={**sheet.kategori, "jenis_kelamin": gender})
        kept = kept.take(np.arange(start, len(sheet)))
        again.append(_joined(kept, new.take(np.arange(start))))
    return again


def _joined(first: LembarJawaban, second: LembarJawaban) -> LembarJawaban:
    ids = [
        np.full(len(part), "", dtype=object) if part.id_sumber is None else part.id_sumber for part in (first, second)
    ]
    return LembarJawaban(
        first.instrumen,
        np.arange(2, 2 + len(first) + len(second), dtype=np.int32),
        np.concatenate([first.satker, second.satker]),
        np.concatenate([first.tanggal, second.tanggal]),
        np.concatenate([first.butir, second.butir]),
        {name: np.concatenate([first.kategori[name], second.kategori[name]]) for name in first.kategori},
        id_sumber=np.concatenate(ids),
    )


def _store(tindakan: Tindakan, sheets: Sequence[LembarJawaban], cara: str = "tambah") -> Jalan:
    wanted = [SatkerBaru(kode) for kode in UNIT]
    catatan = Catatan([(900, "jawaban di luar skala"), (901, "tanggal tidak ada")], [("usia", "18-25", "usia x", 3)])
    return lambda engine: store(
        engine, make_file(f"{tindakan.nomor}.xlsx"), sheets,
        now=tindakan.saat, create_satker=wanted, cara=cara, catatan=catatan,
    )  # fmt: skip


def sesudah_dilihat(tindakan: Tindakan, engine: sa.Engine) -> Jalan:
    """As at the page: what there is to replace or to undo is looked at now, and the button is pressed later."""
    if tindakan.jenis == "batal":
        wanted = _undoable(engine, tindakan.nomor, is_undone=False)
        return lambda opened: undo(opened, int(wanted or 0), now=tindakan.saat, oleh="penguji", alasan="salah berkas")
    sheets = isi_lagi(tindakan)
    seen = compare(engine, sheets)
    berkas = make_file(f"{tindakan.nomor}.xlsx")
    return lambda opened: store(opened, berkas, sheets, now=tindakan.saat, cara="ganti", expected=seen)


def _undoable(engine: sa.Engine, nomor: int, *, is_undone: bool) -> int | None:
    """A batch to undo or to restore; lists of satker stay, because others rest on them."""
    impor = schema.impor
    state = impor.c.dibatalkan_pada.is_not(None) if is_undone else impor.c.dibatalkan_pada.is_(None)
    with unavailable_as("Daftar impor tidak terbaca. Tidak ada yang berubah."), engine.connect() as connection:
        ids = connection.scalars(sa.select(impor.c.id).where(state, impor.c.jenis != "satker").order_by(impor.c.id))
        found = ids.all()
    return random.Random(nomor).choice(found) if found else None


def _batal(tindakan: Tindakan) -> Jalan:
    def run(engine: sa.Engine) -> object:
        wanted = _undoable(engine, tindakan.nomor, is_undone=False)
        if wanted is not None:
            undo(engine, wanted, now=tindakan.saat, oleh="penguji", alasan="salah berkas")
        return wanted

    return run


def _pulih(tindakan: Tindakan) -> Jalan:
    undone = _batal(tindakan)

    def run(engine: sa.Engine) -> object:
        wanted = _undoable(engine, tindakan.nomor, is_undone=True)
        if wanted is None:
            return undone(engine)
        restore(engine, wanted, now=tindakan.saat, oleh="penguji", alasan="ternyata benar")
        return wanted

    return run


def _rekap(tindakan: Tindakan) -> Jalan:
    choose = random.Random(tindakan.nomor)
    head = ["Kode satker", "Survei", "Bulan", "Nilai", "Grade", "Responden"]
    rows: list[list[object]] = [
        [kode, kuesioner, f"2025-{bulan:02d}", f"{choose.uniform(70, 99):.2f}".replace(".", ","), "A", choose.randint(20, 90)]
        for kode in UNIT
        for kuesioner in ("SPKP", "SPAK")
        for bulan in range(1, 13)
    ]  # fmt: skip
    raw = raw_of({"Sheet1": [head, *rows]}, f"{tindakan.nomor}.csv", sha256=f"{tindakan.nomor:064d}")
    hasil = read(raw, satker_dikenal=tuple((kode, f"Lapas {kode}") for kode in UNIT))
    return lambda engine: recaps.store_recap(engine, raw, hasil, tindakan.saat, "penguji")


def _induk(tindakan: Tindakan, jenis: str, said: Sequence[Pernyataan]) -> Jalan:
    data = DataInduk(jenis, tuple(said), (), (), len(said))
    berkas = make_file(f"{tindakan.nomor}.csv")
    scope = Scope.everything()
    return lambda engine: store_master(engine, berkas, data, scope, now=tindakan.saat, confirmed=True)


def _satker(tindakan: Tindakan) -> Jalan:
    old = [Pernyataan((kode,), {"nama": f"Lapas {kode} {tindakan.nomor}", "hari_kerja": 6}) for kode in UNIT]
    new = [Pernyataan((f"{tindakan.nomor}-{n}",), {"nama": f"Rutan {n}", "kabupaten": "Sampit"}) for n in range(40)]
    return _induk(tindakan, SATKER, old + new)


def _pengguna(tindakan: Tindakan) -> Jalan:
    said = [
        Pernyataan((kode, 202501 + bulan), {"jumlah": 100 + (tindakan.nomor * 7 + bulan) % 50, "sumber": "uji"})
        for kode in UNIT
        for bulan in range(12)
    ]
    return _induk(tindakan, PENGGUNA, said)


def _target(tindakan: Tindakan) -> Jalan:
    said = [
        Pernyataan((kode, "", bulan, bulan), {"jumlah": 30 + tindakan.nomor, "alasan": "uji", "oleh": "penguji"})
        for kode in UNIT
        for bulan in BULAN
    ]
    return _induk(tindakan, TARGET, said)


def _tarik(tindakan: Tindakan) -> Jalan:
    """A pull: answers with ids and the mark up to which the source was read."""
    choose = random.Random(tindakan.nomor)
    names = [unsur.kode for unsur in shipped_instrument("skm").unsur]
    rows = [
        [tindakan.nomor * 10_000 + row, f"2026-02-{choose.randint(1, 28):02d} 09:15", choose.choice(UNIT)]
        + [choose.choice([2, 3, 4, 4]) for _ in names]
        for row in range(tindakan.baris)
    ]
    raw = raw_of(
        {"jawaban": [["id responden", "tanggal", "satker", *names], *rows]}, "Tarikan uji", f"{tindakan.nomor:064x}"
    )
    known = tuple((kode, f"Lapas {kode}") for kode in UNIT)
    check = inspect_raw(raw, ImportOptions(satker_dikenal=known), [shipped_instrument("skm")])
    sumber = Sumber("uji", sa.make_url("sqlite://"), "jawaban", penanda="nomor")
    mark = Penanda(tindakan.nomor * 10_000 + len(rows), "uji")
    tarikan = Tarikan(sumber, raw, len(rows), "nomor", mark, is_penuh=False, is_awal=False, ada_lagi=False)
    return lambda engine: store_pull(engine, tarikan, check, Cara(oleh="penguji"), now=tindakan.saat)


JENIS: dict[str, Callable[[Tindakan], Jalan]] = {
    "simpan": lambda one: _store(one, isi(one.nomor, one.baris)),
    "ganti": lambda one: _store(one, isi_lagi(one), "ganti"),
    "kirim_ulang": lambda one: _store(one, isi_lagi(one)),
    "batal": _batal,
    "pulih": _pulih,
    "rekap": _rekap,
    "satker": _satker,
    "pengguna": _pengguna,
    "target": _target,
    "tarik": _tarik,
}
