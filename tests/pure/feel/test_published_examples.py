"""Every example the standard gives for its functions and signs holds."""

import pytest

from tests.pure.feel.sample import value_of

TRUE = """
date("2012-12-25") - date("2012-12-24") = duration("P1D")
date(date and time("2012-12-25T11:00:00Z")) = date("2012-12-25")
date(2012, 12, 25) = date("2012-12-25")
date and time("2012-12-24T23:59:00") = date and time(date("2012-12-24"), time("23:59:00"))
date and time("2012-12-24T23:59:00") + duration("PT1M") = date and time("2012-12-25T00:00:00")
time("23:59:00z") + duration("PT2M") = time("00:01:00@Etc/UTC")
time(date and time("2012-12-25T11:00:00Z")) = time("11:00:00Z")
time("23:59:00z") = time(23, 59, 0, duration("PT0H"))
number("1 000,0", " ", ",") = number("1,000.0", ",", ".")
string(1.1) = "1.1"
string(null) = null
date and time("2012-12-24T23:59:00") - date and time("2012-12-22T03:45:00") = duration("P2DT20H14M")
duration("P2Y2M") = duration("P26M")
years and months duration(date("2011-12-22"), date("2013-08-24")) = duration("P1Y8M")
range("[18..21)") = [18..21)
is(range("[2..)"), >=2)
is(range("(..2)"), <2)
range("") = null
range("[..]") = null
not(true) = false
not(null) = null
substring("foobar", 3) = "obar"
substring("foobar", 3, 3) = "oba"
substring("foobar", -2, 1) = "a"
substring("\\U01F40Eab", 2) = "ab"
string length("foo") = 3
string length("\\U01F40Eab") = 3
upper case("aBc4") = "ABC4"
lower case("aBc4") = "abc4"
substring before("foobar", "bar") = "foo"
substring before("foobar", "xyz") = ""
substring after("foobar", "ob") = "ar"
substring after("", "a") = ""
replace("banana", "a", "o") = "bonono"
replace("abcd", "(ab)|(a)", "[1=$1][2=$2]") = "[1=ab][2=]cd"
contains("foobar", "of") = false
starts with("foobar", "fo") = true
ends with("foobar", "r") = true
matches("foobar", "^fo*b") = true
split("John Doe", "\\s") = ["John", "Doe"]
split("a;b;c;;", ";") = ["a", "b", "c", "", ""]
string join(["a", "b", "c"], "_and_") = "a_and_b_and_c"
string join(["a", "b", "c"], "") = "abc"
string join(["a", "b", "c"], null) = "abc"
string join(["a"], "X") = "a"
string join(["a", null, "c"], "X") = "aXc"
string join([], "X") = ""
string join(["a", null, "c"]) = "ac"
list contains([1, 2, 3], 2) = true
count([1, 2, 3]) = 3
count([]) = 0
count([1, [2, 3]]) = 2
min([1, 2, 3]) = 1
max(1, 2, 3) = 3
min(1) = min([1])
max([]) = null
sum([1, 2, 3]) = 6
sum(1, 2, 3) = 6
sum(1) = 1
sum([]) = null
mean([1, 2, 3]) = 2
mean(1) = 1
mean([]) = null
all([false, null, true]) = false
all(true) = all([true])
all([]) = true
all(0) = null
any([false, null, true]) = true
any(false) = false
any([]) = false
any(0) = null
sublist([4, 5, 6], 1, 2) = [4, 5]
append([1], 2, 3) = [1, 2, 3]
concatenate([1, 2], [3]) = [1, 2, 3]
insert before([1, 3], 1, 2) = [2, 1, 3]
remove([1, 2, 3], 2) = [1, 3]
append(list: [1], item: 2) = [1, 2]
min(n: 1) = null
string(round half up(-0.4, 0)) = "0"
list replace([2, 4, 7, 8], 3, 6) = [2, 4, 6, 8]
list replace([2, 4, 7, 8], function(item, newItem) item < newItem, 5) = [5, 5, 7, 8]
reverse([1, 2, 3]) = [3, 2, 1]
index of([1, 2, 3, 2], 2) = [2, 4]
union([1, 2], [2, 3]) = [1, 2, 3]
distinct values([1, 2, 3, 2, 1]) = [1, 2, 3]
flatten([[1, 2], [[3]], 4]) = [1, 2, 3, 4]
product([2, 3, 4]) = 24
product([]) = null
median(8, 2, 5, 3, 4) = 4
median([6, 1, 2, 3]) = 2.5
median([]) = null
stddev(2, 4, 7, 5) = 2.081665999466132735282297706979931
stddev([47]) = null
mode(6, 3, 9, 6, 6) = [6]
mode([6, 1, 9, 6, 1]) = [1, 6]
mode([]) = []
decimal(1/3, 2) = .33
decimal(1.5, 0) = 2
decimal(2.5, 0) = 2
floor(1.5) = 1
floor(-1.56, 1) = -1.6
ceiling(1.5) = 2
ceiling(-1.56, 1) = -1.5
round up(5.5, 0) = 6
round up(-5.5, 0) = -6
round up(1.121, 2) = 1.13
round up(-1.126, 2) = -1.13
round down(-5.5, 0) = -5
round down(-1.126, 2) = -1.12
round half up(5.5, 0) = 6
round half up(-5.5, 0) = -6
round half up(1.121, 2) = 1.12
round half down(5.5, 0) = 5
round half down(-5.5, 0) = -5
round half down(-1.126, 2) = -1.13
abs(-10) = 10
abs(@"-PT5H") = @"PT5H"
modulo(12, 5) = 2
modulo(-12, 5) = 3
modulo(12, -5) = -3
modulo(-12, -5) = -2
modulo(10.1, 4.5) = 1.1
modulo(-10.1, 4.5) = 3.4
modulo(10.1, -4.5) = -3.4
modulo(-10.1, -4.5) = -1.1
sqrt(16) = 4
odd(5) = true
odd(2) = false
even(2) = true
is(date("2012-12-25"), time("23:00:50")) = false
is(date("2012-12-25"), date("2012-12-25")) = true
is(time("23:00:50z"), time("23:00:50")) = false
is(time("23:00:50z"), time("23:00:50+00:00")) = true
before(1, 10) = true
before(10, 1) = false
before(1, [1..10]) = false
before(1, (1..10]) = true
before(1, [5..10]) = true
before([1..10], 10) = false
before([1..10), 10) = true
before([1..10], [15..20]) = true
before([1..10], [10..20]) = false
before([1..10), [10..20]) = true
before([1..10], (10..20]) = true
after(10, 5) = true
after(12, [1..10]) = true
after(10, [1..10)) = true
after(10, [1..10]) = false
after([11..20], 12) = false
after((11..20], 11) = true
after([11..20], [1..11)) = true
after((11..20], [1..11]) = true
meets([1..5], [5..10]) = true
meets([1..5), [5..10]) = false
meets([1..5], (5..10]) = false
met by([5..10], [1..5]) = true
met by([6..10], [1..5]) = false
overlaps([1..5], [3..8]) = true
overlaps([3..8], [1..5]) = true
overlaps([1..8], [3..5]) = true
overlaps([1..5], [6..8]) = false
overlaps([1..5], [5..8]) = true
overlaps([1..5], (5..8]) = false
overlaps([1..5), [5..8]) = false
overlaps((5..8], [1..5]) = false
overlaps before([1..5], [3..8]) = true
overlaps before([1..5], [6..8]) = false
overlaps before([1..5], [5..8]) = true
overlaps before([1..5], (5..8]) = false
overlaps before([1..5), (1..5]) = true
overlaps before([1..5], (1..5]) = true
overlaps before([1..5), [1..5]) = false
overlaps before([1..5], [1..5]) = false
overlaps after([3..8], [1..5]) = true
overlaps after([5..8], [1..5]) = true
overlaps after((5..8], [1..5]) = false
overlaps after((1..5], [1..5)) = true
overlaps after((1..5], [1..5]) = true
overlaps after([1..5], [1..5)) = false
finishes(10, [1..10]) = true
finishes(10, [1..10)) = false
finishes([5..10], [1..10]) = true
finishes([5..10), [1..10]) = false
finishes([5..10), [1..10)) = true
finishes([1..10], [1..10]) = true
finishes((1..10], [1..10]) = true
finished by([1..10], 10) = true
finished by([1..10], (1..10]) = true
includes([1..10], 5) = true
includes([1..10], 12) = false
includes((1..10], 1) = false
includes([1..10), 10) = false
includes([1..10], [4..6]) = true
includes((1..10], (1..5]) = true
includes([1..10], (1..10)) = true
includes([1..10), [5..10)) = true
includes([1..10], [1..10]) = true
during(5, [1..10]) = true
during(1, (1..10]) = false
during([4..6], [1..10]) = true
during((1..10], [1..10]) = true
starts(1, [1..10]) = true
starts(1, (1..10]) = false
starts([1..5], [1..10]) = true
starts((1..5], [1..10]) = false
starts([1..10), [1..10]) = true
started by([1..10], 1) = true
started by([1..10], [1..10)) = true
started by([1..10], (1..5]) = false
coincides(5, 5) = true
coincides([1..5], [1..5]) = true
coincides((1..5), [1..5]) = false
day of year(date(2019, 9, 17)) = 260
day of week(date(2019, 9, 17)) = "Tuesday"
month of year(date(2019, 9, 17)) = "September"
week of year(date(2019, 9, 17)) = 38
week of year(date(2003, 12, 29)) = 1
week of year(date(2004, 1, 4)) = 1
week of year(date(2005, 1, 1)) = 53
week of year(date(2005, 1, 3)) = 1
sort(list: [3, 1, 4, 5, 2], precedes: function(x, y) x < y) = [1, 2, 3, 4, 5]
get value({key1: "value1"}, "key1") = "value1"
get value({key1: "value1"}, "unexistentkey") = null
get entries({key1: "value1", key2: "value2"}) = [{key: "key1", value: "value1"}, {key: "key2", value: "value2"}]
get entries({key1: "value1"})[key = "key1"].value = ["value1"]
context([{key: "a", value: 1}, {key: "b", value: 2, something: "else"}]) = {a: 1, b: 2}
context([{key: "a", value: 1}, {key: "b"}]) = null
context put({x: 1}, "y", 2) = {x: 1, y: 2}
context put({x: 1, y: 0, z: 0}, "y", 2) = {x: 1, y: 2, z: 0}
context put({x: 1}, ["y"], 2) = context put({x: 1}, "y", 2)
context put({x: 1, y: {a: 0}}, ["y", "a"], 2) = {x: 1, y: {a: 2}}
context put({x: 1, y: {a: 0}}, [], 2) = null
context merge([{x: 1}, {y: 2}]) = {x: 1, y: 2}
context merge([{x: 1, y: 0}, {y: 2}]) = {x: 1, y: 2}
[1, 2, 3, 4][item > 2] = [3, 4]
[{x: 1, y: 2}, {x: 2, y: 3}][x = 1] = [{x: 1, y: 2}]
[{x: 1, y: 2}, {x: null, y: 3}][x < 2] = [{x: 1, y: 2}]
[{x: 1, y: 2}, {x: 2, y: 3}].y = [2, 3]
[{x: 1, y: 2}, {x: 2}].y = [2, null]
3[item > 2] = [3]
{isPositive: function(x) x > 0, isNotNegative: function(x) isPositive(x + 1), result: isNotNegative(0)}.result
[123] instance of list<number>
"abc" instance of string
(123 instance of string) = false
(123 instance of list) = null
-4 ** 2 = 16
duration("P0DT25H") = duration("P1DT1H")
[1..10].start included and [1..10].end = 10
(<= 10).start = null
(<= 10).end included
1.2e3 = 1200
date("2017-01-01") instance of date
{name: "Peter", age: 30} instance of context<age: number, name: string>
{id: 1, name: "Peter", age: 45} instance of context<id: number, name: string>
({id: 1} instance of context<id: number, name: string>) = false
[1..10] instance of range<number>
(function(x: number, y: number) x + y) instance of function<number, number> -> Any
(function(x: number) x + 1) instance of function<number> -> number
(function(x: string) x + "!") instance of function<string> -> string
(function(x: number) x > 1 and x < 9) instance of function<number> -> boolean
(function(x: number) if x > 1 then x else "small")(0) = "small"
((function(x: days and time duration) x * 2) instance of function<days and time duration> -> number) = false
(time("23:00:00") - time("22:00:00")) = duration("PT1H")
time("23:30:00") + duration("PT1H") = time("00:30:00")
duration("P1Y") * 2.5 = duration("P2Y6M")
duration("P1Y") / duration("P6M") = 2
duration("PT1H") / 2 = duration("PT30M")
date("2024-02-29") + duration("P1Y") = date("2025-02-28")
date("2012-12-24").weekday = 1
date and time("2012-03-07T00:00:00Z").year = 2012
every x in [] satisfies false
(some x in [] satisfies true) = false
some x in [1, 2], y in [x] satisfies y = 2
5 in (> 4, < 2)
5 in ]4..6[
2 between 1 and 3
{a: {b: 1}}.a.b = 1
(if "not a boolean" then 1 else 2) = 2
"x" in ["x", "y"]
null = null
(false or 123) = null
(true and "true") = null
(false and 123) = false
true or 123
(0 or 0) = null
(1 = "1") = null
("1" = 1) = null
1 != 2
"b" > "a"
[1, [2]] = [1, [2]]
{a: 1, b: 2} = {b: 2, a: 1}
"""


@pytest.mark.parametrize("text", TRUE.strip().splitlines())
def test_an_example_holds(text: str) -> None:
    assert value_of(text) is True


def test_partial_is_what_was_computed_so_far() -> None:
    factorials = value_of("for i in 0..4 return if i = 0 then 1 else i * partial[-1]")
    assert factorials == value_of("[1, 1, 2, 6, 24]")
