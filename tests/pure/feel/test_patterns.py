"""Regular expressions follow XPath: its flags, sets and replacements."""

import pytest

from tests.pure.feel.sample import value_of

TRUE = r"""
replace("abracadabra", "bra", "*") = "a*cada*"
replace("abracadabra", "a.*a", "*") = "*"
replace("abracadabra", "a.*?a", "*") = "*c*bra"
replace("abracadabra", "a", "") = "brcdbr"
replace("abracadabra", "a(.)", "a$1$1") = "abbraccaddabbra"
replace("AAAA", "A+", "b") = "b"
replace("AAAA", "A+?", "b") = "bbbb"
replace("darted", "^(.*?)d(.*)$", "$1c$2") = "carted"
replace("0123456789", "(\d{3})(\d{3})(\d{4})", "($1) $2-$3") = "(012) 345-6789"
replace("facetiously", "[iouy]", "[$0]") = "facet[i][o][u]sl[y]"
replace("abc", "b", "\$") = "a$c"
replace("abc", "b", "\\\\") = "a\\c"
replace("abc", "b", "$") = null
replace("abc", "b", "\n1") = "a\n1c"
replace("abracadabra", ".*?", "$1") = null
replace("a.b", ".", "x", "q") = "axb"
replace("aBc", "b", "x", "i") = "axc"
replace(input: "abc", pattern: "c", replacement: "d") = "abd"
matches("abc", "ABC", "i")
matches("a\nb", "a.b") = false
matches("a\nb", "a.b", "s")
matches("a\nb", "^b$", "m")
matches("hello world", "hello\ sworld", "x")
matches("x", "[A-Z-[OI]]", "i")
matches("O", "[A-Z-[OI]]", "i") = false
matches("ひらがな", "^\p{IsHiragana}+$")
matches("カ", "\p{IsHiragana}") = false
matches("é", "^\p{L}$")
matches("é", "^\w$")
matches("5", "^[\d]$")
matches("-", "^[\w-]$")
matches("abab", "^(ab)\1$")
matches("abba", "^(.)(.)\2\1$")
matches("abcd", "^(.)(.)\2\1$") = false
matches("h", "(.)\3") = null
matches("a", "[") = null
matches("a", "a{2,1}") = null
matches("a", "*") = null
matches("a", "a", "z") = null
matches("<a>", "<\i\c*>")
split("a, b,c", ",\s*") = ["a", "b", "c"]
split("abc", "x*") = null
split("", ",") = [""]
"""


@pytest.mark.parametrize("text", TRUE.strip().splitlines())
def test_a_fact_about_patterns_holds(text: str) -> None:
    assert value_of(text) is True
