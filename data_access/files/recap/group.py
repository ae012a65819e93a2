"""The values under one label of a file, as recaps of one instrument: scale, period, and what contradicts itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from data_access.files.problems import Masalah, found
from data_access.files.recap import scales
from data_access.files.recap.instruments import Pilihan
from data_access.files.recap.model import UNSUR_SKALA, Entri, NilaiRekap, RecapOptions, Rekap
from data_access.files.recap.table import Konteks
from data_access.files.recap.texts import parse_number, parse_period
from data_access.files.values.satker_match import SatkerCocok
from scoring.indeks import Aturan
from scoring.periods import Periode
from scoring.recaps import answers_mean
from scoring.recompute import ASLI, EMPAT

NAMA_SKALA = {"asli": "skala jawaban", "4": "skala 4", "100": "skala 100"}


@dataclass
class Catatan:
    """Collects problems and questions; ``lewati`` turns what would refuse the file into what is left out."""

    lewati: bool
    masalah: list[Masalah] = field(default_factory=list)
    instrumen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    skala: dict[str, tuple[str, ...]] = field(default_factory=dict)
    satker: dict[str, tuple[str, ...]] = field(default_factory=dict)
    periode: bool = False

    def fail(self, kode: str, pesan: str, baris: int = 0, **more: str) -> None:
        """What refuses the file, or is left out where the operator asks for that."""
        if self.lewati:
            kode, tingkat = f"dilewati_{kode}", "peringatan"
        else:
            tingkat = "galat"
        self.masalah.append(Masalah(tingkat, kode, pesan, baris=baris, **more))  # type: ignore[arg-type]

    def tell(self, tingkat: str, kode: str, pesan: str, baris: int = 0, **more: str) -> None:
        """What is only told or must be confirmed."""
        self.masalah.append(Masalah(tingkat, kode, pesan, baris=baris, **more))  # type: ignore[arg-type]


@dataclass
class Kelompok:
    """The values under one label of the file, as recaps of one instrument."""

    label: str
    pilihan: Pilihan
    aturan: Aturan
    options: RecapOptions
    note: Catatan

    def recaps(
        self, entries: Sequence[Entri], satker: dict[tuple[str, str], SatkerCocok], konteks: Konteks
    ) -> list[Rekap]:
        """Every recap of the group that can be understood."""
        # Before anything that may have to be asked: all questions are told at once.
        periods = {teks: self._period(teks, entries, konteks) for teks in dict.fromkeys(one.periode for one in entries)}
        counted = self._counted(entries)
        if counted is None:
            return []
        entries = counted
        unsur_skala = self._scale(self._numbers(entries, of_unsur=True), "", is_unsur=True)
        index_skala = self._index_scales(entries, unsur_skala)
        if unsur_skala is None or index_skala is None:
            return []
        cells: dict[tuple[str, Periode], list[Entri]] = {}
        who: dict[tuple[str, Periode], SatkerCocok] = {}
        for entri in entries:
            match = satker[entri.satker, entri.kode]
            periode = periods[entri.periode]
            if match.cara and periode is not None:
                cells.setdefault((match.kode, periode), []).append(entri)
                who[match.kode, periode] = match
        built = (self._recap(key, part, who[key], unsur_skala, index_skala) for key, part in cells.items())
        return [one for one in built if one is not None]

    def _counted(self, entries: Sequence[Entri]) -> Sequence[Entri] | None:
        """Counts of answers that the instrument has stay counts. Answers from 1 to 4 of another scale are scale 4 once the
        operator says so, as means; None where that must be asked or other answers were counted."""
        given = {answer for one in entries if one.jawaban for answer in one.jawaban}
        item = self.aturan.instrumen
        if not given or (max(given) == item.skala_maks and min(given) >= item.skala_min):
            return entries
        key, several = self.label + UNSUR_SKALA, f"{min(given)} sampai {max(given)}"
        baris = next(one.baris for one in entries if one.jawaban)
        name = f"{item.kode.upper()} memakai jawaban {item.skala_min} sampai {item.skala_maks}"
        if not given <= {1, 2, 3, 4}:
            self.note.fail(
                "jawaban_lain", f"Yang dihitung adalah jawaban {several}; {name}. Pilih instrumen lain.", baris
            )
            return None
        if self.options.skala.get(key) != EMPAT:
            self.note.skala[key] = (EMPAT,)
            text = f"Yang dihitung adalah jawaban {several}; {name}. Pilih skala 4 bila memang demikian, atau instrumen lain."
            self.note.fail("skala_tidak_pasti", text, baris)
            return None
        return [_as_mean(one) if one.jawaban else one for one in entries]

    def _numbers(self, entries: Iterable[Entri], *, of_unsur: bool) -> list[Entri]:
        return [one for one in entries if one.nilai and bool(one.unsur) == of_unsur and one.n != 0]

    def _index_scales(self, entries: Sequence[Entri], unsur_skala: str | None) -> dict[str, str] | None:
        """The scale of the index values of each column; None when one of them must be asked."""
        by_column: dict[str, list[Entri]] = {}
        for entri in self._numbers(entries, of_unsur=False):
            by_column.setdefault(entri.kolom, []).append(entri)
        unsur = [float(one.nilai) for one in self._numbers(entries, of_unsur=True)]
        result = {}
        for column, part in by_column.items():
            values = [float(one.nilai) for one in part]
            is_inside = bool(unsur) and min(unsur) - 0.01 <= min(values) and max(values) <= max(unsur) + 0.01
            found_scale = self._scale(part, unsur_skala or "" if is_inside else "", is_unsur=False)
            if found_scale is None:
                return None
            result[column] = found_scale
        return result

    def _scale(self, entries: Sequence[Entri], beside: str, *, is_unsur: bool) -> str | None:
        """The scale of values of one kind; '' where there are none, None when it must be asked or cannot be."""
        if not entries:
            return ""
        key = self.label + (UNSUR_SKALA if is_unsur else "")
        chosen = self.options.skala.get(key, "")
        values = [float(one.nilai) for one in entries]
        stated = entries[0].skala
        skala, candidates = scales.choose(values, stated, chosen, self.aturan, beside)
        if skala:
            return skala
        what = "nilai unsur" if is_unsur else "indeks"
        spread = f"{min(values):g} sampai {max(values):g}".replace(".", ",")
        name = self.aturan.instrumen.kode.upper()
        if candidates:
            self.note.skala[key] = candidates
            item = self.aturan.instrumen
            names = NAMA_SKALA | {ASLI: f"skala jawaban {item.skala_min}-{item.skala_maks}"}
            several = " atau ".join(names[one] for one in candidates)
            text = f"Skala {what} {name} ({spread}) tidak dapat dipastikan: {several}. Pilih salah satu."
        else:
            text = f"Nilai {what} {name} ({spread}) tidak mungkin pada skala mana pun instrumen itu. Periksa berkasnya."
        self.note.fail("skala_tidak_pasti" if candidates else "nilai_mustahil", text, entries[0].baris)
        return None

    def _period(self, teks: str, entries: Sequence[Entri], konteks: Konteks) -> Periode | None:
        """The period that rows with this text are about; told and None where it cannot be known."""
        baris = next(one.baris for one in entries if one.periode == teks)
        for text in (teks, f"{teks} {konteks.periode}"):
            if teks and (periode := parse_period(text)) is not None:
                return periode
        if self.options.periode is not None:
            return self.options.periode
        self.note.periode = True
        if teks:
            advice = "Tulis seperti 'Semester I 2026', atau pilih periodenya."
            self.note.fail("periode_tidak_dikenali", f"Periode '{found(teks)}' tidak dikenali. {advice}", baris)
            return None
        if konteks.periode_dari_nama and (named := parse_period(konteks.periode_dari_nama)) is not None:
            text = f"Periode tidak tertulis di dalam berkas; dibaca dari nama berkas: {named.label}. Pastikan."
            self._once("konfirmasi", "periode_dari_nama", text)
            return named
        if not any(one.kode.endswith("periode_tidak_ada") for one in self.note.masalah):
            self.note.fail("periode_tidak_ada", "Periode rekap ini tidak tertulis di dalam berkas. Pilih periodenya.")
        return None

    def _once(self, tingkat: str, kode: str, pesan: str) -> None:
        if not any(one.kode == kode for one in self.note.masalah):
            self.note.tell(tingkat, kode, pesan)

    def _recap(
        self,
        key: tuple[str, Periode],
        entries: Sequence[Entri],
        match: SatkerCocok,
        unsur_skala: str,
        index_skala: dict[str, str],
    ) -> Rekap | None:
        """One recap; the most precise of several numbers for the index, RefusedError-like problems for contradictions."""
        index = [
            NilaiRekap(0, one.nilai, index_skala[one.kolom], one.n) for one in entries if one.nilai and not one.unsur
        ]
        unsur: dict[int, NilaiRekap] = {}
        for one in entries:
            if one.unsur and (one.nilai or one.jawaban):
                number = self.pilihan.unsur[one.unsur]
                value = self._unsur_value(one, number, unsur_skala)
                if number in unsur and unsur[number] != value:
                    self._double(match, key[1], one.baris)
                    return None
                unsur[number] = value
        best = self._best(index, match, key[1], entries)
        values = ([best] if best else []) + [unsur[number] for number in sorted(unsur)]
        if not values:
            return None
        n = self._respondents(entries, unsur)
        mutu = next((one.mutu for one in entries if one.mutu and not one.unsur), "")
        return Rekap(
            entries[0].baris, key[0], match.teks, match.yakin, self.aturan.instrumen, key[1], n, mutu, tuple(values)
        )

    def _unsur_value(self, entri: Entri, number: int, skala: str) -> NilaiRekap:
        if entri.jawaban is not None:
            counts = tuple(sorted(entri.jawaban.items()))
            return NilaiRekap(number, "", ASLI, sum(n for _, n in counts), counts)
        return NilaiRekap(number, entri.nilai, skala or ASLI, entri.n)

    def _best(
        self, index: Sequence[NilaiRekap], match: SatkerCocok, periode: Periode, entries: Sequence[Entri]
    ) -> NilaiRekap | None:
        """The index with the finest printed step; two of the same scale that differ contradict each other."""
        by_scale: dict[str, set[str]] = {}
        for one in index:
            by_scale.setdefault(one.skala, set()).add(one.nilai)
        if any(len(texts) > 1 for texts in by_scale.values()):
            self._double(match, periode, entries[-1].baris)
            return None
        return min(index, key=_step, default=None)

    def _double(self, match: SatkerCocok, periode: Periode, baris: int) -> None:
        text = (
            f"Ada lebih dari satu nilai {self.aturan.instrumen.indeks} untuk {found(match.teks) or match.kode}, "
            f"{periode.label}. Rekap disimpan satu per satker, survei, dan periode."
        )
        self.note.fail("ganda", text, baris)

    def _respondents(self, entries: Sequence[Entri], unsur: dict[int, NilaiRekap]) -> int | None:
        told = next((one.n for one in entries if one.n is not None and not one.unsur), None)
        counted = [one.n for one in unsur.values() if one.n is not None]
        if told is not None or not counted:
            return told
        if len(set(counted)) > 1:
            self._once(
                "peringatan",
                "n_unsur_berbeda",
                "Jumlah responden tiap unsur tidak sama; yang terbesar dipakai sebagai jumlah responden.",
            )
        return max(counted)


def _as_mean(entri: Entri) -> Entri:
    """Counted answers as their mean."""
    counts = tuple((entri.jawaban or {}).items())
    n = sum(count for _, count in counts)
    return replace(entri, nilai=parse_number(answers_mean(counts)) if n else "", n=n, jawaban=None)


def _step(value: NilaiRekap) -> float:
    """The smallest difference that was printed, on scale 4."""
    decimals = len(value.nilai.partition(".")[2])
    return float(10.0**-decimals / (25 if value.skala == "100" else 1))
