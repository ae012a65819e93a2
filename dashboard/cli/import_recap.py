"""One recap file for ``pantau.py import --kind rekap``: read as what it is, stored, told."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from dashboard import importing
from dashboard.cli.files import problem_json, tell_problems
from dashboard.cli.import_answers import Sesi, read_raw
from dashboard.formats import format_bulat
from data_access import aliases
from data_access.files.recap.model import RecapHasil, RecapOptions
from data_access.files.recap.reader import read_recap
from data_access.recaps import HasilRekap, store_recap
from scoring.instruments import shipped_instruments
from scoring.periods import Periode, month_of_day
from scoring.zona_waktu import JAM_PANTAU


def import_one(paths: Sequence[str], sesi: Sesi) -> tuple[int, dict[str, object]]:
    """(exit code, the same as data): 1 while something has to be decided that the command's choices do not say."""
    now = datetime.now(UTC)
    raw = read_raw(paths)
    stored = importing.offered_instruments(sesi.repo, sesi.scope)
    instruments = list({item.kode: item for item in (*shipped_instruments().values(), *stored)}.values())
    hasil = read_recap(raw, _options(sesi, now), instruments)
    tell_problems(raw.nama, hasil.masalah)
    stopped = importing.blocking(hasil.masalah, confirmed=sesi.args.confirm)
    done = None
    if not stopped and not sesi.args.dry_run:
        done = store_recap(sesi.engine, raw, hasil, now, sesi.args.by)
    if stopped:
        print(f"{raw.nama}: tidak disimpan, {len(stopped)} masalah harus diselesaikan.", file=sys.stderr)
    elif not sesi.args.json:
        print(_sentence(raw.nama, hasil, done))
    return int(bool(stopped)), _as_json(raw.nama, hasil, done)


def _options(sesi: Sesi, now: datetime) -> RecapOptions:
    args, given = sesi.args, sesi.options
    month = month_of_day(args.date) if args.date else None
    return RecapOptions(
        instrumen={"*": given.instrumen.kode} if given.instrumen else {},
        periode=Periode(month, month) if month else None,
        satker=args.satker or "",
        satker_dikenal=importing.known_satker(sesi.repo, sesi.scope),
        alias=aliases.read_aliases(sesi.engine, sesi.scope),
        lewati=args.skip_wrong,
        hari_ini=now.astimezone(JAM_PANTAU).date(),
    )


def _sentence(nama: str, hasil: RecapHasil, done: HasilRekap | None) -> str:
    many = format_bulat(len(hasil.rekap))
    if done is None:
        return f"{nama}: dapat disimpan ({many} rekap)."
    if not done.is_baru:
        return f"{nama}: sudah disimpan; tidak ada yang berubah."
    return f"{nama}: disimpan sebagai impor nomor {done.impor_id} ({many} rekap)."


def _as_json(nama: str, hasil: RecapHasil, done: HasilRekap | None) -> dict[str, object]:
    return {
        "berkas": nama,
        "disimpan": done is not None,
        "sudah_ada": done is not None and not done.is_baru,
        "impor": done.impor_id if done else None,
        "rekap": len(hasil.rekap),
        "masalah": [problem_json(one) for one in hasil.masalah],
    }
