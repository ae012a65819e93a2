"""What a recap must pass before it may be stored, and what is told about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from data_access.files.problems import Masalah
from data_access.files.recap import layouts
from data_access.files.recap import vocabulary as kata
from data_access.files.recap.layouts import Bacaan
from data_access.files.recap.model import RecapOptions, Rekap
from data_access.files.recap.table import Tabel
from data_access.files.texts import words
from scoring.confidentiality import is_published
from scoring.indeks import rules_for
from scoring.periods import period_containing
from scoring.recaps import answers_mean, own_unsur
from scoring.recompute import from_scale, material_of_means
from scoring.reconcile import Kecocokan, Tercetak, reconcile
from scoring.rules import display_rule


def check(rekap: Sequence[Rekap], options: RecapOptions) -> tuple[list[Rekap], list[Masalah]]:
    """The recaps that may be stored, and the problems of all."""
    kept: list[Rekap] = []
    problems: list[Masalah] = []
    for one in rekap:
        if one.n == 0:
            text = f"{_named(one)}: 0 responden, jadi tidak ada rekap yang disimpan."
            problems.append(Masalah("peringatan", "tanpa_responden", text, baris=one.baris))
            continue
        if one.instrumen.internal:
            reason = _internal(one, options)
            if reason:
                problems.append(_left_out(reason, one, options))
                continue
        stored = _index_only(one) if one.instrumen.internal else one
        kept.append(stored)
        problems += _doubts(stored)
    return kept, _without_n(kept) + problems


def _index_only(one: Rekap) -> Rekap:
    return replace(one, nilai=tuple(value for value in one.nilai if value.unsur_no == 0))


def _named(one: Rekap) -> str:
    return f"{one.satker_teks or one.satker}, {one.instrumen.indeks} {one.periode.label}"


def _left_out(text: str, one: Rekap, options: RecapOptions) -> Masalah:
    if options.lewati:
        return Masalah("peringatan", "dilewati_internal", text, baris=one.baris)
    return Masalah("galat", "internal", text, baris=one.baris)


def _internal(one: Rekap, options: RecapOptions) -> str:
    """Why a recap of an internal survey may not be kept ('' when it may): docs/adr/0007-kerahasiaan.md and 0013."""
    minimal = display_rule().minimal_tampil_integritas
    name = one.instrumen.indeks
    if one.indeks is None:
        return f"{_named(one)}: rekap survei internal hanya menyimpan indeks; nilai per unsur saja tidak disimpan."
    if one.n is None or one.n < minimal:
        return f"{_named(one)}: rekap {name} hanya disimpan bila respondennya paling sedikit {minimal}."
    whole = period_containing(one.periode.dari, one.instrumen.periode_terbit)
    if whole != one.periode:
        return f"{_named(one)}: rekap {name} harus mencakup tepat satu {one.instrumen.periode_terbit}."
    if options.hari_ini is None or not is_published(one.periode, options.hari_ini):
        return f"{_named(one)}: periode survei internal harus sudah berakhir."
    return ""


def _without_n(rekap: Sequence[Rekap]) -> list[Masalah]:
    missing = [one for one in rekap if one.n is None]
    if not missing:
        return []
    text = f"Jumlah responden tidak tertulis untuk {len(missing)} dari {len(rekap)} rekap; nilainya ditampilkan tanpa mutu."
    return [Masalah("peringatan", "tanpa_n", text, baris=missing[0].baris, jumlah=len(missing))]


def _doubts(one: Rekap) -> list[Masalah]:
    """An index that is not the mean of its own unsur, and counts that are more than the respondents."""
    found = []
    aturan = rules_for(one.instrumen, tanggal=one.periode.rules_day)
    means = own_unsur(
        {
            value.unsur_no: answers_mean(value.jawaban)
            if value.jawaban
            else from_scale(float(value.nilai), value.skala, aturan.konversi.kode, aturan)
            for value in one.nilai
            if value.unsur_no
        },
        one.instrumen,
    )
    if one.indeks is not None and len(means) == len(one.instrumen.unsur):
        printed = Tercetak(Decimal(one.indeks.nilai), one.indeks.skala, None)
        result = reconcile(material_of_means(means, aturan), None, printed, aturan)
        if result.kecocokan is not Kecocokan.SAMA:
            digits = printed.desimal
            ours = f"{result.kita.nilai:.{digits}f}".replace(".", ",")
            text = (
                f"{_named(one)}: indeks tertulis {one.indeks.nilai.replace('.', ',')}, rata-rata unsurnya {ours}. "
                "Disimpan seperti tertulis."
            )
            found.append(Masalah("peringatan", "indeks_bukan_rata_rata", text, baris=one.baris))
    over = [value for value in one.nilai if one.n is not None and value.n is not None and value.n > one.n]
    if over:
        text = f"{_named(one)}: ada unsur dengan responden lebih banyak dari jumlah respondennya ({one.n})."
        found.append(Masalah("galat", "n_berlebih", text, baris=one.baris))
    return found


def lettered(tabel: Tabel) -> list[Masalah]:
    """Columns a to d: which end is the good one stands nowhere."""
    letters = [one for one in tabel.of(kata.JAWABAN) if one.arti is not None and one.arti.label]
    if not letters:
        return []
    text = "Kolom a, b, c, d dibaca sebagai jawaban 1, 2, 3, 4: a yang terendah. Pastikan arahnya."
    return [Masalah("konfirmasi", "huruf", text)]


def whole_answers(bacaan: Bacaan) -> list[Masalah]:
    """A row a satker whose unsur are all whole numbers reads like the answers of one person."""
    values = [one for one in bacaan.entri if one.unsur and one.nilai]
    if bacaan.susunan != layouts.LEBAR or not values or any("." in one.nilai for one in values):
        return []
    rows = {one.baris for one in values}
    if len(rows) == 1 and any(words(one.kolom) for one in bacaan.entri if not one.unsur):
        return []
    text = "Semua nilai unsur bilangan bulat, seperti jawaban responden satu per satu. Ini bukan rekap rata-rata."
    return [Masalah("galat", "seperti_jawaban", text, baris=min(rows))]
