"""Every command and option of this version, on any knowledge base, as a user at a terminal or in a pipe meets them."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from bases import OTHER, PLAIN, base, files, records, run, write
from duizhao import __version__, cli, plugin, store

DUIZHAO = Path(sys.executable).with_name("duizhao")
COMMANDS = {
    "init": {"DIR"},
    "import": {"[FILE]...", "--audit", "--dask", "--who", "--root"},
    "check": {
        "[FILE]...", "--format", "--fail-on", "--check", "--edition", "--document", "--baseline", "--write-baseline",
        "-o", "--output", "--zh", "--en", "--root",
    },
    "glossary": {"--root"},
    "glossary import": {"FILE", "--replace", "--root"},
    "glossary export": {"FILE", "--root"},
    "glossary candidates": {"--format", "--edition", "--document", "--root"},
    "search": {"QUERY...", "--format", "--kind", "--document", "--element", "--limit", "--root"},
    "export": {"--root"},
    "export jsonl": {"-o", "--output", "--edition", "--document", "--root"},
    "export tmx": {"-o", "--output", "--sentences", "--edition", "--document", "--root"},
    "export xliff": {"-o", "--output", "--source", "--edition", "--document", "--root"},
    "export xlsx": {"-o", "--output", "--edition", "--document", "--root"},
    "export opensearch": {"-o", "--output", "--document", "--root"},
    "export site": {"DIR", "--root"},
    "build": {"--offline", "--root"},
    "serve": {"--root"},
}  # fmt: skip
"""The contract (design, section 5), as far as this version goes, and the options beyond it."""


def commands(group: click.Group, path: str = "") -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        yield f"{path}{name}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{path}{name} ")


ALL = dict(commands(cli.main))


def shell(*arguments: object, cwd: Path | None = None, **more: str) -> subprocess.CompletedProcess[str]:
    """The installed command, in a process of its own."""
    command = [str(DUIZHAO), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, env=os.environ | more, check=False)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A knowledge base with one document."""
    made = base(tmp_path_factory.mktemp("cli") / "base")
    run("--root", made, "import", *write(made.parent, yard=PLAIN))
    return made


# Help


def test_the_commands_are_those_of_the_contract() -> None:
    assert {name: set(told(command)) for name, command in ALL.items()} == COMMANDS


def told(command: click.Command) -> Iterator[str]:
    """Options and arguments as they are written."""
    for each in command.params:
        yield from each.opts if isinstance(each, click.Option) else [each.make_metavar(click.Context(command))]


@pytest.mark.parametrize("name", ["", *ALL])
def test_every_command_and_option_says_what_it_does(name: str) -> None:
    command = ALL[name] if name else cli.main
    assert command.help
    assert command.get_short_help_str(200).endswith(".")
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{name} {parameter.opts}"
    text = run(*name.split(), "--help").stdout
    assert "Usage:" in text
    assert run(*name.split(), "-h").stdout == text
    for line in (line for line in text.splitlines() if line.startswith("  -")):
        assert len(line.split()) > 1, f"{name}: {line}"


def test_help_lists_every_command() -> None:
    text = run("--help").stdout
    for name, command in cli.main.commands.items():
        assert f"  {name} " in text
        assert command.get_short_help_str(200).split(",")[0][:30] in text


def test_the_version_is_told() -> None:
    assert run("--version").stdout == f"duizhao, version {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [(), ("export",), ("nonsense",), ("import", "--nonsense"), ("init",), ("init", "a", "b"), ("export", "site")],
)
def test_wrong_usage_ends_with_2_and_says_how(arguments: tuple[str, ...]) -> None:
    result = CliRunner().invoke(cli.main, arguments)
    assert result.exit_code == 2
    assert "Usage:" in result.stderr
    assert not result.stdout


# --root


def test_root_stands_before_or_behind_the_command(root: Path) -> None:
    told = [
        run("--root", root, "export", "jsonl").stdout,
        run("export", "--root", root, "jsonl").stdout,
        run("export", "jsonl", "--root", root).stdout,
        run("--root", "/nowhere", "export", "jsonl", "--root", root).stdout,
    ]
    assert told[0]
    assert len(set(told)) == 1


def test_without_root_the_folder_upwards_counts(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root / "content")
    assert run("export", "jsonl").stdout == run("--root", root, "export", "jsonl").stdout


