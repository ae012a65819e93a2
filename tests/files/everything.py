"""The collection of real survey data, file by file: the tests that read it, or why it is no survey data."""

import ast
from pathlib import Path

_ROOT = Path(__file__).parents[1]
# Where the named tests stand, besides test_everything_goes_in.py.
MODULES = ("files/test_everything_recaps.py", "files/test_master_satker.py", "sources/test_real.py")

FORMS: dict[str, tuple[str, ...]] = {
    "gianyar_skck/answers_long.csv": ("test_gianyar", "test_answers_without_the_questions_are_refused"),
    "gianyar_skck/options.csv": ("test_gianyar",),
    "gianyar_skck/questions.csv": ("test_gianyar",),
    "gianyar_skck/wide_scores.csv": ("test_gianyar_scores",),
    "gianyar_skck/wide_text_gform_like.csv": ("test_gianyar",),
    "gianyar_skck/survey_tables.sql": ("test_gianyar_through_views",),
    "jepara_mpp/answers_long.csv": ("test_jepara", "test_answers_without_the_questions_are_refused"),
    "jepara_mpp/respondents.csv": ("test_jepara", "test_jepara_tells_what_did_not_fit"),
    "jepara_mpp/questions.csv": ("test_jepara",),
    "jepara_mpp/loket.csv": ("test_jepara",),
    "jepara_mpp/wide.csv": ("test_jepara",),
    "kepmenpan14_2018/survey.csv": ("test_the_old_fourteen_unsur_need_their_instrument",),
    "careless_bfi/bfi.csv": ("test_the_personality_items_need_an_instrument_of_their_own",),
    "careless_bfi/bfi_keys.csv": ("test_the_personality_items_need_an_instrument_of_their_own",),
    "sekadau_2019s1/first49.csv": ("test_sekadau",),
    "published_small/tubaba_disdukcapil_2023S1.csv": ("test_tubaba_as_answers", "test_tubaba_as_a_recap"),
    "published_small/pn_payakumbuh_2020S1.csv": ("test_payakumbuh",),
    "surveiku_reports/frequency_tables.csv": ("test_surveiku_frequencies",),
    "surveiku_reports/published_unsur.csv": ("test_surveiku_unsur",),
    "surveiku_reports/published_index.csv": ("test_surveiku_index",),
    "cms_cahps/cms_patient_experience.csv": ("test_cahps",),
    "unit_masters/satker.csv": ("test_lists_of_a_province", "test_units_and_their_satker_in_one_file_find_their_parents",),
    "unit_masters/unit.csv": ("test_lists_of_a_province", "test_units_and_their_satker_in_one_file_find_their_parents",),
    "unit_masters/unit_kerja_tree.csv": ("test_the_tree_of_a_city_with_its_parents",),
    "unit_masters/answer_options.csv": ("test_option_table_of_another_app",),
    "formats/header_texts_desa_ciawitali.csv": ("test_header_texts_of_a_village",),
    "formats/header_texts_surveiku_xls.csv": ("test_html_table_of_surveiku",),
    "formats/label_dictionary_seen.csv": ("test_labels_seen_elsewhere",),
    "formats/ikmkoding_import_template_quis.xlsx": ("test_import_template_of_another_app",),
    "formats/ikmkoding_simulasi_formula_cells.xlsx": ("test_counts_of_letters_in_formula_cells",),
    "formats/gforms_en_locale_qris.csv": (
        "test_a_google_form_on_something_else_is_refused", "test_dates_of_google_forms_of_both_locales",
    ),
    "formats/gforms_id_locale_utbk.csv": (
        "test_a_google_form_on_something_else_is_refused", "test_dates_of_google_forms_of_both_locales",
    ),
}  # fmt: skip

NO_DATA: dict[str, str] = {
    "README.md": "Keterangan koleksi.",
    "gianyar_skck/expected_computed.csv": "Hasil yang diharapkan, dipakai test_gianyar.",
    "gianyar_skck/expected_careless_py.csv": "Hasil hitungan pola jawaban tiap responden, bukan jawaban.",
    "jepara_mpp/expected_computed.csv": "Hasil yang diharapkan, dipakai test_jepara.",
    "jepara_mpp/expected_careless_py.csv": "Hasil hitungan pola jawaban tiap responden, bukan jawaban.",
    "careless_bfi/expected_longstring_irv_careless_py.csv": "Hasil hitungan pola jawaban, bukan jawaban.",
    "sekadau_2019s1/expected_computed_first49.csv": "Hasil yang diharapkan, dipakai test_sekadau.",
    "krejcie_morgan/table.csv": "Tabel ukuran sampel; diuji pada target responden.",
}


def names_of(module: str) -> set[str]:
    """The tests that a module defines; none while there is no such module."""
    path = _ROOT / module
    if not path.is_file():
        return set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
