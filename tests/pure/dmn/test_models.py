"""Decisions are computed from what they require; types are kept; functions and services can be called."""

from decimal import Decimal

from tests.pure.dmn.models import decide, decision, file_of, input_data, literal, load, requires_input


def test_a_decision_sees_only_what_it_requires() -> None:
    loaded = load(file_of(input_data("x") + decision(literal("x"))))
    assert decide(loaded, "d", {"x": "seen"}) == (None, ["There is no name “x”."])


def test_a_value_of_another_type_is_null() -> None:
    loaded = load(file_of(decision(literal('"text"'), type_ref="number")))
    assert decide(loaded, "d") == (None, ["The value is not of the type of its variable."])


def test_a_value_and_a_list_of_one_stand_for_each_other() -> None:
    types = '<itemDefinition name="tNumbers" isCollection="true"><typeRef>number</typeRef></itemDefinition>'
    assert decide(load(file_of(types + decision(literal("5"), type_ref="tNumbers"))), "d")[0] == (Decimal(5),)
    assert decide(load(file_of(decision(literal("[5]"), type_ref="number"))), "d")[0] == 5


def test_a_value_that_is_not_allowed_is_null() -> None:
    types = (
        '<itemDefinition name="tKind"><typeRef>string</typeRef>'
        "<allowedValues><text>&quot;a&quot;, &quot;b&quot;</text></allowedValues></itemDefinition>"
    )
    loaded = load(file_of(types + input_data("k", "tKind") + decision(literal("k"), requires=requires_input("k"))))
    assert decide(loaded, "d", {"k": "a"})[0] == "a"
    assert decide(loaded, "d", {"k": "c"})[0] is None


def test_entries_of_a_context_see_earlier_ones_and_the_last_is_the_result() -> None:
    context = (
        f'<context><contextEntry><variable name="two words"/>{literal("2")}</contextEntry>'
        f"<contextEntry>{literal('two words * 10')}</contextEntry></context>"
    )
    assert decide(load(file_of(decision(context))), "d")[0] == 20


def test_a_relation_is_a_list_of_contexts() -> None:
    relation = (
        '<relation><column name="name"/><column name="price"/>'
        f"<row>{literal('&quot;x&quot;'.replace('&quot;', chr(34)))}{literal('3')}</row></relation>"
    )
    assert decide(load(file_of(decision(relation))), "d")[0] == ({"name": "x", "price": Decimal(3)},)


def test_boxed_iteration_condition_and_filter() -> None:
    loop = f'<for iteratorVariable="i"><in>{literal("1..3")}</in><return>{literal("i * i")}</return></for>'
    some = f'<some iteratorVariable="i"><in>{literal("[1, 2]")}</in><satisfies>{literal("i > 1")}</satisfies></some>'
    chosen = f"<conditional><if>{some}</if><then>{literal('1')}</then><else>{literal('2')}</else></conditional>"
    kept = f"<filter><in>{literal('[1, 2, 3]')}</in><match>{literal('item > 1')}</match></filter>"
    assert decide(load(file_of(decision(chosen))), "d")[0] == 1
    assert decide(load(file_of(decision(kept))), "d")[0] == (2, 3)
    assert decide(load(file_of(decision(loop.replace("1..3", "[1, 2, 3]")))), "d")[0] == (1, 4, 9)


_FUNCTION = (
    '<businessKnowledgeModel id="_f" name="factorial"><variable name="factorial"/><encapsulatedLogic>'
    '<formalParameter name="n" typeRef="number"/>'
    "<literalExpression><text>if n &lt; 2 then 1 else n * factorial(n - 1)</text></literalExpression>"
    "</encapsulatedLogic></businessKnowledgeModel>"
)
_NEEDS_FUNCTION = '<knowledgeRequirement><requiredKnowledge href="#_f"/></knowledgeRequirement>'


def test_a_knowledge_model_may_call_itself() -> None:
    loaded = load(file_of(_FUNCTION + decision(literal("factorial(n: 5)"), requires=_NEEDS_FUNCTION)))
    assert decide(loaded, "d")[0] == 120