@pytest.mark.parametrize(
    "command", [("import",), ("export", "jsonl"), ("export", "site", "out"), ("build",), ("serve",)]
)
def test_no_knowledge_base_is_told(command: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*command, code=2)
    assert "duizhao init" in result.stderr
    result = run("--root", tmp_path, *command, code=2)
    assert f"{tmp_path}: is no knowledge base" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_root_that_is_named_is_not_looked_for_upwards(root: Path) -> None:
    result = run("--root", root / "content", "import", code=2)
    assert "is no knowledge base" in result.stderr


# init


def test_a_new_knowledge_base_builds(tmp_path: Path) -> None:
    made = tmp_path / "new" / "base"
    result = run("init", made)
    assert str(made) in result.stdout
    assert {"mkdocs.yml", "content", "glossary"} <= {path.name for path in made.iterdir()}
    assert "site" in run("--root", made, "build").stdout
    assert (made / "site" / "index.html").is_file()


def test_init_fills_the_empty_folder_that_one_stands_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run("init", ".")
    run("export", "jsonl")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        ".gitignore",
        ".schemas",
        "content",
        "glossary",
        "mkdocs.yml",
    ]


def test_init_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: Path) -> None:
        raise OSError(28, "No space left on device", "content")

    monkeypatch.setattr(store, "write_schemas", full)
    assert run("init", tmp_path / "base", code=2).stderr == "duizhao: content: No space left on device\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("what", ["folder", "file"])
def test_init_takes_no_place_that_is_taken(what: str, tmp_path: Path) -> None:
    place = tmp_path / "place"
    if what == "folder":
        place.mkdir()
        (place / "mine.txt").write_text("x")
    else:
        place.write_text("x")
    before = files(tmp_path)
    assert "Name a new folder" in run("init", place, code=2).stderr
    assert files(tmp_path) == before


# import


def test_the_report_tells_what_became_of_each_document(tmp_path: Path) -> None:
    made = base(tmp_path / "base")
    told = run("import", *write(tmp_path, yard=PLAIN, stones=OTHER), "--root", made).stdout
    first, second = told.split("\n\n")
    assert first.splitlines()[0] == "DB97/T 63—2024 村口晒谷场使用要点"
    assert second.splitlines()[0] == "DB97/T 64—2024 河边洗衣石台维护指南"
    assert "content/db97-t-63-2024/printed/" in first
    for word in ("nodes    10", "repairs  ", "losses   0", "unread   0", f"yard.txt: {len(PLAIN)} characters ="):
        assert word in first


def test_the_audit_accounts_for_every_copy_by_name(tmp_path: Path) -> None:
    """Also where two documents have copies of one name."""
    made = base(tmp_path / "base")
    (one,), (two,) = write(tmp_path / "a", copy=PLAIN), write(tmp_path / "b", copy=OTHER)
    audit = tmp_path / "new" / "audit.jsonl"
    run("--root", made, "import", one, two, "--audit", audit)
    ends: dict[str, int] = {}
    for line in map(json.loads, audit.read_text("utf-8").splitlines()):
        assert list(line) == ["copy", "start", "end", "to"]
        assert line["start"] == ends.get(line["copy"], 0)
        ends[line["copy"]] = line["end"]
    assert ends == {"db97-t-63-2024/copy.txt": len(PLAIN), "db97-t-64-2024/copy.txt": len(OTHER)}


def test_import_without_files_reads_all_copies_and_every_plain_edition(tmp_path: Path) -> None:
    made = base(tmp_path / "base")
    folder = made / "content" / "db97-t-63-2024"
    write(folder / "copies", yard=PLAIN)
    heads = ("1 范围", "2 规范性引用文件", "3 术语和定义", "4 轮流使用", "5 保养")
    body = "\n\n".join(f"## {head}\n\n这里是简单的话。" for head in heads)
    (folder / "plain.md").write_text(f"# DB97/T 63—2024 村口晒谷场使用要点\n\n{body}\n", "utf-8")
    told = run("--root", made, "import").stdout
    assert "printed/" in told
    assert "plain/" in told
    assert {path.name for path in folder.iterdir()} == {"copies", "document.yaml", "plain", "plain.md", "printed"}
    assert len([r for r in records(made) if r["edition"] == "printed"]) == 10
    named = run("--root", made, "import", folder / "plain.md").stdout
    assert "plain/" in named
    assert "printed/" not in named
    assert [path.name for path in (folder / "copies").iterdir()] == ["yard.txt"]


