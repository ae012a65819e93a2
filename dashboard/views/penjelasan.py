"""Where a number comes from: formula with its numbers, n, interval, what was left out, rules in force, imports behind it.

One value for the popover on a card, the expander of the unsur, the sheet of an export and the JSON of a command.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dashboard.views.common import rows
from data_access.repository import Saringan, Scope, SurveyRepository
from scoring.periods import Periode
from scoring.rules import Ambang
from scoring.states import Status

# The name under which the grade table stands among the rules.
TABEL_MUTU = "Tabel mutu"


@dataclass(frozen=True)
class AturanDipakai:
    """One rule behind a number; ``sampai`` None: still in force, or not known to have ended."""

    nama: str
    dasar: str
    mulai: date | None
    isi: str
    sampai: date | None = None


@dataclass(frozen=True)
class Impor:
    """One import: its number, file, moment (UTC), and how many of the number's answers it brought."""

    nomor: int
    berkas: str
    waktu: datetime
    n: int
    is_contoh: bool


@dataclass(frozen=True)
class Landasan:
    """What an explanation rests on beside the numbers: period, imports, time of the data (UTC), service users, gates.

    ``periode`` None: answers without dates. ``predikat`` '' : no gate is told. ``pengguna`` None: not known, or not used.
    """

    periode: Periode | None
    impor: tuple[Impor, ...] = ()
    data_per: datetime | None = None
    pengguna: int | None = None
    ambang: Ambang | None = None
    predikat: str = ""

    @property
    def label(self) -> str:
        """The period in words."""
        return "jawaban tanpa tanggal" if self.periode is None else self.periode.label


@dataclass(frozen=True)
class Penjelasan:
    """The explanation of one number. ``nilai``: as shown; ``nilai_utuh``: unrounded, None where it may not be told;
    ``singkat``: the title inside a list of one survey."""

    judul: str
    nilai: str
    nilai_utuh: float | None
    status: Status
    rumus: tuple[str, ...]
    n: int | None
    kisaran: str
    periode: str
    dikecualikan: tuple[str, ...]
    konversi: str
    aturan: tuple[AturanDipakai, ...]
    impor: tuple[Impor, ...] = ()
    data_per: datetime | None = None
    lintas: tuple[str, ...] = ()
    singkat: str = ""

    @property
    def is_contoh(self) -> bool:
        """True when example data are among what the number rests on."""
        return any(one.is_contoh for one in self.impor)

    def as_dict(self) -> dict[str, Any]:
        """The same for data exchange, JSON-ready (docs/perintah.md)."""
        return {
            "judul": self.judul,
            "nilai": self.nilai,
            "nilai_utuh": self.nilai_utuh,
            "status": str(self.status),
            "rumus": list(self.rumus),
            "n": self.n,
            "kisaran": self.kisaran,
            "periode": self.periode,
            "dikecualikan": list(self.dikecualikan),
            "konversi": self.konversi,
            "aturan": [
                {"nama": one.nama, "dasar": one.dasar, "berlaku_mulai": _iso(one.mulai), "berlaku_sampai": _iso(one.sampai),
                 "isi": one.isi}
                for one in self.aturan
            ],
            "impor": [
                {"nomor": one.nomor, "berkas": one.berkas, "waktu": one.waktu.isoformat(), "n": one.n,
                 "data_contoh": one.is_contoh}
                for one in self.impor
            ],
            "data_per": None if self.data_per is None else self.data_per.isoformat(),
            "lintas": list(self.lintas),
        }  # fmt: skip


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def imports_of(repo: SurveyRepository, scope: Scope, saringan: Saringan) -> tuple[Impor, ...]:
    """The imports that brought the answers asked for, newest first."""
    return tuple(
        Impor(int(row.id), str(row.nama_berkas), row.diimpor_pada.to_pydatetime(), int(row.n), bool(row.is_contoh))
        for row in rows(repo.batches(scope, saringan))
    )
