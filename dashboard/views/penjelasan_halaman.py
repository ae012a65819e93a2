"""The explanations that a page needs, from the page's own view and one question about imports for each survey."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dashboard.views.common import Pilihan, rows, rules_of
from dashboard.views.integritas import SurveiIntegritas
from dashboard.views.penjelasan import Landasan, Penjelasan, imports_of
from dashboard.views.penjelasan_nilai import of_index, of_region, of_target, of_unsur, rows_by_unsur
from dashboard.views.responden import RespondenTarget
from dashboard.views.ringkasan import Kartu, RingkasanWilayah
from dashboard.views.satker import HasilSurvei, SatuanKerja
from data_access.repository import Scope, SurveyRepository
from scoring import rules
from scoring.instruments import Instrumen


@dataclass(frozen=True)
class PenjelasanSatker:
    """``indeks`` by instrument code; ``unsur``: those of the chosen survey, official order; ``target`` of that survey."""

    indeks: Mapping[str, Penjelasan]
    unsur: tuple[Penjelasan, ...]
    target: Penjelasan

    @property
    def all(self) -> tuple[Penjelasan, ...]:
        """Every explanation, for an export."""
        return (*self.indeks.values(), *self.unsur, self.target)


def of_satker(repo: SurveyRepository, scope: Scope, view: SatuanKerja) -> PenjelasanSatker:
    """Every number of Satuan Kerja."""
    found = {
        one.instrumen.kode: _landasan(repo, scope, view.pilihan, one.instrumen, view, whole_region=False)
        for one in view.survei
    }
    utama = view.utama
    return PenjelasanSatker(
        {one.instrumen.kode: _index(one, view, found[one.instrumen.kode]) for one in view.survei},
        _unsur(utama, view, found[utama.instrumen.kode]),
        of_target(view.nama, view.target, utama.n, found[utama.instrumen.kode]),
    )


def of_ringkasan(repo: SurveyRepository, scope: Scope, view: RingkasanWilayah) -> dict[str, Penjelasan]:
    """The regional indices by instrument code."""
    return {kartu.instrumen.kode: _region(repo, scope, view, kartu) for kartu in view.kartu}


def of_responden(repo: SurveyRepository, scope: Scope, view: RespondenTarget) -> tuple[Penjelasan, ...]:
    """The respondent target of every satker of the page, for an export: one question about imports for each."""
    found = []
    for row in rows(view.tabel):
        landasan = _landasan(repo, scope, replace(view.pilihan, satker=row.satker), view.instrumen, whole_region=False)
        found.append(of_target(row.nama, view.sasaran[row.satker], int(row.n), landasan))
    return tuple(found)


def of_integritas(repo: SurveyRepository, scope: Scope, view: SurveiIntegritas) -> tuple[Penjelasan, ...]:
    """The index of the internal survey over the satker that are shown; ``repo`` gives released cells only."""
    landasan = _landasan(repo, scope, view.pilihan, view.instrumen, whole_region=True)
    return (of_region(rules_of(view.instrumen, view.pilihan), view.wilayah, None, view.tampil["nilai_4"], landasan),)


def _landasan(
    repo: SurveyRepository,
    scope: Scope,
    pilihan: Pilihan,
    item: Instrumen,
    satker: SatuanKerja | None = None,
    *,
    whole_region: bool,
) -> Landasan:
    saringan = pilihan.saringan(item.kode, whole_region=whole_region)
    return Landasan(
        periode=pilihan.periode,
        impor=imports_of(repo, scope, saringan),
        data_per=repo.version().diubah_pada,
        pengguna=None if satker is None else satker.pengguna,
        ambang=rules.gates(pilihan.periode.rules_day),
        predikat=(satker.predikat if satker else "") or rules.PREDIKAT[0],
    )


def _index(survei: HasilSurvei, view: SatuanKerja, landasan: Landasan) -> Penjelasan:
    aturan = rules_of(survei.instrumen, view.pilihan)
    return of_index(
        view.nama,
        aturan,
        None if survei.sekarang is None else survei.sekarang.to_dict(),
        survei.unsur,
        survei.rekap,
        landasan,
    )


def _unsur(survei: HasilSurvei, view: SatuanKerja, landasan: Landasan) -> tuple[Penjelasan, ...]:
    aturan = rules_of(survei.instrumen, view.pilihan)
    recap = rows_by_unsur(survei.rekap)
    return tuple(
        of_unsur(view.nama, aturan, row, recap[kode], survei.n, landasan)
        for kode, row in rows_by_unsur(survei.unsur).items()
    )


def _region(repo: SurveyRepository, scope: Scope, view: RingkasanWilayah, kartu: Kartu) -> Penjelasan:
    item = kartu.instrumen
    values = view.tabel.loc[view.tabel[f"n:{item.kode}"] > 0, f"nilai_4:{item.kode}"]
    landasan = _landasan(repo, scope, view.pilihan, item, whole_region=True)
    return of_region(rules_of(item, view.pilihan), kartu.nilai, kartu.gabungan_4, values, landasan)