def test_import_of_nothing_is_told(tmp_path: Path) -> None:
    result = run("--root", base(tmp_path / "base"), "import", code=2)
    assert "nothing to import" in result.stderr
    assert not result.stdout


def test_a_copy_in_the_wrong_folder_is_told(tmp_path: Path) -> None:
    made = base(tmp_path / "base")
    write(made / "content" / "db97-t-63-2024" / "copies", stones=OTHER)
    before = files(made)
    message = run("--root", made, "import", code=2).stderr
    assert "copies/stones.txt" in message
    assert f"Move it to {made / 'content' / 'db97-t-64-2024' / 'copies'}" in message
    assert files(made) == before


def test_a_plain_edition_in_the_wrong_folder_is_told(tmp_path: Path) -> None:
    made = base(tmp_path / "base")
    folder = made / "content" / "db97-t-1-2024"
    folder.mkdir()
    heads = "".join(f"\n## {head}\n\n甲乙丙。\n" for head in ("1 范围", "2 引用", "3 术语", "4 使用", "5 保养"))
    (folder / "plain.md").write_text(f"# DB97/T 63—2024 晒谷场\n{heads}", "utf-8")
    assert "db97-t-63-2024" in run("--root", made, "import", code=2).stderr
    assert [path.name for path in folder.iterdir()] == ["plain.md"]


@pytest.mark.parametrize("name", ["GBT 97-2024", "GB_T 97-2024", "GB-T 97-2024 晒谷", "GB∕T 97-2024"])
def test_a_number_that_only_the_file_name_has_counts(name: str, tmp_path: Path) -> None:
    made = base(tmp_path / "base")
    (path,) = write(tmp_path, copy=PLAIN.replace("DB97/T 63—2024\n", ""))
    path = path.rename(tmp_path / f"{name}.txt")
    run("--root", made, "import", path)
    assert (made / "content" / "gb-t-97-2024" / "printed").is_dir()


def test_a_copy_that_lost_the_year_is_of_the_document_that_has_it(tmp_path: Path) -> None:
    made = base(tmp_path / "base")
    paths = write(tmp_path, whole=PLAIN, undated=PLAIN.replace("63—2024", "63"))
    told = run("--root", made, "import", *paths).stdout
    assert "undated.txt" in told
    assert [path.name for path in (made / "content").iterdir() if path.is_dir()] == ["db97-t-63-2024"]


def test_corrections_are_applied_and_checked(tmp_path: Path) -> None:
    made = base(tmp_path / "base")
    (path,) = write(tmp_path, yard=PLAIN)
    run("--root", made, "import", path)
    folder = made / "content" / "db97-t-63-2024"
    entry = "- node: '{}'\n  language: zh\n  before: {}\n  after: {}\n  why: Test.\n  who: t\n"
    text = entry.format("4.1", "两天", "三天") + entry.format("4.2", "不在此处", "某处")
    (folder / "corrections.yaml").write_text(text, "utf-8")
    told = run("--root", made, "import").stdout
    assert "不在此处" in told
    (node,) = (node for node in records(made) if node["id"] == "4.1")
    assert "三天" in node["text_zh"]


# export


def test_json_goes_to_standard_output_or_a_file(root: Path, tmp_path: Path) -> None:
    told = run("--root", root, "export", "jsonl").stdout
    out = tmp_path / "deep" / "records.jsonl"
    assert run("--root", root, "export", "jsonl", "-o", out).stdout == ""
    assert out.read_text("utf-8") == told
    assert {json.loads(line)["document"] for line in told.splitlines()} == {"db97-t-63-2024"}
    assert run("--root", root, "export", "jsonl", "--document", "db97-t-63-2024").stdout == told
    assert run("--root", root, "export", "jsonl", "--edition", "plain").stdout == ""


