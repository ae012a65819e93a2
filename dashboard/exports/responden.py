"""Responden & Target as sheets: targets with their rule and reason, combined months, and the parts by layanan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import pandas as pd

from dashboard.exports.book import Lembar, workbook
from dashboard.formats import format_porsi, format_tanggal
from dashboard.tables.layanan import by_layanan
from dashboard.text.gabungan import small_line
from dashboard.text.kalender import changed_days_sentence
from dashboard.text.laju import chance_words, changed_targets_sentence
from dashboard.views.laju import LajuWilayah
from dashboard.views.penjelasan import Penjelasan
from dashboard.views.responden import HANYA_REKAP, RespondenTarget
from scoring.pace_rules import pace_rule
from scoring.targets import MANUAL, implied_population, implied_words


def responden(
    view: RespondenTarget, explain: Callable[[], Sequence[Penjelasan]], laju: LajuWilayah | None = None
) -> bytes:
    """Counts, targets and the rule that set each; ``laju``: the pace of the same moment; ``explain`` asks for the
    explanations."""
    sheets = [Lembar("Target", _targets(view))]
    if laju is not None:
        sheets.append(Lembar("Laju", _pace(laju)))
    if view.kecil:
        sheets.append(Lembar("Bulan digabung", _combined(view)))
    if view.terbagi:
        sheets.append(Lembar("Target menurut layanan", by_layanan(view.terbagi)))
    # Numbers of a past day leave the page as a file: without that day they would be those of the whole period.
    notes: list[tuple[str, str]] = []
    if view.per is not None:
        notes.append(("Responden dihitung", f"sampai akhir {format_tanggal(view.per)}"))
    if laju is not None and (changed := changed_days_sentence(laju.hari_diubah)):
        notes.append(("Kalender kerja", changed))
    if laju is not None and (changed := changed_targets_sentence(laju)):
        notes.append(("Target", changed))
    return workbook(sheets, explain(), view.pilihan, notes)


def _targets(view: RespondenTarget) -> pd.DataFrame:
    """One row a satker; of a manual target also how many service users it implies, smallest number first."""
    tabel = view.tabel
    names = {
        "satker": "Kode", "nama": "Satuan kerja", "jenis": "Jenis", "keadaan": "Keadaan", "n": "Responden",
        "target": "Target", "kurang": "Kurang", "pengguna": "Pengguna layanan", "metode": "Target menurut",
        "alasan": "Aturan target",
    }  # fmt: skip
    if tabel["n_rekap"].notna().any():
        names["n_rekap"] = "Responden menurut rekap"
    counts = {name: "Int64" for name in ("n", "n_rekap", "target", "kurang", "pengguna") if name in names}
    # Whose answers are not here has not 0 respondents.
    told = tabel.assign(
        n=tabel["n"].astype("Int64").mask(tabel["keadaan"] == HANYA_REKAP),
        metode=tabel["metode"].mask(tabel["metode"] == ""),
    )
    table = told[list(names)].astype(counts).rename(columns=names)
    if view.per is not None:
        table.insert(list(names).index("n") + 1, "Sampai akhir", view.per.isoformat())
    is_manual = tabel["metode"] == MANUAL
    if not is_manual.any():
        return table
    return pd.concat([table, _implied(tabel["target"].where(is_manual))], axis=1)


def _pace(laju: LajuWilayah) -> pd.DataFrame:
    """One row a satker, most urgent first; a forecast only where the page tells one."""
    found = [(one, one.laju, bool(chance_words(one))) for one in laju.daftar]
    isi = format_porsi(pace_rule().isi_kisaran)

    def whole(values: Iterable[int | None]) -> pd.api.extensions.ExtensionArray:
        return pd.array(list(values), dtype="Int64")

    return pd.DataFrame(
        {
            "Kode": [one.satker for one, _, _ in found],
            "Satuan kerja": [one.nama for one, _, _ in found],
            "Keadaan": [one.keadaan for one, _, _ in found],
            "Kurang": whole(pace.kurang if pace else None for _, pace, _ in found),
            "Sisa hari kerja": whole(pace.sisa if pace else None for _, pace, _ in found),
            "Perlu per hari kerja": whole(pace.perlu_per_hari if pace else None for _, pace, _ in found),
            "Seharusnya": [one.seharusnya for one, _, _ in found],
            "Laju per hari kerja": [pace.laju_per_hari if pace and told else None for _, pace, told in found],
            "Perkiraan akhir": [pace.perkiraan if pace and told else None for _, pace, told in found],
            f"Perkiraan, bawah ({isi})": whole(pace.bawah if pace and told else None for _, pace, told in found),
            f"Perkiraan, atas ({isi})": whole(pace.atas if pace and told else None for _, pace, told in found),
            "Peluang tercapai": [pace.peluang if pace and told else None for _, pace, told in found],
            "Data sampai": [one.sampai.isoformat() if one.sampai else None for one, _, _ in found],
        }
    )


def _implied(manual: pd.Series) -> pd.DataFrame:
    """The service users that manual targets stand for: the range as numbers, and in words."""
    wanted = [None if pd.isna(one) else int(one) for one in manual]
    spans = [range(0) if one is None else implied_population(one) for one in wanted]
    columns = {
        "Setara pengguna, paling sedikit": pd.array([span[0] if span else None for span in spans], dtype="Int64"),
        "Setara pengguna, paling banyak": pd.array([span[-1] if span else None for span in spans], dtype="Int64"),
        "Arti target manual": [None if one is None else implied_words(one) for one in wanted],
    }
    return pd.DataFrame(columns, index=manual.index)


def _combined(view: RespondenTarget) -> pd.DataFrame:
    kecil, own = view.kecil, view.sasaran
    combined = [one.gabungan for one in kecil]
    goals = [own[one.satker] for one in kecil]
    numbers: dict[str, Sequence[int | None]] = {
        "Pengguna layanan periode ini": [one.pengguna for one in kecil],
        "Target periode ini": [goal.target if goal else None for goal in goals],
        "Pengguna bulan digabung": [one.n if one else None for one in combined],
        "Target bulan digabung": [one.target.target if one else None for one in combined],
        "Responden bulan digabung": [one.n if one.gabungan else None for one in kecil],
    }
    return pd.DataFrame(
        {
            "Kode": [one.satker for one in kecil],
            "Satuan kerja": [one.nama for one in kecil],
            "Bulan digabung": [one.periode.iso if one else None for one in combined],
            **{name: pd.array(list(values), dtype="Int64") for name, values in numbers.items()},
            "Aturan target": [one.target.alasan if one else None for one in combined],
            "Keterangan": [small_line(one, view.pilihan.periode, own[one.satker]) for one in kecil],
        }
    )