def test_a_knowledge_model_can_be_asked_by_itself() -> None:
    assert decide(load(file_of(_FUNCTION)), "factorial", {"n": Decimal(4)})[0] == 24


def test_an_argument_of_another_type_makes_the_call_null() -> None:
    loaded = load(file_of(_FUNCTION + decision(literal('factorial("5")'), requires=_NEEDS_FUNCTION)))
    assert decide(loaded, "d") == (None, ["“n” cannot be string."])


def test_an_invocation_names_its_arguments() -> None:
    invocation = (
        f'<invocation>{literal("factorial")}<binding><parameter name="n"/>{literal("3")}</binding></invocation>'
    )
    assert decide(load(file_of(_FUNCTION + decision(invocation, requires=_NEEDS_FUNCTION))), "d")[0] == 6


def test_a_decision_service_is_a_function_of_its_inputs() -> None:
    inner = input_data("x", "number") + decision(literal("x + 1"), name="inner", requires=requires_input("x"))
    service = (
        '<decisionService id="_s" name="service"><variable name="service"/>'
        '<outputDecision href="#_inner"/><inputData href="#_x"/></decisionService>'
    )
    needs = '<knowledgeRequirement><requiredKnowledge href="#_s"/></knowledgeRequirement>'
    loaded = load(file_of(inner + service + decision(literal("service(41)"), requires=needs)))
    assert decide(loaded, "d")[0] == 42
    assert decide(loaded, "service", {"x": Decimal(1)})[0] == 2


def test_an_imported_decision_stands_under_the_name_of_the_import() -> None:
    other = file_of(decision(literal("7"), name="seven"), "urn:other")
    needs = '<informationRequirement><requiredDecision href="urn:other#_seven"/></informationRequirement>'
    main = file_of(
        '<import name="other" namespace="urn:other" importType="x"/>'
        + decision(literal("other.seven * 2"), requires=needs)
    )
    assert decide(load(main, other), "d")[0] == 14


def test_decisions_that_require_each_other_are_null() -> None:
    one = '<informationRequirement><requiredDecision href="#_b"/></informationRequirement>'
    other = '<informationRequirement><requiredDecision href="#_a"/></informationRequirement>'
    content = decision(literal("b"), name="a", requires=one) + decision(literal("a"), name="b", requires=other)
    value, reasons = decide(load(file_of(content)), "a")
    assert value is None
    assert "Decisions require each other." in reasons


def test_an_expression_that_cannot_be_read_is_null_with_its_place() -> None:
    assert decide(load(file_of(decision(literal("1 + + 2")))), "d")[1] == [
        "The expression cannot be read: The expression cannot be read at “+ 2”. (character 5)"
    ]


def test_a_function_in_another_language_is_not_called() -> None:
    text = 'function(x) external {java: {class: "java.lang.Math", method signature: "cos(double)"}}'
    context = (
        f'<context><contextEntry><variable name="cos"/>{literal(text)}</contextEntry>'
        f"<contextEntry>{literal('cos(1)')}</contextEntry></context>"
    )
    assert decide(load(file_of(decision(context))), "d") == (None, ["Functions defined outside FEEL are not called."])


def test_what_is_imported_without_a_name_is_used_as_if_it_were_written_here() -> None:
    types = (
        '<itemDefinition name="tGrade"><typeRef>string</typeRef>'
        '<allowedValues><text>"A", "B"</text></allowedValues></itemDefinition>'
    )
    other = file_of(types + decision(literal('"A"'), name="grade", type_ref="tGrade"), namespace="urn:other")
    requires = '<informationRequirement><requiredDecision href="urn:other#_grade"/></informationRequirement>'
    main = file_of(
        '<import name="" namespace="urn:other" importType="x"/>'
        + decision(literal('grade + "C"'), name="d", type_ref="string", requires=requires)
        + decision(literal('"Z"'), name="e", type_ref="tGrade")
    )

    assert decide(load(main, other), "d") == ("AC", [])
    assert decide(load(main, other), "e")[0] is None
