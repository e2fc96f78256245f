"""Computes the decisions of a model: each one from what it requires, and from nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from forms.dmn.compiler import BoxCompiler, within
from forms.dmn.errors import DmnUnreadable
from forms.dmn.item_types import ItemType, item_types
from forms.dmn.model import Decision, DecisionService, Element, InputData, KnowledgeModel, Model
from forms.feel.evaluation.calling import invoke_named
from forms.feel.evaluation.compiler import compile_node
from forms.feel.expression import BUILT_IN_FRAME, guarded, with_built_in
from forms.feel.run import Run
from forms.feel.syntax.scope import Scope, members_of
from forms.feel.types import ContextType, FunctionType, Type, context_type
from forms.feel.values import Function, Parameter, Value
from forms.spec import Text

_MOST_MODELS = 50
_Names = Mapping[str, Value]


class Library:
    """Models that import each other by namespace."""

    def __init__(self, models: Mapping[str, Model]) -> None:
        self._models = models
        self._loaded: dict[str, LoadedModel] = {}

    def model(self, namespace: str) -> "LoadedModel":
        """Raises DmnUnreadable for a namespace nobody has, and for models that import themselves."""
        if namespace not in self._loaded:
            if namespace not in self._models or len(self._loaded) > _MOST_MODELS:
                message = f"取り込む「{namespace}」がありません。"
                raise DmnUnreadable(Text(message, f"There is no model {namespace}."))
            source = self._models[namespace]
            imported = {name: self.model(other) for other, name in source.imports.items() if other in self._models}
            self._loaded[namespace] = LoadedModel(source, imported)
        return self._loaded[namespace]


@dataclass(slots=True)
class LoadedModel:
    """A model with the models it imports."""

    model: Model
    imported: Mapping[str, "LoadedModel"]
    """By the name they are imported under; empty for one whose names are used as if they were written here."""
    types: Mapping[str, ItemType] = field(init=False)
    _boxes: BoxCompiler = field(init=False)
    _members: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        foreign = {
            f"{alias}.{name}" if alias else name: kind
            for alias, other in self.imported.items()
            for name, kind in other.types.items()
        }
        self.types = item_types(self.model.types, foreign)
        self._boxes = BoxCompiler(self.types)
        self._members = frozenset().union(*(members_of(kind.type) for kind in self.types.values()))

    def named(self, name: str) -> Element | None:
        """The decision, service, input or function with this name."""
        found = [element for element in self.model.elements.values() if element.variable.name == name]
        return next((element for element in found if not isinstance(element, InputData)), next(iter(found), None))

    def evaluate(self, run: Run, name: str, inputs: _Names) -> Value:
        """The value of a decision, a service or a function for these inputs; null with a reason when it has none."""
        element = self.named(name)
        if element is None:
            return run.null(Text(f"「{name}」という決定はありません。", f"There is no decision “{name}”."))
        value = _Question(self, run, inputs).answer(element)
        return invoke_named(run, value, inputs) if isinstance(value, Function) else value

    def type_of(self, element: Element) -> ItemType:
        return self._boxes.type_named(element.variable.type_ref)

    def scope(self, names: Mapping[str, Type]) -> Scope:
        """The names with the functions of the standard and the keys of all types."""
        return with_built_in(within(Scope({}, self._members), names))

    def referred(self, reference: str) -> tuple["LoadedModel", str, Element] | None:
        """The element, the model it is in and the name of the import; the name is empty for one of this model."""
        namespace, _, key = reference.rpartition("#")
        if not namespace or namespace == self.model.namespace:
            element = self.model.elements.get(key)
            return (self, "", element) if element else None
        for alias, other in self.imported.items():
            if other.model.namespace == namespace and key in other.model.elements:
                return other, alias, other.model.elements[key]
        return None

    @property
    def boxes(self) -> BoxCompiler:
        return self._boxes


class _Question:
    """One evaluation of a model: every decision is computed once."""

    def __init__(self, loaded: LoadedModel, run: Run, inputs: _Names) -> None:
        self._loaded = loaded
        self._run = run
        self._inputs = inputs
        self._known: dict[int, Value] = {}
        self._open: set[int] = set()

    def answer(self, element: Element) -> Value:
        key = id(element)
        if key not in self._known:
            if key in self._open:
                return self._run.null(Text("決定が互いに必要とし合っています。", "Decisions require each other."))
            self._open.add(key)
            self._known[key] = self._computed(element)
            self._open.discard(key)
        return self._known[key]

    def preset(self, element: Element, value: Value) -> None:
        """The value is given instead of computed."""
        self._known[id(element)] = value

    def _computed(self, element: Element) -> Value:
        match element:
            case InputData(variable=variable):
                return self._loaded.type_of(element).fit(self._run, self._inputs.get(variable.name))
            case Decision():
                return self._decided(element)
            case KnowledgeModel():
                return self._function(element)
            case DecisionService():
                return self._service_result(element, self._inputs)

    def _decided(self, element: Decision) -> Value:
        if element.variable.name in self._inputs:
            return self._loaded.type_of(element).fit(self._run, self._inputs[element.variable.name])
        if element.box is None:
            return self._run.null(Text("決定の中身がありません。", "The decision has no logic."))
        types, values = self._required(element.requires)
        compiled = self._loaded.boxes.compile(element.box, self._loaded.scope(types))
        value = guarded(compiled, self._run, BUILT_IN_FRAME.inner(values))
        return self._loaded.type_of(element).fit(self._run, value)

    def _function(self, element: KnowledgeModel) -> Value:
        """The function may call itself."""
        if element.function is None:
            return self._run.null(Text("関数の中身がありません。", "The function has no logic."))
        types, values = self._required(element.requires)
        name = element.variable.name
        signature = self._signature(element)
        tree = self._loaded.boxes.function(element.function, self._loaded.scope({name: signature, **types}))
        frame = BUILT_IN_FRAME.inner(values)
        function = compile_node(tree)(self._run, frame)
        assert isinstance(function, Function)
        named = Function(name, function.parameters, function.call, signature.result)
        values[name] = named
        return named

    def _signature(self, element: KnowledgeModel) -> FunctionType:
        declared = self._loaded.type_of(element).type
        given = element.function.parameters if element.function else ()
        parameters = tuple(self._loaded.boxes.type_named(variable.type_ref).type for variable in given)
        return FunctionType(parameters, declared.result if isinstance(declared, FunctionType) else declared)

    def _required(self, references: tuple[str, ...]) -> tuple[dict[str, Type], dict[str, Value]]:
        """The names an element may use: what it requires; what is imported stands under the name of the import."""
        types: dict[str, Type] = {}
        values: dict[str, Value] = {}
        for reference in references:
            found = self._loaded.referred(reference)
            if found is None:
                self._run.null(Text(f"「{reference}」がありません。", f"There is no {reference}."))
                continue
            loaded, alias, element = found
            kind, value = self._value_of(loaded, alias, element)
            if not alias:
                types[element.variable.name], values[element.variable.name] = kind, value
                continue
            fields = types.get(alias, ContextType({}))
            others = values.get(alias, {})
            assert isinstance(fields, ContextType) and isinstance(others, Mapping)
            types[alias] = context_type({**fields.types, element.variable.name: kind})
            values[alias] = {**others, element.variable.name: value}
        return types, values

    def _value_of(self, loaded: LoadedModel, alias: str, element: Element) -> tuple[Type, Value]:
        question = self if loaded is self._loaded else _Question(loaded, self._run, self._inputs_of(alias))
        if isinstance(element, DecisionService):
            function = question.service(element)
            return FunctionType(tuple(given.type for given in function.parameters), function.result), function
        value = question.answer(element)
        if isinstance(element, KnowledgeModel):
            return question._signature(element), value
        return loaded.type_of(element).type, value

    def _inputs_of(self, alias: str) -> _Names:
        """Inputs of an imported model are given under its name, or beside the others."""
        inner = self._inputs.get(alias)
        prefix = alias + "."
        beside = {name.removeprefix(prefix): value for name, value in self._inputs.items()}
        return {**beside, **inner} if isinstance(inner, Mapping) else beside

    def service(self, element: DecisionService) -> Function:
        """The service as a function of its inputs: first the data, then the decisions."""
        parameters = []
        for reference in (*element.input_data, *element.input_decisions):
            found = self._loaded.referred(reference)
            if found:
                loaded, _, given = found
                parameters.append(Parameter(given.variable.name, loaded.type_of(given).type))
        names = [parameter.name for parameter in parameters]
        return Function(
            element.variable.name,
            tuple(parameters),
            lambda run, values: self._service_result(element, dict(zip(names, values, strict=True))),
            self._service_type(element),
        )

    def _service_type(self, element: DecisionService) -> Type:
        declared = self._loaded.type_of(element).type
        return declared.result if isinstance(declared, FunctionType) else declared

    def _service_result(self, element: DecisionService, given: _Names) -> Value:
        """One decision, or a context of several. Only what the service lists is seen inside."""
        inner = _Question(self._loaded, self._run, given)
        for reference in (*element.input_data, *element.input_decisions):
            found = self._loaded.referred(reference)
            if found:
                loaded, _, input_ = found
                inner.preset(input_, loaded.type_of(input_).fit(self._run, given.get(input_.variable.name)))
        results = {}
        for reference in element.outputs:
            found = self._loaded.referred(reference)
            if found:
                loaded, alias, decision = found
                results[decision.variable.name] = inner._value_of(loaded, alias, decision)[1]
        value: Value = next(iter(results.values())) if len(results) == 1 else results
        return ItemType(self._service_type(element)).fit(self._run, value)
