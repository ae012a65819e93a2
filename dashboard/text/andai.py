"""Sentences of the what-if on Satuan Kerja: what would be needed, what it would take to fall, how probable it is."""

from __future__ import annotations

from fractions import Fraction

from dashboard.formats import format_angka, format_bulat, format_porsi, kata_bilangan
from dashboard.text.base import plain
from dashboard.views.andai import AndaiSasaran, AndaiSatker
from scoring.whatif import AMBANG, Andai, KeadaanUnsur, Langkah, Pasangan, Sasaran

_SEDIKIT = 1e-6
ANDAI_JUDUL = "Andai jawaban berubah"
ANDAI_CATATAN = (
    "Hitungan dari jawaban survei ini, bukan janji: respondennya periode depan orang lain. Unsur yang disebut adalah yang "
    "perlu jawaban paling sedikit, belum tentu yang paling perlu dibenahi."
)


def sasaran_title(sasaran: Sasaran) -> str:
    """'Ambang WBBM 3,60' or 'Mutu A, mulai 3,532 (NIK 88,31)'."""
    if sasaran.jenis == AMBANG:
        return f"Ambang {sasaran.nama} {format_angka(float(sasaran.nilai_4))}"
    return f"Mutu {sasaran.nama}, mulai {format_angka(float(sasaran.nilai_4), 3)} (NIK {format_angka(float(25 * sasaran.nilai_4))})"


def sasaran_short(sasaran: Sasaran) -> str:
    """'WBBM 3,60' or 'Mutu A', for the head of a column."""
    is_gate = sasaran.jenis == AMBANG
    return f"{sasaran.nama} {format_angka(float(sasaran.nilai_4))}" if is_gate else f"Mutu {sasaran.nama}"


def too_few(view: AndaiSatker) -> str:
    """Why there is no verdict under the floor."""
    return (
        f"Baru {format_bulat(view.n)} responden; perhitungan ini tampil mulai {format_bulat(view.minimal)} responden."
    )


