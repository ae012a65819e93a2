"""What may be typed at all: the fields and limits of each kind, checked before anything is compared or stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from data_access.breakdown import LAYANAN_MAKS, read_breakdown
from data_access.employees import TERBANYAK as PEGAWAI_TERBANYAK
from data_access.errors import RefusedError
from data_access.files.master.cells_of_counts import TERBANYAK
from data_access.files.master.statements import KALENDER, PEGAWAI, PENGGUNA, SATKER, TARGET, Isi
from data_access.files.master.target_rows import TEKS_MAKS
from data_access.files.personal import has_personal
from data_access.master_data.records import Kunci
from scoring.periods import TAHUN_MAKS, TAHUN_MIN, month_label
from scoring.workdays import HARI_KERJA

KEADAAN_HARI = ("tutup", "buka", "")  # '': no special day any more


@dataclass(frozen=True)
class Suntingan:
    """One record as it was typed: its key, the record that the page showed before (None: there was none), the fields
    that are set. A number None: there is none any more (of a target: the rule applies again)."""

    kunci: Kunci
    sebelum: Mapping[str, Isi] | None
    nilai: Mapping[str, Isi]


def refuse_unfit(jenis: str, edits: Sequence[Suntingan]) -> None:
    """RefusedError unless every edit of this kind is one that a page may make; no edit at all is one too many."""
    if not edits:
        raise RefusedError("Tidak ada isian yang berubah.")
    for one in edits:
        if problem := _CHECKS[jenis](one.kunci, one.nilai):
            raise RefusedError(f"Tidak disimpan. {_where(one.kunci)}: {problem}.")


def refuse_words(oleh: str, alasan: str) -> None:
    """RefusedError unless it is said who edits and why, without personal data."""
    for what, text in (("Nama pengisi", oleh), ("Alasan", alasan)):
        if not text.strip():
            raise RefusedError(f"{what} belum diisi; keduanya tersimpan dalam riwayat.")
        if problem := unfit_text(text):
            raise RefusedError(f"{what} {problem}; tulis tanpa itu.")


def unfit_text(text: str, most: int = TEKS_MAKS) -> str:
    """Why a text of at most ``most`` letters cannot be kept; '' when it can."""
    if len(text) > most or "\0" in text:
        return f"lebih dari {most} huruf, atau memuat karakter yang tidak dapat disimpan"
    return "memuat surel, NIK, atau nomor telepon" if has_personal(text) else ""


def _users(kunci: Kunci, nilai: Mapping[str, Isi]) -> str:
    if problem := _month(kunci) or _number(nilai.get("jumlah"), 0, TERBANYAK):
        return problem
    parts = read_breakdown(str(nilai.get("rincian") or ""))
    if not all(map(str.strip, parts)):
        return "ada layanan tanpa nama; beri nama atau hapus barisnya"
    if problem := next((why for name in parts if (why := unfit_text(name, LAYANAN_MAKS))), ""):
        return f"nama layanan {problem}"
    if any(_number(n, 0, TERBANYAK) for n in parts.values()):
        return f"jumlah tiap layanan harus 0 sampai {TERBANYAK}"
    if parts and sum(parts.values()) != nilai.get("jumlah"):
        return "jumlah semua layanan berbeda dari jumlah seluruhnya; samakan keduanya"
    return ""


def _employees(kunci: Kunci, nilai: Mapping[str, Isi]) -> str:
    return _month(kunci) or _number(nilai.get("jumlah"), 1, PEGAWAI_TERBANYAK)


def _target(kunci: Kunci, nilai: Mapping[str, Isi]) -> str:
    if any(_month((kunci[0], bulan)) for bulan in kunci[2:]) or int(kunci[2]) > int(kunci[3]):
        return "periode tidak dikenali"
    return _number(nilai.get("jumlah"), 1, TERBANYAK) or ("" if nilai.get("alasan") else "alasan target kosong")


def _satker(_kunci: Kunci, nilai: Mapping[str, Isi]) -> str:
    """Only the working days of a week are edited on a page; the rest of a satker comes from a list."""
    return "" if set(nilai) == {"hari_kerja"} and nilai["hari_kerja"] in HARI_KERJA else "hari kerja harus 5 atau 6"


def _day(kunci: Kunci, nilai: Mapping[str, Isi]) -> str:
    try:
        hari = date.fromisoformat(str(kunci[1]))
    except ValueError:
        return "tanggal tidak dikenali"
    if not TAHUN_MIN <= hari.year <= TAHUN_MAKS:
        return f"tahun harus {TAHUN_MIN} sampai {TAHUN_MAKS}"
    if nilai.get("keadaan") not in KEADAAN_HARI:
        return "keadaan hari harus tutup atau buka"
    return unfit_text(str(nilai.get("keterangan") or ""))


def _month(kunci: Kunci) -> str:
    return "" if _is_month(int(kunci[1])) else "bulan tidak dikenali"


def _is_month(bulan: int) -> bool:
    return TAHUN_MIN <= bulan // 100 <= TAHUN_MAKS and 1 <= bulan % 100 <= 12


def _where(kunci: Kunci) -> str:
    """'Satker K-01, Juni 2026': the record as its key names it."""
    parts = [month_label(one) if isinstance(one, int) and _is_month(one) else str(one) for one in kunci[1:]]
    return ", ".join([f"Satker {kunci[0] or '(semua)'}", *dict.fromkeys(filter(None, parts))])


def _number(value: Isi, least: int, most: int) -> str:
    if value is None or (isinstance(value, int) and least <= value <= most):
        return ""
    return f"jumlah harus bilangan bulat {least} sampai {most}"


_CHECKS: Mapping[str, Callable[[Kunci, Mapping[str, Isi]], str]] = {
    PENGGUNA: _users, PEGAWAI: _employees, TARGET: _target, SATKER: _satker, KALENDER: _day,
}  # fmt: skip
