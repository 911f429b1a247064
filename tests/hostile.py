"""Texts that want to be acted upon, each with a name, and what may never leave in answer to them.

Invariant: `acted_on` asks the character tables alone and nothing of the program, so that it can
be held against it.
"""

from __future__ import annotations

import unicodedata

TEXTS: dict[str, str] = {
    # a terminal
    "colour": "a \x1b[31mred\x1b[0m z",
    "clear the screen": "\x1b[2J\x1b[H gone",
    "move up": "line\x1b[1A\x1b[2K other",
    "title": "\x1b]0;title\x07 z",
    "title ended otherwise": "\x1b]2;title\x1b\\ z",
    "link": "\x1b]8;;http://evil.example\x1b\\click\x1b]8;;\x1b\\ z",
    "clipboard": "\x1b]52;c;ZWNobyBldmls\x07 z",
    "notification": "\x1b]9;hello\x07 z",
    "device control": "\x1bP$q q\x1b\\ z",
    "answer back": "\x05 \x1b[c \x1b[6n z",
    "application command": "\x1b_Gi=1;AAAA\x1b\\ z",
    "privacy message": "\x1b^secret\x1b\\ z",
    "reset": "\x1bc z",
    "C1 introducer": "\x9b31m red \x9d0;title\x9c z",
    "C1 device control": "\x90q\x9c z",
    "bell and backspace": "a\a\b\b\bz",
    "delete": "a\x7f\x7fz",
    "shift out": "\x0eabc\x0f z",
    "form feed": "one\x0ctwo\x0bthree",
    # lines
    "newline": "one\ntwo",
    "return over": "true\rfalse",
    "both": "one\r\ntwo",
    "next line": "one\x85two",
    "line separator": "one\u2028two",
    "paragraph separator": "one\u2029two",
    "false error": "x\nerror: the ledger is damaged\nhint:  rm -rf ledger",
    "tabs": "a\tb\tc\t\t",
    # direction and what is not seen
    "override": "abc\u202edcba\u202c z",
    "isolates": "a\u2066b\u2069\u2067c\u2068d",
    "marks of direction": "a\u200eb\u200fc\u061cd",
    "zero-width blanks": "Gute\u200brres\u2060 \ufeff",
    "joiners": "Gute\u200drres\u200c \u200d\u200d\u200d",
    "a chain of joiners": "\u200d".join(["\U0001f468"] * 40),
    "soft hyphen": "Gute\u00adrres",
    "tag characters": "flag \U0001f3f4\U000e0067\U000e0062\U000e007f \U000e0041\U000e0042",
    "selectors": "a\U000e0100\U000e01ef b\ufe00\ufe0f c\u180b",
    "fillers": "a\u115f\u1160\u3164\uffa0\u2800z",
    "annotation": "\ufff9base\ufffareading\ufffb z",
    "musical controls": "\U0001d173abc\U0001d174",
    # letters that are no letters
    "NUL": "a\0b",
    "lone high surrogate": "half \ud83d z",
    "lone low surrogate": "half \udc80 z",
    "noncharacters": "\ufffe \uffff \U0010ffff z",
    "private use": "\ue000 \U000f0000 \U0010fffd z",
    "unassigned": "\u0378 \U000e0fff z",
    "two hundred marks": "a" + "\u0301" * 200 + " z",
    "zalgo": "".join(f"{char}\u0316\u0337\u0489\u0315\u20e0" * 4 for char in "evil"),
    "marks without a letter": "\u0338\u0301\u20dd z",
    "homoglyphs": "\u0420\u0430ul and \u0391nn \uff21nn",
    "not normalised": "e\u0301\u212b\ufb01\u2126",
    # our own forms
    "markup": "[red]x[/red] [link=http://evil.example]y[/link] [/] [bold",
    "emoji code": ":smile: :warning: z",
    "equals": "=1+1",
    "DDE": "=cmd|'/c calc'!A0",
    "hyperlink": '=HYPERLINK("http://evil.example","click")',
    "full-width formula": "\uff1d1+1",
    "formula after blanks": " \u00a0\t@SUM(1+1)*cmd",
    "formula on a later line": "said\n+1+1",
    "CSV": 'a","b\n"c',
    "TSV": "a\tb\nc\td",
    "JSON": '"},{"a":"\\u001b[31m\\',
    "Markdown": "| a | `b` | ![x](http://evil.example) <script>alert(1)</script> &#x202e; |",
    "HTML": "<img src=x onerror=alert(1)> & \"' -->",
    "SQL": "'; drop table claims; -- \" $$ {{ %s ?",
    "shell": "$(touch evil) `touch evil` ; touch evil | cat > evil",
    "format": "%s %n {0} {x.__class__} %(a)s",
    "path": "../../etc/passwd",
    "option": "--help",
    "very long": "long " * 400 + "end",
    "one long word": "w" * 2_000,
    "wide": "\u6f22\u5b57" * 100,
    "only blanks": "   \u3000\u00a0 ",
}

KEPT = {
    name: text
    for name, text in TEXTS.items()
    if "\0" not in text and not any("\ud800" <= char <= "\udfff" for char in text) and text.strip()
}
"""Those that can be put on record: the others are refused."""

_ACTING = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_MOST_MARKS = 8
_BLANK = {
    *(chr(code) for code in (0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0)),
    *(chr(code) for code in (*range(0x180B, 0x1810), *range(0xFE00, 0xFE0E))),
    *(chr(code) for code in range(0xE0100, 0xE01F0)),
}


def acted_on(shown: str, layout: str = "\n\t") -> set[str]:
    """Return what a terminal would act on, or nobody would see, in something that was shown."""
    odd = {char for char in set(shown) if unicodedata.category(char) in _ACTING or char in _BLANK}
    odd -= set(layout)
    if "\u200d" in odd and not _joiner_beside_a_letter(shown):
        odd.remove("\u200d")  # between two pictographs it is part of one
    return odd | _piled(shown)


def _joiner_beside_a_letter(shown: str) -> bool:
    around = zip(shown, shown[1:], shown[2:], strict=False)
    return any(
        at == "\u200d" and {unicodedata.category(one) for one in (before, after)} != {"So"}
        for before, at, after in around
    )


def _piled(shown: str) -> set[str]:
    marks = 0
    for char in shown:
        marks = marks + 1 if unicodedata.category(char)[0] == "M" else 0
        if marks > _MOST_MARKS:
            return {char}
    return set()
