"""What is wrong or doubtful about the meaning of a file's columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from data_access.files.columns.mapping import (
    BUTIR,
    SATKER,
    TAK_DIKENAL,
    TANGGAL,
    TUNGGAL,
    YAKIN_PENUH,
    Kolom,
    butir_role,
    possible_roles,
    role_name,
    split_butir,
)
from data_access.files.columns.matching import CODE_ALONE, lexicon_of, parse_header
from data_access.files.frame import Frame
from data_access.files.problems import Masalah
from scoring.instruments import UNSUR_MIN, Instrumen

_FIRST_COLUMNS = 3  # among which unsur that are written downwards are looked for
_MOST_UNSUR = 60


def mapping_problems(frame: Frame, instruments: Sequence[Instrumen]) -> Iterator[Masalah]:
    """No items at all, roles given twice, columns not recognised or by code alone, doubts of the recognition."""
    pemetaan, lembar = frame.pemetaan, frame.sheet.nama
    for doubt in pemetaan.keraguan:
        yield Masalah("konfirmasi", "KERAGUAN", doubt, lembar, pemetaan.baris_judul)
    if not pemetaan.instrumen:
        yield Masalah(
            "galat", "TANPA_UNSUR",
            f"Tidak ada kolom di lembar {lembar} yang dikenali sebagai unsur survei. Pastikan judul kolomnya nama "
            "unsur, bunyi pertanyaan, atau kode (U1, A1), atau tentukan sendiri peran kolom dan instrumennya."
            f"{_downwards(frame, instruments)}",
            lembar, pemetaan.baris_judul, ditemukan=", ".join(k.judul for k in pemetaan.kolom if k.judul)[:120],
        )  # fmt: skip
    possible = set(possible_roles(instruments))
    for kolom in pemetaan.kolom:
        if kolom.peran not in possible:
            yield Masalah(
                "galat", "PERAN_LAIN",
                f"Kolom {kolom.alamat} dipetakan ke {kolom.peran.removeprefix(BUTIR)}, yang tidak ada di instrumen "
                "yang dipakai. Pilih peran lain.",
                lembar, pemetaan.baris_judul, kolom.huruf, kolom.judul,
            )  # fmt: skip
    yield from _twice(frame, instruments)
    yield from _unread_columns(frame)
    yield from _code_alone(frame, instruments)
    yield from _not_sure(frame, instruments)


def _downwards(frame: Frame, instruments: Sequence[Instrumen]) -> str:
    """What to do where the unsur stand in a column: respondents as columns, or a recap. '' where they do not."""
    for kolom, column in zip(frame.pemetaan.kolom[:_FIRST_COLUMNS], frame.columns, strict=False):
        headers = [parse_header(value) for value in column.values[:_MOST_UNSUR] if isinstance(value, str) and value]
        for instrumen in instruments:
            lexicon = lexicon_of(instrumen)
            if len({match.butir for header in headers if (match := lexicon.match(header))}) >= UNSUR_MIN:
                return (
                    f" Unsur tampaknya tertulis ke bawah di kolom {kolom.alamat}. Bila kolom lainnya masing-masing satu "
                    "responden, balik tabelnya di Excel (Salin, Tempel Khusus, Transpos), lalu unggah lagi; bila isinya "
                    "nilai per unsur, unggah sebagai rekap."
                )
    return ""


def _twice(frame: Frame, instruments: Sequence[Instrumen]) -> Iterator[Masalah]:
    """Roles that more than one column has."""
    pemetaan, lembar = frame.pemetaan, frame.sheet.nama
    for peran in {kolom.peran: None for kolom in pemetaan.kolom}:
        twice = pemetaan.columns(peran)
        if len(twice) > 1 and (peran in TUNGGAL or split_butir(peran)):
            letters = ", ".join(kolom.alamat for kolom in twice)
            yield Masalah(
                "galat", "JUDUL_GANDA",
                f"Kolom {letters} sama-sama terbaca sebagai {role_name(peran, instruments)}. Biarkan satu saja, dan "
                "ubah peran yang lain menjadi 'Diabaikan'.",
                lembar, pemetaan.baris_judul, twice[1].huruf, twice[1].judul, letters, "satu kolom", len(twice),
            )  # fmt: skip


def _unread_columns(frame: Frame) -> Iterator[Masalah]:
    """Columns that were not recognised: told, because an unsur may be among them."""
    pemetaan, lembar = frame.pemetaan, frame.sheet.nama
    unknown = [kolom.alamat for kolom in pemetaan.columns(TAK_DIKENAL)]
    if unknown:
        shown = ", ".join(unknown[:20]) + (f" dan {len(unknown) - 20} lainnya" if len(unknown) > 20 else "")
        yield Masalah(
            "peringatan", "KOLOM_TAK_DIKENAL",
            f"Kolom {shown} tidak dikenali dan tidak dibaca. Tentukan perannya bila perlu.",
            lembar, pemetaan.baris_judul, jumlah=len(unknown),
        )  # fmt: skip


def _code_alone(frame: Frame, instruments: Sequence[Instrumen]) -> Iterator[Masalah]:
    """Items recognised by their code alone: real forms swap codes (U8 and U9 of the SKM), so what they mean is said."""
    names = {
        butir_role(instrumen.kode, butir.kode): f"{butir.kode} = {unsur.nama}"
        for instrumen in instruments
        for unsur in instrumen.unsur
        for butir in unsur.butir
    }
    by_code = [kolom for kolom in frame.pemetaan.kolom if kolom.cara in CODE_ALONE and kolom.peran in names]
    if by_code:
        meaning = "; ".join(names[kolom.peran] for kolom in by_code)
        yield Masalah(
            "peringatan", "KODE_SAJA",
            f"{len(by_code)} kolom dikenali dari kodenya saja, dibaca sebagai: {meaning}. Sebagian formulir memakai "
            "urutan lain; ubah peran kolomnya bila formulir Anda begitu.",
            frame.sheet.nama, frame.pemetaan.baris_judul, jumlah=len(by_code),
        )  # fmt: skip


def _not_sure(frame: Frame, instruments: Sequence[Instrumen]) -> Iterator[Masalah]:
    """Columns whose meaning is likely and not certain: the operator says yes, or what they are instead."""
    doubtful = [kolom for kolom in frame.pemetaan.kolom if _needs_confirmation(kolom)]
    if doubtful:
        meaning = "; ".join(_meaning(kolom, instruments) for kolom in doubtful[:20])
        more = f" dan {len(doubtful) - 20} kolom lain" if len(doubtful) > 20 else ""
        yield Masalah(
            "konfirmasi", "KOLOM_RAGU",
            f"Belum pasti: {meaning}{more}. Periksa, ubah peran kolom yang keliru, lalu setujui.",
            frame.sheet.nama, frame.pemetaan.baris_judul, doubtful[0].huruf, doubtful[0].judul, jumlah=len(doubtful),
        )  # fmt: skip


def _needs_confirmation(kolom: Kolom) -> bool:
    """Columns that are read although they are not sure. Bare codes have a sentence of their own."""
    is_read = split_butir(kolom.peran) is not None or kolom.peran in (SATKER, TANGGAL)
    return is_read and kolom.yakin < YAKIN_PENUH and kolom.cara != "kode"


def _meaning(kolom: Kolom, instruments: Sequence[Instrumen]) -> str:
    other = f", mungkin juga {role_name(kolom.alternatif, instruments)}" if kolom.alternatif else ""
    return f"kolom {kolom.alamat} dibaca sebagai {role_name(kolom.peran, instruments)}{other}"
