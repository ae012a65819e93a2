"""Where the values of Zona Integritas come from: the mean of the monthly indices, its months, the rules, the imports."""

from __future__ import annotations

from dataclasses import replace

from dashboard.formats import TANPA_NILAI, format_angka, format_interval, is_missing
from dashboard.kisaran import TANPA_SEBARAN
from dashboard.views import rumus
from dashboard.views.common import rules_of
from dashboard.views.penjelasan import TABEL_MUTU, AturanDipakai, Landasan, Penjelasan, imports_of
from dashboard.views.penjelasan_nilai import conversion_words, rules_behind
from dashboard.views.zona import ZonaIntegritas
from data_access.repository import Scope, SurveyRepository
from scoring.periods import Periode, month_label
from scoring.rules import Ambang
from scoring.states import Status
from scoring.zona import NilaiZona


def of_zona(repo: SurveyRepository, scope: Scope, view: ZonaIntegritas) -> tuple[Penjelasan, ...]:
    """One explanation for each index; with one satker its months are worked out, otherwise the sheets hold the numbers."""
    return tuple(_of_index(repo, scope, view, name) for name in view.survei)


def _of_index(repo: SurveyRepository, scope: Scope, view: ZonaIntegritas, name: str) -> Penjelasan:
    item, chosen = view.survei[name], replace(view.pilihan.pilihan, periode=view.pilihan.periode)
    aturan = rules_of(item, replace(chosen, periode=Periode(view.pilihan.sampai, view.pilihan.sampai)))
    landasan = Landasan(chosen.periode, imports_of(repo, scope, chosen.saringan(item.kode)), repo.version().diubah_pada)
    behind = [rule for rule in rules_behind(aturan, None, landasan) if rule.nama != TABEL_MUTU]
    everyone = (*view.satker, *view.tanpa_bidik)
    empty = Penjelasan(
        judul=name,
        nilai=f"{name} tiap satker: lembar Nilai",
        nilai_utuh=None,
        status=Status.NILAI,
        rumus=("Nilai = rata-rata indeks bulanan yang berisi dalam jendela; indeks tiap bulan: lembar Bulan.",),
        n=sum(one.nilai[name].n for one in everyone),
        kisaran="dari galat bulan-bulannya bersama-sama, yang saling bebas",
        periode=landasan.label,
        dikecualikan=(),
        konversi=conversion_words(aturan),
        aturan=(*(_gates(rule, name) for rule in view.aturan), *behind),
        impor=landasan.impor,
        data_per=landasan.data_per,
    )
    return _of_satker(empty, everyone[0].nilai[name], view) if chosen.satker else empty


def _of_satker(empty: Penjelasan, nilai: NilaiZona, view: ZonaIntegritas) -> Penjelasan:
    """The same with the months of the one satker; without answers only that there are none."""
    satker = (*view.satker, *view.tanpa_bidik)[0]
    title = f"{nilai.indeks} {satker.nama}"
    left_out = tuple(f"{month_label(bulan)}: tanpa jawaban, tidak ikut dirata-rata" for bulan in nilai.kosong)
    if is_missing(nilai.nilai_4):
        return replace(
            empty, judul=title, nilai=str(nilai.status), status=nilai.status, kisaran=TANPA_NILAI, dikecualikan=left_out,
            rumus=("Tidak ada jawaban dalam jendela ini; yang tidak ada bukan nol.",),
        )  # fmt: skip
    rows = view.bulanan[(view.bulanan["indeks"] == nilai.indeks) & view.bulanan["bulan"].isin(nilai.bulan)]
    terms = " + ".join(rumus.angka(float(value)) for value in rows.sort_values("bulan")["nilai_4"])
    limits = format_interval(nilai.bawah_4, nilai.atas_4)
    return replace(
        empty,
        judul=title,
        nilai=f"{format_angka(nilai.nilai_4)} pada skala 4",
        nilai_utuh=nilai.nilai_4,
        status=nilai.status,
        rumus=(f"({terms}) / {len(nilai.bulan)} = {rumus.angka(nilai.nilai_4)}",),
        kisaran=TANPA_SEBARAN if is_missing(nilai.bawah_4) else f"{limits}; {empty.kisaran}",
        dikecualikan=left_out,
    )


def _gates(rule: Ambang, name: str) -> AturanDipakai:
    asked = ", ".join(f"{predikat} {format_angka(gate[name])}" for predikat, gate in rule.gate.items() if name in gate)
    words = f"{asked}, dibandingkan tanpa pembulatan; poin penuh {format_angka(rule.bobot_of(name), 1)}"
    return AturanDipakai(f"Ambang {name}", rule.dasar, rule.berlaku_mulai, words)
