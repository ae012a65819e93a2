"""Collects what is wrong with a sheet: one line for each different found value, with its first rows; all at once."""

from __future__ import annotations

from dataclasses import dataclass, field

from data_access.files.problems import FIRST_ROWS, PER_COLUMN, Masalah, Tingkat, found, in_order, rows_text
from data_access.files.reading.cells import column_letter
from data_access.files.reading.limits import number


@dataclass
class _Satu:
    tingkat: Tingkat
    pesan: str
    diharapkan: str
    rows: list[int] = field(default_factory=list)


@dataclass
class Pengumpul:
    """Problems of one sheet. ``judul``: header by column index."""

    lembar: str
    judul: dict[int, str] = field(default_factory=dict)
    _semua: dict[tuple[str, int, str], _Satu] = field(default_factory=dict)

    def add(  # noqa: PLR0913 - the parts of one problem
        self,
        tingkat: Tingkat,
        kode: str,
        pesan: str,
        *,
        baris: int = 0,
        kolom: int | None = None,
        nilai: str = "",
        diharapkan: str = "",
    ) -> None:
        """One problem; the same ``kode``, column and found ``nilai`` again only adds its row. `` ({sel})`` in ``pesan``
        becomes the rows where there are several."""
        place = -1 if kolom is None else kolom
        one = self._semua.setdefault((kode, place, nilai), _Satu(tingkat, pesan, diharapkan))
        one.rows.append(baris)

    def masalah(self) -> list[Masalah]:
        """Everything found, worst first; more than PER_COLUMN values of the same column and kind are counted."""
        made: list[Masalah] = []
        groups: dict[tuple[str, int], list[tuple[str, _Satu]]] = {}
        for (kode, place, nilai), one in self._semua.items():
            groups.setdefault((kode, place), []).append((nilai, one))
        for (kode, place), items in groups.items():
            made += [self._one(kode, place, nilai, one) for nilai, one in items[:PER_COLUMN]]
            if len(items) > PER_COLUMN:
                made.append(self._rest(kode, place, items[PER_COLUMN:]))
        return list(in_order(made))

    def _one(self, kode: str, place: int, nilai: str, one: _Satu) -> Masalah:
        rows = [row for row in one.rows if row]
        letter = column_letter(place) if place >= 0 else ""
        # The first cell stands before the sentence (Masalah.sel); the sentence adds the others.
        others = f" ({rows_text(rows, len(rows))})" if len(rows) > 1 else ""
        return Masalah(
            one.tingkat,
            kode,
            one.pesan.replace(" ({sel})", others),
            self.lembar,
            rows[0] if rows else 0,
            letter,
            self.judul.get(place, ""),
            found(nilai) if nilai else "",
            one.diharapkan,
            max(len(rows), 1),
            tuple(rows[:FIRST_ROWS]),
        )

    def _rest(self, kode: str, place: int, items: list[tuple[str, _Satu]]) -> Masalah:
        rows = sorted(row for _nilai, one in items for row in one.rows if row)
        return Masalah(
            items[0][1].tingkat,
            kode,
            f"Dan {number(len(items))} isian lain dengan masalah yang sama.",
            self.lembar,
            rows[0] if rows else 0,
            column_letter(place) if place >= 0 else "",
            self.judul.get(place, ""),
            jumlah=max(len(rows), 1),
            baris_awal=tuple(rows[:FIRST_ROWS]),
        )
