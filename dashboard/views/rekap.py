"""Recaps of satker as pages show them: the value by our rules, its limits, and how it agrees with the answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import pandas as pd

from dashboard.views.common import Pilihan, rules_of, trend_period
from data_access.files.texts import words
from data_access.recap_records import NilaiTercatat, RekapTercatat
from data_access.repository import Saringan, Scope, SurveyRepository
from scoring import sensitivity
from scoring.indeks import Aturan
from scoring.instruments import Instrumen, Unsur
from scoring.periods import Periode
from scoring.recaps import NilaiJadi, index_of_unsur, own_unsur, value_of, value_of_answers
from scoring.recompute import Bahan, material_of, material_of_means
from scoring.reconcile import Cocokan, Kecocokan, Tercetak, implied_mean, reconcile
from scoring.rules import TabelMutu


@dataclass(frozen=True)
class UnsurRekap:
    """One unsur of a recap, and the same from the answers (NaN and 0 where nobody answered it)."""

    unsur: Unsur
    tercatat: NilaiTercatat
    nilai: NilaiJadi
    jawaban_4: float
    jawaban_n: int


@dataclass(frozen=True, eq=False)
class Pencocokan:
    """A recap against the answers of the same satker, survey and period. ``n_jawaban``: respondents stored;
    ``rata_beda``: index (answer scale) that the respondents in only one of them would have, None where that is not asked."""

    hasil: Cocokan
    n_jawaban: int
    rata_beda: float | None
    skala: tuple[int, int]


@dataclass(frozen=True, eq=False)
class RekapSatker:
    """One recap. ``nilai``: its index by our rules (from its unsur where it prints none); ``mutu_tercetak``: the letter that
    it prints ('' for none, its own words where they are no letter of the table); ``lama``: former versions with other values;
    ``cocok``: against the answers, None without answers; ``sendiri``: its index against its own unsur, None where they agree
    or it has not both."""

    tercatat: RekapTercatat
    instrumen: Instrumen
    nama: str
    konversi: str
    nilai: NilaiJadi
    unsur: tuple[UnsurRekap, ...]
    mutu_tercetak: str
    lama: tuple[RekapTercatat, ...]
    cocok: Pencocokan | None
    sendiri: Cocokan | None

    @property
    def is_mutu_beda(self) -> bool:
        """The printed grade is another one than ours."""
        return bool(self.mutu_tercetak) and self.nilai.mutu is not None and self.mutu_tercetak != self.nilai.mutu

    @property
    def is_saja(self) -> bool:
        """No answers are stored: the recap is all that is known."""
        return self.cocok is None

    @property
    def is_tak_dijelaskan(self) -> bool:
        """The answers give another number, and no way of computing explains it."""
        return self.cocok is not None and self.cocok.hasil.kecocokan is Kecocokan.TIDAK_DIJELASKAN

    @property
    def is_beda(self) -> bool:
        """The answers give another number, or are of another number of respondents."""
        return self.cocok is not None and (
            self.cocok.hasil.kecocokan is not Kecocokan.SAMA or self.cocok.hasil.is_n_sama is False
        )


@dataclass(frozen=True)
class RekapLampau:
    """A recap among those of other periods of one satker: as it is stored, and its index by our rules."""

    tercatat: RekapTercatat
    nilai: NilaiJadi


def of_satker(repo: SurveyRepository, scope: Scope, pilihan: Pilihan) -> tuple[RekapSatker, ...]:
    """The recaps of the chosen satker in all surveys whose period touches the chosen one; those of just that period first."""
    found: list[RekapSatker] = []
    for item in repo.instruments(scope):
        found += _of(repo, scope, pilihan, pilihan.saringan(item.kode), item)
    return tuple(sorted(found, key=lambda one: one.tercatat.periode != pilihan.periode))


def of_region(repo: SurveyRepository, scope: Scope, pilihan: Pilihan, item: Instrumen) -> tuple[RekapSatker, ...]:
    """The recaps of one survey of all satker chosen, of just the chosen period."""
    saringan = pilihan.saringan(item.kode, whole_region=True)
    return tuple(one for one in _of(repo, scope, pilihan, saringan, item) if one.tercatat.periode == pilihan.periode)


def newest_of_period(
    repo: SurveyRepository, scope: Scope, pilihan: Pilihan, item: Instrumen
) -> tuple[RekapTercatat, ...]:
    """The stored recaps of one survey of all satker chosen that are of just the chosen period, without comparing them."""
    records = repo.recaps(scope, pilihan.saringan(item.kode, whole_region=True))
    return tuple(one for one in records if one.terbaru and one.periode == pilihan.periode)


def of_other_periods(
    repo: SurveyRepository, scope: Scope, pilihan: Pilihan, item: Instrumen
) -> tuple[tuple[Periode, int], ...]:
    """(period, how many satker) of the recaps of one survey that touch the chosen period without being of just that one,
    the longest first: a triwulan's recap is no month's, but whoever looks at the month wants to know of it."""
    records = repo.recaps(scope, pilihan.saringan(item.kode, whole_region=True))
    found: dict[Periode, set[str]] = {}
    for one in records:
        if one.terbaru and one.periode != pilihan.periode:
            found.setdefault(one.periode, set()).add(one.satker)
    order = sorted(found, key=lambda periode: (-len(periode.months), periode.dari))
    return tuple((periode, len(found[periode])) for periode in order)


def history(repo: SurveyRepository, scope: Scope, pilihan: Pilihan, item: Instrumen) -> tuple[RekapLampau, ...]:
    """The recaps of one survey of the chosen satker in the 12 months that end with the chosen period, oldest first."""
    records = repo.recaps(scope, pilihan.saringan(item.kode, trend_period(pilihan.periode)))
    newest = sorted((one for one in records if one.terbaru), key=lambda one: (one.periode.sampai, one.periode.dari))
    return tuple(RekapLampau(one, _index(one, rules_of(item, replace(pilihan, periode=one.periode)))) for one in newest)


def _of(
    repo: SurveyRepository, scope: Scope, pilihan: Pilihan, saringan: Saringan, item: Instrumen
) -> list[RekapSatker]:
    records = repo.recaps(scope, saringan)
    newest = [one for one in records if one.terbaru]
    if not newest:
        return []
    nama = repo.satker(scope).set_index("satker")["nama"]
    found = []
    for one in newest:
        aturan = rules_of(item, replace(pilihan, periode=one.periode))
        built = _build(repo, scope, one, aturan, str(nama[one.satker]))
        found.append(replace(built, lama=_former(one, records)))
    return found


def _build(repo: SurveyRepository, scope: Scope, record: RekapTercatat, aturan: Aturan, nama: str) -> RekapSatker:
    item = aturan.instrumen
    values = {number: _value(one, aturan) for number, one in record.unsur}
    means = own_unsur({number: value.mentah for number, value in values.items()}, item)
    nilai = _index(record, aturan)
    asked = Saringan(item.kode, record.periode, satker=(record.satker,))
    rekap = repo.rekap(scope, asked, keys=("bulan",))
    answers = _unsur_of_answers(rekap, item, aturan)
    nothing = (float("nan"), 0)
    unsur = (
        (item.unsur[number - 1], one, values[number], *answers.get(item.unsur[number - 1].kode, nothing))
        for number, one in record.unsur
    )
    return RekapSatker(
        tercatat=record,
        instrumen=item,
        nama=nama,
        konversi=aturan.konversi.kode,
        nilai=nilai,
        unsur=tuple(UnsurRekap(*parts) for parts in unsur),
        mutu_tercetak=_letter(record.mutu, aturan.tabel),
        lama=(),
        cocok=None if item.internal else _against_answers(repo, scope, record, rekap, nilai, aturan),
        sendiri=_against_itself(record, means, aturan),
    )


def _index(record: RekapTercatat, aturan: Aturan) -> NilaiJadi:
    """The index of a recap by our rules: of the printed one, else of its unsur."""
    if record.indeks is not None:
        return value_of(record.indeks.nilai, record.indeks.skala, record.n, aturan)
    means = own_unsur({number: _value(one, aturan).mentah for number, one in record.unsur}, aturan.instrumen)
    return index_of_unsur(means, record.n, aturan)


def _value(one: NilaiTercatat, aturan: Aturan) -> NilaiJadi:
    if one.jawaban:
        return value_of_answers(one.jawaban, aturan)
    return value_of(one.nilai, one.skala, one.n, aturan)


def _former(record: RekapTercatat, records: Sequence[RekapTercatat]) -> tuple[RekapTercatat, ...]:
    """Former versions of the same period whose values are others, newest first."""
    same = [
        one
        for one in records
        if (one.satker, one.periode) == (record.satker, record.periode) and one.impor_id != record.impor_id
    ]
    told = [one for one in same if (one.indeks, one.n, one.unsur) != (record.indeks, record.n, record.unsur)]
    return tuple(reversed(told))


def _letter(text: str, tabel: TabelMutu) -> str:
    """'A' for 'A', 'Sangat Baik' and 'A / Sangat Baik'; other words as they are."""
    flat = words(text)
    for kelas in tabel.kelas:
        if flat in {words(kelas.mutu), words(kelas.kinerja), words(f"{kelas.mutu} {kelas.kinerja}")}:
            return kelas.mutu
    return text


def _unsur_of_answers(rekap: pd.DataFrame, item: Instrumen, aturan: Aturan) -> dict[str, tuple[float, int]]:
    """Scale-4 value and n of every unsur that was answered."""
    sums = rekap.groupby("unsur")[["jumlah", "n"]].sum()
    low, high = item.skala_min, item.skala_maks
    return {
        str(kode): (float(aturan.konversi.to_4(row["jumlah"] / (row["n"] * item.pembagi), low, high)), int(row["n"]))
        for kode, row in sums.iterrows()
        if row["n"] > 0 and kode in {unsur.kode for unsur in item.unsur}
    }


def _against_answers(
    repo: SurveyRepository, scope: Scope, record: RekapTercatat, rekap: pd.DataFrame, nilai: NilaiJadi, aturan: Aturan
) -> Pencocokan | None:
    if rekap.empty:
        return None
    item = aturan.instrumen
    everyone = sensitivity.is_everyone_complete(rekap)
    saringan = Saringan(item.kode, record.periode, satker=(record.satker,))
    complete = None if everyone else repo.rekap_lengkap(scope, saringan)
    lengkap = None if complete is None or complete.empty else material_of(complete, aturan)
    bahan: Bahan = material_of(rekap, aturan)
    printed = _printed(record, nilai)
    return Pencocokan(
        hasil=reconcile(bahan, lengkap, printed, aturan),
        n_jawaban=int(bahan.responden.sum()),
        rata_beda=implied_mean(bahan, printed, aturan),
        skala=(item.skala_min, item.skala_maks),
    )


def _printed(record: RekapTercatat, nilai: NilaiJadi) -> Tercetak:
    """The index as printed; where only unsur are, our mean of them, which is as exact as they are."""
    if record.indeks is not None:
        return Tercetak(Decimal(record.indeks.nilai), record.indeks.skala, record.n)
    digits = min((len(one.nilai.partition(".")[2]) for _, one in record.unsur if one.nilai), default=2)
    return Tercetak(Decimal(f"{nilai.mentah:.{digits}f}"), "asli", record.n)


def _against_itself(record: RekapTercatat, means: dict[str, float], aturan: Aturan) -> Cocokan | None:
    if record.indeks is None or len(means) < len(aturan.instrumen.unsur):
        return None
    printed = Tercetak(Decimal(record.indeks.nilai), record.indeks.skala)
    result = reconcile(material_of_means(means, aturan), None, printed, aturan)
    return None if result.kecocokan is Kecocokan.SAMA else result


def periods_of(rekap: Sequence[RekapSatker]) -> tuple[Periode, ...]:
    """The periods that recaps cover, each once."""
    return tuple(dict.fromkeys(one.tercatat.periode for one in rekap))
