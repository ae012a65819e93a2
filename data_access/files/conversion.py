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
from data_access.files.skipping import skip_wrong
from data_access.files.surroundings import surrounding_problems
from data_access.files.values.answer_columns import InstrumentAnswers, LabelAsing, convert_answers
from data_access.files.values.category_columns import KategoriAsli
from data_access.files.values.context_columns import ContextColumns, convert_context, scrubbed
from data_access.files.values.satker_match import SatkerCocok
from data_access.files.values.source_ids import read_source_ids
from scoring.instruments import Instrumen

_CACAT = {
    "rumus_galat": "sel berisi rumus yang gagal (#N/A, #DIV/0!, #REF! dan sejenisnya); sel itu dibaca kosong",
    "rumus_tanpa_nilai": "sel berisi rumus yang belum pernah dihitung; sel itu dibaca kosong",
}


@dataclass(frozen=True)
class Ringkasan:
    """What was read: rows and respondents, per instrument, satker and month ('2024-05'), and what was left out.

    ``kolom_dilewati`` are (column, reason); ``kolom_pribadi`` columns with personal data, which are never read;
    ``sel_disamarkan``: {column: rows in which personal data were masked}; ``orang_berulang``: people with several rows.
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
    sel_disamarkan: Mapping[str, int] = field(default_factory=dict)
    orang_berulang: int = 0


@dataclass(frozen=True, eq=False)
class Hasil:
    """What a file says. ``lembar`` is empty while there is a 'galat': a file is taken whole or not at all.

    ``ditolak_baris``: (row, reason) of the rows left out because they are wrong (ImportOptions.lewati_salah).
    """

    lembar: tuple[LembarJawaban, ...]
    masalah: tuple[Masalah, ...]
    ringkasan: Ringkasan
    label_asing: tuple[LabelAsing, ...] = ()
    ditolak_baris: tuple[tuple[int, str], ...] = ()
    kategori_asli: tuple[KategoriAsli, ...] = ()
    satker_dibaca: tuple[SatkerCocok, ...] = ()

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
    problems += surrounding_problems(raw, frame, options, instruments)
    read = _read_rows(frame, options, instruments)
    context, found = read.context, read.found
    problems += read.masalah
    silent = frame.respondents & ~read.dijawab & ~read.salah
    if found:
        problems += _silent_rows(frame, silent)
        problems += _silent_instruments(frame, found)
    if found and frame.respondents.any() and not read.dijawab.any() and not read.salah.any():
        problems.append(_nothing(frame))
    refused = any(one.tingkat == "galat" for one in problems)
    return Hasil(
        lembar=() if refused else tuple(_sheet_of(frame, one, read) for one in found if one.dijawab.any()),
        masalah=in_order(scrubbed(problems, context.nama)),
        ringkasan=_summarise(frame, found, context, read.dijawab, silent, options),
        label_asing=tuple(
            label for answers in found for label in answers.label_asing if context.nama.mask(label.label) == label.label
        ),
        ditolak_baris=tuple((baris, context.nama.mask(alasan)) for baris, alasan in read.dilewati),
        kategori_asli=context.kategori_asli,
        satker_dibaca=context.satker_dibaca,
    )


@dataclass(frozen=True, eq=False)
class _Rows:
    """What the rows hold: answers per instrument, everything else, source ids; which rows answer, which are wrong
    (left out or not), and what was left out."""

    found: tuple[InstrumentAnswers, ...]
    context: ContextColumns
    ids: np.typing.NDArray[np.object_] | None
    masalah: tuple[Masalah, ...]
    dijawab: Mask
    salah: Mask
    dilewati: tuple[tuple[int, str], ...] = ()


def _read_rows(frame: Frame, options: ImportOptions, instruments: Sequence[Instrumen]) -> _Rows:
    known = {instrumen.kode: instrumen for instrumen in instruments}
    kodes = [kode for kode in frame.pemetaan.instrumen if kode in known]
    found = tuple(convert_answers(frame, known[kode], options, instruments) for kode in kodes)
    nothing = np.zeros(len(frame.baris), dtype=bool)
    dijawab = np.logical_or.reduce([nothing, *(answers.dijawab for answers in found)])
    salah = np.logical_or.reduce([nothing, *(answers.salah for answers in found)])
    is_internal = any(answers.instrumen.internal for answers in found)
    context = convert_context(frame, dijawab, options, is_internal=is_internal)
    # An employee's own number must not stand beside his confidential answers.
    ids, id_problems = (None, []) if is_internal else read_source_ids(frame, dijawab, context.satker)
    problems = (*(one for answers in found for one in answers.masalah), *context.masalah, *id_problems)
    if not (options.lewati_salah and found):
        return _Rows(found, context, ids, problems, dijawab, salah)
    skipped = skip_wrong(frame, found, context, problems, options)
    found = tuple(answers.without(skipped.baris) for answers in found)
    return _Rows(found, context, ids, skipped.masalah, dijawab & ~skipped.baris, salah, skipped.alasan)


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
    doubtful = frame.footers.ragu
    if doubtful.any():
        jumlah, rows = first_rows(doubtful, frame.baris)
        yield Masalah(
            "galat", "BARIS_KAKI",
            f"{rows_text(rows, jumlah).capitalize()} mungkin baris jumlah atau rata-rata, mungkin responden. "
            "Hapus baris itu dari berkas bila bukan responden, atau ubah teksnya bila responden, lalu unggah lagi.",
            lembar, rows[0], ditemukan="jumlah/rata-rata", diharapkan="satu baris satu responden", jumlah=jumlah,
            baris_awal=rows,
        )  # fmt: skip
    left_out = frame.footers.pasti
    if left_out.any():
        jumlah, rows = first_rows(left_out, frame.baris)
        yield Masalah(
            "peringatan", "BARIS_KAKI_DILEWATI",
            f"{rows_text(rows, jumlah).capitalize()} adalah baris jumlah, rata-rata, indeks, judul yang berulang, atau catatan; "
            "dilewati dan tidak dihitung sebagai responden.",
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


def _sheet_of(frame: Frame, answers: InstrumentAnswers, read: _Rows) -> LembarJawaban:
    context = read.context
    whole = LembarJawaban(
        instrumen=answers.instrumen,
        baris=frame.baris,
        satker=context.satker,
        tanggal=context.tanggal,
        butir=answers.butir,
        kategori=context.kategori,
        id_sumber=read.ids,
        orang=context.orang,
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
        sel_disamarkan=context.samaran,
        orang_berulang=context.orang_berulang,
    )


def _counts(values: np.typing.NDArray[np.object_] | np.typing.NDArray[np.str_]) -> dict[str, int]:
    names, counts = np.unique(values.astype(str), return_counts=True)
    return {str(name): int(count) for name, count in zip(names, counts, strict=True)}
