"""The commands of ``pantau.py``: name, module and one line of help.

Standard library only and free of other imports: ``pantau.py`` reads this list before anything is installed.
"""

from typing import NamedTuple


class Command(NamedTuple):
    """One command; its module has ``add_parser(subparsers)`` and ``run(args) -> int``."""

    module: str
    summary: str


COMMANDS: dict[str, Command] = {
    "run": Command("dashboard.cli.run", "jalankan dasbor di komputer ini"),
    "import": Command("dashboard.cli.import_files", "simpan berkas survei ke basis data"),
    "pull": Command("dashboard.cli.pull", "tarik jawaban dari basis data lain"),
    "riwayat": Command("dashboard.cli.riwayat", "riwayat impor"),
    "batal": Command("dashboard.cli.riwayat", "batalkan satu impor; datanya tetap tersimpan"),
    "pulih": Command("dashboard.cli.riwayat", "pulihkan impor yang dibatalkan"),
    "score": Command("dashboard.cli.score", "hitung indeks dari berkas atau basis data"),
    "target": Command("dashboard.cli.target", "hitung jumlah responden yang diperlukan"),
    "zona": Command("dashboard.cli.zona", "periksa syarat survei WBK dan WBBM tiap satker"),
    "pesan": Command("dashboard.cli.pesan", "tulis pesan pengingat responden untuk grup obrolan satker"),
    "rebuild": Command("dashboard.cli.rebuild", "hitung ulang rekap dari jawaban"),
    "migrate": Command("dashboard.cli.migrate", "perbarui susunan basis data"),
    "muat": Command("dashboard.cli.muat", "muat satker, pengguna layanan, pegawai, target, atau kalender dari berkas"),
    "muat-satker": Command("dashboard.cli.load_reference", "buat satker sungguhan dari daftar acuan"),
    "reset-demo": Command("dashboard.cli.reset_demo", "hapus data contoh"),
    "cakupan": Command("dashboard.cli.cakupan", "uji cakupan kisaran 95 % dengan simulasi"),
    "uji-laju": Command("dashboard.cli.uji_laju", "uji mundur perkiraan jumlah responden"),
    "bench": Command("dashboard.cli.bench", "ukur kecepatan pada 50.000 dan 5.000.000 responden"),
}
TEST_SUMMARY = "jalankan semua uji otomatis (argumen diteruskan ke pytest)"
NAMES = frozenset(COMMANDS) | {"test"}


def help_text() -> str:
    """The overview of all commands, in Indonesian."""
    rows = [(name, command.summary) for name, command in COMMANDS.items()]
    rows.insert(1, ("test", TEST_SUMMARY))
    width = max(len(name) for name, _ in rows)
    lines = [f"  {name:<{width}}  {summary}" for name, summary in rows]
    return "\n".join(
        [
            "Pantau: Dasbor Pemantauan SPAK-SPKP",
            "",
            "Cara pakai: pantau.py PERINTAH [pilihan]",
            "",
            *lines,
            "",
            "Pilihan suatu perintah: pantau.py PERINTAH --help",
        ]
    )
