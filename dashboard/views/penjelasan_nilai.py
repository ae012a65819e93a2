"""Explanations built from the rows that scoring made: index, unsur, region, target (views.penjelasan says what is in one).

A hidden value is told by its state and its rules alone: neither its n nor anything it could be worked out from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

import numpy as np
import pandas as pd

from dashboard.formats import (
    TANPA_NILAI,
    format_angka,
    format_bulat,
    format_dekat_ambang,
    format_interval,
    is_missing,
    join_kata,
)
from dashboard.kisaran import TANPA_SEBARAN, asked_of, kisaran_words
from dashboard.views import lintas, rumus
from dashboard.views.penjelasan import TABEL_MUTU, AturanDipakai, Landasan, Penjelasan
from scoring.contract import JAWABAN
from scoring.indeks import Aturan, Rerata
from scoring.intervals import Dasar
from scoring.mutu import nik_of
from scoring.rules import display_rule, target_rule
from scoring.states import Status
from scoring.targets import Target
from scoring.zona import at_least

# A row of values by column name: nilai_4, nilai_100, nrr, mutu, status, n, bawah_4, atas_4; or a row of a recap.
Baris = Mapping[Any, Any]


def of_index(
    tempat: str, aturan: Aturan, nilai: Baris | None, unsur: pd.DataFrame, rekap: pd.DataFrame, landasan: Landasan
) -> Penjelasan:
    """The index of one satker or group. ``nilai``: its row of scoring.indeks.indeks; ``unsur``: rows of nilai_unsur;
    ``rekap``: the unsur rows of the recap that both were computed from."""
    judul = f"{aturan.instrumen.indeks} {tempat}".strip()
    if nilai is None or not _may_tell(nilai["status"]):
        return _without_value(judul, aturan, Status.TIDAK_ADA_DATA if nilai is None else nilai["status"], landasan)
    by_code = rows_by_unsur(unsur)
    answered = [(one, float(by_code[one.kode]["nrr"])) for one in aturan.instrumen.unsur if one.kode in by_code]
    hidden = [state for state in unsur["status"] if not _may_tell(state)]
    raw, n = float(nilai["nrr"]), int(nilai["n"])
    formula = (
        "Nilai unsurnya tidak disebut, karena sebagian disembunyikan."
        if hidden
        else rumus.of_index(aturan, answered, raw)
    )
    found = _base(judul, aturan, nilai, landasan)
    return replace(
        found,
        rumus=(formula, rumus.of_conversion(aturan, raw)),
        kisaran=_interval_words(nilai, n, landasan, aturan),
        dikecualikan=() if hidden else _left_out(aturan, n, rekap),
    )


def of_unsur(tempat: str, aturan: Aturan, nilai: Baris, rekap: Baris, responden: int, landasan: Landasan) -> Penjelasan:
    """One unsur of one satker: its row of nilai_unsur and of the recap; ``responden``: respondents of the survey."""
    unsur = aturan.instrumen.unsur_at(str(nilai["unsur"]))
    singkat = f"{unsur.nama} ({unsur.kode})"
    judul = f"{singkat}, {aturan.instrumen.indeks} {tempat}".strip()
    if not _may_tell(nilai["status"]):
        return replace(_without_value(judul, aturan, nilai["status"], landasan), singkat=singkat)
    found = _base(judul, aturan, nilai, landasan)
    return replace(
        found,
        rumus=(rumus.of_unsur(unsur, aturan.instrumen, rekap), rumus.of_conversion(aturan, float(nilai["nrr"]))),
        kisaran=_interval_words(nilai, int(nilai["n"]), landasan, aturan),
        dikecualikan=_left_out_of(unsur.nama, len(unsur.butir), responden, rekap),
        singkat=singkat,
    )


def of_region(
    aturan: Aturan, rerata: Rerata, gabungan_4: float | None, per_satker: pd.Series, landasan: Landasan
) -> Penjelasan:
    """The regional index: rata-rata satker with the pooled value beside it. ``per_satker``: values on scale 4 of the
    satker that have one."""
    judul = f"{aturan.instrumen.indeks} wilayah"
    if is_missing(rerata.nilai_4) or not _may_tell(rerata.status):
        return _without_value(judul, aturan, rerata.status, landasan)
    shown = [float(value) for value in per_satker.dropna()]
    pooled = (
        () if gabungan_4 is None else (f"Gabungan (semua responden dihitung menjadi satu) = {rumus.angka(gabungan_4)}",)
    )
    formula = (
        (rumus.of_region(shown, rerata.nilai_4, aturan.instrumen.indeks),)
        if len(shown) == rerata.satker
        else ("Nilai tiap satker tidak disebut, karena sebagian disembunyikan.",)
    )
    together = "" if rerata.satker == 1 else f"; dari galat {rerata.satker} satker bersama-sama, yang saling bebas"
    how = f"{format_interval(rerata.bawah_4, rerata.atas_4)}{together}"
    return replace(
        _base(judul, aturan, asdict(rerata), landasan),
        rumus=(*formula, *pooled),
        kisaran=TANPA_SEBARAN if is_missing(rerata.bawah_4) else how,
    )


def of_target(tempat: str, target: Target | None, n: int, landasan: Landasan) -> Penjelasan:
    """The respondent target of one satker; without service users there is none, and that is said."""
    rule, judul = target_rule(), f"Target responden {tempat}".strip()
    used = AturanDipakai(
        "Aturan target", rule.dasar, rule.berlaku_mulai,
        f"lebih dari {rule.batas_slovin} pengguna layanan: Krejcie-Morgan; sampai {rule.batas_slovin}: Slovin; "
        f"menuju Zona Integritas paling sedikit {rule.minimal_zi}",
    )  # fmt: skip
    empty = Penjelasan(
        judul, TANPA_NILAI, None, Status.TIDAK_ADA_DATA, ("Jumlah pengguna layanan belum diisi.",), n,
        "tidak ada: target adalah hitungan, bukan perkiraan", landasan.label, (), "", (used,), landasan.impor,
        landasan.data_per,
    )  # fmt: skip
    if target is None:
        return empty
    share = f"{format_bulat(n)} dari {format_bulat(target.target)} responden"
    return replace(
        empty, nilai=share, nilai_utuh=float(target.target), status=Status.NILAI, rumus=(rumus.of_target(target),)
    )


def rules_behind(aturan: Aturan, nilai: Baris | None, landasan: Landasan) -> tuple[AturanDipakai, ...]:
    """The rules that made a number and its letter, with legal reference and effective date."""
    instrumen, floor = aturan.instrumen, display_rule()
    scale = f"{len(instrumen.unsur)} unsur, skala jawaban {instrumen.skala_min} sampai {instrumen.skala_maks}"
    status = f"{scale}; {instrumen.status}"
    used = [
        AturanDipakai(TABEL_MUTU, aturan.tabel.dasar, aturan.tabel.berlaku_mulai, _letter_words(aturan, nilai)),
        AturanDipakai("Batas tampil mutu", floor.dasar, floor.berlaku_mulai, f"paling sedikit {aturan.minimal} responden"),
        AturanDipakai(f"Instrumen {instrumen.nama}", instrumen.dasar or "berkas organisasi", instrumen.berlaku_mulai,
                      status, instrumen.berlaku_sampai),
    ]  # fmt: skip
    gate = None if landasan.ambang is None else landasan.ambang.gate_of(landasan.predikat, instrumen.indeks)
    if gate is not None and landasan.ambang is not None:
        words = f"{format_angka(gate)} pada skala 4, dibandingkan tanpa pembulatan"
        # Under the floor there is no verdict.
        if nilai is not None and nilai["status"] == Status.NILAI:
            words += f": {'tercapai' if at_least(float(nilai['nilai_4']), gate) else 'belum tercapai'}"
        used.insert(
            1, AturanDipakai(f"Ambang {landasan.predikat}", landasan.ambang.dasar, landasan.ambang.berlaku_mulai, words)
        )
    return tuple(used)


def conversion_words(aturan: Aturan) -> str:
    """'min-maks: skala 4 = 1 + 3 (x - min) / (maks - min); skala 100 = ...'."""
    konversi = aturan.konversi
    return f"{konversi.nama}: skala 4 = {konversi.rumus_4}; skala 100 = {konversi.rumus_100}"


def rows_by_unsur(frame: pd.DataFrame) -> dict[str, Baris]:
    """The rows of a frame of one satker or group by unsur code."""
    return {str(row["unsur"]): row for row in frame.to_dict("records")}


def _may_tell(status: object) -> bool:
    return status in {Status.NILAI, Status.DI_BAWAH_MINIMAL}


def _base(judul: str, aturan: Aturan, nilai: Baris, landasan: Landasan) -> Penjelasan:
    """What every explanation of a value has in common."""
    value, status = float(nilai["nilai_4"]), Status(nilai["status"])
    letter = nilai["mutu"]
    gate = None if landasan.ambang is None else landasan.ambang.gate_of(landasan.predikat, aturan.instrumen.indeks)
    words = f"mutu {letter}" if isinstance(letter, str) else str(status)
    return Penjelasan(
        judul=judul,
        nilai=f"{format_dekat_ambang(value, gate)} pada skala 4 ({words}), {format_angka(float(nilai['nilai_100']))} pada skala 100",
        nilai_utuh=value,
        status=status,
        rumus=(),
        n=int(float(nilai["n"])),
        kisaran="",
        periode=landasan.label,
        dikecualikan=(),
        konversi=conversion_words(aturan),
        aturan=rules_behind(aturan, nilai, landasan),
        impor=landasan.impor,
        data_per=landasan.data_per,
        lintas=lintas.sentences(
            landasan.periode, aturan.instrumen, value, is_graded=status is Status.NILAI, predikat=landasan.predikat
        ),
    )


def _without_value(judul: str, aturan: Aturan, status: object, landasan: Landasan) -> Penjelasan:
    """No data, or hidden: the state and the rules, and nothing that a hidden number could be worked out from."""
    state = Status(str(status))
    why = {
        Status.DISEMBUNYIKAN: "Disembunyikan: responden terlalu sedikit untuk menjaga kerahasiaan jawabannya.",
    }.get(state, "Tidak ada jawaban pada periode ini; yang tidak ada bukan nol.")
    return Penjelasan(
        judul, str(state), None, state, (why,), None, TANPA_NILAI, landasan.label, (), conversion_words(aturan),
        rules_behind(aturan, None, landasan), (), landasan.data_per,
    )  # fmt: skip


def _letter_words(aturan: Aturan, nilai: Baris | None) -> str:
    """'NIK = 25 × 3,7375 = 93,44: mutu A, mulai NIK 88,31', or why there is no letter."""
    letter = None if nilai is None else nilai["mutu"]
    if nilai is None or not isinstance(letter, str):
        return f"mutu mulai {aturan.minimal} responden; di sini tanpa mutu"
    value = float(nilai["nilai_4"])
    nik = float(nik_of(np.array([value]))[0])
    place = [kelas.mutu for kelas in aturan.tabel.kelas].index(letter)
    kelas = aturan.tabel.kelas[place]
    bound = f"mulai NIK {format_angka(kelas.dari)}"
    if not kelas.dari:
        bound = f"di bawah NIK {format_angka(aturan.tabel.kelas[place - 1].dari)}"
    return f"NIK = 25 × {rumus.angka(value)} = {format_angka(nik)}: mutu {letter}, {bound}"


def _interval_words(nilai: Baris, n: int, landasan: Landasan, aturan: Aturan) -> str:
    """The limits and how they were found; a census and a recap without a distribution have none."""
    limits = (float(nilai["bawah_4"]), float(nilai["atas_4"]))
    dasar, users, siapa = nilai.get("dasar"), landasan.pengguna, asked_of(internal=aturan.instrumen.internal)
    if dasar == Dasar.SENSUS:
        return f"{kisaran_words(*limits, dasar, n, siapa)}, jadi bukan perkiraan dari sebagiannya"
    if is_missing(limits[0]):
        return TANPA_SEBARAN
    how = f"tanpa jumlah {siapa}, yang dianggap jauh lebih besar dari respondennya"
    if dasar == Dasar.MELEBIHI_PENGGUNA:
        how = f"jumlah {siapa} perlu diperiksa; jumlah itu tidak dipakai"
    elif users is not None:
        how = f"dipersempit karena {format_bulat(n)} dari {format_bulat(users)} {siapa} mengisi"
    meaning = f"nilai seluruh {siapa} diperkirakan ada di antaranya, dengan peluang 95 %"
    return f"{format_interval(*limits)}; {meaning}; dihitung dengan model Dirichlet-multinomial, {how}"


def _left_out(aturan: Aturan, n: int, rekap: pd.DataFrame) -> tuple[str, ...]:
    """Unsur without answers with the renormalised weights, then who left which unsur unanswered."""
    instrumen, by_code = aturan.instrumen, rows_by_unsur(rekap)
    answered = [one for one in instrumen.unsur if one.kode in by_code and by_code[one.kode]["n"] > 0]
    missing = [one.nama for one in instrumen.unsur if one not in answered]
    words = [part for one in answered for part in _left_out_of(one.nama, len(one.butir), n, by_code[one.kode])]
    if missing:
        weights = rumus.weights_of(aturan, answered)
        new = (
            f"1/{len(answered)}"
            if len(set(weights)) == 1 and aturan.bobot == "exact"
            else ", ".join(map(rumus.angka, weights))
        )
        words.insert(
            0,
            f"{join_kata(missing)} tanpa jawaban: tidak ikut dihitung; bobot {len(answered)} unsur lain menjadi {new}",
        )
    return tuple(words)


def _left_out_of(nama: str, butir: int, n: int, rekap: Baris) -> tuple[str, ...]:
    """Respondents who left the unsur out, and items left out by those who answered a part of it."""
    given = int(rekap["n"])
    words = []
    if given < n:
        words.append(
            f"{nama}: {format_bulat(n - given)} dari {format_bulat(n)} responden tidak menjawab, dihitung dari {format_bulat(given)}"
        )
    empty = given * butir - int(sum(rekap[name] for name in JAWABAN))
    if empty > 0:
        words.append(
            f"{nama}: {format_bulat(empty)} butir kosong di antara yang menjawab, dirata-rata dari butir yang terisi"
        )
    return tuple(words)
