"""From mapped columns to answers: one LembarJawaban per instrument, with every problem of the file at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from data_access.answers import LembarJawaban
from data_access.files.columns.mapping import ABAIKAN, PRIBADI, TAK_DIKENAL, Pemetaan
from data_access.files.columns.mapping_problems import mapping_problems
from data_access.files.frame import Frame, Mask, build_frame
from data_access.files.options import ImportOptions
from data_access.files.problems import Masalah, first_rows, in_order, rows_text
from data_access.files.reading.cells import RawFile
from data_access.files.reading.limits import number
from data_access.files.values.answer_columns import InstrumentAnswers, LabelAsing, convert_answers
from data_access.files.values.context_columns import ContextColumns, convert_context
from scoring.instruments import Instrumen

_CACAT = {
    "rumus_galat": "sel berisi rumus yang gagal (#N/A, #DIV/0!, #REF! dan sejenisnya); sel itu dibaca kosong",
    "rumus_tanpa_nilai": "sel berisi rumus yang belum pernah dihitung; sel itu dibaca kosong",
}


@dataclass(frozen=True)
class Ringkasan:
    """What was read: rows and respondents, per instrument, satker and month ('2024-05'), and what was left out.

    ``kolom_dilewati`` are (column, reason); ``kolom_pribadi`` columns with personal data, which are never read.
    """

    baris_dibaca: int = 0
    baris_dipakai: int = 0
    baris_tanpa_jawaban: int = 0
    baris_contoh: tuple[int, ...] = ()
    n: Mapping[str, int] = field(default_factory=dict)
    satker: Mapping[str, int] = field(default_factory=dict)
    bulan: Mapping[str, int] = field(default_factory=dict)
    satker_tidak_dikenal: tuple[str, ...] = ()
    kolom_dilewati: tuple[tuple[str, str], ...] = ()
    kolom_pribadi: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Hasil:
    """What a file says. ``lembar`` is empty while there is a 'galat': a file is taken whole or not at all."""

    lembar: tuple[LembarJawaban, ...]
    masalah: tuple[Masalah, ...]
    ringkasan: Ringkasan
    label_asing: tuple[LabelAsing, ...] = ()

    def problems(self, tingkat: str) -> tuple[Masalah, ...]:
        """The problems of one level: 'galat', 'konfirmasi' or 'peringatan'."""
        return tuple(one for one in self.masalah if one.tingkat == tingkat)

    @property
    def ditolak(self) -> bool:
        """True when the file cannot be taken as it is."""
        return bool(self.problems("galat"))

    @property
    def perlu_konfirmasi(self) -> bool:
        """True when the operator has to decide something before the file is taken."""
        return bool(self.problems("konfirmasi"))


def convert(raw: RawFile, pemetaan: Pemetaan, options: ImportOptions, instruments: Sequence[Instrumen]) -> Hasil:
    """The answers of the sheet that ``pemetaan`` describes. ``instruments`` must hold those that it names."""
    sheet = raw.sheet(pemetaan.lembar)
    if sheet is None or not pemetaan.fits(sheet):
        return _refuse(
            pemetaan, "PEMETAAN_LAIN", "Pemetaan kolom ini dibuat untuk berkas lain. Kenali ulang kolom berkas ini."
        )
    frame = build_frame(sheet, pemetaan)
    problems = [*mapping_problems(frame, instruments), *_row_problems(frame), *_file_problems(raw, frame)]
    known = {instrumen.kode: instrumen for instrumen in instruments}
    found = [convert_answers(frame, known[kode], options) for kode in pemetaan.instrumen if kode in known]
    dijawab = np.zeros(len(frame.baris), dtype=bool)
    for answers in found:
        dijawab |= answers.dijawab
        problems += answers.masalah
    wrong = np.logical_or.reduce([answers.salah for answers in found]) if found else dijawab
    context = convert_context(frame, dijawab, options)
    problems += context.masalah
    silent = frame.respondents & ~dijawab & ~wrong
    if found:
        problems += _silent_rows(frame, silent)
        problems += _silent_instruments(frame, found)
    if found and frame.respondents.any() and not dijawab.any() and not wrong.any():
        problems.append(_nothing(frame))
    ringkasan = _summarise(frame, found, context, dijawab, silent, options)
    labels = tuple(label for answers in found for label in answers.label_asing)
    refused = any(one.tingkat == "galat" for one in problems)
    lembar = () if refused else tuple(_sheet_of(frame, answers, context) for answers in found if answers.dijawab.any())
    return Hasil(lembar, in_order(problems), ringkasan, labels)


def _refuse(pemetaan: Pemetaan, kode: str, pesan: str) -> Hasil:
    return Hasil((), (Masalah("galat", kode, pesan, pemetaan.lembar),), Ringkasan())


def _row_problems(frame: Frame) -> Iterator[Masalah]:
    lembar = frame.sheet.nama
    if not frame.respondents.any():
        what = f"sesudah judul di baris {frame.pemetaan.baris_judul}"
        yield Masalah(
            "galat", "TANPA_BARIS", f"Lembar {lembar} tidak berisi jawaban: tidak ada baris responden {what}.", lembar,
            frame.pemetaan.baris_judul,
        )  # fmt: skip
    footers = frame.filled & frame.kaki
    if footers.any():
        jumlah, rows = first_rows(footers, frame.baris)
        yield Masalah(
            "galat", "BARIS_KAKI",
            f"{rows_text(rows, jumlah).capitalize()} tampak sebagai baris jumlah atau rata-rata, bukan responden. "
            "Hapus baris itu dari berkas, lalu unggah lagi.",
            lembar, rows[0], ditemukan="jumlah/rata-rata", diharapkan="satu baris satu responden", jumlah=jumlah,
            baris_awal=rows,
        )  # fmt: skip


def _file_problems(raw: RawFile, frame: Frame) -> Iterator[Masalah]:
    for kode, (jumlah, contoh) in raw.cacat.items():
        yield Masalah(
            "konfirmasi", kode.upper(),
            f"{number(jumlah)} {_CACAT[kode]} (misalnya {', '.join(contoh)}). Buka berkasnya di Excel, periksa sel "
            "itu, simpan, lalu unggah lagi; atau lanjutkan bila sel itu memang tidak diperlukan.",
            frame.sheet.nama, ditemukan=", ".join(contoh), diharapkan="sel bernilai", jumlah=jumlah,
        )  # fmt: skip


def _silent_rows(frame: Frame, silent: Mask) -> Iterator[Masalah]:
    jumlah, rows = first_rows(silent, frame.baris)
    if jumlah:
        yield Masalah(
            "peringatan", "TANPA_JAWABAN",
            f"{rows_text(rows, jumlah).capitalize()} tidak berisi satu jawaban pun; dilewati dan tidak dihitung "
            "sebagai responden.",
            frame.sheet.nama, rows[0], diharapkan="paling sedikit satu jawaban", jumlah=jumlah, baris_awal=rows,
        )  # fmt: skip


def _silent_instruments(frame: Frame, found: Sequence[InstrumentAnswers]) -> Iterator[Masalah]:
    for answers in found:
        if len(found) > 1 and not answers.dijawab.any() and not answers.salah.any():
            yield Masalah(
                "peringatan", "INSTRUMEN_KOSONG",
                f"Kolom {answers.instrumen.nama} ada, tetapi tidak satu pun terisi; instrumen itu dilewati.",
                frame.sheet.nama,
            )  # fmt: skip


def _nothing(frame: Frame) -> Masalah:
    return Masalah(
        "galat", "TANPA_JAWABAN_SAMA_SEKALI",
        f"Tidak ada satu jawaban pun di lembar {frame.sheet.nama}. Periksa apakah kolom jawabannya terisi.",
        frame.sheet.nama,
    )  # fmt: skip


def _sheet_of(frame: Frame, answers: InstrumentAnswers, context: ContextColumns) -> LembarJawaban:
    whole = LembarJawaban(
        instrumen=answers.instrumen,
        baris=frame.baris,
        satker=context.satker,
        tanggal=context.tanggal,
        butir=answers.butir,
        kategori=context.kategori,
    )
    return whole.take(answers.dijawab)


def _summarise(
    frame: Frame,
    found: Sequence[InstrumentAnswers],
    context: ContextColumns,
    dijawab: Mask,
    silent: Mask,
    options: ImportOptions,
) -> Ringkasan:
    satker = _counts(context.satker[dijawab])
    months = context.tanggal[dijawab].astype("datetime64[M]").astype(str)
    known = None if options.satker_dikenal is None else {kode for kode, _ in options.satker_dikenal}
    skipped = [k for k in frame.pemetaan.kolom if k.peran in (ABAIKAN, TAK_DIKENAL)]
    return Ringkasan(
        baris_dibaca=int(frame.respondents.sum()),
        baris_dipakai=int(dijawab.sum()),
        baris_tanpa_jawaban=int(silent.sum()),
        baris_contoh=first_rows(frame.contoh, frame.baris)[1],
        n={answers.instrumen.kode: int(answers.dijawab.sum()) for answers in found},
        satker=satker,
        bulan={bulan: jumlah for bulan, jumlah in _counts(months).items() if bulan != "NaT"},
        satker_tidak_dikenal=tuple(kode for kode in satker if known is not None and kode not in known | {""}),
        kolom_dilewati=tuple((k.alamat, k.catatan or "Tidak dikenali.") for k in skipped),
        kolom_pribadi=tuple(k.alamat for k in frame.pemetaan.columns(PRIBADI)),
    )


def _counts(values: np.typing.NDArray[np.object_] | np.typing.NDArray[np.str_]) -> dict[str, int]:
    names, counts = np.unique(values.astype(str), return_counts=True)
    return {str(name): int(count) for name, count in zip(names, counts, strict=True)}