def angka_ke_atas(nilai: Fraction) -> str:
    """Two decimals rounded up: a printed value that falls short of the goal would be wrong."""
    return format_angka(-(-nilai * 100 // 1) / 100)


def andai_sentences(satu: AndaiSasaran, view: AndaiSatker) -> list[str]:
    """The sentences of one goal, most important first; Markdown-safe."""
    andai = satu.andai
    rise = () if andai.is_tercapai else (_single_sentence(andai, view), _pair_sentence(andai))
    fall = (_fall_sentence(andai, view),) if andai.is_tercapai else ()
    return [plain(text) for text in (*rise, *fall, chance_sentence(satu)) if text]


def gate_sentence(view: AndaiSatker) -> str:
    """Two lines for a slide: what the first gate that is not reached would need; '' where all are reached."""
    missed = [one.andai for one in view.sasaran if one.andai.sasaran.jenis == AMBANG and not one.andai.is_tercapai]
    if not missed:
        return ""
    head, best = f"Agar {view.indeks} mencapai {sasaran_short(missed[0].sasaran)}", missed[0].termurah
    if best is None:
        return plain(f"{head}, tidak cukup dengan satu unsur.")
    count = _count(best.unsur, best.ubah)
    return plain(
        f"{head}: {best.unsur.nama} naik dari {format_angka(float(best.dari_4))} ke {angka_ke_atas(best.ke_4)}, "
        f"misalnya {count} {_steps(best.tingkat)} lebih tinggi."
    )


def chance_sentence(satu: AndaiSasaran) -> str:
    """'Peluang nilai sebenarnya di atas ambang: 83%.', that it is a census, or nothing where it is not known."""
    if satu.is_sensus:
        return "Sensus: semua pengguna layanan mengisi, jadi tidak ada peluang yang perlu ditaksir."
    if satu.peluang is None:
        return ""
    what = "nilai sebenarnya di atas ambang" if satu.andai.sasaran.jenis == AMBANG else "mutu sebenarnya setinggi itu"
    # Of a sample nothing is certain, however small the rest.
    return f"Peluang {what}: {format_porsi(min(max(satu.peluang, _SEDIKIT), 1 - _SEDIKIT))}."


def unsur_needs(langkah: Langkah) -> tuple[str, str]:
    """For the table: the value that this unsur alone would need, and how many would have to answer higher."""
    if langkah.ke_4 > 4:
        return "lebih dari 4,00", "tidak cukup sendiri"
    if not langkah.ubah:
        return angka_ke_atas(langkah.ke_4), "jawaban tidak diketahui"
    steps = "" if langkah.tingkat == 1 else f", {_steps(langkah.tingkat)}"
    return angka_ke_atas(langkah.ke_4), f"{_count(langkah.unsur, langkah.ubah)}{steps}"


def _goal(andai: Andai, view: AndaiSatker) -> str:
    sasaran = andai.sasaran
    if sasaran.jenis == AMBANG:
        return f"{view.indeks} mencapai {format_angka(float(sasaran.nilai_4))}"
    return f"{view.indeks} bermutu {sasaran.nama}"


def _count(unsur: KeadaanUnsur, ubah: int) -> str:
    """'9 dari 43 responden'; answers where an unsur has several questions, at most so many where some were left out."""
    if unsur.butir == 1:
        return f"{format_bulat(ubah)} dari {format_bulat(unsur.n)} responden"
    most = "" if unsur.is_lengkap else "paling banyak "
    return f"{most}{format_bulat(ubah)} dari {format_bulat(unsur.jawaban)} jawaban"


def _steps(tingkat: int) -> str:
    return "satu tingkat" if tingkat == 1 else f"sampai {kata_bilangan(tingkat)} tingkat"


def _single_sentence(andai: Andai, view: AndaiSatker) -> str:
    best = andai.termurah
    if best is not None:
        verb = "memberi " if best.unsur.butir == 1 else ""
        example = f"{_count(best.unsur, best.ubah)} {verb}{_steps(best.tingkat)} lebih tinggi"
        return (
            f"Agar {_goal(andai, view)}, nilai unsur {best.unsur.nama} perlu naik dari {format_angka(float(best.dari_4))} "
            f"ke {angka_ke_atas(best.ke_4)}; misalnya {example}."
        )
    if andai.unsur_minimal is None:
        return f"{_goal(andai, view)}: tidak mungkin, juga bila semua responden memberi nilai tertinggi."
    if andai.unsur_minimal == 1:
        return f"Agar {_goal(andai, view)}, satu unsur dapat cukup, tetapi sebaran jawabannya tidak diketahui."
    fewest = kata_bilangan(andai.unsur_minimal)
    head = f"Agar {_goal(andai, view)}, tidak cukup dengan satu unsur: paling sedikit {fewest} unsur harus naik"
    if andai.jawaban is None:
        return f"{head}."
    return (
        f"{head}, seluruhnya {format_bulat(andai.jawaban)} dari {format_bulat(view.jawaban)} jawaban "
        "masing-masing satu tingkat."
    )


def _pair_sentence(andai: Andai) -> str:
    pair: Pasangan | None = andai.pasangan
    if pair is None:
        return "" if andai.termurah is None or andai.termurah.tingkat == 1 else _NO_PAIR
    if andai.termurah is not None and andai.termurah.tingkat == 1 and andai.termurah.ubah == 1:
        return ""  # one answer is enough; two would be no alternative
    parts = [f"{_count(unsur, ubah)} di {unsur.nama}" for unsur, ubah in zip(pair.unsur, pair.ubah, strict=True)]
    return f"Atau dua unsur bersama, satu tingkat: {parts[0]} dan {parts[1]}."


_NO_PAIR = "Dua unsur bersama tidak cukup bila tiap jawaban hanya naik satu tingkat."


def _fall_sentence(andai: Andai, view: AndaiSatker) -> str:
    what = "ambang ini" if andai.sasaran.jenis == AMBANG else "batas ini"
    head = f"{view.indeks} sudah mencapai {what}"
    if andai.jawaban is None:
        return f"{head}."
    return (
        f"{head}; baru di bawahnya bila {format_bulat(andai.jawaban)} dari {format_bulat(view.jawaban)} jawaban "
        "satu tingkat lebih rendah."
    )
