"""The layers and habits that keep this code base simple (README, "Layers")."""

import ast
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LAYERS = ("scoring", "data_access", "dashboard", "pages")
DATABASES = {"sqlalchemy", "alembic", "psycopg", "sqlite3"}
SURROUNDINGS = {"time", "random", "secrets", "logging", "os", "subprocess", "socket", "urllib", "requests"}
FORBIDDEN = {
    "scoring": DATABASES | SURROUNDINGS | {"streamlit", "plotly", "openpyxl", "xlsxwriter", "python_calamine"},
    "data_access": {"streamlit", "plotly"},
    "dashboard": set(),
    "pages": DATABASES | SURROUNDINGS | {"plotly"},
}
OWN_FORBIDDEN = {
    "scoring": {"data_access", "dashboard", "pages"},
    "data_access": {"dashboard", "pages"},
    "dashboard": {"pages"},
    "pages": {"data_access", "pages"},
}
WITHOUT_STREAMLIT = ("charts", "theme", "palette", "tables", "exports", "text", "formats")
MAX_LINES = {"pages": 100, "tests": 600}
MAX_LINES_ELSEWHERE = 350
BANNED_ATTRIBUTES = {"date_input": "only English", "datetime_input": "only English", "px": "3.5 times the CPU"}
BANNED_MODULES = {"pickle", "marshal", "shelve", "dill", "joblib", "plotly.express", "plotly.figure_factory"}


