"""Knowledge bases for tests: made and filled through the command line, as a user does it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from duizhao import cli, publish
from duizhao.model import Book, Library


def run(*arguments: object, code: int = 0) -> Result:
    """A command of ``duizhao``; the test fails where it raises or does not end with ``code``."""
    result = CliRunner().invoke(cli.main, [str(argument) for argument in arguments])
    trace = result.exception if not isinstance(result.exception, SystemExit | None) else None
    if trace:
        raise trace
    assert result.exit_code == code, f"{arguments}\n{result.output}"
    return result


def laid(*books: Book) -> publish.Site:
    """The site of books without a glossary."""
    return publish.lay_out(Library(books))


def base(folder: Path) -> Path:
    """A new knowledge base."""
    run("init", folder)
    return folder


def write(folder: Path, **texts: str) -> list[Path]:
    """Files ``name.txt`` with these texts."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, text in texts.items():
        paths.append(folder / f"{name}.txt")
        paths[-1].write_text(text, encoding="utf-8", newline="\n")
    return paths


def records(root: Path) -> list[dict[str, Any]]:
    """The nodes, as ``duizhao export jsonl`` has them."""
    return [json.loads(line) for line in run("--root", root, "export", "jsonl").stdout.splitlines()]


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def times(folder: Path) -> dict[str, int]:
    """When every file below a folder was written."""
    return {path.relative_to(folder).as_posix(): path.stat().st_mtime_ns for path in folder.rglob("*")}


PLAIN = """\
云麓省地方标准
DB97/T 63—2024
村口晒谷场使用要点
2024-08-01 发布 2024-09-01 实施
云麓省市场监督管理局 发布
前言
本文件按照GB/T 1.1—2020的规定起草。
本文件由云麓省农业农村厅提出并归口。
1 范围
本文件给出了晒谷场轮流使用和保养的要点。
2 规范性引用文件
本文件没有规范性引用文件。
3 术语和定义
3.1 晒谷场
村里用来摊晒粮食的平地。
4 轮流使用
4.1 排期
村委会宜在收割之前一周贴出排期,每户不超过两天,雨天顺延。
4.2 让路
晒谷时宜在场边留出一车宽的通道,方便救护车和收割机通过。
5 保养
5.1 清扫
用完的人宜当天把谷壳扫净,装袋之后放到指定的棚子里。
"""
"""A small standard without damage."""

OTHER = """\
云麓省地方标准
DB97/T 64—2024
河边洗衣石台维护指南
2024-10-01 发布 2024-11-01 实施
云麓省市场监督管理局 发布
前言
本文件按照GB/T 1.1—2020的规定起草。
本文件由云麓省水利厅提出并归口。
1 范围
本文件给出了石台检查、修补和防滑处理的方法。
2 规范性引用文件
本文件没有规范性引用文件。
3 术语和定义
3.1 石台
伸入浅水、供人蹲着捶洗衣物的石板。
4 检查
4.1 松动
汛期过后宜逐块敲击,声音发空的石板做上红漆记号。
4.2 青苔
每月用硬刷清除一次青苔,不宜使用药剂,以免伤鱼。
5 修补
5.1 灌浆
缝隙宽于一指的,宜灌入水泥砂浆并且养护三天。
"""
"""Another, of the same make."""
