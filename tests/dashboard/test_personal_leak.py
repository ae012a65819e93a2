"""No personal data of a file survives its import: not in the database's bytes, the log, the preview, or a message."""

import logging
import random
from datetime import date
from pathlib import Path

import pytest

from dashboard.importing import Persetujuan, save
from data_access import migrate
from data_access.engine import make_engine
from data_access.files.options import ImportOptions
from data_access.files.source import Pemeriksaan
from data_access.satker_names import SatkerBaru
from tests.files.makers import SKM, check, csv_bytes, xlsx
from tests.support.factories import NOW

CHANCE = random.Random(20261121)
FIRST = ("Zulkifli", "Wahyuni", "Ketutsari", "Bonaventura", "Mariska", "Harjanto", "Yosephina", "Tumiran")
LAST = ("Prawirodirjo", "Nainggolanjaya", "Kusumaningtyas", "Wijayakusuma", "Hutabaratsari", "Sastrowardoyo")
CONTEXT = ("Cap waktu", "Satuan Kerja", "Nama Lengkap", "NIK", "No. HP/WA", "Email", "Alamat IP", "ID Responden",
           "Jenis Layanan", "Jenis Kelamin", "Umur", "Pendidikan", "Pekerjaan", "Saran", "Kolom lain", "")  # fmt: skip
PLAIN = ("27/05/2024 7:59:02", "Lapas Kelas IIB Sampit", "", "", "", "", "", "", "Kunjungan", "L", "30", "SMA", "Swasta",
         "baik", "x", "")  # fmt: skip


def digits(n: int) -> str:
    return "".join(str(CHANCE.randrange(10)) for _ in range(n))


def person() -> dict[str, str]:
    """An invented person; every text here is a secret."""
    phone = digits(4), digits(4)
    return {
        "nama": f"{CHANCE.choice(FIRST)} {CHANCE.choice(LAST)} {CHANCE.choice(LAST)}",
        "nik": f"6202{digits(2)}{CHANCE.randrange(1, 29):02d}{CHANCE.randrange(1, 13):02d}{digits(2)}1{digits(3)}",
        "hp": CHANCE.choice(
            (f"0812{phone[0]}{phone[1]}", f"+62 812 {phone[0]} {phone[1]}", f"0812-{phone[0]}-{phone[1]}")
        ),
        "email": f"{CHANCE.choice(FIRST).lower()}{digits(6)}@surat.example",
        "ip": f"114.79.{CHANCE.randrange(20, 250)}.{CHANCE.randrange(20, 250)}",
        "ip6": f"2001:db8:{CHANCE.randrange(4096, 65535):x}::{CHANCE.randrange(4096, 65535):x}",
    }


PEOPLE = [person() for _ in range(30)]
SECRETS = sorted({text for one in PEOPLE for text in one.values()} | {one["hp"].replace("+", "") for one in PEOPLE})


def row(one: dict[str, str], position: int, secret: str, answers: list[object]) -> list[object]:
    """A respondent with ``secret`` in the column at ``position`` besides the columns that are meant for it."""
    cells = list(PLAIN)
    cells[2:7] = [one["nama"], one["nik"], one["hp"], one["email"], one["ip"]]
    cells[13] = f"hubungi {one['nama']} di {one['hp']} atau {one['email']} (NIK {one['nik']})"
    cells[position] = f"{PLAIN[position]} {secret}".strip() if position in (1, 8, 12, 13, 14) else secret
    return [*cells, *answers]


def dirty_rows(positions: list[int]) -> list[list[object]]:
    rows: list[list[object]] = [[*CONTEXT, *SKM]]
    for position in positions:
        for kind in ("nama", "nik", "hp", "email", "ip", "ip6"):
            one = CHANCE.choice(PEOPLE)
            rows.append(row(one, position, one[kind], [CHANCE.randrange(1, 5) for _ in SKM]))
    return rows


def leaks(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret in text]


def seen(inspected: Pemeriksaan) -> str:
    """Everything that a page, a log or a profile could show of a file."""
    hasil = inspected.hasil
    shown = (hasil.masalah, hasil.ringkasan, hasil.kategori_asli, hasil.satker_dibaca, hasil.label_asing,
             hasil.ditolak_baris, inspected.pratinjau, inspected.pemetaan.to_json(), inspected.catatan)  # fmt: skip
    return "\n".join(map(repr, shown))


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_nothing_personal_is_left_after_an_import(form: str, tmp_path: Path, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    positions = [place for place in range(len(CONTEXT)) if place != 0]  # a moment that is a name refuses the file
    rows = dirty_rows(positions)
    content = csv_bytes(rows) if form == "csv" else xlsx(rows)
    known = (("SPT", "Lapas Kelas IIB Sampit"),)
    name = f"survei {PEOPLE[0]['hp']} {PEOPLE[1]['email']}.{form}"
    inspected = check(content, ImportOptions(satker_dikenal=known, hari_ini=date(2026, 11, 20)), name)
    assert [one.pesan for one in inspected.hasil.problems("galat")] == []
    assert inspected.hasil.ringkasan.baris_dipakai == len(rows) - 1
    assert leaks(seen(inspected)) == []
    url = f"sqlite:///{(tmp_path / 'uji.db').as_posix()}"
    migrate.upgrade(url)
    engine = make_engine(url)
    wanted = [SatkerBaru(kode, f"Satker {kode}") for kode in inspected.hasil.ringkasan.satker]
    done = save(engine, inspected, Persetujuan(confirmed=True, create_satker=wanted), now=NOW)
    assert sum(done.jumlah.values()) == len(rows) - 1
    files = sorted(path for path in tmp_path.iterdir() if path.name.startswith("uji.db"))
    assert [path.name for path in files][:2] == ["uji.db", "uji.db-shm"]  # the journal is still there
    for path in files:
        assert leaks(path.read_bytes().decode("latin-1")) == [], path.name
    engine.dispose()
    assert leaks((tmp_path / "uji.db").read_bytes().decode("latin-1")) == []
    assert leaks(caplog.text) == []


def test_a_refused_file_and_left_out_rows_tell_nothing():
    """Personal data among the answers and dates: refused, or the rows are left out with a reason."""
    rows = dirty_rows([0])
    for place in range(len(SKM)):
        one = CHANCE.choice(PEOPLE)
        for secret in (one["nama"], one["hp"], one["nik"]):
            answers: list[object] = [4] * len(SKM)
            answers[place] = secret
            rows.append(row(one, 7, "A1", answers))
    rows += [[*PLAIN, *[4] * 9] for _ in range(40)]
    refused = check(csv_bytes(rows), ImportOptions())
    assert refused.hasil.ditolak
    assert leaks(seen(refused)) == []
    skipped = check(csv_bytes(rows), ImportOptions(lewati_salah=True))
    assert len(skipped.hasil.ditolak_baris) > 0
    assert leaks(seen(skipped)) == []


def test_the_secrets_would_be_found():
    """The search itself works: the file holds every kind of secret."""
    assert len(leaks(csv_bytes(dirty_rows([1, 8])).decode())) >= 10
