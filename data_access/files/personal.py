"""Personal data: which columns hold it, and how it is taken out of texts that are kept (UU 27/2022, docs/adr/0014)."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence

from data_access.files.texts import clean_text, words

_MIN_LENGTH = 6
_MAX_LOOK = 500  # searching for addresses takes time that grows with the square of the length
SAMARAN = "[disamarkan]"

# Headers of personal data: at least one word of these, all the others from _PENGISI ("Nama layanan" is none).
_KUNCI = frozenset(
    {
        "nama", "name", "nik", "nip", "npwp", "ktp", "kk", "paspor", "passport", "hp", "telepon", "telp", "telpon",
        "tlp", "phone", "handphone", "ponsel", "wa", "whatsapp", "kontak", "contact", "email", "surel", "alamat",
        "address", "lahir", "ttl", "ip", "ipaddr", "username", "instagram", "facebook", "foto", "identitas", "nopol",
    }
)  # fmt: skip
_FRASA = re.compile(
    r"\b(?:(?:pengguna|penerima|pemohon) (?:layanan|jasa)|e mail|tanda tangan|media sosial|nomor induk (?:kependudukan"
    r"|pegawai)|tempat tinggal|warga binaan|orang tua|yang (?:dapat|bisa) dihubungi|boleh (?:inisial|dikosongkan)"
    r"|full name|ip address|phone number|date of birth|place of birth)\b"
)
_FRASA_KUNCI = frozenset(
    {"e mail", "tanda tangan", "media sosial", "nomor induk kependudukan", "nomor induk pegawai", "full name",
     "ip address", "phone number", "date of birth", "place of birth"}
)  # fmt: skip
_PENGISI = frozenset(
    {
        "no", "nomor", "nomer", "number", "anda", "saudara", "bapak", "ibu", "sdr", "kamu", "responden", "pemohon",
        "pengunjung", "pelanggan", "pengguna", "pengisi", "tamu", "wbp", "napi", "narapidana", "tahanan", "keluarga",
        "wali", "anak", "pasien", "petugas", "pegawai", "lengkap", "panggilan", "inisial", "aktif", "wajib", "opsional",
        "optional", "jika", "bila", "ada", "atau", "dan", "diisi", "isi", "tidak", "sesuai", "di", "pada", "tempat",
        "tanggal", "tgl", "rumah", "domisili", "digit", "angka", "seluler", "akun", "your", "full", "kartu", "tanpa",
        "gelar", "asli",
    }
)  # fmt: skip
# Words that say something else when they stand alone.
_BUKAN_SENDIRI = frozenset({"identitas"})

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# 16 digits (NIK, KK) or 18 (NIP), in the groups in which they are written.
_NOMOR_INDUK = re.compile(
    r"(?<![\d.,])(?:[1-9]\d{5}[ .-]?\d{2}[ .-]?\d{2}[ .-]?\d{2}[ .-]?\d{4}|[1-9]\d{3}([ .-])\d{4}\1\d{4}\1\d{4}"
    r"|(?:19|20)\d{6} ?(?:19|20)\d{4} ?[12] ?\d{3})(?!\d)"
)
_NPWP = re.compile(r"(?<!\d)\d{2}\.\d{3}\.\d{3}\.\d-\d{3}\.\d{3}(?!\d)")
_PASPOR = re.compile(r"(?<!\w)[A-Z]\d{7}(?!\w)")
# Mobile numbers with +62, 62 or 0 before the 8; land lines with their area code.
_PHONE = re.compile(
    r"(?<![\d.,])(?:\(?\+?62\)?[ .-]?\(?0?\)?[ .-]?|\(?0[ -]?)8\d{1,2}\)?(?:[ .-]?\d{2,5}){2,3}(?!\d)"
    r"|(?<![\d.,])(?:\(0[2-9]\d{1,2}\) ?|0[2-9]\d{1,2}[ -])\d{5,8}(?!\d)|(?<![\d.,])0[2-79]\d{7,10}(?!\d)"
)
_OCTET = r"(?:0|25[0-5]|2[0-4]\d|1\d\d|[1-9]\d?)"  # "100.21.01.01" is the code of a unit
_IP = re.compile(rf"(?<![\d.]){_OCTET}(?:\.{_OCTET}){{3}}(?![\d.])")
# Looked at closer by ipaddress: "10:15:22" and "A::B" are no addresses.
_IP6 = re.compile(r"(?<![\w:])(?:[0-9A-Fa-f]{1,4}:(?:[0-9A-Fa-f:]{0,34})|::[0-9A-Fa-f:]{1,34})(?:\.\d+){0,3}(?![\w:])")
_PATTERNS = (_EMAIL, _NOMOR_INDUK, _NPWP, _PHONE, _IP, _PASPOR)
_HINT = re.compile(r"[@\d]")
# Two to five capitalised words: 'Siti Nur Aisyah', 'H. Budi', "MUHAMMAD AL-FATIH", 'I Wayan Sudarma, S.H.'.
_WORD = r"(?:[A-Z][a-z'’]+(?:-[A-Z][a-z]+)?|[A-Z]{2,}(?:['’-][A-Z]+)*|[A-Z]\.?)"
# Degrees stand behind a space or comma each: without it a text of many short parts could be cut in too many ways.
_NAME = re.compile(
    rf"{_WORD}(?: (?:bin|binti|al|van|{_WORD})){{1,4}}(?:[, ]{{1,2}}(?:[A-Z][A-Za-z]*\.)+[A-Za-z]*){{0,3}}"
)
_MIN_NAMES, _NAMES_SHARE, _NAMES_DISTINCT = 8, 0.7, 0.8
_MIN_NAMES_ELSEWHERE, _DISTINCT_ELSEWHERE = 20, 0.95


def is_personal_header(header: str) -> bool:
    """True when a column of this name holds personal data."""
    text = words(header)
    phrases = _FRASA.findall(text)
    rest = [word for word in _FRASA.sub(" ", text).split() if not word.isdigit()]  # '1. Nama', 'NIK (16 digit)'
    keys = [word for word in rest if word in _KUNCI]
    if not keys and not any(phrase in _FRASA_KUNCI for phrase in phrases):
        return False
    if not all(word in _KUNCI or word in _PENGISI for word in rest):
        return False
    return not (set(rest) <= _BUKAN_SENDIRI | {"responden"} and not phrases)


def looks_like_names(header: str, values: Sequence[str], rows: int) -> bool:
    """True when a column without a header, or with one that begins with 'nama', holds names of people.

    ``values`` are its different texts that are not blank, ``rows`` how many rows hold one.
    """
    text = words(header)
    named = not text or text.split()[0] in ("nama", "name")
    return named and rows >= _MIN_NAMES and len(values) >= _NAMES_DISTINCT * rows and _names_share(values)


def is_crowd_of_names(values: Sequence[str], rows: int) -> bool:
    """The same for a column whose header promises something else: nearly every row another name."""
    return rows >= _MIN_NAMES_ELSEWHERE and len(values) >= _DISTINCT_ELSEWHERE * rows and _names_share(values)


def _names_share(values: Sequence[str]) -> bool:
    sample = [clean_text(value) for value in values[:200]]
    return sum(len(text) <= 60 and _NAME.fullmatch(text) is not None for text in sample) >= _NAMES_SHARE * len(sample)


def has_personal(text: str) -> bool:
    """True when a text contains an e-mail address, NIK, telephone number, IP address, or a number like them."""
    return mask_personal(text) != text[:_MAX_LOOK]


def mask_personal(text: str) -> str:
    """The text (its first 500 characters) with e-mail addresses, NIK, NIP, NPWP, passport and telephone numbers and IP
    addresses masked."""
    text = text[:_MAX_LOOK]
    if len(text) > _MIN_LENGTH and _HINT.search(text):
        for pattern in _PATTERNS:
            text = pattern.sub(SAMARAN, text)
        if text.count(":") > 1:
            text = _IP6.sub(_masked_ip6, text)
    return text


def _masked_ip6(found: re.Match[str]) -> str:
    try:
        ipaddress.IPv6Address(found.group())
    except ValueError:
        return found.group()
    return SAMARAN if len(found.group()) > _MIN_LENGTH else found.group()
