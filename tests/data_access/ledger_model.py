"""The ledger told as plainly as possible, row by row in pure Python: what the database must agree with.

Written from docs/adr/0012, not from data_access.ledger: loops over lists, no hashes, no arrays.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple


class Baris(NamedTuple):
    """One row of a file: satker, day, answers, gender, id ('' = none)."""

    satker: str
    hari: str
    jawaban: tuple[int, ...]
    kelamin: str
    id: str

    @property
    def sel(self) -> tuple[str, str]:
        return self.satker, self.hari[:7]

    @property
    def sidik(self) -> tuple[object, ...]:
        return self.satker, self.hari, self.jawaban

    @property
    def isi(self) -> tuple[object, ...]:
        return (*self.sidik, self.kelamin)


class _Cara(NamedTuple):
    """A way to pair: with those who count or not, wholly alike or but for the gender, who of both has an id."""

    dihitung: bool
    persis: bool
    ber_id: bool
    lama_ber_id: bool


@dataclass
class Orang:
    """One identity: ``id`` ('' = known by fingerprint), and what batches said: (batch, version or None = withdrawn)."""

    id: str
    ucapan: list[tuple[int, int | None]] = field(default_factory=list)


@dataclass
class Buku:
    """All people, all versions (batch, row), which batches are undone."""

    orang: list[Orang] = field(default_factory=list)
    versi: list[tuple[int, Baris]] = field(default_factory=list)
    berkas: list[str] = field(default_factory=list)
    batal: set[int] = field(default_factory=set)

    def kini(self, orang: Orang) -> int | None:
        """The version that counts: what the last batch that is not undone said."""
        said = [ucapan for ucapan in sorted(orang.ucapan, key=lambda u: u[0]) if ucapan[0] not in self.batal]
        return said[-1][1] if said else None

    def wakil(self, orang: Orang) -> int:
        """The version by which a person is compared: the one that counts, else the last one stored."""
        now = self.kini(orang)
        return max(v for _, v in orang.ucapan if v is not None) if now is None else now

    def aktif(self) -> Counter[tuple[object, ...]]:
        """Everybody who counts."""
        found = (self.kini(orang) for orang in self.orang)
        return Counter(self.versi[v][1].isi for v in found if v is not None)

    def per_berkas(self) -> Counter[int]:
        """On how many people each batch stands: the one that brought them, or the first that found them again."""
        count: Counter[int] = Counter()
        for orang in self.orang:
            version = self.kini(orang)
            if version is not None:
                batch = self.versi[version][0]
                again = [b for b, v in orang.ucapan if v == version and b not in self.batal]
                count[min(again) if batch in self.batal else batch] += 1
        return count

    def pasangkan(self, rows: Sequence[Baris], *, hanya_id: bool) -> dict[int, Orang]:
        """Which row of a file is which person; ``hanya_id``: alike is not the same."""
        ids = Counter((row.satker, row.id) for row in rows if row.id)
        id_of = [row.id if ids[row.satker, row.id] == 1 else "" for row in rows]
        found: dict[int, Orang] = {}
        self._pasang(found, rows, lambda n, o: self._sama_id(rows[n], id_of[n], o))
        ways = () if hanya_id else ((True, True), (True, False), (False, True), (False, False))
        for dihitung, persis in ways:
            for ber_id, lama_ber_id in ((False, False), (False, True), (True, False)):
                cara = _Cara(dihitung, persis, ber_id, lama_ber_id)
                self._pasang(found, rows, self._serupa(rows, id_of, cara))
        for number, kode in enumerate(id_of):
            if number not in found:
                found[number] = Orang(kode)
                self.orang.append(found[number])
        return found

    def _pasang(self, found: dict[int, Orang], rows: Sequence[Baris], same: Callable[[int, Orang], bool]) -> None:
        """Give every row left, in turn, the first person left who is the same."""
        known = [orang for orang in self.orang if orang.ucapan]
        for number in range(len(rows)):
            for orang in sorted(known, key=self.wakil):
                taken = any(orang is other for other in found.values())
                if number not in found and not taken and same(number, orang):
                    found[number] = orang

    def _sama_id(self, row: Baris, kode: str, orang: Orang) -> bool:
        satker = self.versi[self.wakil(orang)][1].satker
        return bool(kode) and (satker, orang.id) == (row.satker, kode)

    def _serupa(self, rows: Sequence[Baris], id_of: Sequence[str], cara: _Cara) -> Callable[[int, Orang], bool]:
        cells = {row.sel for row in rows}

        def same(number: int, orang: Orang) -> bool:
            row, stored = rows[number], self.versi[self.wakil(orang)][1]
            kind = _Cara(self.kini(orang) is not None, cara.persis, bool(id_of[number]), bool(orang.id))
            alike = row.isi == stored.isi if cara.persis else row.sidik == stored.sidik
            return kind == cara and stored.sel in cells and alike

        return same

    def simpan(self, nama: str, rows: Sequence[Baris], cara: str) -> dict[str, int] | None:
        """Store a file; what it brought, None when nothing happens."""
        live = {name for number, name in enumerate(self.berkas, 1) if number not in self.batal}
        if nama in live and cara in ("tambah", "terpisah"):
            return None
        cells = {row.sel for row in rows}
        before = [o for o in self.orang if (v := self.kini(o)) is not None and self.versi[v][1].sel in cells]
        known = len(self.orang)
        found = self.pasangkan(rows, hanya_id=cara == "terpisah")
        status = {}
        for number, orang in found.items():
            now = self.kini(orang)
            same = now is not None and self.versi[now][1].isi == rows[number].isi
            status[number] = "baru" if now is None else "tetap" if same else "berubah"
        lost = [o for o in before if not any(o is other for other in found.values())] if cara == "ganti" else []
        if nama in live and not lost and set(status.values()) == {"tetap"}:
            assert len(self.orang) == known
            return None
        self.berkas.append(nama)
        batch = len(self.berkas)
        for number in sorted(found, key=lambda n: (rows[n].satker, rows[n].hari)):
            orang = found[number]
            if status[number] == "tetap":
                orang.ucapan.append((batch, self.kini(orang)))
            else:
                self.versi.append((batch, rows[number]))
                orang.ucapan.append((batch, len(self.versi) - 1))
        for orang in lost:
            orang.ucapan.append((batch, None))
        counts = Counter(status.values())
        return {"baru": counts["baru"], "tetap": counts["tetap"], "berubah": counts["berubah"], "ditarik": len(lost)}