def test_an_unknown_document_is_told_with_those_there_are(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "x.jsonl"
    message = run("--root", root, "export", "jsonl", "--document", "gb-1", "-o", out, code=2).stderr
    assert "gb-1" in message
    assert "db97-t-63-2024" in message
    assert not out.exists()


def test_the_pages_are_written_as_files(root: Path, tmp_path: Path) -> None:
    told = run("--root", root, "export", "site", tmp_path / "pages").stdout
    assert "mkdocs build" in told
    assert (tmp_path / "pages" / "mkdocs.yml").is_file()
    assert (tmp_path / "pages" / "content" / "index.md").is_file()
    before = files(tmp_path / "pages")
    run("--root", root, "export", "site", tmp_path / "pages")
    assert files(tmp_path / "pages") == before


def test_a_folder_that_is_taken_is_left_alone(root: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x")
    assert "not empty" in run("--root", root, "export", "site", tmp_path, code=2).stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


# build and serve


def test_serve_hands_over_to_the_plugin(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Path] = []
    monkeypatch.setattr(plugin, "serve", seen.append)
    run("serve", "--root", root)
    assert seen == [root]


def test_a_port_that_is_taken_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def taken(_: Path) -> None:
        raise OSError(98, "Address already in use")

    monkeypatch.setattr(plugin, "serve", taken)
    assert run("serve", "--root", root, code=2).stderr == "duizhao: Address already in use\n"


def test_an_interrupt_ends_without_a_traceback(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(_: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(plugin, "serve", stopped)
    assert run("serve", "--root", root, code=2).stderr == "duizhao: interrupted.\n"


def test_broken_yaml_is_told_with_its_line(tmp_path: Path) -> None:
    made = base(tmp_path / "base")
    run("--root", made, "import", *write(tmp_path, yard=PLAIN))
    broken = made / "content" / "db97-t-63-2024" / "printed" / "4.yaml"
    broken.write_text(broken.read_text("utf-8").replace("kind: clause", "kind: [", 1), "utf-8")
    for command in (("export", "jsonl"), ("export", "site", tmp_path / "out"), ("build",)):
        assert "printed/4.yaml:" in run("--root", made, *command, code=2).stderr
    run("--root", made, "import")  # writes the edition anew
    run("--root", made, "export", "jsonl")


# In a process of its own


def test_nothing_but_our_own_words_is_printed(tmp_path: Path) -> None:
    """No chatter of libraries, with or without a cache that can be written, and no progress bar in a pipe."""
    made = tmp_path / "base"
    assert shell("init", made).stderr == ""
    (path,) = write(tmp_path, yard=PLAIN.replace("晒谷时宜", "晒谷时组织宜"))
    (tmp_path / "empty").mkdir()
    for number, place in enumerate((str(tmp_path / "empty"), "/proc")):
        done = shell("--root", made, "import", path, TMPDIR=place)
        assert (done.returncode, done.stderr) == (0, ""), number
        assert "Prefix dict" not in done.stdout
    done = shell("build", cwd=made)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_terminal_of_another_encoding_stops_nothing(tmp_path: Path) -> None:
    made = base(tmp_path / "base")
    (path,) = write(tmp_path, yard=PLAIN)
    command = [str(DUIZHAO), "--root", str(made), "import", str(path)]
    done = subprocess.run(command, capture_output=True, env=os.environ | {"PYTHONIOENCODING": "ascii"}, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    command[3:] = ["export", "jsonl"]
    done = subprocess.run(command, capture_output=True, env=os.environ | {"PYTHONIOENCODING": "ascii"}, check=False)
    assert "村口" in PLAIN
    assert "范围" in done.stdout.decode("utf-8")


def test_a_reader_that_has_seen_enough_is_no_error(root: Path) -> None:
    script = f"'{DUIZHAO}' --root '{root}' export jsonl; echo $? >&2"
    read, written = os.pipe()
    os.close(read)
    done = subprocess.run(["/bin/sh", "-c", script], stdout=written, stderr=subprocess.PIPE, text=True, check=False)
    os.close(written)
    assert done.stderr == "0\n"


def test_errors_go_to_standard_error_without_a_traceback(tmp_path: Path) -> None:
    made = base(tmp_path / "base")
    done = shell("--root", made, "import", tmp_path / "missing.txt")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"duizhao: {tmp_path / 'missing.txt'}: ")
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="needs a pseudo-terminal")
def test_a_progress_bar_is_shown_on_a_terminal(tmp_path: Path) -> None:
    made = base(tmp_path / "base")
    (path,) = write(tmp_path, yard=PLAIN)
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    os.set_blocking(ours, False)
    command = [str(DUIZHAO), "--root", str(made), "import", str(path)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=theirs, check=False)
    shown = os.read(ours, 10_000).decode()  # before our end of it is closed, and with it what was written
    os.close(theirs)
    os.close(ours)
    assert done.returncode == 0
    assert "document" in shown
