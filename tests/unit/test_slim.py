"""Scripts lose their comments and spaces, and nothing that a browser reads."""

from __future__ import annotations

import pytest

from duizhao.publish.files import assets
from duizhao.publish.slim import slim


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("var a = 1; // one\n", "var a=1;\n"),
        ("/* a\n   b */\nf( x , y );\n", "f(x,y);\n"),
        ("  if (a) {\n    b();\n  }\n", "if(a){b();}\n"),
        ("a = b\nc = d\n", "a=b\nc=d\n"),
        ("f(a)\n  .then(b);", "f(a).then(b);\n"),
        ("var u = 'http://x // y';", "var u='http://x // y';\n"),
        ('t = "a \\" /* b */ c";', 't="a \\" /* b */ c";\n'),
        ("t = `a  // ${ b }  c`;", "t=`a  // ${ b }  c`;\n"),
        ("x = a / b / c; // d", "x=a/b/c;\n"),
        ("x = /[/\"]  '+/.test(y);", "x=/[/\"]  '+/.test(y);\n"),
        ("return /a b\\/ c/g;", "return/a b\\/ c/g;\n"),
        ("f(/ \\s /, 1)", "f(/ \\s /,1)\n"),
        ("x = (a) / b; y = c[0] / d;", "x=(a)/b;y=c[0]/d;\n"),
        ("p + +q; r - -s; u++ + v; x + ++y;", "p+ +q;r- -s;u++ +v;x+ ++y;\n"),
        ("x = a / /b/.c;", "x=a/ /b/.c;\n"),
        ("return typeof a === 'b' ? c : d;", "return typeof a==='b'?c:d;\n"),
        ("/*! kept */ var a;", "/*! kept */var a;\n"),
        ("var 词 = '空 格';  词 in x;", "var 词='空 格';词 in x;\n"),
        ("", "\n"),
    ],
)
def test_what_a_browser_reads_stays(script: str, expected: str) -> None:
    assert slim(script) == expected


def test_all_scripts_of_the_site_are_slim() -> None:
    """Slimming again changes nothing: what was taken for a string, an expression or a comment was one."""
    scripts = {name: data.decode() for name, data in assets().items() if name.endswith(".js")}
    assert scripts
    assert {name for name, text in scripts.items() if slim(text) != text} == set()
    assert {name for name, text in scripts.items() if "\n  " in text or "\n/*" in text} == set()
