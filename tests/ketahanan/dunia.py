"""A database to be disturbed beside one that never is: what the first may be afterwards is known from the second."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import sqlalchemy as sa

from data_access.errors import DataError
from tests.ketahanan.anak import Anak
from tests.ketahanan.pekerja import COMMIT, MULAI, SELESAI, TRANSAKSI, Akhir, Perintah
from tests.ketahanan.periksa import pelanggaran
from tests.ketahanan.potret import Potret, potret
from tests.ketahanan.tempat import Tempat, opened
from tests.ketahanan.tindakan import Tindakan

FASE = {MULAI: "sebelum transaksi", TRANSAKSI: "di dalam transaksi", COMMIT: "saat COMMIT", SELESAI: "sesudah selesai"}


@dataclass
class Hitungan:
    """What was seen: ``hasil`` by (phase or kind, outcome); ``salah``: every violation, in words."""

    hasil: Counter[tuple[str, str]] = field(default_factory=Counter)
    salah: list[str] = field(default_factory=list)

    def tabel(self, kepala: str, kolom: tuple[str, ...]) -> str:
        """A Markdown table, one row a phase, with sums."""
        lines = [f"| {kepala} | {' | '.join(kolom)} | jumlah |", f"|---|{'---:|' * (len(kolom) + 1)}"]
        for name in dict.fromkeys(phase for phase, _ in sorted(self.hasil)):
            numbers = [self.hasil[name, column] for column in kolom]
            lines.append(f"| {name} | {' | '.join(map(str, numbers))} | {sum(numbers)} |")
        sums = [sum(n for (_, outcome), n in self.hasil.items() if outcome == column) for column in kolom]
        lines.append(f"| semua | {' | '.join(map(str, sums))} | {sum(sums)} |")
        return "\n".join([*lines, "", f"Pelanggaran: {len(self.salah)}", *self.salah[:20]])


@dataclass
class Dunia:
    """``url`` is disturbed, ``kembar`` is not; ``kini`` is the state of both between two actions."""

    url: str
    kembar: sa.Engine
    anak: Anak
    kini: Potret
    hitungan: Hitungan

    def nilai(self, tindakan: Tindakan, akhir: Akhir, nama: str) -> str:
        """What became of a disturbed action, 'utuh' or 'tidak ada'; anything else is noted as a violation. Afterwards
        the action is done in both databases."""
        found = self.keadaan()
        refused = self._di_kembar(tindakan)
        after = potret(self.kembar)
        outcome = "utuh" if found == after and (found != self.kini or SELESAI in akhir.tanda) else "tidak ada"
        wrong = self._wrong(akhir, found, after)
        if found == self.kini != after:
            wrong += self._lagi(tindakan, refused, after)
        self.kini = after
        self.hitungan.salah += [f"{nama}, {tindakan}: {one}" for one in wrong]
        return outcome

    def _wrong(self, akhir: Akhir, found: Potret, after: Potret) -> list[str]:
        if found not in (self.kini, after):
            tables = [name for name in found if found[name] not in (self.kini[name], after[name])]
            return [f"sebagian tersimpan ({', '.join(tables) or 'tabel tidak sejalan'})"]
        if found != self.kini and COMMIT not in akhir.tanda:
            return ["tersimpan sebelum COMMIT"]
        if found == self.kini != after and SELESAI in akhir.tanda:
            return ["dikatakan selesai, tetapi tidak tersimpan"]
        return []

    def _lagi(self, tindakan: Tindakan, refused: str, after: Potret) -> list[str]:
        """A second attempt, undisturbed."""
        again = self.anak.kerjakan(Perintah(self.url, str(tindakan)))
        if (again.cara, again.pesan) != (("ditolak", refused) if refused else ("selesai", "")):
            return [f"percobaan kedua: {again.cara} {again.pesan}"]
        return [] if self.keadaan() == after else ["percobaan kedua berbeda dari basis data yang tidak diganggu"]

    def _di_kembar(self, tindakan: Tindakan) -> str:
        """Do it in the other database; the sentence of a refusal, '' when it was done."""
        try:
            tindakan.siapkan()(self.kembar)
        except DataError as exc:
            return str(exc)
        return ""

    def kerjakan(self, tindakan: Tindakan) -> Akhir:
        """Do it in both, undisturbed."""
        akhir = self.anak.kerjakan(Perintah(self.url, str(tindakan)))
        self.nilai(tindakan, akhir, "tanpa gangguan")
        return akhir

    def isi(self, tindakan: Sequence[Tindakan]) -> None:
        """Do several in both, undisturbed, and look only once."""
        for one in tindakan:
            akhir = self.anak.kerjakan(Perintah(self.url, str(one)))
            if akhir.pesan != self._di_kembar(one):
                self.hitungan.salah.append(f"tanpa gangguan, {one}: {akhir.pesan}")
        self.kini = potret(self.kembar)
        if self.keadaan() != self.kini:
            self.hitungan.salah.append("tanpa gangguan: kedua basis data berbeda")

    def keadaan(self) -> Potret:
        """The disturbed database as it is now, when nobody works in it any more; its rules are checked too."""
        with opened(self.url) as engine:
            _wait_until_alone(engine)
            self.hitungan.salah += pelanggaran(engine)
            return potret(engine)


def _wait_until_alone(engine: sa.Engine) -> None:
    """A PostgreSQL server goes on for a moment for a client that is dead."""
    if engine.dialect.name != "postgresql":
        return
    others = sa.text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
        "AND backend_type = 'client backend'"
    )
    end = time.monotonic() + 60
    while time.monotonic() < end:
        with engine.connect() as connection:
            if connection.scalar(others) == 0:
                return
        time.sleep(0.01)
    raise RuntimeError("a dead client's server process does not end")


@contextmanager
def dunia(tempat: Tempat, cermin: Tempat, anak: Anak, hitungan: Hitungan) -> Iterator[Dunia]:
    """Two empty databases, the second on SQLite (``cermin``) whatever the first is."""
    with tempat.baru() as url, cermin.baru() as other, opened(other) as kembar:
        yield Dunia(url, kembar, anak, potret(kembar), hitungan)
