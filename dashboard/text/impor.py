"""Sentences about what a file would change, and what a batch did change."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.formats import format_angka, format_bulat
from dashboard.text.base import plain
from data_access.ledger.compare import Selisih, SelisihSel
from data_access.ledger.effects import Dampak, DampakSatker
from data_access.ledger.history import Peristiwa
from scoring.periods import Periode, month_label

TERKECIL = 0.005  # the least that is printed as another number than 0,00
SAMA = "Semua responden dalam berkas ini sudah tersimpan, persis sama."


def difference_line(selisih: Selisih) -> str:
    """The whole outcome in one line: 'Dibanding yang tersimpan: 43 baru, 120 tetap, 2 berubah, 12 tidak ada lagi.'"""
    counts = [
        (selisih.baru, "baru"),
        (selisih.tetap, "tetap"),
        (selisih.berubah, "berubah"),
        (selisih.hilang, "tidak ada lagi di berkas ini"),
        (selisih.lain, "lain yang sudah tersimpan untuk satker dan bulan yang sama"),
    ]
    told = [f"{format_bulat(n)} {what}" for n, what in counts if n]
    for kode, differs in selisih.rahasia.items():
        told.append(f"{kode.upper()} {'ada yang berbeda' if differs else 'sama'} (banyaknya dirahasiakan)")
    return f"Dibanding yang tersimpan: {', '.join(told)}." if told else SAMA


def alike_line(selisih: Selisih) -> str:
    """On what little it rests that rows of the file are people who are stored already."""
    return (
        f"{format_bulat(selisih.hanya_isi)} baris dianggap orang yang sudah tersimpan hanya karena tanggal dan jawabannya "
        "sama: berkas ini tidak memuat jam pengisian atau kode jawaban."
    )


def vanished_line(sel: SelisihSel, nama: Mapping[str, str]) -> str:
    """One cell whose earlier respondents are not in the file, with what withdrawing them would do to the index."""
    where = f"{nama.get(sel.satker, sel.satker)}, {sel.instrumen.upper()} {month_label(sel.bulan)}"
    sources = ", ".join(dict.fromkeys(asal.nama_berkas for asal in sel.asal))
    many = format_bulat(sel.hilang)
    if sel.is_lain:
        what = f"{many} responden dari {sources} sudah tersimpan, dan tidak seorang pun ada di berkas ini"
    else:
        what = f"{many} responden dari {sources} tidak ada lagi di berkas ini"
    return plain(f"{where}: {what}{_their_mean(sel.dampak)}; {_effect(sel.dampak)}.")


def _their_mean(dampak: Dampak) -> str:
    return "" if dampak.hilang is None else f"; rata-rata mereka {format_angka(dampak.hilang)}"


def _effect(dampak: Dampak) -> str:
    """'indeks naik 0,18 bila ditarik (3,42 menjadi 3,60)', between keeping and withdrawing the vanished."""
    if dampak.tambah is None or dampak.ganti is None:
        return "tanpa mereka tidak ada indeks"
    change = dampak.ganti - dampak.tambah
    span = f"({format_angka(dampak.tambah)} menjadi {format_angka(dampak.ganti)})"
    if round(change, 9) == 0:
        return f"indeks tidak berubah bila ditarik {span}"
    # What rounds to 0,00 has no size that could be printed, but the two values may still be printed differently.
    size = format_angka(abs(change)) if abs(change) >= TERKECIL else f"kurang dari {format_angka(2 * TERKECIL)}"
    return f"indeks {'naik' if change > 0 else 'turun'} {size} bila ditarik {span}"


def satker_effect_line(one: DampakSatker, nama: Mapping[str, str], cara_ganti: bool) -> str:
    """What storing does to the index of one satker over the file's months."""
    periode = Periode(one.dari, one.sampai).label
    after, n = (one.dampak.ganti, one.dampak.n_ganti) if cara_ganti else (one.dampak.tambah, one.dampak.n_tambah)
    where = f"{nama.get(one.satker, one.satker)}, {one.instrumen.upper()} {periode}"
    if after is None:
        return plain(f"{where}: tidak ada responden lagi")
    if one.dampak.lama is None:
        return plain(f"{where}: indeks {format_angka(after)} dari {format_bulat(n)} responden (sebelumnya belum ada)")
    return plain(
        f"{where}: indeks {format_angka(one.dampak.lama)} ({format_bulat(one.dampak.n_lama)} responden) menjadi "
        f"{format_angka(after)} ({format_bulat(n)} responden)"
    )


def event_line(one: Peristiwa, when: str) -> str:
    """'Dibatalkan 21 November 2026 09.30 oleh operator: berkas salah satker'; plain text, not Markdown."""
    words = {"isi": "Diisi", "batal": "Dibatalkan", "pulih": "Dipulihkan"}
    by = f" oleh {one.oleh}" if one.oleh else ""
    return f"{words.get(one.tindakan, one.tindakan)} {when}{by}: {one.alasan}"