def sources(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def application() -> list[Path]:
    return [ROOT / "pantau.py", *sources(*LAYERS)]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """All of a file's syntax tree; kept, because most checks look through every file."""
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


@pytest.fixture(scope="module", autouse=True)
def forgotten() -> Iterator[None]:
    """The trees take hundreds of megabytes."""
    yield
    nodes.cache_clear()


def imports(path: Path) -> Iterator[str]:
    """Full dotted names that a file imports, ``from a import b`` as ``a.b``."""
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_below(name: str, module: str) -> bool:
    return name == module or name.startswith(f"{module}.")


def calls(path: Path) -> Iterator[ast.Call]:
    yield from (node for node in nodes(path) if isinstance(node, ast.Call))


def test_the_checks_see_the_code() -> None:
    """A check over no files would always pass."""
    for layer in LAYERS:
        assert len(sources(layer)) > 1, layer


@pytest.mark.parametrize("layer", LAYERS)
def test_layer_imports_nothing_above_or_beside_it(layer: str) -> None:
    wrong = [
        f"{name_of(path)} imports {name}"
        for path in sources(layer)
        for name in imports(path)
        for module in FORBIDDEN[layer] | OWN_FORBIDDEN[layer]
        if is_below(name, module)
    ]
    assert wrong == []


def test_drawing_and_text_do_not_need_streamlit() -> None:
    files = [
        path
        for stem in WITHOUT_STREAMLIT
        for path in [*(ROOT / "dashboard").glob(f"{stem}*.py"), *(ROOT / "dashboard" / stem).rglob("*.py")]
    ]
    assert len(files) >= 3
    wrong = [name_of(path) for path in files if any(is_below(name, "streamlit") for name in imports(path))]
    assert wrong == []


def test_no_pages_folder_beside_the_entry() -> None:
    """With dashboard/pages Streamlit would serve pages past the router, without its checks (measured)."""
    assert not (ROOT / "dashboard" / "pages").exists()


def test_no_module_of_dashboard_hides_a_standard_module() -> None:
    """dashboard/ stands first on the path of a Streamlit script."""
    hiding = [
        name_of(path)
        for path in (ROOT / "dashboard").iterdir()
        if path.stem in sys.stdlib_module_names and (path.is_dir() or path.suffix == ".py")
    ]
    assert hiding == []


def test_own_modules_are_imported_by_their_full_name() -> None:
    """``import theme`` beside ``dashboard.theme`` gives two modules with two of everything (measured)."""
    siblings = {path.stem for layer in LAYERS for path in (ROOT / layer).iterdir()} - {"__init__", "__pycache__"}
    installed_names = {"text"} & siblings  # no package of that name exists, so nothing to except
    wrong = [
        f"{name_of(path)} imports {name}"
        for path in [*application(), *sources("tests")]
        for name in imports(path)
        if name.partition(".")[0] in siblings | installed_names
    ]
    assert wrong == []


def test_pages_are_scripts() -> None:
    """No package, no main guard; a docstring says which question the page answers."""
    assert not (ROOT / "pages" / "__init__.py").exists()
    for path in sources("pages"):
        body = ast.parse(path.read_text(encoding="utf-8")).body
        assert ast.get_docstring(ast.Module(body, [])), f"{name_of(path)}: which question does it answer?"
        assert not any(isinstance(node, ast.If) and "__name__" in ast.unparse(node.test) for node in body), path


def test_files_stay_small() -> None:
    long = [
        f"{name_of(path)}: {count} lines"
        for path in [*application(), *sources("tests")]
        if (count := len(path.read_text(encoding="utf-8").splitlines()))
        > MAX_LINES.get(path.relative_to(ROOT).parts[0], MAX_LINES_ELSEWHERE)
    ]
    assert long == []


def test_banned_modules_and_widgets_are_not_used() -> None:
    wrong = [
        f"{name_of(path)} imports {name}"
        for path in application()
        for name in imports(path)
        if any(is_below(name, module) for module in BANNED_MODULES)
    ]
    wrong += [
        f"{name_of(path)}:{node.lineno} uses {node.attr} ({BANNED_ATTRIBUTES[node.attr]})"
        for path in application()
        for node in nodes(path)
        if isinstance(node, ast.Attribute) and node.attr in BANNED_ATTRIBUTES
    ]
    assert wrong == []


def test_a_download_runs_no_page() -> None:
    """A run that a download starts gives its file a new address meanwhile: the browser asks for the old one in vain."""
    wrong = [
        f"{name_of(path)}:{call.lineno}"
        for path in application()
        for call in calls(path)
        if isinstance(call.func, ast.Attribute)
        and call.func.attr == "download_button"
        and not any(word.arg == "on_click" and ast.unparse(word.value) == "'ignore'" for word in call.keywords)
    ]
    assert wrong == []


def test_html_comes_only_from_functions_that_escape() -> None:
    """``html`` of Streamlit or of a place on a page takes what a ``..._html`` function made, which escapes; never a string."""
    wrong = []
    for path in application():
        for call in calls(path):
            if any(keyword.arg in {"unsafe_allow_html", "unsafe_allow_javascript"} for keyword in call.keywords):
                wrong.append(f"{name_of(path)}:{call.lineno}")
            if isinstance(call.func, ast.Attribute) and call.func.attr == "html":
                source = call.args[0] if call.args else None
                if not (isinstance(source, ast.Call) and ast.unparse(source.func).endswith("_html")):
                    wrong.append(f"{name_of(path)}:{call.lineno}")
    assert wrong == []


def test_sql_text_is_never_put_together() -> None:
    """``text(f"...")`` and its relatives: values go in as bound parameters."""
    wrong = [
        f"{name_of(path)}:{call.lineno}"
        for path in application()
        for call in calls(path)
        if ast.unparse(call.func) in {"text", "sa.text", "sqlalchemy.text", "sql.text"}
        and call.args
        and isinstance(call.args[0], ast.JoinedStr | ast.BinOp | ast.Call)
    ]
    assert wrong == []


def test_caches_are_bounded_and_never_on_disk() -> None:
    """A function without arguments has one entry; any other needs ``ttl`` or ``max_entries``."""
    wrong = []
    for path in sources("dashboard", "pages"):
        for function in (node for node in nodes(path) if isinstance(node, ast.FunctionDef)):
            for decorator in function.decorator_list:
                called = decorator.func if isinstance(decorator, ast.Call) else decorator
                if ast.unparse(called) not in {"st.cache_data", "st.cache_resource"}:
                    continue
                keywords = decorator.keywords if isinstance(decorator, ast.Call) else []
                options = {keyword.arg for keyword in keywords}
                bounded = options & {"ttl", "max_entries"} or not function.args.args
                if "persist" in options or not bounded:
                    wrong.append(f"{name_of(path)}:{function.lineno} {function.name}")
    assert wrong == []


def test_launcher_and_command_list_need_only_the_standard_library() -> None:
    """They run before anything is installed."""
    for path in ("pantau.py", "dashboard/__init__.py", "dashboard/cli/__init__.py", "dashboard/cli/commands.py"):
        tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        top_level = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
        names = {alias.name for node in top_level if isinstance(node, ast.Import) for alias in node.names}
        names |= {str(node.module) for node in top_level if isinstance(node, ast.ImportFrom)}
        outside = {name for name in names if name.partition(".")[0] not in sys.stdlib_module_names | {"dashboard"}}
        assert outside == set(), path


def test_every_command_is_in_the_readme_and_in_the_list() -> None:
    from dashboard.cli.commands import NAMES

    readme, listed = ((ROOT / name).read_text("utf-8") for name in ("README.md", "docs/perintah.md"))
    for name in NAMES:
        assert f"`{name}`" in readme or f"pantau.py {name}" in readme, name
        assert f"| `{name}" in listed, name


def test_packages_are_declared() -> None:
    """``pip install .`` must not lose a folder."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["packages"]
    found = [
        name_of(path.parent).replace("/", ".") for layer in LAYERS[:3] for path in (ROOT / layer).rglob("__init__.py")
    ]
    assert sorted(declared) == sorted(found)


def test_every_requirement_is_pinned_explained_and_constrained() -> None:
    constraints = {
        line.split()[0].lower()
        for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines()
        if line and not line.startswith("#")
    }
    assert all("==" in pin for pin in constraints)
    for name in ("requirements.txt", "requirements-dev.txt"):
        for line in (ROOT / name).read_text("utf-8").splitlines():
            if not line or line.startswith(("#", "-c")):
                continue
            pin, _, reason = line.partition("#")
            assert pin.strip().lower().replace("[binary]", "") in constraints, line
            assert len(reason.split(".")) > 1, f"licence and reason: {line}"
